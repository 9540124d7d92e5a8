"""The results of an engine as findings in the terms of the profile: violations and unresolved references."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property, partial
from itertools import islice
from typing import NamedTuple, cast

from ..errors import Place
from ..files import folder
from ..namespaces import QB, SH
from ..rdf.shapes_graph import ShapesGraph
from ..rdf.terms import local, plain
from ..vocabularies.codelists import concepts
from ..words.catalogue import to_language
from ..words.sentences import ENGLISH, languages, say
from .comparing import order
from .data import DataGraph
from .engines import NOT_DECIDED, Result
from .findings import Finding
from .membership import memberships, undescribed, unlisted, without_list
from .messages import besides, by_language, filled, kind, messages
from .strength import CONCEPT, asks_concept, is_besides, published_cardinality

Classes = tuple[str, ...]
OPEN = {"unresolved", "notDecided"}
"""The rules of findings that leave open whether something is wrong."""
_SHOWN = 12  # alternatives that a message has
_PAIRS = {"lessThan", "lessThanOrEquals"}
_COMPARING = {"minInclusive", "maxInclusive", "minExclusive", "maxExclusive"} | _PAIRS

Places = Callable[[str], Place | None]
"""The place of the record of a node, for nodes that were converted."""


@cache
def carried() -> DataGraph:
    """The vocabularies and code lists of the library, which resolve references to what they describe."""
    return DataGraph.read(sorted(folder("vocabularies").rglob("*.ttl")))


@cache
def _carried_members(classes: Classes) -> frozenset[str]:
    return _members_in(carried(), classes)


def _members_in(graph: DataGraph, classes: Classes) -> frozenset[str]:
    """The nodes of some classes in a graph."""
    return frozenset().union(*(graph.instances(kind) for kind in classes))


class Constraint(NamedTuple):
    """A constraint of a shape: its property, by language what it requires, its shape, the values of sh:message."""

    property: str
    limits: dict[str, str]
    shape: str | None
    shape_name: str
    messages: tuple[str, ...]


class Answers:
    """Makes findings of the results for a shapes graph; the background resolves references.

    Many results come from few constraints, so what is found out about a constraint is kept.
    """

    def __init__(self, shapes: ShapesGraph, background: DataGraph) -> None:
        self.shapes = shapes
        self.background = background
        self.memberships = memberships(shapes)
        self.concepts = without_list(shapes, self.memberships)
        self._besides = {node[1:-1] for node in shapes.triples if is_besides(shapes, node)}
        self._asking_concept = {shape for shape in self._besides if asks_concept(shapes, f"<{shape}>")}
        self._members_of = cache(partial(_members_in, background))
        self._constraint_of = cache(self._constraint)
        self._asked_of = cache(self._classes_asked)

    @property
    def paths(self) -> frozenset[str]:
        """The predicates of which `of` needs the objects."""
        return frozenset(each.path for each in (*self.memberships, *self.concepts))

    def of(self, results: list[Result], graph: DataGraph, places: Places | None) -> tuple[list[Finding], list[Finding]]:
        """The results as violations, and as references that cannot be resolved."""
        found = [each for each in self.findings(results, graph, places) if each is not None]
        outside = [each for each in unlisted(self.memberships, graph) if each.value not in self._typed]
        types = graph.classes_of({each.focus for each in outside})
        unlisted_values = [self._finding(each, graph, types, places, "codeList", None) for each in outside]
        missing = list(undescribed(self.concepts, graph, self._members_of((CONCEPT,))))
        types = graph.classes_of({each.focus for each in missing})
        nowhere = [self._finding(each, graph, types, places, "unresolved", (CONCEPT,)) for each in missing]
        wrong = [each for each in found if each.rule not in OPEN]
        return wrong, [each for each in found if each.rule in OPEN] + unlisted_values + nowhere

    def violations(self, results: list[Result], graph: DataGraph) -> list[Finding]:
        """The results that are violations, without places."""
        found = self.findings(results, graph, None, with_open=False)
        return [each for each in found if each is not None and each.rule not in OPEN]

    def findings(
        self, results: list[Result], graph: DataGraph, places: Places | None, *, with_open: bool = True
    ) -> list[Finding | None]:
        """A finding for each result; None for a reference that the background resolves, or nothing that was asked."""
        asked = {
            index: classes
            for index, each in enumerate(results)
            if each.value is not None
            and each.value.startswith("<")
            and (classes := self._asked_of(each.shape, rule_of(each))) is not None
        }
        values = {cast(str, results[index].value) for index in asked}
        known = graph.described(values)
        types = graph.classes_of({each.focus for each in results})
        found: list[Finding | None] = []
        for index, each in enumerate(results):
            value = cast(str, each.value)
            if index in asked and value not in known and each.component != NOT_DECIDED:
                # The background may be incomplete: if it does not state the class of a node, that stays open.
                resolved = not with_open or self._is_one_of(value, asked[index])
                open_ = None if resolved else self._finding(each, graph, types, places, "unresolved", asked[index])
                found.append(open_)
            elif each.shape in self._asking_concept and self._is_concept(value):
                found.append(None)
            else:
                found.append(self._finding(each, graph, types, places, rule_of(each), None))
        return found

    def _classes_asked(self, shape: str | None, rule: str) -> Classes | None:
        classes = self.shapes.classes_asked(f"<{shape}>", rule) if shape else None
        return None if classes is None else tuple(classes)

    @cached_property
    def _typed(self) -> frozenset[str]:
        """The nodes that have a class in the background."""
        return frozenset().union(*self.background.types.values())

    def _is_concept(self, node: str) -> bool:
        return node in self._members_of((CONCEPT,)) or node in concepts()

    def _is_one_of(self, node: str, classes: Classes) -> bool:
        """Whether a node has one of some classes, in the background or in the library's own vocabularies."""
        return node in self._members_of(classes) or node in _carried_members(classes)

    def _finding(
        self,
        result: Result,
        graph: DataGraph,
        types: dict[str, list[str]],
        places: Places | None,
        rule: str,
        classes: Classes | None,
    ) -> Finding:
        shape = f"<{result.shape}>" if result.shape else ""
        constraint = self._constraint_of(shape, result.path, rule, classes)
        if result.component == NOT_DECIDED:
            reasons = {language: to_language(result.messages[0], language) for language in languages()}
            constraint = constraint._replace(limits=reasons, messages=())
        own = self._filled(result, shape, rule) if rule in ("sparql", "js") or ":" in rule else constraint.messages
        if rule == "codeList":  # not a constraint of SHACL: the messages of the shape are about others
            own = ()
        said = "incomparable" if self._is_incomparable(result, rule, graph) else rule
        published = result.shape in self._besides
        ours = (
            self._messages_besides(shape, rule, constraint.limits, result.value)
            if published and rule != "unresolved"
            else messages(said, constraint.limits, result.value)
        )
        kinds = types.get(result.focus, [])
        node = graph.way_to(result.focus)
        return Finding(
            focus=result.focus,
            node=node,
            node_class=next((self.shapes.class_names.get(each, plain(each)) for each in sorted(kinds)), None),
            path=result.path,
            property=constraint.property,
            value=result.value,
            rule=rule,
            limit=constraint.limits.get(ENGLISH),
            severity=result.severity,
            shape=constraint.shape,
            messages=by_language(own, ours) if own else ours,
            place=places(node) if places else None,
            shape_name=constraint.shape_name,
            own_messages=own,
            published=published,
        )

    def _messages_besides(self, shape: str, rule: str, limits: dict[str, str], value: str | None) -> dict[str, str]:
        why = next((each.text for each in self.shapes.literals(shape, SH.description)), "")
        return besides("concept" if shape[1:-1] in self._asking_concept else rule, limits, value, why)

    def _is_incomparable(self, result: Result, rule: str, graph: DataGraph) -> bool:
        """Whether a value was refused because it does not compare with the limit at all."""
        if rule not in _COMPARING or result.value is None:
            return False
        limits = self.shapes.values(f"<{result.shape}>", SH[rule])
        if rule in _PAIRS:
            limits = [each for limit in limits for each in graph.values_of(limit).get(result.focus, ())]
        return any(order(result.value, each) is None for each in limits)

    def _constraint(self, shape: str, path: str | None, rule: str, classes: Classes | None) -> Constraint:
        limits = {language: self._requirement(shape, rule, classes, language) for language in languages()}
        return Constraint(
            self._property(shape, path),
            {name: limit for name, limit in limits.items() if limit is not None},
            self.shapes.source(shape).strip("<>") or None,
            self.shapes.way(shape) if shape else "",
            tuple(value for value in self.shapes.values(shape, SH.message) if value.startswith('"')),
        )

    def _filled(self, result: Result, shape: str, rule: str) -> tuple[str, ...]:
        """The messages of a SPARQL constraint, or of a component of the shapes' own, filled in."""
        values = {"this": result.focus, "value": result.value or "", "path": result.path or ""}
        bare = {name: plain(text) if text.startswith('"') else text.strip("<>") for name, text in values.items()}
        bare["PATH"] = bare["path"]
        levels = [self.shapes.values(shape, SH.sparql), [shape]] if rule == "sparql" else [list(self.shapes.triples)]
        for nodes in levels:  # those of the constraint, else those of the shape (SHACL, section 5.3.2)
            templates = [text for node in nodes for text in self.shapes.literals(node, SH.message)]
            if own := filled(result.messages, templates, bare):
                return own
        return ()

    def blank_shapes(self, findings: list[Finding]) -> dict[str, str]:
        """The description of each source shape that is a blank node, by its label."""
        described: dict[str, str] = {}
        waiting = list(findings)
        while waiting:
            finding = waiting.pop()
            waiting += finding.reasons
            if finding.shape and finding.shape.startswith("_:") and finding.shape not in described:
                described[finding.shape] = self.shapes.description(finding.shape)
        return described

    def _property(self, shape: str, path: str | None) -> str:
        """The name of a property: from its shape, else the local name of its path."""
        if path is None:
            return ""
        at: str | None = shape
        while at and not self.shapes.values(at, SH.path):
            at = self.shapes.parent(at)
        return self.shapes.name(at) or local(path)

    def _requirement(self, shape: str, rule: str, classes: Classes | None, language: str) -> str | None:
        if classes:
            return " / ".join(self.shapes.class_names.get(each, plain(each)) for each in classes)
        if rule == "codeList":
            name = self.shapes.values(shape, QB.codeList)[0][1:-1].rpartition("conceptscheme/")[2]
            return say("limit.codeList", language, name=name)
        return self._limit(shape, rule, language)

    def _limit(self, shape: str, rule: str, language: str) -> str | None:
        """What a rule of a shape requires, in words; None for a query, or a component of others."""
        if rule in _OUTSIDE.values() or ":" in rule:
            return None
        if rule in ("minCount", "maxCount") and shape[1:-1] in self._besides:
            return published_cardinality(self.shapes, shape)
        if shape[1:-1] in self._asking_concept:
            return plain(CONCEPT)
        values = self.shapes.values(shape, SH[rule])
        if not values:
            return None
        if rule in ("datatype", "nodeKind"):
            words = [kind(value, language) for value in values]
        elif rule in ("in", "languageIn", "or", "xone", "and", "not"):
            members = (each for head in values for each in self.shapes.members(head))
            options = values if rule == "not" else list(islice(members, _SHOWN))
            words = [self._option(each, language) for each in options[:_SHOWN]]
        elif rule in ("class", "node"):
            words = [self.shapes.class_names.get(each) or self.shape_words(each) for each in values]
        else:
            words = [plain(value) for value in values]
        return ", ".join(words[:_SHOWN])

    def _option(self, member: str, language: str) -> str:
        """One of several alternatives, in words."""
        limits = (self._limit(member, name, language) for name in ("class", "datatype", "nodeKind", "node"))
        return next((limit for limit in limits if limit is not None), None) or self.shape_words(member)

    def shape_words(self, shape: str) -> str:
        """A shape in words: its name, else its IRI, else its property, else the way to it."""
        if name := self.shapes.name(shape):
            return name
        if not self.shapes.source(shape).startswith("_:"):
            return plain(shape)
        path = self.shapes.value(shape, SH.path)
        return (
            self.shapes.way(shape)
            if path is None
            else local(path)
            if path.startswith("<")
            else self.shapes.path_words(path)
        )


_OUTSIDE = {"SPARQL": "sparql", "JS": "js"}


def rule_of(result: Result) -> str:
    """The SHACL name of a constraint, from the IRI of its component: minCount for sh:MinCountConstraintComponent.

    A component that is not SHACL's own is named by its IRI.
    """
    if result.component == NOT_DECIDED:
        return "notDecided"
    if not result.component.startswith(str(SH)):
        return result.component
    name = result.component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
    return _OUTSIDE.get(name) or name[:1].lower() + name[1:]
