"""The shapes of a file, with what each one says: what all rules for shapes ask."""

from __future__ import annotations

from collections.abc import Iterator

from ..namespaces import OWL, RDF, RDFS, SH
from ..rdf.lexical import counts
from ..rdf.terms import prefixed
from .lint_file import LintFile
from .terms import is_datatype, is_known_class
from .turtle import IRI, LITERAL, Statement, Term, by_subject

TARGETS = frozenset(
    str(SH[name]) for name in ("target", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
)
LISTS_OF_SHAPES = frozenset(str(SH[name]) for name in ("and", "or", "xone"))
POINTERS = frozenset(str(SH[name]) for name in ("node", "property", "not", "qualifiedValueShape"))
INTEGERS = ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount", "minLength", "maxLength")
SWITCHES = ("closed", "deactivated", "uniqueLang", "qualifiedValueShapesDisjoint")
_MARKS = TARGETS | {str(SH.path), str(SH.property)}
_SHACL = str(SH)
_TYPE, _FIRST, _REST = str(RDF.type), str(RDF.first), str(RDF.rest)
_PROPERTY, _PROPERTY_SHAPE = str(SH.property), str(SH.PropertyShape)
_SHAPES = (str(SH.NodeShape), _PROPERTY_SHAPE)
_CLASSES = (str(RDFS.Class), str(OWL.Class))
_NIL = Term(IRI, RDF.nil)
_NONE: list[Statement] = []


class Shapes:
    """An index of the statements of a file, by their subject, and the nodes that are shapes."""

    def __init__(self, file: LintFile) -> None:
        self.file = file
        self.about = by_subject(file.statements)
        self._by_property: dict[Term, dict[str, list[Statement]]] = {}
        self.classes = {
            each.subject.value for each in file.statements if each.predicate == _TYPE and each.object.value in _CLASSES
        }
        self.property_shapes = self._property_shapes()
        self.shapes = self._shapes()

    def _property_shapes(self) -> dict[Term, Statement]:
        """Each property shape, and the statement that makes it one."""
        shapes: dict[Term, Statement] = {}
        for each in self.file.statements:
            if each.predicate == _PROPERTY and each.object.kind != LITERAL:
                shapes.setdefault(each.object, each)
            elif each.predicate == _TYPE and each.object.value == _PROPERTY_SHAPE:
                shapes.setdefault(each.subject, each)
        return shapes

    def _shapes(self) -> set[Term]:
        shapes = set(self.property_shapes)
        for each in self.file.statements:
            typed = each.predicate == _TYPE and each.object.value in _SHAPES
            if typed or each.predicate in _MARKS:
                shapes.add(each.subject)
            if each.predicate in POINTERS:
                shapes.add(each.object)
            elif each.predicate in LISTS_OF_SHAPES:
                shapes.update(item.object for item in self.items(each.object) or ())
        return {each for each in shapes if each in self.about}

    def values(self, subject: Term, name: str) -> list[Statement]:
        """The statements of a node with a property, given by its IRI or its name in SHACL."""
        return self.by_property(subject).get(name if ":" in name else f"{_SHACL}{name}", _NONE)

    def by_property(self, subject: Term) -> dict[str, list[Statement]]:
        """The statements of a node by their property."""
        if subject not in self._by_property:
            found: dict[str, list[Statement]] = {}
            for each in self.about.get(subject, ()):
                found.setdefault(each.predicate, []).append(each)
            self._by_property[subject] = found
        return self._by_property[subject]

    def one(self, subject: Term, name: str) -> Term | None:
        """The value of a property of a node if it has exactly one."""
        values = self.values(subject, name)
        return values[0].object if len(values) == 1 else None

    def items(self, head: Term) -> list[Statement] | None:
        """The statements of the members of a list; None for what is no list (RDF 1.1 Semantics, appendix D.3)."""
        found: list[Statement] = []
        seen: set[Term] = set()
        while head != _NIL:
            first, rest = self.values(head, _FIRST), self.values(head, _REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                return None
            seen.add(head)
            found += first
            head = rest[0].object
        return found

    def references(self, node: Term) -> Iterator[tuple[Statement, Term]]:
        """The shapes that a shape refers to, each with the statement that does so."""
        for predicate, statements in self.by_property(node).items():
            for each in statements if predicate in POINTERS else ():
                yield each, each.object
            for each in statements if predicate in LISTS_OF_SHAPES else ():
                yield from ((each, item.object) for item in self.items(each.object) or ())

    def numbers(self, node: Term, name: str) -> list[int]:
        """The whole numbers among the values of a property."""
        return counts(each.object.value for each in self.values(node, name))

    def ranges(self, node: Term) -> list[Statement]:
        """The classes and datatypes that a shape asks for."""
        return [each for name in ("class", "datatype") for each in self.values(node, name)]

    def paths(self, node: Term) -> dict[str, list[Term]]:
        """The property shapes of a node shape by their path, if that is an IRI."""
        by_path: dict[str, list[Term]] = {}
        for link in self.values(node, "property"):
            for path in self.values(link.object, "path"):
                if path.object.kind == IRI:
                    by_path.setdefault(path.object.value, []).append(link.object)
        return by_path

    def is_class(self, iri: str) -> bool:
        """Whether an IRI is a class, here or in a well-known vocabulary."""
        return not is_datatype(iri) and (is_known_class(iri) or iri in self.classes)

    def is_on(self, node: Term, name: str) -> bool:
        """Whether a switch such as sh:closed is on."""
        return any(each.object.value in ("true", "1") for each in self.values(node, name))

    def target_classes(self, node: Term) -> Iterator[str]:
        """The classes whose instances a shape is for, the one that it is itself included."""
        yield from (each.object.value for each in self.values(node, "targetClass"))
        if node.kind == IRI and node.value in self.classes:
            yield node.value

    def report(self, code: str, statement: Statement, detail: str) -> None:
        """Add a defect at a statement about a shape."""
        self.file.report(code, self.file.line(statement), self.file.name(statement.subject), detail)


def shown(statement: Statement) -> str:
    """A property and its value, as Turtle writes them.

    >>> shown(Statement(Term(IRI, "urn:a"), str(SH.nodeKind), Term(IRI, str(SH.IRI))))
    'sh:nodeKind sh:IRI'
    """
    return f"{prefixed(statement.predicate)} {shown_term(statement.object)}"


def shown_term(term: Term) -> str:
    """A term as Turtle writes it, `[]` for a blank node."""
    if term.kind == LITERAL:
        form = f"@{term.language}" if term.language else _shown_datatype(term.datatype)
        return f'"{term.value}"{form}'
    return prefixed(term.value) if term.kind == IRI else "[]"


def _shown_datatype(datatype: str | None) -> str:
    return "" if datatype in (None, "http://www.w3.org/2001/XMLSchema#string") else f"^^{prefixed(datatype or '')}"
