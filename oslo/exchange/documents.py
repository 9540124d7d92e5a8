"""Documents of linked data, from the N-Triples of one resource after another; and parts of documents, to be joined.

In some syntaxes a part is written without knowledge of the others: `Frame` has what stands around and between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..model.description import reachable
from ..model.resource import Resource
from ..rdf.parsing import Format
from .context import context as context_of


class Frame(NamedTuple):
    """What stands before the first part of a document, between two of them, and after the last."""

    head: str = ""
    joint: str = ""
    tail: str = ""


def frame(format: Format, classes: list[type[Resource]], context: Any = None) -> Frame | None:
    """The frame of documents of these classes; None for a syntax whose documents are made in one piece.

    >>> frame(Format.NTRIPLES, [])
    Frame(head='', joint='', tail='')
    """
    match format:
        case Format.NTRIPLES | Format.NQUADS:
            return Frame()
        case Format.TURTLE:
            from .turtle import TurtleWriter

            return Frame(TurtleWriter().header(classes))
        case Format.JSONLD:
            from .jsonld import JOINT, TAIL, head

            return Frame(head(document_context(classes, context)), JOINT, TAIL)
        case _:
            return None


def document_context(classes: list[type[Resource]], context: Any) -> Any:
    """What a JSON-LD document has as `@context`: what is given, or what is made for some classes."""
    if context is None:
        return context_of([info.cls for info in reachable(classes)])["@context"]
    from .jsonld_terms import usable

    return usable(context.get("@context", context) if isinstance(context, dict) else context)


def bodies(texts: Iterable[str], format: Format, classes: list[type[Resource]], context: Any = None) -> Iterator[str]:
    """Pieces of N-Triples text, one per resource, as what stands in the frame of N-Triples, N-Quads or JSON-LD."""
    if format is Format.JSONLD:
        from .jsonld import bodies as objects

        return objects(texts, document_context(classes, context))
    return iter(texts)
