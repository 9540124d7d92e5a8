"""A small RDF document in every syntax and layout that can say it, written here without the library.

Nodes without an IRI are labelled (`Label`) or nested (`Part`, `Items`); `plainly` says what the document means, with a
label of its own for each node.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Iri(NamedTuple):
    """An IRI."""

    iri: str


class Label(NamedTuple):
    """A node with a label."""

    label: str


class Text(NamedTuple):
    """A literal."""

    text: str
    language: str | None = None
    datatype: str | None = None


class Part(NamedTuple):
    """A node without a label, and what is said of it."""

    about: tuple[tuple[str, Term], ...]


class Items(NamedTuple):
    """A list."""

    members: tuple[Term, ...]


Term = Iri | Label | Text | Part | Items
Document = tuple[tuple[Iri | Label, str, Term], ...]
Line = tuple[str, str, str]


def _lines(document: Document, label: Callable[[str], str], unlabelled: Callable[[], str]) -> Iterator[Line]:
    def said(subject: str, predicate: str, value: Term) -> Iterator[Line]:
        if isinstance(value, Part):
            node = unlabelled()
            yield subject, f"<{predicate}>", node
            for inner, term in value.about:
                yield from said(node, inner, term)
        elif isinstance(value, Items):
            nodes = [*(unlabelled() for _ in value.members), f"<{RDF}nil>"]
            yield subject, f"<{predicate}>", nodes[0]
            for node, member, rest in zip(nodes, value.members, nodes[1:], strict=False):
                yield from said(node, f"{RDF}first", member)
                yield node, f"<{RDF}rest>", rest
        else:
            yield subject, f"<{predicate}>", _term(value, label)

    for subject, predicate, value in document:
        yield from said(_term(subject, label), predicate, value)


def _term(value: Term, label: Callable[[str], str]) -> str:
    match value:
        case Iri():
            return f"<{value.iri}>"
        case Label():
            return label(value.label)
        case Text():
            text = value.text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            kind = f"@{value.language}" if value.language else f"^^<{value.datatype}>" if value.datatype else ""
            return f'"{text}"{kind}'
    raise TypeError(value)


def plainly(document: Document, name: str) -> str:
    """The triples as N-Triples; `name` is in each label, so that those of two documents differ."""
    labels: dict[str, int] = {}
    numbers = count()
    lines = _lines(
        document,
        lambda label: f"_:{name}l{labels.setdefault(label, len(labels))}",
        lambda: f"_:{name}u{next(numbers)}",
    )
    return "".join(f"{s} {p} {o} .\n" for s, p, o in lines)


# N-Triples and N-Quads: each node has a label, here one that looks random.


def _escaped(term: str) -> str:
    """A term with its last letter escaped, and for a literal every letter."""
    if term.startswith("<"):
        return f"{term[:-2]}\\u{ord(term[-2]):04x}>"
    if term.startswith('"'):
        return re.sub(r"(?<=[\"a-z ])[a-z](?=.*\")", lambda match: f"\\U{ord(match[0]):08X}", term)
    return term


LAYOUTS: tuple[Callable[[str, str, str, str], str], ...] = (
    lambda s, p, o, end: f"{s} {p} {o}{end} .\n",
    lambda s, p, o, end: f"{s}\t{p}\t{o}{end}\t.\n",
    lambda s, p, o, end: f"{s}{p}{o}{end}.\n",
    lambda s, p, o, end: f"  {s}  {p}   {o} {end} .  \n",
    lambda s, p, o, end: f"{s} {p} {o}{end} . # {s} {p} {o} .\n",
    lambda s, p, o, end: f"{s} {p} {o}{end}. # {o} .\n",
    lambda s, p, o, end: f"# {s} {p} {o} .\n{s} {p} {o}{end} .\n",
    lambda s, p, o, end: f"\n \t\n{s} {p} {o}{end} .\n",
    lambda s, p, o, end: f"{s} {p} {o}{end} .\r\n",
    lambda s, p, o, end: f"{s} {p} {o}{end} .\r",
    lambda s, p, o, end: f"{_escaped(s)} {_escaped(p)} {_escaped(o)}{end} .\n",
)
"""How a line of N-Triples can be written; `end` is the graph in N-Quads, with a space before it."""


def ntriples(document: Document, layouts: list[int], graphs: tuple[str, ...] = ("",)) -> str:
    """N-Triples; `layouts` says for each line which it has, in turn. With `graphs`, in turn too, N-Quads."""
    numbers = count()
    lines = _lines(
        document,
        lambda label: f"_:{label}",
        lambda: f"_:{hashlib.md5(b'unlabelled %d' % next(numbers)).hexdigest()}",
    )
    return "".join(
        LAYOUTS[layouts[at % len(layouts)]](s, p, o, graphs[at % len(graphs)]) for at, (s, p, o) in enumerate(lines)
    )


def nquads(document: Document, layouts: list[int]) -> str:
    return ntriples(document, layouts, (" <urn:graph>", "", " _:graph"))


# Turtle, TriG, JSON-LD and RDF/XML: nodes can be nested.


def turtle(document: Document, layouts: list[int]) -> str:
    def node(value: Term) -> str:
        if isinstance(value, Part):
            return f"[ {' ; '.join(f'<{predicate}> {node(each)}' for predicate, each in value.about)} ]"
        if isinstance(value, Items):
            return f"( {' '.join(map(node, value.members))} )"
        return _term(value, lambda label: f"_:{label}")

    return "".join(f"{node(s)} <{p}> {node(o)} .\n" for s, p, o in document)


def trig(document: Document, layouts: list[int]) -> str:
    half = len(document) // 2
    return f"{turtle(document[:half], layouts)} <urn:graph> {{ {turtle(document[half:], layouts)} }}"


def jsonld(document: Document, layouts: list[int]) -> str:
    def node(value: Term) -> object:
        match value:
            case Iri():
                return {"@id": value.iri}
            case Label():
                return {"@id": f"_:{value.label}"}
            case Text():
                kinds = {"@language": value.language, "@type": value.datatype}
                return {"@value": value.text} | {key: kind for key, kind in kinds.items() if kind}
            case Items():
                return {"@list": list(map(node, value.members))}
            case Part():
                made: dict[str, list[object]] = {}
                for predicate, each in value.about:
                    made.setdefault(predicate, []).append(node(each))
                return made

    return json.dumps([{**node(s), p: node(o)} for s, p, o in document])  # type: ignore[dict-item]


def rdfxml(document: Document, layouts: list[int]) -> str:
    def element(predicate: str, value: Term) -> str:
        space, name = re.fullmatch("(.*[#:])(.*)", predicate).groups()  # type: ignore[union-attr]
        open_ = f"<p:{name} xmlns:p={quoteattr(space)}"
        match value:
            case Iri():
                return f"{open_} rdf:resource={quoteattr(value.iri)}/>"
            case Label():
                return f"{open_} rdf:nodeID={quoteattr(value.label)}/>"
            case Text():
                kind = f" xml:lang={quoteattr(value.language)}" if value.language else ""
                kind += f" rdf:datatype={quoteattr(value.datatype)}" if value.datatype else ""
                return f"{open_}{kind}>{escape(value.text)}</p:{name}>"
            case Part():
                inside = "".join(element(*each) for each in value.about)
                return f"{open_}><rdf:Description>{inside}</rdf:Description></p:{name}>"
            case Items():
                inner: Term = Iri(f"{RDF}nil")
                for member in reversed(value.members):
                    inner = Part(((f"{RDF}first", member), (f"{RDF}rest", inner)))
                return element(predicate, inner)

    def about(node: Iri | Label) -> str:
        return f"rdf:about={quoteattr(node.iri)}" if isinstance(node, Iri) else f"rdf:nodeID={quoteattr(node.label)}"

    rows = (f"<rdf:Description {about(s)}>{element(p, o)}</rdf:Description>\n" for s, p, o in document)
    return f'<rdf:RDF xmlns:rdf="{RDF}">\n{"".join(rows)}</rdf:RDF>'


FORMS: dict[str, Callable[[Document, list[int]], str]] = {
    ".nt": ntriples,
    ".nq": nquads,
    ".ttl": turtle,
    ".trig": trig,
    ".jsonld": jsonld,
    ".rdf": rdfxml,
}
"""Suffix to what writes a document in that syntax."""


def is_name(label: str) -> bool:
    """Whether a label can stand in RDF/XML."""
    return re.match(r"[^\W0-9]", label) is not None


def labels(document: Document) -> Iterator[str]:
    """The labels in a document."""
    waiting: list[Term] = [term for subject, _, value in document for term in (subject, value)]
    while waiting:
        match waiting.pop():
            case Label(label):
                yield label
            case Part(about):
                waiting += [term for _, term in about]
            case Items(members):
                waiting += members
