"""What is fetched is asked for, https, public, small, and kept with a checksum."""

from __future__ import annotations

import http.server
import json
import ssl
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from helpers.published import published_folder

from oslo import Format, InputError, Validator
from oslo.files import ready_shapes
from oslo.namespaces import RDFS
from oslo.rdf.fetch import MAX_BYTES, cache_folder, fetch, fetched_context
from oslo.rdf.jsonld.expansion import expanded
from oslo.rdf.parsing import ReadOptions, parse
from oslo.vocabularies import codelists

SUITE = published_folder() / "suites/json-ld-api/tests"
CONTEXT = b'{"@context": {"naam": "http://www.w3.org/2000/01/rdf-schema#label"}}'

LIST = b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <urn:zaal> a skos:ConceptScheme .
<urn:zaal/1> skos:inScheme <urn:zaal> ; skos:prefLabel "Grote zaal"@nl ."""

JSON_LD, PAGE = ("Content-Type", "application/ld+json"), ("Content-Type", "text/html; charset=utf-8")
OTHER = ("Link", '</x>; rel="next", <context.jsonld>; rel="alternate"; type="application/ld+json"')
DEEP = b'{"@context": "context.jsonld"}'
PLACES: dict[str, tuple[int, list[tuple[str, str]], bytes]] = {
    "/w3id": (303, [("Location", "/contexts/deep")], b""),
    "/contexts/deep": (200, [JSON_LD], DEEP),
    "/contexts/context.jsonld": (200, [JSON_LD], CONTEXT),
    "/page": (200, [PAGE, OTHER], b"<html>for people</html>"),
    "/page-elsewhere": (302, [("Location", "/contexts/page")], b""),
    "/contexts/page": (200, [PAGE, OTHER], b"<html>for people</html>"),
    "/json": (200, [("Content-Type", "application/json"), OTHER], b'{"@context": {"naam": "urn:naam"}}'),
    "/text": (200, [("Content-Type", "text/plain")], CONTEXT),
    "/no-json": (200, [PAGE], b"<html>for people</html>"),
}
"""What is at a path of the server."""


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
        elif self.path in PLACES:
            status, headers, body = PLACES[self.path]
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        else:
            self.send_error(404)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on this machine with a certificate of its own; what is fetched is kept in a folder of the test."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-subj", "/CN=localhost", "-days", "1"]
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


def said(url: str) -> list[str]:
    """The predicates of a document with the context of a URL, which is fetched."""
    document = json.dumps({"@context": url, "@id": "urn:x", "naam": "Gent"})
    options = ReadOptions(partial(fetched_context, allow_private=True))
    return [quad.predicate.value for quad in parse(document, Format.JSONLD, options=options)]


@pytest.mark.parametrize(
    ("path", "predicate"),
    [
        ("/context.jsonld", str(RDFS.label)),
        ("/w3id", str(RDFS.label)),  # relative to where it is in the end
        ("/page", str(RDFS.label)),
        ("/page-elsewhere", str(RDFS.label)),
        ("/text", str(RDFS.label)),
        ("/json", "urn:naam"),
    ],
)
def test_where_a_context_is_in_the_end(server: str, path: str, predicate: str) -> None:
    assert said(server + path) == [predicate]
    asked = len(_Server.asked)
    assert said(server + path) == [predicate]
    assert len(_Server.asked) == asked  # the cache knows where it was, too


def test_a_page_without_a_context(server: str) -> None:
    with pytest.raises(InputError, match=r"/no-json:1: not JSON"):
        said(f"{server}/no-json")


def remote_documents() -> list[Any]:
    """The tests of remote documents of JSON-LD 1.1 API; not those where a Link header gives a context to data."""
    manifest = SUITE / "remote-doc-manifest.jsonld"
    tests = json.loads(manifest.read_text("utf-8"))["sequence"] if manifest.is_file() else []
    chosen = [test for test in tests if "json-ld#context" not in str(test.get("option"))]
    return [pytest.param(test, id=test["@id"][1:]) for test in chosen] or [pytest.param(None, id="absent")]


@pytest.mark.parametrize("test", remote_documents())
def test_remote_documents(shared: Path, server: str, test: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    option, path = test.get("option", {}), f"/{test['input']}"
    kinds = {".jsonld": "application/ld+json", ".json": "application/json", ".html": "text/html"}
    for each in (SUITE / "remote-doc").iterdir():
        kind = option.get("contentType") if path.endswith(each.name) else None
        headers = [("Content-Type", kind or kinds.get(each.suffix, "application/octet-stream"))]
        headers += [("Link", option["httpLink"])] if "httpLink" in option and path.endswith(each.name) else []
        monkeypatch.setitem(PLACES, f"/remote-doc/{each.name}", (200, headers, each.read_bytes()))
    if "redirectTo" in option:
        monkeypatch.setitem(PLACES, path, (option["httpStatus"], [("Location", f"/{option['redirectTo']}")], b""))
    if "jld:NegativeEvaluationTest" in test["@type"]:
        with pytest.raises(InputError):
            said(server + path)
        return
    found = fetched_context(server + path, allow_private=True)
    expected = json.loads((SUITE / test["expect"]).read_text("utf-8"))
    here = json.dumps(expanded(json.loads(found.content), lambda iri: pytest.fail(iri), found.iri))
    assert json.loads(here.replace(server, "https://w3c.github.io/json-ld-api/tests")) == expected


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
