"""A first mapping for a file: its columns and their values, matched to the properties of a class.

`survey` reads the file, `facts` says what the values of a column are, `names` and `slots` say where they could go,
`rules` and `codes` say how, `draft` puts it together and `text` writes it as YAML with comments.
"""

from .draft import Draft, draft_mapping

__all__ = ["Draft", "draft_mapping"]
