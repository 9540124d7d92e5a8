"""The message of a finding in each language, from the tables `finding` and `kind` of `oslo/words`."""

from __future__ import annotations

from collections.abc import Mapping

from ..rdf.terms import plain, short
from ..words.sentences import ENGLISH, languages, say, sentences


def kind(term: str, language: str) -> str:
    """A datatype or node kind, for a message."""
    return sentences(language).get(f"kind.{short(term)}") or plain(term)


def messages(rule: str, limits: Mapping[str, str], value: str | None) -> dict[str, str]:
    """The message by language; `limits` has in each language what the shape requires.

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
