"""The mapping of UiTdatabank against the RDF that the system itself makes of the same entries.

The records are the pairs of JSON and Turtle of the system's own tests: their placeholders are filled in, the same on
both sides. How the graphs differ stands in docs/deviations.md, and is read from there: a difference that is not
listed fails, and so does a listed one that is gone.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from helpers.graphs import difference, graph
from rdflib.compare import isomorphic

from oslo.errors import InputError
from oslo.exchange import Format, read_all, write
from oslo.exchange.lines import ntriples
from oslo.files import ready_files
from oslo.lint.repairing import ContextRepairer
from oslo.mapping.mapping import load_mapping
from oslo.mapping.rejects import Notice, Reject
from oslo.model.published import Strength
from oslo.model.resource import Resource
from oslo.models import load_profile
from oslo.models.cultuur import Activiteit, Organisator, Plaats
from oslo.rdf.parsing import ReadOptions, parse
from oslo.records import open_records
from oslo.validation.validator import Validator

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = Path(__file__).parent / "data"
RECORDS = "records/uitdatabank"
HOST = "http://data.uitdatabank.local:80"
FILLED = {
    "baseUrl": HOST,
    "eventId": "e1",
    "placeId": "p1",
    "organizerId": "o1",
    "identifier": "i1",
    "imageHash": "h1",
    "imageId": "m1",
    "imageUrl": "https://images.uitdatabank.dev/m1.jpeg",
    "name": "denhemel",
}
"""What stands for each placeholder of the publisher's tests."""

IDS = {"events": f"{HOST}/events/e1", "places": f"{HOST}/places/p1", "organizers": f"{HOST}/organizers/o1"}

GEO = {
    "organizer-with-address": {"latitude": 50.8509332, "longitude": 4.3379987},
    "place-with-labels": {"latitude": 51.015619, "longitude": 5.0038454},
    "place-with-required-fields": {"latitude": 51.015619, "longitude": 5.0038454},
}
"""What the system adds where it finds an address."""

ADDRESS = {"streetAddress": "Henegouwenkaai 41-43", "postalCode": "1080", "addressLocality": "Brussel"}
WITHOUT_JSON: dict[str, dict[str, Any]] = {
    "organizer-with-address": {
        "name": {"nl": "denhemel"},
        "url": "https://www.denhemel.be",
        "address": {
            "nl": {**ADDRESS, "addressCountry": "BE"},
            "fr": {
                **ADDRESS,
                "streetAddress": "Quai du Hainaut 41-43",
                "addressLocality": "Bruxelles",
                "addressCountry": "BE",
            },
        },
    },
}
"""The entries of which the folder has the Turtle alone, read back from it."""


def filled(text: str) -> str:
    text = re.sub(r"%\{(\w+)\}", lambda place: FILLED[place[1]], text)
    return text.replace("taxonomy-test.uitdatabank.be", "taxonomy.uitdatabank.be")


@cache
def pairs(shared: Path) -> dict[str, tuple[dict[str, Any], str]]:
    """Name to the entry, with what the system adds to it, and the published Turtle, without the moments of the run."""
    found = {}
    for file in sorted((shared / RECORDS).glob("*/*.ttl")):
        entry = {"@id": IDS[file.parent.name], **sent(file)}
        if file.stem in GEO:
            entry["geo"] = GEO[file.stem]
        text = re.sub(r'dcterms:(created|modified) "[^"]*"\^\^xsd:dateTime ;', "", filled(file.read_text("utf-8")))
        found[file.stem] = entry, text.replace('+00:00"^^xsd:dateTime', 'Z"^^xsd:dateTime')
    return found


def sent(file: Path) -> dict[str, Any]:
    """The JSON of a pair."""
    if file.stem in WITHOUT_JSON:
        return WITHOUT_JSON[file.stem]
    if file.stem == "place-with-required-fields":  # the folder has its Turtle alone: that of the other, without labels
        entry = sent(file.with_name("place-with-labels.ttl"))
        return {key: value for key, value in entry.items() if key not in ("labels", "hiddenLabels")}
    entry: dict[str, Any] = json.loads(filled(file.with_suffix(".json").read_text("utf-8")))
    return entry


def run(text: str, form: str = "json") -> list[Any]:
    mapping = load_mapping("uitdatabank")
    return list(mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form=form)))


def resources(found: list[Any]) -> list[Any]:
    """What was found, without the notices of values that were left out."""
    return [each for each in found if not isinstance(each, Notice)]


