"""Inference from data and vocabularies: types, broader properties, inverses, equivalents.

The closure of the vocabularies is computed once (RDFS and OWL RL, by owlrl) and kept as two tables:
the broader classes of a class, and what a statement implies by its predicate. Data is then streamed,
so the work grows with the data alone. Inferences from more than one statement at a time (transitive
and functional properties, property chains, restrictions) are not made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..errors import OsloError
from ..files.outputs import write_whole
from ..namespaces import OWL, RDF, RDFS, XSD
from ..rdf.fetch import cache_folder
from ..rdf.ntriples import split_triples
from ..rdf.parsing import Format, FormatName, ReadOptions, Source
from ..rdf.sources import PIECE, Sources, several, texts
from .terms import vocabularies as own_vocabularies

_TYPE = f"<{RDF.type}>"
# The part of a vocabulary that inference uses; labels and definitions are ignored.
_SCHEMA = (
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range,
    OWL.inverseOf, OWL.equivalentClass, OWL.equivalentProperty,
)  # fmt: skip
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.SymmetricProperty, RDFS.Class, RDF.Property)
_META = tuple(f"<{space}" for space in (RDF, RDFS, OWL, XSD))  # types of everything, and of literals
_VERSION = 1  # of the tables in the cache


@dataclass(frozen=True, slots=True)
class Implied:
    """What a statement `s p o` implies: each `q` of `s q o` and of `o q s`, and the classes of `s` and of `o`."""

    forward: tuple[str, ...] = ()
    backward: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The closure of vocabularies as tables; all terms as in N-Triples."""

    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    properties: dict[str, Implied] = field(default_factory=dict)


def infer(
    data: Sources,
    format: FormatName | None = None,
    *,
    vocabularies: Sequence[Source] | None = None,
    only_new: bool = False,
    base: str | None = None,
    graphs: set[str] | None = None,
    notes: list[str] | None = None,
) -> Iterator[str]:
    """The data with what follows from it, as pieces of N-Triples text, one for each run of lines about a node.

    `vocabularies`: by default those of the library. `only_new`: without the data itself. `base` completes relative
    IRIs. A triple that follows twice, or is elsewhere in the data, can occur twice. Named graphs are
    read as one graph; `graphs` is filled with their names, and `notes` with what was not read (`ReadOptions`).

    >>> text = '''@prefix p: <https://data.vlaanderen.be/ns/persoon#> .
    ... <urn:a> a p:Afstamming .'''
    >>> print("".join(infer(text, Format.TURTLE, only_new=True)), end="")
    <urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://data.vlaanderen.be/ns/persoon#Persoonsrelatie> .

    Raises InputError for data or vocabularies that cannot be read.
    """
    rules = rules_of(own_vocabularies().values()) if vocabularies is None else rules_of(vocabularies, base)
    options = ReadOptions(base=base, strict=True, graphs=graphs, notes=notes)
    for text in texts(several(data), format, options, piece=PIECE):
        yield from _infer_text(text, rules, only_new)


def _infer_text(text: str, rules: Rules, only_new: bool) -> Iterator[str]:
    """The data with what follows, run by run: consecutive lines about one subject."""
    rows = (line.split(" ", 2) for line in text.split("\n") if line)
    for subject, run in groupby(rows, itemgetter(0)):
        rows_of_subject = list(run)
        lines = dict.fromkeys(f"{subject} {predicate} {rest}\n" for _, predicate, rest in rows_of_subject)
        new: dict[str, None] = {}
        for _, predicate, rest in rows_of_subject:
            if predicate == _TYPE:
                for kind in rules.classes.get(rest[:-2], ()):
                    new[f"{subject} {_TYPE} {kind} .\n"] = None
            elif (more := rules.properties.get(predicate)) is not None:
                _add_implied(new, subject, rest, more)
        inferred = [line for line in new if line not in lines]
        if inferred or not only_new:
            yield "".join(inferred if only_new else [*lines, *inferred])


def _add_implied(new: dict[str, None], subject: str, rest: str, more: Implied) -> None:
    """Add what a statement implies; `rest` is its object and the full stop."""
    for predicate in more.forward:
        new[f"{subject} {predicate} {rest}\n"] = None
    for kind in more.subject:
        new[f"{subject} {_TYPE} {kind} .\n"] = None
    if rest[0] != '"':
        value = rest[:-2]
        for predicate in more.backward:
            new[f"{value} {predicate} {subject} .\n"] = None
        for kind in more.object:
            new[f"{value} {_TYPE} {kind} .\n"] = None


# The closure, computed once and cached.


