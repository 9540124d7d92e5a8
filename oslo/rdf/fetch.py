"""Documents from the web, only on request: over https, small, public, cached with a checksum.

No other module fetches documents. A cached document is requested again only with `refresh`, and then
by its ETag; the cached copy is checked against its SHA-256.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import re
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from ..errors import InputError, OsloError, Place
from .contexts import Document
from .parsing import carried

if TYPE_CHECKING:
    import requests

MAX_BYTES = 20 * 2**20
_TIMEOUT = (10, 30)  # seconds to connect, seconds without a byte
_REDIRECTS = 5
_CHUNK = 1 << 16
_JSON_LD = "application/ld+json"
_JSON = re.compile(r"application/(json|\S+\+json)$")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said about a document: where it is in the end, its media type, its Link header and ETag."""

    at: str
    type: str = ""
    link: str = ""
    etag: str | None = None


def fetch(
    url: str,
    *,
    accept: str = "*/*",
    refresh: bool = False,
    allow_private: bool = False,
    cache: Path | None = None,
) -> bytes:
    """The document at a URL, from the cache if it is there.

    `refresh` asks the server whether it has changed; `allow_private` permits addresses of the local
    network; `cache` is a folder (default: `cache_folder()`).

    >>> fetch("http://example.org/context.jsonld")
    Traceback (most recent call last):
    ...
    oslo.errors.InputError: http://example.org/context.jsonld: only https is fetched

    Raises InputError with the URL for another scheme, a private address, a document over 20 MB, or an
    answer other than 200.
    """
    return _document(url, accept, cache, refresh=refresh, allow_private=allow_private)[0]


def _document(
    url: str, accept: str, cache: Path | None = None, *, refresh: bool = False, allow_private: bool = False
) -> tuple[bytes, Answer]:
    folder = cache or cache_folder()
    kept = _read_cache(folder, url)
    if kept and not refresh:
        return kept
    import requests

    headers = {"Accept": accept, "User-Agent": "oslo-interop"}
    if kept and kept[1].etag:
        headers["If-None-Match"] = kept[1].etag
    with requests.Session() as session:
        if not allow_private:
            session.mount("https://", _public_adapter())
        try:
            status, answer, body = _request(session, url, headers, allow_private)
        except requests.RequestException as error:
            raise InputError(f"not fetched: {type(error).__name__}", Place(url)) from None
    if status == requests.codes.not_modified and kept:
        return kept
    if status != requests.codes.ok:
        raise InputError(f"the server answers {status}", Place(url))
    _write_cache(folder, url, body, answer)
    return body, answer


def _request(
    session: requests.Session, url: str, headers: dict[str, str], allow_private: bool
) -> tuple[int, Answer, bytes]:
    """Status, what the server said, and the body; every redirect is checked as the first URL was."""
    at = url
    for _ in range(_REDIRECTS + 1):
        _check_url(at, allow_private)
        with session.get(at, headers=headers, timeout=_TIMEOUT, stream=True, allow_redirects=False) as response:
            if response.is_redirect:
                at = urljoin(at, response.headers["Location"])
                continue
            body = bytearray()
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > MAX_BYTES:
                    raise InputError(f"over {MAX_BYTES} bytes", Place(url))
            said = response.headers
            answer = Answer(at, said.get("Content-Type", ""), said.get("Link", ""), said.get("ETag"))
            return response.status_code, answer, bytes(body)
    raise InputError(f"over {_REDIRECTS} redirects", Place(url))


def _check_url(url: str, allow_private: bool) -> None:
    """Refuse URLs that are not https, and hosts on the local network; behind a proxy, the proxy resolves the host."""
    from requests.utils import get_environ_proxies

    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise InputError("only https is fetched", Place(url))
    if allow_private or "https" in get_environ_proxies(url):
        return
    try:
        addresses = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        raise InputError("no such host", Place(url)) from None
    for *_, address in addresses:
        _refuse_private(str(address[0]), url)


def _public_adapter() -> requests.adapters.HTTPAdapter:
    """An adapter that checks the address again on connecting: the host may resolve to another one by then."""
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPSConnection
    from urllib3.connectionpool import HTTPSConnectionPool

    class Connection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            try:
                _refuse_private(connection.getpeername()[0], f"https://{self.host}")
            except InputError:
                connection.close()
                raise
            return connection

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Connection

    adapter = HTTPAdapter()
    adapter.poolmanager.pool_classes_by_scheme = {"https": Pool}
    return adapter


def _refuse_private(address: str, url: str) -> None:
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise InputError("leads to a private address", Place(url))


def cache_folder() -> Path:
    """Where fetched documents are kept: `OSLO_CACHE`, else the user's cache folder."""
    if given := os.environ.get("OSLO_CACHE"):
        return Path(given)
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "oslo-interop"


def _cache_files(folder: Path, url: str) -> tuple[Path, Path]:
    name = hashlib.sha256(url.encode()).hexdigest()[:32]
    return folder / f"{name}.body", folder / f"{name}.json"


def _read_cache(folder: Path, url: str) -> tuple[bytes, Answer] | None:
    """The body of a cached document and its answer; None if there is none or the file was changed."""
    body, about = _cache_files(folder, url)
    try:
        content, metadata = body.read_bytes(), json.loads(about.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if metadata.get("sha256") != hashlib.sha256(content).hexdigest() or metadata.get("url") != url:
        return None
    return content, Answer(*(metadata.get(name, default) for name, default in asdict(Answer(url)).items()))


def _write_cache(folder: Path, url: str, content: bytes, answer: Answer) -> None:
    body, about = _cache_files(folder, url)
    metadata = {"url": url, **asdict(answer), "sha256": hashlib.sha256(content).hexdigest()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        body.write_bytes(content)
        about.write_text(json.dumps(metadata), "utf-8")
    except OSError as error:
        raise OsloError(f"{folder}: {error.strerror or error}") from None


def fetched_context(iri: str, *, allow_private: bool = False) -> Any:
    """The JSON-LD context of an IRI: the library's own copy, else the document from the web, and where that is.

    A document that is not JSON may name, in a Link header, the one that is (JSON-LD 1.1 API, section 9.4.1).
    """
    own = carried(iri)
    if own is not None:
        return own
    accept = f"{_JSON_LD}, application/json;q=0.9"
    body, answer = _document(iri, accept, allow_private=allow_private)
    if (other := _alternate(answer)) is not None:
        body, answer = _document(other, accept, allow_private=allow_private)
    return Document(answer.at, body)


def _alternate(answer: Answer) -> str | None:
    """The JSON-LD document in the place of one that is not JSON."""
    from requests.utils import parse_header_links

    if _JSON.match(answer.type.partition(";")[0].strip().lower()):
        return None
    links = parse_header_links(answer.link) if answer.link else []
    named = [each for each in links if each.get("rel") == "alternate" and each.get("type") == _JSON_LD]
    return urljoin(answer.at, named[0]["url"]) if named else None
