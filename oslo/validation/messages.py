"""Results in words, nl and en: one table from SHACL's constraint to two sentences.

`{limit}` is what the shape asks, in words; `{value}` what the data has.
"""

from __future__ import annotations

from ..namespaces import GEO, RDF, XSD
from ..rdf.terms import plain

_SENTENCES: dict[str, tuple[str, str]] = {
    "minCount": ("is missing: at least {limit} is asked", "ontbreekt: minstens {limit} gevraagd"),
    "maxCount": ("is there more than {limit} time(s)", "komt meer dan {limit} keer voor"),
    "datatype": ("{value} has to be {limit}", "{value} moet {limit} zijn"),
    "class": ("{value} is no {limit}", "{value} is geen {limit}"),
    "nodeKind": ("{value} has to be {limit}", "{value} moet {limit} zijn"),
    "pattern": ("{value} does not have the form {limit}", "{value} heeft niet de vorm {limit}"),
    "minLength": ("{value} is shorter than {limit} characters", "{value} is korter dan {limit} tekens"),
    "maxLength": ("{value} is longer than {limit} characters", "{value} is langer dan {limit} tekens"),
    "minInclusive": ("{value} is less than {limit}", "{value} is kleiner dan {limit}"),
    "maxInclusive": ("{value} is more than {limit}", "{value} is groter dan {limit}"),
    "minExclusive": ("{value} is not more than {limit}", "{value} is niet groter dan {limit}"),
    "maxExclusive": ("{value} is not less than {limit}", "{value} is niet kleiner dan {limit}"),
    "in": ("{value} is none of {limit}", "{value} is geen van {limit}"),
    "hasValue": ("has to have the value {limit}", "moet de waarde {limit} hebben"),
    "languageIn": ("{value} is in none of the languages {limit}", "{value} is in geen van de talen {limit}"),
    "uniqueLang": ("has two texts in one language", "heeft twee teksten in dezelfde taal"),
    "equals": ("{value} is not also {limit}", "{value} is niet ook {limit}"),
    "disjoint": ("{value} is also {limit}", "{value} is ook {limit}"),
    "lessThan": ("{value} is not less than {limit}", "{value} is niet kleiner dan {limit}"),
    "lessThanOrEquals": ("{value} is more than {limit}", "{value} is groter dan {limit}"),
    "closed": ("{value} is not allowed here", "{value} is hier niet toegelaten"),
    "or": ("{value} is none of what is allowed: {limit}", "{value} is niets van wat mag: {limit}"),
    "xone": ("{value} is not exactly one of {limit}", "{value} is niet precies één van {limit}"),
    "and": ("{value} is not all of {limit}", "{value} is niet alles van {limit}"),
    "not": ("{value} is what it must not be", "{value} is wat het niet mag zijn"),
    "node": ("{value} does not fit {limit}", "{value} past niet bij {limit}"),
    "qualifiedMinCount": ("has too few that fit: {limit} asked", "heeft er te weinig die passen: {limit} gevraagd"),
    "qualifiedMaxCount": ("has too many that fit: {limit} at most", "heeft er te veel die passen: hoogstens {limit}"),
    "codeList": (
        "{value} is not {limit} as it is at hand here",
        "{value} is geen {limit} zoals die hier voorhanden is",
    ),
    "unresolved": (
        "{value} is not described here as a {limit}, so that cannot be checked",
        "{value} is hier niet beschreven als een {limit}: dat kan niet nagegaan worden",
    ),
}
_ELSE = ("does not keep the rule {rule}", "houdt zich niet aan de regel {rule}")

_KINDS: dict[str, tuple[str, str]] = {
    XSD.string: ("text without a language", "tekst zonder taal"),
    RDF.langString: ("text with a language", "tekst met een taal"),
    XSD.date: ("a date (2026-11-21)", "een datum (2026-11-21)"),
    XSD.dateTime: ("a date and time (2026-11-21T08:30:00)", "een datum met tijd (2026-11-21T08:30:00)"),
    XSD.boolean: ("true or false", "true of false"),
    XSD.integer: ("a whole number", "een geheel getal"),
    XSD.decimal: ("a decimal number", "een decimaal getal"),
    XSD.double: ("a number", "een getal"),
    XSD.duration: ("a duration (P30D, PT2H30M)", "een duur (P30D, PT2H30M)"),
    XSD.anyURI: ("a web address (xsd:anyURI)", "een webadres (xsd:anyURI)"),
    GEO.wktLiteral: ("a geometry as WKT", "een geometrie in WKT"),
    GEO.gmlLiteral: ("a geometry as GML", "een geometrie in GML"),
    "http://www.w3.org/ns/shacl#IRI": ("an IRI", "een IRI"),
    "http://www.w3.org/ns/shacl#Literal": ("a value, not a link", "een waarde, geen verwijzing"),
    "http://www.w3.org/ns/shacl#BlankNode": ("a node without an IRI", "een knoop zonder IRI"),
    "http://www.w3.org/ns/shacl#BlankNodeOrIRI": ("a link, not a value", "een verwijzing, geen waarde"),
    "http://www.w3.org/ns/shacl#BlankNodeOrLiteral": ("a value or a node without an IRI", "geen IRI"),
    "http://www.w3.org/ns/shacl#IRIOrLiteral": ("an IRI or a value", "een IRI of een waarde"),
}


def kind(term: str) -> tuple[str, str]:
    """A datatype or node kind in words, en and nl."""
    known = _KINDS.get(term[1:-1])
    return known or (plain(term), plain(term))


def sentences(rule: str, limit: tuple[str, str] | str | None, value: str | None) -> dict[str, str]:
    """What is wrong, in en and nl.

    >>> sentences("minLength", "3", '"ab"')["nl"]
    "'ab' is korter dan 3 tekens"
    """
    english, dutch = limit if isinstance(limit, tuple) else (limit or "", limit or "")
    shown = "" if value is None else (f"'{plain(value)}'" if value.startswith('"') else plain(value))
    forms = _SENTENCES.get(rule, _ELSE)
    return {
        "en": forms[0].format(limit=english, value=shown, rule=rule),
        "nl": forms[1].format(limit=dutch, value=shown, rule=rule),
    }
