"""Documents from the web, only on request: over https, small, soon, public, cached with a checksum.

No other module fetches documents. A cached document is requested again only with `refresh`, and then
by its ETag; the cached copy is checked against its SHA-256. Only what was asked for is kept: not a page in its place.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..errors import InputError, OsloError, OutputError, Place
from ..files.outputs import write_whole
from ..words.text import shown
from .contexts import Document, load_json
from .hosts import Deadline, adapter_for, literal_address, refuse_private
from .parsing import carried
from .relative import joined

if TYPE_CHECKING:
    import requests

MAX_BYTES = 20 * 2**20
SECONDS = 60.0  # for a document, with its redirects
_TIMEOUT = (10, 30)  # seconds to connect, seconds without a byte
_REDIRECTS = 5
_OK, _NOT_MODIFIED = 200, 304
_CHUNK = 1 << 16
_GZIP = 31  # how zlib calls it
_JSON_LD = "application/ld+json"
_JSON = re.compile(r"application/(json|\S+\+json)$")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said about a document: where it is in the end, its media type, its Link header and ETag."""

    at: str
    type: str = ""
    link: str = ""
    etag: str | None = None


Check = Callable[[bytes, str], object]
"""Raises InputError for a document that is not what was asked for, given with its URL. Such a document is not kept."""


def fetch(
    url: str,
    *,
    accept: str = "*/*",
    refresh: bool = False,
    allow_private: bool = False,
    cache: Path | None = None,
    check: Check | None = None,
    seconds: float = SECONDS,
) -> bytes:
    """The document at a URL, from the cache if it is there.

    `refresh` asks the server whether it has changed; `allow_private` permits addresses of the local
    network; `cache` is a folder (default: `cache_folder()`); `seconds`: for all of it, with redirects.

    >>> fetch("http://example.org/context.jsonld")
    Traceback (most recent call last):
    ...
    oslo.errors.InputError: http://example.org/context.jsonld: only https is fetched

    Raises InputError with the URL for another scheme, a private address, a document over 20 MB or one that is cut off,
    an answer other than 200, or what `check` refuses.
    """
    return _document(url, accept, check, refresh, allow_private, cache, seconds)[0]


def _document(
    url: str,
    accept: str,
    check: Check | None,
    refresh: bool = False,
    allow_private: bool = False,
    cache: Path | None = None,
    seconds: float = SECONDS,
) -> tuple[bytes, Answer]:
    """A document, from the cache or its server, and what the server said."""
    _check_url(url, allow_private)
    folder = cache or cache_folder()
    kept = _read_cache(folder, url)
    if kept and not refresh:
        return kept
    headers = {"Accept": accept, "Accept-Encoding": "gzip", "User-Agent": "oslo-interop"}
    if kept and kept[1].etag:
        headers["If-None-Match"] = kept[1].etag
    status, answer, body = _answer_in_time(url, headers, allow_private, seconds)
    if status == _NOT_MODIFIED and kept:
        return kept
    if status != _OK:
        raise InputError(f"the server answers {status}", Place(url))
    if check is not None:
        check(body, url)
    _write_cache(folder, url, body, answer)
    return body, answer


def _answer_in_time(
    url: str, headers: dict[str, str], allow_private: bool, seconds: float
) -> tuple[int, Answer, bytes]:
    import requests
    from urllib3.exceptions import HTTPError

    with Deadline(seconds) as deadline, requests.Session() as session:
        session.auth = _as_it_is
        try:
            found = _request(session, url, headers, deadline, allow_private)
        except (InputError, requests.RequestException, HTTPError, OSError, ValueError, zlib.error) as error:
            if not deadline.left:
                found = None
            elif isinstance(error, InputError):
                raise
            elif isinstance(error, requests.exceptions.InvalidURL):
                raise InputError("not a URL", Place(url)) from None
            else:
                raise InputError(f"not fetched: {type(error).__name__}", Place(url)) from None
        if found is None or not deadline.left:  # a body without a length ends where the connection does
            raise InputError(f"not there within {seconds:g} seconds", Place(url))
    return found


def _as_it_is(request: Any) -> Any:
    """A request without the passwords of the user, who may have some for this host in a file (`.netrc`)."""
    return request


