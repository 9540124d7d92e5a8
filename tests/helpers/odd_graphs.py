"""Graphs that are hard to write, by what is hard about them, as N-Triples."""

from __future__ import annotations

import pyoxigraph as ox

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCT = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"

_HEAD = f"""@prefix : <urn:> . @prefix ex: <http://ex.org/> . @prefix rdf: <{RDF}> . @prefix xsd: <{XSD}> .
@prefix xmlns: <http://www.w3.org/2000/xmlns/> .
"""


def ntriples(turtle: str) -> str:
    """Turtle, with the prefixes above, as N-Triples."""
    return "".join(f"{quad.triple} .\n" for quad in ox.parse(_HEAD + turtle, format=ox.RdfFormat.TURTLE))


def _cells(length: int, end: str = "rdf:nil", more: str = "") -> str:
    """A list, its cells `_:c0`, `_:c1`, ...; `more` is said of the cell in the middle."""
    rests = [*(f"_:c{number}" for number in range(1, length)), end]
    cells = (f'_:c{at} rdf:first "{at}" ; rdf:rest {rest} . ' for at, rest in enumerate(rests))
    return f":a :p _:c0 . {''.join(cells)} {f'_:c{length // 2} {more} .' if more else ''}"


def _values(datatype: str, *texts: str) -> str:
    return "".join(f'"{text}"^^{datatype}, ' for text in texts)


_PREDICATES = [
    "ex:a-1",
    "ex:a.b",
    "ex:é",
    "ex:a·b",
    "ex:a\\(b\\)c",
    "ex:xmlns",
    ":b",
    "rdf:_1",
    "rdf:value",
    "rdf:Bag",
    "rdf:other",
    "xmlns:foo",
]
_PREDICATES += [f"<http://ex.org/{each}>" for each in ("1a", "a:b", "-a", "\U00010000b")]
_PREDICATES += ["<http://www.w3.org/XML/1998/namespacelang>"]

_LOCAL = [
    "",
    "a.",
    ".a",
    "-a",
    "1a",
    "a%20b",
    "a(b)",
    "a/b",
    "a'b",
    "a:b",
    "a,b",
    "_",
    "a..b",
    "a#b",
    "a~",
    "*",
    "é",
    "·a",
    "٣a",
]
_LOCAL += ["\U00010000", "a\u200cb", "\u0300a", "ª", "²", "\u037e", "a⁀"]

_GRAPHS = {
    "a literal as type": ':a a "Person" .',
    "literals and a class as types": ':a a "P", :C, "P"@nl .',
    "a blank node as type": ':a a _:b . _:b :p "x" .',
    "a literal as type of a blank node": ':a :p [ a "1"^^xsd:integer ] .',
    "texts as first and rest": ':a rdf:first "x" ; rdf:rest "y" .',
    "a list": _cells(3),
    "a list of one": _cells(1),
    "an empty list": ":a :p () .",
    "a list of texts and lists": ':a :p ( "x"@nl ( 1 () ) 1.0 true [] [ :q :b ] ) .',
    "a list that ends in an IRI": _cells(3, ":end"),
    "a list that ends in a text": _cells(3, '"end"'),
    "a list that ends in another node": _cells(3, "_:end") + '_:end :q "x" .',
    "a list that ends in itself": _cells(3, "_:c0"),
    "a list with a class": _cells(3, more="a rdf:List"),
    "a list with a second member": _cells(3, more='rdf:first "second"'),
    "a list with a second rest": _cells(3, more="rdf:rest ()"),
    "a list that is referred to twice": _cells(3) + ":b :p _:c0 .",
    "a list whose middle is referred to": _cells(3) + ":b :p _:c1 .",
    "a list without a beginning": '_:c rdf:first "x" ; rdf:rest () .',
    "a long list": _cells(3_000),
    "nodes in a circle": "_:a :p _:b . _:b :p _:c . _:c :p _:a .",
    "a node that refers to itself": "_:a :p _:a .",
    "a circle with a tail": ':a :p "x" . _:a :p _:a ; :q [ :r [ :s "y" ] ] .',
    "two circles and a node": '_:a :p _:b . _:b :p _:a . _:c :p _:c . :d :p [ :q "x" ] .',
    "a node that is referred to twice by one": ":a :p _:b ; :q _:b . _:b :r :c .",
    "nodes far inside one another": ":a :p _:n0 ."
    + "".join(f"_:n{at} :at {at} ; :p _:n{at + 1} ." for at in range(2_000)),
    "labels with dots and digits": '_:a.b :p _:1 . _:1 :p _:1.2-x, _:a.b . _:1.2-x :q "x" .',
    "labels with other letters": "_:é :p _:_1 . _:_1 :p _:a·b . _:0 :q _:é .",
    "languages": ':a :p "x"@nl-BE, "x"@nl, "x", ""@en .',
    "whole numbers": f":a :p {_values('xsd:integer', '1', '01', '+1', '-0', '--5', '1.0', '', '9' * 40, '٣')} 1 .",
    "numbers": f":a :p {_values('xsd:decimal', '1.0', '1', '01.10', '.5', '1.', '-.5', '1e0', 'x')} 1.5 .",
    "doubles": f":a :p {_values('xsd:double', '1.0', '1.0E0', '1e0', 'NaN', 'INF', '-INF', '01', '1')} 1e1 .",
    "booleans": f":a :p {_values('xsd:boolean', 'true', '1', 'TRUE', '0', '')} false .",
    "JSON as a literal": r""":a :p '[1, 2.0]'^^rdf:JSON, '"x"'^^rdf:JSON .""",
    "XML as a literal": ':a :p "<br/>&amp;"^^rdf:XMLLiteral, "<b>x"^^rdf:HTML .',
    "texts like keywords": ':a :p "@id", "@foo", "_:b", "urn:c", "[ ]", "()" .',
    "ends of lines and blanks": r':a :p "a\rb\r\nc\td\ne", " x ", "\n", "a\u0085b\u2028c\u00a0", "" .',
    "signs of XML": """:a :p "<a href='x'>&amp; ]]> \\"b\\"" . <urn:a?x=1&y='2'> :p <urn:b?x=1&y=2> .""",
    "signs beyond": r""":a :p "\U0001F600 \u00e9 \' 𝒳 \\u00e9" .""",
    "classes that are no names": ":a a <http://ex.org/123> . :b a ex: .",
    "classes of RDF": "".join(f":{name} a rdf:{name} . " for name in ("li", "Description", "about", "Bag")),
    "a class after other values": ':a :p "x" ; a <http://ex.org/1>, :C ; :q "y" .',
    "predicates of odd forms": "".join(f':a {each} "x" . ' for each in _PREDICATES),
    "names after a prefix": "".join(f"<{DCT}{each}> a <{DCT}{each}> ; :p <{DCT}{each}> ." for each in _LOCAL),
    "predicates after a prefix": "".join(f":a <{DCT}{each}x> 1 ." for each in _LOCAL if each.isascii()),
    "datatypes after a prefix": " ".join(f':a :p "x"^^<{DCT}{each}> .' for each in _LOCAL),
    "a subject in two places": ':a :p "x" . :b :p :a . :a :q "y" .',
    "nothing": "",
}
GRAPHS = {name: ntriples(text) for name, text in _GRAPHS.items()}
LARGE = ("a long list", "nodes far inside one another")

DIRECTED = ntriples(':a :p "x"@ar--rtl, "x"@ar--ltr, "x"@ar .')
QUOTED = ntriples(':a :p <<( :b :q _:c )>> . :d :p _:c . _:c :r <<( _:c :q <<( _:e :s "x y"@nl )>> )>> .')
