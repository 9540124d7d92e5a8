"""The words of messages: what was probably meant, and SARIF, the form of findings for code hosts.

Every other room takes its words from here.
"""
