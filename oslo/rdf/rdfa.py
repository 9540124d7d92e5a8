"""RDF from a web page: HTML with RDFa 1.1, as local authorities publish their decisions, and JSON-LD in its scripts.

pyRdfa (the extra `rdfa`) reads the RDFa, on a page parsed by html5lib. Nothing is fetched, literals stay as
written, the encoding is what the page says, else UTF-8, and the same page gives the same quads in the same order.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urldefrag

from ..errors import InputError, Place
from .contexts import ContextLoader
from .jsonld.reading import document_quads
from .limits import ATTRIBUTES, PAGE_LEVELS
from .page_scripts import page_base, page_document
from .relative import joined

if TYPE_CHECKING:
    import pyoxigraph as ox

_USES_VOCABULARY = "http://www.w3.org/ns/rdfa#usesVocabulary"  # added by the processor, not in the data
_ONE_AT_A_TIME = Lock()
_TAG = re.compile(rb"""<[A-Za-z](?:[^>"']|"[^"]*+"|'[^']*+')*+""")
_VALUE = re.compile(rb"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_PREFIX = re.compile(rb"""\bprefix\s*+=\s*+("[^"]*+"|'[^']*+')""", re.IGNORECASE)
_DECLARATIONS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--(?:(?!-->).)*+-->|<\?[^>]*+>)*+<!DOCTYPE[^>\[]*+\[", re.I | re.S
)


def page_quads(data: bytes, loader: ContextLoader) -> Iterator[ox.Quad]:
    """The quads of the RDFa in a page, sorted, then those of the JSON-LD in its scripts.

    `loader`: finds the contexts of the JSON-LD, and knows the name of the page in messages, and its IRI as the base.
    Relative links are completed by the first `<base href>` of the page (which that IRI completes), else by that IRI,
    else by `file:///NAME` (HTML, section 2.4.3; HTML+RDFa 1.1, section 3.1). If the IRI has a fragment, the script
    with that id is all that is read.
    Raises InputError if the extra `rdfa` is not installed, and for a page that cannot be read.
    """
    name = loader.name
    if find_spec("pyRdfa") is None:
        raise InputError("a page with RDFa needs the extra rdfa: pip install 'oslo-interop[rdfa]'", Place(name))
    iri = loader.base or f"file:///{quote(Path(name).name if name else 'page.html')}"
    nodes: dict[Any, Any] = {}
    try:
        page = _parse_page(data, name)
        _complete_base(page, iri)
        document = page_document(page, iri, name)
        triples = [] if urldefrag(iri).fragment else _parse_rdfa(page, iri)
        quads = [_to_quad(triple, nodes) for triple in triples if str(triple[1]) != _USES_VOCABULARY]
    except RecursionError:
        raise InputError("not a usable page: nested too deeply", Place(name)) from None
    except ValueError as error:
        raise InputError(str(error), Place(name)) from None
    yield from sorted(quads, key=str)
    if document is not None:
        yield from _script_quads(document, replace(loader, base=page_base(page, iri)))


def _script_quads(document: Any, loader: ContextLoader) -> list[ox.Quad]:
    """The quads of the scripts; none, with a note, if they cannot be read and notes are wanted."""
    try:
        return list(document_quads(document, loader))
    except ValueError as error:
        raise InputError(f"the base of the page is not an IRI: {loader.base!r}: {error}", Place(loader.name)) from None
    except InputError as error:
        if loader.notes is None:
            raise
        loader.notes.append(f"{loader.name or 'a page'}: the JSON-LD in its scripts was not read: {error.message}")
        return []


def _parse_page(data: bytes, name: str | None) -> Any:
    """The page as a DOM.

    Raises InputError for text in another encoding than it declares, for elements that are nested too deeply, and for a
    document type with declarations of its own, which HTML does not have.
    """
    from html5lib import HTMLParser, treebuilders

    if any(len(tag) > ATTRIBUTES and _names(tag) > ATTRIBUTES for tag in _TAG.findall(data)):
        message = f"an element with over {ATTRIBUTES} attributes or prefixes is not read"
        raise InputError(message, Place(name))
    if found := _DECLARATIONS.match(data):
        line = data.count(b"\n", 0, found.end()) + 1
        raise InputError("a page whose document type declares entities is not read", Place(name, line=line))

    class Builder(treebuilders.getTreeBuilder("dom")):  # type: ignore[misc]
        def insertElementNormal(self, token: Any) -> Any:  # noqa: N802  as it is called there
            if len(self.openElements) > PAGE_LEVELS:
                raise InputError(f"elements in over {PAGE_LEVELS} levels are not read", Place(name))
            return super().insertElementNormal(token)

    parser = HTMLParser(tree=Builder)
    page = parser.parse(io.BytesIO(data), default_encoding="utf-8", useChardet=False)
    try:
        data.decode(parser.documentEncoding)
    except UnicodeDecodeError as error:
        wrong = f"byte {data[error.start]:#04x} at {error.start}"
        raise InputError(f"not {parser.documentEncoding}: {wrong}", Place(name)) from None
    return page


def _names(tag: bytes) -> int:
    """About how many attributes a tag has, or prefixes, if these are more."""
    prefixes = max((len(each.split()) // 2 for each in _PREFIX.findall(tag)), default=0)
    return max(prefixes, len(_VALUE.sub(b" ", tag).split()))


def _complete_base(page: Any, address: str) -> None:
    """Make the first `<base href>` absolute, and take the others away: pyRdfa does neither."""
    bases = [each for each in page.getElementsByTagName("base") if each.hasAttribute("href")]
    for first in bases[:1]:
        first.setAttribute("href", joined(address, first.getAttribute("href").strip()))
    for other in bases[1:]:
        other.removeAttribute("href")


def _parse_rdfa(page: Any, base: str) -> list[tuple[Any, Any, Any]]:
    """The triples of a page in its order, which the graph that pyRdfa gives does not keep."""
    import rdflib
    from pyRdfa import ExecutionContext, Options, builtInTransformers, handle_prototypes, parse_one_node

    from .bridge import as_written

    class InOrder(rdflib.Graph):
        def add(self, triple: Any) -> Any:
            order.setdefault(triple)
            return super().add(triple)

    order: dict[tuple[Any, Any, Any], None] = {}
    with _ONE_AT_A_TIME, as_written():
        options, top, graph = Options(embedded_rdf=False), page.documentElement, InOrder()
        options.set_host_language("text/html")
        context = ExecutionContext(top, graph, base=base, options=options)
        for transform in builtInTransformers:
            transform(top, options, context)
        parse_one_node(top, graph, None, context, [])
        handle_prototypes(graph)  # it also removes triples
        return [triple for triple in order if triple in graph]


def _to_quad(triple: tuple[Any, Any, Any], nodes: dict[Any, Any]) -> ox.Quad:
    import pyoxigraph as ox

    subject, predicate, value = (_to_term(each, nodes) for each in triple)
    return ox.Quad(subject, predicate, value)


def _to_term(node: Any, nodes: dict[Any, Any]) -> Any:
    import pyoxigraph as ox
    import rdflib

    if isinstance(node, rdflib.BNode):
        return nodes.setdefault(node, ox.BlankNode(f"a{len(nodes):031x}"))  # as the parser's random labels
    if not isinstance(node, rdflib.Literal):
        try:
            return ox.NamedNode(str(node))
        except ValueError:
            raise ValueError(f"not an IRI: {str(node)!r}") from None
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
