"""What the peers need: the rows as terms of an RDF library, and a mapping for morph-kgc.

The libraries get the triples of `baseline.py` one by one, without checks; morph-kgc gets the columns
as they are (no codes, no splitting, no dates, which need functions in RML).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from export import COUNTRY, GENT, INWONER, NATIONALITY, SEX, STATE, rows

T = TypeVar("T")

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PERSOON = "https://data.vlaanderen.be/ns/persoon#"
ADRES = "https://data.vlaanderen.be/ns/adres#"
FOAF = "http://xmlns.com/foaf/0.1/"
LOCN = "http://www.w3.org/ns/locn#"
IDENTIFIER = "http://purl.org/dc/terms/identifier"
EMAIL = "http://schema.org/email"


@dataclass(frozen=True, slots=True)
class Terms(Generic[T]):
    """How a library makes an IRI, a text, a Dutch text, and a literal with a datatype."""

    iri: Callable[[str], T]
    text: Callable[[str], T]
    dutch: Callable[[str], T]
    typed: Callable[[str, T], T]


def triples(table: Path, make: Terms[T]) -> Iterator[list[tuple[T, T, T]]]:
    """The triples of each row."""
    iri, text, dutch, typed = make.iri, make.text, make.dutch, make.typed
    a, integer, day = iri(TYPE), iri(f"{XSD}integer"), iri(f"{XSD}date")
    belgium, gent = iri(f"{COUNTRY}BEL"), iri(GENT)
    person, birth, address = iri(f"{PERSOON}Inwoner"), iri(f"{PERSOON}Geboorte"), iri(f"{LOCN}Address")
    identifier, email, location = iri(IDENTIFIER), iri(EMAIL), iri(f"{LOCN}address")
    full, used, sex_of = (iri(PERSOON + local) for local in ("volledigeNaam", "gebruikteVoornaam", "geslacht"))
    nation_of, state_of = iri(f"{PERSOON}nationaliteit"), iri(f"{PERSOON}burgerlijkeStaat")
    born_at, on, at, country_of = (iri(PERSOON + local) for local in ("heeftGeboorte", "datum", "plaats", "land"))
    family, given = iri(f"{FOAF}familyName"), iri(f"{FOAF}givenName")
    way, post_code, post_name = (iri(LOCN + local) for local in ("thoroughfare", "postCode", "postName"))
    house, city, land = (iri(ADRES + local) for local in ("huisnummer", "gemeente", "land"))
    for row in rows(table):
        number, name, names, called, sex, born, town, country, nation, state, street, door, code, place, mail = row
        who, cradle, home = (iri(INWONER + number + part) for part in ("", "#geboorte", "#adres"))
        said = [
            (who, a, person),
            (who, identifier, typed(number, integer)),
            (who, full, text(f"{names} {name}")),
            (who, family, text(name)),
            *((who, given, text(each)) for each in names.split()),
            (who, sex_of, iri(SEX[sex])),
            (who, nation_of, iri(NATIONALITY + nation)),
            (who, born_at, cradle),
            (cradle, a, birth),
            (cradle, on, typed(f"{born[6:]}-{born[3:5]}-{born[:2]}", day)),
            (cradle, country_of, iri(COUNTRY + country)),
            (who, location, home),
            (home, a, address),
            (home, way, dutch(street)),
            (home, house, text(door)),
            (home, post_code, text(code)),
            (home, post_name, dutch(place)),
            (home, city, gent),
            (home, land, belgium),
        ]
        if called:
            said.append((who, used, dutch(called)))
        if state:
            said.append((who, state_of, iri(STATE + state)))
        if mail:
            said.append((who, email, text(mail)))
        if town:
            said.append((cradle, at, dutch(town)))
        yield said


def morph_kgc_configuration(table: Path, out: Path) -> Path:
    """The files that morph-kgc reads, beside its output: a mapping (YARRRML) and a configuration."""
    mapping, configuration = out.with_suffix(".yml"), out.with_suffix(".ini")
    mapping.write_text(_yarrrml(table), "utf-8")
    lines = [f"output_file: {out}", "output_format: N-TRIPLES", "number_of_processes: 1", "logging_level: ERROR"]
    configuration.write_text("\n".join(["[CONFIGURATION]", *lines, "[Export]", f"mappings: {mapping}", ""]), "utf-8")
    return configuration


_INWONER = [
    (IDENTIFIER, "$(DOSSIERNR)", f"{XSD}integer"),
    (f"{PERSOON}volledigeNaam", "$(VOORNAMEN) $(NAAM)", f"{XSD}string"),  # a template without a type is an IRI
    (f"{FOAF}familyName", "$(NAAM)", ""),
    (f"{FOAF}givenName", "$(VOORNAMEN)", ""),
    (f"{PERSOON}gebruikteVoornaam", "$(ROEPNAAM)", "nl~lang"),
    (f"{PERSOON}geslacht", "$(GESLACHT)", ""),
    (f"{PERSOON}nationaliteit", f"{NATIONALITY}$(NATIONALITEIT)~iri", ""),
    (f"{PERSOON}burgerlijkeStaat", f"{STATE}$(BURGERLIJKE_STAAT)~iri", ""),
    (EMAIL, "$(EMAIL)", ""),
    (f"{PERSOON}heeftGeboorte", f"{INWONER}$(DOSSIERNR)#geboorte~iri", ""),
    (f"{LOCN}address", f"{INWONER}$(DOSSIERNR)#adres~iri", ""),
]
_GEBOORTE = [
    (f"{PERSOON}datum", "$(GEBOORTEDATUM)", ""),
    (f"{PERSOON}plaats", "$(GEBOORTEPLAATS)", "nl~lang"),
    (f"{PERSOON}land", f"{COUNTRY}$(GEBOORTELAND)~iri", ""),
]
_ADRES = [
    (f"{LOCN}thoroughfare", "$(STRAAT)", "nl~lang"),
    (f"{ADRES}huisnummer", "$(HUISNR)", ""),
    (f"{LOCN}postCode", "$(POSTCODE)", ""),
    (f"{LOCN}postName", "$(GEMEENTE)", "nl~lang"),
    (f"{ADRES}gemeente", f"{GENT}~iri", ""),
    (f"{ADRES}land", f"{COUNTRY}BEL~iri", ""),
]


def _yarrrml(table: Path) -> str:
    import json

    def part(cls: str, mark: str, said: list[tuple[str, str, str]]) -> dict[str, Any]:
        values = [[predicate, value, *([kind] if kind else [])] for predicate, value, kind in said]
        source = {"sources": [[f"{table}~csv"]], "s": f"{INWONER}$(DOSSIERNR){mark}"}
        return {**source, "po": [["a", f"{cls}~iri"], *values]}

    mappings = {
        "inwoner": part(f"{PERSOON}Inwoner", "", _INWONER),
        "geboorte": part(f"{PERSOON}Geboorte", "#geboorte", _GEBOORTE),
        "adres": part(f"{LOCN}Address", "#adres", _ADRES),
    }
    return json.dumps({"mappings": mappings}, ensure_ascii=False, indent=1)  # JSON is YAML
