"""What the shapes of a class require of its properties, combined by path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..lint.terms import is_placeholder
from ..namespaces import RDF, SH, SKOS, Namespace
from ..rdf.lexical import counts
from ..rdf.terms import plain
from ..validation.engine import PATH_FORMS
from .kinds import SHAPE, SILENT, TARGETS, Demand, Demands, KindReader, ValueKind
from .nodes import is_key, with_referred
from .notes import Notes
from .reading import NAMES, SENTENCES, SourceShapes, is_iri

_QB = Namespace("http://purl.org/linked-data/cube#")
_COUNTS = ("minCount", "maxCount")
FACETS = ("pattern", "minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
_OF_NODES = SILENT | TARGETS | {"property", "node", "and", "ignoredProperties"}


@dataclass(frozen=True)
class Requirements:
    """What is required of one property: how many values, of which kinds, with which facets; and its names."""

    path: str
    names: tuple[str, ...] = ()
    sentence: str | None = None
    least: int = 0
    most: int | None = None
    demands: tuple[Demand, ...] = ()
    advice: tuple[Demand, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    code_list: str | None = None
    unique_lang: bool = False
    loose: tuple[ValueKind, ...] = ()

    def and_(self, other: Requirements) -> Requirements:
        """What both require together."""
        limits = [each.most for each in (self, other) if each.most is not None]
        return replace(
            self,
            names=tuple(dict.fromkeys([*self.names, *other.names])),
            sentence=self.sentence or other.sentence,
            least=max(self.least, other.least),
            most=min(limits, default=None),
            demands=tuple(dict.fromkeys([*self.demands, *other.demands])),
            advice=tuple(dict.fromkeys([*self.advice, *other.advice])),
            facets=tuple(dict.fromkeys([*self.facets, *other.facets])),
            code_list=self.code_list or other.code_list,
            unique_lang=self.unique_lang or other.unique_lang,
            loose=tuple(dict.fromkeys([*self.loose, *other.loose])),
        )


@dataclass
class Reader:
    """Reads shapes, and notes what a class cannot express."""

    shapes: SourceShapes
    notes: Notes
    kinds: KindReader

    def read(self, cls: str, node_shapes: Iterable[str]) -> dict[str, Requirements]:
        """What some node shapes require of the properties of a class, by path."""
        by_path: dict[str, Requirements] = {}
        node_shapes = list(node_shapes)
        for shape in node_shapes:
            self._note_node_shape(cls, shape)
            for prop in dict.fromkeys(self.shapes.graph.values(shape, SH.property)):
                required = self._read_property(cls, prop) if self.shapes.is_on(prop) else None
                if required:
                    earlier = by_path.get(required.path)
                    by_path[required.path] = earlier.and_(required) if earlier else required
        for shape in node_shapes:
            for prop in self._alternatives(shape):
                for path in self.shapes.graph.values(prop, SH.path):
                    if path.startswith("<") and path[1:-1] != RDF.type and is_iri(path[1:-1]):
                        by_path.setdefault(path[1:-1], self._loosened(prop, path[1:-1]))
        return by_path

    def _alternatives(self, shape: str) -> list[str]:
        """The property shapes of the alternatives of a shape (sh:or, sh:xone)."""
        graph = self.shapes.graph
        heads = [*graph.values(shape, SH["or"]), *graph.values(shape, SH.xone)]
        members = with_referred(self.shapes, [each for head in heads for each in graph.members(head)])
        return [prop for each in members for prop in graph.values(each, SH.property)]

    def _loosened(self, shape: str, path: str) -> Requirements:
        """A property of an alternative: it may be there, with any value."""
        found = self.kinds.demands(shape)
        name = self.shapes.text_of(shape, NAMES)
        kinds = [*found.loose, *(kind for demand in found.asked for kind in demand if kind.what == SHAPE)]
        return Requirements(
            path, (name,) if name else (), self.shapes.text_of(shape, SENTENCES), loose=tuple(dict.fromkeys(kinds))
        )

    def paths(self, node_shapes: Iterable[str]) -> list[str]:
        """The properties that some node shapes constrain."""
        graph = self.shapes.graph
        parts = [prop for each in node_shapes for prop in graph.values(each, SH.property)]
        paths = dict.fromkeys(path for prop in parts for path in graph.values(prop, SH.path))
        return [path[1:-1] for path in paths if path.startswith("<")]

    def _note_node_shape(self, cls: str, shape: str) -> None:
        graph = self.shapes.graph
        if graph.values(shape, SH.path):
            return  # a property shape with properties of its values: the rest of it is told with its field
        for words in self.shapes.repairs.get(shape, ()):
            self.notes.add(cls, "", f"repaired: {words}")
        for predicate, values in graph.triples[shape].items() if shape in graph.triples else ():
            name = predicate[len(str(SH)) + 1 : -1] if predicate.startswith(f"<{SH}") else None
            if name == "closed":
                if graph.holds(shape, SH.closed):
                    self.notes.add(cls, "", "sh:closed: other properties are not refused in data, only in Python")
            elif name and name not in (_OF_NODES if not is_key(cls) else _OF_NODES | {"or", "xone"}):
                for value in values:
                    self.notes.add(
                        cls, ["", *self._paths_inside(value)], f"sh:{name}{self._show_value(value)}: not asked here"
                    )
        for other in graph.referred(shape):
            paths = self.paths(with_referred(self.shapes, [other]))
            self.notes.add(cls, ["", *paths], f"sh:node {self.shapes.label(other)}: asked property by property")

    def _paths_inside(self, node: str) -> list[str]:
        """The plain paths in a part of a shape."""
        paths: dict[str, None] = {}
        waiting, seen = [node], set[str]()
        while waiting:
            node_inside = waiting.pop(0)
            if node_inside in seen or node_inside.startswith("<") or node_inside not in self.shapes.graph.triples:
                continue
            seen.add(node_inside)
            paths.update(
                (path[1:-1], None) for path in self.shapes.graph.values(node_inside, SH.path) if path[0] == "<"
            )
            waiting += [value for values in self.shapes.graph.triples[node_inside].values() for value in values]
        return list(paths)

    def _show_value(self, value: str) -> str:
        if value[:1] not in ("<", '"'):
            return ""
        return f" {self.shapes.label(value) if value in self.shapes.graph.triples else plain(value)}"

    def _read_property(self, cls: str, shape: str) -> Requirements | None:
        """What a property shape asks; None if its path cannot be a field."""
        graph = self.shapes.graph
        name = self.shapes.text_of(shape, NAMES)
        path = self._read_path(cls, shape, name)
        if path is None:
            return None
        for words in self.shapes.repairs.get(shape, ()):
            self.notes.add(cls, path, f"repaired: {words}")
        of_value = self.kinds.demands(shape)
        self._note_property(cls, path, of_value)
        required = Requirements(
            path=path,
            names=(name,) if name else (),
            sentence=self.shapes.text_of(shape, SENTENCES),
            code_list=self._find_code_list(shape),
            unique_lang=graph.holds(shape, SH.uniqueLang),
            loose=tuple(of_value.loose),
        )
        least, most = self._read_count(shape, "minCount"), self._read_count(shape, "maxCount")
        facets = tuple((each, value) for each in FACETS for value in graph.values(shape, SH[each]))
        severity = graph.value(shape, SH.severity)
        if severity and severity != f"<{SH.Violation}>" and (least or most is not None or of_value.asked or facets):
            self.notes.add(cls, path, f"{plain(severity)}: advice, so counts and facets are left out")
            return replace(required, advice=tuple(of_value.asked))
        return replace(required, least=least or 0, most=most, demands=tuple(of_value.asked), facets=facets)

    def _read_path(self, cls: str, shape: str, name: str | None) -> str | None:
        """The property that a property shape is about; None, with a note, if its path is not a plain property."""
        path = self.shapes.graph.value(shape, SH.path)
        iri = path[1:-1] if path and path.startswith("<") else ""
        if path is None:
            self.notes.add(cls, "", f"the property shape {name or self.shapes.label(shape)} has no sh:path: left out")
        elif not is_iri(iri):
            called = f" ({name})" if name else ""
            words = self.shapes.graph.path_words(path, PATH_FORMS)
            self.notes.add(cls, words, f"a path that is no plain property{called}: left out")
        elif iri == RDF.type:
            self.notes.add(cls, iri, "the class itself: left out")
        else:
            if is_placeholder(iri):
                self.notes.add(cls, iri, f"the path {iri} was to be filled in")
            return iri
        return None

    def _read_count(self, shape: str, name: str) -> int | None:
        numbers = counts(each.text for each in self.shapes.graph.literals(shape, SH[name]))
        return (max if name == "minCount" else min)(numbers, default=None)

    def _note_property(self, cls: str, iri: str, of_value: Demands) -> None:
        for words in of_value.remarks:
            self.notes.add(cls, iri, words)
        for term, value in of_value.left:
            if term not in (*_COUNTS, *FACETS, "uniqueLang"):
                self.notes.add(cls, iri, f"sh:{term}{self._show_value(value)}: not asked here")

    def _find_code_list(self, shape: str) -> str | None:
        """The concept scheme of a property: given by the shape, or by a sh:node that asks for skos:inScheme."""
        graph = self.shapes.graph
        schemes = list(graph.values(shape, _QB.codeList))
        for node in graph.values(shape, SH.node):
            for prop in graph.values(node, SH.property):
                if graph.values(prop, SH.path) == [f"<{SKOS.inScheme}>"]:
                    schemes += graph.values(prop, SH.hasValue)
        return next((each[1:-1] for each in schemes if each.startswith("<") and is_iri(each[1:-1])), None)
