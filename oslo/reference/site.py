"""Where everything is: the page of a class, a term, a code list or a concept.

    profiles/<profile>/index.html            a profile, with shapes.ttl and context.jsonld next to it
    profiles/<profile>/<Class>.html          a class, with its example as .ttl and .jsonld
    terms/<host>/<path>.html .ttl .jsonld    a term with that host and path
    terms/urn/<part>/<part>.html ...         a term with a urn

Pages under `profiles/` belong to this site; a page under `terms/` is where the IRI itself would lead, so
that a server can answer for it. A class of another vocabulary (`foaf:Person`) has no page there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from ..errors import OsloError
from ..model.description import Profile, PropertyInfo, describe
from ..model.resource import Resource
from ..vocabularies.codelists import Scheme, code_list_files, read
from ..vocabularies.terms import Vocabulary, vocabularies, vocabulary

Use = tuple[Profile, type[Resource], PropertyInfo]


@dataclass(frozen=True)
class Site:
    """The profiles, vocabularies and code lists of a site, and the paths of their pages."""

    profiles: tuple[Profile, ...]

    @cached_property
    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """The vocabularies that the library carries."""
        return tuple(vocabulary(name) for name in vocabularies())

    @cached_property
    def schemes(self) -> tuple[Scheme, ...]:
        """The code lists that the library carries."""
        schemes = read(code_list_files()).values()
        return tuple(sorted(schemes, key=lambda scheme: scheme.name.casefold()))

    def home(self, cls: type[Resource]) -> Profile | None:
        """The profile that a class is from: the one of its module, else the first that has it."""
        holders = [profile for profile in self.profiles if cls in profile.classes]
        of_its_module = (profile for profile in holders if profile.classes[0].__module__ == cls.__module__)
        return next(of_its_module, holders[0] if holders else None)

    def class_page(self, cls: type[Resource], near: Profile | None = None) -> str | None:
        """The page of a class, in the profile `near` if that has the class; None for a class without a page."""
        profile = near if near is not None and cls in near.classes else self.home(cls)
        return class_path(profile, cls) if profile else None

    def page(self, iri: str) -> str | None:
        """The page, and the place on it, of a term, code list or concept that the site describes."""
        return self._pages_by_iri.get(iri)

    @cached_property
    def _pages_by_iri(self) -> dict[str, str]:
        pages: dict[str, str] = {}
        for each in self.vocabularies:
            page = pages[each.namespace] = f"{iri_path(each.namespace)}.html"
            pages |= {term.iri: f"{page}#{term.iri.removeprefix(each.namespace)}" for term in each.terms}
        for scheme in self.schemes:
            pages |= {iri: f"{iri_path(iri)}.html" for iri in (scheme.iri, *scheme.codes)}
        return pages

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """By the IRI of a term or code list: the properties with that path or list, where they are declared."""
        uses: dict[str, list[Use]] = {}
        for profile, cls in self.at_home():
            for prop in self.own(cls):
                for iri in filter(None, (prop.path, prop.code_list)):
                    uses.setdefault(iri, []).append((profile, cls, prop))
        return uses

    @cached_property
    def classes(self) -> dict[str, list[tuple[Profile, type[Resource]]]]:
        """By IRI: its classes, each with the profile that it is from."""
        classes: dict[str, list[tuple[Profile, type[Resource]]]] = {}
        for profile, cls in self.at_home():
            classes.setdefault(describe(cls).iri, []).append((profile, cls))
        return classes

    def at_home(self) -> Iterator[tuple[Profile, type[Resource]]]:
        """Each class once, with the profile that it is from."""
        for profile in self.profiles:
            yield from ((profile, cls) for cls in profile.classes if self.home(cls) is profile)

    def own(self, cls: type[Resource]) -> list[PropertyInfo]:
        """The properties of a class that it does not inherit from another class of the site."""
        return own(cls, self._all_classes)

    @cached_property
    def _all_classes(self) -> frozenset[type[Resource]]:
        return frozenset(cls for profile in self.profiles for cls in profile.classes)


def profile_folder(profile: Profile) -> str:
    """The folder of a profile's pages."""
    return f"profiles/{profile.name}"


def profile_path(profile: Profile) -> str:
    """The page of a profile."""
    return f"{profile_folder(profile)}/index.html"


def class_path(profile: Profile, cls: type[Resource]) -> str:
    """The page of a class of a profile."""
    return f"{profile_folder(profile)}/{cls.__name__}.html"


def property_anchor(prop: PropertyInfo) -> str:
    """The anchor of a property on the page of its class; no section has such an anchor.

    >>> from oslo.models.persoon import Plaats
    >>> property_anchor(describe(Plaats).properties[0])
    'property-plaatsnaam'
    """
    return f"property-{prop.json_name}"


def declared_in(cls: type[Resource], name: str) -> type[Resource]:
    """The class that a property comes from: the one furthest up that has it.

    >>> from oslo.models.persoon import Geboorte
    >>> declared_in(Geboorte, "datum").__name__
    'Persoonsgebeurtenis'
    """
    return next(base for base in reversed(cls.__mro__) if name in getattr(base, "model_fields", ()))


def own(cls: type[Resource], among: Collection[type[Resource]]) -> list[PropertyInfo]:
    """The properties of a class that it does not inherit from one of some classes."""
    above = [base for base in cls.__mro__[1:] if issubclass(base, Resource) and base in among]
    return [prop for prop in describe(cls).properties if not any(prop.name in base.model_fields for base in above)]


def bases(cls: type[Resource]) -> list[type[Resource]]:
    """The model classes that a class derives from directly."""
    return [base for base in cls.__bases__ if issubclass(base, Resource) and base.iri is not None]


def iri_path(iri: str) -> str:
    """The path, without suffix, of the files that an IRI leads to; the part after # is an anchor on the page.

    >>> iri_path("https://data.vlaanderen.be/ns/persoon#Gezin")
    'terms/data.vlaanderen.be/ns/persoon'
    >>> iri_path("urn:oslo-interop:codelists:channel-type/counter")
    'terms/urn/oslo-interop/codelists/channel-type/counter'

    Raises OsloError for an IRI that cannot be the path of a file.
    """
    try:
        parts = urlsplit(iri)
    except ValueError:
        raise OsloError(f"no page can stand at {iri}: brackets in its host hold no address") from None
    host, rest = (parts.netloc, parts.path) if parts.scheme != "urn" else ("urn", f"/{parts.path.replace(':', '/')}")
    path = f"{host}{rest.rstrip('/')}"
    if not host or parts.query or not re.fullmatch(r"[\w.~-]+(/(?!\.+(/|$))[\w.~-]+)+", path):
        raise OsloError(f"no page can stand at {iri}: it needs a host and a plain path")
    return f"terms/{path}"


def unique_paths(paths: Sequence[str]) -> None:
    """Raise OsloError if two paths would be one file on a disk that ignores case."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(path.casefold(), path)
        if other != path:
            raise OsloError(f"two pages would be one file: {other} and {path}")
