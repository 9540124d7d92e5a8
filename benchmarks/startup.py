"""How long `import oslo` takes: the median of ten processes, and the ten dearest modules.

python benchmarks/startup.py [MODULE]         by default oslo; the goal is under 0.25 s
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

GOAL = 0.25
ROOT = Path(__file__).resolve().parent.parent


def _python(*arguments: str) -> tuple[float, str]:
    """The wall time of a Python process, and what it wrote to standard error."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True, env=environment)
    return time.perf_counter() - start, done.stderr


def dearest(report: str, count: int = 10) -> Iterator[tuple[int, str]]:
    """The modules of an import report by the microseconds that each takes by itself.

    >>> list(dearest("import time: self [us] | cumulative | imported package\\nimport time:  7 |  9 |   json\\n"))
    [(7, 'json')]
    """
    rows = (line.removeprefix("import time:").split("|") for line in report.splitlines() if "|" in line)
    known = [(int(own), name.strip()) for own, _, name in rows if own.strip().isdigit()]
    yield from sorted(known, reverse=True)[:count]


def main() -> int:
    """The command."""
    module = sys.argv[1] if len(sys.argv) > 1 else "oslo"
    arguments = ("-X", "importtime", "-c", f"import {module}")
    runs = [_python(*arguments) for _ in range(10)]
    empty = statistics.median(_python("-c", "pass")[0] for _ in range(10))
    median = statistics.median(seconds for seconds, _ in runs)
    print(f"import {module}: {median:.3f} s (median of 10, of which {empty:.3f} s for Python itself), goal {GOAL} s\n")
    for microseconds, name in dearest(runs[-1][1]):
        print(f"{microseconds / 1000:8.1f} ms  {name}")
    return 0 if median < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
