"""The names of properties and classes that people use, and the one that a mapping takes.

A property may be named as the profile names it (`alternatieveNaam`, `alternatieve naam`), by its term (`skos:altLabel`,
`altLabel`, its IRI), or by the label of that term in Dutch or English, if that is one property of the class.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ..model.description import ClassInfo, Profile, PropertyInfo
from ..namespaces import compact, split
from ..words.text import close_names, nearest
from .synonyms import DUTCH


def find_property(name: str, info: ClassInfo) -> PropertyInfo | None:
    """The one property of a class that a name stands for; None if it stands for none, or for several.

    >>> from oslo.model.description import describe
    >>> from oslo.models.persoon import Persoon
    >>> [find_property(each, describe(Persoon)).name for each in ("foaf:givenName", "volledigeNaam", "has birth")]
    ['voornaam', 'volledige_naam', 'heeft_geboorte']
    """
    by_name = {prop.name: prop for prop in info.properties}
    if name in by_name:
        return by_name[name]
    for forms in (_terms, _own_names, _local_names, _labels):
        found = [prop for prop in info.properties if _fold(name) in map(_fold, forms(prop))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def no_property(name: str, info: ClassInfo) -> str:
    """What to say of a name that stands for no property, or for several."""
    word = _fold(name)
    for forms in (_terms, _own_names, _local_names, _labels):
        found = [prop.name for prop in info.properties if word in map(_fold, forms(prop))]
        if len(found) > 1:
            return f"{info.name} has more than one such property: {', '.join(found)}"
    names = [prop.name for prop in info.properties]
    word = DUTCH.get(word, word)
    inside = [each for each in names if len(word) > 3 and word in _fold(each)]
    if inside and not close_names(name, names):
        return f"{info.name} has no such property; did you mean {' or '.join(inside[:3])}?"
    return f"{info.name} has no such property{nearest(name, names)}"


def no_class(name: str, profile: Profile) -> str:
    """What to say of a name that is no class of a profile."""
    classes = {cls.__name__: cls for cls in profile.classes}
    words = {_fold(name), *([] if "/" in name else map(_fold, re.split(r"[.:]", name)[1:]))}
    meant = [each for each, cls in classes.items() if words & {*map(_fold, _class_names(each, cls.iri or ""))}]
    if meant:
        return f"no class {name!r} in {profile.name}; did you mean {' or '.join(meant[:2])}?"
    elsewhere = [] if close_names(name, classes) else _profiles_with(name)
    has = f"; {' and '.join(elsewhere)} {'has' if len(elsewhere) == 1 else 'have'} it" if elsewhere else ""
    return f"no class {name!r} in {profile.name}{has}{nearest(name, classes)}"


def _class_names(name: str, iri: str) -> Sequence[str]:
    return name, iri, compact(iri) or iri, split(iri)[1]


def _profiles_with(name: str) -> list[str]:
    from ..models import MODULES, load_profile

    return [each for each in MODULES if any(cls.__name__ == name for cls in load_profile(each).classes)][:3]


# The names of a property, of one sort each; the sorts are tried in turn.


def _terms(prop: PropertyInfo) -> Iterable[str]:
    return [form for path in prop.paths for form in (path, compact(path) or path)]


def _own_names(prop: PropertyInfo) -> Iterable[str]:
    return prop.name, prop.json_name


def _local_names(prop: PropertyInfo) -> Iterable[str]:
    return [split(path)[1] for path in prop.paths]


def _labels(prop: PropertyInfo) -> Iterator[str]:
    from ..vocabularies.terms import label

    for path in prop.paths:
        yield from filter(None, (label(path, "nl"), label(path, "en")))


def _fold(name: str) -> str:
    """A name without case, accents, and the signs between its words; the colon of a prefix stays."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isalnum() or char in ":/#")
