"""What is wrong with what came of an input: a record that is lost, an output that is none, code that was run."""

from __future__ import annotations

import builtins
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

import pyoxigraph as ox

from oslo import Notice, Outcome, Reject
from oslo.records import Record, RecordSource, Unreadable

from .traps import RAN


class Wrong(Exception):  # noqa: N818
    """What a target found wrong: its kind, and in words."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind = kind


_SYNTAX = {
    "turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG, "rdfxml": ox.RdfFormat.RDF_XML,
}  # fmt: skip


_WITHOUT_LANGUAGE = re.compile(r"\^\^(?:<http://www\.w3\.org/1999/02/22-rdf-syntax-ns#langString>|rdf:langString)")


def check_rdf(text: str, format: str, base: str | None = None) -> None:
    """Another parser reads what was written; that a text lacks the language its type asks for is let be."""
    text = _WITHOUT_LANGUAGE.sub("", text)
    try:
        for _ in ox.parse(text.encode(), format=_SYNTAX[format], base_iri=base):
            pass
    except (SyntaxError, UnicodeError) as error:
        raise Wrong("output", f"{format} that was written cannot be read: {error}") from None


def check_code(source: str, name: str) -> None:
    """A generated module is Python, and to import it runs nothing of the input."""
    try:
        code = compile(source, name, "exec")
    except (SyntaxError, ValueError, UnicodeError) as error:
        raise Wrong("output", f"a generated module is not Python: {error}") from None
    exec(code, {"__name__": "generated"})
    check_nothing_ran()


def check_nothing_ran() -> None:
    if getattr(builtins, RAN, None):
        delattr(builtins, RAN)
        raise Wrong("code", "code of the input was run")


# The law of records.


@dataclass
class Ledger:
    """What the sources of a run gave, and what the run told."""

    given: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


@contextmanager
def counted() -> Iterator[Ledger]:
    """Count what every source of records gives."""
    ledger, whole = Ledger(), RecordSource.__iter__

    def count(self: RecordSource) -> Iterator[Record | Unreadable]:
        for each in whole(self):
            message = isinstance(each, Record) and each.message
            ledger.given["messages" if message else "records"] += 1
            yield each

    with patch.object(RecordSource, "__iter__", count):
        yield ledger


_TOKEN = re.compile(r"\bv\d+(?:naam|straat|tel)\d*")
_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE.*?>", re.DOTALL)
_OF_A_DEFECT = re.compile(
    r"cannot be (?:read|translated|kept as it was): (?!RecursionError|UnicodeError)[A-Z]\w+(?:Error|Exception)\b"
)


def check_records(ledger: Ledger, outcome: Outcome, text: str, inputs: str, *, one_each: bool, tokens: bool) -> None:
    """In is converted, rejected or told; `one_each`: each becomes one resource; `tokens`: look for its values."""
    for each in ledger.rejects:
        if found := _OF_A_DEFECT.search(str(each)):
            raise Wrong("defect", f"a record is rejected for what is a defect: {str(each)[found.start() :][:300]}")
    came = outcome.resources + outcome.equal + outcome.rejects
    if one_each and came != ledger.given["records"]:
        raise Wrong("lost", f"{ledger.given['records']} records in, {came} came out or were rejected")
    if not one_each and ledger.given["records"] and not (came or ledger.notices):
        raise Wrong("lost", f"{ledger.given['records']} records in, and nothing is said of them")
    if outcome.rejects != len(ledger.rejects):
        raise Wrong("lost", f"{outcome.rejects} rejects are counted, {len(ledger.rejects)} told")
    if not tokens or "\0" in inputs or ledger.notices or outcome.unread:
        return
    kept = [json.dumps([each.record, each.kept], default=str, ensure_ascii=False) for each in ledger.rejects]
    told = "\n".join([text, *kept, *map(str, ledger.rejects), *map(str, outcome.repeated)])
    if outcome.equal:  # then the values are those of another record
        return
    values = _ASIDE.sub("", inputs) if inputs.lstrip().startswith("<") else inputs  # XML has what is no value
    for token in dict.fromkeys(_TOKEN.findall(values)):
        if token not in told:
            raise Wrong("lost", f"{token} is neither written nor rejected, and nothing is said")


Check = Callable[[bytes], None]
"""Gives an input to the library, and raises `Wrong`, or what the library raises."""
