"""N-Triples text: literals written and parsed, lines split and checked, N-Quads, canonical blank nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..namespaces import RDF, XSD, Iri


def escape(text: str) -> str:
    """Text as written between the quotes of an N-Triples or Turtle literal.

    Raises ValueError for half a surrogate pair.
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("text with half a surrogate pair, which no encoding can write")
    return "".join(_ESCAPES.get(c) or (c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}") for c in text)


_STRING = str(XSD.string)
_LANG_STRING = str(RDF.langString)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def term(text: str, datatype: str | None = None, language: str | None = None) -> str:
    """A literal as an N-Triples term.

    >>> term("Gent", language="nl"), term("7", XSD.integer)
    ('"Gent"@nl', '"7"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if language:
        return f'"{escape(text)}"@{language}'
    if datatype is None or datatype == _STRING:
        return f'"{escape(text)}"'
    return f'"{escape(text)}"^^<{datatype}>'


def split_triples(text: str) -> Iterator[tuple[str, str, str]]:
    r"""Subject, predicate and object of each line of N-Triples text as `oslo.exchange.lines` writes it.

    >>> list(split_triples('<urn:a> <urn:b> "c d" .\n'))
    [('<urn:a>', '<urn:b>', '"c d"')]
    """
    for line in text.split(" .\n"):
        if line:
            subject, predicate, value = line.split(" ", 2)
            yield subject, predicate, value


_BEYOND = r"\x80-\U0010ffff"
_CHARACTERS = rf"[ !#-\[\]-~{_BEYOND}]*+"
_ESCAPED = r'\\(?:[tbnrf"\\]|u00(?:0[0-7BEF]|1[0-9A-F]|7F))'
_TEXT = f'"{_CHARACTERS}(?:{_ESCAPED}{_CHARACTERS})*+"'


class _Lines:
    """Lines of these terms, and of one of their parts each; `others`: datatypes that no literal states."""

    def __init__(self, iri: str, label: str, tag: str, *others: str) -> None:
        not_stated = "|".join(map(re.escape, others))
        literal = rf"{_TEXT}(?:{tag}|\^\^(?!<(?:{not_stated})>){iri})?+"
        self.subject, self.predicate, self.end = f"(?:{iri}|{label})", iri, rf"(?:{iri}|{literal}|{label}) \."
        self.triple = f"{self.subject} {self.predicate} {self.end}"


@cache
def _lines(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern}\n)*+")


_LINES = _Lines(
    rf"<[!#-;=?-\[\]_a-z~{_BEYOND}]++>",
    rf"_:[0-9A-Za-z_.{_BEYOND}-]++(?<!\.)",
    r"@[a-z]{1,8}(?:-[a-z0-9]{1,8})*+",
    _STRING,
)
_HOST = r"[!$&-.0-9;=A-Z_a-z~]*+(?=[/?#>])"
_RUN = r"[!$&-;=?-Z_a-z~\u00c0-\ucfff]*+"
_PART = f"{_RUN}(?:%[0-9A-Fa-f]{{2}}{_RUN})*+"
_RIGHT_LINES = _Lines(
    rf"<[A-Za-z][A-Za-z0-9+.-]*+:(?://{_HOST})?+(?!//){_PART}(?:#{_PART})?+>",
    r"_:[0-9A-Za-z_][0-9A-Za-z_.-]*+(?<!\.)",
    r"@[a-z]{2,3}(?:-[a-z]{4})?+(?:-[a-z]{2})?+",
    _STRING,
    _LANG_STRING,
    f"{_LANG_STRING.removesuffix('langString')}dirLangString",
)


def is_canonical(text: str, *, strict: bool = False) -> bool:
    r"""Whether N-Triples text is as this library and the parser write it: one text for a triple.

    Between terms there is one space, no line is empty or a comment, nothing is escaped that need not be, language tags
    are in lower case. It is no check of syntax: an IRI may be relative, and a tag or a label what the grammar excludes.
    `strict`: it is one, so that the text need not be parsed. Then terms of seldom forms, which may be right, are not
    in this form: hosts with a port or a user, letters beyond U+CFFF, labels beyond ASCII, most language tags.

    >>> [is_canonical(text) for text in ("<urn:a> <urn:b> _:c .\n", "<urn:a>\t<urn:b> _:c .\n", "# text\n")]
    [True, False, False]
    >>> is_canonical("<a> <urn:b> _:c .\n"), is_canonical("<a> <urn:b> _:c .\n", strict=True)
    (True, False)
    """
    return _lines((_RIGHT_LINES if strict else _LINES).triple).fullmatch(text) is not None


def have_canonical_terms(subjects: Iterable[str], predicates: Iterable[str], ends: Iterable[str]) -> bool:
    r"""Whether lines of these parts are canonical: `is_canonical` for who has them apart, and each only once.

    >>> have_canonical_terms({"<urn:a>", "_:b"}, {"<urn:p>"}, {'"text" .'})
    True
    >>> have_canonical_terms({"<urn:a>"}, {"<urn:p>"}, {'"text"@NL .'})
    False
    """
    parts = ((_LINES.subject, subjects), (_LINES.predicate, predicates), (_LINES.end, ends))
    return all(_lines(pattern).fullmatch("\n".join((*some, ""))) is not None for pattern, some in parts)


def nquads(text: str, graph: Iri) -> str:
    """The same triples in a named graph."""
    return text.replace(" .\n", f" <{graph}> .\n")


def canonical(text: str) -> str:
    """The same triples, sorted, with canonical blank node labels (RDFC-1.0)."""
    import pyoxigraph as ox

    dataset = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad.triple} .\n" for quad in dataset))


def split_triple_term(term: str) -> tuple[str, str, str]:
    """Subject, predicate and object of a triple term (RDF 1.2).

    >>> split_triple_term('<<( <urn:a> <urn:b> "c d" )>>')
    ('<urn:a>', '<urn:b>', '"c d"')
    """
    subject, predicate, value = term.removeprefix("<<(").removesuffix(")>>").strip().split(" ", 2)
    return subject, predicate, value


class LiteralTerm(NamedTuple):
    """The parts of a literal."""

    text: str
    datatype: str
    language: str | None


def literal(term: str) -> LiteralTerm:
    """Parse a literal of N-Triples.

    >>> literal('"Gent"@nl')
    LiteralTerm(text='Gent', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='nl')
    """
    end = term.rindex('"')
    body, tail = term[1:end], term[end + 1 :]
    text = _ESCAPE.sub(_character, body) if "\\" in body else body
    if tail.startswith("@"):
        return LiteralTerm(text, _LANG_STRING, tail[1:])
    return LiteralTerm(text, tail[3:-1] if tail else _STRING, None)


_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[3])
