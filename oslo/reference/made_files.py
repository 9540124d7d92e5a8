"""The files that are made from the models: `shapes/*.ttl` and `vocabularies/contexts/*.jsonld`.

`oslo build` writes them, `oslo build --check` compares: a difference means that a model changed
and its files did not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..exchange.context import context
from ..exchange.shacl import shapes
from ..files import folder
from ..model.description import Profile
from ..models import MODULES, load_profile

_HEADER = (
    "# SHACL shapes of {title} ({name} {version}), {source}\n# Made by `oslo build` from the models: do not edit.\n\n"
)


def built_files() -> Iterator[tuple[Path, str]]:
    """Each made file and what has to stand in it."""
    for name in MODULES:
        profile = load_profile(name)
        yield folder("shapes") / f"{name}.ttl", shapes_text(profile)
        yield folder("vocabularies") / "contexts" / f"{name}.jsonld", context_text(profile)


def shapes_text(profile: Profile) -> str:
    """The shapes of a profile as a file, that says what it is."""
    header = _HEADER.format(name=profile.name, version=profile.version, title=profile.title, source=profile.source)
    return header + shapes(profile)


def context_text(profile: Profile) -> str:
    """The context of a profile as a file."""
    document = {"generated": "by `oslo build` from the models: do not edit", **context(profile.classes)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def build(*, check: bool = False) -> list[Path]:
    """Write the made files, or with `check` only look; the files that were not as they have to be."""
    changed = []
    for path, text in built_files():
        if not path.is_file() or path.read_text("utf-8") != text:
            changed.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    return changed
