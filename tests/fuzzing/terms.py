"""Changes of RDF in Turtle and its relatives that leave the syntax right: other terms, and long chains of nodes."""

from __future__ import annotations

import json
import re
from random import Random
from urllib.parse import quote

from .traps import CHARACTERS, VALUES

_TERM = re.compile(rb"\"(?:[^\"\\\n]|\\.)*\"|<[^<>\s]*>|(?<![\w<\"])[a-z]+:[\w\-]+|\b\d+\b")
_XSD = "^^<http://www.w3.org/2001/XMLSchema#{}>"
_TAILS = [
    "",
    "",
    "@nl",
    "@en-GB",
    *map(_XSD.format, ("date", "dateTime", "integer", "decimal", "boolean", "anyURI", "gYear")),
]


def term(data: bytes, rng: Random) -> bytes | None:
    """A term of RDF in the place of another one, so that the syntax stays right: of the text, or a trap as a term."""
    terms = list(_TERM.finditer(data))
    if not terms:
        return None
    one, kind, trap = rng.choice(terms), rng.random(), rng.choice(VALUES if rng.random() < 0.7 else CHARACTERS)
    if kind < 0.45:
        new = rng.choice(terms)[0]
    elif kind < 0.8:
        escaped = json.dumps(trap.encode("utf-8", "replace").decode(), ensure_ascii=False)
        new = f"{escaped}{rng.choice(_TAILS)}".encode()
    elif kind < 0.9:
        new = f"<urn:{quote(trap, errors='replace')}>".encode()
    else:
        new = rng.choice((b"[]", b"()", b"( 1 [] <urn:a> )", b"true", b"1.5", b"-1", b"1e400", b"_:b0"))
    return data[: one.start()] + new + data[one.end() :]


_LONG = 1000
_NODE, _NAME = re.compile(rb"<[^<>\s]+>"), re.compile(rb"<[^<>\s]+>|\b[a-z]+:\w+")


def chain(data: bytes, rng: Random) -> bytes | None:
    """A long chain of nodes, or a ring, by a property of the text; some node of the text leads to it."""
    names = [each for each in _NAME.findall(data) if len(each) < _LONG]  # each of them is written some thousand times
    nodes = list(_NODE.finditer(data))
    if not names or not nodes:
        return None
    by, kind, times = rng.choice(names), rng.choice(names), rng.choice((3, 60, 2000))
    typed = b" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    lines = [b"<urn:c%d> %b <urn:c%d> .\n" % (at, by, at + 1) for at in range(times)]
    if rng.random() < 0.6:
        lines += [b"<urn:c%d>%b%b .\n" % (at, typed, kind) for at in range(times + 1)]
    if rng.random() < 0.3:
        lines.append(b"<urn:c%d> %b <urn:c0> .\n" % (times, by))
    at = rng.choice(nodes)
    return data[: at.start()] + b"<urn:c0>" + data[at.end() :].rstrip(b"\n") + b"\n" + b"".join(lines)
