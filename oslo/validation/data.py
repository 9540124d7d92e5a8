"""Data to be checked, as N-Triples text, and asked the few things a report needs.

The text goes to the engine as it is; what a report asks (types, parents of blank nodes, whether a
node is described) is found in it by splitting lines, once, when it is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from ..errors import InputError
from ..namespaces import RDF, RDFS
from ..rdf.parsing import PLAIN, FormatName, ReadOptions, Source
from ..rdf.shapes_graph import Target
from ..rdf.sources import WHOLE, texts
from ..rdf.terms import local

_TYPE = f" <{RDF.type}> "
_SUBCLASS = f" <{RDFS.subClassOf}> "
_BLANK_OBJECT = re.compile(r"^(\S+) (\S+) (_:\S+) \.$", re.MULTILINE)
_SUBJECT = re.compile(r"^(\S+) ", re.MULTILINE)

_FEW = 64  # nodes that are looked for one by one
_PIECE = 1 << 20


class DataGraph:
    """An RDF graph as N-Triples text (as `oslo.exchange.lines` writes it: one blank between terms).

    `around` is what else is known when this is a part of a larger graph: the engine sees it, and
    it says of what class a node is, but nothing in it is looked at or counted.
    """

    def __init__(self, text: str, around: str = "") -> None:
        self.text = text
        self.around = around

    @classmethod
    def read(
        cls,
        sources: Iterable[Source],
        format: FormatName | None = None,
        options: ReadOptions = PLAIN,
    ) -> DataGraph:
        """All triples of some sources."""
        return cls("".join(texts(sources, format, options, piece=WHOLE)))

    @property
    def whole(self) -> str:
        """What the engine sees."""
        return self.text + self.around if self.around else self.text

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """Class to the nodes that say they are of it."""
        return _by_object(self.text, _TYPE)

    @cached_property
    def subclasses(self) -> dict[str, set[str]]:
        """Class to the classes that the data itself puts directly under it."""
        return _by_object(self.whole, _SUBCLASS)

    def instances(self, kind: str) -> set[str]:
        """The nodes of a class and of its subclasses in the data."""
        if not self.subclasses:
            return self.types.get(kind, set())
        return {node for each in self.under(kind) for node in self.types.get(each, ())}

    def under(self, kind: str) -> set[str]:
        """A class and its subclasses in the data."""
        found, waiting = set[str](), [kind]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self.subclasses.get(each, ())
        return found

    def classes_of(self, nodes: set[str]) -> dict[str, list[str]]:
        """The types of some nodes."""
        found: dict[str, list[str]] = {}
        for kind, members in self.types.items():
            for node in members & nodes:
                found.setdefault(node, []).append(kind)
        return found

    def described(self, nodes: set[str]) -> set[str]:
        """Those of some nodes of which the data, or what is around it, says something."""
        found = {node for members in self.types.values() for node in members & nodes}
        return found | _subjects(self.text, nodes - found) | _subjects(self.around, nodes - found)

    @cached_property
    def predicates(self) -> Counter[str]:
        """How often each predicate stands; InputError for a line without one, which no engine has looked at yet."""
        found: Counter[str] = Counter()
        for piece in self._pieces():
            found.update([line.partition(" ")[2].partition(" ")[0] for line in piece.split("\n") if line])
        if "" in found:
            raise InputError("not N-Triples")
        return found

    def _pieces(self) -> Iterator[str]:
        """The text in pieces of whole lines."""
        start = 0
        while start < len(self.text):
            end = self.text.find("\n", start + _PIECE) + 1 or len(self.text)
            yield self.text[start:end]
            start = end

    def objects_of(self, predicate: str) -> set[str]:
        """The nodes (no literals) that a predicate leads to; found once."""
        found = self._objects.get(predicate)
        if found is None:
            found = self._objects[predicate] = _nodes_after(self.text, f" {predicate} ")
        return found

    @cached_property
    def _objects(self) -> dict[str, set[str]]:
        return {}

    def subjects_by_object(self, predicate: str) -> dict[str, set[str]]:
        """Object to the nodes of which a predicate says it."""
        return _by_object(self.text, f" {predicate} ")

    def targeted(self, target: Target) -> set[str]:
        """The focus nodes of a target (SHACL, section 2.1.3)."""
        match target.kind:
            case "class":
                return self.instances(target.term)
            case "node":
                return {target.term}
        return self.ends_of(target.term, objects=target.kind == "objects of")

    def ends_of(self, predicate: str, *, objects: bool) -> set[str]:
        """The subjects, or the objects, of a predicate."""
        pattern = re.compile(rf"^(\S+) {re.escape(predicate)} (.*) \.$", re.MULTILINE)
        return {match[2 if objects else 1] for match in pattern.finditer(self.text)}

    def parent(self, node: str) -> tuple[str, str] | None:
        """What points to a blank node, and by which predicate."""
        return self._parents.get(node)

    @cached_property
    def _parents(self) -> dict[str, tuple[str, str]]:
        return parents(self.text)

    def way_to(self, node: str) -> str:
        """A node as a person would say it: its IRI, or the way to it from the nearest node that has one."""
        steps: list[str] = []
        seen: set[str] = set()
        while node.startswith("_:") and node not in seen and (parent := self.parent(node)):
            seen.add(node)
            node, predicate = parent
            steps.append(local(predicate))
        name = node[1:-1] if node.startswith("<") else node
        return " > ".join([name, *reversed(steps)])

    @cached_property
    def triples(self) -> int:
        """How many there are (lines: a triple said twice counts twice)."""
        return self.predicates.total() if "predicates" in self.__dict__ else self.text.count("\n")


def parents(text: str) -> dict[str, tuple[str, str]]:
    """Blank node to what points to it."""
    if "_:" not in text:
        return {}
    return {match[3]: (match[1], match[2]) for match in _BLANK_OBJECT.finditer(text)}


def _by_object(text: str, predicate: str) -> dict[str, set[str]]:
    """Object to the subjects of a predicate (given with a blank before and after)."""
    found: dict[str, set[str]] = {}
    at = text.find(predicate)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        subject, value = text[start:at], text[at + len(predicate) : end - 2]
        if " " not in subject and " " not in value:  # the predicate, and not a piece of a literal
            subjects = found.get(value)
            if subjects is None:
                subjects = found[value] = set()
            subjects.add(subject)
        at = text.find(predicate, end)
    return found


def _nodes_after(text: str, predicate: str) -> set[str]:
    """The nodes that stand after a predicate (given with a blank before and after)."""
    found = set()
    at = text.find(predicate)
    while at >= 0:
        end = text.find("\n", at)
        found.add(text[at + len(predicate) : end - 2])
        at = text.find(predicate, end)
    return {each for each in found if each[0] in "<_" and " " not in each}


def _subjects(text: str, nodes: set[str]) -> set[str]:
    """Those of some nodes that are a subject in a text."""
    if len(nodes) > _FEW:
        return {match[1] for match in _SUBJECT.finditer(text) if match[1] in nodes}
    return {node for node in nodes if text.startswith(f"{node} ") or f"\n{node} " in text}
