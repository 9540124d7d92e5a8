"""Literals that are not what they say: a date that is none, a geometry that cannot be read, a language that is none.

The lexical forms are those of XSD 1.1 (part 2), GeoSPARQL 1.1 and RDF 1.2; language tags those of BCP 47.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from xml.parsers import expat

from ..namespaces import GEO, RDF, SH
from ..rdf.geometry.geojson import read_geojson
from ..rdf.geometry.gml import parse_gml
from ..rdf.geometry.wkt import parse_wkt
from ..rdf.terms import prefixed
from .lexical import XSD_FORMS
from .lint_file import LintFile, often
from .shape_index import INTEGERS, SWITCHES
from .turtle import LITERAL, Statement

_WKT = re.compile(r"\s*(?:<([^<>]*)>)?(.*)", re.DOTALL)
_SRS = re.compile(r"""\bsrsName\s*=\s*["'](.*?)["']""")
_OF_SHAPES = frozenset(str(SH[name]) for name in (*INTEGERS, *SWITCHES))
"""The parameters of shapes whose values have codes of their own."""
_SYSTEMS = re.compile(
    r"https?://(?:www\.)?opengis\.net/def/crs/(?:EPSG/[\d.]+/\d{4,6}|OGC/[\d.]+/CRS(?:84h?|83|27))/?"
    r"|https?://(?:www\.)?opengis\.net/gml/srs/epsg\.xml#\d{4,6}"
    r"|urn:(?:x-)?ogc:def:crs:(?:EPSG:[\d.]*:\d{4,6}|OGC:[\d.]*:CRS(?:84h?|83|27))"
    r"|EPSG:\d{4,6}",
    re.IGNORECASE,
)


def check(file: LintFile) -> None:
    """The rules for literals, in a file of any kind."""
    literals = [each for each in file.statements if each.object.kind == LITERAL]
    for each in literals:
        datatype, text = each.object.datatype, each.object.value
        if datatype not in READERS or (file.kind == "shapes" and each.predicate in _OF_SHAPES):
            continue
        try:
            READERS[datatype](text)
        except ValueError as error:
            detail = f'"{_short(text)}"^^{prefixed(datatype)}: {_short(str(error), 160)}'
            _report(file, "file/bad-literal", each, detail)
        if system := _unknown_system(datatype, text):
            _report(file, "file/unknown-crs", each, system)
    _check_languages(file, literals)


def _check_languages(file: LintFile, literals: list[Statement]) -> None:
    """One defect for each tag, at its first use."""
    tags = Counter(each.object.language for each in literals if each.object.language is not None)
    first = {each.object.language: each for each in reversed(literals)}
    for tag, number in tags.items():
        wrong = language_error(tag)
        if wrong and not any(len(part) > 8 for part in tag.split("-")):  # longer ones are an error of syntax
            _report(file, "file/language-tag", first[tag], f"@{tag}, {often(number)}: {wrong}")


def _report(file: LintFile, code: str, each: Statement, detail: str) -> None:
    file.report(code, file.line(each), file.name(each.subject), detail)


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."


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
        json.loads(text, parse_constant=_refuse_constant)
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


READERS: dict[str, Callable[[str], object]] = {
    **XSD_FORMS,
    str(GEO.wktLiteral): _read_wkt,
    str(GEO.gmlLiteral): _read_gml,
    str(GEO.geoJSONLiteral): _read_geojson,
    str(GEO.kmlLiteral): _read_xml,
    str(RDF.JSON): _read_json,
    str(RDF.XMLLiteral): _read_xml,
}


def _unknown_system(datatype: str | None, text: str) -> str | None:
    """The reference system that a geometry names, if it is not the name of one."""
    match = _WKT.fullmatch(text) if datatype == GEO.wktLiteral else None
    match = _SRS.search(text) if datatype == GEO.gmlLiteral else match
    system = match[1] if match else None
    return None if system is None or _SYSTEMS.fullmatch(system) else f"<{system}>"


# Language tags.

_LANGUAGES = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it
    iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo
    mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh
    si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh
    yi yo za zh zu"""
"""The languages with two letters in the registry of subtags (ISO 639-1, former codes included)."""
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]+",
    re.IGNORECASE,
)


def language_error(tag: str) -> str | None:
    """What is wrong with a language tag; None if nothing is.

    >>> language_error("nl-BE"), language_error("dutch"), language_error("vl")
    (None, 'no language has the code dutch', 'no language has the code vl')
    """
    match = _TAG.fullmatch(tag)
    if match is None:
        return "not of the form of a language tag (nl, nl-BE)"
    language = (match["language"] or "").partition("-")[0].lower()
    unknown = (len(language) == 2 and language not in _LANGUAGES.split()) or len(language) > 3
    return f"no language has the code {language}" if unknown else None
