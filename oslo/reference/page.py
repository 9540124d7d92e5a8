"""What all pages share: a frame, and the few pieces of HTML that pages are made of.

The frames are the files of `pages/`, which `fill` fills in. Pages are well-formed XML as well as
HTML, need no script, and refer to each other by relative links, so that a folder of them works
from a disk, below any path of a server, and in print. A value called `html` is markup already;
everything else goes through `text`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from string import Template
from urllib.parse import quote

from ..files import text_beside

File = tuple[str, str]
"""The path of a file below the root of the site, and its text."""

Link = tuple[str, str]
"""The text of a link, and the path of a page from the root of the site (with `#anchor`), or an IRI."""

Entry = tuple[str, str, str, str, str]
"""Something that can be found: its name, other words to find it by, what it is, where it is from, its page."""

PROFILES: Link = ("Profiles", "index.html#profiles")
VOCABULARIES: Link = ("Vocabularies", "index.html#vocabularies")
CODE_LISTS: Link = ("Code lists", "index.html#codelists")


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of a site share: its name, the links at the top, the paths of style and search.

    Paths are from the root of the site; `entries` are found by the search, besides those of the site
    itself. The default is the reference on its own.
    """

    name: str = "OSLO and ISA reference"
    links: tuple[Link, ...] = (PROFILES, VOCABULARIES, CODE_LISTS)
    home: str = "index.html"
    style: str = "style.css"
    search: str = "search.html"
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path, its title, its content, the links on the way to it, its other forms.

    `alternates` are media type and path of the same thing as RDF; `language` is that of the title.
    """

    path: str
    title: str
    html: str
    trail: tuple[Link, ...] = ()
    alternates: tuple[Link, ...] = ()
    language: str = "en"
    script: str | None = None

    def render(self, frame: Frame) -> str:
        """The whole page as text."""

        def link_to(words: str, path: str) -> str:
            return link(path, text(words), self.path)

        def address(path: str) -> str:
            return relative(path, self.path)

        trail = "".join(f"<li>{link_to(*each)}</li>" for each in self.trail)
        return fill(
            "page",
            title=self.title if self.title == frame.name else f"{self.title} - {frame.name}",
            style=address(frame.style),
            alternates_html="".join(
                f'<link rel="alternate" type="{kind}" href="{text(address(path))}"/>' for kind, path in self.alternates
            ),
            home_html=link_to(frame.name, frame.home),
            links_html=" ".join(link_to(*each) for each in frame.links),
            search=address(frame.search),
            trail_html=f'<nav aria-label="Where this page stands" class="trail"><ol>{trail}</ol></nav>'
            if trail
            else "",
            lang_html=lang_attribute(self.language),
            heading=self.title,
            content_html=self.html,
            script_html=f'<script src="{text(address(self.script))}"></script>' if self.script else "",
        )


def fill(name: str, **values: str) -> str:
    """A frame of `pages/`, filled in: values called `..._html` as they are, everything else escaped.

    >>> print(fill("codelist", facts_html="<dl></dl>", codes_html="1 &lt; 2"), end="")
    <dl></dl><section id="codes"><h2>Codes</h2>
    1 &lt; 2</section>
    >>> "<code>1 &lt; 2</code>" in fill("example", context="1 < 2")
    True
    """
    return _read_frame(name).substitute(
        {key: value if key.endswith("_html") else text(value) for key, value in values.items()}
    )


@cache
def _read_frame(name: str) -> Template:
    return Template(text_beside("oslo.reference", f"pages/{name}.html"))


def text(words: str) -> str:
    """Text, escaped for an element or a quoted attribute."""
    return escape(words)


def lang_attribute(language: str) -> str:
    """The attribute for text in another language than that of the page."""
    return "" if language == "en" else f' lang="{text(language)}"'


def text_in(language: str, words: str) -> str:
    """Text in a language, as HTML.

    >>> text_in("nl", "naam")
    '<span lang="nl">naam</span>'
    """
    return text(words) if language == "en" else f"<span{lang_attribute(language)}>{text(words)}</span>"


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def relative(path: str, page: str) -> str:
    """The address of a path of the site, relative to a page; an IRI stays as it is.

    >>> relative("profiles/adres/index.html#classes", "terms/data.example.be/ns.html")
    '../../profiles/adres/index.html#classes'
    """
    if _SCHEME.match(path):
        return path
    target, hash, anchor = path.partition("#")
    same = target == "" or (target == page and anchor)
    address = "" if same else posixpath.relpath(target, posixpath.dirname(page))
    return quote(address) + hash + quote(anchor)


def link(path: str, html: str, page: str) -> str:
    """A link on a page, to a path of the site or to an IRI; only http and https IRIs become links."""
    if _SCHEME.match(path) and not path.lower().startswith(("http://", "https://")):
        return html
    return f'<a href="{text(relative(path, page))}">{html}</a>'


def code(words: str) -> str:
    """An IRI, a name or a piece of syntax, as code."""
    return f"<code>{text(words)}</code>"


def block(name: str, words: str) -> str:
    """Some lines of syntax, which scroll inside their box if they are wide."""
    return f'<pre role="region" tabindex="0" aria-label="{text(name)}"><code>{text(words)}</code></pre>\n'


def section(anchor: str, title: str, html: str) -> str:
    """A part of a page, with a heading that can be linked to."""
    return f'<section id="{text(anchor)}"><h2>{text(title)}</h2>\n{html}</section>\n'


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], anchors: Iterable[str] = ()) -> str:
    """A table that scrolls inside its box if it is wide; the first cell of a row is its header.

    Cells are HTML; `anchors`: an id for each row.
    """
    ids = iter(anchors)
    head = "".join(f'<th scope="col">{text(each)}</th>' for each in heads)
    body = ""
    for first, *rest in rows:
        anchor = next(ids, None)
        row = f'<tr id="{text(anchor)}">' if anchor else "<tr>"
        body += f'{row}<th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>\n'
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{text(caption)}"><table>'
        f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>\n"
    )


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """A list of names and their values, which are HTML; names without a value are left out."""
    items = "".join(f"<div><dt>{text(name)}</dt><dd>{html}</dd></div>" for name, html in rows if html)
    return f'<dl class="facts">{items}</dl>\n'
