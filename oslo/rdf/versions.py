"""Version objects to the things that they are versions of, each once, in its newest state.

An event stream (LDES) has a version object for each state of a thing: an IRI of its own, what it is a version of
(`dct:isVersionOf`) and since when (`prov:generatedAtTime`). Materialising gives the things as they are now.
All data is held in memory, since any triple may be about the newest version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from ..errors import InputError
from ..namespaces import DCT, PROV, Iri
from .ntriples import literal, split_triples
from .parsing import FormatName, ReadOptions
from .sources import Sources, several, texts

Statement = tuple[str, str, str]


def materialise_versions(
    sources: Sources,
    format: FormatName | None = None,
    *,
    version_of: Iri = DCT.isVersionOf,
    timestamp: Iri = PROV.generatedAtTime,
    base: str | None = None,
) -> str:
    """The newest version of each thing under the IRI of the thing, and all triples of other nodes, as N-Triples.

    A version has a `timestamp`; older versions are dropped, with the parts below their IRI and the blank nodes that
    only they lead to. A version without a timestamp (an organisation as it was, for example) is taken as the thing
    itself. Links to any version become links to the thing. `base` completes relative IRIs.
    Raises InputError for a version of several things, and for an invalid timestamp.

    >>> turtle = '''
    ... @prefix dct: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> .
    ... <urn:p#1> dct:isVersionOf <urn:p> ; dct:title "P" ; prov:generatedAtTime "2026-03-01T10:00:00Z" .
    ... <urn:p#2> dct:isVersionOf <urn:p> ; dct:title "Q" ; prov:generatedAtTime "2026-03-01T10:30:00+01:00" .
    ... '''
    >>> print(materialise_versions(turtle, "turtle"), end="")
    <urn:p> <http://purl.org/dc/terms/title> "P" .
    <urn:p> <http://www.w3.org/ns/prov#generatedAtTime> "2026-03-01T10:00:00Z" .
    """
    read = texts(several(sources), format, ReadOptions(base=base))
    triples = [triple for text in read for triple in split_triples(text)]
    things = _things_by_version(triples, f"<{version_of}>")
    names = _Names(things)
    superseded = _superseded(triples, things, f"<{timestamp}>")
    nodes = {subject for subject, _, _ in triples if names.version_of(subject) in superseded}
    dropped = _with_blank_nodes(nodes, triples)
    kept = (
        f"{names[subject]} {predicate} {names[value]} .\n"
        for subject, predicate, value in triples
        if subject not in dropped and predicate != f"<{version_of}>"
    )
    return "".join(dict.fromkeys(kept))


def _things_by_version(triples: Iterable[Statement], version_of: str) -> dict[str, str]:
    things: dict[str, str] = {}
    for subject, predicate, value in triples:
        if predicate == version_of and things.setdefault(subject, value) != value:
            raise InputError(f"{subject} is a version of {things[subject]} and of {value}")
    return things


def _superseded(triples: Iterable[Statement], things: dict[str, str], timestamp: str) -> set[str]:
    """The versions that are not the newest of their thing; of two with the same time, the greater IRI is the newest."""
    states: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for subject, predicate, value in triples:
        if predicate == timestamp and subject in things:
            states[things[subject]].append((_parse_instant(subject, value), subject))
    newest = {max(versions)[1] for versions in states.values()}
    return {version for versions in states.values() for _, version in versions} - newest


def _parse_instant(version: str, value: str) -> datetime:
    try:
        instant = datetime.fromisoformat(literal(value).text)
    except ValueError:
        raise InputError(f"{version}: the timestamp is not a date and time: {value}") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


class _Names(dict[str, str]):
    """Terms to their names in the result: versions and their parts by the IRI of the thing, all others unchanged."""

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
        """The version that a node is, or whose IRI it extends; else the node itself."""
        above = node
        while above not in self._things:
            cut = max(above.rfind("#"), above.rfind("/"))
            if not above.startswith("<") or cut < 0:
                return node
            above = f"{above[:cut]}>"
        return above


def _with_blank_nodes(dropped: set[str], triples: Iterable[Statement]) -> set[str]:
    """The nodes, and the blank nodes that can be reached only from them."""
    parents: defaultdict[str, set[str]] = defaultdict(set)
    children: defaultdict[str, set[str]] = defaultdict(set)
    for subject, _, value in triples:
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
