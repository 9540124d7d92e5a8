"""Sources of records: one module per form, each yields `Record`.

A source knows how a path of a mapping is read from its records: a column name in a table, a
dotted path in JSON, an XPath in XML, a path of properties in RDF. `open_records` picks the form by the file's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO

from ..errors import InputError, MappingError, Place
from .base import Layout, Query, ReadingOptions, Record, RecordSource, Unreadable, Url

__all__ = [
    "FORMS",
    "Layout",
    "Query",
    "ReadingOptions",
    "Record",
    "RecordSource",
    "Unreadable",
    "Url",
    "is_table",
    "open_records",
    "open_tables",
]

_CSV, _EXCEL, _RDF = "csv:CsvSource", "excel:ExcelSource", "rdf:RdfSource"
_JSON, _JSONL = "json:JsonSource", "json:JsonLinesSource"

FORMS = {
    "csv": _CSV,
    "tsv": _CSV,
    "txt": _CSV,
    "xlsx": _EXCEL,
    "xlsm": _EXCEL,
    "xltx": _EXCEL,
    "xltm": _EXCEL,
    "xls": _EXCEL,
    "xlsb": _EXCEL,
    "ods": _EXCEL,
    "ots": _EXCEL,
    "json": _JSON,
    "geojson": _JSON,
    "jsonl": _JSONL,
    "ndjson": _JSONL,
    "xml": "xml:XmlSource",
    "ttl": _RDF,
    "nt": _RDF,
    "nq": _RDF,
    "trig": _RDF,
    "jsonld": _RDF,
    "rdf": _RDF,
}
"""Form (a file's suffix) to the class that reads it; the class is imported when a file of that form is opened."""


def is_table(file: Path, form: str | None = None) -> bool:
    """Whether a file has rows and columns, by its form.

    >>> is_table(Path("inwoners.xlsx")), is_table(Path("inwoners.xml"))
    (True, False)
    """
    return FORMS.get((form or file.suffix.lstrip(".")).lower()) in (_CSV, _EXCEL)


def open_records(
    file: Path | IO[bytes],
    layout: Layout | None = None,
    options: ReadingOptions | None = None,
    *,
    form: str | None = None,
) -> RecordSource:
    r"""The records of a file, or of an open binary stream whose `form` is given.

    `layout` is what the mapping says about the file (`Mapping.layout`), `options` what the caller says. The file is
    closed when its records have been read, or by `close` or `with`.

    Raises InputError, with the file's name, for an unknown form or a file that cannot be opened.

    >>> import io
    >>> [record.line for record in open_records(io.BytesIO(b"NR;NAAM\n7;Gent\n"), form="csv")]
    [2]
    """
    is_path = isinstance(file, Path)
    name = str(file) if is_path else str(getattr(file, "name", "-"))
    chosen = (form or (file.suffix.lstrip(".") if isinstance(file, Path) else "")).lower()
    if chosen not in FORMS:
        raise InputError(f"unknown form {chosen!r}; known are {', '.join(FORMS)}", Place(name))
    if layout is not None and layout.keys is not None and FORMS[chosen] not in (_JSON, _JSONL):
        raise MappingError(f"{Place(name)}: keys: {layout.keys!r}: only JSON has records by key")
    opened = _open_file(file) if isinstance(file, Path) else file
    try:
        source = _source_class(chosen)
        return source(opened, name, layout or Layout(), options or ReadingOptions(), form=chosen, closes=is_path)
    except BaseException:
        if is_path:
            opened.close()
        raise


def _source_class(form: str) -> type[RecordSource]:
    module, _, name = FORMS[form].partition(":")
    source: type[RecordSource] = getattr(import_module(f".{module}", __name__), name)
    return source


def _open_file(file: Path) -> IO[bytes]:
    if not file.is_file():
        raise InputError("is a folder" if file.is_dir() else "no such file", Place(str(file)))
    try:
        return file.open("rb")
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(str(file))) from None


@contextmanager
def open_tables(inputs: Sequence[Path | Url], queries: Sequence[Query]) -> Iterator[list[RecordSource]]:
    """The records of each query over files, folders, zips or a database, which is closed at the end of the `with`.

    Raises InputError for input that cannot be read, MappingError for an invalid query.
    """
    from .sql import SqlSource, open_database

    database = open_database(inputs, queries)
    try:
        yield [SqlSource(database, query) for query in queries]
    finally:
        database.close()
