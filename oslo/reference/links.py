"""The links of a page to what the site describes: its classes, their properties, terms and concepts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.description import Profile, PropertyInfo, describe
from ..model.resource import Resource
from ..rdf.terms import short
from .page import code, link, text_in
from .site import Site, property_anchor


@dataclass(frozen=True, slots=True)
class Links:
    """Links as written on one page of a site."""

    site: Site
    page: str

    def to(self, path: str, html: str) -> str:
        """A link to a path of the site, or to an IRI itself."""
        return link(path, html, self.page)

    def to_iri(self, iri: str, html: str) -> str:
        """A link to the place of an IRI on this site, else to the IRI itself."""
        return self.to(self.site.page(iri) or iri, html)

    def to_term(self, iri: str) -> str:
        """An IRI in short, with a link."""
        return self.to_iri(iri, code(short(iri)))

    def to_class(self, profile: Profile, cls: type[Resource]) -> str:
        """The name of a class, with a link to its page if it has one, else to its IRI."""
        target = self.site.class_page(cls, profile) or describe(cls).iri
        return self.to(target, text_in(profile.language, cls.__name__))

    def to_classes(self, profile: Profile, classes: Iterable[type[Resource]]) -> str:
        """The names of classes, each with a link."""
        return ", ".join(self.to_class(profile, cls) for cls in classes)

    def to_property(self, profile: Profile, cls: type[Resource], prop: PropertyInfo) -> str:
        """A property of a class, with a link to its place on the page of the class."""
        place = f"{self.site.class_page(cls, profile)}#{property_anchor(prop)}"
        return self.to(place, text_in(profile.language, f"{cls.__name__}.{prop.json_name}"))
