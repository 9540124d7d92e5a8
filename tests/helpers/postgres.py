"""A PostgreSQL server of the tests' own: on a free port of this machine and on a socket, with TLS, gone when they end.

Its programs are looked for in PATH and where Debian has them. Without them a test is skipped; where they have to be
(CI=true), it fails.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

OWNER, OWNERS_PASSWORD = "eigenaar", "geheim van de eigenaar"
"""The superuser of the server."""

READER, READERS_PASSWORD = "lezer", "l@ng:en/geheim?"
"""A role that can only SELECT."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    folder: Path
    port: int

    @property
    def root(self) -> Path:
        """The certificate of the authority that signed the certificate of the server."""
        return self.folder / "root.crt"

    def url(self, database: str = "postgres", parameters: str = "", host: str = "127.0.0.1") -> str:
        """The address of a database for the role that can only SELECT."""
        password = "l%40ng%3Aen%2Fgeheim%3F"
        return f"postgresql://{READER}:{password}@{host}:{self.port}/{database}?{parameters}".removesuffix("?")

    def owners_url(self, database: str = "postgres") -> str:
        password = OWNERS_PASSWORD.replace(" ", "%20")
        return f"postgresql://{OWNER}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> list[list[Any]]:
        """Run statements as the superuser, each by itself; the rows of the last one."""
        import pg8000.native

        connection = pg8000.native.Connection(
            OWNER, database=database, unix_sock=f"{self.folder}/.s.PGSQL.{self.port}", timeout=60
        )
        try:
            rows = [connection.run(each) for each in statements][-1]
        finally:
            connection.close()
        return rows or []

    def tables(self, name: str, *statements: str, options: str = "") -> None:
        """A new database, with what some statements put into it; the reader may read all of it."""
        self.run(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} {options}")
        self.run(*statements, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}", database=name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server, stopped and removed at the end."""
    yield from start()


def start() -> Iterator[Server]:
    """A server, stopped and removed once it is asked for more."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="oslo-postgres-", dir="/tmp"))
    try:
        make_certificates(folder)
        user = _user() if os.geteuid() == 0 else None  # it does not run as root
        if user:
            for each in (folder, *folder.iterdir()):
                shutil.chown(each, user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data = folder / "data"
        _run(user, [programs / "initdb", "-D", data, "-A", "trust", "-U", OWNER, "--locale", "C.UTF-8", "--no-sync"])
        _configure(data, folder, port)
        control = [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w"]
        _run(user, [*control, "start"])
        try:
            server = Server(folder, port)
            server.run(
                f"ALTER ROLE {OWNER} PASSWORD '{OWNERS_PASSWORD}'",
                f"CREATE ROLE {READER} LOGIN PASSWORD '{READERS_PASSWORD}'",
            )
            yield server
        finally:
            _run(user, [*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


def _configure(data: Path, folder: Path, port: int) -> None:
    with (data / "postgresql.conf").open("a") as file:
        file.write(
            f"port = {port}\nlisten_addresses = '*'\nunix_socket_directories = '{folder}'\nfsync = off\n"
            f"max_connections = 30\nssl = on\nssl_cert_file = '{folder}/server.crt'\n"
            f"ssl_key_file = '{folder}/server.key'\n"
        )
    (data / "pg_hba.conf").write_text(
        f"local all {OWNER} trust\nlocal all all scram-sha-256\nhost all all all scram-sha-256\n"
    )


def make_certificates(folder: Path) -> None:
    """Certificates of two authorities, `root` and `other`, and three that they signed, made by the command `openssl`.

    `server` is that of localhost and 127.0.0.1, by `root`; `elsewhere` that of another name, by `root`; `impostor`
    again that of localhost, by `other`.
    """
    if shutil.which("openssl") is None:
        _absent("the command openssl is not there")

    def openssl(*arguments: str | Path) -> None:
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=60, cwd=folder)

    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout"]
    for name in ("root", "other"):
        openssl("req", "-x509", *curve, f"{name}.key", "-subj", f"/CN={name}", "-days", "2", "-out", f"{name}.crt")
    here = "DNS:localhost, IP:127.0.0.1"
    for name, by, names in (
        ("server", "root", here),
        ("elsewhere", "root", "DNS:db.example.be"),
        ("impostor", "other", here),
    ):
        (folder / "names").write_text(f"subjectAltName = {names}")
        openssl("req", "-new", *curve, f"{name}.key", "-subj", "/CN=a server", "-out", f"{name}.csr")
        signed = ["-CA", f"{by}.crt", "-CAkey", f"{by}.key", "-CAcreateserial", "-extfile", "names", "-days", "2"]
        openssl("x509", "-req", "-in", f"{name}.csr", *signed, "-out", f"{name}.crt")
        (folder / f"{name}.key").chmod(0o600)


def _programs() -> Path:
    """The folder of initdb and pg_ctl."""
    pytest.importorskip("pg8000", reason="PostgreSQL is the extra postgres")
    in_path = shutil.which("pg_ctl")
    found = [Path(in_path).resolve().parent] if in_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for each in found:
        if (each / "initdb").exists() and (each / "pg_ctl").exists():
            return each
    return _absent("initdb and pg_ctl are neither in PATH nor in /usr/lib/postgresql")


def _absent(what: str) -> Any:
    message = f"needs a PostgreSQL server: {what}"
    pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


def _user() -> str:
    """A user of the system that is not root: that of PostgreSQL, or nobody."""
    import pwd

    names = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, command: Sequence[str | Path]) -> None:
    switch = ["runuser", "-u", user, "--"] if user else []
    subprocess.run(
        [*switch, *map(str, command)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        timeout=120,
    )
