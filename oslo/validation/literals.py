"""Literals that the engines would judge each in its own way, given to them so that they agree.

An ill-typed literal gets a datatype that no shape asks for: each engine then refuses it, and it compares with nothing.
A few literals compare in a way that the fast engine does not know (`_beyond`): data that has them where shapes compare
is left to the reference engine, and the report says so. Only literals that the shapes look at are searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..namespaces import RDF, SH, XSD
from ..rdf.lexical import INTEGERS, is_ill_typed
from ..rdf.ntriples import literal
from ..rdf.shapes_graph import ShapesGraph
from .comparing import kind_of

_ILL_TYPED = "urn:oslo-interop:ill-typed:"
_BOUNDS = (SH.minInclusive, SH.minExclusive, SH.maxInclusive, SH.maxExclusive)
_PAIRS = (SH.lessThan, SH.lessThanOrEquals)
_SURE = frozenset({XSD.string, XSD.boolean, XSD.double, XSD.float, XSD.date, XSD.anyURI, RDF.langString, *INTEGERS})
"""The datatypes of which the fast engine knows what is ill-typed, as we do."""

_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_EMPTY = ("zeroOrMorePath", "zeroOrOnePath")
"""The paths that lead to the focus node itself too."""

_TYPED = re.compile(r' ("(?:[^"\\\n]|\\.)*"(?:\^\^<[^>]*>|@[\w\-]+)) \.$', re.MULTILINE)
_DIGITS = 18
_LONG = frozenset({XSD.decimal, XSD.dateTime, XSD.dateTimeStamp, XSD.time, XSD.duration, XSD.dayTimeDuration})
"""The datatypes of which the fast engine takes a value of too many digits for ill-typed."""
_TOO_LONG = re.compile(rf"\d{{{_DIGITS + 1}}}")
_DERIVED = frozenset({XSD.dayTimeDuration, XSD.yearMonthDuration, XSD.dateTimeStamp})

Predicates = set[str] | None
"""The predicates (N-Triples terms) whose values are looked at; None: all."""


class Found:
    """The literals of a text; those of a predicate are searched for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._of: dict[str, frozenset[str]] = {}

    def literals(self, predicates: Predicates) -> set[str]:
        """The distinct ones with a datatype or a language that are values of some predicates, or of any."""
        if predicates is None:
            return set(_TYPED.findall(self.text))
        for each in predicates - self._of.keys():
            self._of[each] = frozenset(_after(self.text, f" {each} "))
        return {term for each in predicates for term in self._of[each]}


