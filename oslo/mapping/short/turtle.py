"""Terms of the short way in Turtle: the prefixes stand at the top of the output before the first record is known."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...exchange.lines import PART, WHOLE
from ...exchange.turtle import Names, TurtleWriter, plain_object
from ...exchange.turtle_blocks import join_objects
from ...model.resource import Resource
from .cells import NotTurtle

_LATER = re.compile("\x03([^\x04]*)\x04")  # objects with a tab between them, which no term has


def several(terms: list[str]) -> str:
    """The objects of a property as one text. Those whose IRIs are not known yet, nor their order, are joined later."""
    if len(terms) > 1 and any(PART in each or WHOLE in each for each in terms):
        return "\x03" + "\t".join(terms) + "\x04"
    return join_objects(terms)


def settled(text: str) -> str:
    """A text in which all IRIs are known."""
    return _LATER.sub(lambda found: join_objects(found[1].split("\t")), text) if "\x03" in text else text


class Objects:
    """Terms as Turtle writes them, with the prefixes that stand at the top of the output."""

    def __init__(self, classes: Iterable[type[Resource]]) -> None:
        writer = TurtleWriter()
        writer.header(classes)
        self._declared = frozenset(writer.names.used)

    def of(self, term: str) -> str:
        """A term of N-Triples."""
        names = Names()
        text = plain_object(term, names)
        self.check(names)
        return text

    def check(self, names: Names) -> None:
        """Raise NotTurtle if names need a prefix that is not at the top, which the other writer declares."""
        if not names.used <= self._declared:
            raise NotTurtle

    def node(self, iri: str) -> str:
        """The IRI of a node. Raises NotTurtle for one in a namespace that has a prefix."""
        if Names().of(iri)[0] != "<":
            raise NotTurtle
        return iri
