"""Which classes there are, which shapes target each, and which class is a subclass of which.

A class is a subclass of another if the files say so (rdfs:subClassOf), if its shape refers to the
shape of the other (sh:node), or if the other's shape targets it too: what is required of all agents
is required of persons, so a person is an agent. A shape that properties ask of their values (`nodes`)
is a class too, above each class of which it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..lint.terms import ANY_LITERAL, is_datatype, is_known_class
from ..namespaces import RDFS, SH
from .kinds import LINKS, SHAPE, KindReader
from .nodes import classes_of, is_key, shapes_of, with_referred
from .notes import Notes
from .reading import SourceShapes, is_iri


@dataclass
class Hierarchy:
    """The classes in the order of the file, the shapes that target each, and its direct superclasses."""

    shapes: dict[str, list[str]]
    above: dict[str, list[str]] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)

    def ancestors(self, cls: str) -> list[str]:
        """The superclasses of a class, the nearest first."""
        ancestors: list[str] = []
        waiting = list(self.above.get(cls, ()))
        while waiting:
            each = waiting.pop(0)
            if each not in ancestors:
                ancestors.append(each)
                waiting += self.above.get(each, ())
        return ancestors

    def is_under(self, one: str, other: str) -> bool:
        """Whether a class is a subclass of another."""
        return one != other and other in self.ancestors(one)

    def under(self, cls: str) -> list[str]:
        """The subclasses of a class."""
        return [each for each in self.above if self.is_under(each, cls)]

    def ordered(self) -> list[str]:
        """All classes: each after its superclasses, and its subclasses soon after it."""
        done: dict[str, None] = {}
        below: dict[str, list[str]] = {}
        for cls, supers in self.above.items():
            for each in supers:
                below.setdefault(each, []).append(cls)

        def place(cls: str) -> None:
            if cls not in done and all(each in done for each in self.above[cls]):
                done[cls] = None
                for each in below.get(cls, ()):
                    place(each)

        for cls in self.above:
            place(cls)
        return list(done)


def hierarchy(shapes: SourceShapes, notes: Notes) -> Hierarchy:
    """The classes that shapes target or lead to, with their superclasses."""
    classes = Hierarchy(_shapes_by_class(shapes, notes))
    classes.home = _find_homes(classes.shapes)
    _note_targets(shapes, classes, notes)
    classes.shapes |= {key: shapes_of(key) for key in _list_keys(shapes)}
    classes.above = {cls: [] for cls in (*classes.shapes, *_list_ranges(shapes))}
    for cls, supers in classes.above.items():
        for each in (
            *_supers_by_target(classes, cls),
            *_supers_by_node(shapes, classes, cls),
            *_supers_by_shape(shapes, classes, cls),
            *_supers_by_link(shapes, classes, cls),
        ):
            if each not in (cls, *supers) and not classes.is_under(each, cls):
                supers.append(each)
    for cls, supers in classes.above.items():
        classes.above[cls] = [each for each in supers if not any(classes.is_under(other, each) for other in supers)]
    return classes


def _list_ranges(shapes: SourceShapes) -> Iterable[str]:
    """The classes that properties lead to."""
    for triples in shapes.graph.triples.values():
        for name in ("class", "datatype"):
            for value in triples.get(f"<{SH[name]}>", ()):
                iri = value[1:-1]
                is_class = not is_datatype(iri) if name == "class" else is_known_class(iri)
                if value.startswith("<") and is_class and is_iri(iri) and iri not in (ANY_LITERAL, *LINKS):
                    yield iri


def _note_targets(shapes: SourceShapes, found: Hierarchy, notes: Notes) -> None:
    for shape, targets in _classes_by_shape(found.shapes).items():
        if len(targets) > 1:
            home = found.home.get(shape)
            words = ", ".join(f"<{each}>" for each in targets if each != (home or targets[0]))
            text = "subclasses of it here" if home else "its properties stand in each"
            notes.add(home or targets[0], "", f"the shape {shapes.label(shape)} also targets {words}: {text}")


def _shapes_by_class(shapes: SourceShapes, notes: Notes) -> dict[str, list[str]]:
    """Class to the shapes that target it; a note for each target that is not a class."""
    found: dict[str, list[str]] = {}
    graph = shapes.graph
    for target in dict.fromkeys(graph.targets):
        iri, label = target.term[1:-1], shapes.label(target.shape)
        if not shapes.is_on(target.shape):
            continue
        if target.kind != "class" or not is_iri(iri):
            notes.add(label, "", f"a target that is no class (of {target.kind}): left out")
        elif is_datatype(iri) or iri == ANY_LITERAL:
            notes.add(label, "", f"targets the datatype <{iri}>, which no node is: left out")
        elif iri in LINKS and not (graph.values(target.shape, SH.property) or graph.referred(target.shape)):
            notes.add(label, "", f"asks nothing of <{iri}>: left out")
        else:
            found.setdefault(iri, []).append(target.shape)
    for node in graph.triples:
        if graph.values(node, SH.target):
            notes.add(shapes.label(node), "", "sh:target: left out")
    return found


def _classes_by_shape(shapes_of: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cls, shapes in shapes_of.items():
        for shape in shapes:
            found.setdefault(shape, []).append(cls)
    return found


def _find_homes(shapes_of: dict[str, list[str]]) -> dict[str, str]:
    """Shape to the class that it is about: its only target, or the one whose shapes its other targets all have too."""
    required = {cls: set(shapes) for cls, shapes in shapes_of.items()}
    homes = {}
    for shape, targets in _classes_by_shape(shapes_of).items():
        least = [cls for cls in targets if all(required[cls] < required[other] for other in targets if other != cls)]
        if least:
            homes[shape] = least[0]
    return homes


def _supers_by_target(found: Hierarchy, cls: str) -> Iterable[str]:
    homes = [found.home.get(shape) for shape in found.shapes.get(cls, ()) if not is_key(cls)]
    return [home for home in homes if home and home != cls]


def _supers_by_node(shapes: SourceShapes, found: Hierarchy, cls: str) -> Iterable[str]:
    for shape in found.shapes.get(cls, ()):
        for other in shapes.graph.referred(shape):
            if other in found.home and found.home.get(shape) == cls:
                yield found.home[other]


def _supers_by_shape(shapes: SourceShapes, found: Hierarchy, cls: str) -> Iterable[str]:
    """The shapes asked by properties that a class, or another such shape, has to conform to as well."""
    asked = set(with_referred(shapes, found.shapes.get(cls, ())))
    return [key for key in found.shapes if is_key(key) and key != cls and asked.issuperset(shapes_of(key))]


def _list_keys(shapes: SourceShapes) -> Iterable[str]:
    """The keys of the shapes that properties ask of their values."""
    reader = KindReader(shapes, lambda _: False)
    for node in shapes.graph.triples:
        if shapes.graph.values(node, SH.path):
            found = reader.demands(node)
            kinds = [*found.loose, *(kind for demand in found.asked for kind in demand)]
            yield from (kind.name for kind in kinds if kind.what == SHAPE and not classes_of(kind.name))


def _supers_by_link(shapes: SourceShapes, found: Hierarchy, cls: str) -> Iterable[str]:
    """The nearest superclasses by rdfs:subClassOf, past classes that the shapes do not have."""
    seen = {cls}
    waiting = [cls]
    while waiting:
        for term in shapes.graph.values(f"<{waiting.pop(0)}>", RDFS.subClassOf):
            iri = term[1:-1]
            if term.startswith("<") and iri not in seen:
                seen.add(iri)
                if iri in found.above:
                    yield iri
                else:
                    waiting.append(iri)
