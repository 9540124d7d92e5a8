"""What holds for every site that is made here: sound pages, links that lead somewhere, nothing from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import lxml.etree
import lxml.html

LOADING = ("src", "srcset", "data", "poster", "action", "formaction", "background")
Element = lxml.html.HtmlElement


def site_of(folder: Path) -> dict[str, Element]:
    """The pages of a folder, by their paths."""
    paths = sorted(folder.rglob("*.html"))
    return {path.relative_to(folder).as_posix(): page_of(path.read_text("utf-8")) for path in paths}


def page_of(content: str) -> Element:
    """A page as HTML; it has to be well-formed XML too, or this raises."""
    lxml.etree.fromstring(content.partition("\n")[2].encode(), lxml.etree.XMLParser(resolve_entities=False))
    return lxml.html.document_fromstring(content)


def faults(path: str, page: Element) -> Iterator[str]:
    """What is wrong with one page in itself."""
    ids = page.xpath("//@id")
    yield from (f"{path}: id {each} twice" for each in {one for one in ids if ids.count(one) > 1})
    if not page.get("lang"):
        yield f"{path}: no lang"
    if len(page.xpath("//h1")) != 1 or not page.xpath("//h1")[0].text_content().strip():
        yield f"{path}: not one h1"
    if not (page.findtext(".//title") or "").strip():
        yield f"{path}: no title"
    if not page.xpath("//meta[@name='viewport']"):
        yield f"{path}: nothing for narrow screens"
    for svg in page.iter("svg"):
        if not (svg.findtext("title") or "").strip():
            yield f"{path}: svg without title"
    yield from (f"{path}: img without alt" for each in page.iter("img") if not each.get("alt"))
    for table in page.iter("table"):
        if not table.xpath("./thead/tr/th[@scope='col']"):
            yield f"{path}: table without headers"
        if table.getparent().get("class") != "wide" or not table.getparent().get("aria-label"):
            yield f"{path}: table without a named box of its own"
        widths = {len(row.xpath("./th|./td")) for row in table.iter("tr")}
        if len(widths) != 1:
            yield f"{path}: rows of {sorted(widths)} cells"
    for field in page.xpath("//input"):
        if not field.get("aria-label"):
            yield f"{path}: field without a name"
    for link in page.iter("a"):
        if not link.text_content().strip() or not link.get("href"):
            yield f"{path}: empty link {link.get('href')}"


def dead_links(folder: Path, pages: Mapping[str, Element]) -> Iterator[str]:
    """Links within the site that lead to no file, or to no place on a page."""
    anchors = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    for path, page in pages.items():
        for href in page.xpath("//a/@href|//link/@href|//script/@src|//form/@action"):
            if re.match(r"[a-z]+:", href):
                continue
            target, _, anchor = href.partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
            if not (folder / file).is_file():
                yield f"{path}: {href} leads to no file"
            elif anchor and unquote(anchor) not in anchors.get(file, ()):
                yield f"{path}: {href} leads to no place"


def unreached(pages: Mapping[str, Element], start: str = "index.html") -> set[str]:
    """The pages that no way of links leads to from the start page."""
    seen, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        for href in pages[path].xpath("//a/@href|//form/@action"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href.partition("#")[0])))
            if target in pages and target not in seen:
                seen.add(target)
                waiting.append(target)
    return set(pages) - seen


def from_elsewhere(path: str, page: Element) -> Iterator[str]:
    """What a page loads from, or sends to, another host, and what is no part of the files of its site."""
    yield from loaded_from_elsewhere(path, page)
    for element in page.iter():
        if "style" in element.attrib or any(name.startswith("on") for name in element.attrib):
            yield f"{path}: style or script in {element.tag}"


def loaded_from_elsewhere(path: str, page: Element) -> Iterator[str]:
    """What a page loads from, or sends to, another host."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        names = (*LOADING, "href") if element.tag not in ("a",) else LOADING
        for name in names:
            if re.match(r"([a-z]+:)?//", element.get(name, "")):
                yield f"{path}: {element.tag} {name}={element.get(name)}"