def _request(
    session: requests.Session, url: str, headers: dict[str, str], deadline: Deadline, allow_private: bool
) -> tuple[int, Answer, bytes]:
    """Status, what the server said, and the body; every redirect is checked as the first URL was."""
    at = url
    for _ in range(_REDIRECTS + 1):
        _check_url(at, allow_private)
        session.mount("https://", adapter_for(at, deadline, allow_private=allow_private))
        with session.get(at, headers=headers, timeout=_TIMEOUT, stream=True, allow_redirects=False) as response:
            said = response.headers
            answer = Answer(at, said.get("Content-Type", ""), said.get("Link", ""), said.get("ETag"))
            other = session.get_redirect_target(response)
            if other is None and response.status_code == _OK:
                other = _alternate(answer, headers["Accept"])
            if other is None:
                return response.status_code, answer, _body(response, at)
            at = joined(at, other)
    raise InputError(f"over {_REDIRECTS} redirects", Place(url))


def _alternate(answer: Answer, accept: str) -> str | None:
    """The JSON-LD document in the place of one that is not JSON (JSON-LD 1.1 API, section 9.4.1)."""
    from requests.utils import parse_header_links

    if not accept.startswith(_JSON_LD) or _JSON.match(answer.type.partition(";")[0].strip().lower()):
        return None
    links = parse_header_links(answer.link) if answer.link else []
    named = [each for each in links if each.get("rel") == "alternate" and each.get("type") == _JSON_LD]
    return named[0]["url"] if named else None


def _body(response: requests.Response, url: str) -> bytes:
    """The body of an answer, unpacked; never more than is allowed is held, packed or unpacked."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip"):
        raise InputError(f"packed as {packing}, which was not asked for", Place(url))
    unpack = zlib.decompressobj(_GZIP) if "gzip" in packing else None
    body = bytearray()
    for piece in response.raw.stream(_CHUNK, decode_content=False):
        body += unpack.decompress(piece, MAX_BYTES + 1 - len(body)) if unpack else piece
        if len(body) > MAX_BYTES:
            raise InputError(f"over {MAX_BYTES} bytes", Place(url))
    if unpack and (not unpack.eof or unpack.unused_data):
        raise InputError("badly packed: cut off, or with more behind its end", Place(url))
    return bytes(body)


def _check_url(url: str, allow_private: bool) -> None:
    """Refuse what is no URL, what is not https, and addresses of the local network; names are judged on connecting."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        url.encode()
    except ValueError:
        raise InputError("not a URL", Place(shown(url))) from None
    if parts.scheme != "https":
        raise InputError("only https is fetched", Place(shown(url)))
    if not host or re.search(r"[\s\x00-\x1f\x7f]", url):
        raise InputError("not a URL", Place(shown(url)))
    if parts.username is not None:
        raise InputError("a URL with the name of a user is not fetched", Place(f"https://{host}"))
    if not allow_private and (address := literal_address(host)) is not None:
        refuse_private(address, url)


def cache_folder() -> Path:
    """Where fetched documents are kept: `OSLO_CACHE`, else the user's cache folder. OsloError if there is neither."""
    if given := os.environ.get("OSLO_CACHE"):
        return Path(given)
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "oslo-interop"
    except RuntimeError:
        raise OsloError("no home folder for the cache: name a folder in OSLO_CACHE") from None


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
    if not isinstance(metadata, dict) or metadata.get("url") != url:
        return None
    if metadata.get("sha256") != hashlib.sha256(content).hexdigest():
        return None
    said = [metadata.get(name, default) for name, default in asdict(Answer(url)).items()]
    return (content, Answer(*said)) if all(isinstance(each, str | None) for each in said) else None


def _write_cache(folder: Path, url: str, content: bytes, answer: Answer) -> None:
    body, about = _cache_files(folder, url)
    metadata = {"url": url, **asdict(answer), "sha256": hashlib.sha256(content).hexdigest()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}") from None
    write_whole(body, content)
    write_whole(about, json.dumps(metadata))


def fetched_context(iri: str, *, refresh: bool = False, allow_private: bool = False) -> Any:
    """The JSON-LD context of an IRI: the library's own copy, else the document from the web, and where that is.

    A document that is not JSON may name, in a Link header, the one that is (JSON-LD 1.1 API, section 9.4.1).
    """
    own = carried(iri)
    return fetched_json_ld(iri, _check_context, refresh=refresh, allow_private=allow_private) if own is None else own


def fetched_json_ld(
    iri: str, check: Check | None = None, *, refresh: bool = False, allow_private: bool = False
) -> Document:
    """A JSON-LD document from the web, and where it is in the end."""
    accept = f"{_JSON_LD}, application/json;q=0.9"
    body, answer = _document(iri, accept, check, refresh=refresh, allow_private=allow_private)
    return Document(answer.at, body)


def _check_context(body: bytes, url: str) -> None:
    """A context is an object with `@context`, which may have mistakes that are repaired; a page to log in is not."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or b'"@context"' not in body:
        load_json(body, url)
        raise InputError("not a JSON-LD context: there is no @context in it", Place(url))
