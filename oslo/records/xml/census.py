"""The elements and attributes of an XML file, counted by their path, and which of them an XPath reads.

The counted names are made into a small document, a skeleton, with one element for each path. The location
paths of what was asked are looked up in it, so `..`, `*` and `//` mean what they mean in the records.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from lxml import etree

from ..census import Census, Count, Node, Reading, Unread
from ..layout import Asked
from .elements import Paths
from .paths import location_paths

_XML = "http://www.w3.org/XML/1998/namespace"
_MADE = ("_compile", "_skeleton", "_contexts")  # when something is looked up
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def _element(parent: Any, tag: str) -> Any:
    """An element; `_` for a name that a parser lets pass until the end of the document, such as `:`."""
    try:
        return etree.Element(tag) if parent is None else etree.SubElement(parent, tag)
    except ValueError:
        return _element(parent, "_")


class XmlCensus(Census):
    """The names in a document, from its root."""

    def __init__(self, records: str, paths: Paths, namespaces: Mapping[str, str]) -> None:
        self._records, self._paths = records, paths
        self._prefixes = {_XML: "xml", **{iri: prefix for prefix, iri in namespaces.items()}}
        self.top = Node()

    def counter(self, asked: Sequence[Asked]) -> Count | None:
        nodes: dict[tuple[str, ...], Node] = {}

        def count(record: Any) -> None:
            element = record.data
            above = tuple(each.tag for each in element.iterancestors())
            node = nodes.get((element.tag, *above))
            if node is None:
                node = self.top
                for tag in (*reversed(above), element.tag):
                    node = node.children.setdefault(tag, Node())
                nodes[(element.tag, *above)] = node
            _count(node, element)

        return count

    def join(self, other: Census, file: str | None) -> bool:
        if not isinstance(other, XmlCensus) or other._records != self._records:
            return False
        if list(other.top.children) != list(self.top.children):  # another root
            return False
        self.top.join(other.top, file)
        for name in _MADE:
            self.__dict__.pop(name, None)
        return True

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in _MADE}

    def count_outside(self, root: Any) -> None:
        """Count what is left of a document when its records have been read and emptied."""
        _count(self.top.children.setdefault(root.tag, Node()), root)

    def unread(self, asked: Sequence[Asked], ignored: Container[str] = ()) -> Iterator[Unread]:
        if not self.top.children:
            return
        skeleton, nodes = self._skeleton
        reading = Reading("/", ignored)
        for each in asked:
            for node in self._resolve(each, skeleton, nodes):
                reading.mark(node, below=not each.test, but="@")  # the text of an element, without attributes
        records = [nodes[each] for each in self._starts(self._records, skeleton)]
        for node in records:
            yield from reading.unread(node, self._shown)
        for node in records:
            reading.mark(node, below=True)
        yield from reading.unread(self.top, lambda path: f"/{self._shown(path)}")

    def finds(self, asked: Asked) -> bool:
        if not self.top.children:
            return True
        skeleton, nodes = self._skeleton
        records = self._contexts_of(Asked("", root=asked.root), skeleton)
        return not records or any(True for _ in self._resolve(asked, skeleton, nodes))

    def hint(self, asked: Asked) -> str:
        """The namespace in which the last name of the path is found, if that is another one."""
        prefix, _, last = asked.path.rpartition("/")[2].rpartition(":")
        if not last.isidentifier() or not self.top.children:
            return ""
        skeleton, _ = self._skeleton
        found = dict.fromkeys(etree.QName(each).namespace for each in skeleton.iter(f"{{*}}{last}"))
        if not found or any(self._prefixes.get(each, "") == prefix for each in found):
            return ""
        return f"; {last} is there in the namespace {' or '.join(each or '(none)' for each in found)}"

    @cached_property
    def _compile(self) -> Callable[[str], Any]:
        return cache(self._paths.xpath)

    @cached_property
    def _skeleton(self) -> tuple[Any, dict[Any, Node]]:
        """An element for each counted one, and its node."""
        nodes: dict[Any, Node] = {}

        def build(parent: Any, tag: str, node: Node) -> Any:
            element = _element(parent, tag)
            nodes[element] = node
            for name, child in node.children.items():
                if not name.startswith("@"):
                    build(element, name, child)
            return element

        [(tag, node)] = self.top.children.items()
        return build(None, tag, node), nodes

    @cached_property
    def _contexts(self) -> dict[tuple[str | None, ...], list[Any]]:
        """The elements of the skeleton at which paths start, by the root and the parts around them."""
        return {}

    def _contexts_of(self, asked: Asked, skeleton: Any) -> list[Any]:
        key = (asked.root, *asked.base)
        if key not in self._contexts:
            contexts = self._starts(asked.root, skeleton)
            for path in asked.base:
                contexts = [each for step in location_paths(path) for each in self._elements(step, contexts)]
            self._contexts[key] = contexts
        return self._contexts[key]

    def _starts(self, root: str | None, skeleton: Any) -> list[Any]:
        matches = self._paths.target(root or self._records).matches
        return [each for each in skeleton.iter() if matches(each)]

    def _resolve(self, asked: Asked, skeleton: Any, nodes: dict[Any, Node]) -> Iterator[Node]:
        contexts = self._contexts_of(asked, skeleton)
        for path in location_paths(asked.path):
            before, at, name = path.rpartition("@")
            elements = self._elements(before.rstrip("/") or ("/" if before else "."), contexts) if at else ()
            for element in elements:
                children = nodes[element].children
                wanted = [self._attribute(name)] if name != "*" else [each for each in children if each[0] == "@"]
                yield from (children[each] for each in wanted if each in children)
            if not at:
                yield from (nodes[each] for each in self._elements(path, contexts))

    def _elements(self, path: str, contexts: Sequence[Any]) -> list[Any]:
        find = self._compile(path)
        found = [each for context in contexts for each in find(context)]
        return [each for each in dict.fromkeys(found) if isinstance(each, etree._Element)]

    def _attribute(self, name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        iri = next((iri for iri, known in self._prefixes.items() if known == prefix), "") if colon else ""
        return f"@{{{iri}}}{local}" if iri else f"@{local}"

    def _shown(self, path: str) -> str:
        """A path with the prefixes of the mapping, and without namespaces that have none."""
        steps = []
        for step in _split(path):
            iri, brace, local = step.removeprefix("@").rpartition("}")
            prefix = self._prefixes.get(iri[1:], "") if brace else ""
            steps.append(f"{'@' * step.startswith('@')}{prefix}{':' * bool(prefix)}{local}")
        return "/".join(steps)


def _split(path: str) -> Iterator[str]:
    """The steps of a path; a namespace in braces has slashes of its own."""
    step = ""
    for piece in path.split("/"):
        step = f"{step}/{piece}" if step else piece
        if step.count("{") == step.count("}"):
            yield step
            step = ""


def _count(node: Node, element: Any) -> None:
    """Count an element and all that is in it, in the order of the document: `iter` is quicker than a call for each."""
    names, left, parent = {element.tag: node}, 1, node  # beside an element, how many are to come there, and around it
    outer: list[tuple[dict[str, Node], int, Node]] = []
    for each in element.iter():
        while not left:
            names, left, parent = outer.pop()
        left -= 1
        found = names.get(each.tag)
        if found is None:
            found = names[each.tag] = Node()
        for name, value in each.items():
            if value and not name.startswith(_XSI):
                _add(found.children, f"@{name}", each)
        text = each.text
        if text and not text.isspace():
            if not found.count:
                found.line = each.sourceline
            found.count += 1
        tail = each.tail
        if tail and each is not element and not tail.isspace():
            if not parent.count:
                parent.line = each.sourceline
            parent.count += 1
        inside = len(each)
        if inside:
            outer.append((names, left, parent))
            names, left, parent = found.children, inside, found


def _add(names: dict[str, Node], name: str, element: Any) -> None:
    node = names.get(name)
    if node is None:
        node = names[name] = Node()
        node.line = element.sourceline
    node.count += 1
