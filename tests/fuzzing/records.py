"""Targets for records: conversions of every form, by own, ready and changed mappings; drafts; previews; geometries."""

from __future__ import annotations

import codecs
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from oslo import Format, Listeners, Reject, convert, load_mapping, load_profile, mapping_from, write
from oslo.mapping.drafting import draft_mapping
from oslo.mapping.mapping import Mapping
from oslo.mapping.preview import preview
from oslo.mapping.rejects_file import RejectsFile
from oslo.model.geometry import check, from_geojson, gml, to_geojson, transform, wkt
from oslo.models.poi import Interessepunt
from oslo.rdf.parsing import load_json
from oslo.records import Layout, Record, open_records
from oslo.templates import mapping_of

from .checks import Check, check_rdf, check_records, counted
from .seeds import EXAMPLES, seeds

_FORMATS = (Format.NTRIPLES, Format.TURTLE, Format.TRIG, Format.RDFXML)
_FIELDS: dict[str, dict[str, Any]] = {
    "csv": {"plaatsnaam": "naam", "trefwoord": ["straat", "tel"]},
    "json": {"plaatsnaam": "naam", "trefwoord": ["straat.naam", "tel"]},
    "xml": {"plaatsnaam": "naam", "trefwoord": ["straat", "tel"]},
}
_RECORDS = {"xml": {"records": "//punt"}}


@cache
def _mapping(form: str) -> Mapping:
    like = {"jsonl": "json"}.get(form, form)
    return mapping_from(
        {
            "profile": "points-of-interest",
            "model": "Interessepunt",
            "id": "https://data.example.be/id/punt/{nr}",
            "shared_id": "drawn so",
            "optional": ["*"],
            "fields": _FIELDS.get(like, _FIELDS["csv"]),
            **_RECORDS.get(form, {}),
        },
        form,
    )


def _convert(
    data: bytes, mapping: Mapping, form: str, *, one_each: bool = False, tokens: bool = False, law: bool = True
) -> None:
    format = _FORMATS[len(data) % len(_FORMATS)]
    out, rejects = io.StringIO(), RejectsFile(Path("input"), by_form=True)
    with counted() as ledger:

        def reject(each: Reject) -> None:
            ledger.rejects.append(each)
            rejects(each)

        outcome = convert(
            [io.BytesIO(data)],
            mapping,
            out,
            format,
            form=form,
            listeners=Listeners(reject=reject, notice=ledger.notices.append),
        )
    rejects.close()
    text = out.getvalue()
    check_rdf(text, format)
    if law:
        check_records(ledger, outcome, text, _text_of(data) if tokens else "", one_each=one_each, tokens=tokens)


def _text_of(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(each).decode("utf-8", "replace") for each in archive.infolist())
    except zipfile.BadZipFile:
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return data.decode("utf-16" if wide else "utf-8", "replace")


def reading(form: str) -> Check:
    """Records as they are, without a mapping, and as a file of rejects would keep them."""

    def run(data: bytes) -> None:
        layout = Layout(records="//punt") if form == "xml" else None
        with open_records(io.BytesIO(data), layout, form=form) as source:
            for each in source:
                source.keep(each)
                if isinstance(each, Record):
                    json.dumps(source.dump(each))

    return run


def conversion(form: str) -> Check:
    """By a mapping of our own: each record becomes one resource, and its values are looked for."""
    return lambda data: _convert(data, _mapping(form), form, one_each=True, tokens=form not in ("xlsx", "ods"))


@cache
def _ready(name: str) -> Mapping:
    path = EXAMPLES / name
    return load_mapping(path if path.suffix else name)


def by(name: str, form: str) -> Check:
    """By a ready mapping, or one of the examples."""
    return lambda data: _convert(data, _ready(name), form)


def with_file(suffix: str, use: Callable[[Path], None]) -> Check:
    """A target that reads a file by its name."""

    def run(data: bytes) -> None:
        path = Path(f"input{suffix}")
        path.write_bytes(data)
        use(path)

    return run


def _by_changed_mapping(path: Path) -> None:
    name = "inwoners/inwoners.csv" if b"NAAM" in path.read_bytes() else "punten/sanitair.csv"
    mapping = load_mapping(path)
    for layout in mapping.layouts:
        form = "xml" if str(layout.records or "").startswith("/") else "csv"
        data = seeds("xml")[0] if form == "xml" else (EXAMPLES / name).read_bytes()
        _convert(data, mapping, form)
        break


def _template(path: Path) -> None:
    mapping = mapping_of([path])
    _convert(path.read_bytes(), mapping, path.suffix[1:], law=False)  # rows of help and of the example are skipped


def _draft(path: Path) -> None:
    profile = load_profile("points-of-interest")
    draft = draft_mapping(path, profile, "Interessepunt")
    path.with_suffix(".yaml").write_text(draft.text, "utf-8")
    load_mapping(path.with_suffix(".yaml"))


def _preview(path: Path) -> None:
    for _ in preview(path, _mapping(path.suffix[1:]), 3):
        pass


mapping_file = with_file(".yaml", _by_changed_mapping)
template = with_file(".csv", _template)
draft_csv, draft_json = with_file(".csv", _draft), with_file(".json", _draft)
draft_xml, draft_xlsx = with_file(".xml", _draft), with_file(".xlsx", _draft)
preview_csv, preview_json, preview_xml = (with_file(each, _preview) for each in (".csv", ".json", ".xml"))


# Geometries: a value that is refused raises ValueError, as pydantic and mappings expect.


def _as_geometry(value: Any) -> None:
    check(value)
    to_geojson(value)
    transform(value, "EPSG:31370")
    text = write(Interessepunt(id="urn:x", plaatsnaam="x", geometrie=[{"wkt": value}]), "ntriples")
    check_rdf(text, "ntriples")


def of_wkt(data: bytes) -> None:
    with suppress(ValueError):
        _as_geometry(wkt(data.decode("utf-8", "surrogateescape"), "EPSG:4326"))


def of_geojson(data: bytes) -> None:
    with suppress(ValueError):
        _as_geometry(from_geojson(load_json(data, "a.geojson")))


def of_gml(data: bytes) -> None:
    with suppress(ValueError):
        value = gml(data.decode("utf-8", "surrogateescape"), "EPSG:31370")
        check(value)
        transform(value, "EPSG:4326")
