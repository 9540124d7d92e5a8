"""Any shapes, read and repaired: the graph, what was repaired where, and the names and descriptions in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError, Place
from ..lint.repairs import repair_shapes
from ..namespaces import DCT, OWL, RDF, RDFS, SH, SKOS, Iri, Namespace, split
from ..rdf.ntriples import literal
from ..rdf.parsing import Format, ReadOptions, format_of
from ..rdf.shapes_depth import refuse_deep
from ..rdf.shapes_graph import ShapesGraph
from ..validation.data import DataGraph
from ..validation.strength import without_besides

_VANN = Namespace("http://purl.org/vocab/vann/")

NAMES = (SH.name, RDFS.label)
SENTENCES = (SH.description, RDFS.comment, SKOS.definition, _VANN.usageNote)
_PROPERTY = f"<{SH.property}>"
_COUNTED = re.compile(r"^[0-9]+ x ")


@dataclass
class SourceShapes:
    """A shapes graph with its ill-formed parts repaired; `repairs`: what was repaired, by node."""

    graph: ShapesGraph
    repairs: dict[str, list[str]] = field(default_factory=dict)
    language: str | None = None
    prefixes: dict[str, str] = field(default_factory=dict)

    def text_of(self, node: str, predicates: Sequence[str]) -> str | None:
        """The text of a node by the first of some predicates that has one, if possible in the language of the file."""
        for predicate in predicates:
            if literals := self.graph.literals(node, predicate):
                return min(literals, key=lambda each: (each.language != self.language, each.language is not None)).text
        return None

    def is_on(self, node: str) -> bool:
        """Whether a shape is not deactivated (sh:deactivated)."""
        return not self.graph.holds(node, SH.deactivated)

    def label(self, node: str) -> str:
        """The name of a shape in a message."""
        if node.startswith("<"):
            return split(node[1:-1])[1] or node[1:-1]
        return self.text_of(node, NAMES) or "a shape without a name"


def read_shapes(paths: Sequence[Path], base: str | None = None) -> SourceShapes:
    """The shapes of some files as one graph; other RDF among them (rdfs:subClassOf, labels) counts as well.

    `base` completes relative IRIs. Raises InputError for a file that cannot be read.
    """
    graph = ShapesGraph.of(DataGraph.read(paths, options=ReadOptions(base=base)).text)
    try:
        refuse_deep(graph)
    except InputError as error:
        raise InputError(error.message, Place(", ".join(map(str, paths)))) from None
    triples = without_besides(graph).triples
    repairs: dict[str, list[str]] = {}
    repaired: list[str] = []
    for node, about in triples.items():
        lines = {p: "".join(f"{node} {p} {value} .\n" for value in values) for p, values in about.items()}
        text, words = repair_shapes("".join(line for p, line in lines.items() if p != _PROPERTY))
        if words:
            repairs[node] = [_COUNTED.sub("", each) for each in words]
        repaired += [text, lines.get(_PROPERTY, "")]
    return SourceShapes(ShapesGraph.of("".join(repaired)), repairs, _main_language(triples), _read_prefixes(paths))


_DECLARED = re.compile(r"(?i:@prefix|\bprefix)\s+([A-Za-z][A-Za-z0-9_-]*):\s*<([^<>]*)>")


def _read_prefixes(paths: Sequence[Path]) -> dict[str, str]:
    """Namespace to prefix, as Turtle files declare them."""
    texts = [path.read_text("utf-8", errors="replace") for path in paths if format_of(path) is Format.TURTLE]
    found = [(match[2], match[1]) for text in texts for match in _DECLARED.finditer(text)]
    return {space: prefix for space, prefix in reversed(found) if not re.fullmatch(r"ns[0-9]+", prefix)}


def _main_language(triples: dict[str, dict[str, list[str]]]) -> str | None:
    """The language of most names and descriptions."""
    predicates = [f"<{each}>" for each in (*NAMES, *SENTENCES)]
    texts = (value for about in triples.values() for each in predicates for value in about.get(each, ()))
    tags = Counter(tag for text in texts if text.startswith('"') and (tag := literal(text).language))
    return min(tags, key=lambda tag: (-tags[tag], tag)) if tags else None


def is_iri(text: str) -> bool:
    """Whether text is an absolute IRI that the library accepts."""
    try:
        return bool(Iri(text))
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where shapes come from: their version, and the IRI under which they are published."""

    version: str
    source: str


_VERSION = re.compile(r"(?<=/)v?([0-9]+(?:\.[0-9]+)+[^/#]*|[0-9]{4}-[0-9]{2}-[0-9]{2})(?=[/#]|$)")


def origin(shapes: SourceShapes, slug: str) -> Origin:
    """From what the shapes say about themselves (an owl:Ontology), or else from their IRIs."""
    graph = shapes.graph
    ontologies = [node for node in graph.triples if f"<{OWL.Ontology}>" in graph.values(node, RDF.type)]
    own = [split(each.shape[1:-1])[0].rstrip("#") for each in graph.targets if each.shape.startswith("<")]
    named = [value[1:-1] for node in ontologies for value in graph.values(node, DCT.source)]
    source = next(filter(is_iri, [*named, *own]), f"urn:oslo-interop:generated:{slug}")
    version = next((text for node in ontologies if (text := shapes.text_of(node, [OWL.versionInfo]))), None)
    in_source = _VERSION.search(source)
    return Origin(version or (in_source[1] if in_source else "unversioned"), source)
