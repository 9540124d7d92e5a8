"""How to connect to PostgreSQL: what the address says, else the environment, else what libpq takes by itself.

The variables of the environment are those of libpq (`PGHOST`, `PGUSER`, ...), and so is the file of passwords
(`.pgpass`). See https://www.postgresql.org/docs/current/libpq-envars.html and libpq-pgpass.html beside it.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from ...errors import InputError, Place
from ..address import ASK_NOTHING, NOT_READ, READ, Url, not_read, parameters

SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_SOCKETS = ("/var/run/postgresql", "/tmp")  # noqa: S108  where servers of Debian, and others, put their socket
_CONNECT_TIMEOUT = 15


@dataclass(frozen=True)
class Settings:
    """Where to connect, as whom and how; `said` are words for the user about what was found.

    `host`: a name, a number, or the folder of a socket. `sslmode`: None if nobody said anything. `timeout`: seconds
    that connecting may take, None for any time.
    """

    host: str
    port: int
    user: str
    database: str
    password: str | None = field(repr=False)
    address: str | None = None
    sslmode: str | None = None
    root: str | None = None
    certificate: str | None = None
    key: str | None = None
    timeout: float | None = _CONNECT_TIMEOUT
    options: str | None = None
    application: str = "oslo"
    zone: str = "UTC"
    said: tuple[str, ...] = ()

    @property
    def socket(self) -> str | None:
        """The path of a socket on this machine; None for a host of a network."""
        return f"{self.host}/.s.PGSQL.{self.port}" if self.host.startswith("/") and not self.address else None

    @property
    def is_local(self) -> bool:
        """Whether what is sent does not leave this machine."""
        at = self.address or self.host
        try:
            return self.socket is not None or at.lower() == "localhost" or ip_address(at).is_loopback
        except ValueError:
            return False


def settings_of(url: Url, environment: Mapping[str, str] = os.environ) -> Settings:
    """How to connect to an address; InputError if it, or the environment, says what cannot be done."""
    said = parameters(url)
    place = Place(url.shown)
    for name, variable in NOT_READ.items():
        if variable and environment.get(variable, "prefer") not in ASK_NOTHING:
            raise InputError(not_read(name, variable), place)
    found = {name: environment[variable] for name, variable in READ.items() if environment.get(variable)}
    found |= {name: value for name, value in said.items() if value}
    mode = found.get("sslmode")
    if found.get("sslrootcert") == "system" and mode is None:
        mode = "verify-full"
    if mode is not None and mode not in SSL_MODES:
        raise InputError(f"sslmode is one of {', '.join(SSL_MODES)}", place)
    if found.get("sslrootcert") == "system" and mode != "verify-full":
        raise InputError("sslrootcert=system needs sslmode=verify-full", place)
    port = _number(found.get("port", "5432"), "the port", 65535, place)
    seconds = _number(found.get("connect_timeout", str(_CONNECT_TIMEOUT)), "connect_timeout", 86400, place)
    user = found.get("user") or _system_user()
    host = found.get("host") or _default_host(port) if "hostaddr" not in found else found.get("host", found["hostaddr"])
    database = found.get("dbname") or user
    password, remarks = found.get("password"), list[str]()
    if password is None:
        asked = "localhost" if host.startswith("/") and "host" not in found else host
        password = _kept_password(found.get("passfile"), (asked, str(port), database, user), remarks.append)
    options = found.get("options")
    return Settings(
        host=host,
        port=port,
        user=user,
        database=database,
        password=password,
        address=found.get("hostaddr"),
        sslmode=mode,
        root=found.get("sslrootcert"),
        certificate=found.get("sslcert"),
        key=found.get("sslkey"),
        timeout=seconds or None,
        options=options,
        application=found.get("application_name", "oslo"),
        zone=environment.get("PGTZ") or ("" if "timezone" in (options or "").lower() else "UTC"),
        said=tuple(remarks),
    )


def _number(text: str, what: str, most: int, place: Place) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= most):
        raise InputError(f"{what} is a number up to {most}", place)
    return int(text)


def _system_user() -> str:
    """The name of the user of the operating system, as libpq takes it."""
    if sys.platform == "win32":
        import getpass

        return getpass.getuser()
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise InputError("this process has no user name: say which user connects (user@ in the address)") from None


def _default_host(port: int) -> str:
    """The folder of the socket of a server on this machine, else localhost."""
    return next((each for each in _SOCKETS if Path(each, f".s.PGSQL.{port}").exists()), "localhost")


# The file of passwords.


def _kept_password(named: str | None, asked: tuple[str, str, str, str], remark: Callable[[str], None]) -> str | None:
    """The password in `.pgpass` for a host, port, database and user; a file that others can read is not used."""
    at_home = Path(os.environ.get("APPDATA", ""), "postgresql", "pgpass.conf") if sys.platform == "win32" else None
    try:
        path = Path(named) if named else at_home or Path("~/.pgpass").expanduser()
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            remark(f"{path}: not a file, so no password is taken from it")
            return None
        if sys.platform != "win32" and mode & 0o077:
            remark(f"{path}: others may read it, so no password is taken from it: chmod 600")
            return None
        lines = path.read_text("utf-8", "surrogateescape").splitlines()
    except (OSError, RuntimeError):  # as for libpq, it need not be there, and nor need a home
        return None
    for fields in _entries(lines):
        if all(known in ("*", wanted) for known, wanted in zip(fields, asked, strict=False)):
            return fields[4]
    return None


def _entries(lines: list[str]) -> Iterator[list[str]]:
    r"""The entries of a file of passwords: host, port, database, user, password.

    >>> list(_entries(["# ours", r"db:5432:*:anna:a\:b\\c"]))
    [['db', '5432', '*', 'anna', 'a:b\\c']]
    """
    for line in lines:
        if line.startswith("#"):
            continue
        fields = [re.sub(r"\\(.)", r"\1", each) for each in re.findall(r"(?:^|(?<=:))((?:[^:\\]|\\.)*)(?::|$)", line)]
        if len(fields) >= 5:
            yield fields[:5]
