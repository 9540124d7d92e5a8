"""Whole commands on the inhabitants of README: `oslo convert` in each syntax, by each check, beside a program by hand.

    python benchmarks/commands.py                 20,000 rows, the best of three runs in turn
    python benchmarks/commands.py 100000 1        other numbers of rows and runs

A row has 18 columns and gives some 38 triples about a person and eleven parts. The program by hand is what a programmer
writes for this one table: csv, a pydantic model that checks it, one f-string. Its parts are named by their place, not
by their content, and nobody compares its records with each other.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, StringConstraints, field_validator

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "inwoners"
_SPOILT = (7, 9)  # rows of the example with a mistake
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_P, _A, _S = "https://data.vlaanderen.be/ns/persoon#", "https://data.vlaanderen.be/ns/adres#", "http://schema.org/"
_LIST, _COUNTRY = "https://data.vlaanderen.be/id/concept/", "http://publications.europa.eu/resource/authority/country/"
_GENDERS = {"M": "1", "V": "2", "X": "0"}
_STATES = {"ONG": "10", "GEH": "20", "WED": "30", "GES": "40"}
_COUNTRIES = {"BE": ("BEL", "België"), "IE": ("IRL", "Ierland"), "MA": ("MAR", "Marokko"), "NL": ("NLD", "Nederland")}


def write_table(path: Path, rows: int) -> None:
    """A register of so many inhabitants, like the example: the same bytes on every machine."""
    example = (EXAMPLE / "inwoners.csv").read_text("utf-8")
    header, *known = csv.reader(example.splitlines(), delimiter=";")
    good = [row for number, row in enumerate(known) if number not in _SPOILT]
    choose = random.Random(3)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, delimiter=";")
        writer.writeheader()
        for number in range(rows):
            if number % 3 == 0:
                home = dict(zip(header, choose.choice(good), strict=True))
                home |= {"STRAAT": f"Straat {choose.randrange(400)}", "HUISNR": str(choose.randint(1, 200))}
            born = date(choose.randint(1930, 2020), choose.randint(1, 12), choose.randint(1, 28))
            writer.writerow({
                **dict(zip(header, choose.choice(good), strict=True)),
                **{name: home[name] for name in ("STRAAT", "HUISNR", "BUS", "POSTCODE", "GEMEENTE")},
                "DOSSIERNR": str(100_000 + number),
                "REFERENTIEPERSOON": str(100_000 + number // 3 * 3),
                "NAAM": f"Naam{choose.randrange(3000)}",
                "VOORNAMEN": f"Voor{choose.randrange(300)}",
                "GEBOORTEDATUM": f"{born:%d/%m/%Y}",
                "EMAIL": f"p{number}@example.be" if number % 3 else "",
                "TELEFOON": f"+32 470 {number % 100:02} {number // 100 % 100:02} {number // 10_000 % 100:02}",
            })  # fmt: skip


class Inhabitant(BaseModel):
    """A row, checked."""

    DOSSIERNR: Annotated[str, StringConstraints(pattern="^[0-9]+$")]
    NAAM: Annotated[str, StringConstraints(min_length=1)]
    VOORNAMEN: Annotated[str, StringConstraints(min_length=1)]
    GESLACHT: Literal["M", "V", "X"]
    GEBOORTEDATUM: date
    GEBOORTEPLAATS: str
    GEBOORTELAND: Literal["BE", "IE", "MA", "NL"]
    BURGERLIJKE_STAAT: Literal["ONG", "GEH", "WED", "GES"]
    NATIONALITEIT: Literal["BE", "IE", "MA", "NL"]
    NATIONALITEIT2: Literal["", "BE", "IE", "MA", "NL"]
    REFERENTIEPERSOON: Annotated[str, StringConstraints(pattern="^[0-9]+$")]
    STRAAT: str
    HUISNR: str
    BUS: str
    POSTCODE: Annotated[str, StringConstraints(pattern="^[1-9][0-9]{3}$")]
    GEMEENTE: str
    EMAIL: Annotated[str, StringConstraints(pattern="^$|^[^@ ]+@[^@ ]+$")]
    TELEFOON: Annotated[str, StringConstraints(pattern="^[+0-9 ]*$")]

    @field_validator("GEBOORTEDATUM", mode="before")
    @classmethod
    def _day_first(cls, value: str) -> date:
        return datetime.strptime(value, "%d/%m/%Y").date()


def by_hand(table: Path, output: Path) -> None:
    """The program that knows this one table."""
    with table.open(encoding="utf-8", newline="") as file, output.open("w", encoding="utf-8") as out:
        for row in csv.DictReader(file, delimiter=";"):
            out.write(_triples(Inhabitant.model_validate(row)))


def _triples(r: Inhabitant) -> str:
    s, home = (
        f"https://data.example.be/id/persoon/{r.DOSSIERNR}",
        f"https://data.example.be/id/gezin/{r.REFERENTIEPERSOON}",
    )
    (born, name), (nation, _) = _COUNTRIES[r.GEBOORTELAND], _COUNTRIES[r.NATIONALITEIT]
    country = f"{_COUNTRY}{born}"
    second = (
        f"""\
<{s}> <{_P}heeftNationaliteit> <{s}#nationaliteit2> .
<{s}#nationaliteit2> <{_TYPE}> <{_P}Nationaliteit> .
<{s}#nationaliteit2> <{_P}nationaliteit> <{_COUNTRY}{_COUNTRIES[r.NATIONALITEIT2][0]}> .
"""
        if r.NATIONALITEIT2
        else ""
    )
    bus = f'<{home}#adres> <{_A}Adresvoorstelling.busnummer> "{r.BUS}" .\n' if r.BUS else ""
    mail = f'<{s}#contact> <{_S}email> "{r.EMAIL}" .\n' if r.EMAIL else ""
    return f"""\
