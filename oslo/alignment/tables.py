"""Which classes and fields of one standard correspond to those of another: tables in YAML, read once.

`ready/isa.yaml` is the table of OSLO and the ISA core vocabularies; its head explains how to read it.
`ready/lpdc.yaml` is that of the Flemish product catalogue of local services and OSLO Dienstencataloog,
`ready/magda.yaml` that of MAGDA Persoon and OSLO Persoon Basis.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import MappingError, OsloError
from ..files import ready_files
from ..files.yaml import read_yaml
from ..model.description import describe
from ..model.resource import Resource, with_subclasses
from ..models import MODULES, load_profile
from .paths import ID, Step, Steps
from .translation import Alignment, Pair, Row

READY = ("isa", "lpdc", "magda")
"""The tables in `ready`."""


@cache
def to_isa() -> Alignment:
    """OSLO to the ISA core vocabularies; `.turned()` is the way back.

    >>> from oslo.models.persoon import Plaats
    >>> type(to_isa().translate(Plaats(plaatsnaam="Gent"))[0]).__name__
    'Location'
    """
    return _load_ready("isa")


@cache
def _load_ready(name: str) -> Alignment:
    return read_alignment(ready_files("alignment")[name])


def between(profile: str, to: str) -> Alignment:
    """The ready table from one profile to another, in that direction.

    >>> between("lpdc", "dienstencataloog").target_of(load_profile("lpdc").classes[0]).__name__
    'PubliekeDienstverlening'

    `to="isa"`: that to the profile of ISA for each class. Raises OsloError if no table leads from one to the other.
    """
    if to == "isa":
        return to_isa()
    sources, targets = load_profile(profile).classes, load_profile(to).classes
    for name in READY:
        for table in (_load_ready(name), _load_ready(name).turned()):
            if any(each.source in sources and each.target in targets for each in table.pairs):
                return replace(table, to=to)
    raise OsloError(f"no table leads from {profile} to {to}")


def read_alignment(path: Path) -> Alignment:
    """A table from a YAML file.

    Raises MappingError, with the file, for a class or field that does not exist.
    """
    content = read_yaml(path)
    try:
        return Alignment(tuple(_make_pair(each, path) for each in content["classes"]), content.get("language", "nl"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MappingError(f"{path}: not an alignment: {error}") from None


def _make_pair(content: dict[str, Any], path: Path) -> Pair:
    source, target = _find_class(content["from"], path), _find_class(content["to"], path)
    rows = []
    for name, rules in content["fields"].items():
        for each in rules if isinstance(rules, list) else [rules]:
            rule = each if isinstance(each, dict) else {"path": each}
            rows.append(_make_row(_parse_steps(name, target, path), rule, source, target, path))
    for name in (without := content.get("without") or {}):
        _parse_steps(name, source, path)
    return Pair(source, target, tuple(rows), tuple(without.items()))


def _make_row(target: Steps, rule: dict[str, Any], source: type[Resource], to: type[Resource], path: Path) -> Row:
    paths = rule["path"] if isinstance(rule["path"], list) else [rule["path"]]
    first, *parts = (_parse_steps(each, source, path) for each in paths)
    source_list, target_list = rule.get("lists") or (None, None)
    if typed := rule.get("typed"):
        target = (*target[:-2], replace(target[-2], typed=typed), target[-1])
    unless = _parse_steps(rule["unless"], to, path) if "unless" in rule else None
    texts = {key: rule.get(key) for key in ("join", "among", "outside", "template")}
    back = rule.get("back") != "false"
    lists = {"source_list": source_list, "target_list": target_list}
    return Row(first, target, parts=tuple(parts), unless=unless, back=back, **texts, **lists)


def _find_class(name: str, path: Path) -> type[Resource]:
    profile, _, wanted = name.rpartition(".")
    for cls in load_profile(profile).classes:
        if cls.__name__ == wanted:
            return cls
    raise MappingError(f"{path}: no class {name}")


def _parse_steps(text: str, cls: type[Resource], path: Path) -> Steps:
    """`heeft_inwonerschap.heeft_verblijfplaats:Domicilie.verblijfsadres` as steps."""
    steps = []
    for part in text.split("."):
        name, _, only = part.partition(":")
        if name == ID:
            steps.append(Step(ID))
            continue
        prop = next((each for each in describe(cls).properties if each.name == name), None)
        if prop is None:
            raise MappingError(f"{path}: {cls.__name__} has no field {name} ({text})")
        ranges = [each.cls for each in prop.ranges if each.cls]
        kind = next((each for each in with_subclasses(ranges) if each.__name__ == only), None)
        if only and kind is None:
            raise MappingError(f"{path}: {cls.__name__}.{name} takes no {only} ({text})")
        steps.append(Step(name, kind))
        cls = kind or next(iter(ranges), cls)
    return tuple(steps)


def profile_of(cls: type[Resource]) -> str:
    """The ready profile that a class belongs to: the one whose module it is in, or the first that has it."""
    own = (name for name, module in MODULES.items() if cls.__module__ == f"oslo.models.{module}")
    return next(own, None) or next(name for name in MODULES if cls in load_profile(name).classes)
