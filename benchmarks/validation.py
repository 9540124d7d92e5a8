"""Checking linked data: `oslo` beside the bare fast engine and beside pySHACL, side by side in one run.

    python benchmarks/validation.py [--persons 100000]

The data are the persons with planted defects of `tests/helpers/planted.py`, ten triples each; each contender
answers for the same N-Triples file with the shapes of persoon-basis. `oslo` holds the whole graph,
`batches` a part of it at a time. pySHACL is run at 10,000 persons at most.
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


def shapes() -> Path:
    return ROOT / "shapes" / "persoon-basis.ttl"


def bare(data: Path) -> int:
    import shacl

    compiled = shacl.Shapes.from_file(str(shapes()))
    return len(compiled.validate_file(str(data)).results)


def oslo(data: Path, mode: str = "whole") -> int:
    from oslo.files import ready_shapes
    from oslo.validation.validator import Mode, Validator

    report = Validator(ready_shapes("persoon-basis"), strict_shapes=True).validate(data, mode=Mode(mode))
    return len(report.violations) + len(report.unresolved)


def batches(data: Path) -> int:
    return oslo(data, "batches")


def pyshacl(data: Path) -> int:
    import pyshacl as engine
    import rdflib

    graph = rdflib.Graph().parse(data, format="nt")
    results = engine.validate(graph, shacl_graph=rdflib.Graph().parse(shapes()), inplace=True)[1]
    return len(list(results.subjects(rdflib.RDF.type, rdflib.URIRef("http://www.w3.org/ns/shacl#ValidationResult"))))


def warm(data: Path) -> int:
    """One record at a time, the shapes compiled once: returns microseconds a record."""
    from oslo import Format, Validator, write
    from oslo.models import load_profile
    from oslo.models.persoon import Plaats

    validator = Validator(load_profile("persoon-basis"))
    times = []
    for number in range(500):
        begin = time.perf_counter()
        place = Plaats(id=f"https://data.example.be/id/plaats/{number}", plaatsnaam="Gent")
        assert validator.validate(write(place, Format.NTRIPLES), Format.NTRIPLES).ok
        times.append(time.perf_counter() - begin)
    return round(sorted(times)[len(times) // 2] * 1e6)


CONTENDERS = {"bare": bare, "oslo": oslo, "batches": batches, "pyshacl": pyshacl, "warm": warm}


def run(name: str, data: Path) -> tuple[float, int, int]:
    """Seconds, peak MB and findings of a contender, in a process of its own."""
    command = [sys.executable, __file__, "--contender", name, str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, peak, findings = done.stdout.split()
    return float(seconds), int(peak), int(findings)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=[10_000, 100_000, 260_000])
    parser.add_argument("--contender", nargs=2)
    parser.add_argument("--make", nargs=2)
    arguments = parser.parse_args()
    if arguments.contender:
        name, file = arguments.contender
        begin = time.perf_counter()
        findings = CONTENDERS[name](Path(file))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(time.perf_counter() - begin, peak, findings)
        return
    if arguments.make:
        from helpers.planted import persons

        count, file = arguments.make
        Path(file).write_text(persons(int(count), every=500)[0], "utf-8")
        return
    for count in arguments.persons:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "persons.nt"
            # In another process: this one stays small, for a child begins with the peak of its parent.
            subprocess.run([sys.executable, __file__, "--make", str(count), str(data)], check=True)
            print(f"\n{count:,} persons, about {count * 10:,} triples\n")
            print("| contender | seconds | ratio to `bare` | peak MB | findings |\n|---|--:|--:|--:|--:|")
            base = None
            names = ("bare", "oslo", "batches", *(["pyshacl"] if count <= 10_000 else []))
            # In turn, so that other work on the machine falls on all of them alike; the best counts.
            runs = [{name: run(name, data) for name in names[:3]} for _ in range(5 if count < 500_000 else 1)]
            for name in names:
                best = min(each[name] for each in runs) if name in runs[0] else run(name, data)
                base = base or best[0]
                print(f"| `{name}` | {best[0]:.2f} | {best[0] / base:.2f} | {best[1]} | {best[2]} |", flush=True)
    print(f"\nOne record, warm: model, N-Triples, report: {run('warm', ROOT)[2]} microseconds (median)")


if __name__ == "__main__":
    main()
