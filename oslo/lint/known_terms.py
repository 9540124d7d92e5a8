"""Names of well-known vocabularies, from `known/*.toml`: whether a vocabulary has a term, and what kind of term it is.

Only the vocabularies in those files are judged; of any other IRI nothing is said.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..files import text_beside
from ..namespaces import OWL, RDF, RDFS, split
from ..rdf.near_terms import FORMER
from .terms import MISSPELT, MISSPELT_TERMS

_FILES = ("outside", "flanders", "schema")
_KINDS = ("classes", "properties", "datatypes", "others", "adopted")
_NOT_A_NAME = re.compile(r"_[0-9]+|.*[?=&%].*|.*\.(?:html?|rdf|ttl|owl|xsd|xml|json|jsonld)")
"""Members of containers (`rdf:_1`), and documents that stand beside the terms."""
_FAMILY = (str(RDF), str(RDFS), str(OWL))
"""Vocabularies that are easily taken for each other: rdf:Class is rdfs:Class."""
_ALIKE = 0.8
_NEARLY = 0.88


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of a vocabulary, each with its kinds; `partial`: it has more names than are listed."""

    kinds: Mapping[str, frozenset[str]]
    partial: bool


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """The vocabularies by their namespace.

    >>> sorted(vocabularies()["http://xmlns.com/foaf/0.1/"].kinds["Person"])
    ['classes']
    """
    import tomllib

    found: dict[str, Vocabulary] = {}
    for file in _FILES:
        for table in tomllib.loads(text_beside("oslo.lint", f"known/{file}.toml")).values():
            kinds: dict[str, frozenset[str]] = {}
            for kind in _KINDS:
                for name in table.get(kind, "").split():
                    kinds[name] = kinds.get(name, frozenset()) | {kind}
            vocabulary = Vocabulary(kinds, table.get("partial", False))
            found |= dict.fromkeys(table["namespaces"], vocabulary)
    return found


def vocabulary_of(iri: str) -> tuple[str, str, Vocabulary] | None:
    """The namespace (as its publisher spells it), the local name and the vocabulary of a term; None if not known."""
    namespace, name = split(iri)
    namespace = MISSPELT.get(namespace, namespace)
    vocabulary = vocabularies().get(namespace)
    return (namespace, name, vocabulary) if vocabulary and name and not _NOT_A_NAME.fullmatch(name) else None


def kinds_of(iri: str) -> frozenset[str]:
    """The kinds of a term, empty if it is not known.

    >>> kinds_of("http://www.w3.org/ns/locn#address"), kinds_of("http://example.org/address")
    (frozenset({'properties'}), frozenset())
    """
    found = vocabulary_of(iri)
    return found[2].kinds.get(found[1], frozenset()) if found else frozenset()


def unknown(iri: str) -> str | None:
    """For a term that its vocabulary does not have, the IRI that was probably meant or ""; else None.

    >>> unknown("http://xmlns.com/foaf/0.1/familyname"), unknown("http://xmlns.com/foaf/0.1/name")
    ('http://xmlns.com/foaf/0.1/familyName', None)
    """
    found = vocabulary_of(iri)
    if found is None or found[1] in found[2].kinds or iri in MISSPELT_TERMS:
        return None
    namespace, name, vocabulary = found
    if iri in FORMER:
        return FORMER[iri]
    names = frozenset(each for each, kinds in vocabulary.kinds.items() if kinds != {"others"} or vocabulary.partial)
    near = near_name(name, names, _NEARLY if vocabulary.partial else _ALIKE)
    if not near and namespace in _FAMILY:
        return next((f"{each}{name}" for each in _FAMILY if kinds_of(f"{each}{name}")), "")
    return None if vocabulary.partial and not near else near and namespace + near


@cache
def _stems() -> tuple[tuple[str, ...], Mapping[str, str]]:
    stems = {namespace.rstrip("#/"): namespace for namespace in vocabularies()}
    return tuple(stems), stems


def unseparated(iri: str) -> str | None:
    """The namespace of a term whose namespace was written without its last sign; None for any other IRI.

    >>> unseparated("http://www.w3.org/ns/shaclminCount")
    'http://www.w3.org/ns/shacl#'
    """
    stems, namespaces = _stems()
    if not iri.startswith(stems):
        return None
    meant = (
        namespaces[stem] for stem in stems if iri.startswith(stem) and kinds_of(namespaces[stem] + iri[len(stem) :])
    )
    return next(meant, None)


def near_name(name: str, names: frozenset[str], alike: float = _ALIKE) -> str:
    """The name that was probably meant: the same in another case, else the one that is most alike, else "".

    >>> near_name("minCout", frozenset({"minCount", "maxCount"}))
    'minCount'
    """
    same = [each for each in names if each.casefold() == name.casefold()]
    return (same or difflib.get_close_matches(name, names, n=1, cutoff=alike) or [""])[0]
