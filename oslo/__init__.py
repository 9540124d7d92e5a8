"""Municipal records to OSLO and ISA linked data, checked.

>>> from oslo import Format, read, write
>>> from oslo.models.persoon import Plaats
>>> gent = Plaats(id="https://data.example.be/id/plaats/gent", plaatsnaam="Gent")
>>> read(write(gent), Plaats, Format.TURTLE) == [gent]
True
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .context import context
    from .conversion import Listeners, Outcome, convert
    from .describe import ClassInfo, Profile, PropertyInfo, Range, describe
    from .engines import Engine
    from .errors import DescribeError, InputError, MappingError, OsloError, OutputError, ReadError
    from .exchange import Reading, read, read_all, to_graph, write, write_pieces
    from .findings import Coverage, Finding, NearMiss, Report
    from .inference import infer
    from .mapping import Mapping, Notice, Reject, load_mapping
    from .mending import mend_context
    from .model import Formerly, Ref, Resource, UniqueLang
    from .namespaces import BlankNode, Iri, Namespace
    from .parsing import ContextStyle, Format
    from .records import Options, Record, open_source
    from .shapes import shapes
    from .terms import AnyUri, CodeList, Concept, Duration, Gml, LangString, Literal, PartialDate, Wkt
    from .testbed import validate_request
    from .validation import Mode, Validator, validate
    from .versions import materialise

# Imported when they are first asked for: a program that only validates need not wait for the models.
_NAMES = {
    "context": ("context",),
    "conversion": (
        "Listeners",
        "Outcome",
        "convert",
    ),
    "describe": (
        "ClassInfo",
        "Profile",
        "PropertyInfo",
        "Range",
        "describe",
    ),
    "engines": ("Engine",),
    "errors": (
        "DescribeError",
        "InputError",
        "MappingError",
        "OsloError",
        "OutputError",
        "ReadError",
    ),
    "exchange": (
        "Reading",
        "read",
        "read_all",
        "to_graph",
        "write",
        "write_pieces",
    ),
    "findings": (
        "Coverage",
        "Finding",
        "NearMiss",
        "Report",
    ),
    "inference": ("infer",),
    "mapping": (
        "Mapping",
        "Notice",
        "Reject",
        "load_mapping",
    ),
    "mending": ("mend_context",),
    "model": (
        "Formerly",
        "Ref",
        "Resource",
        "UniqueLang",
    ),
    "namespaces": (
        "BlankNode",
        "Iri",
        "Namespace",
    ),
    "parsing": (
        "ContextStyle",
        "Format",
    ),
    "records": (
        "Options",
        "Record",
        "open_source",
    ),
    "shapes": ("shapes",),
    "terms": (
        "AnyUri",
        "CodeList",
        "Concept",
        "Duration",
        "Gml",
        "LangString",
        "Literal",
        "PartialDate",
        "Wkt",
    ),
    "testbed": ("validate_request",),
    "validation": (
        "Mode",
        "Validator",
        "validate",
    ),
    "versions": ("materialise",),
}
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names}


class _Package(ModuleType):
    """This package: the import of a module does not hide the function of the same name (`describe`, `shapes`)."""

    def __getattr__(self, name: str) -> Any:
        if name not in _MODULE_OF:
            raise AttributeError(f"module 'oslo' has no attribute {name!r}")
        value = self.__dict__[name] = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _MODULE_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

__all__ = [
    "AnyUri",
    "BlankNode",
    "ClassInfo",
    "CodeList",
    "Concept",
    "ContextStyle",
    "Coverage",
    "DescribeError",
    "Duration",
    "Engine",
    "Finding",
    "Format",
    "Formerly",
    "Gml",
    "InputError",
    "Iri",
    "LangString",
    "Listeners",
    "Literal",
    "Mapping",
    "MappingError",
    "Mode",
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
    "UniqueLang",
    "Validator",
    "Wkt",
    "context",
    "convert",
    "describe",
    "infer",
    "load_mapping",
    "materialise",
    "mend_context",
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
