"""OSLO to the ISA core vocabularies and back: what conforms there, and nothing lost in silence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from helpers.laws import examples
from helpers.strategies import instances
from hypothesis import given

from oslo import (
    Concept,
    Format,
    Iri,
    LangString,
    MappingError,
    OsloError,
    Resource,
    Validator,
    convert,
    load_mapping,
    read_all,
    write,
)
from oslo.alignment.account import Loss
from oslo.alignment.tables import read_alignment, to_isa
from oslo.alignment.translation import Alignment
from oslo.files import ready_shapes
from oslo.model.description import describe
from oslo.models import load_profile
from oslo.models.isa.core_person import Jurisdiction, Person
from oslo.models.magda_persoon import GeregistreerdPersoon
from oslo.models.persoon import Persoon, Plaats

DATA = Path(__file__).parent / "data"
OFFICIAL = {
    "core-person": "official/semic/core-person/2.1.2/shacl",
    "core-business": "official/semic/core-business/2.3.0/shacl",
    "core-location": "official/semic/core-location/2.1.0/shacl",
    "core-public-organisation": "official/semic/cpov/2.1.2/shacl",
}
SAMPLES = [
    ("inwoners.ttl", "persoon-basis", "Persoon", "core-person", 10),
    ("geefpersoon.ttl", "magda-persoon", "GeregistreerdPersoon", "core-person", 1),
    ("geefonderneming.ttl", "organisatie-basis", "GeregistreerdeOrganisatie", "core-business", 1),
    ("adressen.ttl", "adresregister", "BelgischAdres", "core-location", 5),
]


def resources(name: str, profile: str, cls: str) -> list[Resource]:
    found = read_all(DATA / name, load_profile(profile)).resources
    return [each for each in found if type(each).__name__ == cls]


@pytest.mark.parametrize(("name", "profile", "cls", "target", "number"), SAMPLES)
def test_conversions_conform_to_the_official_shapes(
    shared: Path, name: str, profile: str, cls: str, target: str, number: int
) -> None:
    made = [to_isa().translate(each) for each in resources(name, profile, cls)]
    assert len(made) == number
    shapes = sorted((shared / OFFICIAL[target]).glob("*SHACL.ttl"))
    report = Validator(shapes).validate(write([each for each, _ in made]), Format.TURTLE)
    assert [str(each) for each in report.violations] == []
    assert report.coverage.focus_nodes >= number
    assert all(losses for _, losses in made)  # each of them says something that ISA cannot express


@pytest.mark.slow(but="core-business")
@pytest.mark.parametrize(
    ("mapping", "folder", "target", "number"),
    [
        ("magda-persoon", "official/records/magda/GeefPersoon/02.02.0000", "core-person", 37),
        ("magda-onderneming", "official/records/magda/GeefOnderneming/02.00.0000", "core-business", 14),
    ],
    ids=["core-person", "core-business"],
)
def test_every_answer_of_magda_conforms_to_the_official_shapes(
    shared: Path, tmp_path: Path, mapping: str, folder: str, target: str, number: int
) -> None:
    answers = sorted((shared / folder).rglob("*.xml"))
    out = tmp_path / "isa.ttl"
    outcome = convert(answers, load_mapping(mapping, test_numbers=True), out, Format.TURTLE, alignment=to_isa())
    assert outcome.resources == number
    assert outcome.losses
    shapes = sorted((shared / OFFICIAL[target]).glob("*SHACL.ttl"))
    report = Validator(shapes).validate(out)
    assert [str(each) for each in report.violations] == []
    assert report.coverage.focus_nodes > 2 * number
    assert Validator(ready_shapes(target), strict_shapes=True).validate(out).ok


def test_public_organisations_conform_to_cpov(shared: Path) -> None:
    from oslo.models.organisatie import OrganisatieEenheid, PubliekeOrganisatie

    town = PubliekeOrganisatie(
        id="https://data.example.be/id/organisatie/gent",
        voorkeursnaam=["Stad Gent"],
        werkingsgebied=[Plaats(plaatsnaam="Gent")],
        contactinfo=[{"email": "info@example.be", "website": "https://www.example.be/"}],
        heeft_eenheid=[Iri("https://data.example.be/id/organisatie/gent/ict")],
    )
    unit = OrganisatieEenheid(
        id="https://data.example.be/id/organisatie/gent/ict", voorkeursnaam=["ICT"], is_eenheid_van=town.id
    )
    made = [to_isa().translate(each) for each in (town, unit)]
    assert [type(each).__name__ for each, _ in made] == ["PublicOrganisation", "OrganizationalUnit"]
    assert made[0][1] == []
    assert [loss.property for loss in made[1][1]] == ["OrganisatieEenheid.voorkeursnaam"]
    shapes = sorted((shared / OFFICIAL["core-public-organisation"]).glob("*SHACL.ttl"))
    report = Validator(shapes).validate(write([each for each, _ in made]), Format.TURTLE)
    assert [str(each) for each in report.violations] == []
    assert report.coverage.focus_nodes >= 4


def test_a_person_by_hand() -> None:
    persons = resources("inwoners.ttl", "persoon-basis", "Persoon")
    [person] = [each for each in persons if str(each.id).endswith("10001")]
    made, losses = to_isa().translate(person)
    assert isinstance(made, Person)
    assert made.id == person.id
    assert made.family_name == [LangString("Verlinden", "nl")]
    assert made.date_of_birth == ["1978-03-14"]
    assert made.sex == ["http://publications.europa.eu/resource/authority/human-sex/FEMALE"]
    assert made.citizenship == [Jurisdiction(id="http://publications.europa.eu/resource/authority/country/BEL")]
    assert {(loss.property, loss.reason) for loss in losses if loss.node == person.id} == {
        ("Persoon.heeftBurgerlijkeStaat", "no counterpart: ISA does not tell of civil status"),
        ("Persoon.isLidVan", "no counterpart: ISA does not tell of households"),
        ("Persoon.voornaam", "where one of 2 texts ends and the next begins"),
    }


def test_a_date_of_which_the_day_is_not_known() -> None:
    [person] = resources("geefpersoon.ttl", "magda-persoon", "GeregistreerdPersoon")
    made, losses = to_isa().translate(person)
    assert isinstance(made, Person)
    assert made.date_of_birth == ["1948-05"]
    assert not [loss for loss in losses if "datum" in loss.property and "Geboorte" in loss.property]


@pytest.mark.slow(but="Plaats")
@pytest.mark.parametrize("cls", [Persoon, GeregistreerdPersoon, Plaats])
def test_back_again_is_the_same_where_nothing_was_lost(cls: type[Resource]) -> None:
    seen: Counter[str] = Counter()

    @examples(60, always=True)
    @given(instances(cls))
    def check(resource: Resource) -> None:
        if isinstance(resource, Persoon):
            resource = resource.model_copy(update={"geslacht": _MALE})
        made, losses = to_isa().translate(resource)
        assert describe(type(made))
        if losses or _parts_with_names(resource):
            seen["lost"] += 1
            return
        again, more = to_isa().turned().translate(made, type(resource))
        assert (again, more) == (resource, [])
        seen["equal"] += 1

    check()
    assert seen["lost"]
    assert seen["equal"]


_MALE = Concept("https://data.vlaanderen.be/id/concept/IT000/Geslacht/1")


def _parts_with_names(resource: Resource) -> bool:
    """Whether a part that is only passed on the way has an IRI of its own, which the other side cannot keep."""
    return any(isinstance(each, Resource) and each.id is not None for each in vars(resource).values())


def test_there_and_back_by_hand() -> None:
    person = Persoon(
        id="https://data.example.be/id/persoon/1",
        volledige_naam="An Peeters",
        achternaam="Peeters",
        voornaam=["An"],
        geslacht="Vrouwelijk",
        heeft_geboorte={
            "datum": "1990-01-02T00:00:00",
            "plaats": Plaats(plaatsnaam="Gent"),
            "land": Plaats(plaatsnaam="België"),
        },
    )
    made, losses = to_isa().translate(person)
    assert losses == []
    again, more = to_isa().turned().translate(made, Persoon)
    assert more == []
    assert again == person


def test_what_cannot_be_made_says_why() -> None:
    with pytest.raises(OsloError, match=r"cannot be a Persoon: .*volledigeNaam: is required"):
        to_isa().turned().translate(Person(family_name=["Peeters"]), Persoon)
    from oslo.models.persoon import Nationaliteit

    with pytest.raises(OsloError, match="Nationaliteit has no counterpart"):
        to_isa().translate(Nationaliteit(nationaliteit="urn:be"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("classes: [{from: persoon-basis.Persoon, to: core-person.Person, fields: {x: achternaam}}]", "no field x"),
        ("classes: [{from: persoon-basis.Mens, to: core-person.Person, fields: {}}]", r"no class persoon-basis\.Mens"),
        ("classes: 7", "not an alignment"),
        ("classes: [{from: persoon-basis.Persoon}]", "not an alignment"),
    ],
)
def test_a_table_that_cannot_work(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(MappingError, match=rf"a\.yaml: .*{message}"):
        read_alignment(tmp_path / "a.yaml")


def test_a_loss_in_words() -> None:
    assert str(Loss("urn:an", "Persoon.isLidVan", "no counterpart")) == "urn:an: Persoon.isLidVan: no counterpart"
    assert isinstance(to_isa().turned(), Alignment)
