"""What all rules of a mapping share: no unknown keys, and text, lists and codes as people write them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

Scalar = str | int | float | bool


class Rule(BaseModel):
    """An object of a mapping, with keys of its own and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


def as_list(value: Any) -> Any:
    """One value as a list of one.

    >>> as_list("NAAM"), as_list(["NAAM"]), as_list(None)
    (['NAAM'], ['NAAM'], None)
    """
    return value if value is None or isinstance(value, list) else [value]


def as_texts(value: Any) -> Any:
    """Texts that mean that there is nothing; a bare null is one of them."""
    return ["null" if each is None else _to_text(each) for each in as_list(value) or ()]


def text_keys(value: Any) -> Any:
    """Codes are text, also where a program gives a number."""
    return {_to_text(key): each for key, each in value.items()} if isinstance(value, dict) else value


def _to_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value
