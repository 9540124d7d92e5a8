"""Between classes and RDF: `write` and `read`, in every syntax.

All of it follows from the description of a class: the writers, the reader, JSON-LD contexts and SHACL shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from ..errors import OutputError
from ..model.resource import Resource
from ..namespaces import Iri
from ..rdf.parsing import Format, FormatName, Source, format_of, parse
from .documents import document_context
from .lines import Listen, lines
from .reading import Reading, read, read_all

if TYPE_CHECKING:
    import rdflib

__all__ = ["Format", "Reading", "Source", "format_of", "parse", "read", "read_all", "to_graph", "write", "write_pieces"]


def write(
    resources: Resource | Iterable[Resource],
    format: FormatName = Format.TURTLE,
    *,
    context: Any = None,
    graph: Iri | None = None,
    blank_nodes: bool = False,
) -> str:
    """Resources as RDF text; the same resources give the same bytes.

    `context`: any JSON-LD context, used unchanged (default: the one made from the classes). `graph`: the
    name of the graph in N-Quads and TriG; `blank_nodes`: write parts without an id as blank nodes, not as IRIs.
    Raises InputError for a context that every reader would refuse; `repair_context` may repair it.

    >>> from oslo.models.persoon import Plaats
    >>> print(write(Plaats(id="https://data.example.be/id/plaats/1", plaatsnaam="Gent")))
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix geo: <http://www.opengis.net/ont/geosparql#> .
    @prefix locn: <http://www.w3.org/ns/locn#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <BLANKLINE>
    <https://data.example.be/id/plaats/1> a dct:Location ;
        rdfs:label "Gent"@nl .
    <BLANKLINE>
    <BLANKLINE>
    """
    if isinstance(resources, Resource):
        resources = [resources]
    return "".join(write_pieces(resources, format, context=context, graph=graph, blank_nodes=blank_nodes))


def write_pieces(
    resources: Iterable[Resource],
    format: FormatName = Format.TURTLE,
    *,
    classes: Iterable[type[Resource]] = (),
    context: Any = None,
    graph: Iri | None = None,
    blank_nodes: bool = False,
    listen: Listen | None = None,
) -> Iterator[str]:
    r"""As `write`, in pieces and with one resource in memory at a time (RDF/XML: all).

    `classes`: the classes to expect, for the prefixes and the context at the top; by default the
    class of the first resource. `listen` is called with each resource and its own text, which is the same for
    equal resources, before it is given.

    >>> from oslo.models.persoon import Plaats
    >>> places = (Plaats(id=f"urn:{name}", plaatsnaam=name) for name in ("Aalst", "Gent"))
    >>> "".join(write_pieces(places, Format.NTRIPLES)).count("\n")
    4
    """
    chosen = Format(format)  # an unknown name is refused here, before the first piece
    _check_graph(chosen, graph)
    return _pieces(resources, chosen, list(dict.fromkeys(classes)), context, graph, blank_nodes, listen)


def _pieces(
    resources: Iterable[Resource],
    format: Format,
    classes: list[type[Resource]],
    context: Any,
    graph: Iri | None,
    blank_nodes: bool,
    listen: Listen | None,
) -> Iterator[str]:
    stream = iter(resources)
    first = next(stream, None)
    known = classes or ([type(first)] if first is not None else [])
    whole = chain([first], stream) if first is not None else iter(())
    if format is Format.TURTLE and not blank_nodes:
        from .turtle_blocks import blocks

        yield from blocks(whole, known, listen)
    else:
        yield from render(
            lines(whole, blank_nodes=blank_nodes, listen=listen), format, known, context=context, graph=graph
        )


def render(
    texts: Iterable[str],
    format: Format,
    classes: list[type[Resource]],
    *,
    context: Any = None,
    graph: Iri | None = None,
) -> Iterator[str]:
    """Pieces of N-Triples text, one per resource, in another syntax.

    Raises OutputError for what the syntax cannot say, with the reason.
    """
    _check_graph(format, graph)
    match format:
        case Format.NTRIPLES:
            yield from texts
        case Format.NQUADS if graph is None:
            yield from texts
        case Format.NQUADS:
            from ..rdf.ntriples import nquads

            assert graph is not None
            yield from (nquads(text, graph) for text in texts)
        case Format.TURTLE | Format.TRIG:
            from .turtle import turtle

            yield from turtle(texts, classes, graph)
        case Format.JSONLD:
            from .jsonld import jsonld

            yield from jsonld(texts, document_context(classes, context))
        case Format.RDFXML:
            from .rdfxml import rdfxml

            yield rdfxml(texts)
        case Format.RDFA:
            raise OutputError("RDFa is read, not written: choose another format")


def _check_graph(format: Format, graph: Iri | None) -> None:
    if graph is not None and format not in (Format.NQUADS, Format.TRIG):
        raise OutputError(f"graph: {format} has no names of graphs: choose nquads or trig")


def to_graph(resources: Resource | Iterable[Resource]) -> rdflib.Graph:
    """Resources as an `rdflib.Graph`.

    >>> from oslo.models.persoon import Plaats
    >>> len(to_graph(Plaats(plaatsnaam="Gent")))
    2
    """
    from ..rdf.bridge import graph_of

    return graph_of(lines([resources] if isinstance(resources, Resource) else resources))
