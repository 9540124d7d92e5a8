"""What people and their tools read: the sentences of each language, what was probably meant, findings as SARIF.

Every other room takes its words from here.
"""
