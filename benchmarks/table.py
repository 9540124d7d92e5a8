"""All of it in one table: whole commands, side by side in one run, each group beside what it is measured by.

    python benchmarks/table.py                    every group: some ten minutes on two idle cores
    python benchmarks/table.py inhabitants jobs   some of them
    python benchmarks/table.py --small            a tenth of the data, to see whether it works

A row is a process, from its start to its end: seconds by the clock and of the processors, megabytes at most, records or
triples a second, and the time beside that of the first of its group. Of three runs in turn the best counts. What README
says of speed is from here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from commands import ROOT, Run, run, write_table
from contenders import CONTENDERS
from inwoners import make
from kbo import dump
from records import interpreter

HERE, EXAMPLES = Path(__file__).resolve().parent, ROOT / "docs" / "examples"
PYTHON = sys.executable
OSLO = [PYTHON, "-m", "oslo"]
INHABITANTS = str(EXAMPLES / "inwoners" / "inwoners.yaml")


class Row(NamedTuple):
    """A command, how many records or triples it reads, and how often it is run."""

    name: str
    number: int
    command: list[str]
    runs: int = 3


def inhabitants(folder: Path, scale: int) -> Iterator[Row]:
    """README's example, 18 columns and some 38 triples a record, beside a program by hand that checks it."""
    rows, table = 20_000 // scale, folder / "inhabitants.csv"
    write_table(table, rows)
    convert = [*OSLO, "convert", str(table), "-m", INHABITANTS, "-o"]
    yield Row(
        "by hand, N-Triples", rows, [PYTHON, str(HERE / "commands.py"), "by-hand", str(table), f"{folder}/hand.nt"]
    )
    yield from (Row(f"oslo convert, {end}", rows, [*convert, f"{folder}/out.{end}"]) for end in ("nt", "ttl", "jsonld"))
    yield Row("oslo convert, nt, --check full", rows, [*convert, f"{folder}/out.nt", "--check", "full"])
    yield Row("oslo convert, nt, --no-check", rows, [*convert, f"{folder}/out.nt", "--no-check"])


def columns(folder: Path, scale: int) -> Iterator[Row]:
    """A table of 15 columns and 23 triples a record, beside other ways (`records.py` says what each checks)."""
    rows, table = 100_000 // scale, folder / "columns.csv"
    make(rows, table)
    for name in ("limit", "convert", "convert-turtle", "oslo", "oslo-turtle", "pyoxigraph", "morph-kgc"):
        if (python := interpreter(name)).exists():
            command = [
                str(python),
                str(HERE / "contenders.py"),
                name,
                str(table),
                f"{folder}/out{CONTENDERS[name].suffix}",
            ]
            yield Row(CONTENDERS[name].title, rows, command)


def ready(folder: Path, scale: int) -> Iterator[Row]:
    """Ready mappings on made-up records in the form of their registers."""
    convert = [*OSLO, "convert"]
    header, *rows = (EXAMPLES / "adressen" / "adressen.csv").read_text("utf-8").splitlines()
    addresses, number = folder / "addresses.csv", 50_000 // scale
    lines = (rows[0].replace("9000001", str(9_000_001 + each)) for each in range(number))
    addresses.write_text("\n".join([header, *lines, ""]), "utf-8")
    yield Row("best-address", number, [*convert, str(addresses), "-m", "best-address", "-o", f"{folder}/a.nt"])
    event, events, number = _event(), folder / "events.json", 5_000 // scale
    text = json.dumps(event)
    events.write_text(f"[{','.join(text.replace('4f2d9a10', f'{each:08}') for each in range(number))}]", "utf-8")
    yield Row("uitdatabank", number, [*convert, str(events), "-m", "uitdatabank", "-o", f"{folder}/e.nt"])
    answers, number = folder / "answers", 1_000 // scale
    answers.mkdir()
    answer = (EXAMPLES / "magda" / "geefpersoon.xml").read_text("utf-8")
    for each in range(number):
        (answers / f"{each}.xml").write_text(answer, "utf-8")
    yield Row("magda-persoon", number, [*convert, str(answers), "-m", "magda-persoon", "-o", f"{folder}/p.nt"])
    (folder / "kbo").mkdir()
    number = 20_000 // scale
    dump(folder / "kbo", number)
    yield Row("kbo", number, [*convert, str(folder / "kbo"), "-m", "kbo", "-o", f"{folder}/k.nt"])