<{s}> <{_TYPE}> <http://www.w3.org/ns/person#Person> .
<{s}> <{_P}volledigeNaam> "{r.VOORNAMEN} {r.NAAM}" .
<{s}> <http://xmlns.com/foaf/0.1/familyName> "{r.NAAM}" .
<{s}> <http://xmlns.com/foaf/0.1/givenName> "{r.VOORNAMEN}" .
<{s}> <{_P}geslacht> <{_LIST}IT000/Geslacht/{_GENDERS[r.GESLACHT]}> .
<{s}> <{_P}heeftGeboorte> <{s}#geboorte> .
<{s}#geboorte> <{_TYPE}> <{_P}Geboorte> .
<{s}#geboorte> <{_P}datum> "{r.GEBOORTEDATUM}T00:00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
<{s}#geboorte> <{_P}plaats> <{s}#plaats> .
<{s}#plaats> <{_TYPE}> <http://purl.org/dc/terms/Location> .
<{s}#plaats> <http://www.w3.org/2000/01/rdf-schema#label> "{r.GEBOORTEPLAATS}"@nl .
<{s}#geboorte> <{_P}land> <{country}> .
<{country}> <{_TYPE}> <http://purl.org/dc/terms/Location> .
<{country}> <http://www.w3.org/2000/01/rdf-schema#label> "{name}"@nl .
<{s}> <{_P}heeftBurgerlijkeStaat> <{s}#staat> .
<{s}#staat> <{_TYPE}> <{_P}BurgerlijkeStaat> .
<{s}#staat> <{_P}type> <{_LIST}IT120/BurgerlijkeStaattype/{_STATES[r.BURGERLIJKE_STAAT]}> .
<{s}> <{_P}heeftNationaliteit> <{s}#nationaliteit> .
<{s}#nationaliteit> <{_TYPE}> <{_P}Nationaliteit> .
<{s}#nationaliteit> <{_P}nationaliteit> <{_COUNTRY}{nation}> .
{second}<{s}> <http://www.w3.org/ns/person#residency> <{s}#inwonerschap> .
<{s}#inwonerschap> <{_TYPE}> <http://purl.org/dc/terms/Jurisdiction> .
<{s}#inwonerschap> <https://data.vlaanderen.be/ns/generiek#plaats> <{s}#gemeente> .
<{s}#gemeente> <{_TYPE}> <http://purl.org/dc/terms/Location> .
<{s}#gemeente> <http://www.w3.org/2000/01/rdf-schema#label> "{r.GEMEENTE}"@nl .
<{s}> <{_P}isLidVan> <{home}> .
<{home}> <{_TYPE}> <{_P}Gezin> .
<{home}> <{_P}gezinsadres> <{home}#adres> .
<{home}#adres> <{_TYPE}> <http://www.w3.org/ns/locn#Address> .
<{home}#adres> <http://www.w3.org/ns/locn#thoroughfare> "{r.STRAAT}"@nl .
<{home}#adres> <{_A}Adresvoorstelling.huisnummer> "{r.HUISNR}" .
{bus}<{home}#adres> <http://www.w3.org/ns/locn#postCode> "{r.POSTCODE}" .
<{home}#adres> <{_A}gemeentenaam> "{r.GEMEENTE}"@nl .
<{home}> <{_P}gezinshoofd> <https://data.example.be/id/persoon/{r.REFERENTIEPERSOON}> .
<{home}> <{_P}gezinslid> <{s}> .
<{s}> <{_S}contactPoint> <{s}#contact> .
<{s}#contact> <{_TYPE}> <https://schema.org/ContactPoint> .
{mail}<{s}#contact> <{_S}telephone> "{r.TELEFOON}" .
"""


class Run(NamedTuple):
    """A whole process: seconds by the clock and of the processors, megabytes at most."""

    wall: float
    cpu: float
    memory: float


def run(command: list[str]) -> Run:
    """Run a command to its end; CalledProcessError if it fails."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def commands(table: Path, folder: Path) -> dict[str, list[str]]:
    """Each contender's command."""
    python, mapping = sys.executable, str(EXAMPLE / "inwoners.yaml")
    convert = [python, "-m", "oslo", "convert", str(table), "-m", mapping, "-o"]
    return {
        "by hand, N-Triples": [python, __file__, "by-hand", str(table), str(folder / "hand.nt")],
        **{f"oslo, {name}": [*convert, str(folder / f"out.{name}")] for name in ("nt", "ttl", "jsonld")},
        "oslo, nt, --check full": [*convert, str(folder / "out.nt"), "--check", "full"],
        "oslo, nt, --no-check": [*convert, str(folder / "out.nt"), "--no-check"],
    }


def main(arguments: list[str]) -> None:
    """The command."""
    if arguments[:1] == ["by-hand"]:
        by_hand(Path(arguments[1]), Path(arguments[2]))
        return
    rows, runs = map(int, [*arguments, *("20000", "3")[len(arguments) :]])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_table(folder / "inwoners.csv", rows)
        best: dict[str, Run] = {}
        for _ in range(runs):
            for contender, command in commands(folder / "inwoners.csv", folder).items():
                done = run(command)
                best[contender] = min(best.get(contender, done), done)
    hand = next(iter(best.values()))
    print(f"{rows:,} rows, the best of {runs}\n\n{'':26}{'s':>8}{'CPU s':>8}{'MB':>7}{'x by hand':>11}")
    for contender, done in best.items():
        print(f"{contender:26}{done.wall:8.2f}{done.cpu:8.2f}{done.memory:7.0f}{done.wall / hand.wall:11.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
