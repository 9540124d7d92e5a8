"""What is fetched is asked for, https, public, small, and kept with a checksum."""

from __future__ import annotations

import gzip
import http.server
import json
import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import oslo
from helpers.published import published_folder

from oslo import Format, InputError, OsloError, Validator
from oslo.files import ready_shapes
from oslo.namespaces import RDFS
from oslo.rdf.fetch import MAX_BYTES, cache_folder, fetch, fetched_context, fetched_json_ld
from oslo.rdf.hosts import is_public
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


def packed(*pieces: bytes, name: str = "gzip") -> tuple[int, list[tuple[str, str]], bytes]:
    return 200, [JSON_LD, ("Content-Encoding", name)], b"".join(pieces)


PLACES |= {
    "/packed": packed(gzip.compress(CONTEXT)),
    "/bomb": packed(gzip.compress(b" " * (MAX_BYTES + 1))),
    "/bombs": packed(gzip.compress(CONTEXT), gzip.compress(b" " * MAX_BYTES)),
    "/half-packed": packed(gzip.compress(CONTEXT)[:-9]),
    "/not-packed": packed(CONTEXT),
    "/brotli": packed(CONTEXT, name="br"),
    "/twice": packed(gzip.compress(gzip.compress(CONTEXT)), name="gzip, gzip"),
    "/not-modified": (304, [], b""),
    "/no-content": (204, [], b""),
    "/partial": (206, [JSON_LD], CONTEXT),
    "/empty": (200, [JSON_LD], b""),
    "/login": (200, [PAGE], b"<!doctype html><form>password</form>"),
    "/login-as-json": (200, [JSON_LD], b"<!doctype html><form>password</form>"),
    "/log-in-first": (200, [JSON_LD], b'{"error": "log in"}'),
    "/list": (200, [JSON_LD], b'[{"@context": {}}]'),
    "/picture": (200, [("Content-Type", "image/png")], b"\x89PNG\r\n\x1a\n\0\0"),
    "/short": (200, [JSON_LD, ("Content-Length", "1000")], CONTEXT),
    "/short-pieces": (200, [JSON_LD, ("Transfer-Encoding", "chunked")], b"40\r\n" + CONTEXT[:20]),
    "/to-network": (302, [("Location", "https://10.0.0.1/")], b""),
    "/to-plain": (302, [("Location", "http://localhost/")], b""),
    "/to-file": (302, [("Location", "file:///etc/passwd")], b""),
    "/to-data": (302, [("Location", "data:,x")], b""),
    "/to-nothing": (302, [("Location", "https://[::1/")], b""),
    "/to-user": (302, [("Location", "https://user:secret@localhost/")], b""),
    "/link-to-network": (200, [PAGE, ("Link", OTHER[1].replace("context.jsonld", "https://10.0.0.1/"))], b""),
    "/nowhere": (302, [], b""),
}  # fmt: skip


def drip(server: _Server, *, headers: bool) -> None:
    """A byte at a time, without an end."""
    with suppress(OSError):
        server.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"" if headers else b"Content-Type: application/ld+json\r\n\r\n"))
        for each in (b"X-Slow: " + b"x" * 1000) if headers else b" " * 1000:
            server.wfile.write(bytes([each]))
            server.wfile.flush()
            time.sleep(0.05)


SLOW: dict[str, Callable[[_Server], None]] = {
    "/drip": partial(drip, headers=False),
    "/drip-headers": partial(drip, headers=True),
    "/silent": lambda _: time.sleep(3),
}


