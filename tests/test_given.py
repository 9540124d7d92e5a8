"""Records that a program has: the same as from a file, whatever holds them."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from helpers.published import REPOSITORY
from hypothesis import given, strategies as st
from pydantic import BaseModel, Field

from oslo import Format, Listeners, Mapping, MappingError, OsloError, Outcome, convert, load_mapping, mapping_from

PLACES = {
    "profile": "persoon-basis",
    "model": "Plaats",
    "id": "urn:x:{NR}",
    "fields": {"plaatsnaam": "NAAM"},
}
ROWS = [{"NR": 7, "NAAM": "Gent"}, {"NR": 8, "NAAM": "Aalst"}]
NESTED = [{"NR": 7, "namen": [{"t": "Gent"}]}, {"NR": 8, "namen": [{"t": "Aalst"}]}]
EXAMPLES = REPOSITORY / "docs" / "examples"


class Plaats(BaseModel):
    nr: int = Field(alias="NR")
    naam: str = Field(alias="NAAM")


@dataclasses.dataclass
class Place:
    NR: int
    NAAM: str


def done(records: Any, mapping: Mapping, **options: Any) -> tuple[str, Outcome, list[str]]:
    out, told = io.StringIO(), list[str]()
    listeners = Listeners(reject=lambda each: told.append(str(each)), notice=lambda each: told.append(str(each)))
    outcome = convert(records, mapping, out, Format.NTRIPLES, listeners=listeners, **options)
    return out.getvalue(), outcome, told


def pandas(rows: list[dict[str, Any]]) -> Any:
    return pytest.importorskip("pandas", reason="pandas is not installed").DataFrame(rows)


def polars(rows: list[dict[str, Any]]) -> Any:
    return pytest.importorskip("polars", reason="polars is not installed").DataFrame(rows)


def arrow(rows: list[dict[str, Any]]) -> Any:
    return pytest.importorskip("pyarrow", reason="pyarrow is not installed").Table.from_pylist(rows)


FRAMES = [pandas, polars, arrow, lambda rows: arrow(rows).to_reader()]
HOLDERS: list[Callable[[list[dict[str, Any]]], Any]] = [
    list,
    tuple,
    iter,
    lambda rows: (each for each in rows),
    lambda rows: [Plaats(**each) for each in rows],
    lambda rows: [Place(**each) for each in rows],
    *FRAMES,
]


def of_file(rows: Iterable[dict[str, Any]], mapping: Mapping) -> str:
    text = "".join(f"{json.dumps(each)}\n" for each in rows)
    return done(io.BytesIO(text.encode()), mapping, form="jsonl")[0]


@pytest.mark.parametrize("holder", HOLDERS)
def test_any_holder_gives_what_a_file_gives(holder: Callable[[Any], Any]) -> None:
    mapping = mapping_from(PLACES, "m")
    text, outcome, told = done(holder(ROWS), mapping)
    assert text == of_file(ROWS, mapping)
    assert (outcome.resources, outcome.complete, told) == (2, True, [])
    assert [each.plaatsnaam.text for each in mapping.run(holder(ROWS))] == ["Gent", "Aalst"]


@pytest.mark.parametrize("holder", [list, iter, *FRAMES])
def test_several_kinds_of_records_are_read_from_one_holder(holder: Callable[[Any], Any]) -> None:
    kinds = [{"model": "Plaats", "id": f"urn:{name}:{{NR}}", "fields": PLACES["fields"]} for name in "xy"]
    mapping = mapping_from({"profile": "persoon-basis", "maps": kinds}, "m")
    assert done(holder(ROWS), mapping)[1].resources == 4


@pytest.mark.parametrize("holder", [list, *FRAMES])
def test_cells_with_lists_are_repeated_parts(holder: Callable[[Any], Any]) -> None:
    mapping = mapping_from({**PLACES, "fields": {"plaatsnaam": {"each": "namen", "from": "t"}}}, "m")
    assert done(holder(NESTED), mapping)[0] == of_file(NESTED, mapping)


def test_one_object_is_a_document() -> None:
    mapping = mapping_from({**PLACES, "records": "member"}, "m")
    text, outcome, _ = done({"member": ROWS, "next": "x"}, mapping)
    assert text == of_file(ROWS, mapping_from(PLACES, "m"))
    assert [str(each) for each in outcome.unread] == ["$$.next (1 value, first at object)"]
    answer = json.loads((EXAMPLES / "uitdatabank" / "aanbod.json").read_text("utf-8"))
    ready = load_mapping("uitdatabank")
    assert done(answer, ready)[0] == done(EXAMPLES / "uitdatabank" / "aanbod.json", ready)[0]


def test_the_index_of_a_frame() -> None:
    mapping, frame = mapping_from(PLACES, "m"), pandas(ROWS)
    assert done(frame.set_index("NR"), mapping)[0] == done(frame, mapping)[0]
    frame.index = ["a", "b"]
    text, _, told = done(frame, mapping)
    assert text == of_file(ROWS, mapping)
    assert told == ["frame: the index of the frame has no name, and is not read"]


def test_what_is_wrong_with_a_record_has_its_number() -> None:
    mapping = mapping_from(PLACES, "m")
    rows: list[Any] = [*ROWS, {"NR": 9}, 5, {"NR": 10, "NAAM": object}]
    _, outcome, told = done(rows, mapping)
    assert outcome.rejects == 3
    assert told == [
        "objects:3: NAAM: plaatsnaam: is required, but has no value",
        "objects:4: not an object with values by name",
        "objects:5: neither text nor a number, a date or a time, where a cell has one value",
    ]
    _, _, told = done(pandas([*ROWS, {"NR": 9, "NAAM": None}]), mapping)
    assert told == ["frame:3: NAAM: plaatsnaam: is required, but has no value"]


@pytest.mark.parametrize("value", [5, None, [5], [None], [[ROWS[0]], 5], object()])
def test_what_is_neither_file_nor_records(value: Any) -> None:
    with pytest.raises(TypeError, match="neither a file nor records"):
        done(value, mapping_from(PLACES, "m"))


@pytest.mark.parametrize("text", ["a.csv", "NR,NAAM\n1,x"])
def test_a_text_is_never_taken_for_a_file(text: str) -> None:
    for value in (text, [text], [*ROWS[:0], Path("a.csv"), text]):
        with pytest.raises(TypeError, match="give a file as Path"):
            done(value, mapping_from(PLACES, "m"))


def test_records_of_other_forms_are_refused() -> None:
    with pytest.raises(MappingError, match="'//p': objects have no such path"):
        done(ROWS, mapping_from({**PLACES, "records": "//p"}, "m"))
    with pytest.raises(OsloError, match="by a query"):
        done(ROWS, mapping_from({**PLACES, "records": {"sql": "SELECT 1"}}, "m"))
    with pytest.raises(MappingError, match="frame: no column 'NAAM'; did you mean naam"):
        done(pandas([{"NR": 1, "naam": "x"}]), mapping_from(PLACES, "m"))
    with pytest.raises(TypeError, match="lazy frame"):
        done(polars(ROWS).lazy(), mapping_from(PLACES, "m"))


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates(), st.decimals())


@given(st.lists(st.fixed_dictionaries({"NR": st.integers(0, 9), "NAAM": VALUES}), max_size=5))
def test_any_values_give_resources_or_rejects(rows: list[dict[str, Any]]) -> None:
    for records in (rows, pandas(rows)) if rows else (rows,):
        outcome = done(records, mapping_from(PLACES, "m"))[1]
        assert outcome.resources + outcome.rejects + outcome.equal == len(rows)
