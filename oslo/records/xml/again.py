"""A file of rejects of XML, given again: each `document` in it is the part of a document that a record needs.

<rejects>
<document>
<register jaar="2024">
<!-- register.xml:12: naam: plaatsnaam: is required, but has no value -->
<plaats><nr>7</nr></plaats>
</register>
</document>
</rejects>
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ..base import Record, Unreadable
from .source import XmlSource


class XmlAgain(XmlSource):
    """The records of all documents in a file of rejects."""

    def read(self) -> Iterator[Record | Unreadable]:
        events = self._parser()
        try:
            for event, element in events:
                if event == "start" and element.getparent() is None:
                    self._has_doctype(element)
                if event == "end" and element.tag == "document" and len(list(element.iterancestors())) == 1:
                    if element.get("records") in (None, self.layout.name):
                        for child in element:
                            yield from self._read_document(child)
                    element.clear()
        except etree.XMLSyntaxError as error:
            raise self._broken(error, events) from None

    def _read_document(self, root: Any) -> Iterator[Record | Unreadable]:
        """The records of one document; its lines have the numbers that they have in the file."""
        if root.tag == "reject_row":
            yield Unreadable("is no record: write it as an element", root.sourceline, root.text or "")
            return
        above = b"\n" * ((root.sourceline or 1) - 1)
        file = io.BytesIO(above + etree.tostring(root, with_tail=False))
        yield from XmlSource(file, self.name, self.layout, self.options).read()
