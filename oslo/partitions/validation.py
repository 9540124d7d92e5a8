"""Triples against shapes, partition by partition.

A shape looks from a focus node along some links (`steps`). So a partition can be checked when it has all that is said
of its nodes, and of the nodes so many links away. The engine brings that together by keys, with its own operators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from ..errors import InputError, OsloError
from ..model.description import Profile
from ..model.published import Strength
from ..namespaces import RDF, RDFS
from ..rdf.ntriples import is_canonical, split_triples
from ..rdf.sources import Sources
from ..validation.batches import BATCH, Batch
from ..validation.data import DataGraph
from ..validation.findings import Report
from ..validation.partial import Partial
from ..validation.validator import Validator
from .rows import Row, Rows, is_frame, on_rows_or_frame, packed, rows_in, unpacked

_TYPE = f"<{RDF.type}>"
_SUBCLASS = f" <{RDFS.subClassOf}> "


class Validation:
    r"""The check of triples against a profile (or the name of a ready one), or against shapes.

    In this order:

    1. `nodes`: lines of N-Triples become rows `node`, with a subject as the key and what is said of it as the text.
    2. `links`: all rows `node` become rows `link`, with the key of a node that one leads to.
    3. `around`, `steps` times: the rows `node` and `link` of one key become rows `around`, with the key of the node
       that the link comes from, and the rows `link` for the next time.
    4. `check`: all rows `node` and `around` of some keys become a row `report`.
    5. `report`: all rows `report` become the report.

    It can be pickled; a process that gets it several times reads the shapes once. Labels of blank nodes are those of
    one document: rename those of others before.

    >>> validation = Validation("persoon-basis")
    >>> place = "<urn:gent> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/dc/terms/Location> .\n"
    >>> report = validation.report(validation.check(validation.nodes([place])))
    >>> report.ok, [(finding.property, finding.rule) for finding in report.violations]
    (False, [('plaatsnaam', 'minCount')])
    """

    def __init__(self, profile: Profile | Sources, *, strength: Strength = Strength.DEFAULT, **options: Any) -> None:
        """`options`: as of `oslo.Validator`. Raises OsloError for shapes that look across records."""
        self._given = profile, strength, options
        self._validator = Validator(profile, strength=strength, **options)
        if across := self._validator.reach.across:
            raise OsloError(f"these shapes look across records ({across}): check the whole graph")
        self.steps = self._validator.reach.steps

    def __reduce__(self) -> tuple[Any, ...]:
        return _once, (packed(self._given),)

    def nodes(self, lines: Iterable[str]) -> Iterator[Row]:
        """Rows `node` of some N-Triples, in pieces of whole lines. Raises InputError for what is none."""
        about: dict[str, dict[str, None]] = {}  # each triple once: many records describe the same country
        for line in lines:
            for subject, predicate, value in split_triples(_canonical(line if line.endswith("\n") else f"{line}\n")):
                about.setdefault(subject, {})[f"{subject} {predicate} {value} .\n"] = None
        yield from (Row("node", subject, "".join(some)) for subject, some in about.items())

    @on_rows_or_frame
    def links(self, rows: Rows) -> Iterator[Row]:
        """Rows `link` of rows `node`."""
        found = ((node, row.key) for row in rows if row.kind == "node" for node in _ends(row.text))
        yield from (Row("link", node, owner) for node, owner in dict.fromkeys(found) if self.steps)

    @on_rows_or_frame
    def around(self, rows: Rows) -> Iterator[Row]:
        """Rows `around`, and the next rows `link`, of all rows `node` and `link` of some keys."""
        nodes, owners = _by_key(rows, "node", "link")
        for key, texts in nodes.items():
            text = _distinct(texts)
            ends = dict.fromkeys(_ends(text))
            for owner in owners.get(key, ()):
                if owner != key:
                    yield Row("around", owner, text)
                    yield from (Row("link", end, owner) for end in ends if end != owner)

    @on_rows_or_frame
    def check(self, rows: Rows) -> Iterator[Row]:
        """A row `report` of all rows `node` and `around` of some keys."""
        own, around = _by_key(rows, "node", "around")
        found = self._validator.partial(_batches(own, around))
        if any(_SUBCLASS in text for texts in own.values() for text in texts):
            found.notes.append(_OWN_CLASSES)
        yield Row("report", "", packed(found))

    def report(self, rows: Any) -> Report:
        """The report of the rows `report` (or a frame) of all partitions."""
        total = Partial()
        for row in rows_in(rows) if is_frame(rows) else rows:
            if row.kind == "report":
                total.join(unpacked(row.text))
        return self._validator.report_of(total, "partitions")


_OWN_CLASSES = "rdfs:subClassOf in the data counts in its own partition only: give such statements as `ontology`"


class _Part(Batch):
    """The nodes of a partition: of their parents nothing is known but what it has itself."""

    def __init__(self, own: set[str], text: str, around: str) -> None:
        DataGraph.__init__(self, text, around)
        self.own = own

    def parent(self, node: str) -> tuple[str, str] | None:
        return DataGraph.parent(self, node)


def _by_key(rows: Rows, *kinds: str) -> list[dict[str, list[str]]]:
    """The texts of rows of some kinds by their keys, each once."""
    found: list[dict[str, dict[str, None]]] = [{} for _ in kinds]
    for row in rows:
        if row.kind in kinds:
            found[kinds.index(row.kind)].setdefault(row.key, {})[row.text] = None
    return [{key: list(texts) for key, texts in each.items()} for each in found]


def _canonical(text: str) -> str:
    """N-Triples in the layout that everything here reads, with the labels of its blank nodes."""
    if is_canonical(text):
        return text
    import pyoxigraph as ox

    try:
        triples = [*ox.parse(text, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=False)]
    except SyntaxError as error:
        raise InputError(f"not N-Triples: {error.msg}") from None
    return "".join(f"{each} .\n" for each in triples)


def _ends(text: str) -> Iterator[str]:
    """The nodes that some triples lead to, but for their classes."""
    return (value for _, predicate, value in split_triples(text) if value[0] in "<_" and predicate != _TYPE)


def _batches(own: dict[str, list[str]], around: dict[str, list[str]]) -> Iterator[_Part]:
    """The nodes of a partition in batches that an engine takes at once, each with what is around them."""
    keys = iter(sorted(own))
    while some := _some(keys, own):
        near = _distinct(text for key in some for text in around.get(key, ()))
        yield _Part(set(some), _distinct(text for key in some for text in own[key]), near)


def _distinct(texts: Iterable[str]) -> str:
    """The lines of some texts, each once: a graph has no triple twice."""
    return "".join(f"{line}\n" for line in dict.fromkeys(line for text in texts for line in text.split("\n")) if line)


def _some(keys: Iterator[str], own: dict[str, list[str]]) -> list[str]:
    some, size = list[str](), 0
    for key in keys:
        some.append(key)
        size += sum(map(len, own[key]))
        if size >= BATCH:
            break
    return some


@lru_cache(maxsize=8)
def _once(given: str) -> Validation:
    profile, strength, options = unpacked(given)
    return Validation(profile, strength=strength, **options)
