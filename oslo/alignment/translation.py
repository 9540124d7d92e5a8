"""From the classes of one standard to those of another and back, by a table of paths (`tables`).

The table says which class corresponds to which, and which path of fields to which. Both directions work
the same way: take the values at the end of a path, convert them to what the other side takes, put them at
the end of the other path. Whatever has no place there is a `Loss`, so that nothing is dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from ..errors import OsloError
from ..exchange.reading import problems_of
from ..model.description import PropertyInfo
from ..model.resource import Resource
from ..model.values import Concept, LangString
from ..namespaces import Iri
from ..vocabularies.codelists import scheme
from .account import Loss, Told, key_of, lost, show, type_of
from .paths import ID, Entry, Marks, Steps, find_property, join_all, take_values, write_path
from .values import Converted, converted


@dataclass(frozen=True, slots=True)
class Row:
    """A path and the path that it corresponds to.

    `join`: several texts become one, with this between them. `parts`: further paths whose texts follow in it, such as
    the month and the day after the year. `among` and `outside`: only values whose IRI is, or is not, in a list.
    `template`: the value becomes an IRI, in the place of `{}`. `back`: whether the row works in the other direction;
    `unless`: there, not for a value that is at the end of this path too.
    """

    source: Steps
    target: Steps
    join: str | None = None
    source_list: str | None = None
    target_list: str | None = None
    parts: tuple[Steps, ...] = ()
    among: str | None = None
    outside: str | None = None
    template: str | None = None
    back: bool = True
    unless: Steps | None = None
    but: Steps | None = None

    @property
    def turns(self) -> bool:
        """Whether it works in the other direction: a text cannot be split into `parts`, and an IRI is there already."""
        return self.back and not self.parts and self.template is None and self.source[-1].name != ID

    def turned(self) -> Row:
        """The same row in the other direction."""
        return Row(self.target, self.source, None, self.target_list, self.source_list, but=self.unless)

    def takes(self, value: Any) -> bool:
        """Whether the row is for a value."""
        iri = str(value.id if isinstance(value, Resource) else value)
        return (self.among is None or iri.startswith(f"{self.among}/")) and (
            self.outside is None or not iri.startswith(f"{self.outside}/")
        )


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two classes that correspond to one another, with the rows for their fields; equal to itself only.

    `without`: fields of the first class that have no counterpart, with the reason.
    """

    source: type[Resource]
    target: type[Resource]
    rows: tuple[Row, ...]
    without: tuple[tuple[str, str], ...] = ()


class TranslationError(OsloError):
    """A resource that cannot be one of the other side; `problems` say why, `losses` name each of its statements.

    `told`: what became of them, in the form of `Alignment.attempt`.

    >>> TranslationError("urn:an cannot be a Persoon").losses
    ()
    """

    def __init__(
        self, message: str, problems: Sequence[Loss] = (), losses: Sequence[Loss] = (), told: Told | None = None
    ) -> None:
        super().__init__(message)
        self.problems, self.losses, self.told = tuple(problems), tuple(losses), told or Told()


