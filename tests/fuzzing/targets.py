"""The table of targets: the form of the input, its seeds, what it is given to, and how often in a round."""
# ruff: noqa: E501  tables

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from oslo import Format
from oslo.validation.engines import Engine

from . import commands, linked_data, records
from .checks import Check
from .seeds import example, seeds


@dataclass(frozen=True)
class Target:
    """`form`: which changes are made; `seeds`: what they are made to; `often`: how many inputs of a round."""

    name: str
    form: str
    seeds: Callable[[], list[bytes]]
    check: Check
    often: int = 1


def _conversions() -> list[Target]:
    own = {"csv": 12, "json": 12, "jsonl": 6, "xml": 8, "xlsx": 4, "ods": 4}
    ready = [
        ("inwoners/inwoners.yaml", "csv", "inwoners/inwoners.csv"), ("best-address", "csv", "adressen/adressen.csv"),
        ("basisregisters", "json", "basisregisters/adres.json"), ("uitdatabank", "json", "uitdatabank/aanbod.json"),
        ("citadel", "json", "punten/citadel.json"), ("magda-persoon", "xml", "magda/geefpersoon.xml"),
        ("magda-gezin", "xml", "magda/geefgezin.xml"), ("magda-onderneming", "xml", "magda/geefonderneming.xml"),
        ("punten/bomen.yaml", "csv", "punten/bomen.csv"), ("parking-gent", "csv", "transport/parking.csv"),
        ("gipod", "jsonld", "transport/hinder.jsonld"),
    ]  # fmt: skip
    return [
        *(Target(f"convert {form}", form, partial(seeds, form), records.conversion(form), times) for form, times in own.items()),
        *(Target(f"records {form}", form, partial(seeds, form), records.reading(form), times) for form, times in own.items()),
        *(Target(f"convert {name}", form, partial(example, path), records.by(name, form)) for name, form, path in ready),
        Target("convert by mapping", "yaml", partial(seeds, "yaml"), records.mapping_file, 4),
        Target("template", "csv", partial(seeds, "template"), records.template),
        *(Target(f"draft {form}", form, partial(seeds, form), getattr(records, f"draft_{form}")) for form in ("csv", "json", "xml", "xlsx")),
        *(Target(f"preview {form}", form, partial(seeds, form), getattr(records, f"preview_{form}")) for form in ("csv", "json", "xml")),
        Target("geometry wkt", "wkt", partial(seeds, "wkt"), records.of_wkt, 20),
        Target("geometry geojson", "geojson", partial(seeds, "geojson"), records.of_geojson, 20),
        Target("geometry gml", "xml", partial(seeds, "gml"), records.of_gml, 10),
    ]  # fmt: skip


def _linked_data() -> list[Target]:
    formats = {
        "ttl": Format.TURTLE, "nt": Format.NTRIPLES, "nq": Format.NQUADS, "trig": Format.TRIG, "jsonld": Format.JSONLD,
        "rdf": Format.RDFXML, "html": Format.RDFA,
    }  # fmt: skip
    return [
        *(Target(f"parse {form}", form, partial(seeds, form), linked_data.parsing(format), 1 if form == "html" else 8) for form, format in formats.items()),
        *(Target(f"infer {form}", form, partial(seeds, form), linked_data.inference(format), 1 if form == "html" else 4) for form, format in formats.items()),
        *(Target(f"validate {form}", form, partial(seeds, form), linked_data.data(format)) for form, format in formats.items()),
        Target("validate ttl pyshacl", "ttl", partial(seeds, "ttl"), linked_data.data(Format.TURTLE, Engine.PYSHACL)),
        Target("validate shapes", "ttl", partial(seeds, "shapes"), linked_data.shapes(Engine.AUTO), 3),
        Target("validate shapes pyshacl", "ttl", partial(seeds, "shapes"), linked_data.shapes(Engine.PYSHACL)),
        Target("lint shapes", "ttl", partial(seeds, "ttl"), linked_data.lint_shapes, 2),
        Target("lint context", "jsonld", partial(seeds, "context"), linked_data.lint_context, 2),
        Target("lint jsonld", "jsonld", partial(seeds, "jsonld"), linked_data.lint_context, 2),
        Target("lint rdf", "rdf", partial(seeds, "rdf"), linked_data.lint_rdf),
        Target("lint nt", "nt", partial(seeds, "nt"), linked_data.lint_lines),
        Target("generate", "ttl", partial(seeds, "shapes"), linked_data.generate, 3),
        Target("generate with context", "jsonld", partial(seeds, "context"), linked_data.generate_with_context),
        Target("translate", "ttl", partial(seeds, "ttl"), linked_data.translation, 2),
        Target("alignment", "yaml", linked_data.alignment_seeds, linked_data.alignment),
        Target("read", "ttl", partial(seeds, "ttl"), linked_data.reading, 2),
        Target("context", "jsonld", partial(seeds, "context"), linked_data.context, 4),
        Target("code list", "ttl", partial(seeds, "codes"), linked_data.code_list, 2),
        Target("command", "words", commands.word_seeds, commands.command, 2),
    ]  # fmt: skip


TARGETS = {each.name: each for each in (*_conversions(), *_linked_data())}
ROUND = [name for name, each in TARGETS.items() for _ in range(each.often)]
