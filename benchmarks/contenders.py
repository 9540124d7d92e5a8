"""Who takes part: each turns the export of `inwoners.py` into a file, in a process of its own.

A contender is a function that imports what it needs and returns the work: a function from the
CSV file and the output file to the number of rows. `CONTENDERS` is the table.

    python benchmarks/contenders.py oslo inwoners.csv out.nt      one run, its measures as JSON
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

Work = Callable[[Path, Path], int]


@dataclass(frozen=True, slots=True)
class Contender:
    """What it does in words, the work, the suffix of its output (None: no output), its largest table."""

    title: str
    prepare: Callable[[], Work]
    suffix: str | None = None
    most_rows: int | None = None


def _written(pieces: Iterable[str], out: Path) -> int:
    """Write the pieces, count them."""
    number = count()
    with out.open("w", encoding="utf-8", newline="") as file:
        for _, piece in zip(number, pieces):  # noqa: B905  the count has no end
            file.write(piece)
    return next(number) - 1


def _csv() -> Work:
    import export

    return lambda table, out: sum(1 for _ in export.rows(table))


def _checked() -> Work:
    import baseline

    return lambda table, out: sum(1 for _ in baseline.models(table))


def _limit() -> Work:
    import baseline

    return lambda table, out: _written(map(baseline.ntriples, baseline.models(table)), out)


def _rdflib() -> Work:
    from peers import Terms, triples
    from rdflib import Graph, Literal, URIRef

    terms: Terms[Any] = Terms(
        URIRef, Literal, lambda text: Literal(text, lang="nl"), lambda text, datatype: Literal(text, datatype=datatype)
    )

    def work(table: Path, out: Path) -> int:
        graph = Graph()
        rows = 0
        for rows, said in enumerate(triples(table, terms), 1):  # noqa: B007
            for triple in said:
                graph.add(triple)
        graph.serialize(out, format="nt11", encoding="utf-8")
        return rows

    return work


def _pyoxigraph() -> Work:
    import pyoxigraph as ox
    from peers import Terms, triples

    terms: Terms[Any] = Terms(
        ox.NamedNode,
        ox.Literal,
        lambda text: ox.Literal(text, language="nl"),
        lambda text, datatype: ox.Literal(text, datatype=datatype),
    )

    def work(table: Path, out: Path) -> int:
        number = count()

        def objects() -> Iterator[Any]:
            for _, said in zip(number, triples(table, terms)):  # noqa: B905  the count has no end
                for triple in said:
                    yield ox.Triple(*triple)

        ox.serialize(objects(), out, format=ox.RdfFormat.N_TRIPLES)
        return next(number) - 1

    return work


def _morph_kgc() -> Work:
    import runpy

    import morph_kgc  # type: ignore[import-not-found]  # noqa: F401  imported here, so that its import is not part of the work
    from peers import morph_kgc_configuration

    def work(table: Path, out: Path) -> int:
        sys.argv = ["morph_kgc", str(morph_kgc_configuration(table, out))]
        runpy.run_module("morph_kgc", run_name="__main__")
        with table.open("rb") as lines:
            return sum(1 for _ in lines) - 1

    return work


def _oslo() -> Work:
    from inwoners import MAPPING, PROFILE

    from oslo.mapping.mapping import load_mapping

    return _oslo_lines(load_mapping(MAPPING, profile=PROFILE))


def _oslo_minted() -> Work:
    """Without ids for the parts: they are named by their content."""
    import yaml
    from inwoners import MAPPING, PROFILE

    from oslo.mapping.mapping import mapping_from

    content = yaml.safe_load(MAPPING.read_text("utf-8"))
    for part in ("geboorte", "adres"):
        del content["fields"][part]["id"]
    return _oslo_lines(mapping_from(content, "inwoners", profile=PROFILE))


def _models(mapping: Any, table: Path) -> Iterator[Any]:
    """The models of a table; a record that is refused would spoil the comparison."""
    from oslo.model.resource import Resource
    from oslo.records import open_records

    with open_records(table, mapping.layout) as source:
        for made in mapping.run(source):
            if not isinstance(made, Resource):
                raise SystemExit(str(made))
            yield made


def _oslo_lines(mapping: Any) -> Work:
    from oslo.exchange.lines import lines

    return lambda table, out: _written(lines(_models(mapping, table)), out)


def _oslo_checked() -> Work:
    from inwoners import MAPPING, PROFILE

    from oslo.mapping.mapping import load_mapping

    mapping = load_mapping(MAPPING, profile=PROFILE)
    return lambda table, out: sum(1 for _ in _models(mapping, table))


def _oslo_turtle() -> Work:
    from inwoners import MAPPING, PROFILE

    from oslo.exchange import Format, write_pieces
    from oslo.mapping.mapping import load_mapping

    mapping = load_mapping(MAPPING, profile=PROFILE)

    def work(table: Path, out: Path) -> int:
        with out.open("w", encoding="utf-8", newline="") as file:
            number = count()
            models = (made for _, made in zip(number, _models(mapping, table)))  # noqa: B905
            file.writelines(write_pieces(models, Format.TURTLE))
        return next(number) - 1

    return work


def _oslo_convert(format: str) -> Work:
    """What the command does: plain records by the short way, the output checked, records of one id compared."""
    from inwoners import MAPPING, PROFILE

    from oslo import Strength, Validator, convert
    from oslo.mapping.mapping import load_mapping

    mapping, check = load_mapping(MAPPING, profile=PROFILE), Validator(PROFILE, strength=Strength.EXCHANGED)
    return lambda table, out: convert(table, mapping, out, format, check=check).resources


CONTENDERS: dict[str, Contender] = {
    "csv": Contender("csv alone", _csv),
    "checked": Contender("csv, pydantic (by hand)", _checked),
    "limit": Contender("csv, pydantic, escaped f-string (by hand)", _limit, ".nt"),
    "rdflib": Contender("csv, rdflib Graph, nothing checked", _rdflib, ".nt", 10_000),
    "pyoxigraph": Contender("csv, pyoxigraph Triples, nothing checked", _pyoxigraph, ".nt"),
    "morph-kgc": Contender("morph-kgc, plain columns, nothing checked", _morph_kgc, ".nt"),
    "oslo-checked": Contender("oslo: mapping to models", _oslo_checked),
    "oslo": Contender("oslo: mapping, models, N-Triples", _oslo, ".nt"),
    "oslo-minted": Contender("oslo: the same, parts named by content", _oslo_minted, ".nt"),
    "oslo-turtle": Contender("oslo: mapping, models, Turtle", _oslo_turtle, ".ttl"),
    "convert": Contender("oslo convert, checked, N-Triples", partial(_oslo_convert, "ntriples"), ".nt"),
    "convert-turtle": Contender("oslo convert, checked, Turtle", partial(_oslo_convert, "turtle"), ".ttl"),
}


def measure(name: str, table: Path, out: Path) -> dict[str, Any]:
    """One run: rows, seconds of the work, seconds of imports and preparation, peak memory in MB."""
    start = time.perf_counter()
    work = CONTENDERS[name].prepare()
    ready = time.perf_counter()
    rows = work(table, out)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)
    return {"rows": rows, "seconds": done - ready, "imports": ready - start, "peak": peak}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
