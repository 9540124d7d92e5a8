"""Modules made from the published shapes, imported, and how their shapes compare with the published ones."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from helpers.published import official_shapes
from oslo import Format, Profile
from oslo.errors import InputError
from oslo.exchange.shacl import shapes
from oslo.generating import Generated, module
from oslo.generating.naming import read_context
from oslo.lint.repairs import repair_shapes
from oslo.model.description import describe
from oslo.namespaces import split
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.rdf.terms import short
from oslo.validation.data import DataGraph
from oslo.validation.engines import CompiledShapes, Engine, Result, compile_shapes

SAME = ("repaired: sh:minCount", "repaired: sh:maxCount", "repaired: sh:class with", "the path ", "the shape ")
"""How remarks begin that tell of no difference: what is repaired here is repaired in the published shapes too."""

Key = tuple[str, str | None, str, str | None]  # focus, path, what is wrong, value


@dataclass
class Case:
    """A published file of shapes, the module made from it, and that module imported."""

    path: Path
    context: Path | None
    made: Generated
    module: ModuleType

    @property
    def profile(self) -> Profile:
        profile: Profile = self.module.PROFILE
        return profile

    @cached_property
    def published(self) -> ShapesGraph:
        """The published shapes, repaired, with a name for each shape."""
        return ShapesGraph.of(repair_shapes(DataGraph.read([self.path]).text)[0]).named()

    @cached_property
    def engines(self) -> tuple[CompiledShapes, CompiledShapes]:
        """The published shapes and those of the module, compiled."""
        ours = DataGraph.read([shapes(self.profile)], Format.TURTLE).text
        return compile_shapes(self.published, Engine.SHACL), compile_shapes(ShapesGraph.of(ours), Engine.SHACL)

    @cached_property
    def subjects(self) -> set[str]:
        """What the notes are about: `Class.property`, `Class`, or the name of a shape."""
        found = [note.partition(": ") for note in self.made.notes]
        return {each for about, _, text in found if not text.startswith(SAME) for each in about.split(", ")}

    def differences(self, data: DataGraph) -> Iterator[tuple[Key, Result, bool]]:
        """The results that only one of the two has for some data, and whether a note tells of it."""
        one, other = (_by_key(engine.results(data.text)) for engine in self.engines)
        for key in sorted(one.keys() ^ other.keys(), key=str):
            result = one.get(key) or other[key]
            yield key, result, bool(self.subjects & set(self._told_by(result, data)))

    def _told_by(self, result: Result, data: DataGraph) -> Iterator[str]:
        """The subjects of notes that tell of a result: of its property in the classes that it can be of."""
        shape = f"<{result.shape}>"
        while (above := self.published.parent(shape)) is not None:
            shape = above
        targets = {each.term[1:-1] for each in self.published.targets if each.shape == shape and each.kind == "class"}
        if shape in self.published.triples and not targets:
            yield (
                "a shape without a name"
                if self.published.source(shape).startswith("_:")
                else split(shape.strip("<>"))[1]
            )
        of_focus = {kind[1:-1] for kind, nodes in data.types.items() if result.focus in nodes}
        for cls in self.profile.classes:
            if cls.iri in (targets & of_focus or of_focus):
                for base in cls.__mro__[:-1]:
                    if not getattr(base, "iri", None):
                        continue
                    if result.path is None:
                        yield base.__name__
                        continue
                    yield f"{base.__name__}.{split(result.path.strip('<>'))[1].rpartition('.')[2]}"
                    yield f"{base.__name__}.{re.sub('<[^>]*>', lambda match: short(match[0]), result.path)}"
                    names = (prop.name for prop in describe(base).properties if f"<{prop.path}>" == result.path)
                    yield from (f"{base.__name__}.{name}" for name in names)


def _by_key(results: list[Result]) -> dict[Key, Result]:
    """Results by focus, path, what is wrong (too few, too many, the value) and value.

    A value that is not as it has to be is one finding, whichever constraint says so: a range that
    is a sh:class there can be a sh:or of that class and its subclasses here.
    """
    return {(each.focus, each.path, _wrong(each), each.value): each for each in results}


def _wrong(result: Result) -> str:
    name = split(result.component)[1].removesuffix("ConstraintComponent")
    return name if name in ("MinCount", "MaxCount") else "value"


def cases(shared: Path, folder: Path) -> Iterator[Case]:
    """All published files that load and have a shape of a class, their modules written to a folder and imported."""
    for number, path in enumerate(official_shapes(shared)):
        context = _context_of(path)
        try:
            made = module([path], context)
        except InputError:
            continue
        yield Case(path, context, made, imported(made.source, folder / f"made_{number:02}_{_identifier(path)}.py"))


def imported(source: str, file: Path) -> ModuleType:
    """A module written to a file and imported."""
    file.write_text(source, "utf-8")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    found = sys.modules[file.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def _identifier(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "_", path.name.split(".")[0].lower())


def _context_of(path: Path) -> Path | None:
    """The context that lies beside shapes, if it can be read (eleven published ones are not JSON)."""
    folder = path.parent.parent / "context"
    alone = sorted(folder.glob("*.jsonld")) if folder.parent.name != "oslo" else []
    named = folder / f"{path.stem.removesuffix('-SHACL')}.jsonld"
    found = alone[0] if alone else named if named.is_file() else None
    try:
        read_context(found)
    except InputError:
        return None
    return found
