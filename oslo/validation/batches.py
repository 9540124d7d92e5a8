"""RDF larger than memory: stored by subject in a file, and read back in batches that can be checked separately.

A batch holds all triples of some nodes, and around them the triples of the nodes that these point
to, as many links away as the shapes look (`reach`). So checking all batches finds what checking the
whole graph finds, wherever in the feed the triples are.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

from ..errors import InputError, OutputError
from ..files.work import WorkFolder
from ..namespaces import RDF, RDFS
from .data import DataGraph, parents

BATCH = 1 << 23  # characters
_ASKED = 500  # nodes per query
_RUN = re.compile(r"([^ \n]+) [^\n]*\n(?:\1 [^\n]*\n)*")
_OBJECT = re.compile(rf" (?!<{re.escape(RDF.type)}>)<[^ >]*> (<[^ >]*>|_:[^ \n]+) \.\n")
_SUBCLASS = f" <{RDFS.subClassOf}> "

Progress = Callable[[int], None]


class Batch(DataGraph):
    """A part of a feed: all triples of some nodes (`own`), and those around them."""

    def __init__(self, feed: Feed, own: set[str], text: str, around: str) -> None:
        super().__init__(text, around)
        self.own = own
        self._feed = feed

    def parent(self, node: str) -> tuple[str, str] | None:
        """The node that points to a blank node, anywhere in the feed, and the predicate."""
        return super().parent(node) or self._feed.parent(node)


class Feed:
    r"""Pieces of N-Triples text, stored by subject in a temporary file of twice their size.

    >>> with Feed(['<urn:a> <urn:p> <urn:b> .\n', '<urn:b> <urn:q> "1" .\n<urn:a> <urn:q> "2" .\n']) as feed:
    ...     [batch] = feed.batches(steps=1)
    >>> batch.text.splitlines()
    ['<urn:a> <urn:p> <urn:b> .', '<urn:a> <urn:q> "2" .', '<urn:b> <urn:q> "1" .']
    """

    def __init__(self, texts: Iterable[str], progress: Progress | None = None) -> None:
        self._folder = WorkFolder()
        self._schema: list[str] = []
        try:
            self._read(texts, progress)
        except sqlite3.Error as error:
            self.close()
            raise OutputError(f"{self._folder.name}: {error}") from None
        except BaseException:
            self.close()
            raise

    def _read(self, texts: Iterable[str], progress: Progress | None) -> None:
        self._database = sqlite3.connect(Path(self._folder.name) / "feed", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE runs (node TEXT, text TEXT)")
        self._database.execute("CREATE TABLE parents (node TEXT PRIMARY KEY, parent TEXT, path TEXT) WITHOUT ROWID")
        triples = 0
        for text in texts:
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO runs VALUES (?, ?)", _subject_runs(text))
            rows = ((node, *parent) for node, parent in parents(text).items())
            self._database.executemany("INSERT OR REPLACE INTO parents VALUES (?, ?, ?)", rows)
            self._database.execute("COMMIT")
            if _SUBCLASS in text:
                self._schema += [f"{line}\n" for line in text.split("\n") if _SUBCLASS in line]
            triples += text.count("\n")
            if progress:
                progress(triples)
        self._database.execute("CREATE INDEX by_node ON runs (node)")

    def batches(self, steps: int) -> Iterator[Batch]:
        """All nodes in batches, in the order of their names, with the nodes up to `steps` links away."""
        own: set[str] = set()
        texts: list[str] = []
        size = 0
        for node, text in self._database.execute("SELECT node, text FROM runs ORDER BY node"):
            if size >= BATCH and node not in own:
                yield self._batch(own, "".join(texts), steps)
                own, texts, size = set(), [], 0
            own.add(node)
            texts.append(text)
            size += len(text)
        if own:
            yield self._batch(own, "".join(texts), steps)

    def _batch(self, own: set[str], text: str, steps: int) -> Batch:
        around, known, last = list(self._schema), own, text
        for _ in range(steps):
            nodes = set(_OBJECT.findall(last)) - known
            last = "".join(self._read_nodes(nodes))
            around.append(last)
            known = known | nodes
        return Batch(self, own, text, "".join(around))

    def _read_nodes(self, nodes: set[str]) -> Iterator[str]:
        names = sorted(nodes)
        for start in range(0, len(names), _ASKED):
            some = names[start : start + _ASKED]
            marks = ", ".join("?" * len(some))
            for (text,) in self._database.execute(f"SELECT text FROM runs WHERE node IN ({marks})", some):  # noqa: S608
                yield text

    def parent(self, node: str) -> tuple[str, str] | None:
        """The node that points to a blank node, and the predicate."""
        parent: tuple[str, str] | None = self._database.execute(
            "SELECT parent, path FROM parents WHERE node = ?", (node,)
        ).fetchone()
        return parent

    def close(self) -> None:
        """Delete the temporary file."""
        if hasattr(self, "_database"):
            self._database.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


def _subject_runs(text: str) -> Iterator[tuple[str, str]]:
    """Subject and lines of each run of lines about one subject."""
    end = 0
    for run in _RUN.finditer(text):
        if run.start() != end:
            break
        end = run.end()
        yield run[1], run[0]
    if end != len(text):
        raise InputError(f"not N-Triples: {text[end : end + 80]!r}")
