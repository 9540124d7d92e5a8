"""A shapes graph: the triples of its nodes, and the parts, targets and names of its shapes.

Terms are N-Triples text. `named` gives an IRI to shapes that are blank nodes, so that the source shape that an
engine reports can be looked up here. No report shows such an IRI: `source` gives the blank node back, `way` its place
among the shapes, and `description` its triples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..namespaces import OWL, RDF, RDFS, SH
from .ntriples import LiteralTerm, literal, split_triples
from .terms import short

TARGETS = {
    f"<{SH.targetClass}>": "class",
    f"<{SH.targetNode}>": "node",
    f"<{SH.targetSubjectsOf}>": "subjects of",
    f"<{SH.targetObjectsOf}>": "objects of",
}
"""The predicates of targets (SHACL, section 2.1.3), and the kind of each."""

_PARTS = [f"<{SH[name]}>" for name in ("node", "property", "not", "qualifiedValueShape")]
_LISTS = [f"<{SH[name]}>" for name in ("and", "or", "xone")]
_NAMED = "urn:oslo-interop:shape:"
_TYPE, _SUBCLASS = f"<{RDF.type}>", f"<{RDFS.subClassOf}>"
_SHAPES = {f"<{SH.NodeShape}>", f"<{SH.PropertyShape}>", f"<{SH.Shape}>", f"<{SH.ShapeClass}>"}
_PATH_FORMS = {"inversePath": "^{}", "zeroOrMorePath": "{}*", "oneOrMorePath": "{}+", "zeroOrOnePath": "{}?"}
_SH = f"<{SH}"
_WRITTEN = 20  # levels of a path that are written
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

    @cached_property
    def _listed(self) -> dict[tuple[str | None, str], str]:
        """The place of a shape in a list of another one, as words: `sh:or 2`."""
        found: dict[tuple[str | None, str], str] = {}
        for node, about in self.triples.items():
            for name in _LISTS:
                for head in about.get(name, ()):
                    for number, shape in enumerate(self.members(head), start=1):
                        found.setdefault((node, shape), f"{short(name)} {number}")
        return found

    @property
    def text(self) -> str:
        """The graph as N-Triples, subject by subject."""
        rows = ((s, p, o) for s, about in self.triples.items() for p, values in about.items() for o in values)
        return "".join(f"{s} {p} {o} .\n" for s, p, o in rows)

    def named(self) -> ShapesGraph:
        """The same graph, with an IRI for each shape that is a blank node."""
        parts = [part for node in self.triples for part in self.parts(node)]
        parts += [node for node in self.triples if node.startswith("_:") and self._is_declared(node)]
        names = {part: f"<{_NAMED}{part[2:]}>" for part in parts if part.startswith("_:")}
        if not names:
            return self
        return ShapesGraph({
            names.get(node, node): {p: [names.get(value, value) for value in values] for p, values in about.items()}
            for node, about in self.triples.items()
        })  # fmt: skip

    def _is_declared(self, node: str) -> bool:
        """Whether a node that is part of no shape says that it is one (SHACL, section 2.1): by its type or a target."""
        about = self.triples[node]
        return not _SHAPES.isdisjoint(about.get(_TYPE, ())) or not TARGETS.keys().isdisjoint(about)

    def source(self, shape: str) -> str:
        """A shape as its file has it: a blank node again where `named` gave it an IRI."""
        return f"_:{shape.removeprefix(f'<{_NAMED}')[:-1]}" if shape.startswith(f"<{_NAMED}") else shape

    def term(self, shape: str) -> str:
        """The term here of a shape that is given as its IRI, without brackets, or as its blank node."""
        return f"<{_NAMED}{shape[2:]}>" if shape.startswith("_:") else f"<{shape}>"

    def description(self, shape: str) -> str:
        """The triples of a shape (see `term`) and of the blank nodes below it, as N-Triples."""
        lines, seen, waiting = list[str](), set[str](), [self.term(shape)]
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            for predicate, values in self.triples.get(node, {}).items():
                lines += [f"{self.source(node)} {predicate} {self.source(value)} .\n" for value in values]
                waiting += [value for value in values if self.source(value).startswith("_:")]
        return "".join(lines)

    def way(self, shape: str) -> str:
        """A shape for people: its IRI, or the way to it from the nearest one that has one (`ex:A / ex:b / sh:or 2`)."""
        ways: list[tuple[str, tuple[str, ...]]] = [(shape, ())]
        seen = {shape}
        for node, steps in ways:  # it grows: the nearest come first
            if not self.source(node).startswith("_:"):
                return " / ".join([short(node), *steps])
            for parent in self._above.get(node, ()):
                if parent not in seen:
                    seen.add(parent)
                    ways.append((parent, (self._step(parent, node), *steps)))
        node, steps = ways[-1]
        return " / ".join([self._step(None, node), *steps])

    def _step(self, parent: str | None, shape: str) -> str:
        """What leads from a shape to a part: the path of a property shape, `sh:not`, `sh:or 2`."""
        about = {} if parent is None else self.triples[parent]
        if (place := self._listed.get((parent, shape))) is not None:
            return place
        if (path := self.value(shape, SH.path)) is not None:
            return self.path_words(path)
        targets = [f"{target.kind} {short(target.term)}" for target in self.targets if target.shape == shape]
        return next((short(name) for name in _PARTS if shape in about.get(name, ())), ", ".join(targets) or "a shape")

    def path_words(self, path: str, forms: Mapping[str, str] = _PATH_FORMS, above: frozenset[str] = frozenset()) -> str:
        """A path (SHACL, section 2.3.1) as SPARQL writes it, with short names; `...` for one inside itself, or deep.

        `forms`: how a path with one inner path is written; `above`: the paths that this one is inside of.
        """
        if path.startswith("<"):
            return short(path)
        if path in above or len(above) > _WRITTEN:
            return "..."
        above |= {path}
        for name, form in forms.items():
            if (inner := self.value(path, SH[name])) is not None:
                return form.format(self.path_words(inner, forms, above))
        either = self.value(path, SH.alternativePath)
        mark, steps = ("/", path) if either is None else ("|", either)
        return f"({mark.join(self.path_words(each, forms, above) for each in self.members(steps))})"

    def parts(self, shape: str) -> list[str]:
        """The shapes inside a shape: values of sh:node, sh:property and so on, members of sh:and, sh:or and sh:xone."""
        about = self.triples.get(shape, {})
        parts = [part for name in _PARTS for part in about.get(name, ())]
        return parts + [part for name in _LISTS for head in about.get(name, ()) for part in self.members(head)]

    def inside(self, shape: str) -> set[str]:
        """All shapes inside a shape, at any depth; it is one of them itself if it refers to itself."""
        found, waiting = set[str](), self.parts(shape)
        while waiting:
            part = waiting.pop()
            if part not in found:
                found.add(part)
                waiting += self.parts(part)
        return found

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
            for predicate, kind in TARGETS.items():
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
        """The same graph, without what engines read differently: implicit class targets, and sh:uniqueLang "1".

        Each implicit class target has its sh:targetClass; sh:uniqueLang is asked by `true` alone (section 4.4.5).
        """
        implicit = {each.shape for each in self.targets if each.kind == "class" and each.term == each.shape}
        target, unique = f"<{SH.targetClass}>", f"<{SH.uniqueLang}>"
        graph = ShapesGraph({
            node: {**about, target: [*about.get(target, ()), node]} if node in implicit else dict(about)
            for node, about in self.triples.items()
        })  # fmt: skip
        for about in graph.triples.values():
            if unique in about:
                about[unique] = [each for each in about[unique] if not each.startswith('"1"')]
        return graph

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

    def around(self, shape: str) -> list[str]:
        """The shapes that a shape is part of, directly."""
        return self._above.get(shape, [])

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {part: nodes[-1] for part, nodes in self._above.items()}

    @cached_property
    def _above(self) -> dict[str, list[str]]:
        """The shapes that a shape is part of."""
        above: dict[str, list[str]] = {}
        for node in self.triples:
            for part in self.parts(node):
                above.setdefault(part, []).append(node)
        return above

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
