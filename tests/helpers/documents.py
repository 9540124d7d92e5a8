"""README.md and the pages of `docs/`: their fenced blocks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs").glob("??/*.md"))]
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its kind, the file that it is (if it has a title), its text, the line it begins on."""

    kind: str
    title: str | None
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    content = page.read_text("utf-8")
    found = FENCE.finditer(content)
    return [Block(m[1], m[2], m[3], content.count("\n", 0, m.start()) + 1) for m in found]
