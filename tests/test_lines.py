"""Models to N-Triples: what is written for each kind of property, and the names of things without an id."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import pytest
from pydantic import Field

from oslo import AnyUri, BlankNode, Concept, Iri, LangString, Literal, Namespace, OsloError, Ref, Resource
from oslo.exchange.lines import blank_name, digest_of, lines, ntriples, takes_literals, triples_of, uuid_from, uuid_of
from oslo.model.description import describe
from oslo.namespaces import RDF, XSD

EX = Namespace("https://example.org/ns#")


class Kleur(str, Enum):  # noqa: UP042  (StrEnum formats itself as its value, this one does not)
    """The colours there are."""

    ROOD = "rood"


class Maat(float, Enum):
    """The sizes there are."""

    HALF = 0.5


class Deel(Resource, iri=EX.Deel):
    """A part."""

    nummer: Annotated[int | None, EX.nummer] = None
    deel: Annotated[Ref[Deel] | None, EX.deel] = None
    delen: Annotated[list[Ref[Deel]], EX.delen] = []


class Ding(Resource, iri=EX.Ding):
    """A thing."""

    naam: Annotated[str, EX.naam]
    kleur: Annotated[Kleur | None, EX.kleur] = None
    maat: Annotated[Maat | None, EX.maat] = None
    deel: Annotated[Ref[Deel] | None, EX.deel] = None
    delen: Annotated[list[Ref[Deel]], EX.delen] = []
    vreemd: Annotated[Ref[Deel] | None, EX.vreemd, Field(alias="een deel é")] = None
    bron: Annotated[list[Ref[Deel] | LangString | int | AnyUri], EX.bron] = []
    getal: Annotated[int | Decimal | None, EX.getal] = None
    links: Annotated[list[Iri], EX.link] = []
    knoop: Annotated[BlankNode | None, EX.knoop] = None
    soort: Annotated[Concept | None, EX.soort] = None
    waarden: Annotated[list[Literal], EX.waarde] = []
    namen: Annotated[list[LangString], EX.namen] = []


class Vast(Resource, iri=EX.Vast):
    """A thing with what it always has."""

    code: Annotated[int, EX.code]
    deel: Annotated[Deel, EX.deel]
    titel: Annotated[LangString, EX.titel]


class Blad(Resource, iri=EX.Blad, typed=False):
    """A thing that is none by its type."""

    nummer: Annotated[int | None, EX.nummer] = None


def said(thing: Resource, **options: Any) -> set[str]:
    """The triples without their types, with short names."""
    found = ntriples(thing, **options).replace(str(EX), "ex:").replace(f"<{RDF.type}>", "a")
    return {line.removesuffix(" .") for line in found.splitlines() if " a <" not in line}


def test_each_kind_of_property() -> None:
    thing = Ding(
        id="urn:x", naam='a"b', kleur=Kleur.ROOD, maat=Maat.HALF, getal=Decimal("1.5"), links=["urn:l", "urn:m"],
        knoop="_:k", soort="urn:s", waarden=[Literal("7", XSD.integer), Literal("x", RDF.langString, "fr")],
        namen=["een", LangString("un", "fr")], bron=[Deel(id="urn:d"), Iri("urn:e"), "tekst", 7, AnyUri("urn:u")],
    )  # fmt: skip
    assert said(thing) == {
        r'<urn:x> <ex:naam> "a\"b"', '<urn:x> <ex:kleur> "rood"', f'<urn:x> <ex:maat> "0.5"^^<{XSD.double}>',
        f'<urn:x> <ex:getal> "1.5"^^<{XSD.decimal}>', "<urn:x> <ex:link> <urn:l>", "<urn:x> <ex:link> <urn:m>",
        "<urn:x> <ex:knoop> _:k", "<urn:x> <ex:soort> <urn:s>", f'<urn:x> <ex:waarde> "7"^^<{XSD.integer}>',
        '<urn:x> <ex:waarde> "x"@fr', '<urn:x> <ex:namen> "een"@nl', '<urn:x> <ex:namen> "un"@fr',
        "<urn:x> <ex:bron> <urn:d>", "<urn:x> <ex:bron> <urn:e>", '<urn:x> <ex:bron> "tekst"@nl',
        f'<urn:x> <ex:bron> "7"^^<{XSD.integer}>', f'<urn:x> <ex:bron> "urn:u"^^<{XSD.anyURI}>',
    }  # fmt: skip
    assert f"<urn:d> <{RDF.type}> <{EX.Deel}> .\n" in ntriples(thing)


def test_what_is_always_there_stands_before_the_rest() -> None:
    thing = Vast(id="urn:x", code=1, deel=Deel(id="urn:d"), titel="T")
    assert ntriples(thing).splitlines() == [
        f"<urn:x> <{RDF.type}> <{EX.Vast}> .",
        f'<urn:x> <{EX.code}> "1"^^<{XSD.integer}> .',
        f'<urn:x> <{EX.titel}> "T"@nl .',
        f"<urn:x> <{EX.deel}> <urn:d> .",
        f"<urn:d> <{RDF.type}> <{EX.Deel}> .",
    ]


def test_a_class_that_is_no_type_writes_none() -> None:
    assert ntriples(Blad(id="urn:x", nummer=1)) == f'<urn:x> <{EX.nummer}> "1"^^<{XSD.integer}> .\n'
    assert ntriples(Blad(id="urn:x")) == ""


def test_what_takes_literals() -> None:
    taken = {prop.name for prop in describe(Ding).properties if takes_literals(prop)}
    assert taken == {"naam", "kleur", "maat", "bron", "getal", "waarden", "namen"}


# Names of what has no id: the same in every version.

UUID = "urn:uuid:bb78a85a-fe81-8016-ae2d-8f075c178fad"


def test_a_thing_without_an_id_is_named_by_its_content() -> None:
    thing = Ding(naam="x", namen=["a", "b"])
    assert ntriples(thing).split()[0] == f"<{UUID}>"
    assert uuid_of(thing) == UUID
    assert uuid_of(Ding(naam="x", namen=["b", "a"])) == UUID  # the order of values has no meaning
    assert uuid_of(Ding(naam="y", namen=["a", "b"])) != UUID
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", UUID)


@pytest.mark.parametrize(("digit", "variant"), [*zip("0123456789abcdef", "89ab" * 4, strict=True)])
def test_a_uuid_has_version_8_and_its_variant(digit: str, variant: str) -> None:
    digest = f"0123456789ab?def{digit}123456789abcde"
    assert uuid_from(digest.replace("?", "c")) == f"urn:uuid:01234567-89ab-8def-{variant}123-456789abcde"


def test_a_part_without_an_id_is_named_by_the_path_to_it_and_its_content() -> None:
    one = Deel(nummer=1)
    assert digest_of(one, set()) == "512206c157f4"
    assert said(Ding(id="https://x.be/a", naam="n", deel=one)) == {
        '<https://x.be/a> <ex:naam> "n"',
        "<https://x.be/a> <ex:deel> <https://x.be/a#deel-512206c157f4>",
        f'<https://x.be/a#deel-512206c157f4> <ex:nummer> "1"^^<{XSD.integer}>',
    }
    assert "<https://x.be/a#b/deel-512206c157f4>" in ntriples(Ding(id="https://x.be/a#b", naam="n", deel=one))
    assert "<urn:a#een%20deel%20%C3%A9-512206c157f4>" in ntriples(Ding(id="urn:a", naam="n", vreemd=one))
    assert "<urn:a#bron-512206c157f4>" in ntriples(Ding(id="urn:a", naam="n", bron=[one]))


def test_a_part_of_a_part_is_named_below_it() -> None:
    inner, outer = Deel(nummer=1), Deel(deel=Deel(nummer=1))
    name = f"urn:a#deel-{digest_of(outer, set())}"
    text = ntriples(Ding(id="urn:a", naam="n", deel=outer))
    assert f"<{name}> <{EX.deel}> <{name}/deel-{digest_of(inner, set())}> ." in text
    assert "\x00" not in text
    whole = ntriples(Ding(naam="n", deel=inner))
    top = whole.split()[0][1:-1]
    assert f"<{top}> <{EX.deel}> <{top}#deel-512206c157f4> ." in whole


def test_equal_parts_are_one_and_others_are_not() -> None:
    text = ntriples(Ding(id="urn:a", naam="n", delen=[Deel(nummer=1), Deel(nummer=1), Deel(nummer=2)]))
    assert len(set(re.findall(r"<urn:a#delen-[0-9a-f]{12}>", text))) == 2


# Blank nodes.


def test_parts_are_blank_nodes_if_asked() -> None:
    thing = Ding(id="urn:a", naam="n", deel=Deel(nummer=1, deel=Deel(nummer=2)))
    text = ntriples(thing, blank_nodes=True)
    assert (text.count("_:n"), text.count("<urn:a")) == (7, 3)
    assert len(set(re.findall(r"_:n[0-9a-f]{16}\b", text))) == 2
    assert "\x01" not in text
    assert ntriples(thing, blank_nodes=True) == text
    whole = ntriples(Ding(naam="n", deel=Deel(nummer=1)), blank_nodes=True)
    assert (whole.count("_:"), "<urn:uuid" in whole) == (6, False)


def test_the_name_of_a_blank_node_is_made_from_the_way_to_it() -> None:
    inner, outer = Deel(nummer=2), Deel(nummer=1, deel=Deel(nummer=2))
    below = f"deel-{digest_of(outer, set())}"
    names = [
        blank_name(f"{top}{below}{more}")
        for top in ("urn:a#", "a#")
        for more in ("", f"/deel-{digest_of(inner, set())}")
    ]
    for id, found in (("urn:a", names[:2]), ("_:a", names[2:])):
        text = ntriples(Ding(id=id, naam="n", deel=outer), blank_nodes=True)
        assert list(dict.fromkeys(re.findall(r"_:n[0-9a-f]{16}\b", text))) == found
    whole = Ding(naam="n", deel=inner)
    top, part = dict.fromkeys(re.findall(r"_:n[0-9a-f]{16}\b", ntriples(whole, blank_nodes=True)))
    assert (top, part) == (blank_name(uuid_of(whole)), blank_name(f"{uuid_of(whole)}#deel-{digest_of(inner, set())}"))


def test_a_blank_node_by_its_label_and_what_is_below_it() -> None:
    thing = Ding(id="_:a", naam="n", deel=Deel(nummer=1))
    for blank_nodes in (False, True):
        text = ntriples(thing, blank_nodes=blank_nodes)
        assert text.startswith(f"_:a <{RDF.type}> ")
        assert len(set(re.findall(r"_:n[0-9a-f]{16}\b", text))) == 1


@pytest.mark.parametrize(
    ("label", "name"),
    [("b1", "_:b1"), ("a.b-c_D", "_:a.b-c_D"), ("a#b", "_:n80484ff1c18bf58f"), ("é", "_:n"), ("", "_:n")],
)
def test_the_name_of_a_blank_node(label: str, name: str) -> None:
    found = blank_name(label)
    assert found.startswith(name)
    assert re.fullmatch("_:[A-Za-z0-9_.-]+", found)
    if name == "_:n":
        assert re.fullmatch("_:n[0-9a-f]{16}", found)


# Things that refer to one another.


def test_a_thing_is_described_once_and_two_descriptions_both() -> None:
    part = Deel(id="urn:d", nummer=1)
    text = ntriples(Ding(id="urn:a", naam="n", deel=part, delen=[part, Deel(id="urn:d", nummer=2)]))
    assert text.count(f'<urn:d> <{EX.nummer}> "1"') == 1
    assert text.count(f'<urn:d> <{EX.nummer}> "2"') == 1
    assert text.count(f"<urn:a> <{EX.delen}> <urn:d> .") == 2


def test_things_with_ids_may_lead_to_one_another() -> None:
    one, other = Deel(id="urn:1"), Deel(id="urn:2")
    one.deel, other.deel = other, one
    assert sorted(said(one)) == ["<urn:1> <ex:deel> <urn:2>", "<urn:2> <ex:deel> <urn:1>"]


def test_parts_without_ids_that_contain_one_another_are_an_error() -> None:
    one, other = Deel(), Deel()
    one.deel, other.deel = other, one
    with pytest.raises(OsloError, match=r"^Deel: its parts contain one another and have no ids to refer by$"):
        ntriples(one)


def test_what_is_written_can_be_listened_to() -> None:
    things, heard = [Deel(id="urn:1"), Deel(id="urn:2")], list[tuple[Resource, str]]()
    written = list(lines(things, listen=lambda thing, text: heard.append((thing, text))))
    assert heard == list(zip(things, written, strict=True))
    assert list(lines(things)) == written
    assert "_:" in "".join(lines([Ding(id="urn:a", naam="n", deel=one) for one in [Deel(nummer=1)]], blank_nodes=True))


def test_triples_are_equal_whatever_the_labels_of_blank_nodes() -> None:
    one, other = Ding(id="_:a", naam="n", delen=["_:b"]), Ding(id="_:x", naam="n", delen=["_:y"])
    assert triples_of(one) == triples_of(other)
    assert one == other
    assert one != Ding(id="_:a", naam="n", delen=["_:a"])
    assert Ding(id="urn:a", naam="n", delen=["_:b"]) == Ding(id="urn:a", naam="n", delen=["_:c"])
    assert triples_of(Deel(id="urn:1")) == {f"<urn:1> <{RDF.type}> <{EX.Deel}> .", ""}
