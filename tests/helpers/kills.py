"""Runs of the command that are killed at any moment: what they leave is whole, as it was before, or absent.

    cd tests && python -m helpers.kills 200 0 20000       # how many kills, a seed, how many rows

Each kill prints the command, the signal, when it came, how the run ended, and what was there then. After each kill the
same command runs to its end: its files are whole, and nothing else is there, nor in the folder of temporary files.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.published import REPOSITORY

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
ROWS = 20_000

COMMANDS = {
    "convert": "convert in.csv -m m.yaml -o out.ttl",
    "convert --rejects": "convert in.csv -m m.yaml -o out.nt --rejects r.csv --no-check",
    "convert --jobs": "convert wide.csv -m m.yaml -o out.ttl --jobs 2",
    "infer": "infer in.nt -o out.nt",
    "translate": "translate small.nt -p persoon-basis -o out.ttl",
    "validate": "validate in.nt -p persoon-basis -r json -o out.json --statement out.ttl --day 2026-01-01",
    "validate in batches": "validate in.nt -p persoon-basis --mode batches -r json -o out.json",
    "lint": "lint shapes.ttl --fix",
    "generate": "generate shapes.ttl -o out.py",
    "template": "template persons -o out.xlsx -m out.yaml",
    "mapping": "mapping small.csv -p persoon-basis --model Plaats -o out.yaml",
    "context": "context persoon-basis -o out.jsonld",
    "reference": "reference -o site -p core-location -p core-person",
}
"""What is killed: each command writes all its files into the folder that it runs in."""

MAPPING = """
profile: persoon-basis
model: Plaats
id: https://data.example.be/id/plaats/{CODE}
fields: {plaatsnaam: NAAM}
"""
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:Shape> a sh:NodeShape ; sh:targetClass <urn:Tree> ;
  sh:property [ sh:path <urn:height> ; sh:name "height" ; sh:datatype xsd:decimal ; sh:minCount "1" ] .
"""
PLACE = (
    "<urn:a{0}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/dc/terms/Location> .\n"
    '<urn:a{0}> <http://www.w3.org/2000/01/rdf-schema#label> "Gent"@nl .\n'
)

Files = dict[str, bytes]


def make_inputs(folder: Path, rows: int = ROWS) -> None:
    """The files that the commands read: one row in a hundred is rejected."""
    (folder / "m.yaml").write_text(MAPPING)
    (folder / "shapes.ttl").write_text(SHAPES)
    for name, number in (("in", rows), ("small", 50)):
        table = "".join(f"{each},{'' if each % 100 == 1 else 'Gent'}\n" for each in range(number))
        (folder / f"{name}.csv").write_text(f"CODE,NAAM\n{table}")
        if name == "in":  # enough to be cut
            wide = "".join(f"{line},{'-' * 150}\n" for line in table.splitlines())
            (folder / "wide.csv").write_text(f"CODE,NAAM,WIDE\n{wide}")
        (folder / f"{name}.nt").write_text("".join(PLACE.format(each) for each in range(number)))


