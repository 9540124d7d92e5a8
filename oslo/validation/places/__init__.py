"""The places in data files of what findings are about: which statement, at which line and character.

A file is read for its places only when there are findings, and no further than these need. Begin with `finding.py`.
"""
