"""The fields of a draft: each match at its place, parts that lack something they must have, and what can be derived."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.description import PropertyInfo, describe
from ...model.resource import Resource
from ...model.values import LangString
from .codes import are_codes, countries_of
from .facts import could_be_codes, is_identifier, mostly, sure_dates
from .matching import Match, Matching
from .names import known_names, squeezed
from .points import Point
from .rules import address_rules, rules_for
from .slots import Slot, Step
from .survey import Column, Survey
from .text import Fields, Item, Part, Rule

_DEPTH = 4  # of parts that are derived: some classes require one another


class FieldsDraft:
    """The fields of a mapping to a class, as they are filled; `decisions` are for a person."""

    def __init__(self, model: type[Resource], survey: Survey, matching: Matching, key: Column | None) -> None:
        """`key`: the column of the id."""
        self.model, self.survey, self.matching, self.key = model, survey, matching, key
        self.dates = sure_dates(survey.columns)
        self.record = Part()
        self.decisions: list[str] = []

    @property
    def incomplete(self) -> bool:
        """Whether something that must be there has no source."""
        return _lacks(self.record)

    def add(self, match: Match) -> None:
        """Put a match at its place."""
        slot = match.slot
        if slot.prop.name == "plaatsnaam" and slot.plain_path.endswith("land.plaatsnaam") and self._add_country(match):
            return
        if slot.prop.name == "volledig_adres" and (rules := address_rules(match.column)):
            fields = self._part(slot.steps).fields
            if not rules.keys() & fields.keys():
                fields.update({name: [rule] for name, rule in rules.items()})
                return
        rules_here = rules_for(match, self.dates, self.decisions)
        fields = self._part(slot.steps).fields
        if slot.prop.name in fields and len(slot.steps) == 1 and not slot.prop.many and slot.steps[0].prop.many:
            self.record.fields[slot.path[0]].append(Part({slot.prop.name: [*rules_here]}, slot.steps[0].model))
            return
        items = fields.setdefault(slot.prop.name, [])
        items += rules_here
        if slot.python is LangString and not slot.prop.many and len(items) == 2 and isinstance(items[1], Rule):
            items[1].note = "this takes one text: the first language that has it"

    def _part(self, steps: Sequence[Step]) -> Part:
        """The part at the end of some steps, made where it is not there yet; without steps the record itself."""
        part = self.record
        for step in steps:
            inner = part.fields.setdefault(step.prop.name, [Part(model=step.model)])[0]
            assert isinstance(inner, Part)
            part = inner
        return part

    def _add_country(self, match: Match) -> bool:
        """A country by its code: its IRI and its name; false if these are no codes."""
        column = match.column
        iris, names = countries_of(column.values)
        short = mostly(column.values, lambda text: len(text) <= 3)
        if not (short and could_be_codes(column) and are_codes(column, iris)):
            return False
        part = self._part(match.slot.steps)
        part.id, part.fields[match.slot.prop.name] = Rule(column.path, codes=iris), [Rule(column.path, codes=names)]
        if unknown := [code for code, (iri, _) in iris.items() if iri is None]:
            shown = ", ".join(map(repr, unknown))
            self.decisions.append(
                f"{column.path}: which country is {shown}? Complete codes of {'.'.join(match.slot.path)}"
            )
        return True

    def add_point(self, slot: Slot, point: Point) -> None:
        """Put a point at its place, with its condition on the outermost part."""
        self._part(slot.steps).fields[slot.prop.name] = [point.rule]
        self._part(slot.steps[:1]).when = point.when

    # What must be there.

    def complete(self) -> None:
        """Derive what must be there, leave out optional parts that lack something, name what has no source."""
        self.record.missing = self._complete(self.record.fields, self.model, ())
        for name in self.record.missing:
            self.decisions.append(f"{self.model.__name__} must have {name}, and no column was found for it")

    def _complete(self, fields: Fields, model: type[Resource], where: tuple[str, ...]) -> list[str]:
        """The names that a part lacks; those inside a required part of it are kept with that part."""
        missing: list[str] = []
        for prop in describe(model).properties:
            here = (*where, prop.name)
            if prop.name not in fields:
                if not prop.min:
                    continue
                derived = self._derive(prop, fields, here)
                if derived is None:
                    missing.append(prop.name)
                    continue
                fields[prop.name] = [derived]
            for item in list(fields[prop.name]):
                if isinstance(item, Part):
                    self._complete_part(fields, prop, item, here)
            if prop.min and prop.name not in fields:
                missing.append(prop.name)
        order = [prop.name for prop in describe(model).properties]
        for name in sorted(fields, key=lambda name: order.index(name) if name in order else -1):
            fields[name] = fields.pop(name)
        return missing

    def _complete_part(self, fields: Fields, prop: PropertyInfo, part: Part, here: tuple[str, ...]) -> None:
        """Complete a part; one that lacks something is left out if it need not be there."""
        cls = _class_of(prop, part, self.model)
        part.missing = self._complete(part.fields, cls, here)
        if part.fields and not _lacks(part):
            return
        if part.fields and prop.min and len(fields[prop.name]) == 1:
            self.decisions += [
                f"{'.'.join(here)} must have {name}, and no column was found for it" for name in part.missing
            ]
            return
        lacks = ", ".join(part.missing) or "more"
        for column in _columns_in(part):
            self.matching.others[column] = f"{'.'.join(here)} also needs {lacks}"
            self.decisions = [each for each in self.decisions if not each.startswith(f"{column}: ")]
        fields[prop.name].remove(part)
        if not fields[prop.name]:
            del fields[prop.name]

    def _derive(self, prop: PropertyInfo, fields: Fields, here: tuple[str, ...]) -> Item | None:
        """What a required property can be made of besides a column of its own."""
        same = {"wettelijke_naam": "voorkeursnaam", "voorkeursnaam": "wettelijke_naam", "plaatsnaam": "naam"}
        twin = fields.get(same.get(prop.name, ""))
        if twin and isinstance(twin[0], Rule):
            return Rule(twin[0].content, f"the same as {same[prop.name]}")
        if prop.name == "volledige_naam":
            names = [_path(fields.get(name)) for name in ("voornaam", "achternaam")]
            return Rule({"from": [name for name in names if name]}) if all(names) else None
        if prop.name == "default" and prop.ranges[0].python is bool:
            return Rule({"constant": True})
        part = prop.ranges[0].cls
        if part is None or len(here) > _DEPTH:
            return None
        if part.__name__ == "Gemeente" and (nis := self._column_for("gemeentenaam.identificator.identificator", "nis")):
            return Rule({"template": f"https://data.vlaanderen.be/id/gemeente/{{{nis.path} -> nis}}"})
        if part.__name__ == "Identificator" and (column := self._identifying(here)):
            return Part({"identificator": [Rule(column.path)]})
        inner: Fields = {}
        missing = self._complete(inner, part, here)
        return Part(inner, missing=missing) if inner else None

    def _identifying(self, here: tuple[str, ...]) -> Column | None:
        """The column that identifies the record, or the part that a property is in."""
        if len(here) == 1:
            return self.key
        if "postinfo" in here[-2]:
            return self._column_for("postinfo.postcode", "postcode")
        return self._column_for("gemeentenaam.identificator.identificator", "nis") if "gemeente" in here[-2] else None

    def _column_for(self, end: str, kind: str) -> Column | None:
        """The column whose name stands for a property and whose values are identifiers of a kind."""
        for column in self.survey.columns:
            name = known_names().get(squeezed(column.name))
            if name is not None and end in name.ends and mostly(column.values, is_identifier(kind)):
                self.matching.others.pop(column.path, None)
                return column
        return None


def _lacks(item: Item) -> bool:
    """Whether something that must be there is missing in a part."""
    if isinstance(item, Rule):
        return False
    return bool(item.missing) or any(_lacks(each) for items in item.fields.values() for each in items)


def _class_of(prop: PropertyInfo, part: Part, model: type[Resource]) -> type[Resource]:
    """The class of a part: the one that is said, or the only one."""
    cls = prop.ranges[0].cls
    assert cls is not None
    waiting = [cls]
    while waiting:
        each = waiting.pop()
        if each.__name__ == part.model:
            return each
        waiting += each.__subclasses__()
    return cls


def _columns_in(part: Part) -> list[str]:
    """The columns that the values of a part come from."""
    found: list[str] = []
    for items in part.fields.values():
        for item in items:
            found += _columns_in(item) if isinstance(item, Part) else filter(None, [_path([item])])
    return found


def _path(items: Sequence[Item] | None) -> str | None:
    """The column of the first rule."""
    if not items or isinstance(items[0], Part):
        return None
    content = items[0].content
    path = content if isinstance(content, str) else content.get("from")
    return path if isinstance(path, str) else None
