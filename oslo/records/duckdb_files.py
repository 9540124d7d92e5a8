"""Files as the tables of SQL queries, through DuckDB: CSV, JSON and Parquet, in folders and zips.

A table has the name of its file (`enterprise.csv` is `enterprise`). All cells of CSV are text. The
sorted result of each query is kept in a database file in a temporary folder, so memory use does not grow
with the data. A row that cannot be read is kept and reported, and reading goes on.

If a mapping has `updates`, the inputs are taken in order, and a later one may hold changes:
`address_delete.csv` has the keys of rows to remove from `address`, `address_insert.csv` the rows to add then.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import InputError, MappingError, OsloError, Place
from ..words.text import nearest
from .base import Layout, Query, ReadingOptions
from .databases import Database, Row, ordered, quoted

_CSV = {".csv", ".tsv", ".txt"}
_READERS = {".json": "read_json", ".jsonl": "read_json", ".ndjson": "read_json", ".parquet": "read_parquet"}
_MEMORY = "160MB"  # for DuckDB, which uses the disk beyond that
_MAX_UNPACKED = 64 * 2**30
_AT_ONCE = 2000


class Files(Database):
    """The files of some inputs as tables; only those that the queries name are opened."""

    def __init__(self, inputs: Sequence[Path], queries: Sequence[Query]) -> None:
        try:
            import duckdb
        except ImportError:
            raise OsloError("SQL over files needs the extra: pip install 'oslo-interop[sql]'") from None
        self.name = ", ".join(map(str, inputs))
        self._duckdb = duckdb
        self._folder = tempfile.TemporaryDirectory(prefix="oslo-sql-")
        self._work = Path(self._folder.name)
        self._reported: set[tuple[str, int]] = set()
        self._tables: set[str] = set()
        try:
            self._connection = duckdb.connect(
                str(self._work / "tables.db"),
                config={
                    "memory_limit": _MEMORY,
                    "threads": "2",
                    "temp_directory": str(self._work / "spill"),
                    "autoinstall_known_extensions": "false",  # no downloads
                    "autoload_known_extensions": "false",
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
        words = {word for query in every for word in query.words}
        absent = {name: columns for query in every for name, columns in query.absent.items() if name in words}
        updates = next((query.updates for query in every if query.updates), None)
        views: dict[str, str] = {}
        for each in inputs:
            files = self._files_of(each)
            self._tables.update(files)
            for name, path in files.items():
                if name in words:
                    view = self._select_from(path)
                    views[name] = f"{views[name]} UNION ALL BY NAME {view}" if name in views else view
            for name in sorted(words) if updates else ():
                self._add_updates(name, files, updates or ("", ""), views)
        for name, columns in absent.items():
            views.setdefault(
                name, f"SELECT {', '.join(f'NULL::VARCHAR AS {quoted(each)}' for each in columns)} LIMIT 0"
            )
        for name, view in views.items():
            self._run(f"CREATE VIEW {quoted(name)} AS {view}")

    def _add_updates(self, name: str, files: dict[str, Path], updates: tuple[str, str], views: dict[str, str]) -> None:
        """Removals before additions, as the register prescribes."""
        delete, insert = (files.get(f"{name}{suffix}") for suffix in updates)
        if (delete or insert) and name not in views:
            raise InputError(f"changes the table {name!r}: give the full files first", Place(str(delete or insert)))
        if delete:
            keys = ", ".join(quoted(each) for each in self._read_header(delete)[2])
            views[name] = f"SELECT * FROM ({views[name]}) ANTI JOIN ({self._select_from(delete)}) USING ({keys})"  # noqa: S608
        if insert:
            views[name] = f"({views[name]}) UNION ALL BY NAME ({self._select_from(insert)})"

    def _files_of(self, path: Path) -> dict[str, Path]:
        """The tables in a file, a folder or a zip: name to file."""
        if path.is_dir():
            paths = sorted(path.iterdir())
        elif path.suffix.lower() == ".zip":
            paths = self._unpack(path)
        elif path.is_file():
            paths = [path]
        else:
            raise InputError("no such file", Place(str(path)))
        return {file.stem: file for file in paths if file.suffix.lower() in _CSV | _READERS.keys()}

    def _unpack(self, path: Path) -> list[Path]:
        folder = self._work / f"zip{len(list(self._work.iterdir()))}"
        paths = []
        try:
            with zipfile.ZipFile(path) as archive:
                if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED:
                    raise InputError(f"over {_MAX_UNPACKED} bytes when unpacked", Place(str(path)))
                for member in archive.infolist():
                    name = PurePosixPath(member.filename).name
                    if not member.is_dir() and Path(name).suffix.lower() in _CSV | _READERS.keys():
                        member.filename = name  # without the folders of the archive, which may lead outside it
                        paths.append(Path(archive.extract(member, folder)))
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
            raise InputError(f"not an archive that can be read: {error}", Place(str(path))) from None
        return paths

    def _select_from(self, path: Path) -> str:
        """The SELECT that reads a file."""
        if (reader := _READERS.get(path.suffix.lower())) is not None:
            return f"SELECT * FROM {reader}({_quoted_text(str(path))})"  # noqa: S608
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
        from .csv import CsvSource

        with path.open("rb") as file:
            source = CsvSource(file, str(path), Layout(), ReadingOptions())
            for name in source.columns:
                if source.columns.count(name) > 1:
                    raise InputError(f"two columns have the name {name!r}", Place(str(path)))
            skip = source.header_line - 1
            if source.encoding in ("utf-8", "utf-8-sig"):
                return path, source.delimiter, source.columns, skip
        copy = self._work / f"utf8-{path.name}"
        with (
            path.open(encoding=source.encoding, newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while piece := old.read(1 << 20):
                new.write(piece)
        return copy, source.delimiter, source.columns, skip

    def _restrict_to(self, inputs: Sequence[Path]) -> None:
        """From here on, queries can read these inputs and no other files."""
        reached = ", ".join(_quoted_text(str(each.resolve())) for each in (*inputs, self._work))
        paths = ", ".join(_quoted_text(str(each)) for each in inputs)
        self._run(f"SET allowed_directories = [{reached}, {paths}]")
        self._run(f"SET allowed_paths = [{reached}, {paths}]")
        self._run("SET enable_external_access = false")
        self._run("SET lock_configuration = true")

    # Queries over them.

    def columns(self, query: Query) -> list[str]:
        self._only_reads(query.select)
        cursor = self._run(f"{query.select} LIMIT 0", query.sql)
        return [column[0] for column in cursor.description]

    def rows(self, query: Query) -> Iterator[Row]:
        name = f"sorted{id(query)}"
        sql = ordered(query, self.columns(query))
        self._run(f"CREATE OR REPLACE TABLE {name} AS {sql}", query.sql)
        cursor = self._connection.cursor()
        cursor.execute(f"SELECT * FROM {name}")  # noqa: S608
        while batch := cursor.fetchmany(_AT_ONCE):
            yield from batch
        cursor.close()
        self._run(f"DROP TABLE {name}")

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
                yield f"{Path(file).name}:{line}: {message.partition(chr(10))[0]}", None, text

    def _only_reads(self, sql: str) -> None:
        try:
            kinds = [each.type for each in self._duckdb.extract_statements(sql)]
        except self._duckdb.Error as error:
            raise MappingError(f"{_first_line(error)}: {sql}") from None
        if kinds != [self._duckdb.StatementType.SELECT]:
            raise MappingError(f"a query is one SELECT: {sql}")

    def _run(self, sql: str, shown: str | None = None) -> Any:
        try:
            return self._connection.execute(sql)
        except self._duckdb.CatalogException as error:
            missing = re.search(r"Table with name (\S+) does not exist", str(error))
            if missing is None:
                raise MappingError(f"{_first_line(error)}: {shown or sql}") from None
            raise InputError(
                f"no table {missing[1]!r}{nearest(missing[1], sorted(self._tables))}", Place(self.name)
            ) from None
        except self._duckdb.Error as error:
            raise InputError(_first_line(error), Place(self.name)) from None

    def close(self) -> None:
        if hasattr(self, "_connection"):
            self._connection.close()
        self._folder.cleanup()


def _quoted_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