def made(entry: dict[str, Any]) -> Any:
    found, *notices = run(json.dumps(entry))
    assert isinstance(found, Resource), str(found)
    assert all(isinstance(each, Notice) for each in notices), notices
    return found


def said(entry: dict[str, Any]) -> list[str]:
    """What is said of the entry and its parts, each as a path to a value."""
    graph_, top = graph(ntriples(made(entry)), ox.RdfFormat.N_TRIPLES), f"<{entry['@id']}>"
    return difference(graph_, top, {}, "")


def rejected(entry: dict[str, Any]) -> str:
    (found,) = run(json.dumps(entry))
    assert isinstance(found, Reject)
    return str(found)


# The pairs.


def listed() -> tuple[dict[tuple[str, str], str], list[str]]:
    """The differences in docs/deviations.md: (pair, official triple) to ours, and kinds of extra triples."""
    text = (REPOSITORY / "docs" / "deviations.md").read_text("utf-8")
    section = text.partition("## UiTdatabank pairs\n")[2].split("\n## ")[0]
    lines = [line for line in section.split("\n") if line.startswith("| ") and "`" in line]
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in lines]
    exceptions = {(row[0], row[1]): row[2] for row in rows if len(row) == 4}
    kinds = [row[0] for row in rows if len(row) == 2]
    assert exceptions
    assert kinds
    return exceptions, kinds


def test_there_are_ten_pairs_of_events_and_those_of_places_and_organisers(shared: Path) -> None:
    assert Counter(entry["@id"] for entry, _ in pairs(shared).values()) == {
        IDS["events"]: 10,
        IDS["places"]: 3,
        IDS["organizers"]: 1,
    }


def test_the_pairs_differ_only_as_listed(shared: Path) -> None:
    exceptions, kinds = listed()
    lacking: set[tuple[str, str]] = set()
    extra: set[tuple[str, str]] = set()
    for name, (entry, turtle) in pairs(shared).items():
        top = f"<{entry['@id']}>"
        theirs = graph(turtle, ox.RdfFormat.TURTLE)
        ours = graph(ntriples(made(entry)), ox.RdfFormat.N_TRIPLES)
        lacking |= {(name, path) for path in difference(theirs, top, ours, top)}
        extra |= {(name, path) for path in difference(ours, top, theirs, top)}
    assert lacking == set(exceptions)
    instead = {(name, ours) for (name, _), ours in exceptions.items()}
    assert instead <= extra
    assert [each for each in sorted(extra - instead) if not each[1].startswith(tuple(kinds))] == []
    assert [kind for kind in kinds if not any(path.startswith(kind) for _, path in extra - instead)] == []


def test_a_pair_that_is_not_listed_is_the_same_graph(shared: Path) -> None:
    different = {name for name, _ in listed()[0]}
    assert len(pairs(shared)) - len(different) == 11
    for name, (entry, turtle) in pairs(shared).items():
        ours = rdflib.Graph().parse(data=ntriples(made(entry)), format="nt")
        theirs = rdflib.Graph().parse(data=turtle, format="turtle")
        assert isomorphic(unnamed(ours), unnamed(theirs)) is (name not in different), name


def unnamed(graph: rdflib.Graph) -> rdflib.Graph:
    """A graph with blank nodes for what has a name behind a #."""
    found = rdflib.Graph()
    for triple in graph:
        found.add(
            tuple(
                rdflib.BNode(node.partition("#")[2])
                if isinstance(node, rdflib.URIRef) and node.startswith(HOST) and "#" in node
                else node
                for node in triple
            )
        )
    return found


# What comes out.


def test_what_comes_out_conforms(shared: Path) -> None:
    validator = Validator(load_profile("cultuurparticipatie"), strength=Strength.EXCHANGED)
    for name, (entry, _) in pairs(shared).items():
        report = validator.validate(ntriples(made(entry)), Format.NTRIPLES)
        assert report.ok, (name, report.violations)
        assert report.violations == []
        assert report.coverage.focus_nodes > 2


def test_what_is_published_conforms_but_for_the_class_of_booking(shared: Path) -> None:
    validator = Validator(load_profile("cultuurparticipatie"), strength=Strength.EXCHANGED)
    wrong = {
        (name, finding.value)
        for name, (_, turtle) in pairs(shared).items()
        for finding in validator.validate(turtle, Format.TURTLE).violations
    }
    assert {name for name, _ in wrong} == {"event-with-all-fields", "event-with-booking-info"}
    assert all("#boekingsinfo" in str(value) for _, value in wrong)


