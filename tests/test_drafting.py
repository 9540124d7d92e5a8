"""Drafts of mappings: what a person has to decide, and that any table and any class give one that runs or says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from helpers.drafts import made, matched, table
from hypothesis import HealthCheck, given, settings, strategies as st

from oslo import InputError, MappingError, load_mapping
from oslo.mapping.drafting import draft_mapping
from oslo.mapping.drafting.facts import Dates, dates_of
from oslo.models import MODULES, load_profile


def test_a_table_without_names_asks_for_them_and_shows_no_value(tmp_path: Path) -> None:
    file = table(tmp_path, "1;Peeters;14/03/1978\n2;Claes;02/11/1975\n")
    draft = draft_mapping(file, "persoon-basis", "Persoon")
    rules = yaml.safe_load(draft.text)
    assert (rules["header"], rules["columns"]) == (0, ["column_1", "column_2", "column_3"])
    assert draft.decisions[0] == "no row names the columns: give each its name under columns"
    assert "Peeters" not in draft.text


def test_an_order_of_day_and_month_is_taken_from_another_column(tmp_path: Path) -> None:
    file = table(tmp_path, "id;naam;begindatum;einddatum\n1;Kermis;03/04/2026;14/04/2026\n2;Markt;05/06/2026;\n")
    draft = draft_mapping(file, "points-of-interest", "Evenement")
    assert draft.decisions == ()
    assert yaml.safe_load(draft.text)["fields"]["begin"] == {"from": "begindatum", "date": "%d/%m/%Y"}


def test_a_class_that_has_nothing_of_a_file_is_asked_about(tmp_path: Path) -> None:
    draft = draft_mapping(table(tmp_path, "kleur;maat\nrood;3\n"), "generiek-basis", "Agent")
    assert draft.decisions == ("nothing in the file was matched to Agent: is it the right class?",)


def test_a_national_number_is_checked_and_never_an_id(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Rijksregisternummer,Familienaam,Voornaam,Geslacht,Geboortedatum\n"
        "00600099536,Peeters,An,vrouw,1950-02-01\n90610100155,Claes,Bo,man,1960-03-04\n",
    )
    draft = draft_mapping(file, "persoon-basis", "GeregistreerdPersoon")
    rules = yaml.safe_load(draft.text)
    assert "id" not in rules
    assert "Rijksregisternummer: the number of a person" in " ".join(draft.text.replace("\n#", "").split())
    assert rules["fields"]["registratie"] == {"identificator": {"from": "Rijksregisternummer", "identifier": "insz"}}
    assert draft.decisions == (
        "heeft_geboorte must have plaats, and no column was found for it",
        "heeft_geboorte must have land, and no column was found for it",
    )
    assert "    # plaats: TODO\n    # land: TODO\n" in draft.text
    assert draft.tried == 0
    with pytest.raises(MappingError, match="Geboorte must have plaats, land"):
        load_mapping(table(tmp_path, draft.text, "draft.yaml"))


@pytest.mark.parametrize(
    ("values", "dates"),
    [
        (["14/03/1978", "2/11/1975"], Dates(("%d/%m/%Y",))),
        (["03/14/1978", "11/02/1975"], Dates(("%m/%d/%Y",))),
        (["03-04-1978", "11-02-1975"], Dates(("%d-%m-%Y",), unsure=True)),
        (["14.03.78"], Dates(("%d.%m.%y",), unsure=True)),
        (["19780314", "20260101"], Dates(("%Y%m%d",))),
        (["1978-03-14", "2026-01-01T08:30:00+01:00"], Dates((), time=True)),
        (["14/03/1978", "1978-03-14"], Dates(("%d/%m/%Y", "%Y-%m-%d"))),
        (["14/03/1978 8:30", "15/03/1978 18:30"], Dates(("%d/%m/%Y %H:%M",), time=True)),
        (["14/03/1978"] * 4 + ["onbekend"], Dates(("%d/%m/%Y",))),
        (["Gent"], None),
        (["1978", "2026"], None),
        ([], None),
    ],
)
def test_the_form_of_dates(values: list[str], dates: Dates | None) -> None:
    assert dates_of(values) == dates


def test_day_and_month_that_could_be_the_other_way_round_are_for_a_person(tmp_path: Path) -> None:
    file = table(tmp_path, "id;naam;begindatum\n1;Kermis;03/04/2026\n2;Markt;05/06/2026\n")
    draft = draft_mapping(file, "points-of-interest", "Evenement")
    assert draft.decisions == ("begindatum: no value shows which number is the day: check date %d/%m/%Y of begin",)
    assert (draft.tried, draft.rejected) == (2, 0)


def test_names_in_a_column_of_codes_are_not_written(tmp_path: Path) -> None:
    names = ["Peeters", "Claes", "Janssens", "Dubois"]
    file = table(tmp_path, "id;naam;status\n" + "".join(f"{n};Club {n};{name}\n" for n, name in enumerate(names)))
    draft = draft_mapping(file, "organisatie-basis", "Organisatie")
    assert "#   status: TODO  # status? its values are no codes: too many, or something else" in draft.text
    assert not [name for name in names if name in draft.text]


def test_a_part_that_lacks_something_is_left_out_with_the_reason(tmp_path: Path) -> None:
    file = table(tmp_path, "NR;NAAM;MAIL;LOCATIEGEMEENTE;GEMEENTE\n1;Kermis;a@example.be;Gent;Gent\n2;Bal;;Gent;Gent\n")
    draft = draft_mapping(file, "points-of-interest", "Evenement")
    assert draft.decisions == ()
    assert matched(draft)["naam"] == "NAAM"
    assert matched(draft)["contactinfo.email"] == "MAIL"
    assert made(draft, file, tmp_path, "points-of-interest", "Evenement") == 2


def test_what_cannot_be_drafted_is_an_error(tmp_path: Path) -> None:
    file = table(tmp_path, "a;b\n1;2\n")
    with pytest.raises(MappingError, match="no class 'Persoonn' in persoon-basis; did you mean Persoon"):
        draft_mapping(file, "persoon-basis", "Persoonn")
    with pytest.raises(InputError, match="not of 'ttl'"):
        draft_mapping(table(tmp_path, "", "in.ttl"), "persoon-basis", "Persoon")
    with pytest.raises(InputError, match="no records in it"):
        draft_mapping(table(tmp_path, "a;b\n"), "persoon-basis", "Persoon")
    with pytest.raises(InputError, match="not well-formed XML"):
        draft_mapping(table(tmp_path, "<a><b></a>", "in.xml"), "persoon-basis", "Persoon")
    with pytest.raises(InputError, match="no such file"):
        draft_mapping(tmp_path / "none.csv", "persoon-basis", "Persoon")


NAMES = st.one_of(
    st.sampled_from(
        ["NAAM", "id", "GEBOORTEDATUM", "GESLACHT", "x", "y", "lat", "lon", "status", "KBO", "straat_nl", "no"]
    ),
    st.text(min_size=1, max_size=12).map(str.strip).filter(lambda name: bool(name) and "\x00" not in name),
)
CELLS = st.one_of(
    st.sampled_from(
        ["", "ja", "nee", "M", "V", "14/03/1978", "3/4/2026", "1,5", "51.05", "0999999823", "info@example.be"]
    ),
    st.text(max_size=12).filter(lambda text: "\x00" not in text),
)


MODELS = ["persoon-basis.Persoon", "organisatie-basis.Organisatie", "points-of-interest.Interessepunt"]


@given(data=st.data(), model=st.sampled_from(MODELS))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_draft_of_any_table_loads_or_says_what_to_decide(
    data: st.DataObject, model: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    names = data.draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), min_size=1, max_size=4))
    text = "\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows)
    file = table(folder, text, "in.jsonl")
    profile, _, cls = model.partition(".")
    draft = draft_mapping(file, profile, cls)
    rules = yaml.safe_load(draft.text)
    assert rules["model"] == cls
    try:
        load_mapping(table(folder, draft.text, "draft.yaml"))
    except MappingError:
        assert draft.decisions
    else:
        assert draft.tried == len(rows)


WIDE = """nr;naam;voornaam;beschrijving;type;status;begin;einde;datum;straat;hnr;postcode;gemeente;nis;kbo;mail;tel;x;y;land;geslacht
1;A;B C;een;soort;actief;01/02/2026;28/02/2026;13/01/2026;Markt;1;9999;Dorp;44021;0999999823;a@example.be;051000009;104000;193000;BE;M
2;D;E;twee;soort;actief;01/03/2026;;14/01/2026;Markt;2;9999;Dorp;44021;0999999724;b@example.be;051000008;104001;193001;BE;V
"""  # noqa: E501


@pytest.mark.slow(but="persoon-basis")
@pytest.mark.parametrize("name", MODULES)
def test_a_draft_to_any_class_runs_and_conforms_or_says_what_to_decide(name: str, tmp_path: Path) -> None:
    file = table(tmp_path, WIDE)
    for cls in load_profile(name).classes:
        draft = draft_mapping(file, name, cls.__name__)
        try:
            load_mapping(table(tmp_path, draft.text, "draft.yaml"))
        except MappingError:
            assert any(" must have " in each for each in draft.decisions)
            continue
        assert (draft.tried, draft.rejected) == (2, 0), cls
        if yaml.safe_load(draft.text)["fields"]:
            made(draft, file, tmp_path, name)
