"""What a schema is about: the classes of a profile, or one class, with all that they lead to.

Each class has a name of its own here, whatever modules they come from, and labels and meanings in Dutch and English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from ...errors import DescribeError
from ...model.description import ClassInfo, Profile, PropertyInfo, describe, reachable
from ...model.documentation import documentation
from ...model.resource import Resource
from ...rdf.terms import local
from ...vocabularies.terms import definition, label

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a schema is about.

    `roots`: the classes that were asked for; `infos`: these first, then all that their properties lead to; `names`:
    a name for each, and no two are equal but for capitals; `source` and `version`: those of the profile, if it is one.
    """

    name: str
    title: str
    version: str | None
    source: str | None
    language: str
    roots: tuple[type[Resource], ...]
    infos: tuple[ClassInfo, ...]
    names: Mapping[type[Resource], str]

    @classmethod
    def of(cls, what: Profile | type[Resource]) -> Subject:
        """The subject of a profile or a class; DescribeError for a class that cannot be described, or anything else."""
        if isinstance(what, Profile):
            infos = reachable(what.classes)
            names = _names([info.cls for info in infos])
            return cls(what.name, what.title, what.version, what.source, what.language, what.classes, infos, names)
        if isinstance(what, type) and issubclass(what, Resource):
            infos = reachable([what])
            names = _names([info.cls for info in infos])
            return cls(what.__name__, what.__name__, None, None, what.text_language, (what,), infos, names)
        raise DescribeError(f"{what!r} is neither a profile nor a model class")

    def bases(self, cls: type[Resource]) -> list[type[Resource]]:
        """The nearest classes here that a class derives from."""
        above = [base for base in cls.__mro__[1:] if base in self.names]
        return [base for base in above if not any(base in other.__mro__[1:] for other in above)]

    def own(self, info: ClassInfo) -> list[PropertyInfo]:
        """The properties that a class adds to those of the classes here that it derives from, or narrows."""
        above = {prop for base in self.bases(info.cls) for prop in describe(base).properties}
        return [prop for prop in info.properties if prop not in above]


def _names(classes: Sequence[type[Resource]]) -> dict[type[Resource], str]:
    """A name for each class: its own, or for the second of a name with its module: `PlaatsGeneriek`."""
    taken: set[str] = set()
    return {cls: distinct(cls.__name__, taken, f"{cls.__name__}{_module(cls)}") for cls in classes}


def _module(cls: type[Resource]) -> str:
    return "".join(part.capitalize() for part in cls.__module__.rpartition(".")[2].split("_"))


def distinct(name: str, taken: set[str], second: str | None = None) -> str:
    """A name that is not taken yet, capitals aside, and is from now on: itself, the `second`, or with a number.

    >>> taken: set[str] = set()
    >>> [distinct("Adres", taken), distinct("adres", taken, "adres_poi"), distinct("Adres", taken)]
    ['Adres', 'adres_poi', 'Adres_2']
    """
    options = chain([name, *([second] if second else [])], (f"{name}_{number}" for number in count(2)))
    found = next(each for each in options if each.lower() not in taken)
    taken.add(found.lower())
    return found


def labels(iri: str) -> dict[str, str]:
    """The labels of a term that the vocabularies describe, by language."""
    return {language: found for language in LANGUAGES if (found := label(iri, language))}


def title(prop: PropertyInfo, language: str) -> str:
    """What a property is called: by the label of its term if the profile names it after the term, else by its name."""
    label = labels(prop.path).get(language)
    return label if label and local(prop.path).lower() == prop.json_name.lower() else prop.json_name


def class_meanings(info: ClassInfo) -> dict[str, str]:
    """What a class is, by language: in Dutch as its vocabulary defines it, in English as the class does."""
    return _meanings(info.iri, documentation(info.cls).summary)


def meanings(info: ClassInfo, prop: PropertyInfo) -> dict[str, str]:
    """What a property means, by language."""
    return _meanings(prop.path, documentation(info.cls).properties.get(prop.name))


def _meanings(iri: str, english: str | None) -> dict[str, str]:
    found = {"nl": definition(iri, "nl"), "en": english or definition(iri, "en")}
    return {language: text for language, text in found.items() if text}
