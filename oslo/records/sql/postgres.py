"""The tables of a PostgreSQL database, read in one transaction that cannot write: all queries see one state of it.

A query is prepared by itself, so that the server refuses a second statement in it, and read through a cursor, which
takes nothing but a SELECT. How the server writes dates, times and bytes is set first, whatever its own settings are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...errors import InputError, MappingError, OsloError, Place
from ..json.text import NotJson
from ..layout import Query, Url
from .databases import Database, Row, in_order, one_line, quoted
from .settings import settings_of
from .transport import connect

_BEGIN = """
BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET default_transaction_read_only = on;
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'iso_8601';
SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 1;
SET LOCAL cursor_tuple_fraction = 1;
"""
_FORMS = (
    "DateStyle",
    "IntervalStyle",
    "TimeZone",
    "client_encoding",
)  # settings that the server tells when they change
_FIRST, _MOST, _BYTES = 20, 500, 4 * 2**20  # rows fetched at first and at most, bytes fetched at most

_IN_UTF8, _AS_UTF8 = '({}) COLLATE pg_catalog."C"', "pg_catalog.convert_to({}, 'UTF8')"
"""A text in the order of code points: that of its bytes, if these are UTF-8."""

_TEXT = "{}::text"
_TEXTS = {
    1700: "pg_catalog.trim_scale({})::text",
    700: "pg_catalog.trim_scale({}::text::numeric)::text",
    701: "pg_catalog.trim_scale({}::text::numeric)::text",
}
"""Types (by OID) whose equal values have several texts, and the SQL for one text: numeric, real, double precision."""

_OF_THE_MAPPING = ("0A", "25", "2F", "34", "3F", "42", "P0")
"""Classes of errors that a query causes, whatever the data: syntax, access, what a transaction that reads refuses.

See https://www.postgresql.org/docs/current/errcodes-appendix.html.
"""


class Postgres(Database):
    """A PostgreSQL database."""

    def __init__(self, url: Url) -> None:
        try:
            from .session import Session
        except ImportError:
            raise OsloError("PostgreSQL needs the extra: pip install 'oslo-interop[postgres]'") from None
        settings = settings_of(url)
        self.name = url.shown
        self._remarks: list[str] = list(settings.said)
        self._types: dict[int, dict[str, int]] = {}
        self._cursors = 0
        place = Place(self.name)
        socket = connect(settings, place, self._remarks.append)
        forms = {"client_encoding": "UTF8", "TimeZone": settings.zone, "options": settings.options}
        try:
            self._session = Session(
                user=settings.user,
                password=settings.password,
                database=settings.database,
                sock=socket,
                application_name=settings.application,
                startup_params={name: value for name, value in forms.items() if value},
            )
            self._session.execute_simple(_BEGIN)
            self._session.know_arrays()
            socket.settimeout(None)  # a query may think for long
        except Exception as error:  # noqa: BLE001  a driver raises anything on what a server sends
            socket.close()
            raise InputError("; ".join([_said(error, connecting=True), *settings.said]), place) from None
        except BaseException:
            socket.close()
            raise
        told = self._session.parameter_statuses
        self._forms = {name: told.get(name) for name in _FORMS}
        self._in_order = _IN_UTF8 if told.get("server_encoding") in ("UTF8", "SQL_ASCII") else _AS_UTF8
        if told.get("is_superuser") == "on":
            self._remarks.append(
                f"{settings.user} is a superuser, whose queries may also read files of the server: "
                "connect as a role that can only SELECT"
            )

    def remarks(self) -> Iterator[str]:
        yield from self._remarks
        self._remarks = []

    def columns(self, query: Query) -> list[str]:
        try:
            statement, columns, _ = self._session.prepare_statement(query.select, ())
            self._session.close_prepared_statement(statement)
        except Exception as error:  # noqa: BLE001
            raise self._error(error, query) from None
        self._types[id(query)] = {column["name"]: column["type_oid"] for column in columns or ()}
        return [column["name"] for column in columns or ()]

    def rows(self, query: Query) -> Iterator[Row]:
        columns = self.columns(query)
        key = self._in_order.format(self._text(query)) if query.key else "NULL"
        sql = query.selecting(f"*, {key}") + in_order(query, columns, key, self._in_order.format(_TEXT))
        self._cursors += 1
        cursor, number = f"oslo{self._cursors}", _FIRST
        session = self._session
        try:
            if query.timeout:
                session.execute_simple(f"SET LOCAL statement_timeout = {round(query.timeout * 1000)}")
            session.execute_unnamed(f"DECLARE {cursor} NO SCROLL CURSOR FOR {sql}")
        except Exception as error:  # noqa: BLE001
            raise self._error(error, query) from None
        while rows := self._fetch(cursor, number, query):
            number = max(1, min(4 * number, _MOST, _BYTES // (session.heaviest or 1)))
            yield from rows

    def _fetch(self, cursor: str, number: int, query: Query) -> list[Row]:
        """Some more rows of a cursor; how many is chosen by the widest row of those before."""
        self._session.heaviest = 0
        try:
            rows: list[Row] = self._session.execute_simple(f"FETCH {number} FROM {cursor}").rows
        except Exception as error:  # noqa: BLE001
            raise self._error(error, query) from None
        told = self._session.parameter_statuses
        if changed := [name for name, value in self._forms.items() if told.get(name) != value]:
            raise self.wrong_query(f"a query changes the setting {changed[0]}", query)
        return rows

    def _text(self, query: Query) -> str:
        """The text of the key, by its type."""
        key = query.key or ""
        return _TEXTS.get(self._types[id(query)].get(key, 0), _TEXT).format(quoted(key))

    def _error(self, error: Exception, query: Query) -> InputError | MappingError:
        content = error.args[0] if error.args else None
        code = str(content.get("C", "")) if isinstance(content, dict) else ""
        if code == "57014" and query.timeout:
            return self.broken(f"no answer within {query.timeout} seconds (timeout)", query)
        return (self.wrong_query if code[:2] in _OF_THE_MAPPING else self.broken)(_said(error), query)

    def close(self) -> None:
        with suppress(Exception):  # of a connection that is lost
            self._session.close()


def _said(error: Exception, *, connecting: bool = False) -> str:
    """What the server said, or what happened to the connection."""
    content: Any = error.args[0] if error.args else None
    of_driver = type(error).__module__.startswith("pg8000")
    if of_driver and isinstance(content, dict):
        return one_line(str(content.get("M", "an error without a message")))
    if isinstance(error, TimeoutError):
        return "no answer while connecting (connect_timeout)"
    if isinstance(error, UnicodeError):
        return "a text that is not in the encoding that the server says"
    if isinstance(error, OSError) or content == "network error":
        return "no connection: the server closed it" if connecting else "the connection was lost"
    if isinstance(error, NotJson):
        return f"a value of type json: {error.reason}"
    if of_driver:
        return one_line(str(content))
    if type(error).__module__.startswith("scramp"):
        return "the server does not prove that it knows the password"
    return f"the server does not speak as PostgreSQL does ({type(error).__name__})"
