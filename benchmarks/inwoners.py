"""The benchmark's own profile, and the export of a town hall that feeds it.

An inhabitant has a name, codes from code lists, and two parts: a birth and an address. A row has
15 columns and says 23 triples on average; names have accents and quotes, some cells are empty. The
same number of rows gives the same bytes on every machine.

    python benchmarks/inwoners.py 1000 inwoners.csv
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from annotated_types import MinLen
from pydantic import StringConstraints

from oslo.model.description import Profile
from oslo.model.resource import Resource
from oslo.model.values import Concept, LangString
from oslo.namespaces import ADRES, DCT, FOAF, LOCN, PERSOON, SCHEMA, Iri

MAPPING = Path(__file__).with_name("inwoners.yaml")


class Geboorte(Resource, iri=PERSOON.Geboorte):
    """When and where someone was born."""

    datum: Annotated[date, PERSOON.datum]
    """The day."""
    plaats: Annotated[LangString | None, PERSOON.plaats] = None
    """The town, by its name."""
    land: Annotated[Concept, PERSOON.land]
    """The country."""


class Woonadres(Resource, iri=LOCN.Address):
    """Where someone lives."""

    straatnaam: Annotated[LangString, LOCN.thoroughfare]
    """The street."""
    huisnummer: Annotated[str, ADRES.huisnummer]
    """The number of the house, with what follows it."""
    postcode: Annotated[str, LOCN.postCode, StringConstraints(pattern="^[1-9][0-9]{3}$")]
    """The postal code, four digits."""
    gemeentenaam: Annotated[LangString, LOCN.postName]
    """The municipality, by its name."""
    gemeente: Annotated[Iri, ADRES.gemeente]
    """The municipality itself."""
    land: Annotated[Iri, ADRES.land]
    """The country."""


class Inwoner(Resource, iri=PERSOON.Inwoner):
    """Someone in the population register of a municipality."""

    dossiernummer: Annotated[int, DCT.identifier]
    """The number of the file."""
    volledige_naam: Annotated[str, PERSOON.volledigeNaam]
    """All names, in the order in which they are used."""
    achternaam: Annotated[str, FOAF.familyName]
    """The name of the family."""
    voornaam: Annotated[list[str], FOAF.givenName, MinLen(1)]
    """The names given at birth."""
    roepnaam: Annotated[LangString | None, PERSOON.gebruikteVoornaam] = None
    """The name by which the person is called."""
    geslacht: Annotated[Concept, PERSOON.geslacht]
    """The sex, as the register has it."""
    nationaliteit: Annotated[Concept, PERSOON.nationaliteit]
    """The nationality, as a code."""
    burgerlijke_staat: Annotated[Concept | None, PERSOON.burgerlijkeStaat] = None
    """Single, married, widowed and so on."""
    email: Annotated[str | None, SCHEMA.email] = None
    """Where mail reaches the person."""
    geboorte: Annotated[Geboorte, PERSOON.heeftGeboorte]
    """The birth."""
    adres: Annotated[Woonadres, LOCN.address]
    """Where the person lives."""


PROFILE = Profile("inwoners", "1", "Inhabitants", "https://data.example.be/", (Inwoner, Geboorte, Woonadres))

_COLUMNS = """
    DOSSIERNR NAAM VOORNAMEN ROEPNAAM GESLACHT GEBOORTEDATUM GEBOORTEPLAATS GEBOORTELAND NATIONALITEIT
    BURGERLIJKE_STAAT STRAAT HUISNR POSTCODE GEMEENTE EMAIL
"""
COLUMNS = _COLUMNS.split()

# Names of more than one word have a _ in place of the blank.
_NAMES = """
    Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Pauwels D'Hondt Lefèvre Müller Özdemir Nguyễn
    Šarić Dupré Vermeulen Desmet Lambrecht Segers Aerts Michiels Smets Hermans Martens Bogaert Coppens Yılmaz Diallo
    Van_den_Bossche De_Smet Van_Damme De_Cock Vanden_Eynde El_Amrani
"""
_GIVEN = """
    Maria Jan Marc Rita Jozef Anna Luc Nicole Noor Lucas Emma Louis Mila Arthur José André Zoë Chloé Renée Jérôme
    Fatima Mohamed Eleni Piotr Ayşe Karel Els Tom Griet Wim Sofie Koen Hilde Bart Leen Dirk
"""
_CALLED = """Jan_"Jef" Jefke Mie Lowie Maria_"Mieke" Zozo André Nana Bompa's_Els Rik"""
_TOWNS = """
    Gent Antwerpen Brugge Leuven Hasselt Mechelen Aalst Kortrijk Oostende Genk Roeselare Liège Namur Köln İzmir Kraków
    Sint-Niklaas La_Louvière
"""
_STREETS = """
    Kerkstraat Stationsstraat Nieuwstraat Sint-Pietersnieuwstraat Markt Koningin_Elisabethlaan Molenstraat Schoolstraat
    Veldstraat Café-Royalstraat Dorp 't_Zand Burgemeester_Reynaertstraat
"""
_PLACES = {"9000": "Gent", "9031": "Drongen", "9040": "Sint-Amandsberg", "9050": "Ledeberg", "9052": "Zwijnaarde"}
_COUNTRIES = ["BEL"] * 16 + ["NLD", "FRA", "TUR", "MAR"]


def rows(count: int) -> Iterator[list[str]]:
    """The rows of an export, without the row of names."""
    chance = random.Random(20261121)
    pick, number, share = chance.choice, chance.randrange, chance.random
    names, given_names, nicknames, towns, streets = (
        [word.replace("_", " ") for word in words.split()] for words in (_NAMES, _GIVEN, _CALLED, _TOWNS, _STREETS)
    )
    first_day = date(1926, 1, 1)
    for each in range(count):
        given = [pick(given_names) for _ in range(pick((1, 2, 2, 3, 3, 4)))]
        name = pick(names)
        postcode = pick(list(_PLACES))
        plain = f"{given[0]}.{name}".replace(" ", "").replace("'", "").lower()
        yield [
            str(100000000 + each),
            name,
            " ".join(given),
            pick(nicknames) if share() < 0.3 else "",
            pick("MV"),
            (first_day + timedelta(number(36500))).strftime("%d/%m/%Y"),
            pick(towns) if share() < 0.95 else "",
            pick(_COUNTRIES),
            str(pick((150, 150, 150, 150, 111, 129, 354, 262))),
            pick("12345") if share() < 0.9 else "",
            pick(streets),
            f"{number(1, 400)}{pick(('', '', '', 'A', ' bus 3'))}",
            postcode,
            _PLACES[postcode],
            f"{plain}{each}@example.org" if share() < 0.6 and plain.isascii() else "",
        ]


def make(count: int, file: Path) -> None:
    """Write an export of so many rows."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(rows(count))


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
