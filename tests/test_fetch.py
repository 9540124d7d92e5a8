"""What is fetched is asked for, https, public, small, and kept with a checksum."""

from __future__ import annotations

import http.server
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from oslo import Format, InputError, Validator
from oslo.files import ready_shapes
from oslo.rdf.fetch import MAX_BYTES, cache_folder, fetch, fetched_context
from oslo.vocabularies import codelists

CONTEXT = b'{"@context": {"naam": "http://www.w3.org/2000/01/rdf-schema#label"}}'

LIST = b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <urn:zaal> a skos:ConceptScheme .
<urn:zaal/1> skos:inScheme <urn:zaal> ; skos:prefLabel "Grote zaal"@nl ."""


class _Server(http.server.BaseHTTPRequestHandler):
    asked: list[tuple[str, str | None]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("If-None-Match")))
        if self.headers.get("If-None-Match") == '"1"':
            self.send_response(304)
            self.end_headers()
        elif self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://example.org/")
            self.end_headers()
        elif self.path == "/circle":
            self.send_response(302)
            self.send_header("Location", "/circle")
            self.end_headers()
        elif self.path == "/list.ttl":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(LIST)
        elif self.path in ("/context.jsonld", "/large"):
            self.send_response(200)
            self.send_header("ETag", '"1"')
            self.end_headers()
            self.wfile.write(CONTEXT if self.path == "/context.jsonld" else b"x" * (MAX_BYTES + 1))
        else:
            self.send_error(404)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on this machine with a certificate of its own; what is fetched is kept in a folder of the test."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "1"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("openssl is not installed, so no certificate can be made")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    monkeypatch.setenv("OSLO_CACHE", str(tmp_path / "cache"))
    _Server.asked.clear()
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    made.socket = context.wrap_socket(made.socket, server_side=True)
    threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
    yield f"https://localhost:{made.server_port}"
    made.shutdown()
    made.server_close()


def test_a_document_is_fetched_once_and_asked_for_again_by_its_etag(server: str) -> None:
    url = f"{server}/context.jsonld"
    assert fetch(url, allow_private=True) == CONTEXT
    assert fetch(url) == CONTEXT  # from the cache: nothing is opened
    assert fetch(url, allow_private=True, refresh=True) == CONTEXT
    assert _Server.asked == [("/context.jsonld", None), ("/context.jsonld", '"1"')]
    [body] = cache_folder().glob("*.body")
    body.write_bytes(b"changed")
    assert fetch(url, allow_private=True) == CONTEXT  # what was changed is not taken
    assert _Server.asked[2:] == [("/context.jsonld", None)]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/away", "only https"),
        ("/circle", "over 5 redirects"),
        ("/large", "over 20971520 bytes"),
        ("/x", "answers 404"),
    ],
)
def test_what_is_not_taken(server: str, path: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        fetch(server + path, allow_private=True)
    assert not list(cache_folder().glob("*"))


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254", "0.0.0.0", "192.168.1.1"]
)
def test_private_addresses_are_refused(host: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="leads to a private address"):
        fetch(f"https://{host}/x", cache=tmp_path)


def test_the_address_that_answers_counts(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr("oslo.rdf.fetch.socket", _Lying(socket))
    with pytest.raises(InputError, match="leads to a private address"):
        fetch(f"{server}/context.jsonld")


class _Lying:
    """A resolver that gives a public address to whoever asks first."""

    def __init__(self, real: object) -> None:
        self.real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def getaddrinfo(self, *words: object, **options: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("93.184.215.14", 443))]


@pytest.mark.parametrize("scheme", ["http", "ftp", "file"])
def test_other_schemes_are_refused(scheme: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="only https"):
        fetch(f"{scheme}://example.org/x", cache=tmp_path)


def test_a_certificate_that_nobody_knows(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with pytest.raises(InputError, match="not fetched: SSLError"):
        fetch(f"{server}/context.jsonld", allow_private=True)


def test_json_ld_with_a_context_of_its_own(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"{server}/context.jsonld"
    data = f'{{"@context": "{url}", "@id": "urn:gent", "@type": "http://purl.org/dc/terms/Location", "naam": "Gent"}}'
    with pytest.raises(InputError, match="nothing is fetched"):
        Validator(ready_shapes("persoon-basis")).validate(data, Format.JSONLD)
    assert not _Server.asked
    fetch(url, allow_private=True)
    report = Validator(ready_shapes("persoon-basis"), contexts=fetched_context).validate(data, Format.JSONLD)
    assert [each.property for each in report.violations] == ["plaatsnaam"]  # a name without a language
    assert report.triples == 2


def test_a_code_list_from_the_network(server: str) -> None:
    text, [scheme] = codelists.fetched(f"{server}/list.ttl", allow_private=True)
    assert text.encode() == LIST
    assert [str(code) for code in scheme.codes.values()] == ["1 (Grote zaal)"]
    with pytest.raises(InputError, match=r"context\.jsonld: no code list in this document"):
        codelists.fetched(f"{server}/context.jsonld", allow_private=True)
    with pytest.raises(InputError, match="leads to a private address"):
        codelists.fetched(f"{server}/list.ttl")


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not fetched: ConnectionError"):
        fetch("https://127.0.0.1:1/", allow_private=True, cache=tmp_path)
    with pytest.raises(InputError, match="no such host"):
        fetch("https://nowhere.invalid/", cache=tmp_path)
