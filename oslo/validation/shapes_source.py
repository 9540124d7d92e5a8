"""The shapes of a validator: read, mended, refused where they cannot be used, and what they say of themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard, cast

from ..errors import InputError, Place
from ..files import folder, ready_shapes
from ..model.published import Strength
from ..namespaces import DCT, OWL, RDF, SH
from ..rdf.blank_nodes import SHAPES
from ..rdf.ntriples import literal
from ..rdf.parsing import PLAIN, Format, ReadOptions, Source, format_of, refuse_path
from ..rdf.shapes_depth import refuse_deep
from ..rdf.shapes_graph import ShapesGraph
from ..rdf.sources import Sources, several
from .checksums import checksums, parts
from .data import DataGraph
from .reach import circle
from .statement import Tested
from .strength import of_strength

if TYPE_CHECKING:
    from ..model.description import Profile


def read_shapes(
    profile: Profile | Sources, strength: Strength, options: ReadOptions, *, repair: bool
) -> tuple[ShapesGraph, list[str]]:
    """The shapes of a profile, of the name of a ready one, or of files, and what was repaired in them.

    `options`: how those that are given as sources are read. Raises InputError for what has no shapes, for ill-formed
    shapes, and for shapes that refer to themselves.
    """
    text, repairs = _text(profile, options), list[str]()
    if _is_sources(profile) and not _is_name(profile):  # ready shapes are linted when they are made
        _refuse_deep(text, profile)
        if repair:
            from ..lint.repairs import repair_shapes

            text, repairs = repair_shapes(text, only_ill_formed=True)
        _refuse_ill_formed(text, profile)
    shapes = of_strength(ShapesGraph.of(text), strength).named()
    if not any(shapes.values(node, SH.path) for node in shapes.triples) and not shapes.targets:
        raise InputError("no shapes in this file: is it data?", Place(_file_names(profile)))
    if recursive := circle(shapes):
        names = ", ".join(sorted(_name_of(shapes, shape) for shape in recursive))
        raise InputError(f"shapes that refer to themselves: {names}", _place_of(profile, names, options.base))
    return shapes, repairs


def shapes_checksums(profile: Profile | Sources) -> tuple[str, ...]:
    """The checksums of the files of shapes; none for a ready profile, whose version says which it is."""
    return checksums(parts(several(cast(Sources, profile)))) if _is_sources(profile) and not _is_name(profile) else ()


def profile_name(shapes: ShapesGraph) -> str | None:
    """Name and version of the shapes, if they state them (at an owl:Ontology)."""
    names = []
    for node in _ontologies(shapes):
        name = shapes.value(node, DCT.identifier) or shapes.value(node, DCT.title)
        names.append(" ".join(filter(None, (_literal(name), _literal(shapes.value(node, OWL.versionInfo))))))
    return ", ".join(filter(None, names)) or None


def tested(shapes: ShapesGraph, sums: tuple[str, ...]) -> Tested:
    """What the shapes say of themselves, and the checksums of their files."""
    ontologies = _ontologies(shapes)
    if len(ontologies) != 1:
        return Tested(profile=profile_name(shapes), checksums=sums)
    [node] = ontologies
    source = shapes.value(node, DCT.source)
    return Tested(
        node[1:-1] if node.startswith("<") else None,
        _literal(shapes.value(node, DCT.identifier)) or profile_name(shapes),
        _literal(shapes.value(node, OWL.versionInfo)),
        source[1:-1] if source and source[0] == "<" else None,
        sums,
    )


def _ontologies(shapes: ShapesGraph) -> list[str]:
    return [node for node in shapes.triples if f"<{OWL.Ontology}>" in shapes.values(node, RDF.type)]


def _literal(term: str | None) -> str | None:
    return literal(term).text if term and term[0] == '"' else None


def _is_sources(profile: Profile | Sources) -> bool:
    return not hasattr(profile, "classes")


def _is_name(profile: Profile | Sources) -> TypeGuard[str]:
    return isinstance(profile, str) and re.fullmatch(r"[\w.\-]*\w", profile) is not None


def _text(profile: Profile | Sources, options: ReadOptions) -> str:
    """Shapes as N-Triples; `options`: how those that are given as sources are read."""
    if _is_name(profile):
        refuse_path(profile)
        return _read(ready_shapes(profile))
    if _is_sources(profile):
        return _read(*several(cast(Sources, profile)), options=options)
    given = cast("Profile", profile)
    path = folder("shapes") / f"{given.name}.ttl"
    if path.is_file() and given.source and _is_ready(given):
        return _read(path)
    from ..exchange.shacl import shapes

    return _read(shapes(given))


def _read(*sources: Source, options: ReadOptions = PLAIN) -> str:
    return DataGraph.read(sources, options=options, use=SHAPES, without_name=Format.TURTLE).text


def _name_of(shapes: ShapesGraph, shape: str) -> str:
    return shapes.way(shape) if shapes.source(shape).startswith("_:") else shape.strip("<>")


def _is_ready(profile: Profile) -> bool:
    """Whether a profile belongs to this library, and so has its shapes in a file."""
    return all(cls.__module__.startswith("oslo.models.") for cls in profile.classes)


def _refuse_ill_formed(text: str, profile: Profile | Sources) -> None:
    """Raise InputError for shapes that the syntax rules of SHACL forbid: the engines take them in different ways."""
    from ..lint.ill_formed import ill_formed

    if wrong := ill_formed(text):
        more = f", and {len(wrong) - 3} more (oslo lint lists them)" if len(wrong) > 3 else ""
        raise InputError(f"ill-formed shapes: {'; '.join(wrong[:3])}{more}", Place(_file_names(profile)))


def _refuse_deep(text: str, profile: Profile | Sources) -> None:
    try:
        refuse_deep(ShapesGraph.of(text))
    except InputError as error:
        raise InputError(error.message, Place(_file_names(profile))) from None


def _file_names(profile: Profile | Sources) -> str | None:
    paths = [each for each in several(cast(Sources, profile)) if isinstance(each, Path)]
    return ", ".join(map(str, paths)) or None


def _place_of(profile: Profile | Sources, names: str, base: str | None) -> Place:
    """The place of the first statement about some shapes, if it can be found."""
    from ..lint.turtle import located

    for each in several(cast(Sources, profile)):
        if isinstance(each, Path) and format_of(each) is Format.TURTLE:
            for statement in located(each.read_text("utf-8-sig"), str(each), base=base or ""):
                if statement.subject.value in names.split(", "):
                    return Place(str(each), line=statement.line)
    return Place(_file_names(profile))