def files_in(folder: Path) -> Files:
    """All that is in a folder: the path of each file, and its content; folders that are empty too."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() or not any(path.iterdir())]
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"" for path in paths}


@dataclass(frozen=True)
class Kill:
    """A run that was killed, and what is wrong with what it left; `left`: how many files were new, old and absent."""

    command: str
    signal: signal.Signals
    after: float
    code: int
    left: str
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        line = f"{self.command}: {self.signal.name} after {self.after:.2f} s, ended with {self.code}: {self.left}"
        return "\n".join([line, *(f"    WRONG: {each}" for each in self.wrong)])


class Bench:
    """A command in a folder of its own."""

    def __init__(self, name: str, folder: Path, rows: int = ROWS) -> None:
        self.name, self.words = name, COMMANDS[name].split()
        self.work, self.temporary = folder / "work", folder / "temporary"
        for each in (self.work, self.temporary):
            each.mkdir(parents=True)
        make_inputs(self.work, rows)
        self.inputs = files_in(self.work)
        self.finish()  # what it keeps for later runs is made now
        begin = time.monotonic()
        self.finish()
        self.seconds = time.monotonic() - begin
        self.whole = files_in(self.work)
        self.outputs = sorted(self.whole.keys() - self.inputs.keys())
        assert self.outputs, f"{self.name} writes nothing"

    def start(self) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "TMPDIR": str(self.temporary),
            "OSLO_CACHE": str(self.work.parent / "cache"),
        }
        command = [sys.executable, "-m", "oslo", *self.words]
        return subprocess.Popen(
            command, cwd=self.work, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def finish(self) -> None:
        """Run it to its end."""
        process = self.start()
        _, said = process.communicate(timeout=300)
        assert process.returncode in (0, 1), said.decode()

    def kill(self, with_signal: signal.Signals, after: float, *, old: bool) -> Kill:
        """Kill a run, `after` so many seconds, with files of an earlier run there or without."""
        before = self._set_up(old=old)
        process = self.start()
        time.sleep(after)
        process.send_signal(with_signal)
        _, said = process.communicate(timeout=60)
        found = files_in(self.work)
        states = Counter(self._state(name, found, before) for name in self.outputs)
        left = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        wrong = list(self._wrong(found, before, with_signal, process.returncode, said.decode()))
        self.finish()
        wrong += self._wrong_after_next()
        return Kill(self.name, with_signal, after, process.returncode, left, tuple(wrong))

    def _set_up(self, *, old: bool) -> Files:
        shutil.rmtree(self.work)
        for name, content in self.inputs.items():
            _write(self.work / name, content)
        for name in self.outputs if old else ():
            _write(self.work / name, b"of an earlier run")
        return files_in(self.work)

    def _state(self, name: str, found: Files, before: Files) -> str:
        if name not in found:
            return "absent"
        return "new" if found[name] == self.whole[name] else "old" if found[name] == before.get(name) else "broken"

    def _wrong(self, found: Files, before: Files, with_signal: int, code: int, said: str) -> Iterator[str]:
        parts = [name for name in found if name not in self.whole]
        for name in self.outputs:
            state = self._state(name, found, before)
            if state == "broken" or (state == "absent" and name in before):
                yield f"{name} is {state}"
        if with_signal != signal.SIGKILL:  # what is killed so cannot put its parts away; the next run does
            if parts:
                yield f"left behind: {parts}"
            if temporary := files_in(self.temporary):
                yield f"left behind in the temporary folder: {sorted(temporary)}"
            if code not in (0, 1, -with_signal, 128 + with_signal):
                yield f"ended with {code}"
            if "Traceback" in said and code != -with_signal:
                yield f"said: {said}"

    def _wrong_after_next(self) -> Iterator[str]:
        if (found := files_in(self.work)) != self.whole:
            differ = sorted(name for name in {*found, *self.whole} if found.get(name) != self.whole.get(name))
            yield f"not as they have to be after the next run: {differ}"
        if temporary := files_in(self.temporary):
            yield f"in the temporary folder after the next run: {sorted(temporary)}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def kills(
    number: int, folder: Path, seed: int = 0, names: Iterable[str] = COMMANDS, rows: int = ROWS
) -> Iterator[Kill]:
    """Kill runs of the commands in turn: with any signal, at any moment, with files of an earlier run or without."""
    draw = random.Random(seed)
    benches: dict[str, Bench] = {}
    every = list(names)
    for each in range(number):
        name = every[each % len(every)]
        bench = benches.get(name) or benches.setdefault(name, Bench(name, folder / name.replace(" ", "-"), rows))
        # Most of a short run is its start, when nothing is written.
        after = bench.seconds * draw.uniform(0.1, 1.05)
        yield bench.kill(draw.choice(SIGNALS), after, old=draw.random() < 0.5)


if __name__ == "__main__":
    wanted, seed, rows = (int(word) for word in [*sys.argv[1:], *("200", "0", str(ROWS))[len(sys.argv) - 1 :]])
    with TemporaryDirectory() as work:
        done = []
        for kill in kills(wanted, Path(work), seed, rows=rows):
            print(kill, flush=True)
            done.append(kill)
    print(f"{len(done)} kills, {sum(bool(kill.wrong) for kill in done)} wrong:", end=" ")
    print(dict(Counter(kill.signal.name for kill in done)), "ended with", dict(Counter(kill.code for kill in done)))
    sys.exit(any(kill.wrong for kill in done))
