"""Names for classes and fields: the words of the standard, as Python writes them.

>>> class_name("Belgisch adres"), field_name("heeftCliënt"), field_name("locator name")
('BelgischAdres', 'heeft_client', 'locator_name')
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic.alias_generators import to_camel

from ..errors import InputError, Place
from ..exchange.jsonld_terms import ActiveContext
from ..model.resource import Resource
from ..namespaces import PREFIXES, split
from ..rdf.parsing import load_json

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])")
TAKEN = frozenset(dir(Resource)) | {*Resource.model_fields} | {"str", "int", "float", "bool", "list", "dt"}
"""Names that a field may not have: those of the base class, and of types that it would hide from the annotations."""
_PREFIX_OF = {str(space): prefix for prefix, space in PREFIXES.items()}


def class_name(text: str) -> str:
    """Text as the name of a class."""
    name = "".join(word[0].upper() + word[1:] for word in _WORD.findall(_fold(text)))
    name = name if name.isidentifier() else f"X{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def field_name(text: str) -> str:
    """Text as the name of a field; a word that Python or the base class uses gets an underscore."""
    words = [part for word in _WORD.findall(_fold(text)) for part in _HUMP.split(word)]
    name = "_".join(words).lower()
    name = name if name.isidentifier() and name[0] != "_" else f"x_{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in TAKEN or name.startswith("model_") else name


def json_name(field: str) -> str:
    """The name of a field in JSON, without an underscore that avoids a word of Python.

    >>> json_name("is_deel_van"), json_name("class_")
    ('isDeelVan', 'class')
    """
    return to_camel(field[:-1] if field.endswith("_") and field != "id_" else field)


def _fold(text: str) -> str:
    """Text without accents and without characters that a Python name cannot have, in NFKC, as Python reads names."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(char if f"x{char}".isidentifier() else " " for char in unicodedata.normalize("NFKC", plain))


def alike(one: str, other: str) -> bool:
    """Whether two names are the same words."""
    return class_name(one).lower() == class_name(other).lower()


def qualified(name: str, iri: str, prefixes: Mapping[str, str]) -> str:
    """A class name after the prefix of its namespace, to distinguish it from another."""
    namespace = split(iri)[0]
    prefix = _PREFIX_OF.get(namespace) or prefixes.get(namespace) or namespace_words(namespace)
    return class_name(prefix) + name


def namespace_words(namespace: str) -> str:
    """The word by which a namespace is known: the last part of its path, or of its host.

    >>> namespace_words("http://www.cidoc-crm.org/cidoc-crm/"), namespace_words("https://linked.art/")
    ('cidoc-crm', 'linked.art')
    """
    host, *parts = [part for part in re.split(r"[/#]", namespace.partition("://")[2] or namespace) if part] or [""]
    parts = [re.sub(r"\.(ttl|rdf|owl|html?|jsonld)$", "", part) for part in parts]
    words = [part for part in parts if not re.fullmatch(r"v?[0-9][0-9.\-]*|ns|id|def|voc|terms", part)]
    return words[-1] if words else host.removeprefix("www.")


def unique(wanted: str, taken: Iterable[str], joint: str = "_") -> str:
    """A name that is not taken: with 2, 3 ... after it if needed."""
    used = set(taken)
    names = (wanted if number == 1 else f"{wanted}{joint}{number}" for number in range(1, len(used) + 2))
    return next(name for name in names if name not in used)


@dataclass
class ContextNames:
    """The terms of a JSON-LD context by what they mean, in any of the styles in use.

    Bare names, `Class.property`, and terms scoped to a class.
    """

    active: ActiveContext = field(default_factory=ActiveContext)

    def classes(self, iri: str) -> list[str]:
        """The terms for a class, the plainest first."""
        return [term.name for term in self.active.terms_for(iri) if term.name[:1].isupper() and "." not in term.name]

    def properties(self, cls: str, name: str, iri: str) -> list[str]:
        """The terms for a property of a class (its IRI and its name), the best first."""
        scoped = [
            inner.name
            for term in self.active.terms_for(cls)
            if isinstance(term.scoped, dict)
            for inner in ActiveContext().extended(term.scoped).terms_for(iri)
        ]
        own = [
            word
            for term in self._terms(iri)
            for owner, dot, word in [term.rpartition(".")]
            if dot and alike(owner, name)
        ]
        return [*scoped, *own]

    def everywhere(self, iri: str) -> list[str]:
        """The terms for a property that belong to no class, the plainest first."""
        return [term for term in self._terms(iri) if "." not in term]

    def _terms(self, iri: str) -> list[str]:
        return [term.name for term in self.active.terms_for(iri)]


def read_context(path: Path | None) -> ContextNames:
    """The terms of a JSON-LD context; InputError for a file that is not one."""
    if path is None:
        return ContextNames()
    try:
        document: Any = load_json(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(str(path))) from None
    if not isinstance(document, dict) or "@context" not in document:
        raise InputError("not a JSON-LD context: an object with @context", Place(str(path)))
    try:
        return ContextNames(ActiveContext().extended(document["@context"]))
    except InputError as error:
        raise InputError(error.message, Place(str(path))) from None
