"""The documentation as a site: these pages as HTML, with the reference of profiles and terms beside them.

    python docs/build.py -o DIR

Every file that `docs/index.md` leads to becomes a page: Markdown is rendered, a folder shows its
files, another file is taken along. Links between files become links between pages, and one that
leads nowhere stops the build. The reference stands in DIR/reference and is in the style of these
pages, or they in its.
"""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from oslo import InputError, OsloError
from oslo.errors import Place
from oslo.models import MODULES, load_profile
from oslo.reference import Frame, write_files, write_reference
from oslo.reference.page import Entry, Page, block, link, section, text

ROOT = Path(__file__).resolve().parent.parent
START = "docs/index.md"
REFERENCE = "reference"
NAME = "oslo"
FRAME = Frame(
    name=NAME,
    links=(("Documentation", "index.html"), ("Reference", f"{REFERENCE}/index.html")),
    style=f"{REFERENCE}/style.css",
    search=f"{REFERENCE}/search.html",
)


@dataclass
class Document:
    """A Markdown file: its tokens, its title, its headings of the second level with their anchors."""

    source: str
    tokens: list[Token]
    title: str = ""
    headings: list[tuple[str, str]] = field(default_factory=list)


def target(source: str) -> str:
    """Where a file of the repository stands on the site.

    >>> target("docs/mapping.md"), target("README.md"), target("docs/examples/magda"), target("LICENSE")
    ('mapping.html', 'README.html', 'examples/magda/index.html', 'LICENSE.html')
    """
    path = source.removeprefix("docs/")
    if (ROOT / source).is_dir():
        return f"{path}/index.html"
    stem, suffix = posixpath.splitext(path)
    return f"{stem}.html" if suffix in (".md", "") else path


