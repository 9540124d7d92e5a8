"""A finding made small: chunks of its input are left out as long as the same is wrong (delta debugging, by halves)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .runner import Finding

_BUDGET = 20.0  # seconds for one finding
_HANG = 2.0  # a smaller input that takes so long hangs too


def minimised(finding: Finding, examine: Callable[[bytes, float], Finding | None]) -> Finding:
    """The same finding with a smaller input."""
    until = monotonic() + _BUDGET
    limit = _HANG if finding.kind == "hang" else 5.0

    def same(data: bytes) -> bool:
        found = examine(data, limit)
        return found is not None and found.key == finding.key

    data, size = finding.data, max(1, len(finding.data) // 2)
    while size and monotonic() < until:
        at, smaller = 0, False
        while at < len(data) and monotonic() < until:
            without = data[:at] + data[at + size :]
            if same(without):
                data, smaller = without, True
            else:
                at += size
        size = size if smaller and size > 1 else size // 2
    found = examine(data, limit) if data != finding.data else None
    return replace(found, number=finding.number) if found is not None else finding
