"""N-Triples to RDF/XML: literals unchanged, the same bytes on every run.

What XML cannot say is refused before anything is written: a predicate that is no URI with an XML name at its end, one
that RDF/XML keeps for itself, a character that XML 1.0 does not have. Every other graph reads back to the same triples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter

from ..errors import OutputError
from ..namespaces import PREFIXES, RDF, XSD
from ..rdf.ntriples import literal, split_triple_term, split_triples

# Namespaces in XML 1.0, production 4, with the characters of XML 1.0 (fifth edition), productions 4 and 4a.
_START = "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
_START += "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_BEGINS_NAME = re.compile(f"[{_START}]")
_IN_NAME = re.compile(f"[{_START}.0-9\xb7\u0300-\u036f\u203f\u2040-]*")
_ASCII = re.compile("[\0-\x7f]*")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_NOT_PLAIN = re.compile(f'[&<>"\r]|{_NOT_XML.pattern}')

_BOUND = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")  # no other prefix may have them
_OWN = "RDF ID about bagID parseType resource nodeID datatype li Description aboutEach aboutEachPrefix"
_RESERVED = frozenset(str(RDF[name]) for name in _OWN.split())  # RDF/XML, section 5.1: no property elements
_TYPE = f"<{RDF.type}>"
_STRING = str(XSD.string)
_ITS = "http://www.w3.org/2005/11/its"
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


class _Names(dict[str, str]):
    """IRIs as the qualified names of elements; `used`: the prefixes that they need."""

    def __init__(self) -> None:
        self.used = {"rdf": str(RDF)}
        self._prefix_of = {str(space): name for name, space in PREFIXES.items() if not name.lower().startswith("xml")}

    def __missing__(self, iri: str) -> str:
        """Raises OutputError for an IRI that is no name of an element."""
        if iri in _RESERVED:
            raise OutputError(f"the predicate {iri} cannot be written as RDF/XML, which has its own use for that name")
        namespace, local = _split(iri)
        prefix = self._prefix_of.setdefault(namespace, f"ns{len(self.used)}")
        self.used[prefix] = namespace
        self[iri] = f"{prefix}:{local}"
        return self[iri]

    def of_class(self, iri: str) -> str | None:
        """The name of a class, None if it can only be written as a value."""
        try:
            return self[iri]
        except OutputError:
            return None


def _split(iri: str) -> tuple[str, str]:
    """The namespace of an IRI, which has to be a URI (Namespaces in XML 1.0, section 3), and the XML name at its end.

    Raises OutputError for an IRI that has no such parts.
    """
    first, last = len(iri) - _length(_IN_NAME, iri[::-1]), min(_length(_ASCII, iri), len(iri) - 1)
    for at in range(first, last + 1):
        if _BEGINS_NAME.match(iri, at) and iri[:at] not in _BOUND:
            return iri[:at], iri[at:]
    reason = "it does not end in an XML name, with a URI before it"
    raise OutputError(f"the predicate {iri} cannot be written as RDF/XML, since {reason}")


def _length(pattern: re.Pattern[str], text: str) -> int:
    """How much of a text, from its beginning, is of a pattern that matches any text."""
    return pattern.match(text).end()  # type: ignore[union-attr]


def rdfxml(texts: Iterable[str]) -> str:
    """Pieces of N-Triples as one RDF/XML document, also for none: without an element it would not be XML.

    Raises OutputError for a predicate or a text that RDF/XML cannot have.
    """
    names = _Names()
    body = "".join(node for text in texts for node in _nodes(text, names))
    spaces = "".join(f'\n    xmlns:{prefix}="{space.translate(_TEXT)}"' for prefix, space in sorted(names.used.items()))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n{body}</rdf:RDF>\n'


def _nodes(text: str, names: _Names) -> Iterator[str]:
    """An element for each subject, named after its first class."""
    for subject, group in groupby(split_triples(text), itemgetter(0)):
        rows = list(group)
        element = None
        for row in rows:
            if row[1] == _TYPE and row[2][0] == "<" and (element := names.of_class(row[2][1:-1])):
                rows.remove(row)
                break
        element = element or "rdf:Description"
        properties = "".join(_property(*row, names, "\n    ") for row in rows)
        about = "nodeID" if subject[0] == "_" else "about"
        yield f'  <{element} rdf:{about}="{_node(subject, rows)}">{properties}\n  </{element}>\n'


def _property(subject: str, predicate: str, value: str, names: _Names, indent: str) -> str:
    name = names[predicate[1:-1]]
    start = f"{indent}<{name} "
    if value[0] == "_":
        return f'{start}rdf:nodeID="{_label(value)}"/>'
    if value.startswith("<<("):  # RDF 1.2 XML Syntax, section 2.19
        inner = split_triple_term(value)
        about = "nodeID" if inner[0][0] == "_" else "about"
        node = f'{indent}  <rdf:Description rdf:{about}="{_node(inner[0], [inner])}">'
        held = _property(*inner, names, f"{indent}    ")
        end = f"{indent}  </rdf:Description>{indent}</{name}>"
        return f'{start}rdf:version="1.2" rdf:parseType="Triple">{node}{held}{end}'
    if value[0] == "<":
        return f'{start}rdf:resource="{_checked(value[1:-1], subject, predicate)}"/>'
    text, datatype, tag = literal(value)
    written = _checked(text, subject, predicate)
    if tag is None:
        kind = "" if datatype == _STRING else f' rdf:datatype="{_checked(datatype, subject, predicate)}"'
        return f"{indent}<{name}{kind}>{written}</{name}>"
    language, _, direction = tag.partition("--")
    if direction:
        names.used["its"] = _ITS
        kind = f'rdf:version="1.2-basic" its:version="2.0" its:dir="{direction}" '
        return f'{start}{kind}xml:lang="{language}">{written}</{name}>'
    return f'{start}xml:lang="{language}">{written}</{name}>'


def _node(subject: str, rows: list[tuple[str, str, str]]) -> str:
    return _label(subject) if subject[0] == "_" else _checked(subject[1:-1], subject, rows[0][1] if rows else _TYPE)


def _label(node: str) -> str:
    """The label of a blank node; one that is no XML name (it begins with a digit) becomes one."""
    label = node[2:]
    return (
        label
        if _BEGINS_NAME.match(label) and _IN_NAME.fullmatch(label)
        else f"n{blake2b(label.encode(), digest_size=8).hexdigest()}"
    )


def _checked(text: str, subject: str, predicate: str) -> str:
    """Text of a statement, escaped. Raises OutputError for a character that XML 1.0 does not have."""
    if _NOT_PLAIN.search(text) is None:
        return text
    if wrong := _NOT_XML.search(text):
        reason = f"text with the control character U+{ord(wrong[0]):04X} cannot be written as RDF/XML"
        raise OutputError(f"{subject} {predicate}: {reason}")
    return text.translate(_TEXT)
