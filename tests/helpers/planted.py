"""Persons with planted defects of thirteen kinds, and what a report has to say of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

P = "https://data.vlaanderen.be/ns/persoon#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"

Finding = tuple[str, str, str]  # node, property, rule
Said = dict[str, list[str]]


def _person(iri: str) -> tuple[Said, Said]:
    """What is said of a person, and of the person's birth."""
    return {
        RDF_TYPE: ["<http://www.w3.org/ns/person#Person>"],
        f"<{P}volledigeNaam>": ['"An Peeters"'],
        "<http://xmlns.com/foaf/0.1/familyName>": ['"Peeters"'],
        "<http://xmlns.com/foaf/0.1/givenName>": ['"An"'],
        f"<{P}geslacht>": ["<https://data.vlaanderen.be/id/concept/IT000/Geslacht/2>"],
        f"<{P}heeftGeboorte>": [f"<{iri}#geboorte>"],
    }, {
        RDF_TYPE: [f"<{P}Geboorte>"],
        f"<{P}datum>": [f'"1990-01-02T00:00:00"^^<{XSD}dateTime>'],
        f"<{P}plaats>": ["<urn:gent>"],
        f"<{P}land>": ["<urn:be>"],
    }


FAMILY, GIVEN = "<http://xmlns.com/foaf/0.1/familyName>", "<http://xmlns.com/foaf/0.1/givenName>"
Defect = Callable[[str, Said, Said], list[Finding]]


def _missing_text(iri: str, said: Said, birth: Said) -> list[Finding]:
    del said[FAMILY]
    return [(iri, "achternaam", "minCount")]


def _missing_link(iri: str, said: Said, birth: Said) -> list[Finding]:
    del said[f"<{P}heeftGeboorte>"]
    birth.clear()
    return [(iri, "heeftGeboorte", "minCount")]


def _missing_list(iri: str, said: Said, birth: Said) -> list[Finding]:
    del said[GIVEN]
    return [(iri, "voornaam", "minCount")]


def _too_many(iri: str, said: Said, birth: Said) -> list[Finding]:
    said[FAMILY] = ['"Peeters"', '"Janssens"']
    return [(iri, "achternaam", "maxCount")]


def _language_where_none(iri: str, said: Said, birth: Said) -> list[Finding]:
    said[FAMILY] = ['"Peeters"@nl']
    return [(iri, "achternaam", "datatype")]


def _number_for_text(iri: str, said: Said, birth: Said) -> list[Finding]:
    said[GIVEN] = [f'"7"^^<{XSD}integer>']
    return [(iri, "voornaam", "datatype")]


def _date_for_date_time(iri: str, said: Said, birth: Said) -> list[Finding]:
    birth[f"<{P}datum>"] = [f'"1990-01-02"^^<{XSD}date>']
    return [(f"{iri}#geboorte", "datum", "datatype")]


def _no_such_date(iri: str, said: Said, birth: Said) -> list[Finding]:
    birth[f"<{P}datum>"] = [f'"1990-02-30T00:00:00"^^<{XSD}dateTime>']
    return [(f"{iri}#geboorte", "datum", "datatype")]


def _text_for_concept(iri: str, said: Said, birth: Said) -> list[Finding]:
    said[f"<{P}geslacht>"] = ['"V"']
    return [(iri, "geslacht", "nodeKind")]


def _text_for_link(iri: str, said: Said, birth: Said) -> list[Finding]:
    birth[f"<{P}plaats>"] = ['"Gent"']
    return [(f"{iri}#geboorte", "plaats", "class")]


def _link_for_text(iri: str, said: Said, birth: Said) -> list[Finding]:
    said[FAMILY] = ["<urn:peeters>"]
    return [(iri, "achternaam", "datatype")]


def _wrong_class(iri: str, said: Said, birth: Said) -> list[Finding]:
    birth[RDF_TYPE] = ["<urn:x>"]
    return [(iri, "heeftGeboorte", "class")]


def _http_twin(iri: str, said: Said, birth: Said) -> list[Finding]:
    said[f"<{P.replace('https', 'http')}geslacht>"] = said.pop(f"<{P}geslacht>")
    return [(iri, "geslacht", "minCount")]


DEFECTS: tuple[Defect, ...] = (
    _missing_text, _missing_link, _missing_list, _too_many, _language_where_none, _number_for_text, _date_for_date_time,
    _no_such_date, _text_for_concept, _text_for_link, _link_for_text, _wrong_class, _http_twin,
)  # fmt: skip


def persons(count: int, every: int = 50) -> tuple[str, Counter[Finding]]:
    """N-Triples of some persons, of whom each `every`-th has the next defect; and all that is wrong with them."""
    lines = [
        f"<urn:{name}> {RDF_TYPE} <http://purl.org/dc/terms/Location> .\n"
        f'<urn:{name}> <http://www.w3.org/2000/01/rdf-schema#label> "{name}"@nl .\n'
        for name in ("gent", "be")
    ]
    expected: Counter[Finding] = Counter()
    for number in range(count):
        iri = f"https://data.example.be/id/persoon/{number}"
        said, birth = _person(iri)
        if number % every == 0:
            expected.update(DEFECTS[number // every % len(DEFECTS)](iri, said, birth))
        for subject, about in ((iri, said), (f"{iri}#geboorte", birth)):
            lines += [f"<{subject}> {predicate} {value} .\n" for predicate, values in about.items() for value in values]
    return "".join(lines), expected
