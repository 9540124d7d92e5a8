"""The same triples as `inwoners.yaml`, written by hand for this one export: the limit of the machine.

Plain pydantic models with the checks of `inwoners.py` (dates, IRIs and postal codes by pattern,
what has to be there), and one f-string a record. Nothing here can be used for another table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from export import COUNTRY, GENT, INWONER, NATIONALITY, SEX, STATE, rows
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Iri = Annotated[str, StringConstraints(pattern=r'^[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`]*$')]
Postcode = Annotated[str, StringConstraints(pattern="^[1-9][0-9]{3}$")]
Text = Annotated[str, StringConstraints(min_length=1)]


class _Plain(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True, extra="forbid")


class Geboorte(_Plain):
    id: Iri
    datum: date
    plaats: str | None
    land: Iri


class Adres(_Plain):
    id: Iri
    straatnaam: Text
    huisnummer: Text
    postcode: Postcode
    gemeentenaam: Text
    gemeente: Iri
    land: Iri


class Inwoner(_Plain):
    id: Iri
    dossiernummer: int
    volledige_naam: Text
    achternaam: Text
    voornaam: Annotated[list[Text], Field(min_length=1)]
    roepnaam: str | None
    geslacht: Iri
    nationaliteit: Iri
    burgerlijke_staat: Iri | None
    email: str | None
    geboorte: Geboorte
    adres: Adres


def models(file: Path) -> Iterator[Inwoner]:
    """The rows as checked models."""
    validate: Callable[[Any], Inwoner] = Inwoner.__pydantic_validator__.validate_python
    for row in rows(file):
        file_number, name, given, called, sex, born, town, country, nation, state, street, house, code, place, mail = (
            row
        )
        iri = INWONER + file_number
        yield validate(
            {
                "id": iri,
                "dossiernummer": file_number,
                "volledige_naam": f"{given} {name}",
                "achternaam": name,
                "voornaam": given.split(),
                "roepnaam": called or None,
                "geslacht": SEX[sex],
                "nationaliteit": NATIONALITY + nation,
                "burgerlijke_staat": STATE + state if state else None,
                "email": mail or None,
                "geboorte": {
                    "id": f"{iri}#geboorte",
                    "datum": f"{born[6:]}-{born[3:5]}-{born[:2]}",
                    "plaats": town or None,
                    "land": COUNTRY + country,
                },
                "adres": {
                    "id": f"{iri}#adres",
                    "straatnaam": street,
                    "huisnummer": house,
                    "postcode": code,
                    "gemeentenaam": place,
                    "gemeente": GENT,
                    "land": f"{COUNTRY}BEL",
                },
            }
        )


def escape(text: str) -> str:
    """Text between the quotes of a literal."""
    if '"' not in text and "\\" not in text and text.isprintable():
        return text
    for character, said in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(character, said)
    return text


def ntriples(who: Inwoner) -> str:
    """The triples of one inhabitant."""
    s, born, home = who.id, who.geboorte, who.adres
    text = f"""<{s}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://data.vlaanderen.be/ns/persoon#Inwoner> .
<{s}> <http://purl.org/dc/terms/identifier> "{who.dossiernummer}"^^<http://www.w3.org/2001/XMLSchema#integer> .
<{s}> <https://data.vlaanderen.be/ns/persoon#volledigeNaam> "{escape(who.volledige_naam)}" .
<{s}> <http://xmlns.com/foaf/0.1/familyName> "{escape(who.achternaam)}" .
<{s}> <https://data.vlaanderen.be/ns/persoon#geslacht> <{who.geslacht}> .
<{s}> <https://data.vlaanderen.be/ns/persoon#nationaliteit> <{who.nationaliteit}> .
<{s}> <https://data.vlaanderen.be/ns/persoon#heeftGeboorte> <{born.id}> .
<{born.id}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://data.vlaanderen.be/ns/persoon#Geboorte> .
<{born.id}> <https://data.vlaanderen.be/ns/persoon#datum> "{born.datum}"^^<http://www.w3.org/2001/XMLSchema#date> .
<{born.id}> <https://data.vlaanderen.be/ns/persoon#land> <{born.land}> .
<{s}> <http://www.w3.org/ns/locn#address> <{home.id}> .
<{home.id}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/locn#Address> .
<{home.id}> <http://www.w3.org/ns/locn#thoroughfare> "{escape(home.straatnaam)}"@nl .
<{home.id}> <https://data.vlaanderen.be/ns/adres#huisnummer> "{escape(home.huisnummer)}" .
<{home.id}> <http://www.w3.org/ns/locn#postCode> "{home.postcode}" .
<{home.id}> <http://www.w3.org/ns/locn#postName> "{escape(home.gemeentenaam)}"@nl .
<{home.id}> <https://data.vlaanderen.be/ns/adres#gemeente> <{home.gemeente}> .
<{home.id}> <https://data.vlaanderen.be/ns/adres#land> <{home.land}> .
"""
    for name in who.voornaam:
        text += f'<{s}> <http://xmlns.com/foaf/0.1/givenName> "{escape(name)}" .\n'
    if who.roepnaam is not None:
        text += f'<{s}> <https://data.vlaanderen.be/ns/persoon#gebruikteVoornaam> "{escape(who.roepnaam)}"@nl .\n'
    if who.burgerlijke_staat is not None:
        text += f"<{s}> <https://data.vlaanderen.be/ns/persoon#burgerlijkeStaat> <{who.burgerlijke_staat}> .\n"
    if who.email is not None:
        text += f'<{s}> <http://schema.org/email> "{escape(who.email)}" .\n'
    if born.plaats is not None:
        text += f'<{born.id}> <https://data.vlaanderen.be/ns/persoon#plaats> "{escape(born.plaats)}"@nl .\n'
    return text
