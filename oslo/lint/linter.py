"""The way in: the defects of files, by the checks for their kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..errors import InputError, Place, reading
from ..namespaces import RDF, SH
from ..rdf.parsing import check_base
from . import anywhere, codelists, contexts, files, literals, shapes, usage
from .lint_file import LintFile
from .rules import Defect
from .turtle import IRI, Statement


def lint(path: Path, base: str | None = None) -> list[Defect]:
    """The defects of one file, in the order of its lines; a file that cannot be read is a defect itself.

    `base` completes relative IRIs.
    """
    return lint_all([path], base)


def lint_all(paths: Iterable[Path], base: str | None = None) -> list[Defect]:
    """The defects of many files, file by file; a shape may stand in another one of them.

    Raises InputError for a base that is no IRI.
    """
    if base is not None:
        check_base(base)
    found: list[tuple[list[Defect], list[tuple[str, Defect]]]] = []
    shapes_of_all: set[str] = set()
    for path in paths:
        file = _checked(path, base)
        found.append((file.defects, file.missing))
        if file.kind == "shapes":
            shapes_of_all |= {each.subject.value for each in file.statements if _is_of_shape(each)}
    return [
        each
        for defects, missing in found
        for each in _in_order([*defects, *(defect for iri, defect in missing if iri not in shapes_of_all)])
    ]


def _is_of_shape(each: Statement) -> bool:
    term = each.object.value if each.predicate == RDF.type else each.predicate
    return each.subject.kind == IRI and term.startswith(str(SH))


def _checked(path: Path, base: str | None) -> LintFile:
    file = LintFile(path)
    try:
        with reading(lambda: Place(str(path))):
            file = files.read_file(path, base)
            for check in (anywhere.check, usage.check, literals.check, *_CHECKS_OF.get(file.kind, ()), contexts.check):
                check(file)
    except InputError as error:  # the other files are looked at all the same
        file.report("file/unreadable", None, path.name, error.message)
    return file


_CHECKS_OF = {"shapes": (shapes.check,), "codelist": (codelists.check,)}
"""The checks for a kind of file, besides those for every file."""


def _in_order(defects: list[Defect]) -> list[Defect]:
    """The defects by their line; those that read alike are numbered."""
    times, numbers = Counter(defects), Counter[Defect]()
    found: list[Defect] = []
    for each in sorted(defects, key=lambda each: (each.line or 0, each.code, each.node, each.detail)):
        numbers[each] += 1
        number = f" ({numbers[each]} of {times[each]})" if times[each] > 1 else ""
        found.append(replace(each, detail=f"{each.detail}{number}"))
    return found
