"""What only the whole output can say: of nodes that several records describe, and of references between records.

What a record says of such a node, and to which nodes it refers, is kept in a temporary database, so memory does not
grow with the records. At the end the statements of different records about one node are checked together, and each kind
of reference to a node that is described: the kinds are few, whatever the number of records.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from typing import Self

from ..errors import Place
from ..files.work import temporary_files
from ..namespaces import RDF
from ..validation.data import DataGraph, links
from ..validation.findings import Finding
from ..validation.validator import Validator
from .proof import Proof

_TYPE = f"<{RDF.type}>"
_AT_ONCE = 2000  # rows
_TOGETHER = 200  # nodes
_SCHEMA = """
CREATE TABLE nodes (node INTEGER, content INTEGER, class TEXT, text TEXT, file INTEGER, place);
CREATE TABLE links (object INTEGER, class TEXT, predicate TEXT, subject TEXT, value TEXT, file INTEGER, place);
"""


class Whole:
    """The nodes and the references of a run, as far as a proof leaves them open."""

    def __init__(self, proof: Proof, check: Validator) -> None:
        self._proof, self._check = proof, check
        self._database = sqlite3.connect("")  # a temporary file, kept in memory while it is small
        self._database.executescript(_SCHEMA)
        self._recent: set[str] = set()
        self._nodes: list[tuple[object, ...]] = []
        self._links: list[tuple[object, ...]] = []
        self._files: dict[tuple[str | None, str | None], int] = {}

    def add(self, node: str | None, text: str, place: Place) -> None:
        """What was written for a record, and the IRI of its resource (None: it is named by its content)."""
        if self._proof.is_whole:
            return
        at = self._files.setdefault((place.file, place.sheet), len(self._files)), place.path or place.line
        own, about = f"<{node}", dict[str, list[str]]()
        skipped = (f"{own}/", f"{own}#", *([] if self._proof.joined else [f"{own}> "]))  # named by their content
        classes: dict[str, str] = {}
        for line in [line for line in text.split("\n") if line and not line.startswith(skipped)]:
            subject, predicate, end = line.split(" ", 2)
            about.setdefault(subject, []).append(line)
            if predicate == _TYPE:
                classes[subject] = end[:-2]
        for predicate in self._proof.references:
            for subject, value in links(text, f" {predicate} "):
                if value[0] == "<":
                    cls = classes.get(subject) or _class(text, subject)
                    self._links.append((hash(value), cls, predicate, subject, value, *at))
        if self._proof.references and not self._proof.joined:
            subject, cls = f"{own}>", _class(text, f"{own}>")
            self._nodes.append((hash(subject), 0, cls, "", *at))
        for subject, lines in about.items():
            said = "\n".join(sorted(lines))
            if said not in self._recent:
                self._recent.add(said)
                self._nodes.append((hash(subject), hash(said), classes.get(subject, ""), f"{said}\n", *at))
        if len(self._nodes) + len(self._links) >= _AT_ONCE:
            self._store()

    def _store(self) -> None:
        with temporary_files():
            self._database.executemany("INSERT INTO nodes VALUES (?, ?, ?, ?, ?, ?)", self._nodes)
            self._database.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?)", self._links)
        self._recent.clear()
        self._nodes.clear()
        self._links.clear()

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the whole, each with the place of the first record that has a part in it."""
        if self._proof.is_whole:
            return
        self._store()
        with temporary_files():
            self._database.execute("CREATE INDEX by_node ON nodes (node)")
        yield from self._of_nodes()
        yield from self._of_links()

    def _of_nodes(self) -> Iterator[Finding]:
        """What is wrong with what different records say of one node."""
        with temporary_files():
            rows = self._database.execute(
                "SELECT node, text, file, place FROM nodes WHERE text != '' AND node IN (SELECT node FROM nodes"
                " WHERE text != '' GROUP BY node HAVING min(content) != max(content)) ORDER BY node, rowid"
            )
        groups = ([*group] for _, group in groupby(rows, key=itemgetter(0)))
        while some := list(islice(groups, _TOGETHER)):
            places = {group[0][1].partition(" ")[0][1:-1]: group[0][2:] for group in some}
            lines = dict.fromkeys(line for group in some for _, text, *_ in group for line in text.splitlines(True))
            yield from self._found("".join(lines), places)

    def _of_links(self) -> Iterator[Finding]:
        """What is wrong with references to nodes that are described."""
        with temporary_files():
            kinds = self._database.execute(
                "SELECT DISTINCT links.class, predicate, nodes.class FROM links JOIN nodes ON nodes.node = object"
                " WHERE links.class != '' AND nodes.class != ''"
            ).fetchall()
        wrong = [kind for kind in kinds if any(self._found(_link("<urn:a>", "<urn:b>", *kind), {}))]
        for kind in wrong:
            with temporary_files():
                rows = self._database.execute(
                    "SELECT DISTINCT subject, value, links.file, links.place FROM links JOIN nodes ON node = object"
                    " WHERE links.class = ? AND predicate = ? AND nodes.class = ?",
                    kind,
                ).fetchall()
            for subject, value, *at in rows:
                found = self._database.execute("SELECT DISTINCT class FROM nodes WHERE node = ?", (hash(value),))
                classes = sorted(each for (each,) in found if each)
                yield from self._found(_link(subject, value, *kind[:2], *classes), {subject[1:-1]: at})

    def _found(self, text: str, places: dict[str, Iterable[object]]) -> Iterator[Finding]:
        """What is wrong in some triples: not what they leave out, which others can have."""
        for each in self._check.violations(DataGraph(text)):
            if each.rule != "minCount" and not each.is_left_open():
                yield replace(each, place=self._place(*places[each.node]) if each.node in places else None)

    def _place(self, file: object, where: object) -> Place:
        name, sheet = list(self._files)[file]  # type: ignore[call-overload]
        line, path = (None, where) if isinstance(where, str) else (where, None)
        return Place(name, line=line, sheet=sheet, path=path)  # type: ignore[arg-type]

    def close(self) -> None:
        """Remove the temporary database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _class(text: str, node: str) -> str:
    """The class of a node; empty if the text states none."""
    start = text.find(f"{node} {_TYPE} ") + len(node) + len(_TYPE) + 2
    return text[start : text.find(" .\n", start)] if start > len(node) + len(_TYPE) + 1 else ""


def _link(subject: str, value: str, cls: str, predicate: str, *classes: str) -> str:
    types = "".join(f"{value} {_TYPE} {each} .\n" for each in classes)
    return f"{subject} {_TYPE} {cls} .\n{subject} {predicate} {value} .\n{types}"
