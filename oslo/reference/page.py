"""The frame of every page, and the few pieces of HTML that pages are made of.

Pages are well-formed XML as well as HTML, need no script, and refer to each other by relative
links, so that a folder of them works from a disk, below any path of a server, and in print. What
is called `html` is markup already; everything else goes through `text`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

Link = tuple[str, str]
"""Words, and the path of a page from the root of the site (with `#anchor`), or an IRI."""

Entry = tuple[str, str, str, str, str]
"""Something that can be found: its name, other words to find it by, what it is, where it is from, its page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of a site share: its name, the links at their top, where style and search stand.

    Paths count from the root of the site; `entries` are found by the search beside what the site
    has. The default is the reference on its own.
    """

    name: str = "OSLO and ISA reference"
    links: tuple[Link, ...] = (
        ("Profiles", "index.html#profiles"),
        ("Vocabularies", "index.html#vocabularies"),
        ("Code lists", "index.html#codelists"),
    )
    home: str = "index.html"
    style: str = "style.css"
    search: str = "search.html"
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it stands, its title, its content, the links on the way to it, its other forms.

    `alternates` are media type and path of the same thing as RDF; `language` is that of the title.
    """

    path: str
    title: str
    html: str
    trail: tuple[Link, ...] = ()
    alternates: tuple[Link, ...] = field(default=())
    language: str = "en"
    script: str | None = None

    def render(self, frame: Frame) -> str:
        """The whole page as text."""

        def to(words: str, path: str) -> str:
            return link(path, text(words), self.path)

        def address(path: str) -> str:
            return relative(path, self.path)

        same = "".join(
            f'<link rel="alternate" type="{kind}" href="{address(path)}"/>' for kind, path in self.alternates
        )
        trail = "".join(f"<li>{to(*each)}</li>" for each in self.trail)
        crumbs = f'<nav aria-label="Where this page stands" class="trail"><ol>{trail}</ol></nav>' if trail else ""
        script = f'<script src="{address(self.script)}"></script>' if self.script else ""
        heading = f"<h1{in_language(self.language)}>{text(self.title)}</h1>"
        title = self.title if self.title == frame.name else f"{self.title} - {frame.name}"
        return (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"/>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
            f'<meta name="color-scheme" content="light dark"/><title>{text(title)}</title>'
            f'<link rel="stylesheet" href="{address(frame.style)}"/>{same}</head>\n<body>'
            '<a class="skip" href="#content">To the content</a>\n'
            f'<header class="site"><b>{to(frame.name, frame.home)}</b>'
            f'<nav aria-label="Site">{" ".join(to(*each) for each in frame.links)}</nav>'
            f'<form role="search" action="{address(frame.search)}"><input type="search" name="q" '
            'aria-label="Search in the reference" placeholder="Search"/></form></header>\n'
            f'<main id="content">{crumbs}\n{heading}\n{self.html}</main>\n'
            f'<footer><a href="#content">To the top</a></footer>{script}</body></html>\n'
        )


def text(words: str) -> str:
    """Words, safe in an element and in an attribute between quotes."""
    return escape(words)


def in_language(language: str) -> str:
    """The attribute for words in another language than that of the page."""
    return "" if language == "en" else f' lang="{language}"'


def said(words: str, language: str) -> str:
    """Words in their language.

    >>> said("naam", "nl")
    '<span lang="nl">naam</span>'
    """
    return text(words) if language == "en" else f"<span{in_language(language)}>{text(words)}</span>"


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def relative(path: str, page: str) -> str:
    """The address of a path of the site, as a link on a page has it; an IRI stays as it is.

    >>> relative("profiles/adres/index.html#classes", "terms/data.example.be/ns.html")
    '../../profiles/adres/index.html#classes'
    """
    if _SCHEME.match(path):
        return escape(path)
    target, hash, anchor = path.partition("#")
    same = target == "" or (target == page and anchor)
    address = "" if same else posixpath.relpath(target, posixpath.dirname(page))
    return quote(address) + hash + quote(anchor)


def link(path: str, html: str, page: str) -> str:
    """A link on a page, to a path of the site or to an IRI; one that no browser should follow stays text."""
    if _SCHEME.match(path) and not path.lower().startswith(("http://", "https://")):
        return html
    return f'<a href="{relative(path, page)}">{html}</a>'


def code(words: str) -> str:
    """An IRI, a name, a piece of syntax."""
    return f"<code>{text(words)}</code>"


def block(name: str, words: str) -> str:
    """Some lines of syntax, that scroll inside their box where they are wide."""
    return f'<pre role="region" tabindex="0" aria-label="{text(name)}"><code>{text(words)}</code></pre>\n'


def section(anchor: str, title: str, html: str) -> str:
    """A part of a page, with a heading that can be linked to."""
    return f'<section id="{text(anchor)}"><h2>{text(title)}</h2>\n{html}</section>\n'


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], anchors: Iterable[str] = ()) -> str:
    """A table that scrolls inside its box where it is wide; the first cell of a row is its header.

    Cells are HTML; `anchors`: an id for each row.
    """
    ids = iter(anchors)
    top = "".join(f'<th scope="col">{text(each)}</th>' for each in heads)
    body = ""
    for first, *rest in rows:
        anchor = next(ids, None)
        row = f'<tr id="{text(anchor)}">' if anchor else "<tr>"
        body += f'{row}<th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>\n'
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{text(caption)}"><table>'
        f"<caption>{text(caption)}</caption><thead><tr>{top}</tr></thead>\n<tbody>{body}</tbody></table></div>\n"
    )


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Names and what they are, as a list; those without a value are left out. Values are HTML."""
    items = "".join(f"<div><dt>{text(name)}</dt><dd>{html}</dd></div>" for name, html in rows if html)
    return f'<dl class="facts">{items}</dl>\n'
