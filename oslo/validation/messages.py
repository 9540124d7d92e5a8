"""What is wrong, in a sentence of each language: the tables `finding` and `kind` of `oslo/words`."""

from __future__ import annotations

from collections.abc import Mapping

from ..rdf.terms import plain, short
from ..words.sentences import ENGLISH, languages, say, sentences


def kind(term: str, language: str) -> str:
    """A datatype or node kind in words."""
    return sentences(language).get(f"kind.{short(term)}") or plain(term)


def messages(rule: str, limits: Mapping[str, str], value: str | None) -> dict[str, str]:
    """What is wrong, by language; `limits` says in each what the shape asks.

    >>> messages("minLength", {"en": "3", "nl": "3"}, '"ab"')["nl"]
    "'ab' is korter dan 3 tekens"
    """
    key = f"finding.{rule}" if f"finding.{rule}" in sentences(ENGLISH) else "finding.else"
    named = "" if value is None else f"'{plain(value)}'" if value.startswith('"') else plain(value)
    return {each: say(key, each, limit=limits.get(each, ""), value=named, rule=rule) for each in languages()}
