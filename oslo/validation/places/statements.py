"""Statements with the offsets of their terms, and how a blank node is known in two readings of one file.

The engine and the readers of this room give different labels to a blank node. Its way is the same for both: the node
with an IRI that leads to it, then each property and a number, since the values of a property keep their order. A blank
node to which nothing leads is known by its number among those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ...lint.turtle import BLANK, IRI, LITERAL, Term
from ...rdf.ntriples import literal

Way = tuple[Term | int, tuple[tuple[str, int], ...]]
Triple = tuple[Term, str, Term]


class Located(NamedTuple):
    """A statement and the offsets of its terms in the text."""

    subject: Term
    predicate: str
    object: Term
    subject_at: int
    predicate_at: int
    object_at: int


class Wanted(NamedTuple):
    """What a reader has to give: the statements about some nodes; `blanks`: those about all blank nodes too.

    `mentioned`: also the statements that have one of these nodes as their object.
    """

    subjects: frozenset[Term]
    mentioned: frozenset[Term] = frozenset()
    blanks: bool = False


def term_of(text: str) -> Term:
    """A term as N-Triples writes it; the language of a text in lower case, as parsers give it.

    >>> term_of("<urn:a>").value, term_of('"Gent"@NL').language
    ('urn:a', 'nl')
    """
    if text.startswith("<"):
        return Term(IRI, literal(f'"{text[1:-1]}"').text if "\\" in text else text[1:-1])
    if text.startswith("_:"):
        return Term(BLANK, text)
    value, datatype, language = literal(text)
    return Term(LITERAL, value, datatype, language and language.lower())


def ways(triples: Iterable[Triple]) -> dict[Term, Way]:
    """The way to each blank node of some triples, which are in the order of their file.

    >>> a, b = Term(IRI, "urn:a"), Term(BLANK, "b")
    >>> ways([(a, "urn:p", b)])[b] == (a, (("urn:p", 0),))
    True
    """
    parents: dict[Term, tuple[Term, str, int]] = {}
    subjects: dict[Term, None] = {}
    counts: Counter[tuple[Term, str]] = Counter()
    for subject, predicate, value in dict.fromkeys(triples):
        if value.kind == BLANK:
            parents.setdefault(value, (subject, predicate, counts[subject, predicate]))
            counts[subject, predicate] += 1
        if subject.kind == BLANK:
            subjects[subject] = None
    roots = {each: number for number, each in enumerate(node for node in subjects if node not in parents)}

    def way(node: Term) -> Way:
        steps: list[tuple[str, int]] = []
        seen: set[Term] = set()
        while node in parents and node not in seen:
            seen.add(node)
            node, predicate, number = parents[node]
            steps.append((predicate, number))
        return roots.get(node, node), tuple(reversed(steps))

    return {node: way(node) for node in parents.keys() | subjects.keys()}
