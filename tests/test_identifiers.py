"""Identifiers: the real numbers of the registers pass, changed ones do not, and nothing leaks a number of a person."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import TypeAdapter, ValidationError

from oslo import identifiers
from oslo.exchange.shacl import shapes
from oslo.identifiers import IDENTIFIERS, Insz, insz, kbo, vestigingsnummer
from oslo.model.description import Profile, describe
from oslo.model.resource import Resource
from oslo.namespaces import Namespace

EX = Namespace("https://example.org/ns#")
LAW = settings(derandomize=True, deadline=None, max_examples=50)

TYPES = {
    "insz": identifiers.Insz,
    "kbo": identifiers.KboNumber,
    "vestiging": identifiers.Vestigingsnummer,
    "nis": identifiers.NisCode,
    "ovo": identifiers.OvoCode,
    "postcode": identifiers.Postcode,
    "iban": identifiers.Iban,
}


class Kaart(Resource, iri=EX.Kaart):
    """A card with numbers on it."""

    nummer: Annotated[Insz, EX.nummer]
    ondernemingen: Annotated[list[identifiers.KboNumber], EX.onderneming] = []
    postcode: Annotated[identifiers.Postcode | None, EX.postcode] = None


# Numbers with right check digits, made from their first digits.


@st.composite
def national_numbers(draw: st.DrawFn) -> str:
    year, month, day = draw(st.integers(0, 99)), draw(st.integers(0, 12)), draw(st.integers(1, 28))
    month += draw(st.sampled_from((0, 20, 40)))
    body = f"{year:02}{month:02}{day:02}{draw(st.integers(1, 998)):03}"
    later = "2" if year <= 24 and draw(st.booleans()) else ""
    return f"{body}{97 - int(later + body) % 97:02}"


def _kbo_like(first: str) -> st.SearchStrategy[str]:
    bodies = st.builds(lambda head, rest: f"{head}{rest:07}", st.sampled_from(first), st.integers(1, 9_999_999))
    return bodies.map(lambda body: f"{body}{97 - int(body) % 97:02}")


def _iban(body: int) -> str:
    account = f"{body:010}{body % 97 or 97:02}"
    return f"BE{98 - int(account + '111400') % 97:02}{account}"


VALID = {
    "insz": national_numbers(),
    "kbo": _kbo_like("01"),
    "vestiging": _kbo_like("2345678"),
    "nis": st.integers(10000, 99999).map(str),
    "ovo": st.integers(0, 999999).map("OVO{:06}".format),
    "postcode": st.integers(1000, 9999).map(str),
    "iban": st.integers(1, 9_999_999_999).map(_iban),
}
SEPARATORS = {"insz": ".- ", "kbo": ". ", "vestiging": ". ", "iban": " "}


@pytest.mark.parametrize("name", IDENTIFIERS)
@LAW
@given(data=st.data())
def test_normal_forms(name: str, data: st.DataObject) -> None:
    each = IDENTIFIERS[name]
    number = data.draw(VALID[name])
    assert each.clean(number) == number
    assert re.search(each.pattern, number)
    assert TypeAdapter(TYPES[name]).validate_python(f" {number.lower()} ") == number
    separators = st.sampled_from(["", "", *SEPARATORS.get(name, "")])
    written = "".join(character + data.draw(separators) for character in number)
    assert each.clean(written) == number


@pytest.mark.parametrize("name", IDENTIFIERS)
@LAW
@given(text=st.text(max_size=16) | st.text("0123456789BEOV .-", max_size=20))
def test_any_text_is_cleaned_for_good_or_refused(name: str, text: str) -> None:
    each = IDENTIFIERS[name]
    try:
        cleaned = each.clean(text)
    except ValueError as error:
        assert str(error).startswith("not a")
    else:
        assert each.clean(cleaned) == cleaned
        assert re.search(each.pattern, cleaned)


@LAW
@given(number=national_numbers(), place=st.integers(0, 10), more=st.integers(1, 9))
def test_a_wrong_digit_is_found_and_the_number_not_shown(number: str, place: int, more: int) -> None:
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    try:
        insz(wrong, test_numbers=True)
    except ValueError as error:
        assert wrong not in str(error)
        assert len(re.findall("[0-9]", str(error).split(": ")[1])) == 2
    else:  # one century's check digits may be the other's
        assert place < 9


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("insz", "850730033", "11 digits"),
        ("insz", "85.07.30/033.28", "11 digits"),
        ("insz", "85073003329", "check digits"),
        ("insz", "00000000000", "check digits"),
        ("insz", "85133003370", "month of birth"),
        ("insz", "00600099536", "for tests only"),
        ("kbo", "2000000339", "begin with 0 or 1"),
        ("kbo", "0200065766", "check digits"),
        ("kbo", "0200062500", "check digits"),  # 2000625 is a multiple of 97: 97, never 00
        ("kbo", "0000000000", "check digits"),
        ("kbo", "", "10 digits"),
        ("vestiging", "0200065765", "begin with 2 to 8"),
        ("vestiging", "2000000338", "check digits"),
        ("nis", "4402", "5 digits"),
        ("nis", "04021", "5 digits"),
        ("ovo", "OVO2949", "6 digits"),
        ("ovo", "0002949", "6 digits"),
        ("postcode", "0900", "from 1000"),
        ("postcode", "B-9000", "4 digits"),
        ("iban", "BE71 0961 2345 6760", "check digits"),
        ("iban", "XX10 0961 2345 6769", "country"),
        ("iban", "096-1234567-69", "has to be a country"),
        ("iban", "BE71x096123456769", "not an IBAN"),
        ("kbo", "x0200065765", "10 digits"),
    ],
)
def test_refused(name: str, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        IDENTIFIERS[name].clean(text)
    assert name != "insz" or re.search("[0-9]{3}", str(caught.value).split(": ")[1]) is None
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(TYPES[name]).validate_python(text)
    assert said in refused.value.errors()[0]["msg"]


def test_numbers_are_text() -> None:
    for name, each in TYPES.items():
        with pytest.raises(ValidationError, match="expected text, not int"):
            TypeAdapter(each).validate_python(200065765)
        assert TypeAdapter(each).json_schema()["pattern"] == IDENTIFIERS[name].pattern


@pytest.mark.parametrize(
    "text", ["85073003328", "85.07.30-033.28", "85 07 30 033 28", "17073003384", "98.47.28-997.65"]
)
def test_public_examples(text: str) -> None:
    assert insz(text) == re.sub("[^0-9]", "", text)


@pytest.mark.parametrize("later", ["", "2"])
def test_the_months_of_a_number(later: str) -> None:
    """12 months and 0 for an unknown one; 20 or 40 more in a BIS number, and again 60 more in a test environment."""
    for month in range(100):
        body = f"17{month:02}01001" if later else f"85{month:02}01001"
        number = f"{body}{97 - int(later + body) % 97:02}"
        if month % 20 <= 12 and month < 60:
            assert insz(number) == insz(number, test_numbers=True) == number
        elif month % 20 <= 12:
            assert insz(number, test_numbers=True) == number
            with pytest.raises(ValueError, match="a number for tests only"):
                insz(number)
        else:
            for test_numbers in (False, True):
                with pytest.raises(ValueError, match="the month of birth is impossible"):
                    insz(number, test_numbers=test_numbers)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("85", "85: "), ("123", "*23: "), ("1" * 20, "*" * 18 + "11: "), ("1" * 21, "21 characters: "),
        ("Ann Peeters", "'Ann Peeters': "), ("Ann Peeters-Janssens!", "*****************s!: "),
        ("x85073003328", "**********28: "), ("", "'': "),
    ],
)  # fmt: skip
def test_what_is_shown_of_a_text_that_is_no_number_of_a_person(text: str, shown: str) -> None:
    with pytest.raises(ValueError, match="it has to be 11 digits") as caught:
        insz(text)
    assert str(caught.value).startswith(f"not an INSZ: {shown}")


def test_what_belongs_to_a_person_is_marked() -> None:
    assert {name for name, each in IDENTIFIERS.items() if each.personal} == {"insz"}
    assert all(each.name == name and each.description for name, each in IDENTIFIERS.items())


def test_an_iban_of_a_bank_that_is_not_on_the_list() -> None:
    assert identifiers.iban("BE07 1770 0000 0066") == "BE07177000000066"


@pytest.mark.parametrize(
    ("text", "said"), [("NL91ABNA041716430", "has IBANs of another form"), ("BE7109612345676", "form")]
)
def test_an_iban_of_another_length_than_its_country_has(text: str, said: str) -> None:
    for check in range(100):  # with the check digits that fit
        number = f"{text[:2]}{check:02}{text[4:]}"
        try:
            identifiers.iban(number)
        except ValueError as error:
            if "check digits" in str(error):
                continue
            assert said in str(error)
            break
    else:
        raise AssertionError("no check digits fit")


def test_typographic_dashes_and_spaces() -> None:
    assert insz("85.07.30–033.28") == "85073003328"
    assert kbo("BE\u00a00200\u00a0065\u00a0765") == "0200065765"


# In a model.


def test_describe_sees_the_patterns() -> None:
    facets = {prop.name: prop.ranges[0].facets for prop in describe(Kaart).properties}
    assert facets == {
        "nummer": (("pattern", "^[0-9]{11}$"),),
        "ondernemingen": (("pattern", "^[01][0-9]{9}$"),),
        "postcode": (("pattern", "^[1-9][0-9]{3}$"),),
    }
    text = shapes(Profile("kaart", "1", "Kaart", "https://example.org/", (Kaart,)))
    assert text.count("sh:pattern") == 3


def test_a_model_normalises() -> None:
    kaart = Kaart(nummer="85.07.30-033.28", ondernemingen=["BE 0200.065.765"], postcode="9000")
    assert (kaart.nummer, kaart.ondernemingen) == ("85073003328", ["0200065765"])
    assert type(kaart.nummer) is str


def test_import_is_quick() -> None:
    code = "import sys, oslo.identifiers; sys.exit(any(name.startswith('stdnum') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The real numbers.


def _values(folder: Path, name: str) -> set[str]:
    """The texts of the elements of a name in the XML files below a folder."""
    element = re.compile(rf"<(?:\w+:)?{name}(?: [^>]*)?>\s*([^<\s]+)\s*<")
    return {text for path in folder.rglob("*.xml") for text in element.findall(path.read_text("utf-8"))}


def test_magda_enterprises(shared: Path) -> None:
    folder = shared / "official/records/magda/GeefOnderneming"
    enterprises, units = _values(folder, "Ondernemingsnummer"), _values(folder, "Vestigingsnummer")
    assert len(enterprises) > 10
    assert len(units) > 3
    assert {kbo(number) for number in enterprises} == enterprises
    assert {vestigingsnummer(number) for number in units} == units


def test_kbo_open_data(shared: Path) -> None:
    folder = shared / "records/kbo-open-data/full"
    rows = [row for path in folder.glob("*.csv") for row in csv.DictReader(path.read_text("utf-8").splitlines())]
    enterprises = {row["EnterpriseNumber"] for row in rows if "EnterpriseNumber" in row}
    units = {row["EstablishmentNumber"] for row in rows if "EstablishmentNumber" in row}
    assert len(enterprises) > 10
    assert len(units) > 3
    assert all(kbo(number) == number.replace(".", "") for number in enterprises)
    assert all(vestigingsnummer(number) == number.replace(".", "") for number in units)


def test_magda_persons(shared: Path) -> None:
    folder = shared / "official/records/magda"
    numbers = _values(folder, "INSZ")
    wrong = {number for number in numbers if not _accepted(number, test_numbers=True)}
    assert len(numbers) > 100
    assert wrong == {"20652674825"}, "one of the publisher's test persons has wrong check digits"
    assert {number for number in numbers if _accepted(number)} == {"83320675958"}, "a BIS number of a real form"


def _accepted(number: str, *, test_numbers: bool = False) -> bool:
    try:
        return insz(number, test_numbers=test_numbers) == number
    except ValueError:
        return False


def test_organisations_and_municipalities(shared: Path) -> None:
    feed = shared / "official"
    codes = {code for path in feed.rglob("*.jsonld") for code in re.findall("OVO[0-9]+", path.read_text("utf-8"))}
    assert codes
    assert {identifiers.ovo_code(code.lower()) for code in codes} == codes
    nis = {code for code in _values(shared / "official/records/magda", "NISCode") if len(code) == 5}
    assert {identifiers.nis_code(code) for code in nis} == nis
    assert len(nis) > 5
