"""The words of reports, in English and Dutch."""

from __future__ import annotations

from ..rdf.near_terms import variant
from ..rdf.ntriples import literal
from ..rdf.terms import short, shown

_PHRASES: dict[str, tuple[str, str]] = {
    "batches": ("in batches", "in delen"),
    "conforms": ("Conforms: {checked}, no violation ({engine}).", "Voldoet: {checked}, geen overtreding ({engine})."),
    "as_far": (
        "Conforms as far as it can be checked: {checked}, no violation, {count} unresolved ({engine}).",
        "Voldoet voor zover na te gaan: {checked}, geen overtreding, {count} niet na te gaan ({engine}).",
    ),
    "background": (
        "Conforms with the background given: {checked}, no violation ({engine}).",
        "Voldoet met de gegeven achtergrond: {checked}, geen overtreding ({engine}).",
    ),
    "remarks": ("Conforms: {checked}, {found} ({engine}).", "Voldoet: {checked}, {found} ({engine})."),
    "fails": ("Does not conform: {checked}, {found} ({engine}).", "Voldoet niet: {checked}, {found} ({engine})."),
    "nothing": (
        "Nothing was checked: no shape looks at any node of this data ({engine}).",
        "Niets gecontroleerd: geen enkele shape kijkt naar een knoop van deze gegevens ({engine}).",
    ),
    "checked": ("{n} node checked|{n} nodes checked", "{n} knoop gecontroleerd|{n} knopen gecontroleerd"),
    "nodes": ("{n} node|{n} nodes", "{n} knoop|{n} knopen"),
    "Violation": ("{n} violation|{n} violations", "{n} overtreding|{n} overtredingen"),
    "Warning": ("{n} warning|{n} warnings", "{n} waarschuwing|{n} waarschuwingen"),
    "Info": ("{n} remark|{n} remarks", "{n} opmerking|{n} opmerkingen"),
    "unresolved": (
        "{n} {what} is not described as what it has to be, in the data or in what was given with it: that cannot be "
        "checked.|{n} {what} are not described as what they have to be, in the data or in what was given with it: that "
        "cannot be checked.",
        "{n} {what} is niet beschreven als wat het moet zijn, in de gegevens of in wat erbij gegeven is: dat is niet "
        "na te gaan.|{n} {what} zijn niet beschreven als wat ze moeten zijn, in de gegevens of in wat erbij gegeven "
        "is: dat is niet na te gaan.",
    ),
    "concept": ("concept|concepts", "concept|concepten"),
    "thing": ("node|nodes", "knoop|knopen"),
    "miss_class": (
        "no node has type {meant}, but {n} has {found}: did you mean {hint}? --normalize reads it so|"
        "no node has type {meant}, but {n} have {found}: did you mean {hint}? --normalize reads them so",
        "geen knoop heeft het type {meant}, maar {n} heeft {found}: bedoelt u {hint}? --normalize leest het zo|"
        "geen knoop heeft het type {meant}, maar {n} hebben {found}: bedoelt u {hint}? --normalize leest ze zo",
    ),
    "miss_property": (
        "no node has the property {meant}, but {n} has {found}: did you mean {hint}? --normalize reads it so|"
        "no node has the property {meant}, but {n} have {found}: did you mean {hint}? --normalize reads them so",
        "geen knoop heeft de eigenschap {meant}, maar {n} heeft {found}: bedoelt u {hint}? --normalize leest het zo|"
        "geen knoop heeft de eigenschap {meant}, maar {n} hebben {found}: bedoelt u {hint}? --normalize leest ze zo",
    ),
    "types": ("The types that are there: {names}.", "De types die er zijn: {names}."),
    "no_types": ("No node of the data has a type.", "Geen enkele knoop van de gegevens heeft een type."),
    "no_triples": ("The data says nothing: it has no triples.", "De gegevens zeggen niets: er zijn geen triples."),
    "hit": (
        "{hits} of {n} shape looked at nodes: {names}.|{hits} of {n} shapes looked at nodes: {names}.",
        "{hits} van {n} shape keek naar knopen: {names}.|{hits} van {n} shapes keken naar knopen: {names}.",
    ),
    "not_hit": ("No node in the data for: {names}.", "Geen knoop in de gegevens voor: {names}."),
    "untouched": ("No shape looked at nodes of type: {names}.", "Geen shape keek naar knopen van het type: {names}."),
    "repairs": ("Repaired before use:", "Hersteld voor gebruik:"),
    "rewritten": ("The data was read with these changes:", "De gegevens werden gelezen met deze wijzigingen:"),
    "near": ("Nearly the same:", "Bijna hetzelfde:"),
    "more": ("and {n} more", "en nog {n}"),
    "the_node": ("the node itself", "de knoop zelf"),
    "word_https": ("https", "https"),
    "word_http": ("http", "http"),
    "word_www": ("with www", "met www"),
    "word_no_www": ("without www", "zonder www"),
    "word_slash": ("with / at the end", "met / op het einde"),
    "word_no_slash": ("without / at the end", "zonder / op het einde"),
    "word_prefix": ("with its prefix declared", "met de prefix gedeclareerd"),
    "rule": ("rule {rule}", "regel {rule}"),
}


def say(key: str, language: str, n: int | None = None, **values: object) -> str:
    """A phrase in a language (English for one that is not there), in the singular or plural of `n`.

    >>> say("checked", "en", 1), say("checked", "nl", 94)
    ('1 node checked', '94 knopen gecontroleerd')
    """
    phrase = _PHRASES[key][1 if language == "nl" else 0]
    if n is not None:
        one, _, many = phrase.partition("|")
        phrase = one if n == 1 or not many else many
    return phrase.format(n=n, **values)


def without_value(message: str, value: str | None) -> str:
    """A message without the value that it begins with: what it says of any such value.

    >>> without_value("'90OO' has to be four digits", '"90OO"')
    'has to be four digits'
    """
    if value is not None:
        text = _text(value)
        for said in (f"'{text}'", f'"{text}"', repr(text), text, short(value), shown(value), value):
            rest = message.removeprefix(said)
            if said and rest != message and rest[:1] in (" ", ":", ","):
                return rest.lstrip(" :,")
    return message


def _text(term: str) -> str:
    if not term.startswith('"'):
        return term.strip("<>")
    try:
        return literal(term).text
    except ValueError:
        return term


def hint(found: str, meant: str, language: str) -> str:
    """In what two IRIs differ that are nearly the same: the scheme, www, a last slash; else what was meant.

    >>> hint("http://a.be/x", "https://a.be/x", "en"), hint("https://a.be/x/", "https://www.a.be/x", "en")
    ('https', 'with www, without / at the end')
    >>> hint("org:Role", "http://www.w3.org/ns/org#Role", "en")
    'with its prefix declared'
    """
    if "://" not in found:
        return say("word_prefix", language)
    if variant(found) != variant(meant):
        return short(meant)
    words = []
    (scheme, _, rest), (other, _, wanted) = found.partition("://"), meant.partition("://")
    if scheme != other and other in ("http", "https"):
        words.append(other)
    if rest.startswith("www.") != wanted.startswith("www."):
        words.append("www" if wanted.startswith("www.") else "no_www")
    if rest.endswith("/") != wanted.endswith("/"):
        words.append("slash" if wanted.endswith("/") else "no_slash")
    return ", ".join(say(f"word_{word}", language) for word in words)
