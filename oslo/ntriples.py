"""N-Triples lines: apart, into N-Quads, and in a form that does not depend on blank node labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from .namespaces import XSD, Iri


def statements(text: str) -> Iterator[tuple[str, str, str]]:
    r"""Subject, predicate and object of each line of N-Triples text as `oslo.rdf` writes it.

    >>> list(statements('<urn:a> <urn:b> "c d" .\n'))
    [('<urn:a>', '<urn:b>', '"c d"')]
    """
    for line in text.split(" .\n"):
        if line:
            subject, predicate, value = line.split(" ", 2)
            yield subject, predicate, value


def nquads(text: str, graph: Iri) -> str:
    """The same statements in a named graph."""
    return text.replace(" .\n", f" <{graph}> .\n")


def canonical(text: str) -> str:
    """The same statements with blank nodes named by what they say (RDFC-1.0), sorted."""
    import pyoxigraph as ox

    dataset = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad.triple} .\n" for quad in dataset))


class LiteralTerm(NamedTuple):
    """A literal, taken apart."""

    text: str
    datatype: str
    language: str | None


def literal(term: str) -> LiteralTerm:
    """The parts of a literal in N-Triples.

    >>> literal('"Gent"@nl')
    LiteralTerm(text='Gent', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='nl')
    """
    end = term.rindex('"')
    body, tail = term[1:end], term[end + 1 :]
    text = json.loads(f'"{body}"') if "\\" in body else body
    if tail.startswith("@"):
        return LiteralTerm(text, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", tail[1:])
    return LiteralTerm(text, tail[3:-1] if tail else XSD.string, None)