@pytest.mark.slow
def test_the_same_entry_gives_the_same_nodes_and_no_blank_one(shared: Path) -> None:
    for entry, _ in pairs(shared).values():
        text = ntriples(made(entry))
        assert text == ntriples(made(json.loads(json.dumps(entry))))
        assert "_:" not in text


# The traps of the folder: placeholders, and entries that do not say what they are.


def test_a_placeholder_is_no_iri(shared: Path) -> None:
    for file in sorted((shared / RECORDS).glob("*/*.ttl")):
        with pytest.raises(InputError):
            read_all(file, load_profile("cultuurparticipatie"))
    reasons = {}
    for file in sorted((shared / RECORDS).glob("*/*.json")):
        found, *_ = run(file.read_text("utf-8"))
        reasons[file.stem] = str(found) if isinstance(found, Reject) else ""
    online = {name for name in reasons if name.startswith("online")}  # with a place that is none
    assert {name for name, reason in reasons.items() if not reason} == {*online, *(n for n in reasons if "place" in n)}
    assert all("not an absolute IRI: '%{baseUrl}/places/" in reason for reason in reasons.values() if reason)


def test_an_entry_that_has_no_id_yet_gets_one_from_its_content(shared: Path) -> None:
    entry = {key: value for key, value in pairs(shared)["event-with-labels"][0].items() if key != "@id"}
    found = made(entry)
    assert isinstance(found, Activiteit)
    assert (found.id, found.identificator) == (None, [])
    assert ntriples(found).startswith("<urn:uuid:")


def test_a_list_and_json_lines_of_all_kinds(shared: Path) -> None:
    entries = [entry for entry, _ in pairs(shared).values()]
    kinds = [Activiteit] * 10 + [Organisator] + [Plaats] * 3
    one_list = resources(run(json.dumps(entries)))
    lines = resources(run("".join(json.dumps(entry) + "\n" for entry in [*entries, {"member": entries}]), "jsonl"))
    assert [type(each) for each in one_list] == kinds
    assert lines[:-1] == one_list
    assert "of no kind that the mapping takes" in str(lines[-1])


def test_the_example_becomes_what_is_expected() -> None:
    *good, bad = run((REPOSITORY / "docs" / "examples" / "uitdatabank" / "aanbod.json").read_text("utf-8"))
    assert write(good).encode() == (DATA / "uitdatabank.ttl").read_bytes()
    assert "ruimtetijd.tijd.einde: not a date, such as 2004-09-17" in str(bad)


def test_the_mapping_is_short() -> None:
    lines = ready_files("mapping")["uitdatabank"].read_text("utf-8").splitlines()
    assert len(lines) - len(load_mapping("uitdatabank").ignored) < 150


def test_the_json_ld_of_the_system_is_read_once_its_contexts_are_repaired(shared: Path) -> None:
    texts = {
        f"/contexts/{path.stem}": path.read_text("utf-8") for path in (shared / RECORDS / "contexts").glob("*.jsonld")
    }
    for entry, _ in pairs(shared).values():
        kind = entry["@id"].split("/")[-2].removesuffix("s")
        document = json.dumps({**entry, "@context": f"/contexts/{kind}"})
        with pytest.raises(InputError, match=r"(?i)term definition"):
            list(parse(document, Format.JSONLD, options=ReadOptions(contexts=texts.get)))
        repairer = ContextRepairer()
        quads = list(parse(document, Format.JSONLD, options=ReadOptions(contexts=texts.get, repairer=repairer)))
        assert "a key that is not in JSON-LD: removed" in repairer.repairs
        said = {quad.object for quad in quads if quad.predicate.value == "http://schema.org/name"}
        names = {each.value for each in said if isinstance(each, ox.Literal)}
        assert names == set(entry["name"].values() if kind != "organizer" else [])  # its context has no languages


# What the pairs do not have.

EVENT = {"@id": f"{HOST}/events/e2", "name": {"nl": "Markt"}, "location": {"@id": f"{HOST}/places/p1"}}
PLACE = f"<{HOST}/places/p1>"


def test_a_period_is_one_place_and_time() -> None:
    times = {"startDate": "2026-05-01T00:00:00+02:00", "endDate": "2026-05-31T00:00:00+02:00"}
    for kind in ("periodic", "single"):
        found = said({**EVENT, **times, "calendarType": kind})
        assert "cultuur:ruimtetijd > cidoc:P161_has_spatial_projection > " + PLACE in found
        assert sum("m8g:startTime" in each for each in found) == 1
        assert not any(each.startswith("prov:atLocation") for each in found)
    assert f"prov:atLocation > {PLACE}" in said({**EVENT, **times, "calendarType": "permanent"})


