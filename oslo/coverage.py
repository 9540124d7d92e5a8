"""What shapes looked at in data, what they did not, and what they nearly did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .data_graph import DataGraph
from .findings import Coverage, NearMiss, ShapeCoverage
from .namespaces import OWL, RDF, RDFS
from .shapes_index import ShapesIndex, Target, short

_SCHEMA_SPACES = (str(RDF), str(RDFS), str(OWL))


def coverage(data: DataGraph, shapes: ShapesIndex, *, missing: bool) -> Coverage:
    """The coverage of some data; `missing`: properties were missed, so near misses of properties are looked for."""
    focus: set[str] = set()
    rows = []
    for target in shapes.targets:
        nodes = _nodes(data, target)
        focus |= nodes
        name = shapes.name(target.shape) or short(target.shape)
        rows.append(ShapeCoverage(target.shape[1:-1], name, f"{target.kind} {short(target.term)}", len(nodes)))
    looked_at = {kind for each in shapes.targets if each.kind == "class" for kind in _with_subclasses(data, each.term)}
    untouched = sorted(
        ((kind, len(nodes)) for kind, nodes in data.types.items() if kind not in looked_at and nodes - focus),
        key=lambda each: (-each[1], each[0]),
    )
    misses = near_misses(data, shapes, properties=missing or not focus)
    return Coverage(len(focus), tuple(rows), tuple((kind[1:-1], count) for kind, count in untouched), tuple(misses))


def _nodes(data: DataGraph, target: Target) -> set[str]:
    match target.kind:
        case "class":
            return data.instances(target.term)
        case "node":
            return {target.term}
        case "subjects of":
            return data.ends_of(target.term, objects=False)
    return data.ends_of(target.term, objects=True)


def _with_subclasses(data: DataGraph, kind: str) -> set[str]:
    found, waiting = set[str](), [kind]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += data.subclasses.get(each, ())
    return found


_SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)


def variant(iri: str) -> str:
    """What two IRIs have in common that differ by http or https, `www.`, or a last slash.

    >>> variant("https://www.w3.org/ns/org#Role") == variant("http://w3.org/ns/org#Role")
    True
    """
    return _SCHEME.sub("//", iri).rstrip("/")


def near_misses(data: DataGraph, shapes: ShapesIndex, *, properties: bool) -> list[NearMiss]:
    """Classes (and properties) of the data that are no term of the shapes, but a variant of one."""
    meant = {variant(term[1:-1]): term[1:-1] for term in shapes.terms}
    found = _misses("class", {kind: len(nodes) for kind, nodes in data.types.items()}, meant, shapes.terms)
    if properties:
        found += _misses("property", data.predicates, meant, shapes.terms)
    return sorted(found, key=lambda each: (-each.count, each.found))


def _misses(
    kind: str, counts: dict[str, int] | Counter[str], meant: dict[str, str], terms: Iterable[str]
) -> list[NearMiss]:
    known = set(terms)
    return [
        NearMiss(term[1:-1], meant[variant(term[1:-1])], count, kind)
        for term, count in counts.items()
        if term not in known and variant(term[1:-1]) in meant
    ]


def normalized(data: DataGraph, shapes: ShapesIndex) -> tuple[DataGraph, Counter[str]]:
    """The same data in which near misses are rewritten to what was meant, and how often each was."""
    rewritten: Counter[str] = Counter()
    text = data.text
    for miss in near_misses(data, shapes, properties=True):
        count = text.count(f"<{miss.found}>")
        text = text.replace(f"<{miss.found}>", f"<{miss.meant}>")
        rewritten[f"{miss.found} -> {miss.meant}"] += count
    return (DataGraph(text), rewritten) if rewritten else (data, rewritten)