def _event() -> dict[str, object]:
    events = json.loads((EXAMPLES / "uitdatabank" / "aanbod.json").read_text("utf-8"))
    return next(each for each in events if "/events/" in each["@id"])


def jobs(folder: Path, scale: int) -> Iterator[Row]:
    """The same example, by one process and by two."""
    rows, table = 200_000 // scale, folder / "many.csv"
    write_table(table, rows)
    for number in (1, 2):
        command = [*OSLO, "convert", str(table), "-m", INHABITANTS, "-o", f"{folder}/out.nt", "--jobs", str(number)]
        yield Row(f"--jobs {number}", rows, command, runs=2)


def validation(folder: Path, scale: int) -> Iterator[Row]:
    """Persons with planted defects, ten triples each, beside the bare engine; pySHACL with a twentieth of them."""
    persons, data, some = 100_000 // scale, folder / "persons.nt", folder / "some.nt"
    contender = [PYTHON, str(HERE / "validation.py"), "--contender"]
    for count, file in ((persons, data), (persons // 20, some)):
        subprocess.run([PYTHON, str(HERE / "validation.py"), "--make", str(count), str(file)], check=True)
    yield Row("the bare engine (shacl)", persons * 10, [*contender, "bare", str(data)])
    yield Row("oslo, report and coverage", persons * 10, [*contender, "oslo", str(data)])
    yield Row("oslo, in batches", persons * 10, [*contender, "batches", str(data)])
    yield Row("pySHACL", persons // 2, [*contender, "pyshacl", str(some)], runs=1)


def reading(folder: Path, scale: int) -> Iterator[Row]:
    """README's example read back to models, beside the parser alone."""
    rows, table = 5_000 // scale, folder / "back.csv"
    write_table(table, rows)
    for end in ("nt", "ttl", "jsonld"):
        file = f"{folder}/back.{end}"
        subprocess.run(
            [*OSLO, "convert", str(table), "-m", INHABITANTS, "-o", file], check=True, stderr=subprocess.DEVNULL
        )
        for way in ("parse", "read"):
            yield Row(f"{way}, {end}", rows, [PYTHON, __file__, way, file])


GROUPS = {each.__name__: each for each in (inhabitants, columns, ready, jobs, validation, reading)}


def read_back(way: str, file: Path) -> None:
    """Parse a file, or read it to models."""
    from oslo.exchange import Format, format_of, parse, read_all
    from oslo.models import load_profile

    if way == "parse":
        sum(1 for _ in parse(file, Format(format_of(file.name) or "")))
    else:
        read_all(file, load_profile("persoon-basis"))


def measured(rows: list[Row]) -> dict[str, Run]:
    """The best run of each row; the runs are made in turn, so that what else the machine does meets all alike."""
    best: dict[str, Run] = {}
    for turn in range(max(row.runs for row in rows)):
        for row in rows:
            if turn < row.runs:
                print(f"{row.name}, run {turn + 1} ...", file=sys.stderr)
                done = run(row.command)
                best[row.name] = min(best.get(row.name, done), done)
    return best


def main(arguments: list[str]) -> None:
    """The command."""
    if arguments[:1] in (["parse"], ["read"]):
        read_back(arguments[0], Path(arguments[1]))
        return
    scale = 10 if "--small" in arguments else 1
    names = [each for each in arguments if each != "--small"] or list(GROUPS)
    print("| | s | CPU s | MB | a second | time beside the first |\n|---|--:|--:|--:|--:|--:|", flush=True)
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            rows = list(GROUPS[name](Path(folder), scale))
            best = measured(rows)
        print(f"| **{(GROUPS[name].__doc__ or '').strip()}** | | | | | |")
        first = rows[0]
        for row in rows:
            done = best[row.name]
            ratio = done.wall / row.number / (best[first.name].wall / first.number)
            numbers = f"{done.wall:.2f} | {done.cpu:.2f} | {done.memory:.0f} | {row.number / done.wall:,.0f}"
            print(f"| {row.name} | {numbers} | {ratio:.2f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
