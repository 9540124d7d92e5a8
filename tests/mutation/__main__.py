"""`python -m mutation`: plants faults, and prints which of them no test noticed."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple

from .faults import Fault, faults_of

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent.parent


class Outcome(NamedTuple):
    """Of one module: how many faults were planted, how many are listed as equivalent, and those that survived.

    `failed`: why none could be planted.
    """

    module: str
    planted: int
    equal: int
    survived: list[str]
    failed: str = ""

    @property
    def killed(self) -> int:
        return self.planted - self.equal - len(self.survived)


def narrow_tests() -> dict[str, list[str]]:
    """The tests of each module: files, from the root of the repository."""
    listed: dict[str, list[str]] = tomllib.loads((_HERE / "tests.toml").read_text("utf-8"))
    return listed


def drawn(faults: dict[str, list[Fault]], count: int | None, seed: int) -> dict[str, list[Fault]]:
    """So many faults, evenly from all modules: what a small module lacks is drawn from the others."""
    chosen: dict[str, list[Fault]] = {}
    left = sum(map(len, faults.values())) if count is None else count
    for number, (module, all_faults) in enumerate(sorted(faults.items(), key=lambda item: len(item[1]))):
        size = min(len(all_faults), left // (len(faults) - number))
        left -= size
        chosen[module] = Random(f"{seed} {module}").sample(all_faults, size)
    return chosen


def equivalent() -> dict[str, dict[tuple[str, str, str], str]]:
    """By module: where it is, what stood there and what was put there, of faults that change nothing, to the reason."""
    listed = tomllib.loads((_HERE / "equivalent.toml").read_text("utf-8"))
    return {
        module: {(row["within"], row["before"], row["after"]): row["why"] for row in rows}
        for module, rows in listed.items()
    }


def examine(job: tuple[str, list[str], list[Fault]]) -> Outcome:
    """Plant faults in a module, but for those that are listed as equivalent."""
    from .running import survivors  # it forks, which not every system can

    module, tests, faults = job
    listed = equivalent().get(module, {})
    real = sorted((each for each in faults if each.key not in listed), key=lambda each: each.line)
    survived = []
    try:
        for each in survivors(_ROOT, module, tests, real):
            survived.append(str(each))
            print(f"{module}:{each}", file=sys.stderr, flush=True)
    except RuntimeError as error:  # the tests fail without a fault: nothing can be said of this module
        return Outcome(module, 0, 0, [], str(error))
    return Outcome(module, len(faults), len(faults) - len(real), survived)


def report(outcomes: list[Outcome]) -> Iterator[str]:
    """The table of modules, and the faults that survived."""
    yield f"{'module':32} planted  killed  equal  survived"
    for each in outcomes:
        yield f"{each.module:32} {each.planted:7} {each.killed:7} {each.equal:6} {len(each.survived):9}"
    planted, equal = sum(each.planted for each in outcomes), sum(each.equal for each in outcomes)
    killed = sum(each.killed for each in outcomes)
    yield f"{'all':32} {planted:7} {killed:7} {equal:6} {planted - killed - equal:9}"
    yield f"noticed: {killed / max(1, planted - equal):.1%} of those that are not equal"
    for each in outcomes:
        yield from (f"{each.module}:{fault}" for fault in each.survived)
        if each.failed:
            yield f"{each.module}: {each.failed}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument("--count", type=int, help="how many faults, evenly from all modules (default: all)")
    parser.add_argument("--seed", type=int, default=0, help="which faults are drawn")
    parser.add_argument("--module", action="append", default=[], help="only modules with this in their path")
    parser.add_argument("--jobs", type=int, default=1, help="how many modules at once")
    wanted = parser.parse_args()
    tests = {
        module: files
        for module, files in narrow_tests().items()
        if not wanted.module or any(each in module for each in wanted.module)
    }
    faults = {module: faults_of((_ROOT / module).read_text("utf-8")) for module in tests}
    jobs = [(module, tests[module], each) for module, each in drawn(faults, wanted.count, wanted.seed).items()]
    with get_context("fork").Pool(wanted.jobs, maxtasksperchild=1) as pool:
        outcomes = []
        for outcome in pool.imap_unordered(examine, jobs):
            outcomes.append(outcome)
            print(f"{outcome.module}: {len(outcome.survived)} survived", file=sys.stderr, flush=True)
    print(*report(sorted(outcomes)), sep="\n")
    sys.exit(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    main()