class Literals:
    """What a shapes graph asks of literals: which it looks at, and what it compares them with."""

    def __init__(self, shapes: ShapesGraph) -> None:
        self._shapes = shapes
        self._parents: dict[str, list[str]] = {}
        for node in shapes.triples:
            for part in shapes.parts(node):
                self._parents.setdefault(part, []).append(node)
        self.compared: dict[str, Predicates] = {}  # the kind of the values that are compared to where they are
        self.looked_at: Predicates = set()
        self._measured: Predicates = set()  # where a value may have too many digits
        self.unfit: str | None = None  # a limit that the fast engine compares in its own way
        self._find()

    def _find(self) -> None:
        for node in self._shapes.triples:
            values = self._shapes.values
            for bound in (each for name in _BOUNDS for each in values(node, name)):
                self._compare(kind_of(bound), self._predicates(node))
                self.unfit = self.unfit or _beyond(bound, kind_of(bound) or "any")
            if pairs := [each for name in _PAIRS for each in values(node, name)]:
                places = self._predicates(node)
                self._compare("any", None if places is None else places | set(pairs))
            if any(each[1:-1] in _LONG for each in values(node, SH.datatype)):
                self._measured = _both(self._measured, self._predicates(node))
            if any(each[1:-1] not in _SURE and is_ill_typed("\n", each[1:-1]) for each in values(node, SH.datatype)):
                self.looked_at = _both(self.looked_at, self._predicates(node))
        if any(
            _is_ill_typed(term) for about in self._shapes.triples.values() for terms in about.values() for term in terms
        ):
            self.looked_at = None  # a listed value that is ill-typed is to match the same one in the data
        for places in self.compared.values():
            self.looked_at = _both(self.looked_at, places)
        nodes = (term for node in self._shapes.triples for term in self._shapes.values(node, SH.targetNode))
        for literal_node in (term for term in nodes if term.startswith('"')):  # these are not in the data
            beyond = (_beyond(literal_node, kind) for kind in self.compared)
            self.unfit = self.unfit or next(filter(None, beyond), None) or _too_long(literal_node)

    def _compare(self, kind: str | None, places: Predicates) -> None:
        if kind is not None:
            self.compared[kind] = _both(self.compared.get(kind, set()), places)

    def _predicates(self, shape: str, seen: frozenset[str] = frozenset()) -> Predicates:
        """The predicates whose objects a shape looks at: those in its path, else those that lead to its focus nodes."""
        paths = [step for path in self._shapes.values(shape, SH.path) for step in self._shapes.steps(path)]
        stays = not paths or any(self._shapes.values(each, SH[name]) for each in paths for name in _EMPTY)
        found: Predicates = {each for each in paths if each.startswith("<")} - {f"<{RDF.nil}>"}
        return _both(found, self._to_focus(shape, seen)) if stays else found

    def _to_focus(self, shape: str, seen: frozenset[str]) -> Predicates:
        """The predicates whose objects can be focus nodes of a shape."""
        found: Predicates = set(self._shapes.values(shape, SH.targetObjectsOf))
        for parent in self._parents.get(shape, []):
            if parent not in seen:
                found = _both(found, self._predicates(parent, seen | {shape}))
        known = self._parents.get(shape) or any(self._shapes.values(shape, SH[name]) for name in _TARGETS)
        return found if known else None

    def replaced(self, found: Found, everywhere: bool = False) -> str:
        """N-Triples text with another datatype for its ill-typed literals, where shapes look at them."""
        places, text = None if everywhere else self.looked_at, found.text
        for term in sorted(each for each in found.literals(places) if _is_ill_typed(each)):
            text = text.replace(f" {term} .\n", f" {_marked(term)} .\n")
        return text

    def odd(self, found: Found) -> set[str]:
        """The literals that the fast engine judges in its own way, if it gets them as they are."""
        wrong = set(filter(_is_ill_typed, found.literals(self.looked_at)))
        for kind, places in self.compared.items():
            wrong |= {term for term in found.literals(places) if _beyond(term, kind)}
        return wrong | set(filter(_too_long, found.literals(self._measured)))

    def beyond(self, found: Found) -> str | None:
        """What the fast engine cannot compare: the first such literal, in words; None if there is none."""
        for kind, places in self.compared.items():
            for term in sorted(found.literals(places)):
                if word := _beyond(term, kind):
                    return word
        return next(filter(None, map(_too_long, sorted(found.literals(self._measured)))), None)


def restored(term: str) -> str:
    """A term with its own datatype again."""
    return term.replace(_ILL_TYPED, str(XSD))


def _both(some: Predicates, others: Predicates) -> Predicates:
    return None if some is None or others is None else some | others


def _is_ill_typed(term: str) -> bool:
    return term.startswith('"') and term.endswith(">") and is_ill_typed(*literal(term)[:2])


def _too_long(term: str) -> str | None:
    if _TOO_LONG.search(term) is None or literal(term).datatype not in _LONG:
        return None
    return f"a value of more than {_DIGITS} digits: {term}"


def _marked(term: str) -> str:
    return term.replace(f"^^<{XSD}", f"^^<{_ILL_TYPED}")


def _after(text: str, predicate: str) -> Iterable[str]:
    found = set()
    at = text.find(predicate)
    while at >= 0:
        end = text.find("\n", at)
        start = at + len(predicate)
        if text[start] == '"':
            found.add(text[start : end - 2])
        at = text.find(predicate, end)
    return (each for each in found if not each.endswith('"'))


def _beyond(term: str, kind: str) -> str | None:
    text, datatype, language = literal(term)
    if language is not None:
        return f"text with a language: {term}" if kind in ("text", "any") else None
    found = kind_of(term)
    if found is None or kind not in (found, "any"):
        return None
    if datatype in _DERIVED:
        return f"a value of a datatype that it does not compare: {term}"
    if datatype == XSD.float:
        return f"a number in single precision: {term}"
    whole, _, fraction = text.partition(".")
    if found == "number" and datatype != XSD.double and max(len(whole.lstrip("+-0")), len(fraction)) > _DIGITS:
        return f"a number of more than {_DIGITS} digits: {term}"
    return None
