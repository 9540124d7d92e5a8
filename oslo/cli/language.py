"""The language in which a command speaks to a person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from ..errors import InputError, MappingError
from ..words.catalogue import language_of, message_languages, to_language

if TYPE_CHECKING:
    from ..validation.findings import Finding


def choose_language(language: str | None) -> str:
    """The language of messages: the one that is asked for, else that of the environment."""
    chosen = language or language_of(os.environ)
    if chosen not in message_languages():
        raise typer.BadParameter(f"--language is one of {', '.join(message_languages())}")
    return chosen


def tell_finding(finding: Finding, language: str) -> list[str]:
    """The lines of a finding in a language: its own sentence, else that of the catalogue; its reasons below it."""
    from ..report.groups import reason_lines

    message = finding.messages.get(language) or to_language(finding.message(), language)
    line = ": ".join(part for part in (str(finding.place or ""), finding.node, finding.property, message) if part)
    return [line, *(f"  {each}" for each in reason_lines(finding, language))]


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Give the errors of reading in a language."""
    try:
        yield
    except InputError as error:
        raise InputError(to_language(error.message, language), error.place) from None
    except MappingError as error:
        raise MappingError(to_language(str(error), language)) from None
