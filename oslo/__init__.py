"""Municipal records to OSLO and ISA linked data, checked.

>>> from oslo import read, write
>>> from oslo.models.persoon import Plaats
>>> gent = Plaats(id="https://data.example.be/id/plaats/gent", plaatsnaam="Gent")
>>> read(write(gent, "turtle"), Plaats, "turtle") == [gent]
True

The main job is `convert`, by a mapping (`load_mapping`); `validate` checks linked data against a profile
(`load_profile`); `read` and `write` go between model classes (`oslo.models`) and every syntax of RDF.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .alignment.data import translate as translate
    from .alignment.tables import to_isa as to_isa
    from .errors import (
        DescribeError as DescribeError,
        InputError as InputError,
        MappingError as MappingError,
        OsloError as OsloError,
        OutputError as OutputError,
        ReadError as ReadError,
    )
    from .exchange import (
        Reading as Reading,
        read as read,
        read_all as read_all,
        to_graph as to_graph,
        write as write,
        write_pieces as write_pieces,
    )
    from .exchange.context import context as context
    from .exchange.shacl import shapes as shapes
    from .generating.schemas import schema as schema
    from .lint.repairing import repair_context as repair_context
    from .mapping.conversion import convert as convert
    from .mapping.frames import from_frame as from_frame, to_frame as to_frame
    from .mapping.mapping import Mapping as Mapping, load_mapping as load_mapping, mapping_from as mapping_from
    from .mapping.outcome import Listeners as Listeners, Outcome as Outcome
    from .mapping.rejects import Notice as Notice, Reject as Reject
    from .model.description import (
        ClassInfo as ClassInfo,
        Profile as Profile,
        PropertyInfo as PropertyInfo,
        Range as Range,
        describe as describe,
        relaxed as relaxed,
    )
    from .model.published import Relaxation as Relaxation, Strength as Strength
    from .model.resource import (
        Anything as Anything,
        Formerly as Formerly,
        Ref as Ref,
        Resource as Resource,
        UniqueLang as UniqueLang,
    )
    from .model.values import (
        AnyUri as AnyUri,
        CodeList as CodeList,
        Concept as Concept,
        Duration as Duration,
        Gml as Gml,
        LangString as LangString,
        Literal as Literal,
        PartialDate as PartialDate,
        Wkt as Wkt,
    )
    from .models import load_profile as load_profile
    from .namespaces import BlankNode as BlankNode, Iri as Iri, Namespace as Namespace
    from .rdf.parsing import ContextStyle as ContextStyle, Format as Format
    from .rdf.versions import materialise_versions as materialise_versions
    from .records import (
        Layout as Layout,
        ReadingOptions as ReadingOptions,
        Record as Record,
        open_records as open_records,
    )
    from .validation.engines import Engine as Engine
    from .validation.findings import Coverage as Coverage, Finding as Finding, NearMiss as NearMiss, Report as Report
    from .validation.gaps import gaps as gaps
    from .validation.testbed import validate_request as validate_request
    from .validation.validator import Mode as Mode, Validator as Validator, validate as validate
    from .vocabularies.inference import infer as infer

_MODULE_OF = {
    "AnyUri": "model.values",
    "BlankNode": "namespaces",
    "ClassInfo": "model.description",
    "CodeList": "model.values",
    "Concept": "model.values",
    "ContextStyle": "rdf.parsing",
    "Coverage": "validation.findings",
    "DescribeError": "errors",
    "Duration": "model.values",
    "Engine": "validation.engines",
    "Finding": "validation.findings",
    "Format": "rdf.parsing",
    "Formerly": "model.resource",
    "Gml": "model.values",
    "InputError": "errors",
    "Iri": "namespaces",
    "LangString": "model.values",
    "Layout": "records",
    "Listeners": "mapping.outcome",
    "Literal": "model.values",
    "Mapping": "mapping.mapping",
    "MappingError": "errors",
    "Mode": "validation.validator",
    "Namespace": "namespaces",
    "NearMiss": "validation.findings",
    "Notice": "mapping.rejects",
    "OsloError": "errors",
    "Outcome": "mapping.outcome",
    "OutputError": "errors",
    "PartialDate": "model.values",
    "Profile": "model.description",
    "PropertyInfo": "model.description",
    "Range": "model.description",
    "ReadError": "errors",
    "Reading": "exchange",
    "ReadingOptions": "records",
    "Record": "records",
    "Ref": "model.resource",
    "Reject": "mapping.rejects",
    "Relaxation": "model.published",
    "Report": "validation.findings",
    "Resource": "model.resource",
    "Strength": "model.published",
    "Anything": "model.resource",
    "UniqueLang": "model.resource",
    "Validator": "validation.validator",
    "Wkt": "model.values",
    "context": "exchange.context",
    "convert": "mapping.conversion",
    "describe": "model.description",
    "from_frame": "mapping.frames",
    "gaps": "validation.gaps",
    "infer": "vocabularies.inference",
    "load_mapping": "mapping.mapping",
    "load_profile": "models",
    "mapping_from": "mapping.mapping",
    "materialise_versions": "rdf.versions",
    "open_records": "records",
    "read": "exchange",
    "read_all": "exchange",
    "relaxed": "model.description",
    "repair_context": "lint.repairing",
    "schema": "generating.schemas",
    "shapes": "exchange.shacl",
    "to_frame": "mapping.frames",
    "to_graph": "exchange",
    "to_isa": "alignment.tables",
    "translate": "alignment.data",
    "validate": "validation.validator",
    "validate_request": "validation.testbed",
    "write": "exchange",
    "write_pieces": "exchange",
}
"""Public name to its module, which is imported on first use of the name."""

_ROOMS = {
    "alignment", "cli", "data", "errors", "exchange", "files", "generating", "identifiers", "lint", "mapping", "model",
    "models", "namespaces", "partitions", "patterns", "rdf", "records", "reference", "report", "templates",
    "validation", "vocabularies", "words",
}  # fmt: skip
"""What stands in this folder. Other distributions use the name `oslo` too, and pip puts their files beside ours."""

__all__ = sorted(_MODULE_OF)  # pyright: ignore[reportUnsupportedDunderAll]


def _tell_of_others(folder: str) -> None:
    """Warn of modules that another distribution has put into this folder."""
    import os

    try:
        names = {name.removesuffix(".py") for name in os.listdir(folder) if name[0] not in "_."}  # noqa: PTH208  quick
    except OSError:
        return  # in an archive, which holds one distribution
    if others := sorted(name for name in names - _ROOMS if name.isidentifier()):
        import warnings

        warnings.warn(
            f"{folder} also has {', '.join(others)}, of another distribution named oslo: install oslo-interop apart, "
            "in an environment of its own",
            RuntimeWarning,
            stacklevel=3,
        )


_tell_of_others(__path__[0])


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("oslo-interop")
    if name not in _MODULE_OF:
        from .words.text import nearest

        raise AttributeError(f"module 'oslo' has no attribute {name!r}{nearest(name, __all__)}")
    value = globals()[name] = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
