"""Version objects to the things that they are versions of, each once, in its newest state.

An event stream (LDES) has a version object for each state of a thing: an IRI of its own, what it is a version of
(`dct:isVersionOf`) and since when (`prov:generatedAtTime`). Who wants the things as they are now materialises them.
The result needs the memory of the data, since any statement may be about the newest version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from ..errors import InputError
from ..namespaces import DCT, PROV, Iri
from .ntriples import literal, split_triples
from .parsing import FormatName
from .sources import Sources, several, texts

Statement = tuple[str, str, str]


def materialise_versions(
    sources: Sources,
    format: FormatName | None = None,
    *,
    version_of: Iri = DCT.isVersionOf,
    timestamp: Iri = PROV.generatedAtTime,
) -> str:
    """The newest version of each thing under the IRI of the thing, and all that is of no version, as N-Triples.

    A version has a `timestamp`; older ones go, with the parts below their IRI and the blank nodes that nothing else
    leads to. A node that is a version of something and has no timestamp (an organisation as it was, say) is taken
    as the thing itself. Links to any version become links to the thing.
    Raises InputError for a version of several things, and for a timestamp that is none.

    >>> turtle = '''
    ... @prefix dct: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> .
    ... <urn:p#1> dct:isVersionOf <urn:p> ; dct:title "P" ; prov:generatedAtTime "2026-03-01T10:00:00Z" .
    ... <urn:p#2> dct:isVersionOf <urn:p> ; dct:title "Q" ; prov:generatedAtTime "2026-03-01T10:30:00+01:00" .
    ... '''
    >>> print(materialise_versions(turtle, "turtle"), end="")
    <urn:p> <http://purl.org/dc/terms/title> "P" .
    <urn:p> <http://www.w3.org/ns/prov#generatedAtTime> "2026-03-01T10:00:00Z" .
    """
    said = [each for text in texts(several(sources), format) for each in split_triples(text)]
    things = _things(said, f"<{version_of}>")
    names = _Names(things)
    gone = _superseded(said, things, f"<{timestamp}>")
    dropped = _with_blank_nodes({each for each, _, _ in said if names.version_of(each) in gone}, said)
    kept = (
        f"{names[subject]} {predicate} {names[value]} .\n"
        for subject, predicate, value in said
        if subject not in dropped and predicate != f"<{version_of}>"
    )
    return "".join(dict.fromkeys(kept))


def _things(said: Iterable[Statement], version_of: str) -> dict[str, str]:
    """Version to thing."""
    things: dict[str, str] = {}
    for subject, predicate, value in said:
        if predicate == version_of and things.setdefault(subject, value) != value:
            raise InputError(f"{subject} is a version of {things[subject]} and of {value}")
    return things


def _superseded(said: Iterable[Statement], things: dict[str, str], timestamp: str) -> set[str]:
    """The versions that are not the newest of their thing; of two at one time the IRI decides."""
    versions: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for subject, predicate, value in said:
        if predicate == timestamp and subject in things:
            versions[things[subject]].append((_instant(subject, value), subject))
    return {version for each in versions.values() for _, version in each} - {max(each)[1] for each in versions.values()}


def _instant(version: str, value: str) -> datetime:
    try:
        found = datetime.fromisoformat(literal(value).text)
    except ValueError:
        raise InputError(f"{version}: the timestamp is no date and time: {value}") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class _Names(dict[str, str]):
    """Terms to what they are called in the result: versions and their parts by the thing, all others as they are."""

    def __init__(self, things: dict[str, str]) -> None:
        super().__init__(things)
        self._things = things

    def __missing__(self, term: str) -> str:
        version = self.version_of(term) if term.startswith("<") else term
        if version == term or not self._things.get(version, "").startswith("<"):
            return term
        below = term[len(version) - 1 : -1].lstrip("#/")
        thing = self._things[version][:-1]
        return f"{thing}{'/' if '#' in thing else '#'}{below}>"

    def version_of(self, node: str) -> str:
        """The version that a node is or stands below, else the node itself."""
        above = node
        while above not in self._things:
            cut = max(above.rfind("#"), above.rfind("/"))
            if not above.startswith("<") or cut < 0:
                return node
            above = f"{above[:cut]}>"
        return above


def _with_blank_nodes(dropped: set[str], said: Iterable[Statement]) -> set[str]:
    """The nodes with the blank nodes that only they lead to, and so on."""
    parents: defaultdict[str, set[str]] = defaultdict(set)
    children: defaultdict[str, set[str]] = defaultdict(set)
    for subject, _, value in said:
        if value.startswith("_:"):
            parents[value].add(subject)
            children[subject].add(value)
    waiting = sorted(dropped)
    while waiting:
        for child in children[waiting.pop()] - dropped:
            if parents[child] <= dropped:
                dropped.add(child)
                waiting.append(child)
    return dropped
