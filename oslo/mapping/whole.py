"""What only the whole output can say: of nodes that several records describe, and of references between records.

What a record says of such a node, and to which nodes it refers, is kept in a temporary database, so memory does not
grow with the records. At the end the statements of different records about one node are checked together, and each kind
of reference to a node that is described: the kinds are few, whatever the number of records.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import Place
from ..files.work import temporary_files
from ..namespaces import RDF
from ..validation.data import DataGraph, located_links
from ..validation.findings import Finding
from ..validation.validator import Validator
from .kept import Kept, Number, Row
from .proof import Proof

_TYPE = f"<{RDF.type}>"
_AT_ONCE = 2000  # rows
_TOGETHER = 200  # nodes
_TABLES = {
    "nodes": ("node INTEGER", "content INTEGER", "class INTEGER", "file INTEGER", "place"),
    "texts": ("node INTEGER", "text TEXT"),
    "links": (
        "object INTEGER",
        "class INTEGER",
        "predicate INTEGER",
        "subject TEXT",
        "value TEXT",
        "file INTEGER",
        "place",
    ),
}  # fmt: skip
_ITSELF = 0  # the content of a node of a record, of which others say nothing


Named = Sequence[tuple[str, str]]
"""Nodes, with the lines about each, and perhaps some about others."""


class Record(NamedTuple):
    """What was written for a record: its own node, the triples, its place, the nodes that others can describe too."""

    own: str
    text: str
    place: Place
    named: Named

    @classmethod
    def of(cls, node: str | None, text: str, place: Place, named: Named | None) -> Record:
        """`node`: the IRI of the resource, None if it is named by its content; `named`: None if it is to be found."""
        own = text.partition(" ")[0] if node is None else f"<{node}>"
        if named is None:
            return cls(own, text, place, _named(text, own))
        below = _below(own)
        return cls(own, text, place, [each for each in named if not each[0].startswith(below)])

    def class_of(self, node: str) -> str:
        """The class of a node in it."""
        return _class(next((text for name, text in self.named if name == node), self.text), node)


Kind = tuple[str, str, str]
"""The class of a node, a predicate, and the class of the node that it refers to."""


class Whole(Kept):
    """The nodes and the references of a run, as far as a proof leaves them open."""

    def __init__(self, proof: Proof, check: Validator, file: Path | None = None, number: Number = hash) -> None:
        self._proof, self._check = proof, check
        super().__init__(_TABLES, file, number)
        self._recent: set[str] = set()
        self._nodes: list[Row] = []
        self._texts: list[Row] = []
        self._links: list[Row] = []
        self._fits = cache(self._is_right)

    def add(self, records: Sequence[Record]) -> None:
        """What was written for some records."""
        for record in records:
            for subject, about in ((record.own, record.text), *record.named) if self._proof.joined else record.named:
                if about not in self._recent:
                    self._recent.add(about)
                    lines = [line for line in about.split("\n") if line.startswith(f"{subject} ")]
                    said = "\n".join(sorted(line for line in lines if line.split(" ", 2)[1] in self._proof.limited))
                    if said:
                        node, cls = self._of(subject), self._number(_class(f"{said}\n", subject))
                        self._nodes.append((node, self._of(said) or 1, cls, *self._at(record.place)))
                        self._texts.append((node, said))
        if self._proof.references:
            self._add_links(records)
        if len(self._nodes) + len(self._links) >= _AT_ONCE:
            self._store()

    def _add_links(self, records: Sequence[Record]) -> None:
        classes = [_class(each.text, each.own) for each in records]
        if not self._proof.joined:
            for record, cls in zip(records, classes, strict=True):
                self._nodes.append((self._of(record.own), _ITSELF, self._number(cls), *self._at(record.place)))
        text, ends = "".join(each.text for each in records), list(accumulate(len(each.text) for each in records))
        for predicate in self._proof.references:
            for at, subject, value in located_links(text, f" {predicate} "):
                if value[0] == "<":
                    number = bisect_right(ends, at)
                    record, cls = records[number], classes[number]
                    of = cls if subject == record.own else record.class_of(subject)
                    if of and (value != record.own or not self._fits((of, predicate, cls))):
                        row = self._of(value), self._number(of), self._number(predicate), subject, value
                        self._links.append((*row, *self._at(record.place)))

    def _is_right(self, kind: Kind) -> bool:
        """Whether a node of a class can refer by a predicate to one of another class."""
        return not any(self._found(_link("<urn:a>", "<urn:b>", *kind), {}))

    def _store(self) -> None:
        self._keep("nodes", self._nodes)
        self._keep("texts", self._texts)
        self._keep("links", self._links)
        self._recent.clear()

    def give(self) -> None:
        self._store()
        super().give()

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the whole, each with the place of the first record that has a part in it."""
        if self._proof.is_whole:
            return
        self._store()
        with temporary_files():
            self._database.execute("CREATE INDEX by_node ON nodes (node, content, class)")
        yield from self._of_nodes()
        yield from self._of_links()

    def _of_nodes(self) -> Iterator[Finding]:
        """What is wrong with what different records say of one node."""
        with temporary_files():
            self._database.execute(
                f"CREATE TABLE several AS SELECT node, min(rowid) AS first FROM nodes WHERE content != {_ITSELF}"  # noqa: S608
                " GROUP BY node HAVING min(content) != max(content)"
            )
            rows = self._database.execute(
                "SELECT several.node, text, file, place FROM several JOIN texts ON texts.node = several.node"
                " JOIN nodes ON nodes.rowid = first ORDER BY several.node, texts.rowid"
            )
        groups = ([*group] for _, group in groupby(rows, key=itemgetter(0)))
        while some := list(islice(groups, _TOGETHER)):
            places = {group[0][1].partition(" ")[0][1:-1]: group[0][2:] for group in some}
            lines = dict.fromkeys(line for group in some for _, text, *_ in group for line in text.split("\n") if line)
            yield from self._found("".join(f"{line}\n" for line in lines), places)

    def _of_links(self) -> Iterator[Finding]:
        """What is wrong with references to nodes that are described."""
        joined = "FROM links JOIN nodes ON nodes.node = object WHERE"
        with temporary_files():
            kinds = self._ask(f"SELECT DISTINCT links.class, predicate, nodes.class {joined} TRUE")
        for kind in kinds:
            of, predicate, cls = (self._names[number][0] or "" for number in kind)
            if not of or not cls or self._fits((of, predicate, cls)):
                continue
            with temporary_files():
                rows = self._ask(
                    f"SELECT DISTINCT object, subject, value, links.file, links.place {joined}"
                    " links.class = ? AND predicate = ? AND nodes.class = ?",
                    kind,
                )
            for node, subject, value, *at in rows:
                classes = self._ask("SELECT DISTINCT class FROM nodes WHERE node = ?", (node,))
                names = sorted(name for (each,) in classes if (name := self._names[each][0]))
                yield from self._found(_link(subject, value, of, predicate, *names), {subject[1:-1]: at})

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        return self._database.execute(query, values).fetchall()

    def _found(self, text: str, places: dict[str, Sequence[Any]]) -> Iterator[Finding]:
        """What is wrong in some triples: not what they leave out, which others can have."""
        for each in self._check.violations(DataGraph(text)):
            if each.rule != "minCount" and not each.is_left_open():
                yield replace(each, place=self._place(*places[each.node]) if each.node in places else None)


def _named(text: str, own: str) -> Named:
    """The nodes of a record but its own and the parts that are named below it, with the lines about each."""
    about: dict[str, list[str]] = {}
    skipped = f"{own} ", *_below(own)
    for line in text.split("\n")[:-1]:
        if not line.startswith(skipped):
            about.setdefault(line.partition(" ")[0], []).append(line)
    return [(subject, "\n".join(lines)) for subject, lines in about.items()]


def _below(own: str) -> tuple[str, str]:
    """How the names of parts begin that are named below a node: no other node has such parts."""
    return f"{own[:-1]}/", f"{own[:-1]}#"


def _class(text: str, node: str) -> str:
    """The class of a node; empty if the text states none."""
    start = text.find(f"{node} {_TYPE} ") + len(node) + len(_TYPE) + 2
    return text[start : text.find(" .\n", start)] if start > len(node) + len(_TYPE) + 1 else ""


def _link(subject: str, value: str, cls: str, predicate: str, *classes: str) -> str:
    types = "".join(f"{value} {_TYPE} {each} .\n" for each in classes)
    return f"{subject} {_TYPE} {cls} .\n{subject} {predicate} {value} .\n{types}"
