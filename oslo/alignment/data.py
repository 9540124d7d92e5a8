"""Linked data of one profile in the classes of another, with an account of every statement.

A statement comes out translated, or it is in `Translated.lost`: by property, with its number, a node that has it, and
the reason. So `statements == translated + sum(each.count for each in lost)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..errors import OsloError
from ..exchange.reading import Reading, read_with_account
from ..exchange.reading_account import Account
from ..model.resource import Resource
from ..models import load_profile
from ..namespaces import RDF
from ..rdf.parsing import FormatName, Source
from ..rdf.terms import short
from .account import Loss, Tally, Told, list_assumed, lost
from .tables import between
from .translation import Alignment, TranslationError


@dataclass
class Translated:
    """Resources of another standard, and what became of each statement.

    `rejected`: why things that have a counterpart cannot be one; `lost`: statements that did not come out;
    `changed`: what was lost of those that did; `assumed`: texts without a language, by property, which got `language`;
    `repairs`, `rewritten`: what was repaired in the data, or read as meant.
    """

    resources: list[Resource] = field(default_factory=list)
    statements: int = 0
    translated: int = 0
    lost: Tally = field(default_factory=Tally)
    changed: Tally = field(default_factory=Tally)
    rejected: list[str] = field(default_factory=list)
    assumed: Counter[str] = field(default_factory=Counter)
    language: str = "nl"
    repairs: list[str] = field(default_factory=list)
    rewritten: Counter[str] = field(default_factory=Counter)

    @property
    def losses(self) -> Counter[str]:
        """How often each thing was lost, in words."""
        return self.lost.words + self.changed.words

    def sentences(self) -> Iterator[str]:
        """What a person should know: what was lost, and how many statements came out."""
        if self.assumed:
            yield f"text without a language, taken as {self.language}: {list_assumed(self.assumed)}"
        yield from (f"changed: {each}" for each in self.changed)
        yield from (f"lost: {each}" for each in self.lost)
        number = f"{self.statements} statement{'' if self.statements == 1 else 's'}"
        yield f"{number}: {self.translated} translated, {self.statements - self.translated} lost"

    @property
    def complete(self) -> bool:
        """Whether every statement came out whole."""
        return not self.lost and not self.changed


def translate(
    data: Sequence[Source],
    profile: str,
    to: str = "isa",
    format: FormatName | None = None,
    *,
    base: str | None = None,
    normalize: bool = False,
    language: str | None = None,
) -> Translated:
    """RDF of a profile in the classes of ISA (`to="isa"`) or of another profile; of the same profile: what fits it.

    `base` completes relative IRIs; `normalize`: read http/https, `www.` and last-slash variants of terms
    as those terms; `language`: that of texts without one, by default that of the table (Dutch).

    >>> from oslo import write
    >>> from oslo.models.persoon import Plaats
    >>> text = write(Plaats(id="urn:gent", plaatsnaam="Gent")) + "<urn:gent> <urn:x:p> 1 ."
    >>> done = translate([text], "persoon-basis", format="turtle")
    >>> [each.id for each in done.resources], done.statements, done.translated
    ([Iri('urn:gent')], 3, 2)
    >>> print(*done.lost)
    1 x urn:x:p: no property of Plaats (urn:gent: 1)

    Raises InputError for data that cannot be read, OsloError if no table leads to the profile or for no language tag.
    """
    if to == profile and language is not None:
        raise OsloError(f"{profile} to {profile} changes no text, so no language is given to one")
    table = None if to == profile else between(profile, to).in_language(language)
    wanted = () if to in ("isa", profile) else load_profile(to).classes
    result = Translated(language=table.language if table else "nl")
    for number, source in enumerate(data):
        reading, account = read_with_account(
            source, load_profile(profile), format, base=base, normalize=normalize, number=number
        )
        told, losses = _translate(reading, table, wanted, result)
        result.rewritten += reading.rewritten
        result.repairs += reading.repairs
        result.assumed += told.assumed
        result.changed.add(told.changes)
        missing = list(_list_missing(account, told, losses, profile))
        result.lost.add(missing)
        result.statements += account.number
        result.translated += account.number - len(missing)
    return result


def _translate(
    reading: Reading, table: Alignment | None, wanted: Sequence[type[Resource]], result: Translated
) -> tuple[Told, list[Loss]]:
    """Translate what was read: what came out, and each statement of it that did not."""
    told = Told()
    result.rejected += [f"rejected: {each}" for each in reading.problems]
    if table is None:
        result.resources += reading.resources
        return _told_of(reading.resources), []
    for each in reading.resources:
        try:
            resource, more = _choose_best(table, each, wanted)
        except TranslationError as error:
            told.add(error.told)
            if error.problems:
                result.rejected.append(f"rejected: {error}")
            continue
        result.resources.append(resource)
        told.add(more)
    return told, list(lost(reading.resources, told, table.reason).values())


def _told_of(resources: Sequence[Resource]) -> Told:
    """All statements of some resources, as come out."""
    told = Told()
    told.used.update(lost(resources, told, lambda cls, name: ""))
    told.nodes |= {each[0] for each in told.used}
    return told


def _choose_best(table: Alignment, resource: Resource, classes: Sequence[type[Resource]]) -> tuple[Resource, Told]:
    """The resource as one of some classes: of the possible ones, the one that loses least."""
    candidates = sorted(
        (each for each in classes if table.rows(type(resource), each)), key=lambda each: len(each.__mro__)
    )
    found = []
    for each in candidates:
        try:
            found.append(table.attempt(resource, each))
        except OsloError:
            continue
    if len(found) == 1:
        return found[0]
    return min(found, key=lambda made: -len(made[1].used)) if found else table.attempt(resource)


def _list_missing(account: Account, told: Told, losses: Sequence[Loss], profile: str) -> Iterator[Loss]:
    """Each statement of the data that did not come out, once: those that were read, and those that no class takes."""
    came_out = Counter((str(node), path) for node, path, _ in told.used)
    by_place: dict[tuple[str, str], list[Loss]] = {}
    for each in losses:
        by_place.setdefault((each.node, each.path), []).append(each)
    for node, path, values in account.rows():
        if path == RDF.type:
            left = [each for each in values if node not in told.nodes or each not in account.types.get(node, ())]
        else:
            left = values[: max(0, len(values) - came_out[node, path])]
        known = by_place.get((node, path), [])
        for number, value in enumerate(left):
            if number < len(known):
                yield known[number]
            else:
                name, reason = account.why(node, path, profile)
                label = f"rdf:type {short(value)}" if path == RDF.type else name
                yield Loss(node, label, reason, "" if path == RDF.type else value)
