"""Municipal records to OSLO and ISA linked data, checked.

>>> from oslo import Format, read, write
>>> from oslo.models.persoon import Plaats
>>> gent = Plaats(id="https://data.example.be/id/plaats/gent", plaatsnaam="Gent")
>>> read(write(gent), Plaats, Format.TURTLE) == [gent]
True
"""

from .context import context
from .conversion import Listeners, Outcome, convert
from .describe import ClassInfo, Profile, PropertyInfo, Range, describe
from .engines import Engine
from .errors import (
    DescribeError,
    InputError,
    MappingError,
    OsloError,
    OutputError,
    ReadError,
)
from .exchange import Format, Reading, read, read_all, to_graph, write, write_pieces
from .findings import Coverage, Finding, NearMiss, Report
from .mapping import Mapping, Notice, Reject, load_mapping
from .model import Ref, Resource
from .namespaces import BlankNode, Iri, Namespace
from .records import Options, Record, open_source
from .shapes import shapes
from .terms import AnyUri, CodeList, Concept, Gml, LangString, Literal, PartialDate, Wkt
from .testbed import validate_request
from .validation import Validator, validate

__all__ = [
    "AnyUri",
    "BlankNode",
    "ClassInfo",
    "CodeList",
    "Concept",
    "Coverage",
    "DescribeError",
    "Engine",
    "Finding",
    "Format",
    "Gml",
    "InputError",
    "Iri",
    "LangString",
    "Listeners",
    "Literal",
    "Mapping",
    "MappingError",
    "Namespace",
    "NearMiss",
    "Notice",
    "Options",
    "OsloError",
    "Outcome",
    "OutputError",
    "PartialDate",
    "Profile",
    "PropertyInfo",
    "Range",
    "ReadError",
    "Reading",
    "Record",
    "Ref",
    "Reject",
    "Report",
    "Resource",
    "Validator",
    "Wkt",
    "context",
    "convert",
    "describe",
    "load_mapping",
    "open_source",
    "read",
    "read_all",
    "shapes",
    "to_graph",
    "validate",
    "validate_request",
    "write",
    "write_pieces",
]
