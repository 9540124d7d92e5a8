"""The words that people read: the sentences of each language (`*.toml`), and what was probably meant.

Every other room takes its words from here.
"""