def read(source: str) -> Document:
    """A Markdown file, its headings with the anchors that GitHub gives them."""
    markdown = MarkdownIt("commonmark").enable("table")
    document = Document(source, markdown.parse((ROOT / source).read_text("utf-8")))
    seen: dict[str, int] = {}
    for opening, inline in zip(document.tokens, document.tokens[1:], strict=False):
        if opening.type == "heading_open":
            words = words_of(inline)
            anchor = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            seen[anchor] = seen.get(anchor, -1) + 1
            opening.attrSet("id", f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
            if opening.tag == "h1":
                document.title = words
            elif opening.tag == "h2":
                document.headings.append((words, str(opening.attrGet("id"))))
    return document


def rendered(document: Document, found: list[str]) -> str:
    """The HTML of a document, less its title; the files that it links to are added to `found`."""
    markdown = MarkdownIt("commonmark", {"xhtmlOut": True, "html": False}).enable("table")
    for rule in (fence, code_block, table_open, table_close):
        markdown.add_render_rule(rule.__name__, rule)
    page = target(document.source)
    heading, below = document.title, 0
    for at, token in enumerate(document.tokens):
        if token.type == "heading_open":
            heading = words_of(document.tokens[at + 1])
        if token.type == "heading_close" and token.tag == "h1":
            below = at + 1
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.attrs.pop("style", None) == "text-align:right":
            token.attrSet("class", "right")
        token.meta["below"] = heading
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", address(str(child.attrGet("href")), document.source, page, found))
    return str(markdown.renderer.render(document.tokens[below:], markdown.options, {}))


def words_of(token: Token) -> str:
    """The text of a heading, without its marks."""
    return "".join(each.content for each in token.children or ())


# What is written otherwise than markdown-it does; `below` is the heading that a thing stands under.


def fence(self: object, tokens: list[Token], at: int, *_: object) -> str:
    """A block of code, with the name of the file that it is."""
    name = tokens[at].info.partition(" title=")[2].strip('"')
    title = f"<p><code>{text(name)}</code></p>\n" if name else ""
    return title + block(name or tokens[at].meta["below"], tokens[at].content)


def code_block(self: object, tokens: list[Token], at: int, *_: object) -> str:
    """A block of code that is set in."""
    return block(tokens[at].meta["below"], tokens[at].content)


def table_open(self: object, tokens: list[Token], at: int, *_: object) -> str:
    """A table, in a box of its own."""
    return f'<div class="wide" role="region" tabindex="0" aria-label="{text(tokens[at].meta["below"])}"><table>'


def table_close(self: object, tokens: list[Token], at: int, *_: object) -> str:
    """The end of a table and its box."""
    return "</table></div>\n"


def address(href: str, source: str, page: str, found: list[str]) -> str:
    """A link of a file as a link of its page."""
    path, hash, anchor = href.partition("#")
    if not path or "://" in path:
        return href
    file = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    if not (ROOT / file).exists():
        raise InputError(f"a link leads nowhere: {href}", Place(source))
    found.append(file)
    return posixpath.relpath(target(file), posixpath.dirname(page)) + hash + anchor


def navigation(index: Document, current: Document | str, page: str) -> str:
    """The pages that the index lists, under its headings; below the current one what is on it."""
    html = ""
    here = current if isinstance(current, str) else current.source
    for token in index.tokens:
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "strong_open":
                html += f"{'</ul>' if html else ''}<p>{text(children[at + 1].content)}</p><ul>"
            elif child.type == "link_open" and "<ul>" in html:
                file = posixpath.normpath(posixpath.join("docs", str(child.attrGet("href"))))
                words = text(children[at + 1].content)
                if file != here:
                    html += f"<li>{link(target(file), words, page)}</li>"
                else:
                    html += f'<li><b aria-current="page">{words}</b>{contents(current)}</li>'
    return f'<nav aria-label="Documentation" class="pages">{html}</ul></nav>'


def contents(document: Document | str) -> str:
    """What is on a page."""
    headings = [] if isinstance(document, str) else document.headings
    items = "".join(f'<li><a href="#{anchor}">{text(words)}</a></li>' for words, anchor in headings)
    return f"<ul>{items}</ul>" if items else ""


def pages() -> tuple[list[tuple[str, str]], list[Entry]]:
    """The files of the site, and what the search has to find on them."""
    index = read(START)
    waiting, seen = [START], {START}
    files: list[tuple[str, str]] = []
    entries: list[Entry] = []
    while waiting:
        source = waiting.pop(0)
        found: list[str] = []
        page = target(source)
        current: Document | str = source
        if source.endswith(".md"):
            current = read(source)
            title, html = current.title, rendered(current, found)
            entries.append((title, "", "page", "", f"../{page}"))
            entries += [(words, "", "page", title, f"../{page}#{anchor}") for words, anchor in current.headings]
        elif (ROOT / source).is_dir():
            title, html = posixpath.basename(source), "".join(folder_parts(source, found))
        elif page.endswith(".html"):
            title, html = posixpath.basename(source), block(source, (ROOT / source).read_text("utf-8"))
        else:
            files.append((page, (ROOT / source).read_text("utf-8")))
            continue
        trail = () if source == START else (("Documentation", "index.html"),)
        both = f'<div class="docs"><div class="text">{html}</div>\n{navigation(index, current, page)}</div>\n'
        files.append((page, Page(page, title, both, trail).render(FRAME)))
        waiting += [each for each in dict.fromkeys(found) if each not in seen]
        seen.update(found)
    return files, entries


def folder_parts(source: str, found: list[str]) -> Iterator[str]:
    """The files of a folder, each with its content."""
    for file in sorted(path for path in (ROOT / source).iterdir() if path.is_file()):
        name = file.name
        found.append(f"{source}/{name}")
        html = f"<p>{link(name, text(name), '')}</p>\n{block(name, file.read_text('utf-8'))}"
        yield section(name.replace(".", "-"), name, html)


def build(output: Path) -> int:
    """Write documentation and reference into a folder; the number of files."""
    files, entries = pages()
    inside = Frame(
        name=NAME,
        links=(("Documentation", "../index.html"), *Frame().links),
        home="../index.html",
        entries=tuple(entries),
    )
    return write_files(output, files) + write_reference(
        output / REFERENCE, [load_profile(name) for name in MODULES], inside
    )


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Make the documentation, with the reference, as a site.")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder to write it in")
    output = parser.parse_args().output
    try:
        number = build(output)
    except OsloError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stderr.write(f"{number} files written to {output}; start at {output / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