def rules_of(vocabularies: Iterable[Source], base: str | None = None) -> Rules:
    """The closure of some vocabularies: from the user's cache, or computed and kept there."""
    pieces = texts(vocabularies, options=ReadOptions(base=base), without_name=Format.TURTLE)
    return _rules("".join(sorted(set(_schema_lines(pieces)))))


@lru_cache(maxsize=8)
def _rules(schema: str) -> Rules:
    name = hashlib.sha256(f"{_VERSION}\n{schema}".encode()).hexdigest()[:32]
    with suppress(OsloError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return _load_rules(json.loads((cache_folder() / f"closure-{name}.json").read_text("utf-8")))
    rules = _compute_rules(schema)
    with suppress(OsloError, OSError):  # without a cache, the next run only takes longer
        cache_folder().mkdir(parents=True, exist_ok=True)
        write_whole(cache_folder() / f"closure-{name}.json", json.dumps(asdict(rules)))
    return rules


def _load_rules(content: dict[str, Any]) -> Rules:
    classes = {kind: tuple(more) for kind, more in content["classes"].items()}
    rows = content["properties"].items()
    return Rules(classes, {each: Implied(**{key: tuple(value) for key, value in more.items()}) for each, more in rows})


def _schema_lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of N-Triples about classes and properties with an IRI."""
    predicates = {f"<{each}>" for each in _SCHEMA}
    kinds = {f"<{each}>" for each in _KINDS}
    for piece in pieces:
        for subject, predicate, value in split_triples(piece):
            if "_:" not in (subject[:2], value[:2]) and (
                predicate in predicates or (predicate == _TYPE and value in kinds)
            ):
                yield f"{subject} {predicate} {value} .\n"


def _compute_rules(schema: str) -> Rules:
    """The tables, from the closure of owlrl."""
    import owlrl
    from rdflib import URIRef

    from ..rdf.bridge import graph_of

    graph = graph_of([schema])
    owlrl.DeductiveClosure(owlrl.RDFS_OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)

    def pairs(predicate: str) -> dict[str, set[str]]:
        objects: dict[str, set[str]] = {}
        for subject, value in graph.subject_objects(URIRef(predicate)):
            if subject != value and isinstance(subject, URIRef) and isinstance(value, URIRef):
                objects.setdefault(f"<{subject}>", set()).add(f"<{value}>")
        return objects

    over = pairs(RDFS.subClassOf)
    classes = {kind: _with_broader([more], {}) for kind, more in sorted(over.items()) if not kind.startswith(_META)}
    broader, inverse = pairs(RDFS.subPropertyOf), pairs(OWL.inverseOf)
    for name, others in list(inverse.items()):
        for each in others:
            inverse.setdefault(each, set()).add(name)
    for node in graph.subjects(URIRef(RDF.type), URIRef(OWL.SymmetricProperty)):
        inverse.setdefault(f"<{node}>", set()).add(f"<{node}>")
    domains, ranges = pairs(RDFS.domain), pairs(RDFS.range)
    properties: dict[str, Implied] = {}
    for each in sorted({*broader, *inverse, *domains, *ranges}):
        forward, backward = _reached(each, broader, inverse)
        subject = _with_broader([*(domains.get(q, ()) for q in forward), *(ranges.get(q, ()) for q in backward)], over)
        value = _with_broader([*(ranges.get(q, ()) for q in forward), *(domains.get(q, ()) for q in backward)], over)
        implied = Implied(tuple(sorted(forward - {each})), tuple(sorted(backward)), subject, value)
        if implied != Implied() and not each.startswith(_META):
            properties[each] = implied
    return Rules({kind: more for kind, more in classes.items() if more}, properties)


def _reached(start: str, broader: dict[str, set[str]], inverse: dict[str, set[str]]) -> tuple[set[str], set[str]]:
    """The properties that a property implies in the same direction, and those in the opposite one."""
    ways: tuple[set[str], set[str]] = (set(), set())
    waiting = [(0, start)]
    while waiting:
        way, each = waiting.pop()
        if each not in ways[way]:
            ways[way].add(each)
            waiting += [(way, more) for more in broader.get(each, ())]
            waiting += [(1 - way, more) for more in inverse.get(each, ())]
    return ways


def _with_broader(groups: Iterable[Iterable[str]], over: dict[str, set[str]]) -> tuple[str, ...]:
    """Classes and their broader classes, without the types of everything and of literals."""
    kinds = {kind for group in groups for each in group for kind in (each, *over.get(each, ()))}
    return tuple(sorted(kind for kind in kinds if not kind.startswith(_META)))
