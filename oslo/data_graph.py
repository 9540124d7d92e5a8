"""Data to be checked: read from anything, held as N-Triples text, and asked the few things a report needs.

The text goes to the engine as it is; what a report asks (types, parents of blank nodes, whether a
node is described) is found in it by regular expression, once, when it is asked.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import IO

from .errors import InputError, Place
from .exchange.parsing import SUFFIXES, Format, Source, format_of, parse
from .namespaces import RDF, RDFS
from .shapes_index import local

_TYPE = f" <{RDF.type}> "
_PLAIN_LINE = re.compile(r"(<[^<>\s]*>|_:\S+) <[^<>\s]*> (<[^<>\s]*>|_:\S+|\".*\"(@[A-Za-z0-9\-]+|\^\^<[^<>\s]*>)?) \.")
_SUBCLASS_LINE = re.compile(rf"^(\S+) <{re.escape(RDFS.subClassOf)}> (\S+) \.$", re.MULTILINE)
_BLANK_OBJECT = re.compile(r"^(\S+) (\S+) (_:\S+) \.$", re.MULTILINE)
_SUBJECT = re.compile(r"^(\S+) ", re.MULTILINE)
_PREDICATE = re.compile(r"^\S+ (\S+) ", re.MULTILINE)
_BLANK = re.compile(r"^_:(?=\S+ )|(?<= )_:(?=\S+ \.$)", re.MULTILINE)


_FEW = 64  # nodes that are looked for one by one
_PIECE = 1 << 22


class DataGraph:
    """An RDF graph as N-Triples text (as `oslo.rdf` writes it: one blank between terms)."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def read(cls, sources: Iterable[Source], format: Format | None = None) -> DataGraph:
        """All triples of some sources, the blank nodes of each kept apart."""
        texts = [text for source in sources for text in _texts(source, format)]
        for number, text in enumerate(texts[1:], start=1):
            texts[number] = _BLANK.sub(f"_:f{number}x", text)
        return cls("".join(texts))

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """Class to the nodes that say they are of it."""
        found: dict[str, set[str]] = {}
        text, size = self.text, len(_TYPE)
        at = text.find(_TYPE)
        while at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            node, kind = text[start:at], text[at + size : end - 2]
            if " " not in node and " " not in kind:  # the predicate, and not a piece of a literal
                nodes = found.get(kind)
                if nodes is None:
                    nodes = found[kind] = set()
                nodes.add(node)
            at = text.find(_TYPE, end)
        return found

    @cached_property
    def subclasses(self) -> dict[str, set[str]]:
        """Class to the classes that the data itself puts directly under it."""
        found: dict[str, set[str]] = {}
        if "subClassOf> " in self.text:
            for match in _SUBCLASS_LINE.finditer(self.text):
                found.setdefault(match[2], set()).add(match[1])
        return found

    def instances(self, kind: str) -> set[str]:
        """The nodes of a class and of its subclasses in the data."""
        if not self.subclasses:
            return self.types.get(kind, set())
        found, waiting, seen = set[str](), [kind], set[str]()
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                found |= self.types.get(each, set())
                waiting += self.subclasses.get(each, ())
        return found

    def classes_of(self, nodes: set[str]) -> dict[str, list[str]]:
        """The types of some nodes."""
        found: dict[str, list[str]] = {}
        for kind, members in self.types.items():
            for node in members & nodes:
                found.setdefault(node, []).append(kind)
        return found

    def described(self, nodes: set[str]) -> set[str]:
        """Those of some nodes of which the data says something."""
        found = {node for members in self.types.values() for node in members & nodes}
        rest = nodes - found
        if len(rest) > _FEW:
            return found | {match[1] for match in _SUBJECT.finditer(self.text) if match[1] in rest}
        return found | {node for node in rest if self.text.startswith(f"{node} ") or f"\n{node} " in self.text}

    @cached_property
    def predicates(self) -> Counter[str]:
        """How often each predicate stands."""
        found: Counter[str] = Counter()
        for piece in self._pieces():
            found.update(_PREDICATE.findall(piece))
        return found

    def _pieces(self) -> Iterator[str]:
        """The text in pieces of whole lines."""
        start = 0
        while start < len(self.text):
            end = self.text.find("\n", start + _PIECE) + 1 or len(self.text)
            yield self.text[start:end]
            start = end

    def ends_of(self, predicate: str, *, objects: bool) -> set[str]:
        """The subjects, or the objects, of a predicate."""
        pattern = re.compile(rf"^(\S+) {re.escape(predicate)} (.*) \.$", re.MULTILINE)
        return {match[2 if objects else 1] for match in pattern.finditer(self.text)}

    @cached_property
    def _parents(self) -> dict[str, tuple[str, str]]:
        return {match[3]: (match[1], match[2]) for match in _BLANK_OBJECT.finditer(self.text)}

    def way_to(self, node: str) -> str:
        """A node as a person would say it: its IRI, or the way to it from the nearest node that has one."""
        steps: list[str] = []
        seen: set[str] = set()
        while node.startswith("_:") and node in self._parents and node not in seen:
            seen.add(node)
            node, predicate = self._parents[node]
            steps.append(local(predicate))
        name = node[1:-1] if node.startswith("<") else node
        return " > ".join([name, *reversed(steps)])

    @cached_property
    def triples(self) -> int:
        """How many there are (lines: a triple said twice counts twice)."""
        return self.text.count(" .\n")


