"""The search page: an index of everything as JSON inside the page, and a script that searches it.

The index is in the page, because a browser does not let a page that is opened from a disk read
another file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..model.description import describe
from ..model.documentation import documentation
from ..vocabularies.terms import label
from .page import Entry, Page, fill
from .site import Site, class_path, profile_path, property_anchor

PATH = "search.html"
SCRIPT = "search.js"
"""The script of the page: a file of this package, and of the site."""


def entries(site: Site) -> Iterator[Entry]:
    """All that the search can find: profiles, classes, properties where they are declared, terms, code lists, codes."""
    for profile in site.profiles:
        yield profile.title, profile.name, "profile", profile.version, profile_path(profile)
        for cls in profile.classes:
            page = class_path(profile, cls)
            words = f"{_join_labels(describe(cls).iri)} {documentation(cls).summary}".strip()
            yield cls.__name__, words, "class", profile.title, page
            where = f"{cls.__name__}, {profile.title}"
            for prop in site.own(cls) if site.home(cls) is profile else ():
                yield prop.json_name, _join_labels(prop.path), "property", where, f"{page}#{property_anchor(prop)}"
    for vocabulary in site.vocabularies:
        yield vocabulary.titles["en"], vocabulary.namespace, "vocabulary", "", site.page(vocabulary.namespace) or ""
        for term in vocabulary.terms:
            name = term.iri.removeprefix(vocabulary.namespace)
            yield name, " ".join(term.labels.values()), "term", vocabulary.namespace, site.page(term.iri) or ""
    for scheme in site.schemes:
        yield scheme.name, " ".join(scheme.titles.values()), "code list", "", site.page(scheme.iri) or ""
        for concept in scheme.codes.values():
            name = concept.labels.get("nl") or next(iter(concept.labels.values()), concept.notation)
            words = f"{concept.notation} {concept.labels.get('en', '')}".strip()
            yield name, words, "code", scheme.name, site.page(concept.iri) or ""


def _join_labels(iri: str) -> str:
    return " ".join(filter(None, (label(iri, "nl"), label(iri, "en"))))


def search_page(site: Site, more: Iterable[Entry] = ()) -> Page:
    """The page with the index, including `more`; without a script it links to the lists of the start page."""
    index = json.dumps([*more, *entries(site)], ensure_ascii=False, separators=(",", ":"))
    index = index.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("],[", "],\n[")
    return Page(PATH, "Search", fill("search", index_html=index), script=SCRIPT)
