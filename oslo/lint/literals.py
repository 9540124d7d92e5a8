"""Literals that are not what they say: a date that is none, a geometry that cannot be read, a language that is none.

The lexical forms are those of XSD 1.1 (part 2), GeoSPARQL 1.1 and RDF 1.2; `languages.py` has the tags of languages.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from xml.parsers import expat

from ..namespaces import GEO, RDF, SH, XSD
from ..rdf.geometry.geojson import read_geojson
from ..rdf.geometry.gml import parse_gml
from ..rdf.geometry.wkt import parse_wkt
from ..rdf.lexical import is_ill_typed
from ..rdf.terms import prefixed
from .languages import language_error
from .lint_file import LintFile, list_nodes, often, short
from .shape_index import INTEGERS, SWITCHES
from .turtle import LITERAL, Statement

_NOT_IN_IRI = re.compile(r'[\s<>"{}|\\^`]')
_WKT = re.compile(r"\s*(?:<([^<>]*)>)?(.*)", re.DOTALL)
_WKT_LITERAL, _GML_LITERAL = str(GEO.wktLiteral), str(GEO.gmlLiteral)
_PAIR = re.compile(r"([+-]?(?<![\d.])\d+(?:\.\d+)?)\s+([+-]?\d+(?:\.\d+)?)(?![\d.eE])")
_SRS = re.compile(r"""\bsrsName\s*=\s*["'](.*?)["']""")
_OF_SHAPES = frozenset(str(SH[name]) for name in (*INTEGERS, *SWITCHES))
"""The parameters of shapes whose values have codes of their own."""
_SYSTEMS = re.compile(
    r"https?://(?:www\.)?opengis\.net/def/crs/(?:EPSG/[\d.]+/(\d{4,5})|OGC/[\d.]+/CRS(?:84h?|83|27))/?"
    r"|https?://(?:www\.)?opengis\.net/gml/srs/epsg\.xml#(\d{4,5})"
    r"|urn:(?:x-)?ogc:def:crs:(?:EPSG:[\d.]*:(\d{4,5})|OGC:[\d.]*:CRS(?:84h?|83|27))"
    r"|EPSG:(\d{4,5})",
    re.IGNORECASE,
)


def check(file: LintFile) -> None:
    """The rules for literals, in a file of any kind."""
    literals = [each for each in file.statements if each.object.kind == LITERAL]
    for each in literals:
        datatype, text = each.object.datatype, each.object.value
        if datatype is None or (file.kind == "shapes" and each.predicate in _OF_SHAPES):
            continue
        if error := literal_error(datatype, text):
            _report(file, "file/bad-literal", each, f'"{short(text)}"^^{prefixed(datatype)}: {short(error, 160)}')
        if system := _unknown_system(datatype, text):
            _report(file, "file/unknown-crs", each, system)
    _check_languages(file, literals)


def _check_languages(file: LintFile, literals: list[Statement]) -> None:
    """One defect for each tag, at its first use; those in sh:languageIn are tags too."""
    ranges = list_nodes(file.statements, {str(SH.languageIn)})
    uses = [(each.object.language, each) for each in literals if each.object.language is not None]
    uses = [each for each in uses if not any(len(part) > 8 for part in each[0].split("-"))]  # an error of syntax
    uses += [
        (each.object.value, each)
        for each in literals
        if ranges and each.subject in ranges and each.predicate == RDF.first and each.object.value != "*"
    ]
    tags, first = Counter(tag for tag, _ in uses), dict(reversed(uses))
    for tag, number in tags.items():
        if wrong := language_error(tag):
            _report(file, "file/language-tag", first[tag], f"@{tag}, {often(number)}: {wrong}")


def _report(file: LintFile, code: str, each: Statement, detail: str) -> None:
    file.report(code, file.line(each), file.name(each.subject), detail)


def literal_error(datatype: str, text: str) -> str | None:
    """What is wrong with a literal; None if nothing is, or if the datatype is not known.

    >>> literal_error(XSD.date, "2024-02-30"), literal_error(XSD.date, "2024-02-29")
    ('not a literal of this datatype', None)
    """
    if datatype not in READERS:
        return "not a literal of this datatype" if is_ill_typed(text, datatype) else None
    try:
        READERS[datatype](text)
    except ValueError as error:
        return str(error)
    return None


# What reads a literal: it raises ValueError for text that is none of the datatype.


def _read_wkt(text: str) -> None:
    match = _WKT.fullmatch(text)
    if match and match[2].strip():
        parse_wkt(match[2].strip())


def _read_gml(text: str) -> None:
    if text.strip():
        parse_gml(text)


def _read_geojson(text: str) -> None:
    if text.strip():
        read_geojson(text)


def _read_json(text: str) -> None:
    try:
        json.loads(text, parse_constant=_refuse_constant, parse_int=float)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not in JSON")


def _read_xml(text: str) -> None:
    """A piece of XML: it may have several elements, and text beside them (RDF 1.1 Concepts, section 5.2)."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(f"<x>{text}</x>", True)
    except expat.ExpatError as error:
        raise ValueError(f"not XML: {expat.ErrorString(error.code)}") from None


def _read_iri(text: str) -> None:
    if _NOT_IN_IRI.search(text):
        raise ValueError("not an IRI")


READERS: dict[str, Callable[[str], object]] = {
    str(XSD.anyURI): _read_iri,
    str(GEO.wktLiteral): _read_wkt,
    str(GEO.gmlLiteral): _read_gml,
    str(GEO.geoJSONLiteral): _read_geojson,
    str(GEO.kmlLiteral): _read_xml,
    str(RDF.JSON): _read_json,
    str(RDF.XMLLiteral): _read_xml,
}


def _unknown_system(datatype: str | None, text: str) -> str | None:
    """What is wrong with the reference system of a geometry, which is CRS84 for WKT that names none."""
    match = _WKT.fullmatch(text) if datatype == _WKT_LITERAL else None
    match = _SRS.search(text) if datatype == _GML_LITERAL else match
    if match is None:
        return None
    if match[1] is not None:
        return None if _is_system(match[1]) else f"<{match[1]}>"
    first = _PAIR.search(match[2])
    inside = first is None or (abs(float(first[1])) <= 180 and abs(float(first[2])) <= 90)
    return None if inside or first is None else f"none, so it is CRS84, in which {first[0]} is nowhere"


def _is_system(name: str) -> bool:
    """Whether a name is that of a reference system; the codes of EPSG are 1024 to 32767."""
    match = _SYSTEMS.fullmatch(name)
    return match is not None and all(1024 <= int(code) <= 32767 for code in match.groups() if code)