def _texts(source: Source, format: Format | None) -> Iterator[str]:
    """N-Triples text of each file behind a source: a folder, an archive, a compressed or a plain file."""
    if not isinstance(source, Path):
        yield _ntriples(source, format, None)
        return
    if source.is_dir():
        files = sorted(path for path in source.rglob("*") if path.is_file() and _inner(path.name) in SUFFIXES)
        if not files:
            raise InputError(f"a folder without a file of RDF ({', '.join(SUFFIXES)})", Place(str(source)))
        for path in files:
            yield from _texts(path, format)
        return
    try:
        if source.suffix == ".zip":
            yield from _zipped(source, format)
        elif source.suffix == ".gz":
            with gzip.open(source) as stream:
                yield _ntriples(io.BytesIO(stream.read()), format or SUFFIXES.get(_inner(source.name)), str(source))
        else:
            yield _ntriples(source, format, str(source))
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise InputError(f"a broken archive: {error}", Place(str(source))) from None
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(str(source))) from None


def _inner(name: str) -> str:
    """The suffix of a file's name, below `.gz`."""
    return Path(name.removesuffix(".gz")).suffix.lower()


def _zipped(source: Path, format: Format | None) -> Iterator[str]:
    with zipfile.ZipFile(source) as archive:
        names = [name for name in archive.namelist() if format_of(name)]
        if not names:
            raise InputError("an archive without a file of RDF", Place(str(source)))
        for name in names:
            with archive.open(name) as stream:
                yield _ntriples(io.BytesIO(stream.read()), format or format_of(name), f"{source}/{name}")


def _ntriples(source: Source | IO[bytes], format: Format | None, name: str | None) -> str:
    """A source as N-Triples text; N-Triples that stand as this library writes them are taken as they are."""
    import pyoxigraph as ox

    known = format or (format_of(source) if isinstance(source, Path) else None)
    if known is Format.NTRIPLES:
        text = _decoded(source, name)
        if _is_plain(text):
            return text
        source = text
    quads = parse(source, known, name)
    written = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return written.decode() if written else ""


def _decoded(source: Source | IO[bytes], name: str | None) -> str:
    if isinstance(source, str):
        return source
    try:
        data = (
            source if isinstance(source, bytes) else source.read_bytes() if isinstance(source, Path) else source.read()
        )
        return data.decode()
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(name)) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(f"not UTF-8: byte {error.object[error.start]:#04x}", Place(name, line=line)) from None


def _is_plain(text: str) -> bool:
    """Whether N-Triples stand as this library writes them, by their first and last lines: a writer keeps to one form.

    The engine checks the syntax of all.
    """
    if "\r" in text or not text.endswith(" .\n"):
        return not text
    sample = text[:_SAMPLE].split("\n")[:-1] + text[-_SAMPLE:].split("\n")[1:-1]
    return bool(sample) and all(map(_PLAIN_LINE.fullmatch, sample))


_SAMPLE = 1 << 16
