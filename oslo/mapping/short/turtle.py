"""The same in Turtle, as `exchange.turtle_blocks` writes it: a block for each node, those of parts after the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...exchange.source import Hole, f_string
from ...exchange.turtle import Names, TurtleWriter, plain_object
from ...exchange.turtle_blocks import has_block, join_objects
from ...model.resource import Resource
from .plan import NotPlain, Part, Unfit

if TYPE_CHECKING:
    from .fields import Source

__all__ = ["Objects", "block_source", "join_objects"]

_AFTER = " .\n\n"


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


def block_source(part: Part, subject: str, sources: Sequence[Source], top: Objects) -> Iterator[str]:
    """Source of the block `u` of a part, from the sources of its fields; `a` has the blocks of its parts.

    Raises Unfit for a class that the other writer leaves to a third.
    """
    info, short = part.info, Names()
    if info.type is None or not has_block(info):
        raise Unfit
    yield f"u = {f_string(subject, ' a ', short.of(info.type))}"
    order = {prop.name: number for number, prop in enumerate(info.properties)}
    rows = sorted((short[each.prop.path], order[each.prop.name], number) for number, each in enumerate(part.fields))
    for path, _, number in rows:
        source, begin = sources[number], f" ;\n    {path} "
        if source.objects is not None:
            there = part.fields[number].prop.min
            yield from [] if there else [f"if not ({source.missing}):"]
            yield f"{'' if there else '    '}u += {f_string(begin, *source.objects)}"
    yield f"u += {f_string(_AFTER, Hole('a'))}"
    top.check(short)
