"""Small shapes with small data, drawn from a number: every constraint of SHACL Core, nested, on odd literals and paths.

Any number of them can be compared by hand, from the folder tests:

    python -m helpers.small_pairs 0 100000
"""

from __future__ import annotations

import random
import sys
from collections import Counter

from oslo.errors import InputError
from oslo.namespaces import RDF, RDFS, SH, XSD
from oslo.rdf.ntriples import term
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.engines import CompiledShapes, Engine, compile_shapes

LITERALS = [
    *(term(each) for each in ("abc", "abd", "", "1")),
    *(term(each, language=language) for each, language in (("a", "en"), ("b", "nl"), ("b", "nl-BE"))),
    *(
        term(text, XSD[datatype])
        for datatype, texts in {
            "integer": ["1", "01", "2", "-0", "+1", "9" * 26, "x", "1.5", " 1 "],
            "decimal": ["1.0", "1.5", "0.1", "1." + "0" * 29 + "1"],
            "double": ["1", "1e0", "NaN", "INF", "-INF", "0.1", "1e400"],
            "float": ["NaN", "1.5", "0.1"],
            "int": ["1"],
            "byte": ["1", "300"],
            "nonNegativeInteger": ["1", "-1"],
            "boolean": ["true", "false", "1", "yes"],
            "date": ["2024-01-01", "2024-01-02", "2024-01-01Z", "2024-01-01+02:00", "2024-02-30", "-0044-03-15"],
            "dateTime": [
                "2024-01-01T00:00:00", "2024-01-01T00:00:00Z", "2024-01-01T02:00:00+02:00", "2024-01-02T00:00:00",
                "2024-01-01T24:00:00", "2024-01-01T24:00:01", "2024-01-01", "2024-01-03T00:00:00Z",
            ],
            "dateTimeStamp": ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00"],
            "time": ["10:00:00", "11:00:00", "10:00:00Z", "24:00:00", "25:00:00"],
            "gYear": ["2024", "24"],
            "gYearMonth": ["2024-01", "2024-13"],
            "duration": ["P1D", "P2D", "P1M", "PT24H", "P1S"],
            "dayTimeDuration": ["P1D", "PT25H"],
            "yearMonthDuration": ["P1Y", "P13M"],
            "anyURI": ["urn:a", "urn:b"],
            "language": ["en", "e_n"],
            "hexBinary": ["0a", "0"],
        }.items()
        for text in texts
    ),
    '"x"^^<urn:own>',
    '"y"^^<urn:own>',
]  # fmt: skip
_PREDICATES = ["<urn:p>", "<urn:q>", "<urn:r>"]
_CLASSES = ["<urn:C>", "<urn:D>"]
_NODES = ["<urn:a>", "<urn:b>", "<urn:c>", "_:x", "_:y"]
_DATATYPES = ["integer", "string", "date", "dateTime", "decimal", "gYear", "boolean", "language", "byte", "duration"]
_KINDS = ["IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "IRIOrLiteral", "BlankNodeOrLiteral"]
_LIMITS = ["minInclusive", "maxInclusive", "minExclusive", "maxExclusive"]
_PAIRS = ["lessThan", "lessThanOrEquals", "equals", "disjoint"]
_NESTED = ["not", "and", "or", "xone", "node", "property"]
_ANY = ["datatype", "class", "nodeKind", "minLength", "maxLength", "pattern", "in", "hasValue", "languageIn", "closed"]
_OF_PROPERTIES = ["minCount", "maxCount", "uniqueLang", "qualified", *_PAIRS[:2]]
_DEEPEST = 2


class Pair:
    """Shapes and data (N-Triples) of a number."""

    def __init__(self, number: int) -> None:
        self._random = random.Random(number)
        self._lines: dict[str, None] = {}
        self._nodes = 0
        for _ in range(self._random.choice([1, 1, 2])):
            self._add_targets(self._shape())
        self.shapes = "".join(self._lines)
        self.data = "".join(dict.fromkeys(self._statements()))

    def _statements(self) -> list[str]:
        choose, lines = self._random, []
        for node in _NODES:
            if choose.random() < 0.7:
                lines.append(f"{node} <{RDF.type}> {choose.choice(_CLASSES)} .\n")
            for _ in range(choose.randint(0, 4)):
                lines.append(f"{node} {choose.choice(_PREDICATES)} {choose.choice(LITERALS + _NODES * 6)} .\n")
        if choose.random() < 0.2:
            lines.append(f"<urn:D> <{RDFS.subClassOf}> <urn:C> .\n")
        return lines

    def _new(self) -> str:
        self._nodes += 1
        return f"_:n{self._nodes}"

    def _add(self, node: str, name: str, value: str) -> None:
        self._lines[f"{node} <{SH[name]}> {value} .\n"] = None

    def _list(self, members: list[str]) -> str:
        rest = f"<{RDF.nil}>"
        for member in reversed(members):
            node = self._new()
            self._lines[f"{node} <{RDF.first}> {member} .\n"] = None
            self._lines[f"{node} <{RDF.rest}> {rest} .\n"] = None
            rest = node
        return rest

    def _path(self, depth: int = 0) -> str:
        kind = self._random.random()
        if kind < 0.75 or depth > _DEEPEST:
            return self._random.choice(_PREDICATES)
        if kind < 0.8:
            return self._list([self._path(depth + 1) for _ in range(2)])
        node = self._new()
        if kind < 0.86:
            self._add(node, "alternativePath", self._list([self._path(depth + 1) for _ in range(2)]))
        else:
            names = ["inversePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"]
            self._add(node, self._random.choice(names), self._path(depth + 1))
        return node

    def _term(self) -> str:
        return self._random.choice([*LITERALS, *_NODES[:3] * 8, *_CLASSES])

    def _shape(self, depth: int = 0, *, of_property: bool | None = None) -> str:
        choose = self._random
        node = self._new() if depth else f"<urn:S{len(self._lines)}>"
        of_property = choose.random() < 0.4 if of_property is None else of_property
        if of_property:
            self._add(node, "path", self._path())
        self._lines[f"{node} <{RDF.type}> <{SH.PropertyShape if of_property else SH.NodeShape}> .\n"] = None
        names = [*_ANY, *_LIMITS, *_PAIRS[2:], *(_NESTED if depth <= _DEEPEST else [])]
        names += _OF_PROPERTIES if of_property else []
        for name in choose.sample(names, choose.choice([1, 1, 2, 3])):
            if name != "qualified" or depth <= _DEEPEST:
                self._constrain(node, name, depth + 1)
        if choose.random() < 0.05:
            self._add(node, "deactivated", term("true", XSD.boolean))
        if choose.random() < 0.1:
            self._add(node, "severity", f"<{choose.choice([SH.Warning, SH.Info])}>")
        return node

    def _constrain(self, node: str, name: str, depth: int) -> None:
        choose, number = self._random, term(str(self._random.choice([0, 1, 2, 5])), XSD.integer)
        match name:
            case "qualified":
                self._add(node, "qualifiedValueShape", self._shape(depth))
                self._add(node, choose.choice(["qualifiedMinCount", "qualifiedMaxCount"]), number)
                if choose.random() < 0.4:
                    self._add(node, "qualifiedValueShapesDisjoint", term("true", XSD.boolean))
            case "and" | "or" | "xone":
                self._add(node, name, self._list([self._shape(depth) for _ in range(choose.randint(1, 2))]))
            case "closed":
                self._add(node, name, term(choose.choice(["true", "true", "false"]), XSD.boolean))
                if choose.random() < 0.5:
                    self._add(node, "ignoredProperties", self._list([f"<{RDF.type}>"]))
            case "pattern":
                self._add(node, name, term(choose.choice(["^a", "[0-9]+", "b$", "A", "."])))
                if choose.random() < 0.3:
                    self._add(node, "flags", term(choose.choice("isx")))
            case "not" | "node" | "property":
                of_property = {"not": None, "node": False, "property": True}[name]
                self._add(node, name, self._shape(depth, of_property=of_property))
            case _:
                self._add(node, name, self._value(name, number))

    def _value(self, name: str, number: str) -> str:
        choose = self._random
        if name in _LIMITS:
            return choose.choice(LITERALS)
        if name in _PAIRS:
            return choose.choice(_PREDICATES)
        match name:
            case "datatype":
                return f"<{XSD[choose.choice(_DATATYPES)]}>"
            case "class":
                return choose.choice(_CLASSES)
            case "nodeKind":
                return f"<{SH[choose.choice(_KINDS)]}>"
            case "in":
                return self._list([self._term() for _ in range(choose.randint(0, 3))])
            case "languageIn":
                return self._list([term(choose.choice(["en", "nl", "NL-be"])) for _ in range(choose.randint(0, 2))])
            case "hasValue":
                return self._term()
            case "uniqueLang":
                return term("true", XSD.boolean)
        return number

    def _add_targets(self, node: str) -> None:
        for _ in range(self._random.choice([1, 1, 2])):
            match self._random.choice(["targetClass"] * 4 + ["targetNode", "targetSubjectsOf", "targetObjectsOf"]):
                case "targetClass":
                    self._add(node, "targetClass", self._random.choice(_CLASSES))
                case "targetNode":
                    self._add(node, "targetNode", self._term())
                case name:
                    self._add(node, name, self._random.choice(_PREDICATES))


Answer = set[tuple[str | None, ...]] | None


def answer(pair: Pair, engine: Engine) -> tuple[Answer, CompiledShapes | None]:
    """The results of an engine, None if it refuses the shapes; and the compiled shapes."""
    try:
        compiled = compile_shapes(ShapesGraph.of(pair.shapes), engine)
        results = compiled.results(pair.data)
    except InputError:
        return None, None
    return {(each.focus, each.path, each.component, each.value, each.severity) for each in results}, compiled


def differences(numbers: range) -> list[int]:
    """The numbers of the pairs to which the two engines give different answers."""
    pairs = ((number, Pair(number)) for number in numbers)
    return [number for number, pair in pairs if answer(pair, Engine.SHACL)[0] != answer(pair, Engine.PYSHACL)[0]]


if __name__ == "__main__":
    import logging

    logging.disable()
    first, last = int(sys.argv[1]), int(sys.argv[2])
    found = Counter[str]()
    for number in range(first, last):
        pair = Pair(number)
        (fast, compiled), (slow, _) = answer(pair, Engine.SHACL), answer(pair, Engine.PYSHACL)
        found["refused"] += fast is None
        found["left to pyshacl"] += bool(compiled and compiled.notes)
        found["results"] += len(slow or ())
        if fast != slow:
            found["different"] += 1
            print(number)
    print(last - first, "pairs:", dict(found))
