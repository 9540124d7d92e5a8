"""Records to models by a declared mapping: a YAML file that says which value goes where.

    profile: persoon-basis
    model: Persoon
    id: https://data.example.be/id/persoon/{DOSSIERNR}
    fields:
      achternaam: NAAM
      voornaam: {from: VOORNAMEN, split: " "}
      geslacht: {from: GESLACHT, codes: {M: https://..., V: https://...}}
      heeft_geboorte:
        datum: {from: GEBOORTEDATUM, date: "%d/%m/%Y"}
        plaats: {plaatsnaam: GEBOORTEPLAATS}

A mapping is data: it is checked as a whole before the first record, compiled once against the columns
of a source, and run per record. With `maps` it has several kinds of records. `rules.py` says what it may
contain, `kinds.py` compiles it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..errors import MappingError, OsloError
from ..files import ready_files
from ..model.description import Profile
from ..model.published import Strength
from ..model.resource import Resource
from ..records import FORMS, Layout, RecordSource
from ..records.given import Given, Records, inputs_of
from ..words.text import nearest
from .kinds import RecordKind
from .mistakes import explain, no_mapping
from .rejects import Notice, Reject
from .rules import OF_A_KIND, MappingRules
from .running import Reader, Result
from .short import ShortWay, Written
from .where import Line, Where, no_line


@dataclass
class Mapping:
    """A mapping that fits its profile, of one kind of record or several; `run` applies it to a source.

    >>> mapping = load_mapping("magda-persoon")
    >>> mapping.model.__name__, mapping.layout.records
    ('GeregistreerdPersoon', '//Inhoud/Persoon')
    """

    name: str
    kinds: list[RecordKind]

    def __repr__(self) -> str:
        return f"<mapping {self.name}: {self.profile.name}, {', '.join(each.__name__ for each in self.models)}>"

    @property
    def profile(self) -> Profile:
        """The profile of all models that come out."""
        return self.kinds[0].profile

    @property
    def model(self) -> type[Resource]:
        """The class that a record becomes (of the first kind, if there are several)."""
        return self.models[0]

    @property
    def models(self) -> list[type[Resource]]:
        """The classes that records become."""
        return list(dict.fromkeys(each.model for each in self.kinds if each.model))

    @property
    def layout(self) -> Layout:
        """What the mapping says about a file (the first layout, if there are several)."""
        return self.layouts[0]

    @property
    def layouts(self) -> list[Layout]:
        """The ways in which a file is read: one for all kinds whose records are at the same place."""
        layouts: list[Layout] = []
        for layout in (kind.layout for kind in self.kinds):
            same = next((at for at, other in enumerate(layouts) if other.selection == layout.selection), None)
            if same is None:
                layouts.append(layout)
            else:
                layouts[same] = replace(layouts[same], optional=layouts[same].optional | layout.optional)
        return [replace(each, alone=False) for each in layouts] if len(layouts) > 1 else layouts

    @property
    def ignored(self) -> dict[str, str]:
        """What is not read on purpose: names or patterns, each with its reason."""
        return {name: reason for kind in self.kinds for name, reason in kind.rules.ignored.items()}

    @property
    def optional(self) -> list[str]:
        """Names or patterns of what need not be in a file."""
        return [name for kind in self.kinds for name in kind.rules.optional]

    @property
    def shared_id(self) -> str:
        """Why several records may have one id; empty if each is to have its own."""
        return self.kinds[0].rules.shared_id

    def kinds_of(self, source: RecordSource) -> list[RecordKind]:
        """The kinds of the records of a source: those whose records are at its place."""
        single = len(self.layouts) == 1
        return [each for each in self.kinds if single or each.layout.selection == source.layout.selection]

    def run(self, records: RecordSource | Records) -> Iterator[Resource | Reject | Notice]:
        """The models of some records in order, a reject for each that has none, and notices.

        `records`: a source (`open_records`), or what a program has: a data frame, objects with values by name. The
        remarks of the reader (an encoding that it guessed, cells that it filled) are the last notices.

        >>> fields = {"plaatsnaam": "NAAM"}
        >>> rules = {"profile": "persoon-basis", "model": "Plaats", "id": "urn:x:{NR}", "fields": fields}
        >>> [place.plaatsnaam.text for place in mapping_from(rules, "plaatsen").run([{"NR": 7, "NAAM": "Gent"}])]
        ['Gent']

        Raises MappingError before the first record if the source lacks what the mapping names,
        InputError if the source cannot be read to its end.
        """
        for source in self._sources(records):
            yield from (result for _, result in self.run_with_lines(source) if not isinstance(result, Written))

    def _sources(self, records: Any) -> Iterator[RecordSource]:
        if isinstance(records, RecordSource):
            yield records
            return
        for each in inputs_of(records, again=len(self.layouts) > 1):
            if not isinstance(each, Given):
                raise TypeError(f"records: {each!r} is none: give a file to `open_records`, or to `convert`")
            yield from map(each.open, self.layouts)

    def run_with_lines(
        self, source: RecordSource, strength: Strength = Strength.DEFAULT, short: ShortWay | None = None
    ) -> Iterator[tuple[int | None, Result]]:
        """Like `run`, each with the line or row of its record.

        As `published`, what the published profile asks and a record leaves out is a reason to reject it. `short`: makes
        the triples of plain records, which come in place of their models.
        """
        reader = self.reader(source, strength, short)
        yield from reader.results()
        yield from reader.closing()

    def reader(
        self, source: RecordSource, strength: Strength = Strength.DEFAULT, short: ShortWay | None = None
    ) -> Reader:
        """The kinds of the records of a source, compiled for it."""
        source.one_of_several = len(self.layouts) > 1
        return Reader(self.kinds_of(source), source, strength, short)


def load_mapping(
    name: str | Path, *, profile: Profile | None = None, test_numbers: bool = False, at: date | None = None
) -> Mapping:
    """A ready mapping by its name, or one from a YAML file, checked against its profile.

    `profile`: for a mapping to classes of your own; the one that it names is then not loaded. `test_numbers`:
    accept the test numbers of MAGDA (month + 60) as INSZ. `at`: the day for which parts with a time (`valid`) are
    taken, by default the day of the run.
    Raises MappingError, with file and field, for an invalid mapping.

    >>> load_mapping("best-address").profile.name
    'adresregister'
    """
    path = Path(name)
    if not path.suffix:
        ready = ready_files("mapping")
        if str(name) not in ready:
            raise MappingError(_no_mapping(path, ready))
        path = ready[str(name)]
    from ..files.yaml import line_of, read_yaml

    if (form := path.suffix.lstrip(".").lower()) in FORMS and form != "json":
        raise MappingError(f"{path}: records, not a mapping: oslo convert {path.name} --mapping MAPPING.yaml")
    content = read_yaml(path)
    shown = path.stem if not Path(name).suffix else str(name)
    return _mapping_of(content, shown, partial(line_of, path), profile, test_numbers=test_numbers, at=at)


def mapping_from(
    content: Any,
    name: str,
    *,
    profile: Profile | None = None,
    test_numbers: bool = False,
    at: date | None = None,
) -> Mapping:
    """A mapping from its content, as YAML gives it; `name` is used in messages.

    >>> fields = {"plaatsnaam": "NAAM"}
    >>> rules = {"profile": "persoon-basis", "model": "Plaats", "id": "urn:x:{NR}", "fields": fields}
    >>> mapping_from(rules, "plaatsen").model.__name__
    'Plaats'

    Raises MappingError, with the key, for an invalid mapping.
    """
    return _mapping_of(content, name, no_line, profile, test_numbers=test_numbers, at=at)


def _mapping_of(
    content: Any, name: str, line: Line, profile: Profile | None, *, test_numbers: bool, at: date | None
) -> Mapping:
    if not isinstance(content, dict):
        raise MappingError(f"{name}: {no_mapping(content)}")
    only = next(iter(content)) if len(content) == 1 else "maps"
    if only != "maps" and isinstance(content[only], dict) and "fields" in content[only]:
        raise MappingError(f"{name}: the keys of a mapping stand at the top of the file, not below `{only}:`")
    kinds = []
    for where, each in _split_kinds(content, Where(name, line=line)):
        try:
            rules = MappingRules.model_validate(each)
        except ValidationError as error:
            found = explain(error, of_a_kind=bool(where.kind))
            raise MappingError("; ".join(where.sentence(keys, message) for keys, message in found)) from None
        chosen = profile or _load_profile(rules.profile, where)
        kinds.append(RecordKind(where, rules, chosen, test_numbers, at or date.today()))
    if not any(each.model for each in kinds):
        raise MappingError(f"{name}: maps: none of them has a model")
    return Mapping(name, kinds)


def _load_profile(name: str, where: Where) -> Profile:
    from ..models import load_profile

    try:
        return load_profile(name)
    except OsloError as error:
        raise where.error(["profile"], str(error)) from None


def _no_mapping(path: Path, ready: Iterable[str]) -> str:
    """What to say of a name that is no ready mapping: a profile, a file without its suffix, or a misspelt one."""
    from ..models import MODULES

    if str(path) in MODULES:
        return f"{str(path)!r} is a profile, not a mapping: a mapping is a YAML file with `profile: {path}`"
    for suffix in (".yaml", ".yml"):
        if os.path.isfile(f"{path}{suffix}"):  # noqa: PTH113  a path raises for a name that is too long
            return f"no mapping {str(path)!r}; did you mean {path}{suffix}?"
    return f"no mapping {str(path)!r}{nearest(str(path), ready)}"


def _split_kinds(content: dict[str, Any], where: Where) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Each kind of record: its place in messages, and its keys with those that all kinds share."""
    if "maps" not in content:
        yield where, content
        return
    maps = content["maps"]
    if not isinstance(maps, list) or not maps or not all(isinstance(each, dict) for each in maps):
        raise where.error(
            ["maps"], "a list of kinds of records, each with model and fields, after a hyphen: `- model:`"
        )
    shared = {key: value for key, value in content.items() if key != "maps"}
    for number, each in enumerate(maps):
        name = f"maps {number + 1} ({each.get('model', 'no model')})"
        kind = Where(where.name, name, partial(_line_in_kind, where.line, number))
        for key in each:
            if key in MappingRules.model_fields and key not in OF_A_KIND:
                raise kind.error([key], "is the same for all kinds of records: it stands at the top, beside `maps`")
            if key not in OF_A_KIND:
                hint = nearest(str(key), OF_A_KIND)
                raise kind.error([str(key)], f"not a key that a kind of record has{hint}")
        yield kind, {**shared, **each}


def _line_in_kind(line: Line, number: int, keys: Sequence[str]) -> int | None:
    return line(["maps", str(number), *keys]) or line(keys)
