"""The ready mappings, each with the files that it is for: published ones, and those of docs/examples."""

from __future__ import annotations

from pathlib import Path

from helpers.published import REPOSITORY
from oslo.mapping.conversion import Input

RUNS: list[tuple[str, list[str]]] = [
    ("awv-meetpunten", ["records/traffic-awv/location-data.xml"]),
    ("basisregisters", ["records/basisregisters-api/v2_*.json"]),
    ("basisregisters", ["records/basisregisters-api/v3_*.json"]),
    ("basisregisters", ["examples/basisregisters/*.json"]),
    ("basisregisters-extract", ["records/basisregisters-extract"]),
    ("basisregisters-extract", ["records/basisregisters-api/feed_events_address.csv"]),
    ("basisregisters-extract", ["examples/basisregisters/Gemeente.csv"]),
    ("best-address", ["records/best-address/openaddress-bebru.csv", "records/best-address/openaddress-bevlg.csv"]),
    ("best-address", ["records/best-address/openaddress-bebru-2026-10.csv"]),
    ("best-address", ["examples/adressen/adressen.csv"]),
    ("citadel", ["records/citadel-poi/*athens.json", "records/citadel-poi/*gent*.json"]),
    ("citadel", ["examples/punten/citadel.json"]),
    ("citadel-csv", ["records/citadel-poi/dataset_issy_latin1.csv"]),
    ("cpsv-ap-workbook", ["records/cpsv-ap-services/trento_servizifamiglia.xlsx"]),
    ("datex2-parking", ["records/datex2-parking/*.xml"]),
    ("eesti-teenused", ["records/cpsv-ap-services/estonia_partial.json"]),
    ("gipod", ["records/gipod-ldes/1-relation-3-members.ttl"]),
    ("gipod", ["records/gipod-ldes/1-relation-3-members.jsonld"]),
    ("gipod", ["examples/transport/hinder.jsonld"]),
    ("gtfs", ["records/gtfs"]),
    ("gtfs", ["examples/transport/gtfs"]),
    ("irail-facilities", ["records/irail-stations/facilities.csv"]),
    ("irail-stations", ["records/irail-stations/stations.csv", "records/irail-stations/stops.csv"]),
    ("kbo", ["records/kbo-open-data/full"]),
    ("kbo", ["examples/kbo/dump", "examples/kbo/update"]),
    ("lgsl-links", ["records/lgsl-uk/lgsl_lgil_fallback_links.csv"]),
    ("lpdc-cevi", ["records/ipdc-lpdc/cevi/LPDC_CEVI.xml"]),
    ("lpdc-cevi", ["examples/services/producten.xml"]),
    ("lpdc-organisations", ["records/ipdc-lpdc/organisation-authority-levels.csv"]),
    ("magda-onderneming", ["official/records/magda/GeefOnderneming/02.00.0000/*.xml"]),
    ("magda-onderneming", ["records/magda-geefonderneming/*.xml"]),
    ("magda-onderneming", ["examples/magda/geefonderneming.xml"]),
    ("magda-persoon", ["official/records/magda/GeefPersoon/*/*.xml", "records/magda-geefpersoon/[0-9]*.xml"]),
    ("magda-persoon", ["examples/magda/geefpersoon.xml"]),
    ("magda-persoon-historiek", ["official/records/magda/GeefHistoriekPersoon/*/*.xml"]),
    ("magda-gezin", ["official/records/magda/GeefGezinssamenstelling/*/*.xml"]),
    ("magda-gezin", ["records/magda-geefpersoon/gezin*.xml"]),
    ("mobivoc-parking", ["records/parking-gent/ldes-members.ttl"]),
    ("mobivoc-parking", ["records/parking-gent/member.jsonld"]),
    ("parking-gent", ["records/parking-gent/real-time-bezetting-pr-gent.csv"]),
    ("parking-gent", ["records/parking-gent/real-time-bezetting-pr-gent.json"]),
    ("parking-gent", ["examples/transport/parking.csv"]),
    ("service-list", ["examples/services/services.csv"]),
    ("telraam", ["records/traffic-awv/telraam.csv"]),
    ("uitdatabank", ["records/uitdatabank/*/*.json"]),
    ("uitdatabank", ["examples/uitdatabank/aanbod.json"]),
    ("uk-local-authorities", ["records/lgsl-uk/local-authorities.csv"]),
]
"""A mapping, and the files of one run: of the published ones, or of docs/examples."""


def files(shared: Path, patterns: list[str]) -> list[Input]:
    found: list[Input] = []
    for pattern in patterns:
        matching = sorted((REPOSITORY / "docs" if pattern.startswith("examples/") else shared).glob(pattern))
        assert matching, pattern
        found += matching
    return found
