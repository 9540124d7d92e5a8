"""Empty tables: what they say, that each can be filled in, and what a clerk makes of one is read or told by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.commands import oslo
from openpyxl import load_workbook

from oslo import InputError, OsloError, Strength, Validator, load_mapping, write
from oslo.mapping.mapping import Mapping
from oslo.mapping.rejects import Reject
from oslo.model.resource import Resource
from oslo.models import MODULES, load_profile
from oslo.records import open_records
from oslo.templates import Template, as_csv, as_excel, columns, mapping_of, ready_template, ready_templates
from oslo.templates.help import label
from oslo.validation.data import DataGraph
from oslo.vocabularies.codelists import schemes
from oslo.words.sentences import languages

CLASSES = [
    pytest.param(load_profile(name), cls, id=f"{name}-{cls.__name__}")
    for name in MODULES
    for cls in load_profile(name).classes
]
# Two classes are prov:Entity, and of one that is only referred to no engine can tell which it is.
SHARED_IRI = ("Object", "Versie", "VersieVolgensGeldigeTijd", "VersieVolgensTransactietijd")
each_ready = pytest.mark.parametrize("name", ready_templates())
each_language = pytest.mark.parametrize("language", languages())


def run(file: Path, mapping: Mapping | None = None) -> list[Any]:
    mapping = mapping or mapping_of([file])
    with open_records(file, mapping.layout) as source:
        return list(mapping.run(source))


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def save(file: Path, rows: Iterable[Iterable[str]], delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)
    return file


def without_mark(row: list[str]) -> list[str]:
    return ["", *row[1:]]


def problems(found: Iterable[Any]) -> list[str]:
    return [line for each in found if isinstance(each, Reject) for line in str(each).splitlines()]


# Every class.


@pytest.mark.parametrize(("profile", "cls"), CLASSES)
def test_the_example_of_a_table_is_a_record_that_conforms(profile: Any, cls: type[Resource], tmp_path: Path) -> None:
    if not columns(cls):
        pytest.skip("it has nothing to fill in")
    names, help_, sample = rows_of(as_csv(Template(profile, cls)))
    assert len(set(names)) == len(names) == len(help_) == len(sample)
    found = run(save(tmp_path / "a.csv", [names, help_, sample, without_mark(sample)]))
    assert problems(found) == []
    [made] = found
    assert type(made) is cls
    report = Validator(profile, strength=Strength.EXCHANGED).check(DataGraph(write(made, format="ntriples")))
    assert report.violations == [] or cls.__name__ in SHARED_IRI


@pytest.mark.parametrize(("profile", "cls"), CLASSES)
def test_the_mapping_that_is_written_reads_the_same(profile: Any, cls: type[Resource], tmp_path: Path) -> None:
    if not columns(cls):
        pytest.skip("it has nothing to fill in")
    template = Template(profile, cls, "en")
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(template.mapping_file(), sort_keys=False), "utf-8")
    names, _, sample = rows_of(as_csv(template))
    file = save(tmp_path / "a.csv", [names, ["", "https://data.example.be/id/1", *sample[2:]]])
    assert run(file, load_mapping(tmp_path / "a.yaml")) == run(file)


# The ready ones.


@each_language
@each_ready
def test_a_ready_template_in_excel_reads_back(name: str, language: Any, tmp_path: Path) -> None:
    template = Template.of(name, language)
    file = tmp_path / "a.xlsx"
    file.write_bytes(as_excel(template))
    assert run(file) == []
    book = load_workbook(file)
    sheet = book.active
    assert sheet.title == ready_template(name).titles[language]
    sheet.append([None, *(cell.value for cell in sheet[3][1:])])
    book.save(file)
    [made] = run(file)
    assert problems([made]) == []
    assert type(made) is template.model
    assert made == run(save(tmp_path / "a.csv", map(without_mark_if_last, enumerate(rows_of(as_csv(template))))))[0]
    validator = Validator(template.profile, strength=Strength.EXCHANGED)
    assert validator.check(DataGraph(write(made, format="ntriples"))).violations == []


def without_mark_if_last(numbered: tuple[int, list[str]]) -> list[str]:
    number, row = numbered
    return without_mark(row) if number == 2 else row


@each_ready
def test_both_languages_say_the_same(name: str) -> None:
    dutch, english = (ready_template(name).columns[language] for language in ("nl", "en"))
    assert [(c.fields, c.kind) for c in dutch] == [(c.fields, c.kind) for c in english]
    for each in (dutch, english):
        assert len({column.name for column in each}) == len(each)
    required = {column.fields[0] for column in columns(ready_template(name).model) if column.required}
    assert required <= {column.fields[0] for column in dutch}


@each_language
def test_each_label_of_a_drop_down_means_its_concept(language: Any) -> None:
    codes = [(each, code) for each in schemes() for code in each.codes.values()]
    assert len(codes) > 100
    for each, code in codes:
        text = label(each, code, language)
        assert text == code.iri or each.find(text) == code.iri


def test_excel_has_lists_forms_and_help() -> None:
    book = load_workbook(io.BytesIO(as_excel(Template.of("persons"))))
    sheet, lists = book.worksheets
    assert (sheet.title, lists.title, lists.sheet_state) == ("Personen", "lijsten", "hidden")
    assert sheet.column_dimensions["A"].hidden
    assert sheet["A1"].value == "#oslo persoon-basis.Persoon/persons 2023-06-01 nl"
    assert sheet["C2"].value == "De familienaam. Verplicht. Tekst."
    assert sheet["G2"].value == "De dag van de geboorte. Verplicht. Datum: JJJJ-MM-DD, of met uur JJJJ-MM-DD UU:MM."
    [rule] = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref), bool(rule.showErrorMessage)) == ("lijsten!$A$2:$A$5", "F3:F10000", False)
    assert "Vrouwelijk" in [cell.value for cell in lists["A"]]
    assert sheet.column_dimensions["N"].number_format == "@"
    assert [sheet["C1"].font.b, sheet["E1"].font.b] == [True, False]


@each_ready
def test_the_same_bytes_on_every_run(name: str) -> None:
    assert as_excel(Template.of(name)) == as_excel(Template.of(name))
    assert as_csv(Template.of(name)) == as_csv(Template.of(name))


# What a clerk does.

GOOD = {"volledige naam": "An Peeters", "achternaam": "Peeters ", "voornaam": "An|Maria", "geslacht": "Vrouwelijk",
        "geboortedatum": date(1984, 5, 23), "geboorteplaats": " Leuven", "geboorteland": "België",
        "straat": "Molenstraat", "huisnummer": 8, "postcode": 9000, "telefoon": "09 000 00 00"}  # fmt: skip


def fill(file: Path, *rows: dict[str, Any]) -> Path:
    """Open the template, type rows below the example, save: as a clerk does in Excel."""
    assert oslo("template", "persons", "-o", file)[0] == 0
    book = load_workbook(file)
    sheet = book.active
    at = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=4):
        for name, value in row.items():
            sheet.cell(row=number, column=at[name]).value = value
    book.save(file)
    return file


def test_three_steps(tmp_path: Path) -> None:
    file = fill(tmp_path / "persons.xlsx", GOOD)
    code, said = oslo("convert", file, "-o", tmp_path / "persons.ttl")
    assert (code, said) == (0, "1 converted, 0 rejected\n")
    text = (tmp_path / "persons.ttl").read_text("utf-8")
    assert 'foaf:familyName "Peeters"' in text
    assert 'foaf:givenName "An", "Maria"' in text
    assert 'persoon:datum "1984-05-23T00:00:00"^^xsd:dateTime' in text
    assert 'locn:postCode "9000"' in text
    assert 'Adresvoorstelling.huisnummer "8"' in text
    code, said = oslo("validate", tmp_path / "persons.ttl", "-p", "persoon-basis")
    assert (code, said.splitlines()[0][:9]) == (0, "Conforms:")


def test_bad_rows_are_told_by_cell(tmp_path: Path) -> None:
    file = fill(
        tmp_path / "persons.xlsx",
        GOOD,
        {**GOOD, "geslacht": "vrouw"},
        {},
        {**GOOD, "achternaam": None, "geboortedatum": "31/04/1984", "postcode": "90OO"},
        {**GOOD, "geboortedatum": None, "geboorteplaats": None, "geboorteland": None},
        {**GOOD, "geslacht": "2", "geboortedatum": datetime(1984, 5, 23, 10, 30)},
    )
    code, said = oslo("convert", file, "-o", tmp_path / "p.ttl")
    assert code == 1
    lines = said.splitlines()
    assert lines[0].startswith(
        f"{file}: Personen!F5: geslacht: geslacht: 'vrouw' is not in the code list IT000/Geslacht"
    )
    assert [line.partition(f"{file}: ")[2] for line in lines[1:-1]] == [
        "Personen!G7: geboortedatum: heeft_geboorte.datum: no such date: '31/04/1984'",
        "Personen!M7: postcode: contactinfo.adres.postcode: not a Belgian postal code: '90OO': it has to be 4 digits, "
        "from 1000",
        "Personen!C7: achternaam: achternaam: is required, but has no value",
        "Personen!G8, H8, I8: heeft_geboorte: is required, but has no value",
    ]
    assert lines[-1] == f"2 converted, 3 rejected (kept in {tmp_path / 'p.ttl'}.rejects.csv)"
    kept = list(csv.DictReader(io.StringIO((tmp_path / "p.ttl.rejects.csv").read_text("utf-8"))))
    assert [row["reject_line"] for row in kept] == ["5", "7", "8"]
    assert kept[1]["reject_reason"].startswith("Personen!G7: geboortedatum: ")


def test_rejects_are_repaired_and_converted_as_they_are(tmp_path: Path) -> None:
    file = fill(tmp_path / "p.xlsx", {**GOOD, "geslacht": "vrouw"})
    assert oslo("convert", file, "-o", tmp_path / "p.ttl")[0] == 1
    rejects = tmp_path / "p.ttl.rejects.csv"
    rejects.write_text(rejects.read_text("utf-8").replace(",vrouw,", ",vrouwelijk,"), "utf-8")
    code, said = oslo("convert", rejects, "-o", tmp_path / "q.ttl")
    assert (code, said) == (0, "1 converted, 0 rejected\n")


@pytest.mark.parametrize(
    "text", ["Vrouwelijk", "vrouwelijk", "2", "https://data.vlaanderen.be/id/concept/IT000/Geslacht/2"]
)
def test_labels_codes_and_iris_are_taken(tmp_path: Path, text: str) -> None:
    [made] = run(fill(tmp_path / "p.xlsx", {**GOOD, "geslacht": text}))
    assert made.geslacht == "https://data.vlaanderen.be/id/concept/IT000/Geslacht/2"


@pytest.mark.parametrize(("text", "answer"), [("ja", True), ("JA", True), ("Nee", False), (True, True), (False, False)])
def test_yes_and_no(tmp_path: Path, text: Any, answer: bool) -> None:
    names, *_ = rows_of(as_csv(Template.of("points-of-interest")))
    row = {"naam": "Toilet", "gratis": str(text)}
    [made] = run(save(tmp_path / "a.csv", [names, [row.get(name, "") for name in names]]))
    assert made.gratis_toegankelijk is answer


@pytest.mark.parametrize(
    ("text", "iri"), [("www.example.be/a", "https://www.example.be/a"), ("http://a.be/", "http://a.be/")]
)
def test_a_web_address_without_its_scheme(tmp_path: Path, text: str, iri: str) -> None:
    names, *_ = rows_of(as_csv(Template.of("points-of-interest")))
    row = {"naam": "Toilet", "website": text}
    [made] = run(save(tmp_path / "a.csv", [names, [row.get(name, "") for name in names]]))
    assert made.contactinfo[0].website == iri


def test_a_point_has_longitude_before_latitude_and_either_decimal_sign(tmp_path: Path) -> None:
    names, *_ = rows_of(as_csv(Template.of("points-of-interest")))
    row = {"naam": "Toilet", "breedtegraad": "51,0545", "lengtegraad": "3.7219"}
    [made] = run(save(tmp_path / "a.csv", [names, [row.get(name, "") for name in names]]))
    assert made.geometrie.wkt == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(3.7219 51.0545)"


# What a spreadsheet does.


def saved_by_excel(rows: list[list[str]], file: Path, delimiter: str) -> Path:
    """Dates as the country writes them, another delimiter, blank rows at the end, the Latin-1 of Windows."""
    turned = [["23/05/1984" if cell == "1984-05-23" else cell for cell in row] for row in rows]
    return save(file, [*turned, [""] * len(rows[0]), [""] * len(rows[0])], delimiter, "cp1252")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_that_excel_has_saved(tmp_path: Path, delimiter: str) -> None:
    names, help_, sample = rows_of(as_csv(Template.of("persons")))
    as_made = run(save(tmp_path / "a.csv", [names, help_, sample, without_mark(sample)]))
    again = saved_by_excel([names, help_, sample, without_mark(sample)], tmp_path / "b.csv", delimiter)
    person, guess = run(again)
    assert [person] == as_made
    assert "read as windows-1252, which is a guess: 'één'" in guess.text


def test_the_example_is_left_out_only_as_it_was(tmp_path: Path) -> None:
    names, help_, sample = rows_of(as_csv(Template.of("persons")))

    def made(row: list[str]) -> int:
        return len(run(save(tmp_path / "a.csv", [names, help_, row])))

    assert made(sample) == 0
    assert made([sample[0], *[""] * (len(sample) - 1)]) == 0
    for number, cell in enumerate(sample[1:], start=1):
        changed = [*sample]
        changed[number] = "1985-05-23" if cell == "1984-05-23" else f"{cell}9"
        assert made(changed) == 1, names[number]


def test_columns_in_another_order_some_gone_and_one_more(tmp_path: Path) -> None:
    names, help_, sample = rows_of(as_csv(Template.of("persons")))
    keep = [number for number, name in enumerate(names) if name not in ("roepnaam", "e-mail")][::-1]
    rows = [[row[number] for number in keep] for row in (names, help_, sample, without_mark(sample))]
    rows = [[*row, extra] for row, extra in zip(rows, ("opmerking", "", "", "?"), strict=True)]
    file = save(tmp_path / "a.csv", rows)
    mapping = mapping_of([file])
    assert [str(each) for each in mapping.notices] == [f"{file}: the column 'opmerking' is not used"]
    [made] = run(file, mapping)
    assert made.contactinfo.telefoon == "09 000 00 00"
    assert made.contactinfo.email is None


def test_several_files_of_one_template(tmp_path: Path) -> None:
    names, _, sample = rows_of(as_csv(Template.of("addresses")))
    one = save(tmp_path / "a.csv", [names, without_mark(sample)])
    two = save(tmp_path / "b.csv", [names[:-1], without_mark(sample[:-1])])
    mapping = mapping_of([one, two])
    assert [each.verwijst_naar is None for file in (one, two) for each in run(file, mapping)] == [False, True]
    other = save(tmp_path / "c.csv", rows_of(as_csv(Template.of("persons"))))
    with pytest.raises(InputError, match=r"c\.csv: #oslo persoon-basis.* convert them one by one"):
        mapping_of([one, other])


# What it says of itself.


@pytest.mark.parametrize("name", MODULES)
def test_what_a_table_says_of_itself_is_read_back(name: str) -> None:
    classes = list(filter(columns, load_profile(name).classes))
    assert classes
    for cls in classes:
        for language in languages():
            template = Template(load_profile(name), cls, language, None, "https://data.example.be/id/{nr}")
            assert Template.read(template.about) == template


def errors() -> Iterator[tuple[str, str]]:
    yield "NAAM;STRAAT\n", r"a\.csv: does not say what it is: name a mapping .*`oslo template` made"
    yield "#oslo persoon.Persoon 2023-06-01 nl;achternaam\n", "the unknown profile 'persoon'; did you mean"
    yield "#oslo persoon-basis.Person 2023-06-01 nl;achternaam\n", "Person 2023-06-01 nl', which is not here"
    yield "#oslo persoon-basis.Persoon 2023-06-01 fr;achternaam\n", "fr', which is not here"
    yield "#oslo persoon-basis.Persoon/people 2023-06-01 nl;achternaam\n", "people 2023-06-01 nl', which is not here"
    yield "#oslo persoon-basis.Plaats 2023-06-01 nl;id\n", r"the required column 'plaatsnaam' is missing"


@pytest.mark.parametrize(("header", "message"), list(errors()))
def test_a_table_that_cannot_be_read_by_itself(tmp_path: Path, header: str, message: str) -> None:
    (tmp_path / "a.csv").write_text(header)
    with pytest.raises(InputError, match=message):
        mapping_of([tmp_path / "a.csv"])


def test_what_is_no_table_or_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(InputError, match="does not say what it is"):
        mapping_of([tmp_path / "a.json"])
    with pytest.raises(InputError, match="no such file"):
        mapping_of([tmp_path / "b.xlsx"])
    with pytest.raises(InputError, match="only a file"):
        mapping_of([io.BytesIO(b"")])
    with pytest.raises(OsloError, match="no template 'person'; did you mean persons"):
        ready_template("person")
    assert oslo("template", "generiek-basis.Agent") == (2, "Agent has no properties: there is nothing to fill in")


def test_another_version_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("#oslo persoon-basis.Plaats 2020-01-01 nl;plaatsnaam\n;Gent\n")
    mapping = mapping_of([tmp_path / "a.csv"])
    assert [each.text for each in mapping.notices] == [
        "was #oslo persoon-basis.Plaats 2020-01-01 nl, and is read as #oslo persoon-basis.Plaats 2023-06-01 nl"
    ]
    assert [str(each.plaatsnaam) for each in run(tmp_path / "a.csv", mapping)] == ["Gent"]


def test_the_pattern_of_iris_travels_with_the_table(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    assert oslo("template", "points-of-interest", "--id", "https://data.example.be/id/plaats/{nr}", "-o", file)[0] == 0
    names, _, sample = rows_of(file.read_text("utf-8-sig"))
    assert names[1] == "nr"
    assert run(file) == []
    [made] = run(save(file, [names, without_mark(sample)]))
    assert made.id == "https://data.example.be/id/plaats/1"


def test_the_language_is_that_of_the_texts(tmp_path: Path) -> None:
    for language in languages():
        names, _, sample = rows_of(as_csv(Template.of("services", language)))
        [made] = run(save(tmp_path / "a.csv", [names, without_mark(sample)]))
        assert {text.language for text in (*made.name, *made.description, *made.keyword)} == {language}


def test_the_command(tmp_path: Path) -> None:
    code, text = oslo("template")
    assert code == 0
    assert all(name in text for name in ready_templates())
    code, text = oslo("template", "persoon-basis.Nationaliteit", "--lang", "en")
    assert (code, text.splitlines()[0]) == (0, "#oslo persoon-basis.Nationaliteit 2023-06-01 en;id;nationaliteit")
    assert oslo("template", "persons", "--lang", "fr")[0] == 2
