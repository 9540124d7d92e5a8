"""Text for people and tools: the sentences of each language, suggestions for misspelt names, findings as SARIF.

All other packages take their texts from here.
"""
