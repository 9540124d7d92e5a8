"""The tables of docs/isa.md: what becomes of each property of OSLO in ISA, from the table of the translation.

A property has a place in ISA, or leads to parts that have one, or is lost; then the reason is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..alignment.paths import ID, Steps, write_path
from ..alignment.tables import profile_of, to_isa
from ..alignment.translation import Alignment, Pair, Row
from ..model.description import ClassInfo, PropertyInfo, describe
from ..models import MODULES, load_profile

Ways = list[tuple[Steps, str]]
"""The rest of each path of a class, and what it becomes."""


def isa_tables() -> str:
    """A section for each profile of OSLO that leads to ISA, with a table of its classes."""
    table = to_isa()
    pairs: dict[str, list[Pair]] = {}
    for pair in table.pairs:
        pairs.setdefault(profile_of(pair.source), []).append(pair)
    return "\n".join(_write_section(name, pairs[name], table) for name in MODULES if name in pairs)


def _write_section(name: str, pairs: list[Pair], table: Alignment) -> str:
    becomes: dict[tuple[str, str], dict[str, list[str]]] = {}
    for pair in pairs:
        for path, text in _list_lines(pair, table):
            targets = becomes.setdefault((pair.source.__name__, path), {})
            targets.setdefault(text, []).append(profile_of(pair.target))
    lines = "".join(f"| {cls} | `{path}` | {_join(targets)} |\n" for (cls, path), targets in becomes.items())
    lost = [each.__name__ for each in load_profile(name).classes if table.target_of(each) is None]
    rest = f"\nClasses without a counterpart: {', '.join(dict.fromkeys(lost))}.\n" if lost else ""
    return f"### {name}\n\n| class | property | in ISA |\n|---|---|---|\n{lines}{rest}"


def _join(targets: dict[str, list[str]]) -> str:
    """What a property becomes; in which profile, where they differ."""
    if len(targets) == 1:
        return next(iter(targets))
    return "; ".join(f"{', '.join(profiles)}: {text}" for text, profiles in targets.items())


def _list_lines(pair: Pair, table: Alignment) -> Iterator[tuple[str, str]]:
    """Each property and what it becomes, but those of a base that has its own lines."""
    ways: Ways = [(steps, _describe_target(pair, row)) for row in pair.rows for steps in (row.source, *row.parts)]
    pairs = [each for each in table.pairs if each.source is not pair.source]
    bases = [each for each in pairs if issubclass(pair.source, each.source) and issubclass(pair.target, each.target)]
    above = {prop.name for each in bases for prop in describe(each.source).properties}
    new = {*(steps[0].name for steps, _ in ways), *(name for name, _ in pair.without)}
    yield from _walk(describe(pair.source), ways, "", "", table, above - new)


def _walk(
    info: ClassInfo, ways: Ways, above: str, reason: str, table: Alignment, known: set[str]
) -> Iterator[tuple[str, str]]:
    """The properties of a class and of the parts that a path passes, each with what it becomes.

    `reason`: of the property that leads here, why not all of it comes out; `known`: properties without lines here.
    """
    for prop in info.properties:
        if prop.name in known:
            continue
        words = reason or table.reason(info.cls, prop.name)
        here = [(steps, becomes) for steps, becomes in ways if steps[0].name == prop.name]
        path = above + prop.json_name
        if not here:
            yield path, f"no counterpart: {words}" if words else "no counterpart"
        if ends := dict.fromkeys(becomes for steps, becomes in here if len(steps) == 1):
            yield path, "; ".join(ends)
        for part, rest in _group_parts(prop, here):
            only = f":{part.name}" if here[0][0][0].only else ""
            # A part that comes out itself has lines of its own.
            own = {each.name for each in part.properties} - {steps[0].name for steps, _ in rest} if ends else set()
            yield from _walk(part, rest, f"{path}{only}.", words, table, own)


def _group_parts(prop: PropertyInfo, ways: Ways) -> Iterator[tuple[ClassInfo, Ways]]:
    """The classes of the parts that paths pass, with the rest of the paths."""
    by_class: dict[ClassInfo, Ways] = {}
    for steps, becomes in ways:
        if len(steps) > 1 and steps[1].name != ID:
            part = steps[0].only or next(each.cls for each in prop.ranges if each.cls)
            by_class.setdefault(describe(part), []).append((steps[1:], becomes))
    yield from by_class.items()


def _describe_target(pair: Pair, row: Row) -> str:
    """The path in ISA, and how the value changes, or for which values it is."""
    kinds = [step.typed for step in row.target if step.typed]
    words = [
        f"`{write_path(pair.target, row.target)}`",
        *(f"of type {_last(kind)}" for kind in kinds),
        *([f"if in the list {_last(row.among)}"] if row.among else []),
        *([f"if not in the list {_last(row.outside)}"] if row.outside else []),
        *([f"as the concept of {_last(row.target_list)}"] if row.target_list else []),
        *([f"as `{row.template}`"] if row.template else []),
        *(["in one text"] if row.join is not None else []),
    ]
    return ", ".join(words)


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
