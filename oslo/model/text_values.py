"""Values that are text with a fixed form: partial dates, durations, geometries."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ..namespaces import XSD, Iri, instance_or

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

# XML Schema 1.1, part 2, section 3.3.6: at least one part, and at least one after a T.
DURATION = re.compile(
    r"-?P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?"
)


class _Text(str):
    """Text with a fixed form: `clean` checks and normalises it, `_json_pattern` is its pattern in JSON Schema."""

    __slots__ = ()
    _json_pattern: ClassVar[str]

    @classmethod
    def clean(cls, text: str) -> str:
        return text

    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, cls.clean(text))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @classmethod
    def _from(cls, value: object) -> Self:
        if isinstance(value, date) and not isinstance(value, datetime):
            value = value.isoformat()
        if not isinstance(value, str):
            raise ValueError(f"expected text, not {value!r}")
        return value if type(value) is cls else cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return instance_or(cls, cls._from, f"not a {cls.__name__}", pattern=cls._json_pattern)


class PartialDate(_Text):
    """A date of which the day, or the month and the day, may be unknown; never completed.

    Written as xsd:date, xsd:gYearMonth or xsd:gYear. Registers write an unknown part as zeros.

    >>> PartialDate("1948-05-00"), PartialDate("1948-00-00"), PartialDate("1948-05-06")
    (PartialDate('1948-05'), PartialDate('1948'), PartialDate('1948-05-06'))
    """

    __slots__ = ()
    _json_pattern = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"

    @classmethod
    def clean(cls, text: str) -> str:
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
        if match is None or match[1] == "0000" or (match[2] == "00" and match[3] not in (None, "00")):
            raise ValueError(f"not a date, nor a year with or without a month: {text!r}")
        year, month, day = match.groups()
        if month in (None, "00"):
            return year
        date(int(year), int(month), 1 if day in (None, "00") else int(day))
        return f"{year}-{month}" if day in (None, "00") else f"{year}-{month}-{day}"

    @property
    def datatype(self) -> Iri:
        """xsd:gYear, xsd:gYearMonth or xsd:date, by what is known."""
        return {4: XSD.gYear, 7: XSD.gYearMonth}.get(len(self), XSD.date)


class Duration(_Text):
    """A length of time (xsd:duration): years, months, days, hours, minutes, seconds; kept as written.

    >>> Duration("P1Y6M"), Duration("PT36H")
    (Duration('P1Y6M'), Duration('PT36H'))
    """

    __slots__ = ()
    _json_pattern = f"^{DURATION.pattern}$"

    @classmethod
    def clean(cls, text: str) -> str:
        if DURATION.fullmatch(text) is None:
            raise ValueError(f"not a duration, such as P30D or PT2H30M: {text!r}")
        return text


class Wkt(_Text):
    """A geometry as well-known text (geo:wktLiteral), its reference system always explicit.

    >>> Wkt("<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(104863.13 193913.45)").crs
    'http://www.opengis.net/def/crs/EPSG/0/31370'
    """

    __slots__ = ()
    _json_pattern = r"^\s*<[^<>\s]+>\s*[A-Za-z]+"

    @classmethod
    def clean(cls, text: str) -> str:
        if re.fullmatch(r"\s*<[^<>\s]+>\s*[A-Za-z]+.*", text, re.DOTALL) is None:
            raise ValueError("a WKT geometry begins with the IRI of its reference system: <IRI> POINT(x y)")
        return text

    @property
    def crs(self) -> str:
        """The IRI of the coordinate reference system."""
        return self[self.index("<") + 1 : self.index(">")]


class Gml(_Text):
    """A geometry as GML (geo:gmlLiteral), its reference system in `srsName`.

    >>> Gml("POINT(1 2)")
    Traceback (most recent call last):
        ...
    ValueError: a GML geometry is an XML element with its reference system: <gml:Point srsName="...">
    """

    __slots__ = ()
    _json_pattern = r"^\s*<[\s\S]*srsName"

    @classmethod
    def clean(cls, text: str) -> str:
        if not text.lstrip().startswith("<") or "srsName" not in text:
            raise ValueError('a GML geometry is an XML element with its reference system: <gml:Point srsName="...">')
        return text
