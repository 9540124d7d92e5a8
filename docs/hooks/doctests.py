"""Examples of docstrings as blocks of code: Markdown would read `>>>` as a quotation."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

EXAMPLE = re.compile(r"(?:^[ \t]*>>> .*\n(?:[ \t]*\S.*(?:\n|\Z))*)", re.MULTILINE)


def fenced(docstring: str) -> str:
    """A docstring with each of its examples in a fence."""
    return EXAMPLE.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", f"{docstring}\n")


class Doctests(Extension):
    """Fences the examples of each object that is read."""

    def on_object(self, *, obj: Object, **kwargs: Any) -> None:
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)
