"""Large N-Triples files go to the engine before it is known whether their text is canonical.

Everything but the engine reads N-Triples text by its layout (`is_canonical`). To look at all of a large text takes a
third of the engine's time, and the engine needs no lock of Python's: so a file that begins as canonical text is
believed to be so, and looked at while the engine is running. If it is not, what was found is thrown away.

A single file the engine even reads by itself. What it judges in its own way is found meanwhile, and checked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from ..namespaces import RDF, RDFS
from ..rdf.ntriples import is_canonical
from ..rdf.parsing import Format, FormatName, ReadOptions, Source
from ..rdf.sources import WHOLE, files, texts
from .checksums import Seen
from .data import DataGraph
from .engines import OneAnswer, Result
from .reach import Reach
from .survey import Block, Survey

_BEGINNING = 1 << 20  # bytes
_MOST = 4  # a part larger than the text by this is not checked apart from it
_TYPE = f"<{RDF.type}>"


class BelievedGraph(DataGraph):
    """A graph of which the text may have another layout than the canonical one."""

    def __init__(self, text: str, notes: Sequence[str], file: str | None) -> None:
        """`notes`: what was not read of the sources; `file`: the one that has the text, if there are no others."""
        super().__init__(text)
        self.notes, self._file = notes, file
        self.early: Early | None = None

    @cached_property
    def _survey(self) -> Survey:
        """Raises InputError if the text is not canonical."""
        return Survey(self.text, self.asked, closely=True)

    @cached_property
    def triples(self) -> int:
        return sum(each.lines for each in self._survey.blocks)

    @property
    def blocks(self) -> dict[str, Sequence[Block]]:
        """The blocks of its file, by which places of findings are soon found."""
        return {} if self._file is None else {self._file: self._survey.blocks}

    def leading_to(self, values: set[str], steps: int) -> set[str]:
        """The nodes with some values, and those from which so many links lead to these."""
        found, last = set[str](), values
        for _ in range(steps + 1):
            last = {subject for subject, *_ in self._lines("ends", {f"{each} ." for each in last})} - found
            found |= last
        return found

    def part(self, nodes: set[str], steps: int) -> str:
        """What is said of some nodes, and of those to which so many links lead from them."""
        lines, known, last = list[str](), set[str](), nodes
        for _ in range(steps + 1):
            about = list(self._lines("subjects", last))
            lines += (" ".join(each) for each in about)
            known |= last
            ends = (end for _, predicate, end in about if predicate != _TYPE and end[0] in "<_")
            last = {end[:-2] for end in ends} - known
        links = (f"{sub} <{RDFS.subClassOf}> {cls} ." for cls, subs in self.subclasses.items() for sub in subs)
        return "".join(f"{line}\n" for line in dict.fromkeys((*lines, *links)))

    def _lines(self, index: str, wanted: set[str]) -> Iterator[list[str]]:
        """The three parts of the lines that have a wanted subject, or end."""
        hashes, place = set(map(hash, wanted)), 0 if index == "subjects" else 2
        for block in self._survey.blocks:
            if not hashes.isdisjoint(getattr(block, index)):
                for line in self.text[block.start : block.end - 1].split("\n"):
                    parts = line.split(" ", 2)
                    if parts[place] in wanted:
                        yield parts


class Early:
    """The check of a file that the engine reads by itself, begun before anything is known of the file."""

    def __init__(self, path: Path, engine: OneAnswer, beside: Executor) -> None:
        self._engine, self._seen = engine, Seen.of(path)
        self._said = beside.submit(engine.of_file, path)

    @classmethod
    def begun(cls, sources: Sequence[Source], engine: OneAnswer, beside: Executor) -> Early | None:
        """None for all but one file that begins as canonical text, and for an engine that has to be given the text."""
        path = sources[0]
        if len(sources) > 1 or not isinstance(path, Path) or path.suffix.lower() != ".nt" or not path.is_file():
            return None
        if not engine.takes_file(path.stat().st_size):
            return None
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
        text = beginning[: beginning.rfind(b"\n") + 1].decode(errors="replace")
        return cls(path, engine, beside) if is_canonical(text) else None

    def prepared(self, graph: BelievedGraph, reach: Reach) -> Callable[[], list[Result]] | None:
        """The call that gives the results for the graph of the file.

        None if the file is another by now, or if much is to be checked anew.
        """
        odd = self._engine.odd(graph.text)
        if odd and reach.across:
            return None
        anew = graph.leading_to(odd, reach.steps) if odd else set()
        part = graph.part(anew, reach.steps) if anew else ""
        if Seen.of(self._seen.path) != self._seen or len(part) * _MOST > len(graph.text):
            return None

        def results() -> list[Result]:
            found = self._said.result()(graph.text)
            corrected = [each for each in self._engine.results(part) if each.focus in anew] if anew else []
            return [*(each for each in found if each.focus not in anew), *corrected]

        return results


def believed(sources: Sequence[Source], format: FormatName | None, options: ReadOptions) -> BelievedGraph | None:
    """The graph of some files, if they can be read again and the text begins as canonical N-Triples."""
    if not all(isinstance(each, Path) and each.is_file() for each in sources):
        return None
    of = list(files(sources, format))
    if any(each.format is not Format.NTRIPLES for each in of):
        return None
    notes: list[str] = []
    text = "".join(texts(sources, format, replace(options, unchecked=True, notes=notes), piece=WHOLE))
    if not is_canonical(text[: text.find("\n", _BEGINNING) + 1]):
        return None
    return BelievedGraph(text, notes, of[0].name if len(of) == 1 else None)
