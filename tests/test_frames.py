"""Resources in data frames, and out of them: nothing is lost."""

from __future__ import annotations

import pytest
from helpers.laws import PROFILES, examples
from helpers.strategies import instances
from hypothesis import given, strategies as st

from oslo import InputError, OsloError, Resource, from_frame, to_frame
from oslo.mapping.frames import to_rows
from oslo.models.persoon import Geboorte, Persoon, Plaats

CLASSES = [cls for profile in PROFILES for cls in profile.classes]


@given(st.sampled_from(CLASSES).flatmap(lambda cls: st.lists(instances(cls), min_size=1, max_size=3)))
@examples(400)
def test_rows_give_back_any_resources(resources: list[Resource]) -> None:
    rows = to_rows(resources)
    assert from_frame(rows, type(resources[0])) == resources


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
@given(data=st.data())
@examples(100)
def test_frames_give_back_any_resources(library: str, data: st.DataObject) -> None:
    pytest.importorskip(library, reason=f"{library} is not installed")
    cls = data.draw(st.sampled_from(CLASSES))
    resources = data.draw(st.lists(instances(cls), min_size=1, max_size=3))
    assert from_frame(to_frame(resources, library), cls) == resources


PERSON = Persoon(
    id="https://data.example.be/id/persoon/1",
    volledige_naam="Zoë Maria Denkbeeldig",
    achternaam="Denkbeeldig",
    voornaam=["Zoë", "Maria"],
    geslacht="https://data.vlaanderen.be/id/concept/IT000/Geslacht/2",
    heeft_geboorte=Geboorte(datum="1999-01-31T00:00:00", plaats=Plaats(plaatsnaam="Gent"), land="urn:be"),
)


def test_columns_are_paths() -> None:
    assert to_rows(PERSON) == [
        {
            "id": "https://data.example.be/id/persoon/1",
            "volledigeNaam": "Zoë Maria Denkbeeldig",
            "achternaam": "Denkbeeldig",
            "voornaam.0": "Zoë",
            "voornaam.1": "Maria",
            "geslacht": "https://data.vlaanderen.be/id/concept/IT000/Geslacht/2",
            "heeftGeboorte.datum": PERSON.heeft_geboorte.datum,  # type: ignore[union-attr]
            "heeftGeboorte.plaats.plaatsnaam@nl": "Gent",
            "heeftGeboorte.land": "urn:be",
        }
    ]
    [row] = to_rows(PERSON.model_copy(update={"voornaam": ["Zoë"]}))
    assert row["voornaam"] == "Zoë"


WRONG = {
    "naam": "naam: Persoon has no such property; did you mean voornaam",
    "heeftGeboorte.dag": "heeftGeboorte.dag: Geboorte has no such property",
    "achternaam.1": "achternaam: 2 values where at most one is allowed",
    "achternaam^^x": "achternaam: several columns for one value",
    "@type": "@type: 'x' is none of http://www.w3.org/ns/person#Person",
    "id": "not an absolute IRI: 'x'",
    "heeftGeboorte.datum": "heeftGeboorte.datum: Invalid isoformat string: 'x'",
}


@pytest.mark.parametrize("column", WRONG)
def test_what_is_wrong_with_a_column_has_its_row(column: str) -> None:
    row = to_rows(PERSON)[0]
    if column == "achternaam.1":
        row["achternaam.0"] = row.pop("achternaam")
    with pytest.raises(InputError) as error:
        from_frame([to_rows(PERSON)[0], {**row, column: "x"}], Persoon)
    assert str(error.value).startswith(f"frame:2: {WRONG[column]}")


def test_what_a_model_refuses_has_its_row() -> None:
    with pytest.raises(InputError, match="frame:1: volledigeNaam: is required"):
        from_frame([{"achternaam": "x"}], Persoon)


def test_several_columns_for_one_value() -> None:
    for row in (
        {"id": "urn:x", "plaatsnaam@nl": "a", "plaatsnaam@fr": "b"},
        {"plaatsnaam.0@nl": "a", "plaatsnaam.1@fr": "b"},
    ):
        with pytest.raises(InputError, match=r"plaatsnaam: (several columns for one value|2 values)"):
            from_frame([row], Plaats)


def test_frames_of_libraries_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OsloError, match="no frames of 'spark': there are pandas, polars and pyarrow"):
        to_frame(PERSON, "spark")
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(OsloError, match="polars is not installed: pip install polars"):
        to_frame(PERSON, "polars")


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_what_a_user_does_with_a_frame(library: str) -> None:
    pytest.importorskip(library, reason=f"{library} is not installed")
    frame = to_frame([PERSON, PERSON.model_copy(update={"id": "urn:2"})], library)
    assert type(frame).__module__.startswith(library)
    assert len(frame) == 2
    [one, other] = from_frame(frame, Persoon)
    assert (one, str(other.id)) == (PERSON, "urn:2")
