"""The shapes of a file, with what each one says: what all rules for shapes ask."""

from __future__ import annotations

from collections.abc import Iterator

from ..namespaces import OWL, RDF, RDFS, SH
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
_NIL = Term(IRI, RDF.nil)


class Shapes:
    """An index of the statements of a file, by their subject, and the nodes that are shapes."""

    def __init__(self, file: LintFile) -> None:
        self.file = file
        self.about = by_subject(file.statements)
        self.classes = {
            each.subject.value
            for each in file.statements
            if each.predicate == RDF.type and each.object.value in (RDFS.Class, OWL.Class)
        }
        self.property_shapes = self._property_shapes()
        self.shapes = self._shapes()

    def _property_shapes(self) -> dict[Term, Statement]:
        """Each property shape, and the statement that makes it one."""
        shapes: dict[Term, Statement] = {}
        for each in self.file.statements:
            if each.predicate == SH.property and each.object.kind != LITERAL:
                shapes.setdefault(each.object, each)
            elif each.predicate == RDF.type and each.object.value == SH.PropertyShape:
                shapes.setdefault(each.subject, each)
        return shapes

    def _shapes(self) -> set[Term]:
        shapes = set(self.property_shapes)
        for each in self.file.statements:
            typed = each.predicate == RDF.type and each.object.value in (SH.NodeShape, SH.PropertyShape)
            if typed or each.predicate in _MARKS:
                shapes.add(each.subject)
            if each.predicate in POINTERS:
                shapes.add(each.object)
            elif each.predicate in LISTS_OF_SHAPES:
                shapes.update(item.object for item in self.items(each.object) or ())
        return {each for each in shapes if each in self.about}

    def values(self, subject: Term, name: str) -> list[Statement]:
        """The statements of a node with a property, given by its IRI or its name in SHACL."""
        predicate = name if ":" in name else SH[name]
        return [each for each in self.about.get(subject, ()) if each.predicate == predicate]

    def one(self, subject: Term, name: str) -> Term | None:
        """The value of a property of a node if it has exactly one."""
        values = self.values(subject, name)
        return values[0].object if len(values) == 1 else None

    def items(self, head: Term) -> list[Statement] | None:
        """The statements of the members of a list; None for what is no list (RDF 1.1 Semantics, appendix D.3)."""
        found: list[Statement] = []
        seen: set[Term] = set()
        while head != _NIL:
            first, rest = self.values(head, RDF.first), self.values(head, RDF.rest)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                return None
            seen.add(head)
            found += first
            head = rest[0].object
        return found

    def numbers(self, node: Term, name: str) -> list[int]:
        """The whole numbers among the values of a property."""
        return [int(each.object.value) for each in self.values(node, name) if each.object.value.isdecimal()]

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
