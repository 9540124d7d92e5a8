"""Who gets a password: servers with a certificate of their own, impostors, servers without TLS, and what is told."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from helpers.postgres import Server, make_certificates

from oslo import InputError
from oslo.errors import Place
from oslo.records import Query, Url, open_tables
from oslo.records.sql.settings import Settings
from oslo.records.sql.transport import connect

PASSWORD = "geheim123"
QUERY = Query("SELECT 1 AS nr", "nr")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


@pytest.fixture(autouse=True)
def _no_files_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


@dataclass
class Impostor:
    """A server that asks everybody for a password in the clear, and keeps what it gets."""

    port: int
    got: bytes = b""
    lost: list[str] = field(default_factory=list)


@contextmanager
def impostor(certificate: Path | None, host: str = "127.0.0.1") -> Iterator[Impostor]:
    """An impostor with a certificate (`x.crt`, its key in `x.key`); None: it does not speak TLS."""
    with socket.create_server((host, 0)) as listener:
        found = Impostor(listener.getsockname()[1])

        def serve() -> None:
            with suppress(OSError):
                while True:
                    plain, _ = listener.accept()
                    with plain:
                        talk(plain)

        def talk(plain: socket.socket) -> None:
            plain.settimeout(10)
            try:
                if plain.recv(8, socket.MSG_PEEK) == struct.pack("!ii", 8, 80877103):
                    plain.recv(8)
                    plain.sendall(b"S" if certificate else b"N")
                    if certificate:
                        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
                        plain = context.wrap_socket(plain, server_side=True)
                found.got += plain.recv(1000)
                plain.sendall(b"R" + struct.pack("!ii", 8, 3))
                found.got += plain.recv(1000)
            except OSError as error:
                found.lost.append(str(error))
            finally:
                plain.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield found
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def attempt(url: str) -> str:
    """What is said when a connection fails."""
    with pytest.raises(InputError) as raised, open_tables([Url(url)], [QUERY]):
        pass
    assert PASSWORD not in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1
    return str(raised.value)


REFUSED = {
    "another authority": ("impostor", "localhost", "verify-full"),
    "another authority, the name not asked": ("impostor", "localhost", "verify-ca"),
    "another authority, where its certificate is given": ("impostor", "localhost", "require"),
    "another authority, where TLS is preferred": ("impostor", "localhost", "prefer"),
    "another name": ("elsewhere", "localhost", "verify-full"),
    "another number": ("elsewhere", "127.0.0.1", "verify-full"),
    "itself": ("other", "localhost", "verify-full"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_impostor_gets_nothing(certificates: Path, case: str) -> None:
    certificate, host, mode = REFUSED[case]
    with impostor(certificates / f"{certificate}.crt") as server:
        root = certificates / "root.crt"
        said = attempt(f"postgresql://anna:{PASSWORD}@{host}:{server.port}/db?sslmode={mode}&sslrootcert={root}")
    assert f"postgresql://{host}:{server.port}/db: the certificate of the server is refused" in said
    assert server.got == b""


def test_the_certificate_of_the_authority_is_found_as_libpq_finds_it(
    certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with impostor(certificates / "impostor.crt") as server:
        url = f"postgresql://anna:{PASSWORD}@localhost:{server.port}/db"
        assert "no file" in attempt(f"{url}?sslmode=verify-full")
        assert "certificate of the server is refused" in attempt(f"{url}?sslrootcert=system")
        monkeypatch.setenv("PGSSLMODE", "verify-ca")
        monkeypatch.setenv("PGSSLROOTCERT", str(tmp_path / "weg.crt"))
        assert f"no file {tmp_path}/weg.crt" in attempt(url)
        monkeypatch.delenv("PGSSLROOTCERT")
        (tmp_path / ".postgresql").mkdir()
        (tmp_path / ".postgresql" / "root.crt").write_bytes((certificates / "root.crt").read_bytes())
        assert "certificate of the server is refused" in attempt(url)
        (tmp_path / ".postgresql" / "root.crt").write_text("no certificate")
        assert "no certificate can be read" in attempt(url)
        assert server.got == b""
        assert "one of disable, allow" in attempt(f"{url}?sslmode=full")


def test_whoever_has_the_certificate_gets_the_password(certificates: Path) -> None:
    with impostor(certificates / "server.crt") as server:
        at = f"postgresql://anna:{PASSWORD}@localhost:{server.port}/db"
        attempt(f"{at}?sslmode=verify-full&sslrootcert={certificates / 'root.crt'}")
    assert PASSWORD.encode() in server.got


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_a_server_without_tls_gets_nothing_where_tls_is_asked(certificates: Path, mode: str) -> None:
    with impostor(None) as server:
        url = f"postgresql://anna:{PASSWORD}@localhost:{server.port}/db?sslmode={mode}"
        assert f"the server has no TLS, and sslmode={mode}" in attempt(url)
    assert server.got == b""


def other_address() -> str:
    """An address of this machine in a network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine is in no network")
        found = str(asked.getsockname()[0])
    if found.startswith("127."):
        pytest.skip("this machine is in no network")
    return found


