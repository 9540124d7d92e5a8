"""Code lists: the concept schemes that come with the library, and those that you add.

A list is a SKOS concept scheme. A concept is found by its notation, or by a label in any language;
for other text the message has the nearest ones. Lists are read on first use.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import InputError, Place
from ..files import folder
from ..namespaces import DCT, RDF, SKOS
from ..rdf.parsing import Format, FormatName, ReadOptions, Source, format_of, parse
from ..words.text import nearest


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a list: its IRI, its notation, its labels by language, its exact matches."""

    iri: str
    notation: str
    labels: dict[str, str]
    matches: tuple[str, ...] = ()

    def __str__(self) -> str:
        label = self.labels.get("nl") or next(iter(self.labels.values()), "")
        return f"{self.notation} ({label})" if label not in ("", self.notation) else self.notation


@dataclass(frozen=True)
class Scheme:
    """A concept scheme: its IRI, its titles by language, its concepts by their IRI."""

    iri: str
    titles: dict[str, str]
    codes: dict[str, Code]

    @property
    def name(self) -> str:
        """The name for people: the end of its IRI."""
        return re.sub(r"^.*(?:conceptscheme/|authority/|codelists:)", "", self.iri)

    def find(self, text: str) -> str | None:
        """The IRI of the concept with a notation or a label, ignoring case; None if there is none.

        >>> scheme("https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht").find("vrouwelijk")
        'https://data.vlaanderen.be/id/concept/IT000/Geslacht/2'

        Raises ValueError for a text that stands for several concepts.
        """
        iris = self._by_text.get(_text_key(text), [])
        if len(iris) > 1:
            raise ValueError(f"{text!r} is a code or label of several concepts: {', '.join(sorted(iris))}")
        return iris[0] if iris else None

    def unknown(self, text: str) -> str:
        """The message for a text that is not a concept, with the nearest codes, or the first ones."""
        close = difflib.get_close_matches(_text_key(text), self._by_text, n=3, cutoff=0.6)
        near = dict.fromkeys(str(self.codes[iri]) for each in close for iri in self._by_text[each])
        if near:
            return f"{text!r} is not in the code list {self.name}; did you mean {' or '.join(near)}?"
        some = [str(each) for each in self.codes.values()][:8]
        more = ", ..." if len(self.codes) > len(some) else ""
        return f"{text!r} is not in the code list {self.name}; there are {', '.join(some)}{more}"

    @cached_property
    def _by_text(self) -> dict[str, list[str]]:
        """Notations and labels to the concepts that have them; a notation takes precedence over a label."""
        by_text: dict[str, list[str]] = {}
        for code in self.codes.values():
            by_text.setdefault(_text_key(code.notation), []).append(code.iri)
        notations = set(by_text)
        for code in self.codes.values():
            for key in {_text_key(label) for label in code.labels.values()} - notations:
                by_text.setdefault(key, []).append(code.iri)
        return by_text


def _text_key(text: str) -> str:
    return " ".join(text.split()).casefold()


def code_list_files() -> list[Path]:
    """The files of the code lists that come with the library.

    >>> "geslacht.ttl" in [path.name for path in code_list_files()]
    True
    """
    return sorted((folder("vocabularies") / "codelists").glob("*.ttl"))


@cache
def _schemes() -> dict[str, Scheme]:
    return read(code_list_files())


def scheme(iri: str) -> Scheme | None:
    """The code list of an IRI, None if it is not available."""
    return _schemes().get(iri)


@lru_cache(maxsize=1 << 14)
def resolve(scheme: str, text: str) -> str:
    """The IRI of the concept with a notation or a label in a code list; an IRI is returned unchanged.

    >>> resolve("https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht", "2")
    'https://data.vlaanderen.be/id/concept/IT000/Geslacht/2'

    Raises ValueError for other text, with the nearest codes. For a list that is not available, every
    text is returned unchanged.
    """
    known = _schemes().get(scheme)
    if known is None:
        return text
    iri = known.find(text)
    if iri is None and (":" not in text or " " in text):
        raise ValueError(known.unknown(text))
    return iri or text


def named(name: str) -> Scheme:
    """The code list with a name (`IT000/Geslacht`, `geslacht`) or an IRI.

    Raises InputError for a name of no list, or of several.
    """
    wanted = name.casefold()
    matches = [each for each in schemes() if wanted in (each.iri.casefold(), each.name.casefold())]
    matches = matches or [each for each in schemes() if wanted in each.name.casefold().split("/")]
    if len(matches) > 1:
        raise InputError(f"{name} stands for several code lists: give {' or '.join(each.name for each in matches)}")
    if not matches:
        raise InputError(f"no code list {name!r}{nearest(name, [each.name for each in schemes()])}")
    return matches[0]


