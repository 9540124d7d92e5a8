"""XML (lxml): records are read one element at a time; a path is an XPath from the record.

Hardened: a document that declares entities is refused before anything is expanded, nothing is
loaded from disk or network, and libxml2's own limits on depth and text stay on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from ..errors import InputError, MappingError, Place
from .base import Parts, Record, RecordSource, Unreadable, Value, Values, clean
from .xml_census import XmlCensus
from .xml_inside import unwrapped

_PATH = re.compile(r"(//|/)?(?:[\w.\-]+:|\*:)?[\w.\-]+(?:/(?:[\w.\-]+:)?[\w.\-]+)*")
_MAX_OUTSIDE = 200_000  # elements kept outside records: their ancestors and siblings


@dataclass(frozen=True)
class _Target:
    """The elements that a path names: its steps, from the root or from anywhere."""

    steps: list[str]
    absolute: bool
    last: dict[Any, bool] = field(default_factory=dict)  # whether a tag is the last step, for tags seen before

    def matches(self, element: Any) -> bool:
        tag = element.tag
        if tag not in self.last:
            self.last[tag] = _tag_matches(tag, self.steps[-1])
        if not self.last[tag]:
            return False
        node = element
        for step in reversed(self.steps):
            if node is None or not _tag_matches(node.tag, step):
                return False
            node = node.getparent()
        return node is None or not self.absolute


class XmlSource(RecordSource):
    """The elements of an XML file that `records` names (`//Persoon`, `/register/persoon`, `//ns:Persoon`)."""

    def open(self) -> None:
        layout = self.layout
        self._raw = unwrapped(self.file, layout.unwrap, self.name) if layout.unwrap else self.file
        self._records = self._target(layout.path)
        self._messages = self._target(layout.messages) if layout.messages else None

    def _target(self, path: str | None) -> _Target:
        if not path or _PATH.fullmatch(path) is None:
            raise MappingError(f"records: {path!r} names no elements: give a path such as //Persoon")
        steps = [self._qualified(step) for step in path.lstrip("/").split("/")]
        return _Target(steps, path.startswith("/") and not path.startswith("//"))

    def _qualified(self, step: str) -> str:
        """A step as lxml tests it: `{namespace}name`, or `{*}name` for any namespace."""
        prefix, colon, local = step.rpartition(":")
        if not colon:
            return f"{{*}}{step}"
        if prefix not in self.layout.namespaces:
            raise MappingError(f"records: the prefix {prefix!r} is not in namespaces")
        return f"{{{self.layout.namespaces[prefix]}}}{local}"

    def read(self) -> Iterator[Record | Unreadable]:
        inside = outside = 0  # records open now; elements seen outside records
        done = root = None
        last = self._records.last  # looked up here, because most elements are not records
        try:
            for event, element in self._events():
                record = last.get(element.tag, True) and self._records.matches(element)
                if event == "start":
                    if root is None:
                        root = element
                        self._refuse_entities(element)
                    inside += record
                    continue
                inside -= record
                if record and not inside:
                    yield Record(element, element.sourceline)
                    if done is not None and done.getparent() is not None:
                        done.getparent().remove(done)
                    element.clear(keep_tail=True)
                    done = element
                elif not inside:
                    if self._messages and self._messages.matches(element):
                        yield Record(element, element.sourceline, message=True)
                    outside += 1
                    if outside > _MAX_OUTSIDE:
                        message = (
                            f"over {_MAX_OUTSIDE} elements outside {self.layout.records}: not records of this kind"
                        )
                        raise InputError(message, self.place(element.sourceline))
            self.census.count_outside(root)
        except etree.XMLSyntaxError as error:
            raise InputError(f"not well-formed XML: {error.msg}", Place(self.name, line=error.lineno)) from None

    def _events(self) -> Iterator[tuple[str, Any]]:
        events: Iterator[tuple[str, Any]] = etree.iterparse(
            self._raw,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        return events

    def _refuse_entities(self, root: Any) -> None:
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and (dtd.external_id or dtd.system_url or any(True for _ in dtd.iterentities())):
            raise InputError("declares entities or an external DTD, which are never expanded", Place(self.name, line=1))

    @cached_property
    def census(self) -> XmlCensus:
        records, namespaces = self.layout.path or "", self.layout.namespaces
        return XmlCensus(records, lambda path: self._target(path).matches, self._xpath, namespaces)

    def value(self, path: str) -> Value:
        find = self._xpath(path)

        def value(element: Any) -> str | None:
            texts = list(_iter_texts(find(element)))
            if len(texts) > 1:
                raise ValueError(f"{len(texts)} values at {path!r} where one is expected")
            return texts[0] if texts else None

        return value

    def values(self, path: str) -> Values:
        find = self._xpath(path)
        return lambda element: list(_iter_texts(find(element)))

    def parts(self, path: str) -> Parts:
        find = self._xpath(path)

        def parts(element: Any) -> list[Any]:
            elements = find(element)
            if not isinstance(elements, list) or not all(isinstance(item, etree._Element) for item in elements):
                raise ValueError(f"each: {path!r} gives no elements")
            return elements

        return parts

    def _xpath(self, path: str) -> Any:
        try:
            return etree.XPath(path, namespaces=dict(self.layout.namespaces) or None, smart_strings=False)
        except etree.XPathSyntaxError as error:
            raise MappingError(f"not an XPath: {path!r}: {error}") from None

    def dump(self, record: Record) -> dict[str, Any]:
        return {"record": etree.tostring(record.data, encoding="unicode", with_tail=False)}


def _tag_matches(tag: Any, step: str) -> bool:
    if not isinstance(tag, str):
        return False
    return tag == step or (step.startswith("{*}") and tag.rpartition("}")[2] == step[3:])


def _iter_texts(result: Any) -> Iterator[str]:
    """The texts of an XPath result: of elements, attributes, text or a computed value."""
    if isinstance(result, bool):
        yield "true" if result else "false"
    elif isinstance(result, float):
        yield str(int(result)) if result.is_integer() else repr(result)
    else:
        for item in result if isinstance(result, list) else [result]:
            raw = item if isinstance(item, str) else "".join(item.itertext())
            text = clean(raw)
            if text is not None:
                yield text
