"""The function that writes a report in each format, imported on first use.

>>> sorted(FORMATS)
['github', 'gitlab', 'html', 'json', 'jsonld', 'junit', 'sarif', 'text', 'turtle']
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..validation.findings import Report
from ..words.text import visible_lines

FORMATS = {
    "text": "text.report_text",
    "json": "json.report_json",
    "turtle": "shacl.report_turtle",
    "jsonld": "shacl.report_jsonld",
    "html": "html.report_html",
    "sarif": "alerts.report_sarif",
    "junit": "junit.report_junit",
    "github": "alerts.report_github",
    "gitlab": "alerts.report_gitlab",
}
"""Format name to module and function of this package."""

_ESCAPED = ("json", "turtle", "jsonld", "sarif", "gitlab")
"""The formats in which `\\u` and four digits is the character, so that one that a terminal obeys can be written so."""

FOR_PEOPLE = ("text", "html", "github")
"""The formats in a human language; each has a default."""


def written(report: Report, format: str, **options: Any) -> str:
    """A report in a format, with the options of its function."""
    module, _, name = FORMATS[format].partition(".")
    write: Callable[..., str] = getattr(import_module(f".{module}", __package__), name)
    text = write(report, **options)
    return visible_lines(text) if format in _ESCAPED else text
