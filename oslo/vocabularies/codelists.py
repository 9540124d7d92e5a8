"""Code lists: the concept schemes that the library carries, and those that you add.

A list is a SKOS concept scheme. A concept is found by its notation, or by a label in any language;
for what is not found the nearest are told. Lists are read when the first one is asked for.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import InputError, Place
from ..files import folder
from ..namespaces import DCT, RDF, SKOS
from ..rdf.parsing import Format, FormatName, Source, format_of, parse
from ..words.text import nearest


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a list: its IRI, its notation, its labels by language, the concepts that mean the same."""

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
        """What people call it: the end of its IRI."""
        return re.sub(r".*(?:conceptscheme/|authority/|codelists:)", "", self.iri)

    def find(self, text: str) -> str | None:
        """The IRI of the concept with a notation or a label, capitals aside; None where there is none.

        >>> scheme("https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht").find("vrouwelijk")
        'https://data.vlaanderen.be/id/concept/IT000/Geslacht/2'

        Raises ValueError for a text that several concepts answer to.
        """
        found = self._by_text.get(_key(text), [])
        if len(found) > 1:
            raise ValueError(f"{text!r} is a code or label of several: {', '.join(sorted(found))}")
        return found[0] if found else None

    def unknown(self, text: str) -> str:
        """The message for a text that is no concept: the nearest codes, or the first ones."""
        close = difflib.get_close_matches(_key(text), self._by_text, n=3, cutoff=0.6)
        near = dict.fromkeys(str(self.codes[iri]) for each in close for iri in self._by_text[each])
        if near:
            return f"{text!r} is not in the code list {self.name}; did you mean {' or '.join(near)}?"
        some = [str(each) for each in self.codes.values()][:8]
        more = ", ..." if len(self.codes) > len(some) else ""
        return f"{text!r} is not in the code list {self.name}; there are {', '.join(some)}{more}"

    @cached_property
    def _by_text(self) -> dict[str, list[str]]:
        """Notations and labels to the concepts that have them; a notation goes before a label."""
        found: dict[str, list[str]] = {}
        for code in self.codes.values():
            found.setdefault(_key(code.notation), []).append(code.iri)
        notations = set(found)
        for code in self.codes.values():
            for key in {_key(label) for label in code.labels.values()} - notations:
                found.setdefault(key, []).append(code.iri)
        return found


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def code_list_files() -> list[Path]:
    """The files of the code lists that the library carries.

    >>> "geslacht.ttl" in [path.name for path in code_list_files()]
    True
    """
    return sorted((folder("vocabularies") / "codelists").glob("*.ttl"))


@cache
def _schemes() -> dict[str, Scheme]:
    return read(code_list_files())


def scheme(iri: str) -> Scheme | None:
    """The code list of an IRI, None for one that is not at hand."""
    return _schemes().get(iri)


@lru_cache(maxsize=1 << 14)
def resolve(scheme: str, text: str) -> str:
    """The IRI that a notation, a label or an IRI means in a code list; an IRI is taken as it is.

    >>> resolve("https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht", "2")
    'https://data.vlaanderen.be/id/concept/IT000/Geslacht/2'

    Raises ValueError for a text that is none of these, with the nearest codes. Of a list that is
    not at hand every text is taken for an IRI.
    """
    known = _schemes().get(scheme)
    if known is None:
        return text
    iri = known.find(text)
    if iri is None and (":" not in text or " " in text):
        raise ValueError(known.unknown(text))
    return iri or text


def named(name: str) -> Scheme:
    """The code list of a name (`IT000/Geslacht`, `geslacht`) or an IRI.

    Raises InputError for a name that none has, or several.
    """
    wanted = name.casefold()
    found = [each for each in schemes() if wanted in (each.iri.casefold(), each.name.casefold())]
    found = found or [each for each in schemes() if wanted in each.name.casefold().split("/")]
    if len(found) > 1:
        raise InputError(f"{name} is several code lists: say {' or '.join(each.name for each in found)}")
    if not found:
        raise InputError(f"no code list {name!r}{nearest(name, [each.name for each in schemes()])}")
    return found[0]


def fetched(url: str, *, allow_private: bool = False) -> tuple[str, list[Scheme]]:
    """A SKOS document from the network as Turtle text or as it came, and the code lists in it; see `oslo.rdf.fetch`.

    Raises InputError for what is not fetched, is no RDF, or has no concept scheme.
    """
    from ..rdf.fetch import fetch

    body = fetch(url, accept="text/turtle, application/n-triples;q=0.5", refresh=True, allow_private=allow_private)
    found = read([body], format_of(urlsplit(url).path) or Format.TURTLE, url)
    if not found:
        raise InputError("no code list in it: no skos:ConceptScheme with concepts", Place(url))
    return body.decode("utf-8"), list(found.values())


def schemes() -> list[Scheme]:
    """All code lists at hand, by their names."""
    return sorted(_schemes().values(), key=lambda each: each.name.casefold())


def add(source: Source, format: FormatName | None = None) -> list[Scheme]:
    """Take the code lists of a SKOS document in for this process, over those of the same IRI.

    A concept needs `skos:inScheme` and a `skos:prefLabel`; without `skos:notation` the end of its
    IRI is its notation. Raises InputError for a document without a concept scheme.

    >>> text = '''@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    ... <urn:x:zaal> a skos:ConceptScheme .
    ... <urn:x:zaal/1> skos:inScheme <urn:x:zaal> ; skos:prefLabel "Grote zaal"@nl .'''
    >>> [str(code) for scheme in add(text, Format.TURTLE) for code in scheme.codes.values()]
    ['1 (Grote zaal)']
    """
    found = read([source], format)
    if not found:
        raise InputError("no code list in it: no skos:ConceptScheme with concepts", Place(_name(source)))
    _schemes().update(found)
    resolve.cache_clear()
    return list(found.values())


def read(sources: Iterable[Source], format: FormatName | None = None, name: str | None = None) -> dict[str, Scheme]:
    """The concept schemes of some SKOS documents, by their IRI; `name` stands in messages."""
    said: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for source in sources:
        for quad in parse(source, format, name or _name(source)):
            subject, value = _text(quad.subject), (_text(quad.object), getattr(quad.object, "language", None) or "")
            said.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(value)
    made: dict[str, Scheme] = {}
    for iri, about in said.items():
        if (SKOS.ConceptScheme, "") in about.get(RDF.type, ()):
            titles = about.get(DCT.title) or about.get(SKOS.prefLabel, [])
            made[iri] = Scheme(iri, {language: text for text, language in titles}, {})
    for iri, about in sorted(said.items()):
        for home, _ in about.get(SKOS.inScheme, ()):
            if home in made:
                notation = about[SKOS.notation][0][0] if SKOS.notation in about else _end(iri)
                labels = {language: text for text, language in about.get(SKOS.prefLabel, ())}
                matches = tuple(match for match, _ in about.get(SKOS.exactMatch, ()))
                made[home].codes[iri] = Code(iri, notation, labels, matches)
    return {iri: each for iri, each in made.items() if each.codes}


def _text(term: Any) -> str:
    text: str = term.value
    return text


def _end(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _name(source: Source) -> str | None:
    return str(source) if isinstance(source, Path) else None
