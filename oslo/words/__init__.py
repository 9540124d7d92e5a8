"""The words of messages: what was probably meant, and terms as people read them.

Every other room takes its words from here.
"""
