"""The generated files: `shapes/*.ttl`, `vocabularies/contexts/*.jsonld`, `docs/ignored.md`, tables in other pages.

In `docs/deviations.md` the rows with a cardinality on both sides are made, from what the profiles say is relaxed.

`oslo build` writes them, `oslo build --check` compares. A difference means that a model or a rule
changed and its files did not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..errors import OsloError
from ..exchange.context import context
from ..exchange.shacl import shapes
from ..files import folder, ready_files
from ..files.outputs import write_whole
from ..lint.rules import all_rules
from ..mapping.mapping import Mapping, load_mapping
from ..model.description import Profile
from ..models import MODULES, load_profile
from .deviations import deviations_page
from .isa_page import isa_tables

_HEADER = (
    "# SHACL shapes of {title} ({name} {version}), {source}\n# Made by `oslo build` from the models: do not edit.\n\n"
)
_BEGIN = "<!-- Made by `oslo build` from {source}: do not edit. -->\n\n"
_END = "\n<!-- End of what is made. -->\n"
_HEAD = "| code | what | what it does to users | how to repair it | `--fix` |\n|---|---|---|---|---|\n"


def built_files() -> Iterator[tuple[Path, str]]:
    """Each generated file and the text that it must have."""
    for name in MODULES:
        profile = load_profile(name)
        yield folder("shapes") / f"{name}.ttl", shapes_text(profile)
        yield folder("vocabularies") / "contexts" / f"{name}.jsonld", context_text(profile)
    page = folder("docs") / "lint.md"
    if page.is_file():  # in a checkout
        yield page, lint_page(page.read_text("utf-8"))
        yield folder("docs") / "ignored.md", ignored_page()
        page = folder("docs") / "deviations.md"
        yield page, deviations_page(page.read_text("utf-8"), [load_profile(name) for name in MODULES])
        page = folder("docs") / "isa.md"
        yield page, isa_page(page.read_text("utf-8"))


def shapes_text(profile: Profile) -> str:
    """The shapes of a profile as a file, with a header that says what it is."""
    header = _HEADER.format(name=profile.name, version=profile.version, title=profile.title, source=profile.source)
    return header + shapes(profile)


def context_text(profile: Profile) -> str:
    """The context of a profile as a file."""
    document = {"generated": "by `oslo build` from the models: do not edit", **context(profile.classes)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def lint_page(page: str) -> str:
    """The page with a new table of lint rules between its two comments; everything else stays."""
    return _replace_made(page, "docs/lint.md", "oslo/lint/rules.toml", _rules_table())


def isa_page(page: str) -> str:
    """The page with new tables of what becomes of each property in ISA; everything else stays."""
    return _replace_made(page, "docs/isa.md", "oslo/alignment/ready/isa.yaml", isa_tables())


def _replace_made(page: str, name: str, source: str, made: str) -> str:
    first = _BEGIN.format(source=source)
    before, begin, rest = page.partition(first)
    _, end, after = rest.partition(_END)
    if not end:
        raise OsloError(f"{name}: the lines {first.strip()} and {_END.strip()} have to be there")
    return before + begin + made + end + after


_IGNORED = """# What the ready mappings leave out

<!-- Made by `oslo build` from the ready mappings: do not edit. -->

Each ready mapping reads every value of its files, or lists it here with the reason; a `*` stands for any text. This is
the key [`ignored`](mapping.md#what-is-not-read) of the mapping. A test runs the mappings over published files, and
nothing remains that is not explained. A mapping that is not on this page reads all that there is.
"""


def ignored_page() -> str:
    """The page of what the ready mappings leave out: a section for each, the paths that have one reason together."""
    mappings = [load_mapping(name) for name in sorted(ready_files("mapping"))]
    return _IGNORED + "".join(f"\n## {each.name}\n\n{_ignored_table(each)}" for each in mappings if each.ignored)


def _ignored_table(mapping: Mapping) -> str:
    reasons: dict[str, list[str]] = {}
    shared = set.intersection(*(set(each.rules.ignored.items()) for each in mapping.kinds))
    for kind in mapping.kinds:
        for name, reason in kind.rules.ignored.items():
            where = "" if (name, reason) in shared else f"{kind.layout.path}: "
            path = f"{where}`{name}`".replace("|", "\\|")
            if path not in (paths := reasons.setdefault(reason, [])):
                paths.append(path)
    rows = "".join(f"| {', '.join(paths)} | {reason} |\n" for reason, paths in reasons.items())
    return f"| not read | why |\n|---|---|\n{rows}"


def _rules_table() -> str:
    rules = all_rules().values()
    rows = [(f"`{each.code}`", each.title, each.effect, each.repair, "yes" if each.safe else "") for each in rules]
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def build(*, check: bool = False) -> list[Path]:
    """Write the generated files, or with `check` only compare; returns the files that were out of date."""
    changed = {path: text for path, text in built_files() if not path.is_file() or path.read_text("utf-8") != text}
    if not check:
        for path, text in changed.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
    return list(changed)
