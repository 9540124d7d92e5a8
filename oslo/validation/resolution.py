"""The results of an engine as findings in the terms of the profile: violations and unresolved references."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property, partial
from typing import cast

from ..errors import Place
from ..files import folder
from ..namespaces import QB, SH
from ..rdf.shapes_graph import ShapesGraph
from ..rdf.terms import local, plain
from ..words.sentences import ENGLISH, languages, say
from .comparing import order
from .data import DataGraph
from .engines import Result
from .findings import Finding
from .membership import memberships, unlisted
from .messages import kind, messages

Classes = tuple[str, ...]
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


class Answers:
    """Makes findings of the results for a shapes graph; the background resolves references.

    Many results come from few constraints, so what is found out about a constraint is kept.
    """

    def __init__(self, shapes: ShapesGraph, background: DataGraph) -> None:
        self.shapes = shapes
        self.background = background
        self.memberships = memberships(shapes)
        self._members_of = cache(partial(_members_in, background))
        self._name_and_limits_of = cache(self._name_and_limits)

    def look(self, graph: DataGraph) -> None:
        """Make a graph compute and keep what `of` needs, while an engine is running."""
        for each in self.memberships:
            graph.objects_of(each.path)

    def of(self, results: list[Result], graph: DataGraph, places: Places | None) -> tuple[list[Finding], list[Finding]]:
        """The results as violations, and as references that cannot be resolved."""
        asked = {
            index: classes
            for index, each in enumerate(results)
            if each.value is not None
            and each.value.startswith("<")
            and (classes := self._classes_asked(each)) is not None
        }
        values = {cast(str, results[index].value) for index in asked}
        known = graph.described(values)
        types = graph.classes_of({each.focus for each in results})
        wrong, unresolved = [], []
        for index, each in enumerate(results):
            value = cast(str, each.value)
            if index in asked and value not in known:
                # The background may be incomplete: if it does not state the class of a node, that stays open.
                if not self._is_one_of(value, asked[index]):
                    unresolved.append(self._finding(each, graph, types, places, "unresolved", asked[index]))
            else:
                wrong.append(self._finding(each, graph, types, places, _rule_of(each), None))
        outside = [each for each in unlisted(self.memberships, graph) if each.value not in self._typed]
        types = graph.classes_of({each.focus for each in outside})
        unresolved += [self._finding(each, graph, types, places, "codeList", None) for each in outside]
        return wrong, unresolved

    def _classes_asked(self, result: Result) -> Classes | None:
        classes = self.shapes.classes_asked(f"<{result.shape}>", _rule_of(result)) if result.shape else None
        return None if classes is None else tuple(classes)

    @cached_property
    def _typed(self) -> frozenset[str]:
        """The nodes that have a class in the background."""
        return frozenset().union(*self.background.types.values())

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
        name, limits = self._name_and_limits_of(shape, result.path, rule, classes)
        own = "; ".join(result.messages)
        kinds = types.get(result.focus, [])
        node = graph.way_to(result.focus)
        said = "incomparable" if self._is_incomparable(result, rule, graph) else rule
        return Finding(
            focus=result.focus,
            node=node,
            node_class=next((self.shapes.class_names.get(each, plain(each)) for each in sorted(kinds)), None),
            path=result.path,
            property=name,
            value=result.value,
            rule=rule,
            limit=limits.get(ENGLISH),
            severity=result.severity.rpartition("#")[2],
            shape=result.shape,
            messages=dict.fromkeys(languages(), own) if result.messages else messages(said, limits, result.value),
            place=places(node) if places else None,
        )

    def _is_incomparable(self, result: Result, rule: str, graph: DataGraph) -> bool:
        """Whether a value was refused because it does not compare with the limit at all."""
        if rule not in _COMPARING or result.value is None:
            return False
        limits = self.shapes.values(f"<{result.shape}>", SH[rule])
        if rule in _PAIRS:
            limits = [each for limit in limits for each in graph.values_of(limit).get(result.focus, ())]
        return any(order(result.value, each) is None for each in limits)

    def _name_and_limits(
        self, shape: str, path: str | None, rule: str, classes: Classes | None
    ) -> tuple[str, dict[str, str]]:
        """The name of the property, and by language what is required of it, if that can be put in words."""
        limits = {language: self._requirement(shape, rule, classes, language) for language in languages()}
        return self._property(shape, path), {name: limit for name, limit in limits.items() if limit is not None}

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
        """What a rule of a shape requires, in words."""
        values = self.shapes.values(shape, SH[rule])
        if not values:
            return None
        if rule in ("datatype", "nodeKind"):
            words = [kind(value, language) for value in values]
        elif rule in ("in", "languageIn", "or", "xone", "and"):
            words = [self._option(member, language) for head in values for member in self.shapes.members(head)]
        elif rule in ("class", "node"):
            words = [self.shapes.class_names.get(each) or self.shapes.name(each) or plain(each) for each in values]
        else:
            words = [plain(value) for value in values]
        return ", ".join(words[:12])

    def _option(self, member: str, language: str) -> str:
        """One of several alternatives, in words."""
        limits = (self._limit(member, name, language) for name in ("class", "datatype", "nodeKind", "node"))
        return next((limit for limit in limits if limit is not None), plain(member))


def _rule_of(result: Result) -> str:
    """The SHACL name of a constraint, from the IRI of its component: minCount for sh:MinCountConstraintComponent."""
    name = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    return name[:1].lower() + name[1:]