class _Server(http.server.BaseHTTPRequestHandler):
    asked: list[tuple[str, str | None]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("If-None-Match")))
        if self.path in SLOW:
            SLOW[self.path](self)
        elif self.headers.get("If-None-Match") == '"1"':
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
        ("/bomb", "over 20971520 bytes"),
        ("/bombs", "badly packed"),
        ("/half-packed", "badly packed"),
        ("/not-packed", "not fetched: error"),
        ("/brotli", "packed as br"),
        ("/twice", "packed as gzip, gzip"),
        ("/not-modified", "answers 304"),
        ("/no-content", "answers 204"),
        ("/partial", "answers 206"),
        ("/nowhere", "answers 302"),
        ("/empty", "not JSON"),
        ("/login", "not JSON"),
        ("/login-as-json", "not JSON"),
        ("/log-in-first", "there is no @context in it"),
        ("/list", "not a JSON-LD context"),
        ("/picture", "not UTF-8|not JSON"),
        ("/short", "not fetched: ProtocolError|not fetched: IncompleteRead"),
        ("/short-pieces", "not fetched: ProtocolError"),
        ("/to-plain", "http://localhost/: only https"),
        ("/to-file", "file:///etc/passwd: only https"),
        ("/to-data", "data:,x: only https"),
        ("/to-nothing", "not fetched: ValueError|not a URL"),
        ("/to-user", "the name of a user"),
    ],
)
def test_what_is_not_taken(server: str, path: str, message: str) -> None:
    for _ in range(2):
        with pytest.raises(InputError, match=message) as refused:
            fetched_context(server + path, allow_private=True)
        assert "secret" not in str(refused.value)
        assert not list(cache_folder().glob("*"))


