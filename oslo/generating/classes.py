"""The model classes that follow from shapes: their names, bases and fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..namespaces import RDFS, SH, split
from ..rdf.terms import short
from .fields import GeneratedField, make_field, within
from .hierarchy import Hierarchy, hierarchy
from .kinds import KindReader
from .naming import ContextNames, alike, class_name, field_name, json_name, qualified, unique
from .nodes import classes_of, is_key, shapes_of, with_referred
from .notes import Notes
from .reading import NAMES, SENTENCES, SourceShapes, is_iri
from .requirements import Reader, Requirements


@dataclass
class GeneratedClass:
    """A model class: `fields` by path, with those of its bases; `own` are the paths that it declares itself.

    `key`: its IRI, or the key of the shapes that it is made of (`nodes`): its things then have no type.
    """

    key: str
    iri: str
    name: str
    sentence: str | None
    bases: list[str]
    described: bool
    fields: dict[str, GeneratedField] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    shapes: set[str] = field(default_factory=set)
    typed: bool = True
    taken: set[str] = field(default_factory=lambda: {"id"})

    def add(self, path: str, generated: GeneratedField) -> None:
        """Give a property its field, whose names are then taken, in Python and in JSON."""
        self.fields[path] = generated
        self.taken |= {generated.name, json_name(generated.name)}


@dataclass
class Maker:
    """Makes the classes of some shapes, bases first."""

    shapes: SourceShapes
    context: ContextNames
    reserved: frozenset[str]
    notes: Notes = field(default_factory=Notes)
    made: dict[str, GeneratedClass] = field(default_factory=dict)

    def run(self) -> dict[str, GeneratedClass]:
        """The classes by IRI, each after its bases."""
        classes = hierarchy(self.shapes, self.notes)
        reader = Reader(self.shapes, self.notes, KindReader(self.shapes, classes.above.__contains__))
        for cls in classes.ordered():
            self._make_class(cls, classes, reader)
        while joined := self._list_joined(classes):
            for key in joined:
                classes.above[key], classes.shapes[key] = classes_of(key), shapes_of(key)
                self._make_class(key, classes, reader)
        self._drop_unused()
        return self.made

    def _drop_unused(self) -> None:
        """Leave out classes that no shape targets and no other class refers to."""
        used = {each.cls for cls in self.made.values() for one in cls.fields.values() for each in one.types}
        used |= {base for cls in self.made.values() for base in cls.bases}
        kept = {key: cls for key, cls in self.made.items() if key in used or (cls.described and cls.typed)}
        if len(kept) < len(self.made):
            self.made = kept
            self._drop_unused()

    def name(self, about: str, path: str | None) -> str:
        """The name of a class, or of a property of it, for notes."""
        cls = self.made.get(about)
        if cls is None:
            return short(about) if is_iri(about) else about
        if path is None:
            return cls.name
        word = cls.fields[path].name if path in cls.fields else _local_name(path) if is_iri(path) else path
        return f"{cls.name}.{word}"

    def _make_class(self, key: str, classes: Hierarchy, reader: Reader) -> None:
        own_shapes = classes.shapes.get(key, [])
        about_it = own_shapes if is_key(key) else [each for each in own_shapes if classes.home.get(each) == key]
        name = self._shape_name(own_shapes) if is_key(key) else self._class_name(key, about_it)
        iri = self._shape_iri(own_shapes, name, classes) if is_key(key) else key
        sentence = next(
            (text for each in (*about_it, f"<{iri}>") if (text := self.shapes.text_of(each, SENTENCES))), None
        )
        bases = self._choose_bases(classes.above[key])
        cls = GeneratedClass(key, iri, name, sentence, bases, key in classes.shapes, typed=not is_key(key))
        self.made[key] = cls
        inherited = {shape for base in cls.bases for shape in self.made[base].shapes}
        above = {shape for each in classes.above[key] for shape in self.made[each].shapes}
        own_and_referred = with_referred(self.shapes, own_shapes)
        cls.shapes = {*own_and_referred, *above}
        for base in reversed(cls.bases):
            for path, generated in self.made[base].fields.items():
                cls.add(path, generated)
        requirements = reader.read(
            key, dict.fromkeys(each for each in (*own_and_referred, *sorted(above)) if each not in inherited)
        )
        for path, each in requirements.items():
            self._add_field(cls, path, each, classes)
        beyond = above - {*own_and_referred} if cls.typed else set()
        if paths := [path for path in reader.paths(sorted(beyond)) if path in cls.fields]:
            words = ", ".join(f"<{each}>" for each in classes.above[key] if not is_key(each))
            self.notes.add(key, paths, f"asked as of {words}; by SHACL only where the data say rdfs:subClassOf")

    def _list_joined(self, classes: Hierarchy) -> list[str]:
        """The shapes that only several constraints together ask of a value, and that are not made yet."""
        types = [each.cls for cls in self.made.values() for path in cls.own for each in cls.fields[path].types]
        return list(dict.fromkeys(each for each in types if each and each not in classes.above))

    def _choose_bases(self, above: list[str]) -> list[str]:
        """The superclasses that Python can combine as bases; the properties of any other are repeated."""
        bases: list[str] = []
        for each in above:
            taken = {one.name: one for base in bases for one in self.made[base].fields.values()}
            clash = any(
                one.name in taken and replace(one, required=taken[one.name].required) != taken[one.name]
                for one in self.made[each].fields.values()
            )
            if not clash and self._can_combine([*bases, each]):
                bases.append(each)
        return bases

    def _can_combine(self, bases: list[str]) -> bool:
        """Whether Python finds a method resolution order (C3) for a class with these bases."""
        twins: dict[str, type] = {}

        def twin(iri: str) -> type:
            if iri not in twins:
                twins[iri] = type("Twin", tuple(map(twin, self.made[iri].bases)), {})
            return twins[iri]

        try:
            type("Twin", tuple(map(twin, bases)), {})
        except TypeError:
            return False
        return True

    def _add_field(self, cls: GeneratedClass, path: str, required: Requirements, classes: Hierarchy) -> None:
        def remark(text: str) -> None:
            self.notes.add(cls.key, path, text)

        base = cls.fields.get(path)
        whole = base.required.and_(required) if base else required
        generated = make_field(whole, classes, remark)
        if generated is None:
            return
        if base:
            generated = replace(within(generated, base, classes, remark), name=base.name)
            if replace(generated, required=base.required) == base:
                return
        else:
            generated = replace(generated, name=self._field_name(cls, path, required))
        cls.add(path, generated)
        cls.own.append(path)

    def _shape_name(self, shapes: list[str]) -> str:
        """The name of a class that is made of shapes: theirs, or that of the property that asks them."""
        words = " ".join(self._shape_words(each) for each in shapes)
        name = class_name(words)
        name = name if name.endswith("Shape") else f"{name}Shape"
        return unique(name, self.reserved | {each.name for each in self.made.values()}, "")

    def _shape_words(self, shape: str) -> str:
        if name := self.shapes.text_of(shape, NAMES):
            return name
        if shape.startswith("<"):
            return _local_name(shape[1:-1])
        path, above = self.shapes.graph.value(shape, SH.path), self.shapes.graph.parent(shape)
        if path and is_iri(path[1:-1]):
            return _local_name(path[1:-1])
        return self._shape_words(above) if above else ""

    def _shape_iri(self, shapes: list[str], name: str, classes: Hierarchy) -> str:
        """The IRI of a class that is made of shapes: that of the shape, if there is one and no class has it."""
        iri = shapes[0][1:-1] if len(shapes) == 1 else ""
        return iri if is_iri(iri) and iri not in classes.above else f"urn:oslo-interop:shape:{name}"

    def _class_name(self, iri: str, shapes: list[str]) -> str:
        local = split(iri)[1]
        names = [*self._names_of_shapes(shapes), *filter(None, [self.shapes.text_of(f"<{iri}>", [RDFS.label])])]
        terms = self.context.classes(iri)
        agreed = [term for term in terms if any(alike(term, each) for each in names)]
        wanted = next(iter([*agreed, *terms]), None)
        if wanted is None:
            begins = any(class_name(each).startswith(class_name(local)) for each in names)
            wanted = local if begins or not names else names[0]
        name = class_name(wanted)
        taken = self.reserved | {each.name for each in self.made.values()}
        return name if name not in taken else unique(qualified(name, iri, self.shapes.prefixes), taken, "")

    def _names_of_shapes(self, shapes: list[str]) -> Iterator[str]:
        """The names that shapes give to their class: stated, or in their own IRI."""
        for shape in shapes:
            if name := self.shapes.text_of(shape, NAMES):
                yield name
            elif shape.startswith("<") and (local := split(shape[1:-1])[1]).endswith("Shape"):
                yield local.removesuffix("Shape").rpartition(":")[2]

    def _field_name(self, cls: GeneratedClass, path: str, required: Requirements) -> str:
        """The best free name: from the context for this class, the shapes, or the context for any class."""
        local, everywhere = _local_name(path), self.context.everywhere(path)
        agreed = [term for term in everywhere if any(alike(term, each) for each in required.names)]
        words = [each for each in required.names if each.isidentifier()]  # a term, not a label
        candidates = [
            *self.context.properties(cls.iri, cls.name, path),
            *agreed,
            *words,
            *everywhere,
            *required.names,
            local,
        ]
        names = [field_name(each) for each in candidates]
        names.append(field_name(f"{qualified('', path, self.shapes.prefixes)} {local}"))
        free = [name for name in names if not {name, json_name(name)} & cls.taken]
        return free[0] if free else unique(names[0], cls.taken)


def _local_name(path: str) -> str:
    """The local name of a property's IRI; of `Class.property`, the property."""
    local = split(path)[1] or path
    return local.rpartition(".")[2] or local
