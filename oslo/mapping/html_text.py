"""HTML as plain text: without its tags, a line for each block.

Records keep descriptions as HTML. A text for people can stay HTML; a name or an address must be plain text.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"address", "article", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"li", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
_HIDDEN = frozenset(("script", "style"))


def plain_text(html: str) -> str:
    r"""The text of HTML, with single spaces and each block on a line of its own.

    >>> plain_text("<p>Maandag&nbsp; 8:30</p><ul><li><b>Dins</b>dag &amp; <i>vrijdag</i></li></ul>")
    'Maandag 8:30\nDinsdag & vrijdag'
    """
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\0"))
    return "\n".join(line for line in lines if line)


class _TextParser(HTMLParser):
    """Collects text, with a mark where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in _HIDDEN
        self.pieces += ["\0"] * (tag in _BLOCKS)

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _HIDDEN and self.hidden > 0
        self.pieces += ["\0"] * (tag in _BLOCKS)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub("\0", "", data))
