"""The address of a PostgreSQL database, in the forms that libpq reads: a URL, or words such as `host=db user=anna`.

An address may hold a password. So nothing but its host, port and database is ever shown, and nothing of an address that
cannot be read: nobody knows which part of it is the password.
After https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..errors import InputError, Place

READ = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "options": "PGOPTIONS",
    "application_name": "PGAPPNAME",
}
"""Parameters that are read, and the variable of the environment that stands in for each."""

NOT_READ = {
    "service": "PGSERVICE",
    "channel_binding": "PGCHANNELBINDING",
    "require_auth": "PGREQUIREAUTH",
    "gssencmode": "PGGSSENCMODE",
    "krbsrvname": "PGKRBSRVNAME",
    "sslcrl": "PGSSLCRL",
    "sslcrldir": "PGSSLCRLDIR",
    "sslnegotiation": "PGSSLNEGOTIATION",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION",
    "ssl_max_protocol_version": "PGSSLMAXPROTOCOLVERSION",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "requirepeer": "PGREQUIREPEER",
    "sslpassword": "",
    "replication": "",
}
"""Parameters that ask for what is not done here. They are refused, but for values that ask nothing (`ASK_NOTHING`)."""

ASK_NOTHING = {"prefer", "disable", "any", "postgres", "TLSv1.2"}
"""Values of `NOT_READ` that leave all as it is."""

HIDDEN = "postgresql://..."
"""An address of which nothing can be shown."""


class Url(str):
    """The address of a database: `postgresql://user@host/name`, or `host=... user=... dbname=...`.

    >>> Url("postgresql://anna:secret@db.example.be/burgers").shown
    'postgresql://db.example.be/burgers'
    >>> Url("dbname=burgers host=db.example.be password='a secret'")
    Url('postgresql://db.example.be/burgers')
    """

    __slots__ = ()

    @property
    def shown(self) -> str:
        """The URL without user name, password and parameters."""
        try:
            found = parameters(self)
        except InputError:
            return HIDDEN
        host, port = found.get("host") or found.get("hostaddr") or "", found.get("port")
        host = f"[{host}]" if ":" in host else host.replace("/", "%2F")
        return f"postgresql://{host}{f':{port}' if port else ''}/{found.get('dbname') or ''}"

    def __repr__(self) -> str:
        return f"Url({self.shown!r})"


_SCHEME = re.compile(r"\s*((?:[a-z][a-z0-9+.-]*:)+)//", re.IGNORECASE)
_WORDS = re.compile(rf"\s*({'|'.join([*READ, *NOT_READ])})\s*=", re.IGNORECASE)


_OF_THE_WEB = "nothing is read from the web here: get it first (curl -L -o FILE ADDRESS), and give the file"
_OF_OTHERS = "not an address that can be read: give a file, or a database as postgresql://..."


def database_address(text: str) -> Url | None:
    """The database that a text is the address of; None for the name of a file.

    Raises InputError for an address of another kind, of which nothing but its scheme is told.

    >>> database_address("adressen.csv"), database_address("postgresql:///burgers")
    (None, Url('postgresql:///burgers'))
    >>> database_address("mysql://anna:secret@db.example.be/burgers")
    Traceback (most recent call last):
    ...
    oslo.errors.InputError: mysql://...: not an address that can be read: give a file, or a database as postgresql://...
    """
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].casefold() not in ("postgresql:", "postgres:"):
        reason = _OF_THE_WEB if scheme[1].casefold() in ("https:", "http:") else _OF_OTHERS
        raise InputError(reason, Place(f"{scheme[1]}//..."))
    return Url(text) if scheme or _WORDS.match(text) else None


def parameters(address: str) -> dict[str, str]:
    r"""What an address says, by the names of libpq; InputError, without a value of it, if it cannot be read.

    >>> parameters("postgres://anna:s%40cret@[::1]:5433/burgers?sslmode=require")
    {'user': 'anna', 'password': 's@cret', 'host': '::1', 'port': '5433', 'dbname': 'burgers', 'sslmode': 'require'}
    >>> parameters(r"host = db user=anna password='it\'s'")
    {'host': 'db', 'user': 'anna', 'password': "it's"}
    """
    pairs = _of_url(address.strip()) if _SCHEME.match(address) else _of_words(address)
    found: dict[str, str] = {}
    for name, value in pairs:
        if name == "ssl" and value == "true":
            name, value = "sslmode", "require"
        if "\0" in value:
            raise _unreadable("it has a NUL character")
        if name in READ:
            found[name] = value
        elif name not in NOT_READ:
            raise _unreadable(f"it has a parameter that is none of {', '.join(READ)}")
        elif value and value not in ASK_NOTHING:
            raise _unreadable(not_read(name))
    if (port := found.get("port")) and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise _unreadable("its port is not a number from 1 to 65535")
    if "," in found.get("host", "") or "," in found.get("hostaddr", ""):
        raise _unreadable("it has several hosts: give one")
    if re.search(r"://|=", found.get("dbname", "")):
        raise _unreadable("its database is an address: give that alone")
    return found


def not_read(name: str, variable: str = "") -> str:
    """Why a parameter, or the variable that stands in for it, is refused."""
    if name == "service":
        return f"{variable or name}: files of services are not read: say host, user and dbname"
    return f"{variable or name}: what this asks for is not done: leave it out"


def _unreadable(reason: str) -> InputError:
    return InputError(f"the address cannot be read: {reason}", Place(HIDDEN))


_URL = re.compile(
    r"(?i:postgres(?:ql)?)://(?:(?P<user>[^/?]*)@)?(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<host>[^@/?:\[\]]*))(?::(?P<port>\d*))?"
    r"(?:/(?P<dbname>[^@/?]*))?(?:\?(?P<more>.*))?",
    re.DOTALL,
)


def _of_url(url: str) -> list[tuple[str, str]]:
    parts = _URL.fullmatch(url)
    if parts is None:
        raise _unreadable("write %40 for @, %3A for :, %2F for / and %3F for ? in a name or a password")
    user, _, password = (parts["user"] or "").partition(":")
    host = parts["six"] or parts["host"]
    named = {"user": user, "password": password, "host": host, "port": parts["port"], "dbname": parts["dbname"]}
    pairs = [(name, _decoded(value)) for name, value in named.items() if value]
    for each in parts["more"].split("&") if parts["more"] else ():
        name, _, value = each.partition("=")
        pairs.append((_decoded(name), _decoded(value)))
    return pairs


def _decoded(text: str) -> str:
    if re.search(r"%(?![0-9a-fA-F]{2})", text):
        raise _unreadable("write %25 for % in a name or a password")
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise _unreadable("what is written with % is not UTF-8") from None


_WORD = re.compile(r"\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'(?=\s|$)|((?!')(?:[^\s\\]|\\.)*))", re.DOTALL)


def _of_words(text: str) -> list[tuple[str, str]]:
    pairs, at = [], 0
    while text[at:].strip():
        word = _WORD.match(text, at)
        if word is None:
            raise _unreadable("write name=value, and name='value' around a blank, with \\' for a quote")
        pairs.append((word[1], re.sub(r"\\(.)", r"\1", word[2] if word[2] is not None else word[3], flags=re.DOTALL)))
        at = word.end()
    return pairs
