"""Which column fills which slot: by its name, by what its values are, and last by a name that is nearly the same."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...identifiers import IDENTIFIERS
from ...model.values import LangString, Literal
from .facts import identifier_of, is_email, mostly
from .fitting import misfit
from .names import is_generic, known_names, language_of, plain, squeezed, without_language
from .slots import Slot
from .survey import Column

_AROUND = frozenset(
    ["adres", "adresse", "address", "contact", "officiele", "zetel", "siege", "kantoor", "de", "du", "van", "la", "het"]
)
"""Words around the name of a value that say nothing else about it."""


@dataclass
class Match:
    """A column and the slot that it fills; `language` of its texts, if its name says it; `why` it was taken."""

    column: Column
    slot: Slot
    language: str | None = None
    why: str = ""


@dataclass
class Matching:
    """The matches of a file, and for each other column why it has none (empty: nothing like it is known)."""

    matches: list[Match] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class _Candidate:
    score: float
    depth: int
    number: int = field(compare=False)
    slot: Slot = field(compare=False)
    language: str | None = field(compare=False, default=None)
    why: str = field(compare=False, default="")


def match_columns(columns: Sequence[Column], slots: Sequence[Slot], model: str) -> Matching:
    """Give each column the slot that fits best; a slot for one value takes one column, or one for each language."""
    matching, found = Matching(), list[_Candidate]()
    for number, column in enumerate(columns):
        if not column.values:
            matching.others[column.path] = "no record has a value"
            continue
        if reason := _form_of_geojson(column):
            matching.others[column.path] = reason
            continue
        if column.repeated:
            matching.others[column.path] = "inside a part that is repeated: give that part an `each`"
            continue
        left = columns[number - 1] if number else None
        candidates, reasons = list[_Candidate](), list[str]()
        for each in _candidates(number, column, left, slots, model):
            if reason := misfit(each.slot, column):
                reasons.append(f"{'.'.join(each.slot.path)}? {reason}")
            else:
                candidates.append(each)
        nearest = min((each.depth for each in candidates), default=0)  # a second telephone number is not of a site
        found += [each for each in candidates if each.depth == nearest]
        if reasons:
            matching.others[column.path] = reasons[0]
    taken: dict[tuple[str, ...], list[_Candidate]] = {}
    placed: dict[int, _Candidate] = {}
    for each in sorted(found, key=lambda each: (-each.score, each.depth, each.number)):
        if each.number in placed:
            continue
        before = taken.setdefault(each.slot.path, [])
        if not before or _shares(each, before):
            before.append(each)
            placed[each.number] = each
        else:
            first = columns[before[0].number].path
            matching.others.setdefault(columns[each.number].path, f"{'.'.join(each.slot.path)} has {first}")
    for number, column in enumerate(columns):
        if number in placed:
            chosen = placed[number]
            matching.matches.append(Match(column, chosen.slot, chosen.language, chosen.why))
            matching.others.pop(column.path, None)
        elif column.values:
            kind = identifier_of(column)
            matching.others.setdefault(column.path, IDENTIFIERS[kind].description if kind else "")
    matching.matches.sort(key=lambda match: _LANGUAGES.index(match.language) if match.language in _LANGUAGES else -1)
    return matching


_LANGUAGES = ("nl", "fr", "de", "en")


def _shares(candidate: _Candidate, before: Sequence[_Candidate]) -> bool:
    """Whether a slot that has columns takes one more: text in another language, or one of many values."""
    if candidate.slot.python is LangString and candidate.language:
        return candidate.language not in {each.language for each in before}
    alone = len(candidate.slot.steps) == 1 and candidate.slot.steps[0].prop.many
    return (candidate.slot.prop.many or alone) and candidate.score > 60


def _form_of_geojson(column: Column) -> str:
    """Why a column needs no place: it has what GeoJSON says of its own form."""
    if column.path == "type" and set(column.values) == {"Feature"}:
        return "GeoJSON says this of every record"
    return "the kind of shape, which the geometry says itself" if column.path == "geometry.type" else ""


# The names of columns and slots.


def _candidates(
    number: int, column: Column, left: Column | None, slots: Sequence[Slot], model: str
) -> Iterator[_Candidate]:
    name, language = _name_and_language(column)
    top = 95
    if name in _BARE and column.around:  # {"address": {"value": ...}}
        name = plain(column.around[-1])
        top = 90
    if name in _NUMBERS and left is not None and _is_street(left):
        name = "huisnummer"
    around = plain(column.around[-1]) if column.around else ""
    context = "_".join(filter(None, (around, name)))
    exact = list(_by_name(number, squeezed(context), slots, 100, language)) if around else []
    exact += _by_name(number, squeezed(name), slots, top, language)
    if not exact:
        exact += [
            each
            for shorter in _shorter(name, model)
            for each in _by_name(number, squeezed(shorter), slots, 75, language)
        ]
    yield from exact
    if not exact:
        yield from _by_values(number, column, slots)
        yield from _by_likeness(number, squeezed(name), slots, language)
        yield from _by_its_end(number, column, name, slots, language)


_BARE = {"value", "text", "waarde", "valeur"}
_NUMBERS = {"nr", "no", "n", "num", "nummer", "numero", "number", "n°"}


def _local(name: str) -> str:
    """A name without the signs of XML."""
    return re.sub(r"^@|^.*:(?=\w)", "", name)


def _name_and_language(column: Column) -> tuple[str, str | None]:
    """The plain name of a column and the language of its texts: `naam_fr`, `naam[@xml:lang="fr"]`, `naam.fr`."""
    if found := re.fullmatch(r'(.+)\[@.+="(\w+)"\]', column.name):
        return plain(_local(found[1])), found[2].lower()
    if column.around and (language := language_of(column.name)):
        return plain(column.around[-1]), language
    return without_language(_local(column.name))


def _is_street(column: Column) -> bool:
    known = known_names().get(squeezed(_name_and_language(column)[0]))
    return known is not None and "straatnaam" in known.ends


def _by_name(
    number: int, name: str, slots: Sequence[Slot], score: float, language: str | None, why: str = ""
) -> Iterator[_Candidate]:
    known = known_names().get(name)
    for slot in slots:
        if slot.steps and is_generic(name) and slot.python is not Literal:
            continue
        ranks = [place for place, end in enumerate(known.ends) if slot.ends_with(end)] if known else []
        if known and ranks:
            yield _Candidate(score - min(ranks) / 10 - known.place / 100, len(slot.path), number, slot, language, why)
        elif name in slot.words:
            yield _Candidate(score - 5, len(slot.path), number, slot, language, why)


def _shorter(name: str, model: str) -> Iterator[str]:
    """A name without words around it that say nothing else, and without a number at its end."""
    words = name.split("_")
    empty = _AROUND | set(plain(model).split("_"))
    kept = [word for word in words if word not in empty]
    if kept and kept != words:
        yield "_".join(kept)
    if (bare := re.sub(r"_?\d$", "", name)) not in ("", name):
        yield bare


_NUMBER_OF_IT = ("registratie.identificator", "legal_identifier.notation", "/identifier.notation")


def _by_values(number: int, column: Column, slots: Sequence[Slot]) -> Iterator[_Candidate]:
    ends: tuple[str, ...] = _NUMBER_OF_IT if identifier_of(column) in ("insz", "kbo") else ()
    if mostly(column.values, is_email):
        ends = ("email", "has_email")
    for slot in slots:
        if any(map(slot.ends_with, ends)):
            yield _Candidate(60, len(slot.path), number, slot, None, "by its values")


def _by_likeness(number: int, name: str, slots: Sequence[Slot], language: str | None) -> Iterator[_Candidate]:
    known = {*known_names(), *(word for slot in slots for word in slot.words)}
    if len(name) > 4 and (near := difflib.get_close_matches(name, known, n=1, cutoff=0.87)):
        yield from _by_name(number, near[0], slots, 50, language, f"a guess: {name} is nearly {near[0]}")


def _by_its_end(
    number: int, column: Column, name: str, slots: Sequence[Slot], language: str | None
) -> Iterator[_Candidate]:
    """A name such as WIJKNAAM is a name, and a number such as BOOMNUMMER identifies, if nothing better is found."""
    why = "a guess by the end of its name"
    if re.search("(naam|name|titel|title)$|^nom_", name):
        names = [slot for slot in slots if slot.python is LangString and not slot.steps]
        yield from _by_name(number, "naam", names, 40, language, why)
    elif re.search("(nummer|nr|code)$", name) and len(column.values) == column.records:
        yield from _by_name(number, "nummer", slots, 40, language, why)
