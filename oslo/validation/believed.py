"""Large N-Triples files go to the engine before it is known whether their text is canonical.

Everything but the engine reads N-Triples text by its layout (`is_canonical`). To look at all of a large text takes a
fifth of the engine's time, and the engine needs no lock of Python's: so a file that begins as canonical text is
believed to be so, and looked at while the engine is running. If it is not, what was found is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from ..rdf.ntriples import is_canonical
from ..rdf.parsing import Format, FormatName, ReadOptions, Source
from ..rdf.sources import WHOLE, RdfFile, files, texts
from .data import DataGraph
from .places.lines import Block, blocks

_BEGINNING = 1 << 20  # characters


class NotCanonical(Exception):  # noqa: N818  not an error: the text is read in the usual way then
    """The text of a believed graph is not canonical."""


class BelievedGraph(DataGraph):
    """A graph of which the text may have another layout than the canonical one.

    `known`: the blocks of its files as far as they were looked at, by which places of findings are soon found.
    """

    def __init__(self, text: str, of: Sequence[RdfFile], notes: Sequence[str]) -> None:
        """`notes`: what was not read of the sources."""
        super().__init__(text)
        self.files, self.notes = of, notes
        self.known: dict[str, list[Block]] = {}

    def look_for_places(self, goes_on: Callable[[], bool]) -> None:
        """Look at the blocks of the files, as long as there is time."""
        for file in self.files:
            with file.open() as stream:
                self.known[file.name or ""] = list(takewhile(lambda _: goes_on(), blocks(stream)))

    def check(self) -> None:
        """Raise NotCanonical if it has."""
        if not is_canonical(self.text):
            raise NotCanonical


def believed(sources: Sequence[Source], format: FormatName | None, options: ReadOptions) -> BelievedGraph | None:
    """The graph of some files, if they can be read again and the text begins as canonical N-Triples."""
    if not all(isinstance(each, Path) and each.is_file() for each in sources):
        return None
    of = list(files(sources, format))
    if any(each.format is not Format.NTRIPLES for each in of):
        return None
    notes: list[str] = []
    text = "".join(texts(sources, format, replace(options, unchecked=True, notes=notes), piece=WHOLE))
    return BelievedGraph(text, of, notes) if is_canonical(text[: text.find("\n", _BEGINNING) + 1]) else None
