"""Municipal records to OSLO and ISA linked data, checked.

>>> from oslo import Format, read, write
>>> from oslo.models.persoon import Plaats
>>> gent = Plaats(id="https://data.example.be/id/plaats/gent", plaatsnaam="Gent")
>>> read(write(gent), Plaats, Format.TURTLE) == [gent]
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .context import context
from .describe import ClassInfo, Profile, PropertyInfo, Range, describe
from .errors import (
    DescribeError,
    InputError,
    MappingError,
    OsloError,
    OutputError,
    ReadError,
)
from .exchange import Format, Reading, read, read_all, to_graph, write, write_pieces
from .model import Ref, Resource
from .namespaces import BlankNode, Iri, Namespace
from .shapes import shapes
from .terms import AnyUri, CodeList, Concept, Gml, LangString, Literal, PartialDate, Wkt

if TYPE_CHECKING:
    from .conversion import Listeners, Outcome, convert
    from .engines import Engine
    from .findings import Coverage, Finding, NearMiss, Report
    from .mapping import Mapping, Notice, Reject, load_mapping
    from .records import Options, Record, open_source
    from .testbed import validate_request
    from .validation import Validator, validate

# Imported when they are first asked for: a program that only writes need not wait for them.
_LATER = {
    **dict.fromkeys(("Listeners", "Outcome", "convert"), "conversion"),
    **dict.fromkeys(("Coverage", "Finding", "NearMiss", "Report"), "findings"),
    **dict.fromkeys(("Mapping", "Notice", "Reject", "load_mapping"), "mapping"),
    **dict.fromkeys(("Options", "Record", "open_source"), "records"),
    **dict.fromkeys(("Validator", "validate"), "validation"),
    "Engine": "engines",
    "validate_request": "testbed",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'oslo' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_LATER[name]}", __name__), name)
    return value


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
