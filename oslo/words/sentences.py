"""The sentences of reports, findings and templates, in each language.

Each language is one file next to this module: `en.toml`, `nl.toml`. A language with such a file is available.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENGLISH = "en"
"""The language of sentences that another language lacks."""


@cache
def folder() -> Traversable:
    """The folder of the files of each language."""
    from importlib.resources import files

    return files("oslo.words")


@cache
def languages() -> tuple[str, ...]:
    """The available languages.

    >>> {"en", "nl"} <= set(languages())
    True
    """
    return tuple(sorted(each.name[:-5] for each in folder().iterdir() if each.name.endswith(".toml")))


@cache
def sentences(language: str) -> dict[str, str]:
    """Every sentence of a language by its key, `table.name`; those that it lacks are in English.

    >>> sentences("nl")["page.node"]
    'Knoop'
    """
    if language not in languages():
        return sentences(ENGLISH)
    import tomllib

    tables = tomllib.loads(folder().joinpath(f"{language}.toml").read_text("utf-8"))
    own = {f"{table}.{name}": text for table, texts in tables.items() for name, text in texts.items()}
    return own if language == ENGLISH else {**sentences(ENGLISH), **own}


def say(key: str, language: str, n: int | None = None, **values: object) -> str:
    """A sentence with its values filled in, in the singular or plural of `n` (`one|many`).

    >>> say("report.checked", "en", 1), say("report.checked", "nl", 94)
    ('1 node checked', '94 knopen gecontroleerd')
    """
    sentence = sentences(language)[key]
    if n is not None:
        one, _, many = sentence.partition("|")
        sentence = one if n == 1 or not many else many
    return sentence.format(n=n, **values)
