"""Where pySHACL decides otherwise than the standard, or than the fast engine where the standard leaves it open.

While `decided` lasts these methods of pySHACL are ours: a value compares with a limit or with another value as
`comparing.order` has it; an ill-typed literal has another datatype by now (`literals`), so no datatype is looked into;
a blank node has no length, not even 0 (SHACL, section 4.4.1); a pattern is matched as SPARQL does (`xpath`); a path is
followed as far as it goes, and the inverse of several steps from the last one back (SHACL, section 2.3.1). A query
reads the data alone: nothing is fetched for it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from ..errors import InputError
from ..namespaces import SH
from .comparing import order
from .xpath import compile_xpath, match

Outcome = tuple[bool, list[Any]]
"""Whether a constraint is violated, and the results."""


class GivenUp(NamedTuple):
    """A value of which it is not known whether it conforms: the shape, focus node and value as terms, and why."""

    shape: str
    focus: str
    value: str
    why: str


def _limit(*orders: int) -> Callable[..., Outcome]:
    """A method for a constraint with a limit: a value has to compare with it in one of these ways."""

    def evaluate(self: Any, limit: Any, graph: Any, values: dict[Any, Any]) -> Outcome:
        bound = _term(limit)
        return _results(self, graph, values, lambda each: order(_term(each), bound) in orders)

    return evaluate


def _pair(*orders: int) -> Callable[..., Outcome]:
    """A method for a constraint that compares values with those of another property: one result for each pair."""

    def compare(self: Any, values: Any, others: Any, graph: Any, focus: Any) -> Outcome:
        limits = [_term(each) for each in others]
        wrong = [each for each in values for limit in limits if order(_term(each), limit) not in orders]
        return bool(wrong), [self.make_v_result(graph, focus, value_node=each) for each in wrong]

    return compare


def _min_length(self: Any, limit: Any, graph: Any, values: dict[Any, Any]) -> Outcome:
    import rdflib

    return _results(
        self, graph, values, lambda each: not isinstance(each, rdflib.BNode) and len(str(each)) >= int(limit)
    )


def _read_pattern(self: Any, shape: Any) -> None:
    import rdflib

    super(type(self), self).__init__(shape)
    self.string_rules = list(shape.objects(rdflib.URIRef(SH.pattern)))
    self.flags = str(next(iter(shape.objects(rdflib.URIRef(SH.flags))), ""))
    for each in self.string_rules:
        compile_xpath(str(each), self.flags)


def _pattern(given_up: list[GivenUp]) -> Callable[..., Outcome]:
    """The method for sh:pattern; what it does not decide goes into `given_up`, and gives no result."""

    def evaluate(self: Any, pattern: Any, graph: Any, values: dict[Any, Any]) -> Outcome:
        import rdflib

        pairs = [(focus, each) for focus, nodes in values.items() for each in nodes]
        texts = sorted({str(each) for _, each in pairs if not isinstance(each, rdflib.BNode)})
        matched = match(str(pattern), self.flags, texts)
        given_up.extend(
            GivenUp(_term(self.shape.node), _term(focus), _term(each), matched.left[str(each)])
            for focus, each in pairs
            if str(each) in matched.left
        )
        fits = matched.found | matched.left.keys()
        return _results(self, graph, values, lambda each: not isinstance(each, rdflib.BNode) and str(each) in fits)

    return evaluate


def _ends(shapes: Any, focus: Any, path: Any, graph: Any, inverse: bool = False, recursion: int = 0) -> set[Any]:
    """The nodes to which a path leads from a focus node; `inverse`: from which it leads there."""
    import rdflib

    def follow(nodes: set[Any], step: Any, backwards: bool) -> set[Any]:
        return {end for node in nodes for end in _ends(shapes, node, step, graph, backwards)}

    def inner(name: str) -> Any:
        return shapes.graph.value(path, rdflib.URIRef(SH[name]))

    if isinstance(path, rdflib.URIRef):
        return set(graph.subjects(path, focus) if inverse else graph.objects(focus, path))
    if shapes.graph.value(path, rdflib.RDF.first) is not None:
        nodes = {focus}
        for way in list(shapes.graph.items(path))[:: -1 if inverse else 1]:
            nodes = follow(nodes, way, inverse)
        return nodes
    if (way := inner("inversePath")) is not None:
        return follow({focus}, way, not inverse)
    if (ways := inner("alternativePath")) is not None:
        return {end for way in shapes.graph.items(ways) for end in follow({focus}, way, inverse)}
    repeated = _unwrapped(shapes.graph, path)
    if repeated is None:
        raise InputError(f"not a path: {path}")
    way, least, most = repeated
    found, last, steps = ({focus} if least == 0 else set()), {focus}, 0
    while last and (most is None or steps < most):
        last = follow(last, way, inverse) - found
        found |= last
        steps += 1
    return found


def _unwrapped(graph: Any, path: Any) -> tuple[Any, int, int | None] | None:
    """What a path repeats, how often at least and at most: `(p+)?` is `p*`."""
    import rdflib

    least, way = 1, None
    most: int | None = 1
    while path is not None:
        inner = ((graph.value(path, rdflib.URIRef(SH[name])), name) for name in _REPEATED)
        path, name = next((each for each in inner if each[0] is not None), (None, ""))
        if path is not None:
            way, least = path, min(least, _REPEATED[name][0])
            most = None if most is None or _REPEATED[name][1] is None else most
    return None if way is None else (way, least, most)


_REPEATED: dict[str, tuple[int, int | None]] = {
    "zeroOrMorePath": (0, None),
    "oneOrMorePath": (1, None),
    "zeroOrOnePath": (0, 1),
}
"""The paths that repeat: how often at least and at most."""


def _leave_list(graph: Any, node: Any, *_: Any, **__: Any) -> Any:
    """The list of a path is read from the shapes; a copy in the report takes time by the square of its length."""
    return node


def _refuse_service(*_: Any) -> None:
    raise InputError("a query asks another server (SERVICE), which is never done")


def _results(self: Any, graph: Any, values: dict[Any, Any], holds: Callable[[Any], bool]) -> Outcome:
    wrong = [(focus, each) for focus, nodes in values.items() for each in nodes if not holds(each)]
    return bool(wrong), [self.make_v_result(graph, focus, value_node=each) for focus, each in wrong]


def _term(node: Any) -> str:
    from ..rdf.bridge import term_of

    return term_of(node)


def _always(*_: Any) -> bool:
    return True


_DECISIONS: list[tuple[str, str, str, Callable[..., Any]]] = [
    ("value_constraints", "Datatype", "_assert_actual_datatype", _always),
    ("value_range_constraints", "MinInclusive", "_evaluate_min_rule", _limit(0, 1)),
    ("value_range_constraints", "MinExclusive", "_evaluate_min_rule", _limit(1)),
    ("value_range_constraints", "MaxInclusive", "_evaluate_max_rule", _limit(0, -1)),
    ("value_range_constraints", "MaxExclusive", "_evaluate_max_rule", _limit(-1)),
    ("property_pair_constraints", "LessThan", "_compare_lt", _pair(-1)),
    ("property_pair_constraints", "LessThanOrEquals", "_compare_ltoe", _pair(-1, 0)),
    ("string_based_constraints", "MinLength", "_evaluate_string_rule", _min_length),
    ("string_based_constraints", "Pattern", "__init__", _read_pattern),
]
"""The modules, constraints and methods of pySHACL that are replaced, and by what."""


@contextmanager
def decided() -> Iterator[list[GivenUp]]:
    """PySHACL with these decisions; the list gets what is not decided."""
    import rdflib

    given_up: list[GivenUp] = []
    decisions = [*_DECISIONS, ("string_based_constraints", "Pattern", "_evaluate_string_rule", _pattern(given_up))]
    with ExitStack() as stack:
        stack.enter_context(patch.object(rdflib.Literal, "ill_typed", None))
        stack.enter_context(patch("pyshacl.shape.value_nodes_from_path", _ends))
        stack.enter_context(patch("pyshacl.rdfutil.clone.clone_list", _leave_list))
        stack.enter_context(patch("rdflib.plugins.sparql.evaluate.evalServiceQuery", _refuse_service))
        stack.enter_context(patch("rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS", False))
        for module, name, method, ours in decisions:
            constraints = importlib.import_module(f"pyshacl.constraints.core.{module}")
            stack.enter_context(patch.object(getattr(constraints, f"{name}ConstraintComponent"), method, ours))
        yield given_up
