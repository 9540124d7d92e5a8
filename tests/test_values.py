"""The table of value types: how each is written, which forms of its literals are read, and which are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any

import pytest

from oslo import (
    AnyUri,
    BlankNode,
    Concept,
    Duration,
    Gml,
    Iri,
    LangString,
    Literal,
    Namespace,
    OsloError,
    PartialDate,
    ReadError,
    Resource,
    Wkt,
    read,
    write,
)
from oslo.exchange.lines import object_term
from oslo.model.values import VALUE_TYPES
from oslo.namespaces import GEO, RDF, XSD

EX = Namespace("https://example.org/ns#")
CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"


class Alles(Resource, iri=EX.Alles):
    """A thing with a property of each value type."""

    tekst: Annotated[str | None, EX.tekst] = None
    ja: Annotated[bool | None, EX.ja] = None
    geheel: Annotated[int | None, EX.geheel] = None
    getal: Annotated[Decimal | None, EX.getal] = None
    breuk: Annotated[float | None, EX.breuk] = None
    dag: Annotated[date | None, EX.dag] = None
    tijdstip: Annotated[datetime | None, EX.tijdstip] = None
    uur: Annotated[time | None, EX.uur] = None
    naam: Annotated[LangString | None, EX.naam] = None
    iets: Annotated[Literal | None, EX.iets] = None
    ongeveer: Annotated[PartialDate | None, EX.ongeveer] = None
    duur: Annotated[Duration | None, EX.duur] = None
    wkt: Annotated[Wkt | None, EX.wkt] = None
    gml: Annotated[Gml | None, EX.gml] = None
    adres: Annotated[AnyUri | None, EX.adres] = None
    soort: Annotated[Concept | None, EX.soort] = None
    link: Annotated[Iri | None, EX.link] = None
    knoop: Annotated[BlankNode | None, EX.knoop] = None


def xsd(text: str, datatype: str) -> str:
    return f'"{text}"^^<{XSD[datatype]}>'


WRITTEN = [
    ("tekst", 'Gent "stad"\n', r'"Gent \"stad\"\n"'),
    ("tekst", "", '""'),
    ("ja", True, xsd("true", "boolean")),
    ("ja", False, xsd("false", "boolean")),
    ("geheel", -7, xsd("-7", "integer")),
    ("geheel", 0, xsd("0", "integer")),
    ("getal", Decimal("1.50"), xsd("1.50", "decimal")),
    ("getal", Decimal("1E+3"), xsd("1000", "decimal")),
    ("getal", Decimal("0E-7"), xsd("0.0000000", "decimal")),
    ("breuk", 1.5, xsd("1.5", "double")),
    ("breuk", 1e22, xsd("1e+22", "double")),
    ("breuk", float("inf"), xsd("INF", "double")),
    ("breuk", float("-inf"), xsd("-INF", "double")),
    ("dag", date(2026, 11, 21), xsd("2026-11-21", "date")),
    ("tijdstip", datetime(2026, 11, 21, 8, 30), xsd("2026-11-21T08:30:00", "dateTime")),
    ("tijdstip", datetime(2026, 11, 21, 8, 30, tzinfo=UTC), xsd("2026-11-21T08:30:00Z", "dateTime")),
    ("tijdstip", datetime(2026, 11, 21, 8, 30, 1, 500_000), xsd("2026-11-21T08:30:01.500000", "dateTime")),
    (
        "tijdstip",
        datetime(2026, 11, 21, 8, 30, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
        xsd("2026-11-21T08:30:00-05:30", "dateTime"),
    ),
    (
        "tijdstip",
        datetime(2026, 11, 21, 8, 30, tzinfo=timezone(timedelta(hours=14))),
        xsd("2026-11-21T08:30:00+14:00", "dateTime"),
    ),
    ("uur", time(8, 30), xsd("08:30:00", "time")),
    ("uur", time(8, 30, 0, 250), xsd("08:30:00.000250", "time")),
    ("naam", LangString('Sint-"Jan"', "NL-be"), r'"Sint-\"Jan\""@nl-be'),
    ("iets", Literal("7", XSD.integer), xsd("7", "integer")),
    ("iets", Literal("Gand", RDF.langString, "fr"), '"Gand"@fr'),
    ("iets", Literal("Gent"), '"Gent"'),
    ("ongeveer", PartialDate("1948-05-06"), xsd("1948-05-06", "date")),
    ("ongeveer", PartialDate("1948-05"), xsd("1948-05", "gYearMonth")),
    ("ongeveer", PartialDate("1948"), xsd("1948", "gYear")),
    ("duur", Duration("P1Y2M3DT4H5M6.7S"), xsd("P1Y2M3DT4H5M6.7S", "duration")),
    ("wkt", Wkt(f"{CRS84} POINT(3 51)"), f'"{CRS84} POINT(3 51)"^^<{GEO.wktLiteral}>'),
    ("gml", Gml('<p srsName="x"/>'), rf'"<p srsName=\"x\"/>"^^<{GEO.gmlLiteral}>'),
    ("adres", AnyUri("https://www.gent.be/"), xsd("https://www.gent.be/", "anyURI")),
    ("soort", Concept("https://example.org/c/1"), "<https://example.org/c/1>"),
    ("link", Iri("https://example.org/x"), "<https://example.org/x>"),
    ("knoop", BlankNode("_:b1"), "_:b1"),
]  # fmt: skip


def object_of(text: str, name: str) -> str:
    start = f"<urn:x> <{EX[name]}> "
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return line.removeprefix(start).removesuffix(" .")


@pytest.mark.parametrize(("name", "value", "term"), WRITTEN, ids=[f"{name}-{term}" for name, _, term in WRITTEN])
def test_a_value_is_written_as_its_term_and_reads_back(name: str, value: Any, term: str) -> None:
    thing = Alles(id="urn:x", **{name: value})
    text = write(thing, "ntriples")
    assert object_of(text, name) == term
    assert read(text, Alles, "ntriples") == [thing]


@pytest.mark.parametrize(("name", "value", "term"), WRITTEN, ids=[f"{name}-{term}" for name, _, term in WRITTEN])
def test_a_value_among_others_is_written_as_the_same_term(name: str, value: Any, term: str) -> None:
    written = object_term(value)
    assert written == (term if name != "knoop" else "<\x01b1>")  # a blank node gets its name with the whole text


def test_not_a_number_is_written_and_read() -> None:
    text = write(Alles(id="urn:x", breuk=float("nan")), "ntriples")
    assert object_of(text, "breuk") == xsd("NaN", "double")
    (back,) = read(text, Alles, "ntriples")
    assert str(back.breuk) == "nan"


def test_each_type_of_the_table_is_among_them() -> None:
    assert {type(value) for _, value, _ in WRITTEN} == VALUE_TYPES.keys()


def test_only_what_cannot_need_escapes_is_written_without() -> None:
    plain = {python for python, known in VALUE_TYPES.items() if known.plain}
    assert plain == {bool, int, Decimal, float, date, datetime, time, Duration}


READ = [
    ("ja", xsd("1", "boolean"), True),
    ("ja", xsd("0", "boolean"), False),
    ("geheel", xsd("+007", "integer"), 7),
    ("getal", xsd("-.5", "decimal"), Decimal("-0.5")),
    ("getal", xsd("5.", "decimal"), Decimal(5)),
    ("getal", xsd("+12.50", "decimal"), Decimal("12.50")),
    ("breuk", xsd("1E5", "double"), 100000.0),
    ("breuk", xsd("-1.e-2", "double"), -0.01),
    ("breuk", xsd(".5e+1", "double"), 5.0),
    ("breuk", xsd("-INF", "double"), float("-inf")),
    ("dag", xsd("2026-11-21", "date"), date(2026, 11, 21)),
    ("tijdstip", xsd("2026-11-21T08:30:00+00:00", "dateTime"), datetime(2026, 11, 21, 8, 30, tzinfo=UTC)),
    ("tijdstip", xsd("2026-11-21T08:30:00.5", "dateTime"), datetime(2026, 11, 21, 8, 30, 0, 500_000)),
    ("uur", xsd("08:30:00Z", "time"), time(8, 30, tzinfo=UTC)),
    ("uur", xsd("08:30:00.25", "time"), time(8, 30, 0, 250_000)),
    ("duur", xsd("-P30D", "duration"), Duration("-P30D")),
    ("tekst", f'"Gent"^^<{XSD.string}>', "Gent"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "term", "value"), READ, ids=[f"{name}-{term}" for name, term, _ in READ])
def test_other_forms_of_a_literal_are_read(name: str, term: str, value: Any) -> None:
    (thing,) = read(f"<urn:x> a <{EX.Alles}> ; <{EX[name]}> {term} .", Alles, "turtle")
    found = getattr(thing, name)
    assert found == value
    assert type(found) is type(value)


REFUSED = [
    ("ja", xsd("TRUE", "boolean")), ("ja", xsd("ja", "boolean")), ("ja", xsd("truex", "boolean")),
    ("ja", xsd("", "boolean")), ("geheel", xsd("1_000", "integer")), ("geheel", xsd("1.0", "integer")),
    ("geheel", xsd("x1", "integer")), ("geheel", xsd(" 1", "integer")), ("getal", xsd("1e5", "decimal")),
    ("getal", xsd("NaN", "decimal")), ("getal", xsd(".", "decimal")), ("breuk", xsd("inf", "double")),
    ("breuk", xsd("infinity", "double")), ("breuk", xsd("1_0.0", "double")), ("breuk", xsd("nan", "double")),
    ("dag", xsd("20261121", "date")), ("dag", xsd("2026-W47-6", "date")), ("dag", xsd("2026-02-30", "date")),
    ("dag", xsd("2026-11-21x", "date")), ("tijdstip", xsd("2026-11-21 08:30:00", "dateTime")),
    ("tijdstip", xsd("2026-11-21", "dateTime")), ("tijdstip", xsd("2026-11-21T08:30", "dateTime")),
    ("tijdstip", xsd("2026-11-21T08:30:00+0100", "dateTime")), ("uur", xsd("08:30", "time")),
    ("uur", xsd("083000", "time")), ("uur", xsd("25:00:00", "time")), ("ongeveer", xsd("mei 1948", "gYear")),
    ("duur", xsd("30 dagen", "duration")), ("duur", xsd("P", "duration")),
    ("wkt", f'"POINT(3 51)"^^<{GEO.wktLiteral}>'),
    ("gml", f'"POINT(3 51)"^^<{GEO.gmlLiteral}>'), ("adres", xsd("www gent be", "anyURI")),
    ("tekst", '"Gent"@nl'), ("naam", '"Gent"'), ("geheel", xsd("7", "int")), ("link", '"https://example.org/x"'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "term"), REFUSED, ids=[f"{name}-{term}" for name, term in REFUSED])
def test_a_literal_of_another_form_or_datatype_is_a_problem(name: str, term: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(f"<urn:x> a <{EX.Alles}> ; <{EX[name]}> {term} .", Alles, "turtle")
    assert [(each.node, each.property) for each in raised.value.problems] == [("urn:x", name)]


class Iets(Resource, iri=EX.Iets):
    """A thing with values of any type that has a datatype of its own."""

    waarden: Annotated[
        list[
            str | bool | int | Decimal | float | date | datetime | time | LangString | Duration | Wkt | Gml | AnyUri
            | Concept | BlankNode
        ],
        EX.waarde,
    ] = []  # fmt: skip
    ongeveer: Annotated[list[PartialDate | str], EX.ongeveer] = []


@pytest.mark.parametrize(("name", "value", "term"), WRITTEN, ids=[f"{name}-{term}" for name, _, term in WRITTEN])
def test_a_value_of_one_of_many_types_is_read_as_its_own(name: str, value: Any, term: str) -> None:
    field = "ongeveer" if name == "ongeveer" else "waarden"
    if name == "iets":
        return  # any literal is one of its own type
    text = f"<urn:x> a <{EX.Iets}> ; <{EX[field.replace('waarden', 'waarde')]}> {term} ."
    [found] = getattr(read(text, Iets, "turtle")[0], field)
    if name == "link":
        value = Concept(value)  # the only type here that is an IRI
    assert found == value or name == "knoop"
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("name", "text", "datatype"),
    [("dag", "2026-02-30", "date"), ("uur", "25:00:00", "time"), ("tijdstip", "2026-02-30T00:00:00", "dateTime"),
     ("dag", "morgen", "date"), ("geheel", "1_000", "integer"), ("duur", "P", "duration"), ("adres", "a b", "anyURI"),
     ("ongeveer", "0000", "gYear")],
)  # fmt: skip
def test_a_literal_that_its_datatype_does_not_have_is_told_so(name: str, text: str, datatype: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(f"<urn:x> a <{EX.Alles}> ; <{EX[name]}> {xsd(text, datatype)} .", Alles, "turtle")
    assert [each.reason for each in raised.value.problems] == [f"{text!r} is not a valid {XSD[datatype]}"]


@pytest.mark.parametrize(
    "offset", [timedelta(hours=14, minutes=1), timedelta(hours=-15), timedelta(seconds=30), timedelta(microseconds=1)]
)
def test_a_time_zone_that_xsd_does_not_have_is_refused(offset: timedelta) -> None:
    thing = Alles(id="urn:x", tijdstip=datetime(2026, 11, 21, tzinfo=timezone(offset)))
    with pytest.raises(OsloError, match="Alles: xsd:dateTime has no time zone"):
        write(thing, "ntriples")


class Meting(Resource, iri=EX.Meting):
    """A measurement."""

    waarde: Annotated[Decimal, EX.waarde]
    """What was found."""


def test_a_number_that_would_have_endless_digits_is_refused() -> None:
    for text in ("1e999999999", "-1E-999999999"):
        with pytest.raises(ValueError, match="a number of over 10000 digits"):
            Meting(waarde=text)  # type: ignore[arg-type]
    assert Meting(waarde="1e9").waarde == Decimal("1e9")  # type: ignore[arg-type]
