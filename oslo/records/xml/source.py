"""XML (lxml): records are read one element at a time; a path is an XPath from the record.

Hardened: a document that declares entities is refused before anything is expanded, nothing is
loaded from disk or network, and libxml2's own limits on depth and text stay on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from ...errors import InputError, Place
from ..base import Parts, Record, RecordSource, Unreadable, Value, Values
from ..characters import clean
from ..kept import Kept
from .census import XmlCensus
from .elements import Paths
from .elsewhere import Seen, describe_elsewhere
from .encoding import Stream
from .inside import unwrapped

_MAX_OUTSIDE = 200_000  # elements kept outside records: their ancestors and siblings
_CUT = re.compile(
    "Premature end|expected '>'|AttValue: ' expected|Couldn't find end|Comment not|CData section not|Unregistered"
)
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_MAX_BESIDE = 200  # elements beside those that hold a rejected record, that are kept with it


class XmlSource(RecordSource):
    """The elements of an XML file that `records` names (`//Persoon`, `/register/persoon`, `//ns:Persoon`)."""

    kept_as = "xml"

    def open(self) -> None:
        layout = self.layout
        self._stream = outer = Stream(self.file, self.tell, self.options.encoding)
        if layout.unwrap:
            inner = unwrapped(outer, layout.unwrap, self.name, outer.encoding or outer.declared or "utf-8")
            self._stream = Stream(inner, self.tell)
        self._paths = Paths(layout.namespaces, layout.error)
        self._records = self._paths.target(layout.path, "records")
        self._texts: dict[Any, str] = {}
        self._messages = self._paths.target(layout.messages, "messages") if layout.messages else None

    def read(self) -> Iterator[Record | Unreadable]:
        events = self._parser()
        inside = outside = found = 0  # records open now; elements seen outside records; records and messages so far
        seen: Seen = Counter()
        done = root = None
        doctype = False
        last = self._records.last  # looked up here, because most elements are not records
        try:
            for event, element in events:
                record = last.get(element.tag, True) and self._records.matches(element)
                if event == "start":
                    if root is None:
                        root = element
                        doctype = self._has_doctype(element)
                    inside += record
                    continue
                inside -= record
                if record and inside:
                    self.tell(
                        f"{self._shown} inside another: part of that one, no record of its own", element.sourceline
                    )
                elif record:
                    if doctype:
                        self._refuse_undeclared(events)
                    found += 1
                    yield Record(element, element.sourceline)
                    if done is not None and done.getparent() is not None:
                        done.getparent().remove(done)
                    element.clear(keep_tail=True)
                    done = element
                elif not inside:
                    if self._messages and self._messages.matches(element):
                        found += 1
                        yield Record(element, element.sourceline, message=True)
                    outside += 1
                    if not found:
                        parent = element.getparent()
                        seen[element.tag, "" if parent is None else parent.tag] += 1
                    if outside > _MAX_OUTSIDE:
                        message = f"over {_MAX_OUTSIDE} elements outside {self._shown}: not records of this kind"
                        raise InputError(message, self.place(element.sourceline))
            self.census.count_outside(root)
        except etree.XMLSyntaxError as error:
            raise self._broken(error, events) from None
        if doctype:
            self._refuse_undeclared(events)
        if not found:
            elsewhere = describe_elsewhere(self._shown, self._records.steps, seen, alone=self.layout.alone)
            if elsewhere is not None:
                self.tell(elsewhere)

    @property
    def _shown(self) -> str:
        return self.layout.path or ""

    def _parser(self) -> Any:
        try:
            return etree.iterparse(
                self._stream,
                events=("start", "end"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
                encoding=self._stream.encoding,
            )
        except (LookupError, ValueError):
            raise InputError(f"no such encoding: {self._stream.encoding}", Place(self.name)) from None

    def _has_doctype(self, root: Any) -> bool:
        """Whether there is a document type; InputError if it declares entities."""
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and (dtd.external_id or dtd.system_url or any(True for _ in dtd.iterentities())):
            raise InputError("declares entities or an external DTD, which are never expanded", Place(self.name, line=1))
        return dtd is not None

    def _refuse_undeclared(self, events: Any) -> None:
        """InputError for an entity without a declaration, which libxml2 may leave out with a warning only."""
        for entry in events.error_log:
            if "UNDECLARED_ENTITY" in entry.type_name:
                raise InputError(_explained(entry.message, self._stream), Place(self.name, line=entry.line))

    def _broken(self, error: etree.XMLSyntaxError, events: Any) -> InputError:
        """The first error that the parser met, which is not always the one that it ends with."""
        first = next((each for each in events.error_log if each.type_name.startswith("ERR")), None)
        message, line = (first.message, first.line) if first else (error.msg or "", error.lineno)
        column = f" (column {first.column})" if first and first.column else ""
        message = f"not well-formed XML: {_explained(message.strip(), self._stream)}{column}"
        return InputError(message, Place(self.name, line=line or None))

    @cached_property
    def census(self) -> XmlCensus:
        return XmlCensus(self.layout.path or "", self._paths, self.layout.namespaces)

    def value(self, path: str) -> Value:
        values = self.values(path)

        def value(element: Any) -> str | None:
            texts = values(element)
            if len(texts) > 1:
                raise ValueError(f"{len(texts)} values at {path!r} where one is expected")
            return texts[0] if texts else None

        return value

    def values(self, path: str) -> Values:
        find = self._paths.xpath(path)

        def values(element: Any) -> list[str]:
            try:
                return list(_iter_texts(find(element)))
            except etree.XPathError as error:
                raise ValueError(f"{path!r} cannot be followed: {error}") from None

        return values

    def parts(self, path: str) -> Parts:
        find = self._paths.xpath_of_elements(path)

        def parts(element: Any) -> list[Any]:
            try:
                elements = find(element)
            except etree.XPathError as error:
                raise ValueError(f"{path!r} cannot be followed: {error}") from None
            if not isinstance(elements, list) or not all(isinstance(item, etree._Element) for item in elements):
                raise ValueError(f"each: {path!r} gives no elements")
            return [each for each in elements if each.get(_NIL) not in ("true", "1")]

        return parts

    def dump(self, record: Record) -> dict[str, Any]:
        return {"record": _as_text(record.data)}

    def _kept(self, record: Record) -> Kept:
        """The element, in the elements that it is in, with what these hold besides elements of the same name."""
        before = after = ""
        inner = record.data
        for element in record.data.iterancestors():
            try:
                empty = etree.Element(element.tag, element.attrib, nsmap=element.nsmap)
            except ValueError:  # a name such as `:`, which lxml reads and does not write
                continue
            start = _as_text(empty).removesuffix("/>")
            beside = [self._beside(each) for each in islice(element, _MAX_BESIDE) if each.tag != inner.tag]
            before = f"{start}>{escape((element.text or '').strip())}{''.join(beside)}\n{before}"
            after = f"{after}\n</{start[1:].split()[0]}>"
            inner = element
        return Kept("xml", _as_text(record.data), around=(before, after))

    def _beside(self, element: Any) -> str:
        """An element beside those that hold records, as text; nothing if it holds records or messages too."""
        if element not in self._texts:
            if len(self._texts) > _MAX_BESIDE:
                self._texts.clear()
            targets = [each for each in (self._records, self._messages) if each]
            holds = any(target.matches(each) for each in element.iter() for target in targets)
            self._texts[element] = "" if holds else _as_text(element)
        return self._texts[element]


def _as_text(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def _explained(message: str, stream: Stream) -> str:
    """A message of libxml2, with what is probably wrong, or what to do."""
    if entity := re.match(r"Entity '(.+)' not defined", message):
        return f"the entity &{entity[1]}; is not declared: write the character itself"
    if message == "no element found":
        return "empty"
    if "Invalid bytes" in message or "not proper UTF-8" in message:
        encoding = stream.encoding or stream.declared or "UTF-8"
        return f"not {encoding.upper()}, which it should be: declare its encoding, or give it (--encoding cp1252)"
    if stream.ended and _CUT.match(message):
        return f"the file ends too early: {message.replace('Unregistered error message', 'inside a text')}"
    if "no name" in message and "EntityRef" in message:
        return f"{message}: an & that is not written as &amp;"
    return message


def _iter_texts(result: Any) -> Iterator[str]:
    """The texts of an XPath result: of elements, attributes, text or a computed value."""
    if isinstance(result, bool):
        yield "true" if result else "false"
    elif isinstance(result, float):
        if not isfinite(result):
            raise ValueError("the XPath gives no number")
        yield str(int(result)) if result.is_integer() else repr(result)
    else:
        for item in result if isinstance(result, list) else [result]:
            raw = item if isinstance(item, str) else "".join(item.itertext())
            text = clean(raw)
            if text is not None:
                yield text
