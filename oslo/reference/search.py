"""The search page: an index of everything as JSON inside the page, and a script that looks in it.

The index stands in the page, because a browser does not let a page that is opened from a disk read
another file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..model.description import describe, documentation
from ..vocabularies.terms import label
from .page import Entry, Page
from .site import Site, profile_folder, property_anchor

PATH = "search.html"
SCRIPT = "search.js"
"""The script of the page: a file of this package, and of the site."""


def entries(site: Site) -> Iterator[Entry]:
    """All that can be found: profiles, classes, properties where they are declared, terms, code lists, codes."""
    for profile in site.profiles:
        folder = profile_folder(profile)
        yield profile.title, profile.name, "profile", profile.version, f"{folder}/index.html"
        for cls in profile.classes:
            info, page = describe(cls), site.class_page(cls, profile) or ""
            names = " ".join(filter(None, (label(info.iri, "nl"), label(info.iri, "en"))))
            yield cls.__name__, f"{names} {documentation(cls).summary}".strip(), "class", profile.title, page
            for prop in site.own(cls) if site.home(cls) is profile else ():
                names = " ".join(filter(None, (label(prop.path, "nl"), label(prop.path, "en"))))
                where = f"{cls.__name__}, {profile.title}"
                yield prop.json_name, names, "property", where, f"{page}#{property_anchor(prop)}"
    for vocabulary in site.vocabularies:
        yield vocabulary.titles["en"], vocabulary.namespace, "vocabulary", "", site.page(vocabulary.namespace) or ""
        for term in vocabulary.terms:
            name = term.iri.removeprefix(vocabulary.namespace)
            yield name, " ".join(term.labels.values()), "term", vocabulary.namespace, site.page(term.iri) or ""
    for scheme in site.schemes:
        yield scheme.name, " ".join(scheme.titles.values()), "code list", "", site.page(scheme.iri) or ""
        for each in scheme.codes.values():
            name = each.labels.get("nl") or next(iter(each.labels.values()), each.notation)
            words = f"{each.notation} {each.labels.get('en', '')}".strip()
            yield name, words, "code", scheme.name, site.page(each.iri) or ""


def search_page(site: Site, more: Iterable[Entry] = ()) -> Page:
    """The page with the index, and `more` in it; without a script it leads to the lists of the start page."""
    index = json.dumps([*more, *entries(site)], ensure_ascii=False, separators=(",", ":"))
    index = index.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("],[", "],\n[")
    html = (
        '<form role="search" id="search" action="search.html"><input type="search" name="q" '
        'aria-label="Name, label, code or word" placeholder="Name, label, code or word"/></form>\n'
        '<p id="count" role="status"></p><ol id="found"></ol>\n'
        "<noscript><p>Searching needs JavaScript. Without it, all is there from the "
        '<a href="index.html">lists of profiles, vocabularies and code lists</a>.</p></noscript>\n'
        f'<script type="application/json" id="index">{index}</script>\n'
    )
    return Page(PATH, "Search", html, script=SCRIPT)
