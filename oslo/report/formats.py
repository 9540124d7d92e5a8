"""Which function writes a report in which format. A new format is one more line.

>>> sorted(FORMATS)
['html', 'json', 'jsonld', 'junit', 'sarif', 'text', 'turtle']
"""

from __future__ import annotations

from typing import Protocol

from ..findings import Report
from .ci import report_junit, report_sarif
from .html import report_html
from .json import report_json
from .shacl import report_jsonld, report_turtle
from .text import report_text


class ReportWriter(Protocol):
    """Writes a report; a language (en, nl) matters only to the formats for people, which have a default."""

    def __call__(self, report: Report, language: str | None = None, /) -> str: ...


FORMATS: dict[str, ReportWriter] = {
    "text": lambda report, language=None: report_text(report, language=language or "en"),
    "json": lambda report, language=None: report_json(report),
    "turtle": lambda report, language=None: report_turtle(report),
    "jsonld": lambda report, language=None: report_jsonld(report),
    "html": lambda report, language=None: report_html(report, language=language or "nl"),
    "sarif": lambda report, language=None: report_sarif(report),
    "junit": lambda report, language=None: report_junit(report),
}
