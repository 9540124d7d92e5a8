"""JSON documents and JSON Lines: records are objects, and a path is dotted.

`text` reads values, `records` says where the records are, `paths` how a value is found in them. A row of SQL is such an
object too.
"""
