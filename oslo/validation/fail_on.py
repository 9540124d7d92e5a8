"""What makes a check fail: a word of the command line, so it is quick to import."""

from __future__ import annotations

from enum import StrEnum


class FailOn(StrEnum):
    """What makes a check fail, beside a twin and a check of nothing.

    `warning` includes violations, `info` both; `unread` are statements and types that no shape looks at.
    """

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"
    UNRESOLVED = "unresolved"
    UNREAD = "unread"
