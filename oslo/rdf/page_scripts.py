"""JSON-LD in a web page: the scripts of type `application/ld+json` (JSON-LD 1.1, section 7; API, section 9.4).

Several scripts of a page are one document: their blank nodes with one label are one node. They are read by the base of
the page, which a `<base>` may give. If the IRI of the page has a fragment, only the script with that id is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urldefrag

from ..errors import InputError, Place
from .contexts import load_json
from .jsonld.iris import resolve

_TYPE = "application/ld+json"


def page_document(page: Any, iri: str, name: str | None = None) -> Any:
    """What the scripts of a page (a DOM) say, as one JSON-LD document; None if it has none.

    `iri`: that of the page; `name`: its file, in messages. Raises InputError for a script that is not JSON, and for
    a fragment that is not the id of such a script.
    """
    if fragment := unquote(urldefrag(iri).fragment):
        scripts = [_script_of(page, fragment, name)]
    else:
        scripts = [each for each in _elements(page, "script") if _holds_json_ld(each)]
    documents = [_parsed(script, number, name) for number, script in enumerate(scripts, 1)]
    if len(documents) < 2:
        return documents[0] if documents else None
    return [node for document in documents for node in (document if isinstance(document, list) else [document])]


def page_base(page: Any, iri: str) -> str:
    """The IRI that completes relative ones in a page: that of its `<base>`, else its own."""
    for element in _elements(page, "base"):
        if element.hasAttribute("href"):
            return resolve(iri, element.getAttribute("href").strip())
    return urldefrag(iri).url


def _elements(page: Any, tag: str) -> Iterator[Any]:
    yield from page.getElementsByTagName(tag)


def _holds_json_ld(script: Any) -> bool:
    return str(script.getAttribute("type")).partition(";")[0].strip().lower() == _TYPE


def _script_of(page: Any, fragment: str, name: str | None) -> Any:
    """The script with an id."""
    found = next((each for each in _elements(page, "*") if each.getAttribute("id") == fragment), None)
    if found is None or found.tagName.lower() != "script" or not _holds_json_ld(found):
        raise InputError(f"no script of type {_TYPE} has the id {fragment!r}", Place(name))
    return found


def _parsed(script: Any, number: int, name: str | None) -> Any:
    kinds = (script.TEXT_NODE, script.CDATA_SECTION_NODE)
    text = "".join(child.data for child in script.childNodes if child.nodeType in kinds)
    try:
        return load_json(text, None)
    except InputError as error:
        line = f", line {error.place.line} of it" if error.place and error.place.line else ""
        raise InputError(f"JSON-LD in script {number}{line}: {error.message}", Place(name)) from None
