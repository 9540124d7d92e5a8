"""Sources of records: a module or a room per form, each yields `Record`.

A source knows how a path of a mapping is read from its records: a column name in a table, a
dotted path in JSON, an XPath in XML, a path of properties in RDF. `open_records` picks the form by the file's name.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO

from ..errors import InputError, Place, reading
from ..rdf.packed import suffix_of
from .again import adapt, is_file_of_lines
from .base import Record, RecordSource, Unreadable
from .inputs import File, files_of, watch
from .layout import Layout, Query, ReadingOptions, Url

__all__ = [
    "FORMS",
    "File",
    "Layout",
    "Query",
    "ReadingOptions",
    "Record",
    "RecordSource",
    "Unreadable",
    "Url",
    "files_of",
    "is_table",
    "kept_as",
    "open_records",
    "open_tables",
]

_CSV, _EXCEL, _RDF = "tables.csv:CsvSource", "workbooks.excel:ExcelSource", "rdf:RdfSource"
_JSON, _JSONL = "json.source:JsonSource", "json.source:JsonLinesSource"

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
    "xml": "xml.source:XmlSource",
    "ttl": _RDF,
    "nt": _RDF,
    "nq": _RDF,
    "trig": _RDF,
    "jsonld": _RDF,
    "rdf": _RDF,
    "turtle": _RDF,
    "ntriples": _RDF,
    "nquads": _RDF,
    "rdfxml": _RDF,
}
"""Form (a file's suffix) to the class that reads it; the class is imported when a file of that form is opened."""


def is_table(file: Path, form: str | None = None) -> bool:
    """Whether a file has rows and columns, by its form.

    >>> is_table(Path("inwoners.xlsx")), is_table(Path("inwoners.xml"))
    (True, False)
    """
    return FORMS.get((form or suffix_of(file.name)[1:]).lower()) in (_CSV, _EXCEL)


def kept_as(form: str) -> str:
    """The form of a file of rejects of records of a form: `csv`, `jsonl`, `xml` or `nt`.

    >>> kept_as("xlsx"), kept_as("json"), kept_as("ttl")
    ('csv', 'jsonl', 'nt')
    """
    return {_CSV: "csv", _EXCEL: "csv", _RDF: "nt", FORMS["xml"]: "xml"}.get(FORMS.get(form, ""), "jsonl")


def open_records(
    file: Path | File | IO[bytes],
    layout: Layout | None = None,
    options: ReadingOptions | None = None,
    *,
    form: str | None = None,
) -> RecordSource:
    r"""The records of a file, or of an open binary stream whose `form` is given.

    `layout` is what the mapping says about the file (`Mapping.layout`), `options` what the caller says. A file may be
    compressed, or a zip that holds one file; it is closed when its records have been read, or by `close` or `with`.

    Raises InputError, with the file's name, for an unknown form or a file that cannot be opened.

    >>> import io
    >>> [record.line for record in open_records(io.BytesIO(b"NR;NAAM\n7;Gent\n"), form="csv")]
    [2]
    """
    layout, options = layout or Layout(), options or ReadingOptions()
    one = _one_file(file, layout, form) if isinstance(file, Path) else file
    name = one.name if isinstance(one, File) else str(getattr(one, "name", "-"))
    chosen = (one.form if isinstance(one, File) else form or "").lower()
    if chosen in ("yaml", "yml"):
        raise InputError("a YAML file is a mapping, not records: give it with --mapping", Place(name))
    if chosen not in FORMS:
        raise InputError(f"unknown form {chosen!r}; known are {', '.join(FORMS)}", Place(name))
    if layout is not None and layout.keys is not None and FORMS[chosen] not in (_JSON, _JSONL):
        raise layout.error("keys", f"{layout.keys!r}: only JSON has records by key, and {name} is none")
    if not isinstance(one, File):
        with reading(lambda: Place(name)):
            return _open_source(one, name, layout, options, chosen, closes=False)
    opened = one.open()
    try:
        with reading(lambda: Place(name)):
            source = _open_source(opened, name, layout, options, chosen, closes=True)
    except BaseException:
        opened.close()
        raise
    source.remarks.update((each.text, each) for each in one.remarks)
    one.remarks.clear()
    source.changed = watch(one.path)
    return source


def _one_file(path: Path, layout: Layout, form: str | None) -> File:
    files = [each for each in files_of([path], [layout], form) if isinstance(each, File)]
    if len(files) > 1:
        raise InputError(f"holds {len(files)} files: open them one by one (`files_of`)", Place(str(path)))
    return files[0]


def _open_source(
    file: IO[bytes], name: str, layout: Layout, options: ReadingOptions, form: str, *, closes: bool
) -> RecordSource:
    again, layout, options = adapt(file, form, layout, options)
    if FORMS[form] == _EXCEL and not file.seekable():
        file = io.BytesIO(file.read())
    return (again or _source_class(form))(file, name, layout, options, form=form, closes=closes)


def _source_class(form: str) -> type[RecordSource]:
    module, _, name = FORMS[form].partition(":")
    source: type[RecordSource] = getattr(import_module(f".{module}", __name__), name)
    return source


@contextmanager
def open_tables(inputs: Sequence[Path | Url], queries: Sequence[Query]) -> Iterator[list[RecordSource]]:
    """The records of each query over files, folders, zips or a database, which is closed at the end of the `with`.

    A file of rejects in JSON Lines holds rows that were joined before; its records come after those of the others.
    Raises InputError for input that cannot be read, MappingError for an invalid query.
    """
    from .sql.source import SqlSource, open_database

    rejected = [each for each in inputs if isinstance(each, Path) and is_file_of_lines(each)]
    tables = [each for each in inputs if each not in rejected]
    with ExitStack() as stack:
        sources: list[RecordSource] = []
        if tables:
            with reading(lambda: Place(_name_of(tables[0]))):
                database = open_database(tables, queries)
            stack.callback(database.close)
            sources += [SqlSource(database, query) for query in queries]
        layouts = [Layout(records=query) for query in queries]
        sources += [stack.enter_context(open_records(each, layout)) for each in rejected for layout in layouts]
        yield sources


def _name_of(table: Path | Url) -> str:
    return table.shown if isinstance(table, Url) else str(table)
