"""What is too much for the parsers, in numbers. They take more time or memory than there is, or end the process."""

from __future__ import annotations

LONGEST = 16 << 20
"""Bytes of a term, or of a comment."""
TOO_LONG = f"a term or a comment of over {LONGEST >> 20} MiB is not read"

LEVELS = 1000
"""Triple terms in each other, and elements of RDF/XML."""
ATTRIBUTES = 1000
"""Attributes of an element of RDF/XML or a page, prefixes in one of them, and namespaces around an XML literal."""
PAGE_LEVELS = 250
"""Elements of a web page in each other."""
STEPS = 16
"""Terms of a JSON-LD context that are made of each other, for the quick way of reading."""
CONTEXTS = 256
"""Contexts that one place of a JSON-LD document names, and those that they name."""