@pytest.mark.parametrize("path", ["/to-network", "/link-to-network"])
def test_where_a_public_server_leads_is_judged_too(server: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oslo.rdf.hosts.is_public", lambda address: address in ("127.0.0.1", "::1"))
    with pytest.raises(InputError, match=r"https://10\.0\.0\.1/: leads to a private address"):
        fetched_context(server + path)
    assert not list(cache_folder().glob("*"))


@pytest.mark.slow
@pytest.mark.parametrize("path", SLOW)
def test_a_server_that_takes_its_time(server: str, path: str) -> None:
    begin = time.monotonic()
    with pytest.raises(InputError, match=f"{path}: not there within 0.5 seconds"):
        fetch(server + path, allow_private=True, seconds=0.5)
    assert time.monotonic() - begin < 2.5
    assert not list(cache_folder().glob("*"))


def test_what_is_packed_is_unpacked_and_kept(server: str) -> None:
    for _ in range(2):
        assert fetch(f"{server}/packed", allow_private=True) == CONTEXT
    assert len(_Server.asked) == 1


def test_what_is_asked_again_and_is_no_longer_there(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy of before is kept, and taken by whoever does not ask the server."""
    url = f"{server}/packed"
    get = partial(fetched_context, url, allow_private=True)
    assert get().content == CONTEXT
    for answer in (PLACES["/login"], (500, [], b""), PLACES["/short"]):
        monkeypatch.setitem(PLACES, "/packed", answer)
        with pytest.raises(InputError):
            get(refresh=True)
        assert get().content == CONTEXT
    monkeypatch.setitem(PLACES, "/packed", (200, [JSON_LD], b'{"@context": {"naam": "urn:new"}}'))
    assert get(refresh=True).content == get().content == b'{"@context": {"naam": "urn:new"}}'


@pytest.mark.parametrize("about", ["", "[]", "null", '"text"', '{"url": 1}', '{"at": 1}', "{", "\udc80"])
def test_what_is_kept_and_was_changed_is_not_taken(server: str, about: str) -> None:
    url = f"{server}/context.jsonld"
    assert fetch(url, allow_private=True) == CONTEXT
    [kept] = cache_folder().glob("*.json")
    changed = {**json.loads(kept.read_text()), **json.loads(about)} if about.startswith('{"') else None
    kept.write_bytes((json.dumps(changed) if changed else about).encode(errors="surrogateescape"))
    assert fetch(url, allow_private=True) == CONTEXT
    assert len(_Server.asked) == 2


def test_no_folder_to_keep_things_in(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OsloError, match="file/cache: Not a directory"):
        fetch(f"{server}/context.jsonld", allow_private=True, cache=tmp_path / "file" / "cache")
    monkeypatch.delenv("OSLO_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    with pytest.raises(OsloError, match="name a folder in OSLO_CACHE"):
        fetch(f"{server}/context.jsonld", allow_private=True)


def test_passwords_of_the_user_stay_here(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine localhost login me password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    sent: list[str | None] = []
    monkeypatch.setattr(_Server, "log_request", lambda self, *_: sent.append(self.headers.get("Authorization")))
    assert fetch(f"{server}/context.jsonld", allow_private=True) == CONTEXT
    assert sent == [None]


def test_the_option_to_ask_again(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"{server}/context.jsonld"
    (tmp_path / "in.jsonld").write_text(f'{{"@context": "{url}", "@id": "urn:gent", "naam": "Gent"}}')
    words = ["validate", str(tmp_path / "in.jsonld"), "-p", "persoon-basis"]
    assert oslo(*words, "--refresh")[0] == 2  # it is for --allow-fetch
    monkeypatch.setattr("oslo.rdf.hosts.is_public", lambda _: True)
    monkeypatch.setattr("oslo.rdf.fetch.fetched_context", partial(fetched_context, allow_private=True))
    for more, asked in (((), 1), ((), 1), (("--refresh",), 2)):
        oslo(*words, "--allow-fetch", *more)
        assert len(_Server.asked) == asked


PRIVATE = [
    "localhost", "localhost.", "LOCALHOST", "127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433",
    "0x7f000001", "0", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "[::]", "[::1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001:0:7f00:1::1]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]",
    "[fc00::1]", "[fd00::1]", "[fec0::1]", "[ff02::1]", "[100::1]", "[2001:db8::1]", "[5f00::1]", "①②⑦.⓪.⓪.①",
    "127。0。0。1",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1"]


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_are_refused(host: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"leads to a private address|not a URL"):
        fetch(f"https://{host}/x", cache=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_not(address: str) -> None:
    assert is_public(address)


def found(*addresses: str) -> list[tuple[Any, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]


def test_a_name_with_one_private_address_among_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found("93.184.215.14", "10.0.0.1"))
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("connected"))
    with pytest.raises(InputError, match=r"https://example\.org/x: leads to a private address"):
        fetch("https://example.org/x", cache=tmp_path)


def test_the_address_that_was_judged_is_the_one_connected_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of names may give a public address first, and then one of this network."""
    answers = iter([found("93.184.215.14"), found("10.0.0.1")])
    connected: list[Any] = []

    def connect(_: object, address: Any) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: next(answers))
    monkeypatch.setattr("socket.socket.connect", connect)
    with pytest.raises(InputError, match="not fetched: ConnectionError"):
        fetch("https://example.org/x", cache=tmp_path)
    assert connected == [("93.184.215.14", 443)]


def test_behind_a_proxy_an_address_is_judged_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    with pytest.raises(InputError, match="leads to a private address"):
        fetch("https://0x7f.1/", cache=tmp_path)
    with pytest.raises(InputError, match="not fetched: ProxyError"):
        fetch("https://example.org/", cache=tmp_path)


URLS = [
    "https://[::1/", "https://a:99999/", "https://a:b/", "https://", "https:///x", "https:", "https://a b/",
    "https://exa mple.org/", "https://a/\n", "https://a\x00b/", "https://" + "a" * 64 + ".org/",
    "https://" + "a." * 200 + "org/", "https://xn--a/", "https://ü\udc80/", "https://é..be/", "https://.be/",
    "https://%/", "https://user:secret@example.org/", "", "x", "//a/b", "https://[v1.a]/", "https://a:-1/",
]  # fmt: skip


@pytest.mark.parametrize("url", URLS)
def test_what_is_no_url_is_one_line(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("connected"))
    for fetched in (partial(fetch, cache=tmp_path), fetched_context):
        with pytest.raises(InputError) as refused:
            fetched(url)
        assert "secret" not in str(refused.value)
        assert str(refused.value).isprintable()
        assert re.search("not a URL|no such host|only https|name of a user", str(refused.value))
    assert not list(tmp_path.iterdir())


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
    for _ in range(2):
        with pytest.raises(InputError, match=r"/no-json:1: not JSON"):
            said(f"{server}/no-json")
    assert len(_Server.asked) == 2  # it is not kept


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
    found = fetched_json_ld(server + path, allow_private=True)
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
