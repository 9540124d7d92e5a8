"""LinkML: a class for each class, with its properties as attributes, and an enumeration for each short code list.

A thing is known by its `id`, which LinkML requires of each. Where a property takes a thing or the IRI of one, both are
options (`any_of`). What LinkML has no words for is in the `comments` of a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ...model.description import ClassInfo, PropertyInfo, Range
from ...model.values import AnyUri, Concept, Duration, Gml, LangString, Literal, PartialDate, Wkt
from ...namespaces import PREFIXES, BlankNode, Iri, compact, in_iri
from ...vocabularies.codelists import Scheme, scheme
from .subject import Subject, class_meanings, distinct, labels, meanings, title

SHORT = 50
"""The number of concepts up to which a code list is an enumeration."""

_LINKML = "https://w3id.org/linkml/"
_ANY = "LinkmlAny"
"""The class whose things are anything at all; a property with several kinds of value has it as its range."""

_TYPES: dict[type, str] = {
    bool: "boolean",
    int: "integer",
    Decimal: "decimal",
    float: "double",
    datetime: "datetime",
    date: "date",
    time: "time",
    LangString: "lang_string",
    Literal: "literal",
    PartialDate: "partial_date",
    Duration: "duration",
    Wkt: "wkt",
    Gml: "gml",
    AnyUri: "uri",
    Concept: "uriorcurie",
    BlankNode: "nodeidentifier",
    Iri: "uriorcurie",
    str: "string",
}
"""Python type to a type of LinkML, or to one of `_OWN_TYPES` (in small letters, as no class); the first base counts."""

_OWN_TYPES: dict[str, dict[str, str]] = {
    "lang_string": {"uri": "rdf:langString", "description": "Text; LinkML has no place for its language."},
    "literal": {"uri": "rdfs:Literal", "description": "Any literal; LinkML has no place for its datatype."},
    "partial_date": {"uri": "xsd:string", "description": "2026-01-15, 2026-01 or 2026: what is known of a date.",
                    "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "duration": {"uri": "xsd:duration", "description": "A length of time: P30D, PT2H30M."},
    "wkt": {"uri": "geo:wktLiteral", "description": "A geometry as well-known text."},
    "gml": {"uri": "geo:gmlLiteral", "description": "A geometry as Geography Markup Language."},
}  # fmt: skip


def text(subject: Subject) -> str:
    """A schema as YAML."""
    import yaml

    return yaml.safe_dump(_schema(subject), allow_unicode=True, sort_keys=False, width=120)


def _schema(subject: Subject) -> dict[str, Any]:
    name = re.sub(r"[^0-9A-Za-z]+", "_", subject.name)
    enums = _enums(subject)
    classes = {subject.names[info.cls]: _class(subject, info, enums) for info in subject.infos}
    used = {each["range"] for about in classes.values() for slot in about["attributes"].values()
            for each in (slot, *slot.get("any_of", ()))}  # fmt: skip
    return {
        "id": f"urn:oslo-interop:linkml:{in_iri(subject.name)}",
        "name": name if name[0].isalpha() else f"s{name}",
        "title": subject.title,
        **({"version": subject.version} if subject.version else {}),
        **({"source": subject.source} if subject.source else {}),
        "in_language": subject.language,
        "prefixes": {"linkml": _LINKML, **_prefixes(subject)},
        "default_prefix": f"urn:oslo-interop:linkml:{in_iri(subject.name)}:",
        "imports": ["linkml:types"],
        "default_range": "string",
        "types": {name: {"typeof": "string", **about} for name, about in _OWN_TYPES.items() if name in used},
        "enums": {name: _enum(found) for iri, name in enums.items() if (found := scheme(iri))},
        "classes": ({_ANY: {"class_uri": "linkml:Any"}} if _ANY in used else {}) | classes,
    }


def _prefixes(subject: Subject) -> dict[str, str]:
    """The prefixes of the classes and properties, and of the types."""
    iris = [iri for info in subject.infos for iri in (info.iri, *(prop.path for prop in info.properties))]
    used = {short.partition(":")[0] for iri in iris if (short := compact(iri))} | {"geo", "rdf", "rdfs", "xsd"}
    return {prefix: str(PREFIXES[prefix]) for prefix in sorted(used)}


def _class(subject: Subject, info: ClassInfo, enums: Mapping[str, str]) -> dict[str, Any]:
    """A class: LinkML has one base, any other is a mixin."""
    bases = [subject.names[base] for base in subject.bases(info.cls)]
    slots = {prop.json_name: _slot(subject, info, prop, enums) for prop in subject.own(info)}
    the_id = {"id": {"identifier": True, "range": "uriorcurie", "description": "The IRI of the thing."}}
    about = _words(labels(info.iri).get("nl"), class_meanings(info))
    if not info.typed:
        about["comments"] = [
            "Its things have no rdf:type of this class: a property that leads to them says what they are."
        ]
    return {
        "class_uri": _short(info.iri),
        **about,
        **({"is_a": bases[0]} if bases else {}),
        **({"mixins": bases[1:]} if bases[1:] else {}),
        "attributes": ({} if bases else the_id) | slots,
    }


def _slot(subject: Subject, info: ClassInfo, prop: PropertyInfo, enums: Mapping[str, str]) -> dict[str, Any]:
    """A property: its IRI, what it takes, how often, and what could not be said otherwise."""
    slot: dict[str, Any] = {"slot_uri": _short(prop.path), **_words(title(prop, "nl"), meanings(info, prop))}
    slot |= {"required": True} if prop.min else {}
    if prop.many:
        slot |= {"multivalued": True}
        slot |= {"minimum_cardinality": prop.min} if prop.min else {}
        slot |= {"maximum_cardinality": prop.max} if prop.max is not None else {}
    enum = enums.get(prop.code_list or "")
    options = [option for each in prop.ranges for option in _options(subject, each, enum) if not prop.anything]
    different = [option for number, option in enumerate(options) if option not in options[:number]]
    if len(different) == 1:
        slot |= different[0]
    else:
        slot |= {"range": _ANY, **({"any_of": different} if different else {})}
    if prop.many and any(each.cls for each in prop.ranges):
        slot |= {"inlined": True, "inlined_as_list": True}
    comments = list(_unsaid(prop, enum))
    return slot | ({"comments": comments} if comments else {})


def _options(subject: Subject, each: Range, enum: str | None) -> Iterator[dict[str, Any]]:
    """What LinkML says of a range: a thing, or the IRI of one, or a value with its limits."""
    if each.cls is not None:
        yield {"range": subject.names[each.cls], "inlined": True}
        if each.reference:
            yield {"range": "uriorcurie"}
        return
    if enum is not None:
        yield {"range": enum}
        return
    facets = dict(each.facets)
    option: dict[str, Any] = {"range": next(_TYPES[base] for base in each.python.__mro__ if base in _TYPES)}
    for facet, key in (("minInclusive", "minimum_value"), ("maxInclusive", "maximum_value")):
        if isinstance(facets.get(facet), int):
            option[key] = facets[facet]
    if "pattern" in facets:
        option["pattern"] = facets["pattern"]
    if "in" in facets:
        option["equals_string_in"] = [str(value) for value in facets["in"]]
    yield option


def _unsaid(prop: PropertyInfo, enum: str | None) -> Iterator[str]:
    """What a property asks and LinkML has no words for."""
    if prop.code_list and enum is None:
        yield f"A concept of the code list {prop.code_list}."
    if prop.unique_lang:
        yield "At most one text in each language."
    for each in prop.ranges:
        for facet, limit in each.facets:
            whole = facet in ("minInclusive", "maxInclusive") and isinstance(limit, int)
            if not whole and facet not in ("pattern", "in"):
                yield f"{facet} {limit}"


def _enums(subject: Subject) -> dict[str, str]:
    """The code lists of the properties that are short, by their IRI, each with a name that no class has."""
    taken = {_ANY.lower(), *(name.lower() for name in subject.names.values())}
    iris = dict.fromkeys(prop.code_list for info in subject.infos for prop in info.properties if prop.code_list)
    lists = [found for iri in iris if (found := scheme(iri)) and len(found.codes) <= SHORT]
    return {found.iri: distinct(_capitals(found.name), taken, f"{_capitals(found.name)}Code") for found in lists}


def _capitals(name: str) -> str:
    """A name as LinkML writes those of classes and enumerations.

    >>> _capitals("IT000/burgerlijke-staat")
    'IT000BurgerlijkeStaat'
    """
    return "".join(part[0].upper() + part[1:] for part in re.split(r"[^0-9A-Za-z]+", name) if part)


def _enum(found: Scheme) -> dict[str, Any]:
    """A code list as it is now: its concepts by their IRIs, as data has them."""
    title = found.titles.get("nl") or next(iter(found.titles.values()), found.name)
    concepts = {}
    for iri, code in found.codes.items():
        label = code.labels.get("nl") or next(iter(code.labels.values()), code.notation)
        concepts[iri] = {"meaning": iri, "title": label}
    return {"enum_uri": found.iri, "title": title, "permissible_values": concepts}


def _words(name: str | None, words: Mapping[str, str]) -> dict[str, Any]:
    """A title, the English meaning as description, the Dutch one as an alternative description."""
    return {
        **({"title": name} if name else {}),
        **({"description": words["en"]} if "en" in words else {}),
        **({"alt_descriptions": {"nl": {"source": "nl", "description": words["nl"]}}} if "nl" in words else {}),
    }


def _short(iri: Iri) -> str:
    return compact(iri) or str(iri)
