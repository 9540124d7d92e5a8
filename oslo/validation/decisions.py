"""Where pySHACL decides otherwise than the standard, or than the fast engine where the standard leaves it open.

While `decided` lasts these methods of pySHACL are ours: a value compares with a limit or with another value as
`comparing.order` has it; an ill-typed literal has another datatype by now (`literals`), so no datatype is looked into;
a blank node has no length, not even 0 (SHACL, section 4.4.1).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from .comparing import order

Outcome = tuple[bool, list[Any]]
"""Whether a constraint is violated, and the results."""


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
]
"""The modules, constraints and methods of pySHACL that are replaced, and by what."""


@contextmanager
def decided() -> Iterator[None]:
    """PySHACL with these decisions."""
    import rdflib

    with ExitStack() as stack:
        stack.enter_context(patch.object(rdflib.Literal, "ill_typed", None))
        for module, name, method, ours in _DECISIONS:
            constraints = importlib.import_module(f"pyshacl.constraints.core.{module}")
            stack.enter_context(patch.object(getattr(constraints, f"{name}ConstraintComponent"), method, ours))
        yield
