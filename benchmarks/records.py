"""Records to RDF, side by side: one table a size.

    python benchmarks/records.py                                  10,000, 100,000 and 1,000,000 rows
    python benchmarks/records.py --rows 10000 --only limit oslo   a part of it
    python benchmarks/records.py --check                          do they say the same? (1,000 rows)

Each contender of `contenders.py` runs as a process of its own. Measured is the wall time of the
work inside it, the best of some runs, which are made in turn; imports and preparation stand in a column of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MORPH_KGC = HERE / ".venv"
BASELINE = "limit"

sys.path[:0] = [str(HERE), str(HERE.parent)]

from contenders import CONTENDERS  # noqa: E402  it imports nothing but the standard library

Measures = dict[str, Any]


def _environment() -> dict[str, str]:
    paths = [str(HERE.parent), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def interpreter(name: str) -> Path:
    """The interpreter of a contender: morph-kgc has its own, because it pins old libraries."""
    if name != "morph-kgc":
        return Path(sys.executable)
    home = Path(os.environ.get("MORPH_KGC_VENV") or MORPH_KGC)
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _install() -> None:
    subprocess.run([sys.executable, "-m", "venv", str(MORPH_KGC)], check=True)
    subprocess.run([str(interpreter("morph-kgc")), "-m", "pip", "install", "-q", "morph-kgc"], check=True)


def _make(count: int, file: Path) -> None:
    """The export, made in another process: this one stays small, its children inherit its peak."""
    command = [sys.executable, str(HERE / "inwoners.py"), str(count), str(file)]
    subprocess.run(command, check=True, env=_environment())


def _run(name: str, table: Path, folder: Path) -> Measures | str:
    """The measures of one run, or why there are none."""
    out = folder / f"out{CONTENDERS[name].suffix or '.none'}"
    command = [str(interpreter(name)), str(HERE / "contenders.py"), name, str(table), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment())
    if done.returncode:
        return f"failed ({done.returncode}): {(done.stderr.strip().splitlines() or ['no message'])[-1]}"
    measures: Measures = json.loads(done.stdout.splitlines()[-1])
    measures["triples"] = _lines(out) if CONTENDERS[name].suffix == ".nt" else None
    out.unlink(missing_ok=True)
    return measures


def _lines(file: Path) -> int:
    with file.open("rb") as data:
        return sum(block.count(b"\n") for block in iter(lambda: data.read(1 << 20), b""))


def _left_out(name: str, rows: int) -> str | None:
    """Why a contender does not take part, None when it does."""
    most = CONTENDERS[name].most_rows
    if most is not None and rows > most:
        return f"left out above {most:,} rows"
    if not interpreter(name).exists():
        return "not installed: --install-morph-kgc makes a virtual environment for it"
    return None


def _better(one: Measures | str | None, other: Measures | str) -> Measures | str:
    """The quicker of two runs; a run that failed is not forgotten."""
    if one is None or isinstance(one, str) or isinstance(other, str):
        return other if one is None or isinstance(other, str) else one
    return min(one, other, key=lambda each: each["seconds"])


def table_of(rows: int, results: dict[str, Measures | str]) -> Iterator[str]:
    """The lines of a table in Markdown."""
    yield f"\n{rows:,} rows\n"
    yield f"| contender | | rows/s | ratio to `{BASELINE}` | peak MB | triples/row | imports s |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    base = results.get(BASELINE)
    limit = rows / base["seconds"] if isinstance(base, dict) else None
    for name, measures in results.items():
        title = CONTENDERS[name].title
        if isinstance(measures, str):
            yield f"| `{name}` | {title} | {measures} | | | | |"
            continue
        rate = measures["rows"] / measures["seconds"]
        ratio = f"{rate / limit:.2f}" if limit else ""
        triples = f"{measures['triples'] / measures['rows']:.1f}" if measures["triples"] else ""
        numbers = f"{rate:,.0f} | {ratio} | {measures['peak']:.0f} | {triples} | {measures['imports']:.2f}"
        yield f"| `{name}` | {title} | {numbers} |"


def machine() -> str:
    """What the numbers were measured on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pydantic", "pyoxigraph", "rdflib"))
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {libraries}"


def load() -> str:
    """How many processes wanted to run, over the last 1, 5 and 15 minutes."""
    if not hasattr(os, "getloadavg"):
        return "unknown"
    return ", ".join(f"{each:.1f}" for each in os.getloadavg())


def compare(sizes: Sequence[int], names: Sequence[str], repeat: int) -> None:
    """Print one table a size."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            table = Path(folder) / "inwoners.csv"
            _make(rows, table)
            results: dict[str, Measures | str] = {}
            for turn in range(repeat):  # in turn, so that what else the machine does meets all alike
                for name in names:
                    print(f"{rows:,} rows, run {turn + 1}: {name} ...", file=sys.stderr)
                    measures = _left_out(name, rows) or _run(name, table, Path(folder))
                    results[name] = _better(results.get(name), measures)
            print("\n".join(table_of(rows, results)))
            print(f"\nload of the machine at the end: {load()}", flush=True)


def differences(rows: int) -> list[str]:
    """What the contenders say otherwise than the one by hand; empty when all say the same."""
    from inwoners import make

    found = []
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "inwoners.csv"
        make(rows, table)
        expected = {named: _said(BASELINE, table, named=named) for named in (True, False)}
        for name in ("oslo", "oslo-minted", "oslo-turtle", "pyoxigraph", "rdflib"):
            named = name != "oslo-minted"
            said = _said(name, table, named=named)
            odd = sorted(said ^ expected[named])
            found += [f"{name}: {line}" for line in odd[:3]]
    return found


def _said(name: str, table: Path, *, named: bool) -> frozenset[str]:
    """The statements that a contender writes; `named` False: whatever the names of the parts are."""
    import pyoxigraph as ox
    from contenders import measure

    suffix = CONTENDERS[name].suffix or ""
    out = table.with_name(f"{name}{suffix}")
    measure(name, table, out)
    formats = {".nt": ox.RdfFormat.N_TRIPLES, ".ttl": ox.RdfFormat.TURTLE}
    quads = ox.parse(path=out, format=formats[suffix])
    dataset = ox.Dataset(quads if named else (ox.Quad(_part(q.subject), q.predicate, _part(q.object)) for q in quads))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(str(quad.triple) for quad in dataset)


def _part(term: Any) -> Any:
    """A part, which is named below its whole, as a blank node."""
    import pyoxigraph as ox
    from export import INWONER

    value = term.value if isinstance(term, ox.NamedNode) else ""
    if value.startswith(INWONER) and "#" in value:
        return ox.BlankNode(value.removeprefix(INWONER).replace("#", "-"))
    return term


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Records to RDF, side by side.")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS), metavar="NAME")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="the best of so many runs (3)")
    parser.add_argument("--check", action="store_true", help="compare what is written for 1,000 rows, and stop")
    parser.add_argument("--install-morph-kgc", action="store_true", help="into a virtual environment of its own")
    given = parser.parse_args()
    if given.install_morph_kgc:
        _install()
    if given.check:
        found = differences(1000)
        print("\n".join(found) or "all say the same")
        return 1 if found else 0
    compare(given.rows, given.only, given.repeat)
    return 0


if __name__ == "__main__":
    sys.exit(main())
