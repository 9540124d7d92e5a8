"""What every contender has to know of the export: its rows, and the IRIs that its codes stand for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

INWONER = "https://data.example.be/id/inwoner/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
SEX = {
    "M": "https://data.vlaanderen.be/id/concept/IT000/Geslacht/1",
    "V": "https://data.vlaanderen.be/id/concept/IT000/Geslacht/2",
}
STATE = "https://data.vlaanderen.be/id/concept/IT120/BurgerlijkeStaattype/"
NATIONALITY = "https://data.vlaanderen.be/id/concept/nationaliteit/"
GENT = "https://data.vlaanderen.be/id/gemeente/44021"


def rows(file: Path) -> Iterator[list[str]]:
    """The rows of a CSV file, without the first."""
    with file.open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text)
        next(reader)
        yield from reader
