"""Data against shapes: three answers.

SHACL says true or false. A `Report` says what is wrong (violations), what could not be checked
because it is described nowhere (unresolved), and what was looked at at all (coverage).
`Report.conforms` is SHACL's own answer, the same from both engines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

from .coverage import coverage, normalized
from .data_graph import DataGraph
from .describe import Profile
from .engines import CompiledShapes, Engine, Result, compile_shapes, named_shapes
from .errors import InputError, Place
from .exchange.parsing import Format, Source, format_of
from .findings import Finding, Report
from .namespaces import SH
from .resources import folder
from .shapes_index import ShapesIndex, local, short
from .wording import kind, sentences

__all__ = ["Validator", "validate"]

_LARGE = 1 << 20  # characters of data from which a second thread is worth its while
Sources = Source | Sequence[Source]


def validate(
    data: Sources,
    profile: Profile | Sources,
    format: Format | None = None,
    *,
    engine: Engine = Engine.AUTO,
    background: Sequence[Source] = (),
    normalize: bool = False,
    strict_shapes: bool = False,
) -> Report:
    """Check RDF against a profile, or against SHACL shapes (a `Path`, or Turtle as text).

    `data`: RDF as text or bytes in `format`, a `Path` (a file, a folder, `.gz`, `.zip`), or
    several that are one graph; so too the shapes. `background`: RDF that resolves references and
    is not checked itself. `normalize`: read http/https, `www.` and last-slash variants of the
    terms of the shapes as those terms. `strict_shapes`: do not mend broken shapes.

    >>> from oslo.models import load
    >>> report = validate("<urn:gent> a <http://purl.org/dc/terms/Location> .", load("persoon-basis"), Format.TURTLE)
    >>> report.ok, [(finding.property, finding.rule) for finding in report.violations]
    (False, [('plaatsnaam', 'minCount')])

    Raises InputError for data or shapes that cannot be read.
    """
    validator = Validator(profile, engine=engine, background=background, strict_shapes=strict_shapes)
    return validator.validate(data, format, normalize=normalize)


class Validator:
    """Shapes compiled once, to check any number of data graphs; see `validate`.

    >>> from oslo.models import load
    >>> validator = Validator(load("persoon-basis"))
    >>> report = validator.validate("<urn:gent> a <http://purl.org/dc/terms/Location> .", Format.TURTLE)
    >>> report.coverage.focus_nodes, report.ok
    (1, False)
    """

    def __init__(
        self,
        profile: Profile | Sources,
        *,
        engine: Engine = Engine.AUTO,
        background: Sequence[Source] = (),
        strict_shapes: bool = False,
    ) -> None:
        text = _shapes_text(profile)
        self.repairs: list[str] = []
        if not isinstance(profile, Profile) and not strict_shapes:
            from .lint.fix import repair_shapes

            text, self.repairs = repair_shapes(text, only_ill_formed=True)
        text = named_shapes(text)
        self.profile = f"{profile.name} {profile.version}" if isinstance(profile, Profile) else None
        self.shapes = ShapesIndex.of(text)
        if not any(self.shapes.values(node, SH.path) for node in self.shapes.said) and not self.shapes.targets:
            raise InputError("no shape in it: is this a file of data?", Place(_name(profile)))
        self.compiled: CompiledShapes = compile_shapes(text, engine)
        self.background = DataGraph.read(background)

    def validate(
        self,
        data: Sources,
        format: Format | None = None,
        *,
        normalize: bool = False,
        places: Callable[[str], Place | None] | None = None,
    ) -> Report:
        """Check some data; `places` says where the record of a node stands, for nodes that were converted."""
        return self.check(DataGraph.read(_several(data), format), normalize=normalize, places=places)

    def check(
        self, graph: DataGraph, *, normalize: bool = False, places: Callable[[str], Place | None] | None = None
    ) -> Report:
        """Check a graph that has been read."""
        rewritten = None
        if normalize:
            graph, rewritten = normalized(graph, self.shapes)
        results = self._results(graph)
        wrong, unresolved = self._answers(results, graph, places)
        missing = any(each.rule == "minCount" for each in wrong)
        report = Report(
            conforms=not results,
            engine=self.compiled.engine,
            triples=graph.triples,
            coverage=coverage(graph, self.shapes, missing=missing),
            violations=wrong,
            unresolved=unresolved,
            repairs=self.repairs,
            profile=self.profile,
        )
        if rewritten:
            report.rewritten = rewritten
        return report

    def _results(self, graph: DataGraph) -> list[Result]:
        """What the engine finds; the fast one works beside Python, which meanwhile looks at what is there."""
        if self.compiled.engine is not Engine.SHACL or len(graph.text) < _LARGE:
            return self.compiled.results(graph.text)
        with ThreadPoolExecutor(1) as beside:
            results = beside.submit(self.compiled.results, graph.text)
            graph.types, graph.predicates  # noqa: B018  made once, when they are first asked for
            return results.result()

    def _answers(
        self, results: list[Result], graph: DataGraph, places: Callable[[str], Place | None] | None
    ) -> tuple[list[Finding], list[Finding]]:
        """The results apart: violations, and references that cannot be resolved."""
        asked = {
            index: classes
            for index, each in enumerate(results)
            if each.value is not None
            and each.value.startswith("<")
            and (classes := self._classes_asked(each)) is not None
        }
        values = {cast(str, results[index].value) for index in asked}
        known = graph.described(values)
        said = self.background.classes_of(values)
        types = graph.classes_of({each.focus for each in results})
        wrong, unresolved = [], []
        for index, each in enumerate(results):
            value = cast(str, each.value)
            if index in asked and value not in known:
                # The background knows much, not all: what it does not say of a node is open.
                if not self._is_one_of(said.get(value, ()), asked[index]):
                    unresolved.append(self._finding(each, graph, types, places, "unresolved", asked[index]))
                continue
            wrong.append(self._finding(each, graph, types, places, _rule(each), None))
        return sorted(wrong, key=_order), sorted(unresolved, key=_order)

    def _classes_asked(self, result: Result) -> list[str] | None:
        return self.shapes.classes_asked(f"<{result.shape}>", _rule(result)) if result.shape else None

    def _is_one_of(self, types: Sequence[str], classes: Sequence[str]) -> bool:
        return any(kind in types or self.background.subclasses.get(kind, set()) & set(types) for kind in classes)

    def _finding(
        self,
        result: Result,
        graph: DataGraph,
        types: dict[str, list[str]],
        places: Callable[[str], Place | None] | None,
        rule: str,
        classes: list[str] | None,
    ) -> Finding:
        shape = f"<{result.shape}>" if result.shape else ""
        limit = self._limit(shape, _rule(result))
        if classes:
            names = " / ".join(self.shapes.class_names.get(each, short(each)) for each in classes)
            limit = (names, names)
        messages = sentences(rule, limit, result.value)
        if result.messages:
            messages = dict.fromkeys(messages, "; ".join(result.messages))
        kinds = types.get(result.focus, [])
        node = graph.way_to(result.focus)
        return Finding(
            focus=result.focus,
            node=node,
            node_class=next((self.shapes.class_names.get(each, short(each)) for each in sorted(kinds)), None),
            path=result.path,
            property=self._property(shape, result.path),
            value=result.value,
            rule=rule,
            limit=limit[0] if limit else None,
            severity=result.severity.rpartition("#")[2],
            shape=result.shape,
            messages=messages,
            place=places(node) if places else None,
        )

    def _property(self, shape: str, path: str | None) -> str:
        """The name of a property: as its shape says it, else the last word of its path."""
        if path is None:
            return ""
        at: str | None = shape
        while at and not self.shapes.values(at, SH.path):
            at = self.shapes.parent(at)
        return self.shapes.name(at) or local(path)

    def _limit(self, shape: str, rule: str) -> tuple[str, str] | None:
        """What a shape asks by a rule, in words (en, nl)."""
        values = self.shapes.values(shape, SH[rule])
        if not values:
            return None
        if rule in ("datatype", "nodeKind"):
            words = [kind(value) for value in values]
        elif rule in ("in", "languageIn", "or", "xone", "and"):
            words = [self._option(member) for head in values for member in self.shapes.members(head)]
        elif rule in ("class", "node"):
            names = [self.shapes.class_names.get(value) or self.shapes.name(value) or short(value) for value in values]
            words = [(name, name) for name in names]
        else:
            words = [(short(value), short(value)) for value in values]
        return ", ".join(word[0] for word in words[:12]), ", ".join(word[1] for word in words[:12])

    def _option(self, member: str) -> tuple[str, str]:
        """One of several that will do, in words."""
        for name in ("class", "datatype", "nodeKind", "node"):
            if self.shapes.values(member, SH[name]):
                return self._limit(member, name) or (short(member), short(member))
        return short(member), short(member)


def _order(finding: Finding) -> tuple[str, ...]:
    return finding.node, finding.property, finding.rule, finding.value or ""


def _rule(result: Result) -> str:
    """SHACL's word for a constraint, from the IRI of its component: sh:MinCountConstraintComponent is minCount."""
    name = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    return name[:1].lower() + name[1:]


def _several(sources: Sources) -> list[Source]:
    return list(sources) if isinstance(sources, list | tuple) else [cast(Source, sources)]


def _shapes_text(profile: Profile | Sources) -> str:
    """Shapes as N-Triples."""
    if not isinstance(profile, Profile):
        formats = [format_of(each) if isinstance(each, Path) else Format.TURTLE for each in _several(profile)]
        return "".join(
            DataGraph.read([each], format).text for each, format in zip(_several(profile), formats, strict=True)
        )
    path = folder("shapes") / f"{profile.name}.ttl"
    if path.is_file() and profile.source and _is_ready(profile):
        return DataGraph.read([path]).text
    from .shapes import shapes

    return DataGraph.read([shapes(profile)], Format.TURTLE).text


def _is_ready(profile: Profile) -> bool:
    """Whether a profile is one of this library, whose shapes are at hand as a file."""
    return all(cls.__module__.startswith("oslo.models.") for cls in profile.classes)


def _name(profile: Profile | Sources) -> str | None:
    return str(profile) if isinstance(profile, Path) else None
