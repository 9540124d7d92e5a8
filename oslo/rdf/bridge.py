"""N-Triples text to rdflib and back, term by term, for the libraries that work on its graphs: pySHACL, owlrl, pyRdfa.

rdflib normalises some literals (01 to 1) and logs a traceback for each invalid one; here it does neither.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..namespaces import PREFIXES, XSD
from .ntriples import literal, split_triples, term

if TYPE_CHECKING:
    import rdflib


def graph_of(texts: Iterable[str]) -> rdflib.Graph:
    r"""Pieces of N-Triples as a graph.

    >>> len(graph_of(['<urn:a> <urn:b> "c" .\n']))
    1
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="core")
    for name, space in PREFIXES.items():
        graph.bind(name, str(space))
    for piece in texts:
        for triple in split_triples(piece):
            graph.add(tuple(map(_to_node, triple)))  # type: ignore[arg-type]
    return graph


def _to_node(text: str) -> rdflib.term.Node:
    """An N-Triples term as an rdflib node."""
    import rdflib

    if text[0] == "<":
        return rdflib.URIRef(text[1:-1])
    if text[0] == "_":
        return rdflib.BNode(text[2:])
    value, datatype, language = literal(text)
    kind = None if language or datatype == XSD.string else rdflib.URIRef(datatype)
    return rdflib.Literal(value, lang=language, datatype=kind, normalize=False)


def term_of(node: Any) -> str:
    """An rdflib node as an N-Triples term."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        return term(str(node), node.datatype and str(node.datatype), node.language)
    return f"_:{node}" if isinstance(node, rdflib.BNode) else f"<{node}>"


@contextmanager
def as_written() -> Iterator[None]:
    """Keep rdflib from normalising literals and from logging invalid ones, which validation reports."""
    import rdflib

    log = logging.getLogger("rdflib.term")
    before, level = rdflib.NORMALIZE_LITERALS, log.level
    rdflib.NORMALIZE_LITERALS = False
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        log.setLevel(level)
