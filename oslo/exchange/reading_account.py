"""What reading did with each statement of the data: which ones no class took, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..model.description import ClassInfo, describe
from ..model.resource import Resource
from ..namespaces import RDF
from ..rdf.terms import short

Nodes = dict[str, dict[str, list[Any]]]


@dataclass
class Account:
    """The statements of some data, by node and path; `types`: those that the classes of a node imply.

    `problems`: why a node does not fit its class; `taken`: the paths that the class of a node has.
    """

    nodes: Nodes
    known: tuple[ClassInfo, ...]
    types: dict[str, set[str]]
    taken: set[tuple[str, str]]
    problems: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        props = [prop for info in self.known for prop in info.properties]
        self._now = {str(former): str(prop.path) for prop in props for former in prop.formerly}
        self._classes = {str(info.iri): info.cls for info in reversed(self.known) if info.typed}

    @property
    def number(self) -> int:
        """How many statements there are; one that is repeated counts once."""
        return sum(len(values) for _, _, values in self.rows())

    def rows(self) -> Iterator[tuple[str, str, list[str]]]:
        """Each node and path with its values; a former IRI of a property counts as the property."""
        for node, about in self.nodes.items():
            found: dict[str, dict[Any, str]] = {}
            for path, values in about.items():
                found.setdefault(self._now.get(path, path), {}).update((each, _text(each)) for each in values)
            yield from ((node, path, list(values.values())) for path, values in found.items())

    def why(self, node: str, path: str, profile: str) -> tuple[str, str]:
        """The name of a property of a node, and why no class took it."""
        types = [_text(each) for each in self.nodes[node].get(RDF.type, ())]
        cls = next((self._classes[each] for each in types if each in self._classes), None)
        name = _name(cls, path) if cls else None
        if not types:
            return short(path), "a subject without a type"
        if cls is None:
            return short(
                path
            ), f"no class of {profile}" if path == RDF.type else f"of a {short(types[0])}, no class of {profile}"
        if name is None and path != RDF.type:
            return short(path), f"no property of {cls.__name__}"
        if node in self.problems:
            return name or short(path), f"the {cls.__name__} does not fit: {self.problems[node]}"
        if path == RDF.type:
            return short(path), f"no class of {profile}"
        return name or short(path), f"of a {cls.__name__} that is part of nothing that came out"


def _name(cls: type[Resource], path: str) -> str | None:
    names = (prop.json_name for prop in describe(cls).properties if path in prop.paths)
    return next((f"{cls.__name__}.{each}" for each in names), None)


def _text(value: Any) -> str:
    return value.value if hasattr(value, "value") else str(value)
