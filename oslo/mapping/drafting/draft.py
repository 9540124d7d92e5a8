"""A draft of a mapping: what was found in a file, put together for a class, and tried on the file itself.

It reads as a person would write it. What only a person can decide is a comment with TODO in it, and one of `decisions`.
No value of a field is written into it but codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from textwrap import wrap

from ...errors import MappingError
from ...files.yaml import parse_yaml
from ...model.description import Profile
from ...model.resource import Resource
from ...records import ReadingOptions, open_records
from ...words.text import nearest
from ..account import Account, Names
from ..mapping import mapping_from
from ..rejects import RecordProblem, Reject
from .fields import FieldsDraft
from .identity import Identity, identity_of
from .matching import Matching, match_columns
from .names import known_names, squeezed
from .points import points_in
from .slots import slots_of
from .survey import Survey, survey
from .text import comment_text, scalar, todo_lines, write_fields


@dataclass(frozen=True)
class Draft:
    """The text of a mapping, what a person has to decide before it can be used, and what came of trying it.

    `unread`: columns or paths that it does not read; `tried` and `rejected`: records of the file, and those of them
    that it rejects (none were tried if the mapping cannot run yet); `problems`: what they are rejected for.
    """

    text: str
    decisions: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    tried: int = 0
    rejected: int = 0
    problems: tuple[str, ...] = ()


_TRIED = 10_000


def draft_mapping(
    file: Path, profile: Profile | str, model: str, options: ReadingOptions | None = None, *, form: str | None = None
) -> Draft:
    """Draft a mapping of a file (CSV, Excel, JSON, JSON Lines, XML) to a class of a profile, given by their names.

    Raises MappingError for an unknown class, InputError for a file that cannot be read or has no records.
    """
    from ...models import load_profile

    ready = load_profile(profile) if isinstance(profile, str) else profile
    classes = {cls.__name__: cls for cls in ready.classes}
    if model not in classes:
        raise MappingError(f"no class {model!r} in {ready.name}{nearest(model, classes)}")
    found = survey(file, options, form)
    fields, matching, identity = _fill(found, ready, classes[model])
    lines = [
        *_head(file, found, ready, model),
        *_identity_lines(identity),
        *_language_line(matching, ready),
        "",
        "fields:" if fields.record.fields else "fields: {}",
        *write_fields(fields.record.fields, 2),
        *todo_lines(fields.record.missing, 2),
    ]
    trial = Trial() if fields.incomplete else _try("\n".join(lines), ready, file, options, form)
    more = [path for path in trial.unread if path and not any(other in Names([path]) for other in matching.others)]
    others = {**matching.others, **dict.fromkeys(more, "")}
    text = "\n".join([*lines, *_others(others, found)]) + "\n"
    unread = (*others, *found.unreachable)
    nothing = () if fields.record.fields else (f"nothing in the file was matched to {model}: is it the right class?",)
    unnamed = ("no row names the columns: give each its name under columns",) if found.layout.columns else ()
    decisions = (*unnamed, *nothing, *fields.decisions, *trial.decisions)
    return Draft(text, decisions, unread, trial.records, trial.rejected, tuple(trial.problems))


def _fill(found: Survey, profile: Profile, model: type[Resource]) -> tuple[FieldsDraft, Matching, Identity]:
    """The fields, what was matched, and the id."""
    slots = slots_of(profile, model)
    points = points_in(found.columns)
    of_points = {column.path for point in points for column in point.columns}
    matching = match_columns([each for each in found.columns if each.path not in of_points], slots, model.__name__)
    used = {each.column.path for each in matching.matches if "identificator" not in each.slot.path}
    identity = identity_of(found, model.__name__, used | of_points)
    fields = FieldsDraft(model, found, matching, identity.column)
    for match in matching.matches:
        fields.add(match)
    shape = next((slot for slot in slots if slot.prop.name == "wkt"), None)
    for number, point in enumerate(points):
        if shape is not None and not number:
            fields.add_point(shape, point)
        else:
            reason = "the same point once more" if shape else "the class has no geometry"
            matching.others.update({column.path: reason for column in point.columns})
    fields.complete()
    if identity.column is not None:
        matching.others.pop(identity.column.path, None)
    return fields, matching, identity


# The lines of the file.


def _head(file: Path, found: Survey, profile: Profile, model: str) -> Iterator[str]:
    number = f"{found.records} record{'s' * (found.records != 1)}" + ("" if found.whole else " and more")
    name = comment_text(file.name)
    yield f"# A draft: {name} ({number}) to {model} of {profile.name}."
    yield "# Read it from top to bottom, complete each TODO, and see what becomes of the first records:"
    yield "#"
    yield f"#     oslo mapping --check MAPPING.yaml {name}"
    yield ""
    yield f"profile: {profile.name}"
    yield f"model: {model}"
    if found.layout.path:
        yield f"records: {scalar(found.layout.path)}"
    if found.layout.header is not None:
        yield f"header: {found.layout.header}"
    if found.layout.columns:
        yield f"columns: {scalar(list(found.layout.columns))}  # TODO: give each its name"
    paths = "/".join(each.path for each in found.columns)
    used = {prefix: iri for prefix, iri in found.layout.namespaces.items() if f"{prefix}:" in paths}
    if used:
        yield "namespaces:"
        yield from (f"  {scalar(prefix)}: {scalar(iri)}" for prefix, iri in used.items())


def _identity_lines(identity: Identity) -> Iterator[str]:
    yield ""
    yield from (f"# {line}" for line in wrap(identity.comment, 110, break_long_words=False))
    if identity.rule is not None:
        yield f"id: {scalar(identity.rule)}"


def _language_line(matching: Matching, profile: Profile) -> Iterator[str]:
    """The language of the texts, where the names of the columns are French."""
    counts: Counter[str] = Counter()
    for match in matching.matches:
        name = known_names().get(squeezed(match.column.name))
        if name is not None and len(name.languages) == 1:
            counts.update(name.languages)
    if counts["fr"] > counts["nl"] + counts["en"] and profile.language != "fr":
        yield ""
        yield "# The names of the columns are French: so are the texts, unless another language is given."
        yield "language: fr"


def _others(others: Mapping[str, str], found: Survey) -> Iterator[str]:
    """What was not matched, as a comment that can become `ignored`."""
    if others:
        yield ""
        yield "# Not matched. Map each under `fields`, or uncomment `ignored`, with the reason in place of TODO."
        yield "# ignored:"
        for path, reason in others.items():
            yield f"#   {scalar(path)}: TODO{f'  # {comment_text(reason)}' if reason else ''}"
    if found.unreachable:
        yield ""
        yield f"# No path can lead to: {', '.join(map(comment_text, found.unreachable))}"


# The draft tried on its own file.


@dataclass
class Trial:
    """What came of trying a draft: how many records, how many rejected and for what, what was not read."""

    records: int = 0
    rejected: int = 0
    problems: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


def _try(text: str, profile: Profile, file: Path, options: ReadingOptions | None, form: str | None) -> Trial:
    """Run a draft over its file, as a conversion would."""
    trial, account = Trial(), Account(())
    problems, examples = Counter[str](), dict[str, str]()
    try:
        mapping = mapping_from(parse_yaml(text, "draft"), "draft", profile=profile)
        with open_records(file, mapping.layout, options, form=form) as source:
            for result in islice(mapping.run(source), _TRIED):
                trial.records += isinstance(result, Resource | Reject)
                if isinstance(result, Reject):
                    trial.rejected += 1
                    where = {_where(each): each.reason for each in result.problems}
                    problems.update(where.keys())
                    examples = {**where, **examples}
            account.add(source, 0, ())
    except MappingError as error:
        trial.decisions.append(str(error))
        return trial
    trial.unread = [each.path for each in account.unread()]
    trial.problems = [
        f"{where}: {times} record{'s' * (times != 1)}, such as: {examples[where]}"
        for where, times in problems.most_common()
    ]
    if trial.records == trial.rejected:
        trial.decisions.append("no record comes out: see what they are rejected for")
    return trial


def _where(problem: RecordProblem) -> str:
    """Where a problem is: the column and the property."""
    where = problem.property or ""
    return f"{problem.column} ({where})" if problem.column and where else problem.column or where or "the whole record"
