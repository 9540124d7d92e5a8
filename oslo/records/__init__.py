"""Records and where they come from: one module a form, each yields `Record`.

A source knows how a path of a mapping is read from its records: a column name in a table, a
dotted path in JSON, an XPath in XML, a path of properties in RDF. `open_source` picks the form by the file's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..errors import InputError, Place
from ..rdf.parsing import Format
from .base import OF_A_MAPPING, Options, Query, Record, RecordSource, Unreadable, Url

__all__ = [
    "FORMS",
    "OF_A_MAPPING",
    "Options",
    "Query",
    "Record",
    "RecordSource",
    "Unreadable",
    "Url",
    "is_table",
    "open_source",
    "open_tables",
]


def _csv(file: IO[bytes], name: str, options: Options) -> RecordSource:
    from .csv import CsvSource

    return CsvSource(file, name, options)


def _excel(file: IO[bytes], name: str, options: Options) -> RecordSource:
    from .excel import ExcelSource

    return ExcelSource(file, name, options)


def _json(file: IO[bytes], name: str, options: Options) -> RecordSource:
    from .json import JsonSource

    return JsonSource(file, name, options)


def _jsonl(file: IO[bytes], name: str, options: Options) -> RecordSource:
    from .json import JsonLinesSource

    return JsonLinesSource(file, name, options)


def _xml(file: IO[bytes], name: str, options: Options) -> RecordSource:
    from .xml import XmlSource

    return XmlSource(file, name, options)


def _rdf(format: Format) -> Callable[[IO[bytes], str, Options], RecordSource]:
    def source(file: IO[bytes], name: str, options: Options) -> RecordSource:
        from .rdf import RdfSource

        return RdfSource(file, name, options, format)

    return source


FORMS: dict[str, Callable[[IO[bytes], str, Options], RecordSource]] = {
    "csv": _csv,
    "tsv": _csv,
    "txt": _csv,
    "xlsx": _excel,
    "xls": _excel,
    "xlsb": _excel,
    "ods": _excel,
    "json": _json,
    "geojson": _json,
    "jsonl": _jsonl,
    "ndjson": _jsonl,
    "xml": _xml,
    "ttl": _rdf(Format.TURTLE),
    "nt": _rdf(Format.NTRIPLES),
    "nq": _rdf(Format.NQUADS),
    "trig": _rdf(Format.TRIG),
    "jsonld": _rdf(Format.JSONLD),
    "rdf": _rdf(Format.RDFXML),
}
"""Form (a file's suffix) to what opens it."""


def is_table(file: Path, form: str | None = None) -> bool:
    """Whether a file has rows and columns, by its form.

    >>> is_table(Path("inwoners.xlsx")), is_table(Path("inwoners.xml"))
    (True, False)
    """
    return FORMS.get((form or file.suffix.lstrip(".")).lower()) in (_csv, _excel)


def open_source(file: Path | IO[bytes], options: Options | None = None, *, form: str | None = None) -> RecordSource:
    r"""The records of a file, or of an open binary stream whose `form` is given.

    The file is closed when its records have been read, or by `close` or `with`.

    Raises InputError, with the file's name, for a form that is not known or a file that cannot be opened.

    >>> import io
    >>> [record.line for record in open_source(io.BytesIO(b"NR;NAAM\n7;Gent\n"), form="csv")]
    [2]
    """
    name = str(file) if isinstance(file, Path) else getattr(file, "name", "-")
    reading = options or Options()
    chosen = (form or (file.suffix.lstrip(".").lower() if isinstance(file, Path) else "")).lower()
    if chosen not in FORMS:
        raise InputError(f"which form is this? known are {', '.join(FORMS)}", Place(str(name)))
    if not isinstance(file, Path):
        source = FORMS[chosen](file, str(name), reading)
        source.records = reading.records
        return source
    if not file.is_file():
        raise InputError("is a folder" if file.is_dir() else "no such file", Place(name))
    try:
        opened = file.open("rb")
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(name)) from None
    try:
        source = FORMS[chosen](opened, name, reading)
    except BaseException:
        opened.close()
        raise
    source.opened, source.records = opened, reading.records
    return source


@contextmanager
def open_tables(inputs: Sequence[Path | Url], queries: Sequence[Query]) -> Iterator[list[RecordSource]]:
    """The records of some queries over files, folders, zips or a database, as long as it is open.

    Raises InputError for what cannot be read, MappingError for a query that cannot be.
    """
    from .sql import SqlSource, open_database

    database = open_database(inputs, queries)
    try:
        yield [SqlSource(database, each) for each in queries]
    finally:
        database.close()
