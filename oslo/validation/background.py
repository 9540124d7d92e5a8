"""What is given with the data: a background that describes nodes it refers to, and an ontology of classes.

The engine sees both, so that paths lead through the background and subclasses count; neither is checked itself. Of a
node that the data describes, the background adds only its types: what the data says of it stands.
"""

from __future__ import annotations

import re
from functools import cached_property

from ..namespaces import OWL, RDF, RDFS
from ..rdf.ntriples import split_triples
from .data import DataGraph

_KEPT = {f"<{RDF.type}>", f"<{RDFS.subClassOf}>"}
_CLASSES = {f"<{OWL.Class}>", f"<{RDFS.Class}>"}


class Background:
    """The triples to add to a data graph."""

    def __init__(self, graph: DataGraph, ontology: DataGraph) -> None:
        self._graph = graph
        self._classes = _class_lines(ontology.text)

    def __bool__(self) -> bool:
        return bool(self._graph.text or self._classes)

    @cached_property
    def _lines(self) -> dict[str, list[tuple[str, str]]]:
        """Subject to its lines, each with its predicate."""
        lines: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, value in split_triples(self._graph.text):
            lines.setdefault(subject, []).append((predicate, f"{subject} {predicate} {value} .\n"))
        return lines

    def add_to(self, data: DataGraph) -> None:
        """Let an engine see the background with a data graph."""
        if not self:
            return
        described = data.described(set(self._lines))
        kept = (
            line
            for subject, lines in self._lines.items()
            for predicate, line in lines
            if predicate in _KEPT or subject not in described
        )
        data.background = "".join(kept) + self._classes

    def is_apart(self, focus: str, data: DataGraph) -> bool:
        """Whether a focus node is of the background alone."""
        return focus in self._lines and not data.described({focus}) and f" {focus} .\n" not in data.text


def _class_lines(text: str) -> str:
    """The classes of an ontology and their links, those that are equivalent as subclasses of each other."""
    lines = []
    for subject, predicate, value in split_triples(text):
        if predicate == f"<{RDFS.subClassOf}>" or (predicate == f"<{RDF.type}>" and value in _CLASSES):
            lines.append(f"{subject} {predicate} {value} .\n")
        elif predicate == f"<{OWL.equivalentClass}>" and re.match("[<_]", value):
            lines += [f"{a} <{RDFS.subClassOf}> {b} .\n" for a, b in ((subject, value), (value, subject))]
    return "".join(lines)
