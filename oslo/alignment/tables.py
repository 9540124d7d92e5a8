"""Which classes and fields of one standard correspond to those of another: tables in YAML, read once.

`ready/isa.yaml` is the table of OSLO and the ISA core vocabularies; its head explains how to read it.
`ready/lpdc.yaml` is that of the Flemish product catalogue of local services and OSLO Dienstencataloog.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import MappingError, OsloError
from ..exchange import read_all
from ..files import ready_files
from ..model.description import describe
from ..model.resource import Resource
from ..models import MODULES, load_profile
from ..rdf.parsing import FormatName, Source
from ..yaml_file import read_yaml
from .translation import ID, Alignment, Loss, Pair, Row, Step, Steps

READY = ("isa", "lpdc")
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

    Raises OsloError if no table leads from one to the other.
    """
    sources, targets = load_profile(profile).classes, load_profile(to).classes
    for name in READY:
        for table in (_load_ready(name), _load_ready(name).turned()):
            if any(each.source in sources and each.target in targets for each in table.pairs):
                return table
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
        for rule in rules if isinstance(rules, list) else [rules]:
            rows.append(
                _make_row(
                    _parse_steps(name, target, path), rule if isinstance(rule, dict) else {"path": rule}, source, path
                )
            )
    return Pair(source, target, tuple(rows))


def _make_row(target: Steps, rule: dict[str, Any], source: type[Resource], path: Path) -> Row:
    paths = rule["path"] if isinstance(rule["path"], list) else [rule["path"]]
    first, *parts = (_parse_steps(each, source, path) for each in paths)
    source_list, target_list = rule.get("lists") or (None, None)
    return Row(first, target, rule.get("join"), source_list, target_list, tuple(parts))


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
        kind = next((each for each in _with_subclasses(ranges) if each.__name__ == only), None)
        if only and kind is None:
            raise MappingError(f"{path}: {cls.__name__}.{name} takes no {only} ({text})")
        steps.append(Step(name, kind))
        cls = kind or next(iter(ranges), cls)
    return tuple(steps)


def _with_subclasses(classes: Iterable[type[Resource]]) -> list[type[Resource]]:
    subclasses = list(classes)
    for cls in subclasses:
        subclasses += [sub for sub in cls.__subclasses__() if sub not in subclasses]
    return subclasses


def profile_of(cls: type[Resource]) -> str:
    """The ready profile that a class belongs to."""
    return next(name for name, module in MODULES.items() if cls.__module__ == f"oslo.models.{module}")


@dataclass
class Translated:
    """Resources of another standard, what was lost and how often; what was repaired before, or read as meant."""

    resources: list[Resource] = field(default_factory=list)
    losses: Counter[str] = field(default_factory=Counter)
    repairs: list[str] = field(default_factory=list)
    rewritten: Counter[str] = field(default_factory=Counter)


def translate(
    data: Sequence[Source],
    profile: str,
    to: str = "isa",
    format: FormatName | None = None,
    *,
    base: str | None = None,
    normalize: bool = False,
) -> Translated:
    """RDF of a profile in the classes of ISA (`to="isa"`) or of another profile; of the same profile: what fits it.

    `base` completes relative IRIs; `normalize`: read http/https, `www.` and last-slash variants of terms
    as those terms. A node without a counterpart of its own is reported once, unless a translated one
    includes it.

    >>> from oslo import write
    >>> from oslo.models.persoon import Plaats
    >>> text = write(Plaats(id="urn:gent", plaatsnaam="Gent"))
    >>> [each.id for each in translate([text], "persoon-basis", format="turtle").resources]
    [Iri('urn:gent')]

    Raises InputError for data that cannot be read, OsloError if no table leads to the profile.
    """
    result = Translated()
    readings = [
        read_all(source, load_profile(profile), format, base=base, normalize=normalize, number=number)
        for number, source in enumerate(data)
    ]
    for reading in readings:
        result.rewritten += reading.rewritten
        result.repairs += reading.repairs
        if reading.unread:
            result.losses[f"triples that {profile} cannot express"] += reading.unread
    if to == profile:
        for reading in readings:
            result.resources += reading.resources
            result.losses.update(str(each) for each in reading.problems)
        return result
    table = to_isa() if to == "isa" else between(profile, to)
    wanted = () if to == "isa" else load_profile(to).classes
    for reading in readings:
        result.losses.update(f"{each.property or each.node}: {each.reason}" for each in reading.problems)
        for each in reading.resources:
            try:
                resource, losses = _choose_best(table, each, wanted)
            except OsloError as error:
                result.losses[str(error)] += 1
                continue
            result.resources.append(resource)
            result.losses.update(f"{loss.property}: {loss.reason}" for loss in losses)
    return result


def _choose_best(
    table: Alignment, resource: Resource, classes: Sequence[type[Resource]]
) -> tuple[Resource, list[Loss]]:
    """The resource as one of some classes: of the possible ones, the one that loses least."""
    translations = []
    candidates = sorted(
        (each for each in classes if table.rows(type(resource), each)), key=lambda each: len(each.__mro__)
    )
    for each in candidates:
        try:
            translations.append(table.translate(resource, each))
        except OsloError:
            continue
    return min(translations, key=lambda translation: len(translation[1])) if translations else table.translate(resource)
