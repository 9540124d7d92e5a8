"""Data against shapes: a report of what the data says that a profile forbids, and of what was checked.

`conforms` is SHACL's own answer, the one of pySHACL on the same graphs. `ok` asks for more:
that there was something to check, because a graph that no shape looks at conforms too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .describe import Profile
from .errors import InputError
from .exchange.parsing import Format, Source, format_of, parse
from .namespaces import RDF, SH
from .resources import folder

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: the focus node, the property in the profile's words, the value, the rule that it breaks."""

    focus: str
    property: str
    path: str
    value: str
    rule: str
    message: str
    severity: str

    def __str__(self) -> str:
        return f"{self.focus}: {self.property}: {self.message}"


@dataclass
class Report:
    """What a validation found; `focus_nodes` counts the nodes that some shape looked at."""

    conforms: bool
    focus_nodes: int
    findings: list[Finding] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    graph: Any = None

    @property
    def ok(self) -> bool:
        """No violation, and something was checked."""
        return self.conforms and self.focus_nodes > 0

    def turtle(self) -> str:
        """The report as SHACL says it (SHACL, section 3.6)."""
        return str(self.graph.serialize(format="turtle"))


def validate(
    data: Source | Sequence[Source], profile: Profile | Source | Sequence[Source], format: Format | None = None
) -> Report:
    """Check RDF against a profile, or against SHACL shapes (a `Path`, or Turtle as text).

    `data`: RDF as text or bytes in `format`, a `Path`, or several that are one graph; so too the shapes.

    >>> from oslo.models import load
    >>> report = validate("<urn:gent> a <http://purl.org/dc/terms/Location> .", load("persoon-basis"), Format.TURTLE)
    >>> report.ok, [(finding.property, finding.rule) for finding in report.findings]
    (False, [('plaatsnaam', 'minCount')])

    Raises InputError for data or shapes that cannot be read.
    """
    import pyshacl

    graph = load_graph([(source, format) for source in _several(data)])
    shapes = _shapes(profile)
    try:
        conforms, results, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True, advanced=False)
    except (pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError) as error:
        raise InputError(f"the shapes cannot be used: {error}") from None
    types = Counter(str(kind) for kind in graph.objects(None, _ref(RDF.type)))
    findings = sorted(_findings(results, shapes), key=lambda each: (each.focus, each.property, each.rule, each.value))
    return Report(bool(conforms), len(focus_nodes(graph, shapes)), findings, types, results)


def _shapes(profile: Profile | Source | Sequence[Source]) -> rdflib.Graph:
    if isinstance(profile, Profile):
        path = folder("shapes") / f"{profile.name}.ttl"
        if path.is_file():
            return load_graph([(path, None)])
        from .shapes import shapes

        return load_graph([(shapes(profile), Format.TURTLE)])
    sources = _several(profile)
    return load_graph([(each, format_of(each) if isinstance(each, Path) else Format.TURTLE) for each in sources])


def _several(sources: Source | Sequence[Source]) -> list[Source]:
    return list(sources) if isinstance(sources, list | tuple) else [cast(Source, sources)]


def _ref(iri: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(iri)


def load_graph(sources: Iterable[tuple[Source, Format | None]]) -> rdflib.Graph:
    """RDF sources as one rdflib graph, read by the reader of this library: nothing is fetched."""
    from .exchange import graph_of

    def texts() -> Iterator[str]:
        for number, (source, format) in enumerate(sources):
            for quad in parse(source, format):
                text = f"{quad.triple} .\n"
                yield text.replace("_:", f"_:f{number}x") if "_:" in text and number else text

    return graph_of(texts())


def focus_nodes(data: rdflib.Graph, shapes: rdflib.Graph) -> set[Any]:
    """The nodes that the targets of the shapes lead to (SHACL, section 2.1.3)."""
    import rdflib

    found: set[Any] = set()
    classes = set(shapes.objects(None, _ref(SH.targetClass)))
    classes |= {
        shape
        for shape in shapes.subjects(rdflib.RDF.type, rdflib.RDFS.Class)
        if (shape, rdflib.RDF.type, _ref(SH.NodeShape)) in shapes
    }
    for cls in classes:
        for kind in data.transitive_subjects(rdflib.RDFS.subClassOf, cls):
            found.update(data.subjects(rdflib.RDF.type, kind))
    found.update(shapes.objects(None, _ref(SH.targetNode)))
    for path in shapes.objects(None, _ref(SH.targetSubjectsOf)):
        found.update(data.subjects(path, None))
    for path in shapes.objects(None, _ref(SH.targetObjectsOf)):
        found.update(data.objects(None, path))
    return found


def _findings(results: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Finding]:
    import rdflib

    def one(node: Any, path: str) -> Any:
        return results.value(node, _ref(path))

    for result in results.subjects(rdflib.RDF.type, _ref(SH.ValidationResult)):
        shape = one(result, SH.sourceShape)
        path = one(result, SH.resultPath)
        component = str(one(result, SH.sourceConstraintComponent)).rpartition("#")[2]
        name = shapes.value(shape, _ref(SH.name)) or (str(path) if path is not None else "")
        value = one(result, SH.value)
        rule = component.removesuffix("ConstraintComponent")
        rule = rule[:1].lower() + rule[1:]
        message = _message(rule, shape, shapes, value) or str(one(result, SH.resultMessage) or rule)
        severity = str(one(result, SH.resultSeverity)).rpartition("#")[2]
        focus = one(result, SH.focusNode)
        text = "" if value is None else str(value)
        yield Finding(str(focus), str(name), str(path or ""), text, rule, message, severity)


_MESSAGES = {
    "minCount": "has to be there at least {limit} time(s)",
    "maxCount": "is there more than {limit} time(s)",
    "datatype": "{value!r} has to be a {limit}",
    "class": "{value} is not described as a {limit}",
    "nodeKind": "{value!r} has to be {limit}",
    "pattern": "{value!r} does not have the form {limit}",
    "or": "{value!r} is of none of the kinds that are allowed",
}


def _message(rule: str, shape: Any, shapes: rdflib.Graph, value: Any) -> str | None:
    limit = shapes.value(shape, _ref(f"{SH.minCount.rpartition('#')[0]}#{rule}"))
    if rule not in _MESSAGES:
        return None
    name = shapes.namespace_manager.normalizeUri(limit) if hasattr(limit, "n3") and "://" in str(limit) else str(limit)
    return _MESSAGES[rule].format(limit=name, value="" if value is None else str(value))
