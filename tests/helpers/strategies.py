"""Random valid instances of any model class, and the ways to break them, made from its description.

`instances(cls)` asks `describe(cls)` what each property takes and how often, and draws that: no
property is named here. A value type that the library learns needs one more line in `values`.
`breaks(prop)` draws what a property must not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import assume, strategies as st

from oslo.exchange.lines import object_term
from oslo.model.description import Profile, PropertyInfo, Range, describe, relaxed
from oslo.model.resource import Resource
from oslo.model.values import VALUE_TYPES, AnyUri, Concept, Duration, Gml, LangString, Literal, PartialDate, Wkt
from oslo.namespaces import RDF, XSD, BlankNode, Iri

Strategy = st.SearchStrategy[Any]

AWKWARD = (
    "",
    " ",
    "'''",
    'zei "ja" \\ "nee"',
    "een .\n<urn:a> <urn:b> twee\t",
    "é",
    "e\u0301",
    "😀𝒳",
    "{x} %s ${y}",
    "@nl^^",
)
"""Texts that a writer gets wrong when it escapes too little or too much."""

TEXT = st.sampled_from((*AWKWARD, "\x00\x08\x1f\x7f", "een\r\ntwee", "a\x85b\u2028c")) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=8
)
"""Any text, without the halves of surrogate pairs, which are no characters."""

_NOT_IN_XML = "".join(map(chr, range(32))).translate({9: None, 10: None, 13: None}) + "\ufffe\uffff"
XML_TEXT = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=_NOT_IN_XML), max_size=8
)
"""Text that XML 1.0 can hold (section 2.2, production 2)."""

# XML Schema has time zones of at most 14 hours, in whole minutes (part 2, section 3.3.7).
_ZONES = st.none() | st.just(UTC) | st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_LANGUAGES = st.sampled_from(["nl", "fr", "de", "en", "nl-be", "zh-hant-tw"])
_CONCEPTS = st.sampled_from(["1", "män", "a%20b", "x?y=1&z=2#deel", "(1),';"]).map("https://data.example.be/c/".__add__)


def values(text: Strategy = TEXT) -> dict[type, Strategy]:
    """A strategy for each type in `oslo.model.values.VALUE_TYPES`, except nodes that a builder must name."""
    years = st.integers(1, 9999).map("{:04d}".format)
    days = st.dates().map(date.isoformat)
    points = st.tuples(st.integers(0, 300000), st.integers(0, 300000))
    return {
        str: text,
        bool: st.booleans(),
        int: st.integers() | st.integers(-(10**400), 10**400) | st.just(0),
        Decimal: st.decimals(allow_nan=False, allow_infinity=False),
        float: st.floats(),
        date: st.dates(),
        datetime: st.datetimes(timezones=_ZONES),
        time: st.times(),
        LangString: st.builds(LangString, text, _LANGUAGES),
        Literal: text.map(Literal)
        | st.builds(lambda value, tag: Literal.of(LangString(value, tag)), text, _LANGUAGES)
        | st.sampled_from([Literal("007", XSD.integer), Literal("1.50", XSD.decimal), Literal("1", XSD.boolean)]),
        PartialDate: (years | days | days.map(lambda day: day[:7])).map(PartialDate),
        # None with negative months and days together: rdflib cannot read that.
        Duration: st.sampled_from(["P30D", "PT2H30M", "P1Y2M3DT4H5M6.5S", "-P18M", "-P2D", "PT0S"]).map(Duration),
        Wkt: points.map(lambda p: Wkt(f"<http://www.opengis.net/def/crs/EPSG/0/31370> POINT({p[0]} {p[1]})")),
        Gml: points.map(
            lambda p: Gml(f'<gml:Point srsName="EPSG:31370"><gml:pos>{p[0]}\n{p[1]}</gml:pos></gml:Point>')
        ),
        AnyUri: _CONCEPTS.map(AnyUri),
        Concept: _CONCEPTS.map(Concept),
        Iri: _CONCEPTS.map(Iri),
    }


def range_values(each: Range, text: Strategy = TEXT) -> Strategy:
    """Values of a literal or concept range, facets respected."""
    facets = dict(each.facets)
    if "in" in facets:
        return st.sampled_from(facets["in"])
    kind = next(base for base in each.python.__mro__ if base in VALUE_TYPES)
    low, high = (
        facets.get("minInclusive", facets.get("minExclusive")),
        facets.get("maxInclusive", facets.get("maxExclusive")),
    )
    if low is not None or high is not None:
        ordered: dict[type, Any] = {int: st.integers, Decimal: st.decimals, float: st.floats, date: st.dates}
        limits = {name: limit for name, limit in (("min_value", low), ("max_value", high)) if limit is not None}
        excluded = {facets.get("minExclusive"), facets.get("maxExclusive")}
        found: Strategy = ordered[kind](**limits)
        return found.filter(lambda value: value not in excluded)
    if "pattern" in facets:
        text = st.from_regex(facets["pattern"], fullmatch=True)
    least, most = facets.get("minLength", 0), facets.get("maxLength")
    if least or most is not None:
        text = text if "pattern" in facets else st.text('aé😀 "\\', min_size=least, max_size=most)
        text = text.filter(lambda value: least <= len(value) and (most is None or len(value) <= most))
    return values(text)[kind]


@st.composite
def instances(
    draw: st.DrawFn,
    cls: type[Resource],
    *,
    known: Sequence[type[Resource]] = (),
    text: Strategy = TEXT,
    id: Iri | None = None,
    full: bool = False,
    published: Profile | None = None,
) -> Any:
    """A valid instance of a class with parts, to a depth of three.

    `known`: classes whose instances may stand for those of their bases; `id`: the IRI of the
    whole (default: an IRI, a blank node or none); `full`: with a value for every property;
    `published`: each property as often as this profile as published asks.
    """
    return _Builder(draw, known, text, published).whole(cls, id, full)


class _Builder:
    """One instance being drawn; it numbers its nodes, so that no two share an id by accident."""

    def __init__(
        self, draw: st.DrawFn, known: Sequence[type[Resource]], text: Strategy, published: Profile | None
    ) -> None:
        self.draw, self.known, self.text, self.published = draw, known, text, published
        self.nodes = 0

    def whole(self, cls: type[Resource], id: Iri | None, full: bool) -> Resource:
        optional = [prop for prop in describe(cls).properties if not prop.min]
        if full or self.draw(st.booleans()):
            chosen = {prop.name for prop in optional}
        else:
            chosen = {prop.name for prop in optional if self.draw(st.booleans())}
        return self.make(cls, id or self.id(), chosen, 0)

    def make(self, cls: type[Resource], id: Iri | BlankNode | None, optional: set[str], depth: int) -> Resource:
        """An instance with its required properties and the chosen optional ones."""
        said: dict[str, Any] = {"id": id}
        rows = relaxed(self.published, cls) if self.published else {}
        for prop in describe(cls).properties:
            if row := rows.get(prop.name):
                prop = replace(prop, min=max(prop.min, row.least), max=row.most or prop.max)
            if prop.min or prop.name in optional:
                said[prop.name] = self.values(prop, depth)
        return cls(**said)

    def values(self, prop: PropertyInfo, depth: int) -> Any:
        if not prop.many:
            return self.value(prop, depth)
        most = max(prop.min, 2 if depth == 0 else 1)
        number = self.draw(st.integers(max(prop.min, 1), most if prop.max is None else min(most, prop.max)))
        found = [self.value(prop, depth) for _ in range(number)]
        if prop.unique_lang:
            return list({each.language: each for each in found}.values())
        if prop.min > 1:  # RDF has no count of equal values: two that say the same are one
            for each in found:
                if isinstance(each, Resource) and each.id is None:
                    each.id = self.node(Iri)
            assume(len({repr(each) for each in found}) == number)
        return found

    def value(self, prop: PropertyInfo, depth: int) -> Any:
        each = self.draw(st.sampled_from(prop.ranges))
        if each.cls is not None:
            return self.part(each, each.cls, depth + 1)
        return self.node(BlankNode) if each.python is BlankNode else self.draw(range_values(each, self.text))

    def part(self, each: Range, cls: type[Resource], depth: int) -> Any:
        """A part, described with ever less the deeper it is; a reference where that will do."""
        kinds = self.kinds(cls)
        if each.reference and (not kinds or depth > 2 or self.draw(st.integers(0, 3)) == 3):
            return self.node(BlankNode if self.draw(st.integers(0, 7)) == 7 else Iri)
        kind = self.draw(st.sampled_from(kinds))
        optional = [prop.name for prop in describe(kind).properties if not prop.min]
        chosen = self.draw(st.sets(st.sampled_from(optional), max_size=2)) if optional and depth < 3 else set()
        return self.make(kind, self.id(), chosen, depth)

    def kinds(self, cls: type[Resource]) -> list[type[Resource]]:
        """A class and the known ones that may stand for it.

        A class from elsewhere that shares its IRI with a known one gives way to that: the known
        one has the shape, so what only the other one allows is refused there.
        """
        subclasses = [sub for sub in self.known if issubclass(sub, cls) and sub is not cls]
        shared = cls not in self.known and any(sub.iri == cls.iri for sub in self.known)
        return subclasses if shared else [cls, *subclasses]

    def id(self) -> Iri | BlankNode | None:
        kind = self.draw(st.sampled_from([None, None, Iri, Iri, Iri, BlankNode]))
        return None if kind is None else self.node(kind)

    def node(self, kind: type[Iri | BlankNode]) -> Iri | BlankNode:
        self.nodes += 1
        return kind(f"_:n{self.nodes}") if kind is BlankNode else kind(f"https://data.example.be/id/ding/{self.nodes}")


def references(resource: Resource) -> Iterator[tuple[str, type[Resource]]]:
    """The nodes that a resource and its parts refer to without describing them, with a class of their range."""
    for prop in describe(type(resource)).properties:
        cls = next((each.cls for each in prop.ranges if each.cls), None)
        held = getattr(resource, prop.name)
        for value in held if isinstance(held, list) else [held]:
            if isinstance(value, Resource):
                yield from references(value)
            elif type(value) in (Iri, BlankNode) and cls is not None:
                yield str(value), cls


def typed_references(resource: Resource) -> dict[str, str]:
    """A type for each node that is referred to and not described, by node: sh:class wants to see one."""
    return {
        node: f"{node if node.startswith('_:') else f'<{node}>'} <{RDF.type}> <{describe(cls).iri}> .\n"
        for node, cls in references(resource)
    }


_ILL_TYPED = {XSD[name] for name in ("integer", "decimal", "boolean", "date", "dateTime", "double", "duration", "time")}
_OTHER_KINDS = (
    '"tekst"',
    '"tekst"@nl',
    f'"1"^^<{XSD.integer}>',
    f'"P1D"^^<{XSD.duration}>',
    "<https://data.example.be/id/ander>",
)


def breaks(prop: PropertyInfo) -> dict[str, Strategy]:
    """For each way to break a property: the objects (as N-Triples has them) that it gets in place of its own."""
    ways: dict[str, Strategy] = {}
    if prop.min:
        ways["missing"] = st.just([])
    if prop.max is not None:
        ways["too many"] = _more_than(prop, prop.max)
    if prop.unique_lang:
        ways["one language twice"] = st.just(['"een"@nl', '"twee"@nl'])
    if others := [term for term in _OTHER_KINDS if not any(_fits(term, each) for each in prop.ranges)]:
        ways["another kind"] = st.sampled_from(others).map(lambda term: [term])
    datatypes = {datatype for each in prop.ranges if each.value for datatype in each.value.datatypes}
    if datatypes and datatypes <= _ILL_TYPED:
        ways["ill typed"] = st.sampled_from(sorted(datatypes)).map(lambda datatype: [f'"geen"^^<{datatype}>'])
    if len(prop.ranges) == 1 and (outside := list(_outside(prop.ranges[0]))):
        ways["facet"] = st.sampled_from(outside).map(lambda value: [object_term(value)])
    return ways


def _more_than(prop: PropertyInfo, most: int) -> Strategy:
    nodes = [f"<https://data.example.be/id/te-veel/{number}>" for number in range(most + 1)]
    each = prop.ranges[0]
    if each.cls is not None or each.python is BlankNode:
        return st.just(nodes)
    return st.lists(range_values(each).map(object_term), min_size=most + 1, max_size=most + 1, unique=True)


def _fits(term: str, each: Range) -> bool:
    """Whether a range takes an object; a reference to a thing of unknown class counts as one that fits."""
    if term[0] == "<":
        return each.cls is not None or (each.value is not None and each.value.node and each.python is not BlankNode)
    if each.value is None or each.value.node:
        return False
    datatype = str(RDF.langString) if "@" in term else term.partition("^^")[2][1:-1] or str(XSD.string)
    return not each.value.datatypes or datatype in each.value.datatypes


def _outside(each: Range) -> Iterator[Any]:
    """Values just outside each facet of a range."""
    for facet, limit in each.facets:
        step: Any = timedelta(days=1) if isinstance(limit, date) else 1
        match facet:
            case "minInclusive":
                yield limit - step
            case "maxInclusive":
                yield limit + step
            case "minExclusive" | "maxExclusive":
                yield limit
            case "minLength":
                yield "a" * (limit - 1)
            case "maxLength":
                yield "a" * (limit + 1)
            case "in":
                yield type(limit[0])("99")
            case "pattern" if each.value is not None and not each.value.node:
                yield "\x85"
