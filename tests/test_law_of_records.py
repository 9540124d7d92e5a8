"""The law of conversions: every value of every record stands in the output or in the rejects, or is named.

Records and mappings are drawn, and the same records are given as CSV, as a workbook, as JSON, as JSON Lines, as XML
and as a table of a database. A value is named when its column is unread, its record has ended, equals another or is
not taken, or when the mapping drops it.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyoxigraph as ox
import pytest
from helpers.choosing import everything
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook

from oslo import Listeners, Notice, Outcome, Reject, convert, mapping_from

Row = dict[str, str | None]
DAY = date(2026, 11, 27)
CODES = {"A": "made of A", "B": "made of B"}
COLUMNS = ["naam", "straat", "tel", "post_code", "Größe", "x1"]
ENDINGS = ["", " ", ";", ",", '"', '""', "\n2", "é", "e\u0301", "<&>", "'", "=1", "\\n", "𝒳", "#", "%41"]


@dataclass
class Drawn:
    """Some records and a mapping for them; `plan` says what is done with each column."""

    rows: list[Row]
    plan: dict[str, str]
    rules: dict[str, Any] = field(default_factory=dict)


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    columns = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=6, unique=True))
    plan = {
        name: draw(st.sampled_from(["plain", "plain", "join", "split", "drop", "keep", "reject", "unread", "ignored"]))
        for name in columns
    }
    rows: list[Row] = []
    for number in range(draw(st.integers(1, 5))):
        if rows and draw(st.integers(0, 5)) == 0:
            rows.append(dict(draw(st.sampled_from(rows))))
            continue
        row: Row = {"nr": str(draw(st.integers(1, 3)) if draw(st.booleans()) else number + 10)}
        for name, use in plan.items():
            token = f"v{number}{name[:2]}" + draw(st.sampled_from(ENDINGS))
            if use == "split":
                token = f"{token}|{number}{name[:2]}w"
            coded = use in ("drop", "keep", "reject") and draw(st.booleans())
            row[name] = draw(st.none() | st.just(draw(st.sampled_from(["A", "B"])) if coded else token))
        row["einde"] = draw(st.none() | st.sampled_from(["2020-01-01", "2030-01-01"]))
        rows.append(row)
    return Drawn(rows, plan, _rules(plan, draw(st.sampled_from(["id", "key", "content"]))))


def _rules(plan: dict[str, str], identity: str) -> dict[str, Any]:
    texts: list[Any] = []
    for name, use in plan.items():
        if use == "plain":
            texts.append(name)
        elif use == "split":
            texts.append({"from": name, "split": "|"})
        elif use in ("drop", "keep", "reject"):
            texts.append({"from": name, "codes": CODES, "unknown": use})
    if joined := [name for name, use in plan.items() if use == "join"]:
        texts.append({"from": joined, "join": " / "})
    made = {
        "id": {"id": "https://data.example.be/id/punt/{nr}"},
        "key": {"key": ["nr"]},
        "content": {},
    }[identity]
    return {
        "profile": "points-of-interest",
        "model": "Interessepunt",
        **made,
        "valid": {"until": "einde"},
        "ignored": {name: "drawn so" for name, use in plan.items() if use == "ignored"},
        "optional": [],
        "fields": {"plaatsnaam": {"template": "nummer {nr}"}, "trefwoord": texts or {"constant": "x"}},
    }


# The same records in every form. What a form cannot hold is not drawn.


def as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows: list[Row]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in ({name: name for name in rows[0]}, *rows):
        sheet.append(list(row.values()))
    for cell in (cell for cells in sheet.iter_rows() for cell in cells if cell.value is not None):
        cell.data_type = "s"
    book.save(out)
    return out.getvalue()


def as_xml(rows: list[Row]) -> bytes:
    records = ("".join(f"<{n}>{escape(v)}</{n}>" for n, v in row.items() if v is not None) for row in rows)
    return ("<lijst>" + "\n".join(f"<punt>{each}</punt>" for each in records) + "</lijst>").encode()


def as_sqlite(rows: list[Row]) -> Path:
    path = Path(tempfile.mkdtemp()) / "a.sqlite"
    with sqlite3.connect(path) as database:
        names = ", ".join(f'"{name}"' for name in rows[0])
        database.execute(f"CREATE TABLE punt ({names})")
        database.executemany(
            f"INSERT INTO punt VALUES ({', '.join('?' * len(rows[0]))})",
            [list(row.values()) for row in rows],
        )
    database.close()
    return path


FORMS: dict[str, tuple[Callable[[list[Row]], bytes | Path], dict[str, Any]]] = {
    "csv": (as_csv, {}),
    "xlsx": (as_xlsx, {}),
    "json": (lambda rows: json.dumps({"lijst": rows}).encode(), {"records": "lijst"}),
    "jsonl": (lambda rows: "\n".join(map(json.dumps, rows)).encode(), {}),
    "xml": (as_xml, {"records": "//punt"}),
    "sqlite": (as_sqlite, {"records": {"sql": "SELECT * FROM punt", "key": "nr"}}),
}


@dataclass
class Told:
    """All that came of a conversion."""

    outcome: Outcome
    texts: list[str]
    rejects: list[Reject]
    notices: list[Notice]


def told(case: Drawn, form: str) -> Told:
    make, more = FORMS[form]
    data = make(case.rows)
    out, rejects, notices = io.StringIO(), list[Reject](), list[Notice]()
    mapping = mapping_from({**case.rules, **more}, "drawn", at=DAY)
    try:
        outcome = convert(
            [data if isinstance(data, Path) else io.BytesIO(data)],
            mapping,
            out,
            "ntriples",
            form=None if isinstance(data, Path) else form,
            listeners=Listeners(reject=rejects.append, notice=notices.append),
        )
    finally:
        if isinstance(data, Path):
            data.unlink()
            data.parent.rmdir()
    quads = ox.parse(out.getvalue(), format=ox.RdfFormat.N_TRIPLES)
    texts = [quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)]
    return Told(outcome, texts, rejects, notices)


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


@pytest.mark.parametrize("form", FORMS)
def test_every_value_comes_out_is_rejected_or_is_named(form: str) -> None:
    @settings(max_examples=900 if everything() else 25, deadline=None)
    @given(drawn())
    def law(case: Drawn) -> None:
        check(case, told(case, form))

    law()


def check(case: Drawn, made: Told) -> None:
    kept = [row for row in case.rows if not _has_ended(row)]
    wrong = [row for row in kept if any(_is_refused(case.plan[name], row[name]) for name in case.plan)]
    right = [row for row in kept if row not in wrong]

    # Every record is written, rejected, equal to another, or has ended.
    assert len(made.rejects) == made.outcome.rejects == len(wrong)
    assert made.outcome.resources + made.outcome.equal == len(right)
    ended = len(case.rows) - len(kept)
    assert _times(made.notices, "no longer valid") == ended

    # A rejected record is kept whole.
    kept_texts = [json.dumps(each.record, ensure_ascii=False) for each in made.rejects]
    for row in wrong:
        values = [value for value in row.values() if value is not None]
        assert any(all(_in_dump(value, text) for value in values) for text in kept_texts), (row, kept_texts)

    # Every value of a written record is in the output, or its column says that it was dropped.
    for row in right:
        for name, use in case.plan.items():
            value = row[name]
            if value is None or use in ("unread", "ignored"):
                continue
            for piece in value.split("|") if use == "split" else [value]:
                text = normal(piece)
                if use in ("drop", "keep", "reject"):
                    text = CODES.get(text, "" if use == "drop" else text)
                assert any(text in each for each in made.texts), (name, value, made.texts)
    dropped = Counter(
        name
        for row in right + wrong
        for name, use in case.plan.items()
        if use == "drop" and row[name] is not None and normal(row[name] or "") not in CODES
    )
    for name, times in dropped.items():
        assert _times([each for each in made.notices if name in each.text], "") >= times - len(wrong)

    # Every column that nobody reads is named, with the number of its values.
    counts = Counter(name for row in case.rows for name, use in case.plan.items() if use == "unread" and row[name])
    assert {each.path: each.times for each in made.outcome.unread} == dict(counts)


def _has_ended(row: Row) -> bool:
    return row["einde"] is not None and row["einde"] <= DAY.isoformat()


def _is_refused(use: str, value: str | None) -> bool:
    return use == "reject" and value is not None and normal(value) not in CODES


def _in_dump(value: str, text: str) -> bool:
    return any(json.dumps(way, ensure_ascii=False)[1:-1] in text for way in (value, normal(value), escape(value)))


def _times(notices: list[Notice], text: str) -> int:
    found = (each.text for each in notices if text in each.text)
    return sum(int(each.rpartition("(")[2].split()[0]) if each.endswith("times)") else 1 for each in found)
