"""The message of a finding in each language.

The sentences are those of `sh:message` in the shapes, else our own: the tables `finding` and `kind` of `oslo/words`.
For a language the first of these is taken: a message in the language, in English, without a language, our own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..patterns import is_filled
from ..rdf.ntriples import LiteralTerm, literal, term
from ..rdf.terms import plain, short
from ..words.sentences import ENGLISH, languages, say, sentences

_HOLE = re.compile(r"\{[?$](\w+)\}")


def kind(term: str, language: str) -> str:
    """A datatype or node kind, for a message."""
    return sentences(language).get(f"kind.{short(term)}") or plain(term)


def messages(rule: str, limits: Mapping[str, str], value: str | None) -> dict[str, str]:
    """Our own message by language; `limits` has in each language what the shape requires.

    >>> messages("minLength", {"en": "3", "nl": "3"}, '"ab"')["nl"]
    "'ab' is korter dan 3 tekens"
    """
    key = f"finding.{rule}" if f"finding.{rule}" in sentences(ENGLISH) else "finding.else"
    return {name: say(key, name, limit=limits.get(name, ""), value=_shown(value), rule=rule) for name in languages()}


def besides(rule: str, limits: Mapping[str, str], value: str | None, why: str) -> dict[str, str]:
    """The same for what the profile as published asks, and `why` data in use leave it out.

    >>> besides("minCount", {"en": "1..1"}, None, "a list has no reasons")["en"]
    'is missing, but the published profile asks it (1..1); a list has no reasons'
    """
    key = f"published.{rule}"
    return {name: say(key, name, limit=limits.get(name, ""), value=_shown(value), why=why) for name in languages()}


def _shown(value: str | None) -> str:
    return "" if value is None else f"'{plain(value)}'" if value.startswith('"') else plain(value)


def by_language(own: Sequence[str], ours: Mapping[str, str]) -> dict[str, str]:
    """The messages of a shape by language, each language of ours with the best there is.

    >>> by_language(['"Geef a op"@nl-BE', '"a?"@fr'], {"en": "is missing", "nl": "ontbreekt"})
    {'fr': 'a?', 'nl-BE': 'Geef a op', 'en': 'is missing', 'nl': 'Geef a op'}
    """
    tagged: dict[str, list[str]] = {}
    for text, _, language in sorted(map(literal, own), key=lambda each: (each.language or "", each.text)):
        tagged.setdefault(language or "", []).append(text)
    said = {language: "; ".join(texts) for language, texts in tagged.items()}
    best = {name: next(_for_language(said, name), ours[name]) for name in ours}
    return {language: text for language, text in said.items() if language} | best


def _for_language(said: Mapping[str, str], language: str) -> Iterator[str]:
    """The messages that serve a language, the best first."""
    for wanted in (language, ENGLISH):
        near = [text for tag, text in said.items() if tag.lower().partition("-")[0] == wanted]
        exact = [text for tag, text in said.items() if tag.lower() == wanted]
        yield from (exact or near)[:1]
    if "" in said:
        yield said[""]


def filled(texts: Iterable[str], templates: Sequence[LiteralTerm], values: Mapping[str, str]) -> tuple[str, ...]:
    """Messages that an engine has filled in, as terms with the language of their template.

    An engine gives text without its language; `values` are for the placeholders that it left (SHACL, section 5.3.2).

    >>> templates = [literal('"no {?value}"@en'), literal('"geen {?value}"@nl')]
    >>> filled(["geen w", "no {?value}"], templates, {"value": "w"})
    ('"geen w"@nl', '"no w"@en')
    """
    found, left = [], sorted(templates, key=lambda each: -len("".join(_fixed(each.text))))  # the most exact first
    for text in texts:
        template = next((each for each in left if is_filled(_fixed(each.text), text)), None)
        if template is not None:
            left.remove(template)
            whole = _HOLE.sub(lambda hole: values.get(hole[1], hole[0]), text)
            found.append(term(whole, language=template.language))
    return tuple(found)


def _fixed(template: str) -> list[str]:
    """The text of a template around its placeholders."""
    return _HOLE.split(template)[::2]
