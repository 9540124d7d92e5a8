"""JSON values as the text of literals: numbers (JSON-LD 1.1 API, section 8.2.2), and JSON itself (RFC 8785)."""

from __future__ import annotations

import json
import math
from typing import Any

from ...namespaces import RDF, XSD

_WHOLE = 1e21  # from here on a number is a double, whatever its form


def text_and_type(value: Any, datatype: str | None) -> tuple[str, str]:
    """The text and datatype of the literal for a JSON value that is not an object; `datatype`: what it states.

    >>> text_and_type(5.5, None)
    ('5.5E0', Iri('http://www.w3.org/2001/XMLSchema#double'))
    >>> text_and_type(5.0, None)
    ('5', Iri('http://www.w3.org/2001/XMLSchema#integer'))
    """
    if datatype == "@json":
        return canonical_json(value), RDF.JSON
    if isinstance(value, bool):
        return ("true" if value else "false"), datatype or XSD.boolean
    if isinstance(value, int | float):
        if (isinstance(value, float) and value % 1 != 0) or abs(value) >= _WHOLE or datatype == XSD.double:
            return _double(float(value)), datatype or XSD.double
        return str(int(value)), datatype or XSD.integer
    return str(value), datatype or XSD.string


def _double(value: float) -> str:
    """The canonical form of xsd:double, with at most sixteen digits."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    digits, _, exponent = f"{value:.15E}".partition("E")
    digits = digits.rstrip("0")
    return f"{digits}0E{int(exponent)}" if digits.endswith(".") else f"{digits}E{int(exponent)}"


def canonical_json(value: Any) -> str:
    """JSON with one form for each value (RFC 8785).

    >>> canonical_json({"b": 1.0, "a": ["€", 1e30, None]})
    '{"a":["€",1e+30,null],"b":1}'
    """
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_quoted(key)}:{canonical_json(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical_json, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(float(value))
    return json.dumps(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(value: float) -> str:
    """A number as ECMAScript writes it (ECMA-262, section 6.1.6.1.20)."""
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))  # where the point stands in `digits`
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{point - 1:+d}"
