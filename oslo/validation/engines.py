"""The two SHACL engines behind one function.

`shacl` (Rust) compiles the shapes once and is some seventy times faster; pySHACL is the reference
and runs everywhere. Both give the same results, as N-Triples terms; a report always names the
engine. Nothing here depends on profiles, languages or reports.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from ..errors import InputError, OsloError
from ..namespaces import SH
from ..rdf.shapes_graph import ShapesGraph
from .doubt import without_doubtful
from .engine import NOT_DECIDED as NOT_DECIDED, CompiledShapes as CompiledShapes, Engine as Engine, Result as Result
from .engine_shacl import Shacl
from .limited import Limits, limited
from .literals import Found, Literals, restored

NOT_FAST = "the fast engine is not installed (`shacl` has wheels for Linux on x86-64, macOS and Windows)"


def is_fast() -> bool:
    """Whether the fast engine is installed: it comes with `oslo` wherever it has wheels."""
    return importlib.util.find_spec("shacl") is not None


def compile_shapes(shapes: ShapesGraph, engine: Engine = Engine.AUTO, time_limit: float | None = None) -> OneAnswer:
    """Prepare a shapes graph; shapes that are blank nodes get the IRIs that results then have.

    `time_limit`: seconds for the queries of the shapes; None: 30, and more for much data.

    Raises InputError if the engine (with `auto`: both) refuses the shapes, OsloError if the requested
    engine is not installed.
    """
    if engine is Engine.SHACL and not is_fast():
        raise OsloError(f"the engine shacl cannot be used: {NOT_FAST}")
    return OneAnswer(shapes.named(), engine, time_limit)


class OneAnswer(CompiledShapes):
    """Shapes for the engine that gives the right answer: the fast one, or the reference where the fast one would not.

    `notes` says what was left to the reference, with the number of graphs.
    """

    def __init__(self, shapes: ShapesGraph, engine: Engine, time_limit: float | None) -> None:
        self._shapes, self._literals, self._time_limit = shapes, Literals(shapes), time_limit
        self._limits = Limits(shapes)
        self._text = self._literals.replaced(Found(shapes.explicit().text), everywhere=True)
        self._fast: CompiledShapes | None = None
        self.notes = Counter[str]()
        self._unfit = _unfit(shapes, self._literals)
        if engine is not Engine.PYSHACL and is_fast():
            try:
                _check_targets(shapes)
                self._fast = Shacl(self._text)
            except InputError:
                if engine is Engine.SHACL:
                    raise
        self.engine = Engine.SHACL if self._fast and not self._unfit else Engine.PYSHACL
        if self._fast is None:
            self._reference  # noqa: B018  it may refuse the shapes

    @cached_property
    def _reference(self) -> CompiledShapes:
        from .engine_pyshacl import PyShacl

        return PyShacl(self._text)

    def results(self, ntriples: str) -> list[Result]:
        return self.prepared(ntriples)()

    def prepared(self, ntriples: str) -> Callable[[], list[Result]]:
        found = Found(ntriples)
        text = self._literals.replaced(found, everywhere=self.engine is Engine.PYSHACL)
        engine = self._fast
        if engine is not None and (why := self._unfit or self._literals.beyond(found)):
            self.notes[why] += 1
            engine, text = None, self._literals.replaced(found, everywhere=True)
        run = self._evaluation(engine, text)

        def results() -> list[Result]:
            found = without_doubtful(run(), self._shapes)
            return found if text is ntriples else [_restored(each) for each in found]

        return results

    def takes_file(self, size: int) -> bool:
        """Whether the fast engine alone can check a file of so many bytes."""
        return isinstance(self._fast, Shacl) and not self._unfit and not self._limits.is_needed(size)

    def of_file(self, path: Path) -> Callable[[str], list[Result]]:
        """Let the fast engine check a file of N-Triples; what it says, for who has the text.

        It reads the file by itself, and judges some literals in its own way (`odd`).
        """
        assert isinstance(self._fast, Shacl)
        return self._fast.of_file(path)

    def odd(self, ntriples: str) -> set[str]:
        """The literals that the fast engine judges in its own way, if it gets them as they are."""
        return self._literals.odd(Found(ntriples))

    def _evaluation(self, engine: CompiledShapes | None, data: str) -> Callable[[], list[Result]]:
        """The call that gives the results of the fast engine, or of the reference."""
        if not self._limits.is_needed(len(data)):
            return (engine or self._reference).prepared(data)
        kind, shapes = engine.engine if engine else Engine.PYSHACL, ShapesGraph.of(self._text)
        return partial(limited, kind, shapes, data, self._time_limit)


def _unfit(shapes: ShapesGraph, found: Literals) -> str | None:
    """What of some shapes the fast engine reads in another way than the standard, in words; None if nothing."""
    for node, about in shapes.triples.items():
        if about.get(f"<{SH.path}>") and shapes.holds(node, SH.closed):
            return "sh:closed of a property shape, which the engine shacl takes for the focus node, not its values"
    return found.unfit


def _check_targets(shapes: ShapesGraph) -> None:
    """Raise InputError for a target whose query cannot be read: the fast engine would find no nodes, without a word."""
    targets = [each for node in shapes.triples for each in shapes.values(node, SH.target)]
    queries = [each.text for node in targets for each in shapes.literals(node, SH.select)]
    if not queries:
        return
    import pyoxigraph as ox

    declared = "".join(
        f"PREFIX {prefix.text}: <{space.text}>\n"
        for node in shapes.triples
        for prefix in shapes.literals(node, SH.prefix)
        for space in shapes.literals(node, SH.namespace)
    )
    for query in queries:
        try:
            ox.Store().query(declared + query)
        except SyntaxError as error:
            raise InputError(f"sh:target with a query that cannot be read: {error.msg}") from None


def _restored(result: Result) -> Result:
    """A result with the terms of the data."""
    return replace(result, focus=restored(result.focus), value=result.value and restored(result.value))
