"""Changes of bytes, of tokens and of lines: functions from a text and a source of chance to another text."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

from . import terms, trees
from .traps import BYTES, CHARACTERS, LONG, OPENERS, VALUES

Change = Callable[[bytes, Random], bytes | None]
"""None where it does not apply."""

LONGEST = 1 << 18
_TOKEN = re.compile(rb"\"(?:[^\"\\\n]|\\.)*\"|<[^<>\s]*>|[\w:.\-@%]+|\s+|.", re.DOTALL)


def changed(data: bytes, form: str, rng: Random) -> bytes:
    """A text of a form after one to five changes, at most `LONGEST` bytes."""
    ways = CHANGES.get(form, _OF_TEXT)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5))):
        made = rng.choice(ways)(data, rng)
        data = rng.choice(_OF_BYTES)(data, rng) or data if made is None else made
    if rng.random() < 0.02 and form in OPENERS:
        data = _nested(data, form, rng)
    return data[:LONGEST]


def _trap(rng: Random) -> bytes:
    kind = rng.random()
    if kind < 0.15:
        return rng.choice(BYTES)
    if kind < 0.2:
        return rng.choice(LONG).encode() * rng.choice((50, 3000, 70_000))
    return rng.choice(CHARACTERS if kind < 0.5 else VALUES).encode("utf-8", "surrogatepass")


def _nested(data: bytes, form: str, rng: Random) -> bytes:
    """A part of the text some hundred or thousand levels deeper; now and then without the ends."""
    opener, closer = OPENERS[form]
    start, end = _slice(data, rng)
    times = rng.choice((50, 500, 3000, 20_000))
    inner = data[start:end] + (closer.encode() * times if rng.random() < 0.8 else b"")
    return data[:start] + opener.encode() * times + inner + data[end:]


def _slice(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + int(rng.expovariate(1 / 12)))


# Bytes.


def flip(data: bytes, rng: Random) -> bytes | None:
    if not data:
        return None
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def cut(data: bytes, rng: Random) -> bytes:
    start, end = _slice(data, rng)
    return data[:start] if rng.random() < 0.1 else data[:start] + data[end:]


def duplicate(data: bytes, rng: Random) -> bytes:
    start, end = _slice(data, rng)
    return data[:start] + data[start:end] * rng.choice((2, 2, 2, 3, 40)) + data[end:]


def insert(data: bytes, rng: Random) -> bytes:
    start, end = _slice(data, rng)
    return data[:start] + _trap(rng) + data[start if rng.random() < 0.6 else end :]


def recode(data: bytes, rng: Random) -> bytes:
    """The text in another encoding, now and then with the mark of one."""
    text = data.decode("utf-8", "replace")
    code = rng.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-8-sig", "utf-7", "cp037")
    )
    return text.encode(code, "replace")


_OF_BYTES: list[Change] = [flip, cut, duplicate, insert, insert]


# Tokens and lines.


def token(data: bytes, rng: Random) -> bytes | None:
    """A token gone, twice, swapped with another one, or a trap in its place."""
    tokens = _TOKEN.findall(data[:20_000])
    places = [at for at, each in enumerate(tokens) if not each.isspace()]
    if not places:
        return None
    at, other = rng.choice(places), rng.choice(places)
    match rng.randrange(6):
        case 0:
            tokens[at] = b""
        case 1:
            tokens[at] *= 2
        case 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case 3:
            tokens[at] = tokens[other]
        case 4:
            tokens[at] = _trap(rng)
        case _:  # a trap within the marks that a value has
            first, last = tokens[at][:1], tokens[at][-1:]
            tokens[at] = first + _trap(rng) + last if first in b"\"<'" and len(tokens[at]) > 1 else _trap(rng)
    return b"".join(tokens) + data[20_000:]


def line(data: bytes, rng: Random) -> bytes | None:
    """A line gone, twice, moved, or with the end of another one."""
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return None
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = lines[at][: len(lines[at]) // 2] + lines[other][len(lines[other]) // 2 :]
        case _:
            lines[at] = lines[at].rstrip(b"\r\n") + rng.choice((b"\r", b"\r\n", b"\n\n", b"\x85\n", b""))
    return b"".join(lines)


def cell(data: bytes, rng: Random) -> bytes | None:
    """A cell of a table gone, moved, quoted, or a trap in its place; or another delimiter."""
    delimiter = max((b";", b",", b"\t", b"|"), key=data.count)
    rows = [each.split(delimiter) for each in data.split(b"\n")]
    row, other = rng.choice(rows), rng.choice(rows)
    at = rng.randrange(len(row))
    match rng.randrange(8):
        case 0:
            del row[at]
        case 1:
            row[at], other[-1] = other[-1], row[at]
        case 2:
            row[at] = b'"' + row[at] + b'"'
        case 3:
            row[at] = b'"' + row[at] + rng.choice((b"\n", b'""', b'"', b"\r", delimiter)) + row[at] + b'"'
        case 4:
            delimiter = rng.choice((b";", b",", b"\t", b"|", b";;", b" "))
        case 5:
            row.insert(at, row[rng.randrange(len(row))])
        case 6:
            rows.insert(rng.randrange(len(rows) + 1), [b""] * len(row))
        case _:
            row[at] = _trap(rng)
    return b"\n".join(delimiter.join(each) for each in rows)


# Archives: a workbook is a zip of XML.


def member(data: bytes, rng: Random) -> bytes | None:
    """A file of the archive changed, gone, twice, or under another name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(each.filename, archive.read(each)) for each in archive.infolist()]
    except Exception:  # noqa: BLE001  an archive that an earlier change has broken
        return None
    if not parts:
        return None
    at = rng.randrange(len(parts))
    name, content = parts[at]
    kind = rng.random()
    if kind < 0.9:
        parts[at] = name, changed(content, "xml", rng)
    elif kind < 0.94:
        del parts[at]
    elif kind < 0.97:
        parts.append((name, changed(content, "xml", rng)))
    else:
        parts[at] = rng.choice(("../x", "/etc/x", name.upper(), name + "/", "xl\\x", "é")), content
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive,
    ):
        warnings.simplefilter("ignore")  # of two members with one name
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


_OF_TEXT: list[Change] = [*_OF_BYTES, recode, token, token, token, line, line]
CHANGES: dict[str, list[Change]] = {
    "csv": [*_OF_TEXT, cell, cell, cell, cell, cell],
    **{form: [*_OF_TEXT, *[trees.json] * 8] for form in ("json", "jsonld", "geojson", "words")},
    **{form: [*_OF_TEXT, *[terms.term] * 16, terms.chain, terms.chain] for form in ("ttl", "trig", "nt", "nq")},
    "jsonl": [*_OF_TEXT, *[trees.json_line] * 8],
    **{form: [*_OF_TEXT, *[trees.xml] * 6] for form in ("xml", "rdf", "html")},
    "yaml": [*_OF_TEXT, *[trees.yaml] * 10],
    **{form: [*[member] * 12, flip, cut] for form in ("xlsx", "ods")},
}
"""The changes for each form; a change that stands here more often is made more often."""
