"""Text for people and tools: sentences in each language, suggestions for names, mistakes in YAML, findings as SARIF.

All other packages take their texts from here.
"""
