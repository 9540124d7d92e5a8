"""`python -m fuzzing`: runs inputs in some processes, watches over these, and keeps what is found as files.

Exit code 0 for no findings, 1 for findings.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from contextlib import chdir
from pathlib import Path
from time import monotonic

from .processes import Options, run_all
from .runner import Finding, examine
from .targets import ROUND, TARGETS


def main() -> int:
    options, repeat = _arguments()
    if repeat is not None:
        return _repeat(repeat, options)
    began = monotonic()
    seen: Counter[tuple[str, str]] = Counter()

    def told(finding: Finding) -> None:
        seen[finding.key] += 1
        if seen[finding.key] == 1:
            _show(finding, options)

    counts = run_all(options, told)
    for (kind, where), times in seen.most_common():
        print(f"{times} x {kind}: {where}")
    minutes = (monotonic() - began) / 60
    if options.names != ROUND or "-v" in sys.argv:
        for name, count in sorted(counts.items()):
            print(f"{count / minutes:10.0f} a minute: {name}")
    print(f"{sum(counts.values())} inputs, {len(seen)} findings ({minutes * 60:.0f} s, seed {options.seed})")
    return 1 if seen else 0


def _arguments() -> tuple[Options, Path | None]:
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description=__doc__)
    parser.add_argument("--seconds", type=float, help="how long; default: 60, without --inputs")
    parser.add_argument("--inputs", type=int, help="how many inputs; the same for a seed on any machine")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--target", action="append", help="only targets with this in their name; may be repeated")
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "oslo-fuzzing", help="a folder")
    parser.add_argument("--repeat", type=Path, help="a file with an input, for the one --target")
    parser.add_argument("-v", action="store_true", help="show how many inputs of each target a minute")
    given = parser.parse_args()
    names = [name for name in ROUND if not given.target or any(each in name for each in given.target)]
    if given.repeat and given.target and given.target[0] in TARGETS:
        names = given.target
    if not names:
        parser.error(f"no target {given.target}; there are {', '.join(TARGETS)}")
    seconds = given.seconds or (None if given.inputs else 60.0)
    options = Options(given.seed, seconds, given.inputs, given.first, given.jobs, given.findings.absolute(), names)
    return options, given.repeat


def _repeat(path: Path, options: Options) -> int:
    data = path.read_bytes()
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        found = examine(TARGETS[options.names[0]], 0, data)
    print(f"{found.kind}: {found.words}" if found else "nothing is wrong")
    return 1 if found else 0


def _show(finding: Finding, options: Options) -> None:
    """Keep the input of a finding, and say how to repeat it."""
    options.folder.mkdir(parents=True, exist_ok=True)
    form = TARGETS[finding.target].form
    name = f"{finding.kind}-{finding.target}-{options.seed}-{finding.number}".replace(" ", "-").replace("/", "-")
    path = options.folder / f"{name}.{form}"
    path.write_bytes(finding.data)
    path.with_suffix(".txt").write_text(finding.words, "utf-8", "backslashreplace")
    print(f"\n{finding.kind}: {finding.target}, input {finding.number}: {finding.where}")
    for line in finding.words.splitlines()[-6:]:
        print(f"    {ascii(line[:200])[1:-1]}")
    print(f"    python -m fuzzing --target '{finding.target}' --repeat {path}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
