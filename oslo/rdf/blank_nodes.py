"""Blank nodes of documents that become one graph: a label means one node in its document, and nothing outside it.

Merging graphs keeps the blank nodes of different documents apart (RDF 1.1 Semantics, section 4.1). Here that is done
by renaming labels in N-Triples text, in two steps. No step gives two labels the same name, so no two nodes meet:

1. `MadeNames` names the unlabelled nodes of a document, in the order of their first use. (Not in N-Triples and N-Quads,
   where each node has a label.)
2. `kept_apart` gives the labels of each document a prefix of its own. The first document of the data keeps its labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyoxigraph as ox

DATA, SHAPES, BACKGROUND, ONTOLOGY = "f", "s", "g", "o"
"""What documents are read for: each has its own prefixes, since an engine or a report can have all of them at once."""

_LABEL = (
    r'_:(?:(?<![^\n]_:)|(?<= _:)(?=[^ "]+ \.$))'  # before a subject or an object; `_:` first, which is quick to find
)
_ANY = re.compile(_LABEL, re.MULTILINE)
_LIKE_A_PREFIX = re.compile(rf"{_LABEL}(?=[{DATA}{SHAPES}{BACKGROUND}{ONTOLOGY}][0-9]+x)", re.MULTILINE)
_UNSTEADY = re.compile(rf"{_LABEL}(?:[a-f][0-9a-f]{{19,31}}|anonymousx*[0-9][^ ]*)(?= )", re.MULTILINE)
_NAMED = 1 << 20  # at most so many unlabelled nodes are renamed


def kept_apart(text: str, use: str, number: int) -> str:
    r"""N-Triples text of a document (the `number`th of those read for a use) with labels that no other document has.

    >>> kept_apart("_:a <urn:p> _:f1xa .\n", DATA, 0), kept_apart("_:a <urn:p> _:f1xa .\n", DATA, 1)
    ('_:a <urn:p> _:f0xf1xa .\n', '_:f1xa <urn:p> _:f1xf1xa .\n')
    """
    first = use == DATA and number == 0
    return (_LIKE_A_PREFIX if first else _ANY).sub(f"_:{use}{number}x", text)


class MadeNames(dict[str, str]):
    r"""The names of the unlabelled nodes of one document, by the random labels that the parser gives them.

    A label of the author that looks like a made name gets one more `x`, and so is never one.

    >>> names = MadeNames()
    >>> names.in_text("_:e3fb860ead028a8024aecc09dd3e486b <urn:p> _:anonymous0 .\n")
    '_:anonymous0 <urn:p> _:anonymousx0 .\n'

    Beyond a million, to bound memory, nodes keep their random label.
    """

    def in_text(self, text: str) -> str:
        """N-Triples text with these names."""
        return _UNSTEADY.sub(lambda match: self[match[0]], text)

    def __missing__(self, label: str) -> str:
        if label.startswith("_:anonymous"):
            return label.replace("anonymous", "anonymousx", 1)
        if len(self) >= _NAMED:
            return label
        self[label] = f"_:anonymous{len(self)}"
        return self[label]


def triples_kept_apart(quads: Iterable[ox.Quad], number: int = 0) -> Iterator[tuple[Any, ox.NamedNode, Any]]:
    """The triples of all of a document (the `number`th), with the names that its nodes have in text."""
    import pyoxigraph as ox

    made, names = MadeNames(), dict[Any, ox.BlankNode]()

    def named(node: Any) -> Any:
        if node not in names:
            label = kept_apart(made.in_text(f"{node} "), DATA, number)[2:-1]
            try:
                names[node] = ox.BlankNode(label)
            except ValueError:  # JSON-LD takes any text for a label
                names[node] = ox.BlankNode(f"n{label.encode().hex()}")
        return names[node]

    for quad in quads:
        subject, value = quad.subject, quad.object
        yield (
            named(subject) if isinstance(subject, ox.BlankNode) else subject,
            quad.predicate,
            named(value) if isinstance(value, ox.BlankNode) else value,
        )