@dataclass(frozen=True, slots=True)
class Alignment:
    """A table for one direction; `language` is that of texts without one, `to` the name of the other side."""

    pairs: tuple[Pair, ...]
    language: str = "nl"
    to: str = "ISA"

    def turned(self) -> Alignment:
        """The same table in the other direction, without the rows that work in one direction only."""
        rows = {id(each): tuple(row.turned() for row in each.rows if row.turns) for each in self.pairs}
        return Alignment(tuple(Pair(each.target, each.source, rows[id(each)]) for each in self.pairs), self.language)

    def in_language(self, language: str | None) -> Alignment:
        """The same table, with another language for texts without one; None: its own.

        Raises OsloError for what is no language tag.
        """
        if language is None:
            return self
        try:
            return replace(self, language=LangString("", language).language)
        except ValueError as error:
            raise OsloError(f"the language of texts: {error}") from None

    def target_of(self, cls: type[Resource]) -> type[Resource] | None:
        """The class that corresponds to a class, or to its nearest base."""
        pairs = [each for each in self.pairs if issubclass(cls, each.source)]
        return max(pairs, key=lambda each: len(each.source.__mro__)).target if pairs else None

    def translate(self, resource: Resource, target: type[Resource] | None = None) -> tuple[Resource, list[Loss]]:
        """A resource as one of the other side (of the class `target`, if given), and what was lost.

        Each statement that does not come out is a loss, and so is what is lost of one that does.
        Raises TranslationError, an OsloError, for a class without a counterpart, and for a resource that would lack
        a required value on the other side.

        >>> from oslo.alignment.tables import to_isa
        >>> from oslo.models.persoon import Plaats
        >>> place, losses = to_isa().translate(Plaats(plaatsnaam="Gent"))
        >>> type(place).__name__, place.geographic_name, losses
        ('Location', [LangString(text='Gent', language='nl')], [])
        """
        translated, told = self.attempt(resource, target)
        return translated, [*told.changes, *lost([resource], told, self.reason).values()]

    def attempt(self, resource: Resource, target: type[Resource] | None = None) -> tuple[Resource, Told]:
        """As `translate`, with what came out of each statement."""
        wanted = target or self.target_of(type(resource))
        name = type(resource).__name__
        if wanted is None:
            losses = lost([resource], Told(), self.reason).values()
            raise TranslationError(f"{name} has no counterpart", (), tuple(losses))
        translation = _Translation(self)
        made = translation.make(resource, wanted)
        told = translation.told
        if made is None:
            problems = translation.problems
            words = f"cannot be a {wanted.__name__}: {'; '.join(dict.fromkeys(map(str, problems)))}"
            losses = lost([resource], told, self.reason).values()
            raise TranslationError(f"{resource.id or name} {words}", problems, tuple(losses), told)
        told.used.update(made[1])
        told.nodes |= {each[0] for each in told.used}
        return made[0], told

    def rows(self, source: type[Resource], target: type[Resource]) -> list[Row]:
        """The rows for two classes: their own, and those of their bases that they do not override."""
        return _list_rows(self.pairs, source, target)

    def reason(self, cls: type[Resource], name: str) -> str:
        """Why a field has no counterpart, as the table says; empty if it says nothing."""
        return _find_reason(self.pairs, cls, name)


@cache
def _list_rows(pairs: tuple[Pair, ...], source: type[Resource], target: type[Resource]) -> list[Row]:
    fitting = [each for each in pairs if issubclass(source, each.source) and issubclass(target, each.target)]
    fitting.sort(key=lambda each: len(each.source.__mro__) + len(each.target.__mro__))
    rows = {(row.source, row.target, row.among): row for each in fitting for row in each.rows}
    return list(rows.values())


@cache
def _find_reason(pairs: tuple[Pair, ...], cls: type[Resource], name: str) -> str:
    fitting = sorted(
        (each for each in pairs if issubclass(cls, each.source)), key=lambda each: -len(each.source.__mro__)
    )
    return next((text for each in fitting for field, text in each.without if field == name), "")


