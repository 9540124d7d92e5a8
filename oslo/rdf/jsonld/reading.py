"""A JSON-LD document as quads: its contexts put in place, then read in the quick way or in our own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from ...errors import InputError, Place
from ..contexts import ContextLoader, levels
from ..limits import TOO_LONG
from ..relative import NO_BASE, refuse_relative
from .expansion import expanded
from .keywords import JsonLdError, is_blank
from .statements import blank_node, quads

if TYPE_CHECKING:
    import pyoxigraph as ox


_PART = r"[\w./~!$&'()*+,;=:@-]*+"
_IRI = rf"<(?:https?://[\w.-]++(?=[/?#>])|(?!x-)[A-Za-z][A-Za-z0-9+.-]*+:(?!//)){_PART}(?:\?{_PART})?(?:#{_PART})?>"
_NODE = rf"(?:{_IRI}|_:\w++)"
_TAG = r"@[a-z]{2,3}(?:-[A-Z]{2})?"
_TEXT = rf'"(?:[^"\\]++|\\.)*+"(?:\^\^{_IRI}|{_TAG})?'
_USUAL = re.compile(rf"{_NODE} {_IRI} (?:{_TEXT}|{_NODE})(?: {_NODE})?", re.ASCII)
"""Quads of which nothing has to be asked: their IRIs and language tags are well-formed, and no base completed them."""


_HALF = re.compile(rb"\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]")
"""Half of a character in JSON, of which the own way says what it is."""

_NODES = 200  # of a graph that are parsed together

_OF_VALUES = frozenset({"invalid IRI", "invalid typed value", "invalid language tag"})
"""The errors of which the value is in the document as it stands, and not in a context."""


def document_quads(
    document: Any, loader: ContextLoader, *, source: bytes = b"", lenient: bool = False, hint: str | None = None
) -> Iterator[ox.Quad]:
    """The quads of a parsed document, which is changed; `loader`: finds its contexts, and knows its name and base.

    `source`: its text, for the lines in messages. `hint`: given where no base is, what to do about relative
    IRIs, which are refused.
    `lenient`: invalid IRIs and language tags are kept, as far as the quick way reads the document.
    Raises InputError with the name of the document, and the contexts that it names, for what is not JSON-LD.
    """
    import pyoxigraph as ox

    base = loader.base or NO_BASE

    def refuse(quad: ox.Quad) -> ox.Quad:
        if hint is not None:
            refuse_relative(quad, source, loader.name, hint)
        return quad

    try:
        plain = loader.prepare(document)
        texts = list(map(_as_text, _parts(document))) if plain else []
        if texts and not any(text is None or _HALF.search(text) for text in texts):
            del document  # it takes several times the memory of its text
            parsed = (ox.parse(text, format=ox.RdfFormat.JSON_LD, base_iri=base, lenient=True) for text in texts)
            found = chain.from_iterable(parsed)
            yield from map(refuse, found) if lenient else _checked(found, refuse)
        else:
            yield from map(refuse, quads(expanded(document, loader.repaired, base), lenient=lenient))
    except (JsonLdError, SyntaxError) as error:
        message = error.msg if isinstance(error, SyntaxError) else f"not JSON-LD: {error}"
        named = ", ".join(loader.named)
        line = _line_of(source, error.what) if isinstance(error, JsonLdError) and error.code in _OF_VALUES else None
        place = Place(loader.name, line=line)
        raise InputError(f"{message} (with the context {named})" if named else message, place) from None
    except MemoryError:  # of the parser, which holds a text as a whole
        raise InputError(TOO_LONG, Place(loader.name)) from None
    except RecursionError:
        nested = f"nested too deeply ({levels(source)} levels)" if source else "nested too deeply"
        message = f"not usable JSON-LD: {nested}, or terms of a context are made of each other in too many steps"
        raise InputError(message, Place(loader.name)) from None


def _checked(quads: Iterable[ox.Quad], refuse: Callable[[ox.Quad], ox.Quad]) -> Iterator[ox.Quad]:
    """The quads without those of which the predicate is no IRI, but a blank node or a key without a meaning.

    JsonLdError for an IRI or a language tag that is not well-formed: when it is not lenient, the parser leaves such
    statements out without a word, as the standard has it (JSON-LD 1.1 API, section 8.2). `refuse`: what is done with
    quads in which a relative IRI may be.
    """
    import pyoxigraph as ox

    labels: dict[str, ox.BlankNode] = {}
    for quad in quads:
        if _USUAL.fullmatch(str(quad)):
            yield quad
        elif ":" in (name := quad.predicate.value) and not is_blank(name):
            terms = [_term(each, labels) for each in refuse(quad)]
            yield ox.Quad(terms[0], quad.predicate, *terms[2:])


def _term(term: Any, labels: dict[str, ox.BlankNode]) -> Any:
    """A term, if it is well-formed; a blank node may have any label in JSON-LD, and gets one of RDF from `labels`."""
    import pyoxigraph as ox

    code, what = "invalid IRI", getattr(term, "value", "")
    try:
        if isinstance(term, ox.NamedNode):
            ox.NamedNode(what)
        elif isinstance(term, ox.BlankNode):
            return labels.get(what) or labels.setdefault(what, blank_node(what))
        elif isinstance(term, ox.Literal) and term.language is not None:
            code, what = "invalid language tag", term.language
            ox.Literal("", language=what)
        elif isinstance(term, ox.Literal):
            code, what = "invalid typed value", term.datatype.value
            ox.NamedNode(what)
    except ValueError:
        raise JsonLdError(code, what.removeprefix(NO_BASE)) from None
    return term


def _line_of(source: bytes, value: object) -> int | None:
    """The first line with a text."""
    at = source.find(json.dumps(value, ensure_ascii=False).encode()) if isinstance(value, str) and value else -1
    return None if at < 0 else source.count(b"\n", 0, at) + 1


def _parts(document: Any) -> Iterator[Any]:
    """A document as several that say the same together: a parser takes the square of the time for very many nodes.

    Only one that is nothing but a context and a graph: else the nodes are in a graph with a name, or part of a node.
    """
    graph = document.get("@graph") if isinstance(document, dict) and document.keys() == {"@context", "@graph"} else None
    if not isinstance(graph, list) or len(graph) <= _NODES:
        yield document
        return
    for at in range(0, len(graph), _NODES):
        yield {**document, "@graph": graph[at : at + _NODES]}


def _as_text(document: Any) -> bytes | None:
    """A document as JSON text; None if a number in it is too large for that."""
    try:
        return json.dumps(document, allow_nan=False, check_circular=False, separators=(",", ":")).encode()
    except ValueError:
        return None
