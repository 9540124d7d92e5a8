"""An engine in a process of its own, which is ended when its time is over.

Neither engine can be interrupted while it evaluates a query, so a query of a stranger runs here. The process sees what
this one can import, gets shapes and data as text, and answers with its results. It has a limit of memory too, where the
system keeps one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict

from ..errors import InputError
from .engine import CompiledShapes, Engine, Result

MOST_RESULTS = 1_000_000
"""More results than these are no answer."""

_MEMORY = 2 << 30  # bytes; what a large text takes comes on top of it
_PER_CHARACTER = 16
_STOPPED = f"gave up: the engine was stopped (limit: {_MEMORY >> 30} GB of memory)"
_SPARE = 5  # seconds after which a process ends by itself, if this one did not live to end it


class GaveUpError(Exception):
    """An engine that did not finish, with the reason."""


def results_apart(engine: Engine, shapes: str, data: str, seconds: float) -> list[Result]:
    """The results of an engine for shapes and data, both as N-Triples.

    Raises GaveUpError after some seconds, or if memory or results are too many; InputError for what the engine refuses.
    """
    request = {"engine": engine, "shapes": shapes, "data": data, "seconds": seconds}
    paths = os.pathsep.join(path for path in sys.path if path)
    with subprocess.Popen(  # noqa: S603  this interpreter, with our own code
        [sys.executable, "-P", "-c", f"from {__name__} import answer; answer()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    ) as process:
        try:
            answered, _ = process.communicate(json.dumps(request).encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            raise GaveUpError(f"gave up after {seconds:.0f} s") from None
        finally:
            process.kill()
    return _read(answered)


def _read(answered: bytes) -> list[Result]:
    try:
        answer = json.loads(answered)
    except ValueError:
        raise GaveUpError(_STOPPED) from None
    if "refused" in answer:
        raise InputError(answer["refused"])
    if "gave_up" in answer:
        raise GaveUpError(answer["gave_up"])
    return [Result(**{**fields, "messages": tuple(fields["messages"])}) for fields in answer["results"]]


def answer() -> None:
    """Answer the request on standard input; this is what the process runs."""
    request = json.load(sys.stdin.buffer)
    _limit(len(request["shapes"]) + len(request["data"]), request["seconds"])
    json.dump(_answer(request), sys.stdout)


def _answer(request: dict[str, str]) -> dict[str, object]:
    try:
        results = compiled(Engine(request["engine"]), request["shapes"]).results(request["data"])
    except InputError as error:
        return {"refused": error.message}
    except MemoryError:
        return {"gave_up": _STOPPED}
    if len(results) > MOST_RESULTS:
        return {"gave_up": f"gave up at {MOST_RESULTS:,} results"}
    return {"results": [asdict(each) for each in results]}


def compiled(engine: Engine, shapes: str) -> CompiledShapes:
    """An engine with its shapes, as N-Triples."""
    if engine is Engine.SHACL:
        from .engine_shacl import Shacl

        return Shacl(shapes)
    from .engine_pyshacl import PyShacl

    return PyShacl(shapes)


def _limit(characters: int, seconds: float) -> None:
    """Limit the memory and the time of this process, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        memory = _MEMORY + _PER_CHARACTER * characters
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        time = int(seconds) + _SPARE
        resource.setrlimit(resource.RLIMIT_CPU, (time, time))
