"""Files as the tables of SQL queries, through DuckDB: CSV, JSON and Parquet, in folders and zips.

A table has the name of its file (`enterprise.csv` is `enterprise`); files of one name and with the same columns are
one table. All cells of CSV are text. The
sorted result of each query is kept in a database file in a temporary folder, so memory use does not grow
with the data. A row that cannot be read is kept and reported, and reading goes on.

If a mapping has `updates`, the inputs are taken in order, and a later one may hold changes:
`address_delete.csv` has the keys of rows to remove from `address`, `address_insert.csv` the rows to add then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from threading import Timer
from typing import IO, Any, NamedTuple

from ...errors import InputError, MappingError, OsloError, Place
from ...files.work import WorkFolder, copy_to
from ...rdf.packed import members, open_file, suffix_of
from ...words.text import nearest
from ..inputs import listed, watch
from ..layout import Layout, Query, ReadingOptions
from .databases import Database, Row, in_order, one_line, quoted, words_of
from .duckdb_values import reading, text_of

_CSV = {".csv", ".tsv", ".txt"}
_READERS = {".json": "read_json", ".jsonl": "read_json", ".ndjson": "read_json", ".parquet": "read_parquet"}
_MEMORY = 160  # megabytes for DuckDB, which uses the disk beyond that
_AT_ONCE = 250


class TableFile(NamedTuple):
    """A file that is a table: its name in messages, how to open it, and where it is, unless in an archive."""

    table: str
    name: str
    open: Callable[[], IO[bytes]]
    path: Path | None = None


class Files(Database):
    """The files of some inputs as tables; only those that the queries name are opened."""

    def __init__(self, inputs: Sequence[Path], queries: Sequence[Query]) -> None:
        try:
            import duckdb
        except ImportError:
            raise OsloError("SQL over files needs the extra: pip install 'oslo-interop[sql]'") from None
        self.name = ", ".join(map(str, inputs))
        self._duckdb = duckdb
        self._folder = WorkFolder()
        self._work = Path(self._folder.name)
        self._reported: set[tuple[str, int]] = set()
        self._tables: set[str] = set()
        self._sources: dict[str, list[str]] = {}  # table to its files
        self._names: dict[str, str] = {}  # path on disk to the name in messages
        self._watched: dict[str, Callable[[], str | None] | None] = {}
        self._remarks: list[str] = []
        self._columns: dict[str, dict[str, Any]] = {}  # of a query, with their types
        self._folders = 0
        self._memory = next((each.memory for each in queries if each.memory), _MEMORY)
        try:
            self._connection = duckdb.connect(
                str(self._work / "tables.db"),
                config={
                    "memory_limit": f"{self._memory}MB",
                    "threads": "2",
                    "temp_directory": str(self._work / "spill"),
                    "autoinstall_known_extensions": "false",  # no downloads
                    "autoload_known_extensions": "false",
                    "python_enable_replacements": "false",  # a name in a query is no variable of Python
                },
            )
            self._make_tables(inputs, queries)
            self._restrict_to(inputs)
        except BaseException:
            self.close()
            raise

    # The tables.

    def _make_tables(self, inputs: Sequence[Path], queries: Sequence[Query]) -> None:
        every = [each for query in queries for each in (query, *query.parts.values())]
        words = words_of(queries)
        absent = {name: columns for query in every for name, columns in query.absent.items() if name in words}
        updates = next((query.updates for query in every if query.updates), None)
        views: dict[str, str] = {}
        for each in inputs:
            files = self._files_of(each)
            self._tables.update(file.table for file in files)
            for file in files:
                if file.table in words:
                    self._add_file(file, views)
            for name in sorted(words) if updates else ():
                self._add_updates(name, files, updates or ("", ""), views)
        for name, columns in absent.items():
            views.setdefault(
                name, f"SELECT {', '.join(f'NULL::VARCHAR AS {quoted(each)}' for each in columns)} LIMIT 0"
            )
        changes = {f"{name}{suffix}" for name in words for suffix in updates or ()}
        self.unused = sorted(self._tables - words - changes)
        for name, view in views.items():
            self._run(f"CREATE VIEW {quoted(name)} AS {view}")

    def _add_file(self, file: TableFile, views: dict[str, str]) -> None:
        """A file as a table, or as more rows of a table with the same columns."""
        view, before = self._select_from(self._on_disk(file)), views.get(file.table)
        if before is not None:
            other = self._sources[file.table][-1]
            if different := self._columns_of(before) ^ self._columns_of(view):
                message = (
                    f"is the table {file.table!r}, and so is {other}, with other columns ({listed(sorted(different))})"
                )
                raise InputError(f"{message}: give them one by one", Place(file.name))
            view = f"({before}) UNION ALL BY NAME ({view})"
        self._sources.setdefault(file.table, []).append(file.name)
        views[file.table] = view

    def _columns_of(self, view: str) -> set[str]:
        return {column[0] for column in self._run(f"SELECT * FROM ({view}) LIMIT 0").description}  # noqa: S608

    def _add_updates(self, name: str, files: list[TableFile], updates: tuple[str, str], views: dict[str, str]) -> None:
        """Removals before additions, as the register prescribes."""
        delete, insert = ([each for each in files if each.table == f"{name}{suffix}"] for suffix in updates)
        if (delete or insert) and name not in views:
            changes = next(iter(delete or insert)).name
            raise InputError(f"changes the table {name!r}: give the full files first", Place(changes))
        for each in delete:
            path = self._on_disk(each)
            keys = ", ".join(quoted(key) for key in self._read_header(path)[2])
            views[name] = f"SELECT * FROM ({views[name]}) ANTI JOIN ({self._select_from(path)}) USING ({keys})"  # noqa: S608
        for each in insert:
            views[name] = f"({views[name]}) UNION ALL BY NAME ({self._select_from(self._on_disk(each))})"

    def _files_of(self, path: Path) -> list[TableFile]:
        """The tables in a file, a folder or a zip."""
        if path.suffix.lower() == ".zip" and path.is_file():
            found = [TableFile(_stem(each.name), f"{path}/{each.name}", each.open) for each in members(path)]
            if nested := next((each.name for each in found if suffix_of(each.name) == ".zip"), None):
                raise InputError("an archive in an archive: unpack the outer one first", Place(nested))
        elif path.is_file() or path.is_dir():
            paths = sorted(path.iterdir()) if path.is_dir() else [path]
            found = [TableFile(_stem(each.name), str(each), partial(open_file, each), each) for each in paths]
        else:
            raise InputError("no such file", Place(str(path)))
        tables = [each for each in found if suffix_of(each.name) in _CSV | _READERS.keys()]
        if left := [each.name.removeprefix(f"{path}/") for each in found if each not in tables]:
            self._remarks.append(f"not read, of {len(found)} files in {path}: {listed(left)}")
        first: dict[str, TableFile] = {}
        for each in tables:  # SQL does not tell the case of names apart
            other = first.setdefault(each.table.casefold(), each)
            if other.table != each.table:
                names = f"{other.name} and {each.name}"
                raise InputError(f"{names}: names that differ only in case: give them one by one", Place(str(path)))
        return tables

    def _on_disk(self, file: TableFile) -> Path:
        """A file, unpacked if it has to be."""
        if file.path is not None and file.path.suffix.lower() == suffix_of(file.name) and _is_utf8(file.path):
            self._watched[file.name] = watch(file.path)
            path = file.path
        else:
            path = self._new_folder() / f"{file.table}{suffix_of(file.name)}"
            with file.open() as packed, path.open("wb") as unpacked:
                copy_to(unpacked, packed)
        self._names[str(path)] = file.name
        return path

    def _new_folder(self) -> Path:
        """A folder of its own for a file, so that files of one name stay apart, and in their order."""
        self._folders += 1
        folder = self._work / f"file{self._folders:06}"
        folder.mkdir()
        return folder

    def remarks(self) -> Iterator[str]:
        yield from self._remarks
        for table, names in self._sources.items():
            if len(names) > 1:
                yield f"the table {table!r} has the rows of {len(names)} files: {listed(names)}"
        for name, changed in self._watched.items():
            if changed is not None and (change := changed()):
                yield f"{name}: {change}"
        self._remarks, self._sources, self._watched = [], {}, {}

    def _select_from(self, path: Path) -> str:
        """The SELECT that reads a file."""
        if (reader := _READERS.get(path.suffix.lower())) is not None:
            whole = ", sample_size = -1" if reader == "read_json" else ""  # a key or a type may come late in a file
            return f"SELECT * FROM {reader}({_quoted_text(str(path))}{whole})"  # noqa: S608
        path, delimiter, columns, skip = self._read_header(path)
        types = ", ".join(f"{_quoted_text(each)}: 'VARCHAR'" for each in columns)
        options = (
            f"auto_detect = false, header = true, skip = {skip}, columns = {{{types}}}, "
            f"delim = {_quoted_text(delimiter)}, quote = '\"', escape = '\"', nullstr = '', store_rejects = true, "
            "max_line_size = 2097152, buffer_size = 8388608"
        )
        return f"SELECT * FROM read_csv({_quoted_text(str(path))}, {options})"  # noqa: S608

    def _read_header(self, path: Path) -> tuple[Path, str, list[str], int]:
        """A CSV file (or its copy in UTF-8), its delimiter, its columns, and how many lines are above their names."""
        from ..tables.csv import CsvSource

        with path.open("rb") as file:
            source = CsvSource(file, str(path), Layout(), ReadingOptions())
            for name in source.columns:
                if source.columns.count(name) > 1:
                    raise InputError(f"two columns have the name {name!r}", Place(str(path)))
            skip = source.header_line - 1
            if source.encoding in ("utf-8", "utf-8-sig"):
                return path, source.delimiter, source.columns, skip
        copy = self._new_folder() / path.name
        self._names[str(copy)] = self._names.get(str(path), str(path))
        with (
            path.open(encoding=source.encoding, newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while piece := old.read(1 << 20):
                new.write(piece)
        return copy, source.delimiter, source.columns, skip

    def _restrict_to(self, inputs: Sequence[Path]) -> None:
        """From here on, queries can read these inputs and no other files."""
        inputs = [each for each in inputs if _is_utf8(each)]
        reached = ", ".join(_quoted_text(str(each.resolve())) for each in (*inputs, self._work))
        paths = ", ".join(_quoted_text(str(each)) for each in inputs)
        self._run("SET TimeZone = 'UTC'")
        self._run(f"SET allowed_directories = [{reached}, {paths}]")
        self._run(f"SET allowed_paths = [{reached}, {paths}]")
        self._run("SET enable_external_access = false")
        self._run("SET lock_configuration = true")

    # Queries over them.

    def columns(self, query: Query) -> list[str]:
        self._only_reads(query)
        return list(self._types(query))

    def rows(self, query: Query) -> Iterator[Row]:
        table = f"sorted{id(query)}"
        types = self._types(query)
        columns = list(types)
        key = text_of(query.key, types[query.key]) if query.key else "NULL"
        self._run(f"CREATE OR REPLACE TABLE {table} AS {query.select}{in_order(query, columns, key, '{}')}", query)
        casts = {name: found for name, each in types.items() if (found := reading(each))}
        changed = ", ".join(f"CAST({quoted(name)} AS {to}) AS {quoted(name)}" for name, (to, _) in casts.items())
        readers = [casts[name][1] if name in casts else None for name in columns]
        with self._connection.cursor() as cursor:
            replaced = f" REPLACE ({changed})" if changed else ""
            self._run(f"SELECT *{replaced}, {key} FROM {table}", query, cursor)  # noqa: S608
            while batch := self._fetch(cursor, query):
                yield from (_read(readers, row) for row in batch) if casts else batch
        self._run(f"DROP TABLE {table}")

    def has_texts_only(self, query: Query) -> bool:
        return all(str(each) == "VARCHAR" for each in self._types(query).values())

    def _types(self, query: Query) -> dict[str, Any]:
        """The columns of a query, with their types."""
        if query.select not in self._columns:
            try:
                relation = self._connection.sql(query.select)
            except self._duckdb.Error as error:
                raise self._error(error, query) from None
            self._columns[query.select] = dict(zip(relation.columns, relation.types, strict=True))
        return self._columns[query.select]

    def _fetch(self, cursor: Any, query: Query) -> list[Row]:
        try:
            rows: list[Row] = cursor.fetchmany(_AT_ONCE)
        except self._duckdb.Error as error:
            raise self._error(error, query) from None
        return rows

    def rejected(self) -> Iterator[tuple[str, int | None, str]]:
        try:
            rows = self._connection.execute(
                "SELECT DISTINCT file_path, line, error_message, csv_line FROM reject_errors JOIN reject_scans"
                " USING (scan_id, file_id) ORDER BY ALL"
            ).fetchall()
        except self._duckdb.CatalogException:  # no CSV has been read
            return
        for file, line, message, text in rows:
            if (file, line) not in self._reported:
                self._reported.add((file, line))
                yield f"{self._short_name(file)}:{line}: {message.partition(chr(10))[0]}", None, text

    def _short_name(self, file: str) -> str:
        """The name of a file without its folder, unless another one has it too."""
        name = self._names.get(file, file)
        short = [PurePosixPath(each).name for each in set(self._names.values())]
        own = PurePosixPath(name).name
        return own if short.count(own) < 2 else name

    def _only_reads(self, query: Query) -> None:
        try:
            kinds = [each.type for each in self._duckdb.extract_statements(query.select)]
        except self._duckdb.Error as error:
            raise MappingError(f"{_first_line(error)}: {one_line(query.sql)}") from None
        if kinds != [self._duckdb.StatementType.SELECT]:
            raise MappingError(f"a query is one SELECT: {one_line(query.sql)}")

    def _run(self, sql: str, query: Query | None = None, cursor: Any = None) -> Any:
        """Run SQL for a query, or for the tables."""
        late = Timer(query.timeout, self._connection.interrupt) if query and query.timeout else None
        try:
            if late:
                late.start()
            return (cursor or self._connection).execute(sql)
        except self._duckdb.Error as error:
            raise self._error(error, query) from None
        finally:
            if late:
                late.cancel()

    def _error(self, error: Exception, query: Query | None) -> OsloError:
        missing = re.search(r"Table with name (\S+) does not exist", str(error))
        if missing is not None:
            return InputError(f"no table {missing[1]!r}{nearest(missing[1], sorted(self._tables))}", Place(self.name))
        reason = _first_line(error)
        if query is None:
            return InputError(reason, Place(self.name))
        if isinstance(error, self._duckdb.InterruptException):
            reason = f"no answer within {query.timeout} seconds (timeout)"
        if isinstance(error, self._duckdb.OutOfMemoryException):
            reason = f"DuckDB needs more than {self._memory} MB (memory, of the database in the mapping)"
        wrong = self._duckdb.CatalogException, self._duckdb.BinderException, self._duckdb.PermissionException
        return (self.wrong_query if isinstance(error, wrong) else self.broken)(reason, query)

    def close(self) -> None:
        if hasattr(self, "_connection"):
            self._connection.close()
        self._folder.cleanup()


def _stem(name: str) -> str:
    """The name of the table in a file.

    >>> _stem("2024/haltes.csv.gz"), _stem("haltes.2024.csv")
    ('haltes', 'haltes.2024')
    """
    return PurePosixPath(name).name.removesuffix(".gz").removesuffix(".bz2").removesuffix(".xz").rpartition(".")[0]


def _read(readers: Sequence[Callable[[Any], Any] | None], row: Row) -> list[Any]:
    """The values of a row, read by their types; the text of the key is behind them."""
    values = (each if each is None or read is None else read(each) for read, each in zip(readers, row, strict=False))
    return [*values, row[-1]]


def _is_utf8(path: Path) -> bool:
    """Whether DuckDB can open a file by its name; one that it cannot is copied."""
    try:
        return bool(f"{path}{path.resolve()}".encode())
    except UnicodeEncodeError:
        return False


def _quoted_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return one_line(str(error).partition("\n")[0])