def test_opening_hours_are_those_of_schema_org() -> None:
    hours = {"opens": "10:00", "closes": "16:00", "dayOfWeek": ["monday", "tuesday"]}
    found = said({**EVENT, "calendarType": "permanent", "openingHours": [hours]})
    start = "cultuur:Activiteit.beschikbaarheid > schemas:hoursAvailable > "
    assert {each.removeprefix(start) for each in found if each.startswith(start)} == {
        "rdf:type > schemas:OpeningHoursSpecification",
        'schemas:opens > "10:00"',
        'schemas:closes > "16:00"',
        "schemas:dayOfWeek > schemas:Monday",
        "schemas:dayOfWeek > schemas:Tuesday",
    }
    assert "unknown code 'maandag'" in rejected({**EVENT, "openingHours": [{**hours, "dayOfWeek": ["maandag"]}]})


def test_a_place_and_an_organiser_without_an_entry_are_described() -> None:
    address = {"nl": {"streetAddress": "Markt 1", "postalCode": "9998", "addressLocality": "B", "addressCountry": "BE"}}
    location = {"name": {"nl": "Zaal De Ster"}, "address": address}
    organizer = {"name": "Feestcomité", "email": ["feest@example.be"]}
    when = {"calendarType": "single", "startDate": "2026-05-01T20:00:00Z", "endDate": "2026-05-01T23:00:00Z"}
    place = 'locn:locatorName > "Zaal De Ster"@nl'
    for more, path in (({}, "prov:atLocation"), (when, "cultuur:ruimtetijd > cidoc:P161_has_spatial_projection")):
        found = said({**EVENT, **more, "location": location, "organizer": organizer})
        assert f"{path} > {place}" in found
        assert f'{path} > locn:address > locn:locatorDesignator > "1"' in found
        assert 'cidoc:P14_carried_out_by > cultuur:Realisator.naam > "Feestcomité"@nl' in found
        assert 'cidoc:P14_carried_out_by > schemas:contactPoint > schemas:email > "feest@example.be"' in found


@pytest.mark.parametrize(
    ("text", "street", "number"),
    [
        ("Hoornblaas 107", "Hoornblaas", "107"),
        ("Rue du 11 Novembre 5", "Rue du 11 Novembre", "5"),
        ("Kerkstraat 12A bus 3", "Kerkstraat", "12A bus 3"),
        ("Steenweg op Gent, 3-5", "Steenweg op Gent", "3-5"),
        ("Grote Markt", None, None),
    ],
)
def test_street_and_number_are_told_apart_or_left_in_the_whole_address(
    text: str, street: str | None, number: str | None
) -> None:
    address = {"streetAddress": text, "postalCode": "9998", "addressLocality": "B", "addressCountry": "BE"}
    place = made(
        {"@id": f"{HOST}/places/p2", "name": {"nl": "P"}, "terms": [{"id": "x"}], "address": {"fr": address}}
    ).adres
    assert [each.text for each in place.straatnaam] == ([street] if street else [])
    assert place.locatieaanduiding == ([number] if number else [])
    assert place.volledig_adres[0] == (f"{text}, 9998 B, BE", "fr")


def test_prices_have_their_tariff_and_an_unknown_one_has_none() -> None:
    prices = [
        {"category": each, "price": price, "priceCurrency": "EUR", "name": {"nl": each}}
        for each, price in (("base", 10.5), ("tariff", 0), ("uitpas", 2))
    ]
    found = made({**EVENT, "priceInfo": prices}).prijs
    assert [each.prijs.waarde.text for each in found] == ["10.5", "0", "2"]
    assert [[one.rpartition("/")[2] for one in each.prijscategorie] for each in found] == [["basis"], ["tarief"], []]


def test_a_status_or_an_audience_that_is_unknown_is_rejected() -> None:
    assert "unknown code 'LOST'" in rejected({**EVENT, "workflowStatus": "LOST"})
    assert "unknown code 'pets'" in rejected({**EVENT, "audience": {"audienceType": "pets"}})


def test_the_moments_of_an_entry_are_kept() -> None:
    found = made({**EVENT, "created": "2026-01-30T16:33:29+01:00", "modified": "2026-02-01T00:00:00Z"})
    assert (found.aangemaakt.isoformat(), found.gewijzigd.isoformat()) == (
        "2026-01-30T16:33:29+01:00",
        "2026-02-01T00:00:00+00:00",
    )
