"""What follows from data: triples a second and peak memory, the data passing by as a stream.

    python benchmarks/inference.py [--persons 10000 100000]

The data are the persons of `tests/helpers/planted.py`, ten triples each, as N-Triples; the vocabularies are those of
the library, closed before the clock starts.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def run(data: Path) -> None:
    """Print triples read, triples that follow, seconds, and peak memory in MB."""
    from oslo.vocabularies.inference import infer, rules_of
    from oslo.vocabularies.terms import vocabularies

    rules_of(vocabularies().values())
    begin = time.perf_counter()
    found = sum(text.count("\n") for text in infer(data, only_new=True))
    seconds = time.perf_counter() - begin
    with data.open("rb") as file:
        read = sum(1 for _ in file)
    print(read, found, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--run", type=Path)
    parser.add_argument("--make", nargs=2)
    arguments = parser.parse_args()
    if arguments.run:
        run(arguments.run)
    elif arguments.make:
        from helpers.planted import persons

        count, file = arguments.make
        Path(file).write_text(persons(int(count))[0], "utf-8")
    else:
        print("| triples | that follow | seconds | triples/s | peak MB |\n|--:|--:|--:|--:|--:|")
        for count in arguments.persons:
            with tempfile.TemporaryDirectory() as folder:
                data = Path(folder) / "persons.nt"
                subprocess.run([sys.executable, __file__, "--make", str(count), str(data)], check=True)
                command = [sys.executable, __file__, "--run", str(data)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                read, found, seconds, peak = done.stdout.split()
                rate = int(read) / float(seconds)
                print(f"| {int(read):,} | {int(found):,} | {float(seconds):.2f} | {rate:,.0f} | {peak} |", flush=True)


if __name__ == "__main__":
    main()
