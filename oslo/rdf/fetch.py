"""Documents from the network, for those who ask for them: https, small, public, kept with a checksum.

Nothing else in this library opens a connection. A document is asked for again only when it is
wanted with `refresh`, and then by its ETag; what is kept is checked against its SHA-256.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from ..errors import InputError, OsloError, Place
from .parsing import carried

if TYPE_CHECKING:
    import requests

MAX_BYTES = 20 * 2**20
_TIMEOUT = (10, 30)  # seconds to connect, seconds without a byte
_REDIRECTS = 5
_CHUNK = 1 << 16


def fetch(
    url: str,
    *,
    accept: str = "*/*",
    refresh: bool = False,
    allow_private: bool = False,
    cache: Path | None = None,
) -> bytes:
    """The document of a URL, from the cache where it is kept.

    `refresh` asks the server whether it changed; `allow_private` lets addresses of the own network
    through; `cache` is a folder (default: `cache_folder()`).

    >>> fetch("http://example.org/context.jsonld")
    Traceback (most recent call last):
    ...
    oslo.errors.InputError: http://example.org/context.jsonld: only https is fetched

    Raises InputError with the URL for what is not fetched: another scheme, a private address, a
    document over 20 MB, an answer that is not 200.
    """
    folder = cache or cache_folder()
    kept = _kept(folder, url)
    if kept and not refresh:
        return kept[0]
    import requests

    headers = {"Accept": accept, "User-Agent": "oslo-interop"}
    if kept and kept[1]:
        headers["If-None-Match"] = kept[1]
    with requests.Session() as session:
        if not allow_private:
            session.mount("https://", _public())
        try:
            status, etag, body = _got(session, url, headers, allow_private)
        except requests.RequestException as error:
            raise InputError(f"not fetched: {type(error).__name__}", Place(url)) from None
    if status == requests.codes.not_modified and kept:
        return kept[0]
    if status != requests.codes.ok:
        raise InputError(f"the server answers {status}", Place(url))
    _keep(folder, url, body, etag)
    return body


def _got(
    session: requests.Session, url: str, headers: dict[str, str], allow_private: bool
) -> tuple[int, str | None, bytes]:
    """Status, ETag and body; every redirect is looked at as the first URL was."""
    at = url
    for _ in range(_REDIRECTS + 1):
        _look_at(at, allow_private)
        with session.get(at, headers=headers, timeout=_TIMEOUT, stream=True, allow_redirects=False) as response:
            if response.is_redirect:
                at = urljoin(at, response.headers["Location"])
                continue
            body = bytearray()
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > MAX_BYTES:
                    raise InputError(f"over {MAX_BYTES} bytes", Place(url))
            return response.status_code, response.headers.get("ETag"), bytes(body)
    raise InputError(f"over {_REDIRECTS} redirects", Place(url))


def _look_at(url: str, allow_private: bool) -> None:
    """Refuse what is not https, and names that lead into the own network; behind a proxy, names are for the proxy."""
    from requests.utils import get_environ_proxies

    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise InputError("only https is fetched", Place(url))
    if allow_private or "https" in get_environ_proxies(url):
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        raise InputError("no such host", Place(url)) from None
    for *_, address in found:
        _refuse_private(str(address[0]), url)


def _public() -> requests.adapters.HTTPAdapter:
    """What refuses a private address once more when it is connected to: a name can have another one by then."""
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPSConnection
    from urllib3.connectionpool import HTTPSConnectionPool

    class Connection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            made = super()._new_conn()
            try:
                _refuse_private(made.getpeername()[0], f"https://{self.host}")
            except InputError:
                made.close()
                raise
            return made

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Connection

    adapter = HTTPAdapter()
    adapter.poolmanager.pool_classes_by_scheme = {"https": Pool}
    return adapter


def _refuse_private(address: str, url: str) -> None:
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise InputError("leads to a private address", Place(url))


def cache_folder() -> Path:
    """Where fetched documents are kept: `OSLO_CACHE`, else the user's own folder for caches."""
    if given := os.environ.get("OSLO_CACHE"):
        return Path(given)
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "oslo-interop"


def _files(folder: Path, url: str) -> tuple[Path, Path]:
    name = hashlib.sha256(url.encode()).hexdigest()[:32]
    return folder / f"{name}.body", folder / f"{name}.json"


def _kept(folder: Path, url: str) -> tuple[bytes, str | None] | None:
    """The body and ETag of a document that is kept, None where there is none or it was changed since."""
    body, about = _files(folder, url)
    try:
        content, known = body.read_bytes(), json.loads(about.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if known.get("sha256") != hashlib.sha256(content).hexdigest() or known.get("url") != url:
        return None
    return content, known.get("etag")


def _keep(folder: Path, url: str, content: bytes, etag: str | None) -> None:
    body, about = _files(folder, url)
    known = {"url": url, "etag": etag, "sha256": hashlib.sha256(content).hexdigest()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        body.write_bytes(content)
        about.write_text(json.dumps(known), "utf-8")
    except OSError as error:
        raise OsloError(f"{folder}: {error.strerror or error}") from None


def fetched_context(iri: str) -> Any:
    """The JSON-LD context of an IRI: the one that the library carries, else the text that the network gives."""
    return carried(iri) or fetch(iri, accept="application/ld+json, application/json")
