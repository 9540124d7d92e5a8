"""Data to be checked, as N-Triples text, with the few lookups that a report needs.

The text goes to the engine unchanged; what a report needs (types, parents of blank nodes, whether a
node is described) is found in it by splitting lines, once, on first use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from ..namespaces import RDF, RDFS
from ..rdf.blank_nodes import DATA
from ..rdf.parsing import PLAIN, Format, FormatName, ReadOptions, Source
from ..rdf.shapes_graph import Target
from ..rdf.sources import WHOLE, texts
from ..rdf.terms import local
from .survey import Asked, Survey

_TYPE = f" <{RDF.type}> "
_SUBCLASS = f" <{RDFS.subClassOf}> "
# A term has no plain space, but characters that `\s` takes for space: U+00A0 in an IRI, U+1680 in a label.
_BLANK_OBJECT = re.compile(r' (_:[^ "\n]+) \.$', re.MULTILINE)
_SUBJECT = re.compile(r"^([^ \n]+) ", re.MULTILINE)

_FEW = 64  # up to so many nodes are searched for one by one


class DataGraph:
    """An RDF graph as N-Triples text (as `oslo.exchange.lines` writes it: one space between terms).

    `around` holds nearby triples if this is part of a larger graph: the engine sees them, and they
    show whether a node is described, but they are not counted. `background` holds what is given with the data: the
    engine sees it too, and nothing else. `asked`: what will be asked of it, so that it is found in one pass.
    """

    asked = Asked()

    def __init__(self, text: str, around: str = "", background: str = "") -> None:
        self.text = text
        self.around = around
        self.background = background

    @classmethod
    def read(
        cls,
        sources: Iterable[Source],
        format: FormatName | None = None,
        options: ReadOptions = PLAIN,
        *,
        use: str = DATA,
        without_name: Format | None = None,
    ) -> DataGraph:
        """All triples of some sources, as `oslo.rdf.sources.texts` gives them."""
        return cls("".join(texts(sources, format, options, use=use, without_name=without_name, piece=WHOLE)))

    @property
    def whole(self) -> str:
        """The text that the engine sees."""
        return self.text + self.around + self.background if self.around or self.background else self.text

    @cached_property
    def _survey(self) -> Survey:
        return Survey(self.text, self.asked)

    @property
    def types(self) -> dict[str, set[str]]:
        """Class to the nodes with that type."""
        return self._survey.types

    @cached_property
    def subclasses(self) -> dict[str, set[str]]:
        """Class to its direct subclasses in the data."""
        return _by_object(self.whole, _SUBCLASS)

    def instances(self, kind: str) -> set[str]:
        """The nodes of a class and of its subclasses in the data."""
        if not self.subclasses:
            return self.types.get(kind, set())
        return {node for cls in self.under(kind) for node in self.types.get(cls, ())}

    def under(self, kind: str) -> set[str]:
        """A class and its subclasses in the data."""
        classes, waiting = set[str](), [kind]
        while waiting:
            cls = waiting.pop()
            if cls not in classes:
                classes.add(cls)
                waiting += self.subclasses.get(cls, ())
        return classes

    @cached_property
    def _types_around(self) -> dict[str, set[str]]:
        return _by_object(self.around, _TYPE) if self.around else {}

    def classes_of(self, nodes: set[str]) -> dict[str, list[str]]:
        """The types of some nodes, in the data or in what is around it."""
        kinds: dict[str, list[str]] = {}
        for types in (self.types, self._types_around):
            for kind, members in types.items():
                for node in members & nodes:
                    kinds.setdefault(node, []).append(kind)
        return kinds

    def typed(self, nodes: set[str]) -> set[str]:
        """The nodes that have a type in the data, or in what is around it."""
        return set(self.classes_of(nodes))

    def described(self, nodes: set[str]) -> set[str]:
        """The nodes that are a subject in the data, or in what is around it."""
        typed = {node for members in self.types.values() for node in members & nodes}
        return typed | _subjects(self.text, nodes - typed) | _subjects(self.around, nodes - typed)

    def count(self, subjects: Mapping[str, set[str]]) -> tuple[Counter[str], Counter[str]]:
        """How often each predicate occurs, and how often beside the subjects that are given for it.

        Raises InputError for a line without a predicate: no engine has checked the text yet.
        """
        counts, others = self._survey.counts, self._survey.others
        beside: Counter[str] = Counter()
        for predicate in filter(counts.__contains__, subjects):
            known = others.get(predicate)
            found = (subject for subject, _ in self._pairs(predicate)) if known is None else known
            if number := sum(subject not in subjects[predicate] for subject in found):
                beside[predicate] = number
        return Counter(counts), beside

    def objects_of(self, predicate: str) -> set[str]:
        """The objects of a predicate that are nodes, not literals; kept."""
        objects = self._survey.objects
        if predicate not in objects:
            objects[predicate] = _nodes_after(self.text, f" {predicate} ")
        return objects[predicate]

    def subjects_by_object(self, predicate: str) -> dict[str, set[str]]:
        """Object of a predicate to its subjects."""
        return _by_object(self.text, f" {predicate} ")

    def values_of(self, predicate: str) -> dict[str, list[str]]:
        """Subject to its values of a predicate; kept."""
        values = self._values.get(predicate)
        if values is None:
            values = self._values[predicate] = {}
            for subject, value in self._pairs(predicate):
                values.setdefault(subject, []).append(value)
        return values

    @cached_property
    def _values(self) -> dict[str, dict[str, list[str]]]:
        return {}

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
        return {value if objects else subject for subject, value in self._pairs(predicate)}

    def _pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """The subjects and objects of a predicate."""
        pattern = re.compile(rf"^([^ \n]+) {re.escape(predicate)} (.*) \.$", re.MULTILINE)
        return ((match[1], match[2]) for match in pattern.finditer(self.text))

    def parent(self, node: str) -> tuple[str, str] | None:
        """The node that points to a blank node, and the predicate."""
        return self._parents.get(node)

    @cached_property
    def _parents(self) -> dict[str, tuple[str, str]]:
        return parents(self.text)

    def way_to(self, node: str) -> str:
        """A node for people: its IRI, or the path to it from the nearest node that has one."""
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
        """The number of triples (lines: a repeated triple counts twice)."""
        return self.text.count("\n")


def parents(text: str) -> dict[str, tuple[str, str]]:
    """Blank node to the node and the predicate that point to it."""
    found = {}
    for match in _BLANK_OBJECT.finditer(text):
        subject, _, predicate = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].partition(" ")
        found[match[1]] = subject, predicate
    return found


def _by_object(text: str, predicate: str) -> dict[str, set[str]]:
    """Object to the subjects of a predicate (given with a space before and after)."""
    by_object: dict[str, set[str]] = {}
    for subject, value in links(text, predicate):
        subjects = by_object.get(value)
        if subjects is None:
            subjects = by_object[value] = set()
        subjects.add(subject)
    return by_object


def _nodes_after(text: str, predicate: str) -> set[str]:
    """The nodes after a predicate (given with a space before and after)."""
    return {value for _, value in links(text, predicate) if value[0] in "<_"}


def links(text: str, predicate: str) -> Iterator[tuple[str, str]]:
    r"""The subjects and objects of a predicate (given with a space before and after), but for texts with spaces.

    >>> list(links("<urn:a> <urn:p> <urn:b> .\n", " <urn:p> "))
    [('<urn:a>', '<urn:b>')]
    """
    return ((subject, value) for _, subject, value in located_links(text, predicate))


def located_links(text: str, predicate: str) -> Iterator[tuple[int, str, str]]:
    """The same, each after the place of its line."""
    at = text.find(predicate)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        subject, value = text[start:at], text[at + len(predicate) : end - 2]
        if " " not in subject and " " not in value:  # the predicate, not an object or a piece of a literal
            yield start, subject, value
        at = text.find(predicate, end)


def _subjects(text: str, nodes: set[str]) -> set[str]:
    """The nodes that are a subject in a text."""
    if len(nodes) > _FEW:
        return {match[1] for match in _SUBJECT.finditer(text) if match[1] in nodes}
    return {node for node in nodes if text.startswith(f"{node} ") or f"\n{node} " in text}
