"""The places of statements in RDF/XML (RDF 1.1 XML Syntax, section 7): elements are nodes and properties in turn.

Whether a text is RDF/XML has been decided by the parser that read it. What this reader does not give, statements about
statements (`rdf:ID` of a property) and the content of XML literals, has no place.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from itertools import count
from xml.parsers import expat

from ...errors import InputError
from ...lint.turtle import BLANK, IRI, LITERAL, Term
from ...namespaces import RDF, XSD
from ...rdf.relative import joined
from ...rdf.xml_stream import checked
from .statements import Located

_XML = "http://www.w3.org/XML/1998/namespace"
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]+)")
_NODE, _PROPERTIES, _LIST, _LITERAL = "node", "properties", "list", "literal"


@dataclass(slots=True)
class _Open:
    """An element that is open: what its children are, whose properties they are, which property it is itself."""

    at: int
    base: str
    language: str | None
    children: str
    subject: Term | None = None
    subject_at: int = 0
    predicate: str | None = None
    datatype: str | None = None
    value: Term | None = None
    text: list[str] = field(default_factory=list)
    members: int = 0
    items: list[tuple[Term, int]] = field(default_factory=list)


def decoded(data: bytes) -> str:
    """The text of an XML document, by its byte order mark or its declaration, else UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    return data.decode(declared[1].decode() if declared else "utf-8-sig", "replace").removeprefix("\ufeff")


def statements(text: str, base: str) -> list[Located]:
    """The statements of a document, in its order. Raises ValueError for text that is not XML, or is never read."""
    try:
        checked(io.BytesIO(text.encode("utf-8", "replace")), None).read()
        return _Reader(text, base).found
    except expat.ExpatError as error:
        raise ValueError(f"not XML: {error}") from None
    except InputError as error:
        raise ValueError(error.message) from None


class _Reader:
    """One pass over the elements."""

    def __init__(self, text: str, base: str) -> None:
        self.found: list[Located] = []
        self._data = text.encode("utf-8", "replace")
        self._seen = (0, 0)  # bytes, and the same in characters
        self._blanks = count()
        self._open = [_Open(0, base, None, _NODE)]
        parser = self._parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = lambda piece: self._open[-1].text.append(piece)
        parser.Parse(self._data, True)

    def _offset(self) -> int:
        last, characters = self._seen
        here = self._parser.CurrentByteIndex
        self._seen = here, characters + len(self._data[last:here].decode("utf-8", "replace"))
        return self._seen[1]

    def _blank(self) -> Term:
        return Term(BLANK, f"xml{next(self._blanks)}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        above, at, iri = self._open[-1], self._offset(), name.replace(" ", "")
        given = {key.replace(" ", ""): value for key, value in attributes.items() if not key.startswith(_XML)}
        base = joined(above.base, attributes.get(f"{_XML} base", ""))
        language = attributes.get(f"{_XML} lang", above.language) or None
        here = _Open(at, base, language and language.lower(), above.children)
        self._open.append(here)
        if above.children == _PROPERTIES:
            self._property(here, above, iri, given)
        elif above.children != _LITERAL and not (iri == RDF.RDF and len(self._open) == 2):
            self._node(here, above, iri, given)

    def _node(self, here: _Open, above: _Open, iri: str, given: dict[str, str]) -> None:
        subject = self._named(here, given, RDF.about, RDF.ID) or self._blank()
        here.children, here.subject, here.subject_at = _PROPERTIES, subject, here.at
        if above.children == _LIST:
            above.items.append((subject, here.at))
        elif above.predicate is not None:
            above.value = subject
            self._say(above, subject)
        if iri != RDF.Description:
            self.found.append(Located(subject, str(RDF.type), Term(IRI, iri), here.at, here.at, here.at))
        self._attributes(here, subject, given)

    def _named(self, here: _Open, given: dict[str, str], reference: str, identifier: str | None = None) -> Term | None:
        """The node that attributes name."""
        if reference in given:
            return Term(IRI, joined(here.base, given[reference]) if given[reference] else here.base)
        if identifier in given:
            return Term(IRI, joined(here.base, f"#{given[str(identifier)]}"))
        return Term(BLANK, f"_:{given[RDF.nodeID]}") if RDF.nodeID in given else None

    def _attributes(self, here: _Open, subject: Term, given: dict[str, str]) -> bool:
        """The properties that are attributes; whether there are any."""
        syntax = [RDF[name] for name in ("about", "ID", "nodeID", "resource", "parseType", "datatype")]
        own = {iri: text for iri, text in given.items() if iri not in syntax}
        for iri, text in own.items():
            kind = str(RDF.langString if here.language else XSD.string)
            value = Term(IRI, joined(here.base, text)) if iri == RDF.type else Term(LITERAL, text, kind, here.language)
            self.found.append(Located(subject, iri, value, here.at, here.at, here.at))
        return bool(own)

    def _property(self, here: _Open, above: _Open, iri: str, given: dict[str, str]) -> None:
        if iri == RDF.li:
            above.members += 1
            iri = f"{RDF}_{above.members}"
        here.predicate, here.subject, here.subject_at = iri, above.subject, above.subject_at
        here.children, here.datatype = _NODE, given.get(RDF.datatype)
        parse = given.get(RDF.parseType)
        if parse == "Collection":
            here.children = _LIST
        elif parse == "Resource":
            here.value = self._blank()
            self._say(here, here.value)
            here.children, here.subject, here.subject_at = _PROPERTIES, here.value, here.at
        elif parse is not None:
            here.children, here.datatype = _LITERAL, str(RDF.XMLLiteral)
        else:
            named = self._named(here, given, RDF.resource)
            only_type = {key for key in given if key not in (RDF.datatype, RDF.ID)}
            if named or only_type:
                here.value = named or self._blank()
                self._say(here, here.value)
                self._attributes(here, here.value, given)

    def _say(self, here: _Open, value: Term, at: int | None = None) -> None:
        if here.subject is not None and here.predicate is not None:
            value_at = here.at if at is None else at
            self.found.append(Located(here.subject, here.predicate, value, here.subject_at, here.at, value_at))

    def _end(self, name: str) -> None:
        here = self._open.pop()
        if here.predicate is None or here.value is not None:
            return
        if here.children == _LIST:
            self._list(here)
        else:
            kind = here.datatype or str(RDF.langString if here.language else XSD.string)
            language = here.language if kind == RDF.langString else None
            self._say(here, Term(LITERAL, "".join(here.text), kind, language))

    def _list(self, here: _Open) -> None:
        cells = [self._blank() for _ in here.items]
        rest = [*cells[1:], Term(IRI, str(RDF.nil))]
        self._say(here, cells[0] if cells else Term(IRI, str(RDF.nil)))
        for cell, (item, at), after in zip(cells, here.items, rest, strict=True):
            self.found.append(Located(cell, str(RDF.first), item, at, at, at))
            self.found.append(Located(cell, str(RDF.rest), after, at, at, at))
