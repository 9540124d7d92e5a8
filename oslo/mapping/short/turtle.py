"""Terms of the short way in Turtle: the prefixes stand at the top of the output before the first record is known."""

from __future__ import annotations

from collections.abc import Iterable

from ...exchange.turtle import Names, TurtleWriter, plain_object
from ...exchange.turtle_blocks import join_objects
from ...model.resource import Resource
from .plan import NotPlain, Unfit

__all__ = ["Objects", "join_objects"]


class Objects:
    """Terms as Turtle writes them, with the prefixes that stand at the top of the output."""

    def __init__(self, classes: Iterable[type[Resource]]) -> None:
        writer = TurtleWriter()
        writer.header(classes)
        self._declared = frozenset(writer.names.used)

    def of(self, term: str) -> str:
        """A term of N-Triples. Raises NotPlain if it needs another prefix, which the other writer declares."""
        names = Names()
        text = plain_object(term, names)
        if not names.used <= self._declared:
            raise NotPlain
        return text

    def check(self, names: Names) -> None:
        """Raise Unfit if names need a prefix that is not at the top."""
        if not names.used <= self._declared:
            raise Unfit

    def node(self, iri: str) -> str:
        """The IRI of a node. Raises NotPlain for one in a namespace that has a prefix."""
        if Names().of(iri)[0] != "<":
            raise NotPlain
        return iri

    def check_node(self, iri: str) -> None:
        """Raise Unfit for an IRI in a namespace that has a prefix."""
        try:
            self.node(iri)
        except NotPlain:
            raise Unfit from None