def fetched(url: str, *, allow_private: bool = False) -> tuple[str, list[Scheme]]:
    """The text of a SKOS document from the web, and the code lists in it; see `oslo.rdf.fetch`.

    Raises InputError for a document that cannot be fetched, is not RDF, or has no concept scheme.
    """
    from ..rdf.fetch import fetch

    def lists_in(body: bytes, at: str) -> list[Scheme]:
        lists = read([body], format_of(urlsplit(at).path) or Format.TURTLE, at, at)
        if not lists:
            raise InputError("no code list in this document: no skos:ConceptScheme with concepts", Place(at))
        return list(lists.values())

    accept = "text/turtle, application/n-triples;q=0.5"
    body = fetch(url, accept=accept, refresh=True, allow_private=allow_private, check=lists_in)
    return body.decode("utf-8"), lists_in(body, url)


def schemes() -> list[Scheme]:
    """All available code lists, in the order of their names."""
    return sorted(_schemes().values(), key=lambda each: each.name.casefold())


@cache
def concepts() -> frozenset[str]:
    """The IRIs of the concepts of all available code lists, as terms of N-Triples."""
    return frozenset(f"<{iri}>" for each in _schemes().values() for iri in each.codes)


def add(source: Source, format: FormatName | None = None, *, base: str | None = None) -> list[Scheme]:
    """Add the code lists of a SKOS document for this process, replacing those with the same IRI.

    A concept needs `skos:inScheme` and a `skos:prefLabel`; without `skos:notation` the end of its
    IRI is its notation. `base` completes relative IRIs. Raises InputError for a document without a concept scheme.

    >>> text = '''@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    ... <urn:x:zaal> a skos:ConceptScheme .
    ... <urn:x:zaal/1> skos:inScheme <urn:x:zaal> ; skos:prefLabel "Grote zaal"@nl .'''
    >>> [str(code) for scheme in add(text, Format.TURTLE) for code in scheme.codes.values()]
    ['1 (Grote zaal)']
    """
    lists = read([source], format, base=base)
    if not lists:
        raise InputError(
            "no code list in this document: no skos:ConceptScheme with concepts", Place(_file_name(source))
        )
    take(lists)
    return list(lists.values())


_ADDED: dict[str, Scheme] = {}


def added() -> dict[str, Scheme]:
    """The code lists that were added, by their IRI: for another process to `take`."""
    return _ADDED


def take(lists: dict[str, Scheme]) -> None:
    """Add code lists that were read already."""
    _ADDED.update(lists)
    if lists:
        _schemes().update(lists)
        resolve.cache_clear()
        concepts.cache_clear()


def read(
    sources: Iterable[Source], format: FormatName | None = None, name: str | None = None, base: str | None = None
) -> dict[str, Scheme]:
    """The concept schemes of some SKOS documents, by their IRI; `name`: for messages; `base`: for relative IRIs."""
    nodes: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for source in sources:
        for quad in parse(source, format, name or _file_name(source), ReadOptions(base=base)):
            subject, text = getattr(quad.subject, "value", None), getattr(quad.object, "value", None)
            if subject and text is not None:  # a triple term says something of a statement, not of a concept (RDF 1.2)
                value = text, getattr(quad.object, "language", None) or ""
                nodes.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(value)
    lists: dict[str, Scheme] = {}
    for iri, about in nodes.items():
        if (SKOS.ConceptScheme, "") in about.get(RDF.type, ()):
            titles = about.get(DCT.title) or about.get(SKOS.prefLabel, [])
            lists[iri] = Scheme(iri, {language: text for text, language in titles}, {})
    for iri, about in sorted(nodes.items()):
        for home, _ in about.get(SKOS.inScheme, ()):
            if home in lists:
                notation = about[SKOS.notation][0][0] if SKOS.notation in about else _local_name(iri)
                labels = {language: text for text, language in about.get(SKOS.prefLabel, ())}
                matches = tuple(match for match, _ in about.get(SKOS.exactMatch, ()))
                lists[home].codes[iri] = Code(iri, notation, labels, matches)
    return {iri: each for iri, each in lists.items() if each.codes}


def _local_name(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _file_name(source: Source) -> str | None:
    return str(source) if isinstance(source, Path) else None
