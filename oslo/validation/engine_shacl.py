"""The fast engine: the `shacl` wheel (Rust), which compiles the shapes once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..namespaces import RDF, SH
from .engine import CompiledShapes, Engine, Result, one_line

_PROBE = "urn:oslo-interop:probe"
_PROBE_SHAPE = f"""<{_PROBE}> <{RDF.type}> <{SH.NodeShape}> .
<{_PROBE}> <{SH.targetSubjectsOf}> <{_PROBE}> .
<{_PROBE}> <{SH.nodeKind}> <{SH.IRI}> .
"""
_CAPITAL = re.compile(r'"@[a-z0-9\-]*[A-Z]')  # quick to find, and most texts have none
_TAGGED = re.compile(r'(?<= )("(?:[^"\\\n]|\\.)*"@)([A-Za-z0-9\-]*[A-Z][A-Za-z0-9\-]*)')
_BLANK_TERM = re.compile(r"^(_:[^ ]+) |(?<= )(_:[^ \"]+) \.$", re.MULTILINE)


class Shacl(CompiledShapes):
    """The `shacl` wheel. It numbers blank nodes in order of appearance and writes language tags in small letters.

    Both are here again as the data has them.
    """

    engine = Engine.SHACL

    def __init__(self, ntriples: str) -> None:
        import shacl

        self._text = ntriples
        try:
            self._shapes = shacl.Shapes.from_text(ntriples + _PROBE_SHAPE, "ntriples")
            results = self._shapes.validate_text(f'_:a <{_PROBE}> "" .\n', "ntriples").results
            probe = next(each for each in results if each.source_shape == f"<{_PROBE}>")
        except (ValueError, RuntimeError, SyntaxError, OSError, StopIteration) as error:
            raise InputError(f"the engine shacl cannot take the shapes: {one_line(error)}") from None
        self._prefix, _, number = probe.focus_node.rpartition("b")
        self._first_blank = int(number)

    def results(self, ntriples: str) -> list[Result]:
        return self._results(_asked(self._shapes.validate_text, ntriples, "ntriples"), ntriples)

    def of_file(self, path: Path) -> Callable[[str], list[Result]]:
        """Check a file of N-Triples, which the engine reads by itself; the results, for who has its text.

        Raises InputError for data that the engine refuses.
        """
        return partial(self._results, _asked(self._shapes.validate_file, str(path)))

    def _results(self, report: Any, ntriples: str) -> list[Result]:
        results = [
            Result(
                result.focus_node,
                result.path,
                result.component_iri,
                result.value,
                _strip_iri(result.source_shape) or _strip_iri(result.root_shape),
                result.severity_iri,
                tuple(result.messages),
            )
            for result in report.results
        ]
        terms = {term for each in results for term in (each.focus, each.value) if term}
        names: dict[str, str] = {}
        if any(term[0] == "_" for term in terms):
            label = self._label_function(ntriples)
            names |= {term: label(term) for term in terms if term[0] == "_"}
        if any('"@' in term for term in terms):
            for written in (self._text, ntriples):
                if _CAPITAL.search(written):
                    names |= {f"{text}{tag.lower()}": f"{text}{tag}" for text, tag in _TAGGED.findall(written)}
        return [_renamed(each, names) for each in results] if names else results

    def _label_function(self, ntriples: str) -> Callable[[str], str]:
        """A function from a blank node label of the engine to the one in the data."""
        order = list(dict.fromkeys(match[1] or match[2] for match in _BLANK_TERM.finditer(ntriples)))

        def label(term: str) -> str:
            if not term.startswith(self._prefix):
                return term
            number = int(term.removeprefix(f"{self._prefix}b")) - self._first_blank
            return order[number] if 0 <= number < len(order) else term

        return label


def _asked(validate: Callable[..., Any], *data: str) -> Any:
    try:
        return validate(*data, allow_warnings=True)
    except (ValueError, RuntimeError, SyntaxError, OSError) as error:
        raise InputError(f"the engine shacl cannot take the data: {one_line(error)}") from None


def _renamed(result: Result, names: dict[str, str]) -> Result:
    value = result.value and names.get(result.value, result.value)
    return replace(result, focus=names.get(result.focus, result.focus), value=value)


def _strip_iri(term: str | None) -> str | None:
    return term[1:-1] if term and term.startswith("<") else None