def test_a_password_does_not_cross_a_network_in_the_clear(certificates: Path) -> None:
    host = other_address()
    with impostor(None, host) as server:
        url = f"postgresql://anna:{PASSWORD}@{host}:{server.port}/db"
        said = attempt(url)
        assert "the server has no TLS, and the server is on another machine: sslmode=disable sends" in said
        assert server.got == b""
        attempt(f"{url}?sslmode=disable")
    assert PASSWORD.encode() in server.got


def test_what_others_can_read_is_told(certificates: Path) -> None:
    host = other_address()
    said: list[str] = []
    with impostor(None, host) as server:
        for mode in ("disable", "prefer"):
            settings = Settings(host, server.port, "anna", "db", PASSWORD, sslmode=mode)
            connect(settings, Place("db"), said.append).close()
    with impostor(certificates / "other.crt", host) as server:
        connect(Settings(host, server.port, "anna", "db", PASSWORD), Place("db"), said.append).close()
    assert [each.partition(":")[0] for each in said] == [
        "the connection is not encrypted (sslmode=disable)",
        "the connection is not encrypted (sslmode=prefer)",
        "the certificate of the server is not checked",
    ]


@pytest.mark.slow
def test_a_server_that_says_nothing_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        said = attempt(f"postgresql://anna:{PASSWORD}@127.0.0.1:{port}/db?connect_timeout=1&sslmode=require")
        assert "no answer while connecting (connect_timeout)" in said
        said = attempt(f"postgresql://anna:{PASSWORD}@127.0.0.1:{port}/db?connect_timeout=1&sslmode=disable")
        assert "no answer while connecting (connect_timeout)" in said


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"])
def test_a_real_server_is_reached_in_every_mode(postgres: Server, mode: str) -> None:
    root = f"&sslrootcert={postgres.root}" if mode.startswith("verify") else ""
    query = Query("SELECT ssl::text AS nr FROM pg_stat_ssl WHERE pid = pg_backend_pid()", "nr")
    with open_tables([Url(postgres.url(parameters=f"sslmode={mode}{root}"))], [query]) as (source,):
        assert [record.data["nr"] for record in source] == ["false" if mode == "disable" else "true"]


@pytest.mark.slow
def test_a_socket_needs_no_tls(postgres: Server) -> None:
    folder = str(postgres.folder).replace("/", "%2F")
    for url in (
        f"postgresql://lezer:l%40ng%3Aen%2Fgeheim%3F@{folder}:{postgres.port}/postgres?sslmode=verify-full",
        f"host={postgres.folder} port={postgres.port} user=lezer password='l@ng:en/geheim?' dbname=postgres",
    ):
        with open_tables([Url(url)], [QUERY]) as (source,):
            assert [record.data for record in source] == [{"nr": 1}]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"R\0\0\0\x08\0\0\0\0" + b"?\0\0\0\x04",
        b"R\0\0\0\x08\0\0\0\x63",
        b"R\0\0\0\x02",
        b"E\0\0\0\x0fSFATAL\0Mnee\0\0",
        b"R\0\0\0\x08\0\0\0\0" + b"S\0\0\0\x14DateStyle\0\xff\xfe\0\0\0",
    ],
)
def test_what_is_no_postgresql_is_one_line(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with listener.accept()[0] as client:
                client.recv(1000)
                client.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        attempt(f"postgresql://anna:{PASSWORD}@127.0.0.1:{port}/db?sslmode=disable&connect_timeout=2")
        thread.join(10)
