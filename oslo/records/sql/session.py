"""A session with a PostgreSQL server: the protocol of the driver pg8000, with values as the server writes them.

Importing this needs the extra `postgres`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from pg8000.core import Context, CoreConnection
from pg8000.exceptions import DatabaseError, InterfaceError

from ..json.text import json_value
from .values import array_reader, finite, in_iso

_ASKS_PASSWORD = (3, 5, 10)  # in the clear, as MD5, SCRAM

VALUES: dict[int, Callable[[str], Any]] = {
    16: "t".__eq__,  # boolean
    17: lambda text: text[2:].upper(),  # bytea, as xsd:hexBinary
    20: int,
    21: int,
    23: int,
    26: int,
    114: json_value,
    3802: json_value,
    700: finite,
    701: finite,
    1042: lambda text: text.rstrip(" "),  # character(n): blanks at its end mean nothing
    1114: in_iso,
    1184: in_iso,
    1266: in_iso,  # time with time zone
}
"""Type of PostgreSQL (its OID) to the function from its text to a value; all others stay text."""


class Session(CoreConnection):  # type: ignore[misc]
    """A session; `heaviest` is the size in bytes of the widest row since it was set to zero.

    Values come as the server writes them, not as the dates and numbers of Python, which have no infinity, no year 10000
    and no 24 o'clock.
    """

    heaviest = 0

    def __init__(self, **settings: Any) -> None:
        super().__init__(ssl_context=False, **settings)
        self.pg_types = defaultdict(lambda: str, VALUES)

    def know_arrays(self) -> None:
        """Ask the server which types are arrays, and of what."""
        asked = "SELECT oid, typelem FROM pg_catalog.pg_type WHERE typcategory = 'A' AND typelem <> 0"
        for oid, element in self.execute_simple(asked).rows:
            self.pg_types[oid] = array_reader(self.pg_types[element])

    def handle_AUTHENTICATION_REQUEST(self, data: bytes, context: Context) -> None:  # noqa: N802
        """Answer the server, that may ask for a password."""
        if self.password is None and int.from_bytes(data[:4], "big") in _ASKS_PASSWORD:
            raise InterfaceError("the server asks for a password: set PGPASSWORD, or give it in ~/.pgpass")
        super().handle_AUTHENTICATION_REQUEST(data, context)

    def handle_ERROR_RESPONSE(self, data: bytes, context: Context) -> None:  # noqa: N802
        """Keep an error for the end of the answer; after a fatal one there is no answer."""
        super().handle_ERROR_RESPONSE(data, context)
        if context.error.args[0].get("V") in ("FATAL", "PANIC"):
            raise context.error

    def handle_DATA_ROW(self, data: bytes, context: Context) -> None:  # noqa: N802
        """Take a row, and weigh it."""
        if len(data) > self.heaviest:
            self.heaviest = len(data)
        super().handle_DATA_ROW(data, context)


__all__ = ["DatabaseError", "Session"]
