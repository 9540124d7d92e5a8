"""XML: records are elements, and a path is an XPath.

`source` reads them one at a time; `encoding` decides what the bytes are, `elsewhere` says what there is in place of
records.
"""