class _Translation:
    """The translation of one resource, with its parts."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.told = Told()
        self.problems: list[Loss] = []

    def make(self, resource: Resource, target: type[Resource]) -> tuple[Resource, Marks] | None:
        """The resource as one of a class, and the statements that came out; None if it cannot be one."""
        tree: dict[str, Any] = {}
        said_again: Marks = ()
        for row in self.alignment.rows(type(resource), target):
            entries = take_values(resource, row.source)
            if row.but:
                others = {key_of(value) for value, _ in take_values(resource, row.but)}
                said_again += sum((marks for value, marks in entries if key_of(value) in others), ())
                entries = [each for each in entries if key_of(each[0]) not in others]
            if row.parts:
                entries = join_all([entries, *(take_values(resource, each) for each in row.parts)], row.join or "")
            taken = [each for each in entries if row.takes(each[0])]
            if row.among and len(taken) < len(entries):
                left = (marks for value, marks in entries if not row.takes(value))
                self._drop(sum(left, ()), f"no concept of the list {_name_of(row.among)}")
            if taken:
                self._put_values(resource, row, taken, target, tree)
        built = self._build(resource, target, tree, resource.id)
        if built is None:
            wrong = [each for each in self.problems if each.property.startswith(f"{target.__name__}.")]
            reasons = "; ".join(f"{each.property}: {each.reason}" for each in wrong if each.node == _label(resource))
            self.told.why[key_of(resource)] = f"cannot be a {target.__name__}{reasons and ': '}{reasons}"
            return None
        return built[0], (*built[1], *said_again, type_of(resource))

    def _put_values(
        self, owner: Resource, row: Row, values: list[Entry], target: type[Resource], tree: dict[str, Any]
    ) -> None:
        """Put values at the end of the other path, converted to what it takes."""
        place, cls = tree, target
        for step in row.target[:-1]:
            prop = find_property(cls, step.name)
            cls = step.only or next(each.cls for each in prop.ranges if each.cls)
            if row.target[-1].name == ID:
                things: list[Entry] = [(cls(id=Iri(str(value))), marks) for value, marks in values]
                self._place(things, tree, prop, target)
                return
            place = place.setdefault(f"{step.name} {step.typed}" if step.typed else step.name, {"": cls})
            if step.typed:
                place["type"] = [(Concept(step.typed), ())]
        prop = find_property(cls, row.target[-1].name)
        where = f"{type(owner).__name__}.{write_path(type(owner), row.source)}"
        fresh: list[Entry] = []
        for value, marks in values:
            entry = self._convert_value(owner, where, row, value, marks, prop)
            if entry is not None:
                fresh.append(entry)
        if row.join is not None and not row.parts:
            fresh = self._join_texts(owner, where, fresh, row.join)
        self._place(fresh, place, prop, cls)

    def _place(self, entries: list[Entry], place: dict[str, Any], prop: PropertyInfo, cls: type[Resource]) -> None:
        """Put entries in the list of a property, which may have room for one, or for one in each language."""
        placed: list[Entry] = place.setdefault(prop.name, [])
        for entry in entries:
            same = next((number for number, each in enumerate(placed) if _is_same(each[0], entry[0])), None)
            if same is not None:
                placed[same] = (placed[same][0], placed[same][1] + entry[1])
            elif prop.unique_lang and entry[0].language in {each[0].language for each in placed}:
                self._drop(entry[1], "a second text in one language")
            elif not prop.many and placed:
                self._drop(entry[1], f"a {cls.__name__} has one {prop.json_name}")
            else:
                placed.append(entry)

    def _convert_value(
        self, owner: Resource, where: str, row: Row, value: Any, marks: Marks, prop: PropertyInfo
    ) -> Entry | None:
        """A value as a property takes it; None, with the reason, if it does not take such a value."""
        if isinstance(value, Resource):
            cls = next(
                (each.cls for each in prop.ranges if each.cls and self.alignment.rows(type(value), each.cls)), None
            )
            part = self.make(value, cls) if cls else None
            if part is not None:
                return part[0], marks + part[1]
            why = self.told.why.get(key_of(value))
            words = f"the description of a {type(value).__name__}"
            self.told.why[key_of(value)] = f"{words}, which {why}" if why else words
            if value.id is not None and any(each.reference for each in prop.ranges):
                return value.id, marks
            self._drop(marks, f"a {type(value).__name__} {'does not fit' if cls else 'has no counterpart here'}")
            return None
        if row.template is not None:
            value = Iri(row.template.replace("{}", quote(str(getattr(value, "text", value)), safe="")))
        if isinstance(value, Concept | Iri) and row.target_list:
            matched = _match_concept(value, row)
            if matched is None:
                self._drop(marks, f"a code without a concept in the list {_name_of(row.target_list)}")
                return None
            value = matched
        result: Converted = converted(value, prop, self.alignment.language)
        if result.value is None:
            self._drop(marks, result.lost or "a value that the property does not take")
            return None
        if result.lost:
            self._change(owner, where, result.lost, value)
        if isinstance(result.value, LangString) and getattr(value, "language", None) is None:
            self.told.assumed[where] += 1
        return result.value, marks

    def _join_texts(self, owner: Resource, where: str, texts: list[Entry], between: str) -> list[Entry]:
        """The texts of each language as one; without a language, all of them."""
        by_language: dict[str | None, list[Entry]] = {}
        for text in texts:
            by_language.setdefault(getattr(text[0], "language", None), []).append(text)
        joined: list[Entry] = []
        for language, parts in by_language.items():
            whole = between.join(str(getattr(each, "text", each)) for each, _ in parts)
            if len(parts) > 1:
                self._change(owner, where, f"where one of {len(parts)} texts ends and the next begins", whole)
            joined.append((LangString(whole, language) if language else whole, sum((marks for _, marks in parts), ())))
        return joined

    def _build(
        self, owner: Resource, cls: type[Resource], tree: dict[str, Any], id: Any = None
    ) -> tuple[Resource, Marks] | None:
        """A resource from its values and those of the parts below it; a value that does not fit is left out."""
        values: dict[str, Any] = {}
        marks: dict[str, Marks] = {}
        for name, entries in tree.items():
            if isinstance(entries, dict):
                built = self._build(owner, entries[""], {key: each for key, each in entries.items() if key})
                entries = [built] if built else []
            name = name.partition(" ")[0]
            if entries:
                many = find_property(cls, name).many
                values[name] = [*values.get(name, ()), *(each[0] for each in entries)] if many else entries[0][0]
                marks[name] = sum((each[1] for each in entries), marks.get(name, ()))
        named = {} if id is None else {"id": id}
        problems: list[Loss] = []
        while True:
            try:
                return cls(**named, **values), sum(marks.values(), ())
            except ValidationError as error:
                wrong = _list_problems(error, owner, cls)
            problems += [each for each in wrong if each not in problems]
            reasons = "; ".join(f"{each.property}: {each.reason}" for each in wrong)
            names = {each.property.partition(".")[2].partition(".")[0] for each in wrong}
            dropped = [name for name in values if find_property(cls, name).json_name in names]
            for name in dropped:
                values.pop(name)
                self._drop(marks.pop(name), reasons)
            if not dropped:
                self._drop(sum(marks.values(), ()), f"cannot be a {cls.__name__}: {reasons}")
                self.problems += problems
                return None

    def _drop(self, marks: Marks, reason: str) -> None:
        """Record why statements do not come out."""
        for each in marks:
            self.told.reasons.setdefault(each, reason)

    def _change(self, owner: Resource, where: str, reason: str, value: Any) -> None:
        self.told.changes[Loss(_label(owner), where, reason, show(value), whole=False)] = None


def _label(resource: Resource) -> str:
    return str(resource.id or type(resource).__name__)


def _list_problems(error: ValidationError, owner: Resource, cls: type[Resource]) -> list[Loss]:
    """Why values cannot be those of a class."""
    found = problems_of(error, _label(owner), cls)
    return [Loss(each.node, f"{cls.__name__}.{each.property}", each.reason) for each in found]


def _is_same(one: Any, other: Any) -> bool:
    """Whether two values are one: equal, or a thing and its IRI."""
    if isinstance(one, Resource) != isinstance(other, Resource):
        return bool(key_of(one) == key_of(other))
    return bool(one == other)


def _name_of(scheme_iri: str) -> str:
    return re.sub(r"^.*(?:conceptscheme/|authority/)", "", scheme_iri)


def _match_concept(value: Iri, row: Row) -> Concept | None:
    """The concept of the other list with the same meaning; None if there is none."""
    source_list, target_list = scheme(row.source_list or ""), scheme(row.target_list or "")
    if target_list is None or value in target_list.codes:
        return Concept(str(value))
    code = source_list.codes.get(value) if source_list else None
    matches = [each for each in (code.matches if code else ()) if each in target_list.codes]
    matches += [iri for iri, other in target_list.codes.items() if value in other.matches]
    return Concept(matches[0]) if matches else None
