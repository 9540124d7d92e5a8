"""What else has to go when a part of a shape is left out, so that what remains finds nothing that the whole would not.

A shape without one of its parts is met by more nodes. Where it is required, that is a violation less; where it is
forbidden, as by sh:not, it would be a violation more. What forbids such a shape is left out too, and so on upward.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..namespaces import RDF, SH

Triple = tuple[str, str, str]
"""Subject, predicate and object, as in N-Triples."""

_REQUIRE = frozenset(f"<{SH[name]}>" for name in ("property", "node", "and", "or"))
_FORBID = frozenset(f"<{SH[name]}>" for name in ("not", "xone"))
_DEPEND = _FORBID | {f"<{SH.qualifiedValueShape}>"}
_LISTS = frozenset(f"<{SH[name]}>" for name in ("and", "or", "xone"))
_PROPERTY, _CLOSED, _QUALIFIED = f"<{SH.property}>", f"<{SH.closed}>", f"<{SH.qualifiedValueShape}>"
_IGNORED = f"<{SH.ignoredProperties}>"
_LEAST, _MOST = f"<{SH.qualifiedMinCount}>", f"<{SH.qualifiedMaxCount}>"
_DISJOINT = f"<{SH.qualifiedValueShapesDisjoint}>"
_COUNTED = frozenset((_QUALIFIED, _LEAST, _MOST, _DISJOINT))
_FIRST, _REST, _TYPE, _NODE_SHAPE = f"<{RDF.first}>", f"<{RDF.rest}>", f"<{RDF.type}>", f"<{SH.NodeShape}>"


def without(triples: list[Triple], gone: set[str], changed: set[str], repairs: Counter[str]) -> list[Triple]:
    """The triples without the shapes that are gone, and without what the loss would turn into more violations.

    `gone`: shapes that are left out; `changed`: shapes that lost a constraint otherwise. What is left out is counted
    in `repairs`. A shape that is gone and still required becomes one that every node meets.
    """
    if not gone and not (changed and any(p in _DEPEND for _, p, _ in triples)):
        return triples
    dropped = {each for each in triples if each[0] in gone or (each[1] == _PROPERTY and each[2] in gone)}
    lost_property = {s for s, p, o in triples if p == _PROPERTY and o in gone}
    weak = gone | changed | lost_property
    about = _by_subject(triples)
    for subject in sorted(lost_property - gone):
        closed = [each for each in about[subject] if each[1] == _CLOSED]
        _drop(closed, "of a shape that lost a property", dropped, repairs)
        dropped |= {each for each in about[subject] if closed and each[1] == _IGNORED}
    links = [each for each in triples if each[1] in _REQUIRE | _FORBID | {_QUALIFIED} and each[0] not in gone]
    size = -1
    while size != len(weak) + len(dropped):
        size = len(weak) + len(dropped)
        for link in links:
            subject, predicate, value = link
            if link in dropped or not weak.intersection(_members(about, value) if predicate in _LISTS else [value]):
                continue
            weak.add(subject)
            if predicate in _FORBID:
                _drop([link], "of a shape that is not whole", dropped, repairs)
            elif predicate == _QUALIFIED:
                weak |= _drop_counts(triples, about, subject, dropped, repairs)
    kept = [each for each in triples if each not in dropped]
    needed = gone & ({o for _, p, o in kept if p in _REQUIRE | {_QUALIFIED, _FIRST}})
    return kept + [(each, _TYPE, _NODE_SHAPE) for each in sorted(needed) if each[0] != '"']  # a literal is no shape


def _by_subject(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    about: dict[str, list[Triple]] = {}
    for each in triples:
        about.setdefault(each[0], []).append(each)
    return about


def _members(about: dict[str, list[Triple]], head: str) -> set[str]:
    members, seen = set[str](), set[str]()
    while head in about and head not in seen:
        seen.add(head)
        members |= {o for _, p, o in about[head] if p == _FIRST}
        head = next((o for _, p, o in about[head] if p == _REST), "")
    return members


def _drop(links: Iterable[Triple], why: str, dropped: set[Triple], repairs: Counter[str]) -> None:
    for each in links:
        if each not in dropped:
            dropped.add(each)
            repairs[f"sh:{each[1][len(str(SH)) + 1 : -1]} {why}: left out"] += 1


def _drop_counts(
    triples: list[Triple], about: dict[str, list[Triple]], subject: str, dropped: set[Triple], repairs: Counter[str]
) -> set[str]:
    """Leave out the most that a weak shape may be counted, and what its siblings count when values are disjoint.

    More values meet a weak shape: the least number is met all the more. A sibling with sh:qualifiedValueShapesDisjoint
    counts fewer values then. Returns the siblings that lost their counts.
    """
    _drop((each for each in about[subject] if each[1] == _MOST), "of a shape that is not whole", dropped, repairs)
    if not any(p == _LEAST for _, p, _ in about[subject]):
        dropped |= {each for each in about[subject] if each[1] in _COUNTED}
    parents = {s for s, p, o in triples if p == _PROPERTY and o == subject}
    siblings = {o for s, p, o in triples if p == _PROPERTY and s in parents and o != subject}
    disjoint = {
        each for each in siblings if any(p == _DISJOINT and '"false"' not in o for _, p, o in about.get(each, ()))
    }
    for each in sorted(disjoint):
        counts = [triple for triple in about[each] if triple[1] in _COUNTED and triple not in dropped]
        _drop(
            (triple for triple in counts if triple[1] == _QUALIFIED), "beside one that is not whole", dropped, repairs
        )
        dropped |= set(counts)
    return disjoint
