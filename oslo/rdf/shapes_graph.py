"""A shapes graph: what its nodes say, the parts of a shape, its targets and names. The one reader of such graphs.

Every user works on N-Triples terms. `named` gives shapes that are blank nodes an IRI, so that a source shape that
an engine reports is found here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ..namespaces import OWL, RDF, RDFS, SH
from .ntriples import LiteralTerm, literal, split_triples

_TARGETS = {
    f"<{SH.targetClass}>": "class",
    f"<{SH.targetNode}>": "node",
    f"<{SH.targetSubjectsOf}>": "subjects of",
    f"<{SH.targetObjectsOf}>": "objects of",
}
_PARTS = ("node", "property", "not", "qualifiedValueShape")
_LISTS = ("and", "or", "xone")
_NAMED = "urn:oslo-interop:shape:"
_NODE_SHAPE, _TYPE = f"<{SH.NodeShape}>", f"<{RDF.type}>"
_CLASSES = {f"<{RDFS.Class}>", f"<{OWL.Class}>"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a shape looks at: the shape, how (class, node, subjects of, objects of), and the term."""

    shape: str
    kind: str
    term: str


@dataclass
class ShapesGraph:
    """The triples of a shapes graph by subject, and what follows from them."""

    said: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, ntriples: str) -> ShapesGraph:
        """From N-Triples text as this library writes it."""
        graph = cls()
        for subject, predicate, value in split_triples(ntriples):
            graph.said.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return graph

    @property
    def text(self) -> str:
        """The graph as N-Triples, subject by subject."""
        rows = ((s, p, o) for s, about in self.said.items() for p, values in about.items() for o in values)
        return "".join(f"{s} {p} {o} .\n" for s, p, o in rows)

    def named(self) -> ShapesGraph:
        """The same graph, in which shapes that are blank nodes have an IRI of this library."""
        parts = (part for node in self.said for part in self.parts(node))
        names = {part: f"<{_NAMED}{part[2:]}>" for part in parts if part.startswith("_:")}
        if not names:
            return self
        return ShapesGraph({
            names.get(node, node): {p: [names.get(value, value) for value in values] for p, values in about.items()}
            for node, about in self.said.items()
        })  # fmt: skip

    def parts(self, shape: str) -> list[str]:
        """The shapes that a shape is made of: sh:node, sh:property and so on, and the members of sh:or and its kin."""
        parts = [part for name in _PARTS for part in self.values(shape, SH[name])]
        return parts + [part for name in _LISTS for head in self.values(shape, SH[name]) for part in self.members(head)]

    def referred(self, shape: str) -> list[str]:
        """The shapes that the focus nodes of a shape have to meet too: sh:node, sh:and."""
        members = (part for head in self.values(shape, SH["and"]) for part in self.members(head))
        return [*self.values(shape, SH.node), *members]

    def values(self, node: str, predicate: str) -> list[str]:
        """The objects of a node and a predicate (an IRI), as N-Triples terms."""
        return self.said.get(node, {}).get(f"<{predicate}>", [])

    def value(self, node: str, predicate: str) -> str | None:
        """The first of them."""
        return next(iter(self.values(node, predicate)), None)

    def literals(self, node: str, predicate: str) -> list[LiteralTerm]:
        """Those of them that are literals, taken apart."""
        return [literal(value) for value in self.values(node, predicate) if value.startswith('"')]

    def holds(self, node: str, predicate: str) -> bool:
        """Whether a predicate is true of a node."""
        return any(each.text in ("true", "1") for each in self.literals(node, predicate))

    def members(self, node: str | None) -> Iterator[str]:
        """The members of an RDF list."""
        seen: set[str] = set()
        while node is not None and node != f"<{RDF.nil}>" and node not in seen:
            seen.add(node)
            yield from self.values(node, RDF.first)
            node = self.value(node, RDF.rest)

    @cached_property
    def targets(self) -> list[Target]:
        """All targets (SHACL, section 2.1.3), implicit class targets too."""
        found = []
        for node, said in self.said.items():
            for predicate, kind in _TARGETS.items():
                found += [Target(node, kind, term) for term in said.get(predicate, ())]
            types = said.get(_TYPE, ())
            if _NODE_SHAPE in types and _CLASSES.intersection(types):
                found.append(Target(node, "class", node))
        return found

    @cached_property
    def paths(self) -> set[str]:
        """The predicates that shapes have as a plain path."""
        found = (value for said in self.said.values() for value in said.get(f"<{SH.path}>", ()))
        return {value for value in found if value.startswith("<")}

    @cached_property
    def terms(self) -> set[str]:
        """The IRIs of others that the shapes speak of: classes, paths, listed values."""
        named = (SH.targetClass, SH["class"], SH.targetSubjectsOf, SH.targetObjectsOf, SH.hasValue, RDF.first)
        predicates = [f"<{each}>" for each in named]
        found = {value for said in self.said.values() for each in predicates for value in said.get(each, ())}
        return {value for value in found | self.paths if value.startswith("<") and value not in self.said}

    @cached_property
    def class_names(self) -> dict[str, str]:
        """The name that the shapes give to a class, by its term."""
        return {each.term: name for each in self.targets if each.kind == "class" and (name := self.name(each.shape))}

    def name(self, shape: str | None, language: str = "nl") -> str | None:
        """A shape's sh:name (else rdfs:label), in the language if there is one."""
        found = [text for each in (SH.name, RDFS.label) for text in self.literals(shape or "", each)]
        best = sorted(found, key=lambda each: each.language != language)
        return best[0].text if best else None

    def parent(self, shape: str) -> str | None:
        """The shape that a property shape, or a part of one, hangs under."""
        return self._parents.get(shape)

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {part: node for node in self.said for part in self.parts(node)}

    def classes_asked(self, shape: str, rule: str) -> list[str] | None:
        """The classes of which a value has to be one, where that is all that a constraint asks; None elsewhere."""
        if rule == "class":
            return self.values(shape, SH["class"])
        if rule in ("or", "xone"):
            members = [member for head in self.values(shape, SH[rule]) for member in self.members(head)]
            asked = [self.values(member, SH["class"]) for member in members]
            alone = all(len(self.said.get(member, {})) == 1 for member in members)
            return [cls for each in asked for cls in each] if members and all(asked) and alone else None
        return None
