"""A shapes graph: the triples of its nodes, and the parts, targets and names of its shapes.

Terms are N-Triples text. `named` gives an IRI to shapes that are blank nodes, so that the source shape that an
engine reports can be looked up here.
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
_PARTS = [f"<{SH[name]}>" for name in ("node", "property", "not", "qualifiedValueShape")]
_LISTS = [f"<{SH[name]}>" for name in ("and", "or", "xone")]
_NAMED = "urn:oslo-interop:shape:"
_TYPE, _SUBCLASS = f"<{RDF.type}>", f"<{RDFS.subClassOf}>"
_SHAPES = {f"<{SH.NodeShape}>", f"<{SH.PropertyShape}>", f"<{SH.Shape}>", f"<{SH.ShapeClass}>"}
_SH = f"<{SH}"
_NIL = f"<{RDF.nil}>"
_LOOKING = [
    f"<{SH[name]}>"
    for name in ("targetSubjectsOf", "targetObjectsOf", "equals", "disjoint", "lessThan", "lessThanOrEquals")
]
_CLASSES = {f"<{RDFS.Class}>", f"<{OWL.Class}>"}


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a shape: the shape, the kind (class, node, subjects of, objects of), and the term."""

    shape: str
    kind: str
    term: str


@dataclass
class ShapesGraph:
    """The triples of a shapes graph, by subject and predicate."""

    triples: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, ntriples: str) -> ShapesGraph:
        """Read N-Triples text as this library writes it."""
        graph = cls()
        for subject, predicate, value in split_triples(ntriples):
            graph.triples.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return graph

    @property
    def text(self) -> str:
        """The graph as N-Triples, subject by subject."""
        rows = ((s, p, o) for s, about in self.triples.items() for p, values in about.items() for o in values)
        return "".join(f"{s} {p} {o} .\n" for s, p, o in rows)

    def named(self) -> ShapesGraph:
        """The same graph, with an IRI for each shape that is a blank node."""
        parts = (part for node in self.triples for part in self.parts(node))
        names = {part: f"<{_NAMED}{part[2:]}>" for part in parts if part.startswith("_:")}
        if not names:
            return self
        return ShapesGraph({
            names.get(node, node): {p: [names.get(value, value) for value in values] for p, values in about.items()}
            for node, about in self.triples.items()
        })  # fmt: skip

    def parts(self, shape: str) -> list[str]:
        """The shapes inside a shape: values of sh:node, sh:property and so on, members of sh:and, sh:or and sh:xone."""
        about = self.triples.get(shape, {})
        parts = [part for name in _PARTS for part in about.get(name, ())]
        return parts + [part for name in _LISTS for head in about.get(name, ()) for part in self.members(head)]

    def referred(self, shape: str) -> list[str]:
        """The shapes that the focus nodes of a shape must conform to as well: sh:node, sh:and."""
        members = (part for head in self.values(shape, SH["and"]) for part in self.members(head))
        return [*self.values(shape, SH.node), *members]

    def values(self, node: str, predicate: str) -> list[str]:
        """The objects of a node for a predicate (an IRI), as N-Triples terms."""
        return self.triples.get(node, {}).get(f"<{predicate}>", [])

    def value(self, node: str, predicate: str) -> str | None:
        """The first of `values`, if any."""
        return next(iter(self.values(node, predicate)), None)

    def literals(self, node: str, predicate: str) -> list[LiteralTerm]:
        """The literals among `values`, parsed."""
        return [literal(value) for value in self.values(node, predicate) if value.startswith('"')]

    def holds(self, node: str, predicate: str) -> bool:
        """Whether a node has the value true for a predicate."""
        return any(value.text in ("true", "1") for value in self.literals(node, predicate))

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
        targets = []
        for node, about in self.triples.items():
            for predicate, kind in _TARGETS.items():
                targets += [Target(node, kind, term) for term in about.get(predicate, ())]
            if self._classes.intersection(about.get(_TYPE, ())) and self._is_shape(node):
                targets.append(Target(node, "class", node))
        return targets

    @cached_property
    def _classes(self) -> set[str]:
        """What makes a shape an implicit class target as well: rdfs:Class, owl:Class, and their subclasses here."""
        classes = set(_CLASSES)
        while more := {
            node
            for node, about in self.triples.items()
            if node not in classes and classes.intersection(about.get(_SUBCLASS, ()))
        }:
            classes |= more
        return classes

    def _is_shape(self, node: str) -> bool:
        about = self.triples[node]
        return bool(_SHAPES.intersection(about.get(_TYPE, ()))) or any(each.startswith(_SH) for each in about)

    def explicit(self) -> ShapesGraph:
        """The same graph, with sh:targetClass for each implicit class target: engines differ in what makes a class."""
        implicit = {each.shape for each in self.targets if each.kind == "class" and each.term == each.shape}
        predicate = f"<{SH.targetClass}>"
        return ShapesGraph({
            node: {**about, predicate: [*about.get(predicate, ()), node]} if node in implicit else about
            for node, about in self.triples.items()
        })  # fmt: skip

    @cached_property
    def paths(self) -> set[str]:
        """The predicates that are the path of a property shape."""
        paths = (path for about in self.triples.values() for path in about.get(f"<{SH.path}>", ()))
        return {path for path in paths if path.startswith("<")}

    @cached_property
    def predicates(self) -> set[str]:
        """The predicates that the shapes look at: in paths, also in those of several steps, in targets and in pairs."""
        found = {term for about in self.triples.values() for name in _LOOKING for term in about.get(name, ())}
        paths = {path for about in self.triples.values() for path in about.get(f"<{SH.path}>", ())}
        found |= {step for path in paths for step in self.steps(path)}
        return {term for term in found if term.startswith("<") and term != _NIL}

    def steps(self, path: str) -> Iterator[str]:
        """A path and the paths in it (SHACL, section 2.3.1); an IRI is a predicate, and has none in it."""
        waiting, seen = [path], set[str]()
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                yield step
                if step.startswith("_:"):
                    waiting += [term for terms in self.triples.get(step, {}).values() for term in terms]

    @cached_property
    def terms(self) -> set[str]:
        """The IRIs that the shapes refer to but do not describe: classes, paths, listed values."""
        referring = (SH.targetClass, SH["class"], SH.targetSubjectsOf, SH.targetObjectsOf, SH.hasValue, RDF.first)
        predicates = [f"<{predicate}>" for predicate in referring]
        terms = {term for about in self.triples.values() for name in predicates for term in about.get(name, ())}
        return {term for term in terms | self.paths if term.startswith("<") and term not in self.triples}

    @cached_property
    def class_names(self) -> dict[str, str]:
        """The name that the shapes give to a class, by its term."""
        classes = (target for target in self.targets if target.kind == "class")
        return {target.term: name for target in classes if (name := self.name(target.shape))}

    def name(self, shape: str | None, language: str = "nl") -> str | None:
        """A shape's sh:name (else rdfs:label), in the language if there is one."""
        names = [text for predicate in (SH.name, RDFS.label) for text in self.literals(shape or "", predicate)]
        best = sorted(names, key=lambda text: text.language != language)
        return best[0].text if best else None

    def parent(self, shape: str) -> str | None:
        """The shape that a shape is part of."""
        return self._parents.get(shape)

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {part: node for node in self.triples for part in self.parts(node)}

    def classes_asked(self, shape: str, rule: str) -> list[str] | None:
        """The classes of which a value must have one; None where the constraint requires anything else."""
        if rule == "class":
            return self.values(shape, SH["class"])
        if rule in ("or", "xone"):
            members = [member for head in self.values(shape, SH[rule]) for member in self.members(head)]
            classes = [self.values(member, SH["class"]) for member in members]
            alone = all(len(self.triples.get(member, {})) == 1 for member in members)
            return [cls for member in classes for cls in member] if members and all(classes) and alone else None
        return None
