"""HTML as plain text: without its tags, a line for each block.

Records keep descriptions as HTML. Where the text is for people it can stay; a name or an address has to be text.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"address", "article", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"li", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
_UNSEEN = frozenset(("script", "style"))


def plain_text(html: str) -> str:
    r"""The text of HTML, its blanks made one and each block on a line of its own.

    >>> plain_text("<p>Maandag&nbsp; 8:30</p><ul><li><b>Dins</b>dag &amp; <i>vrijdag</i></li></ul>")
    'Maandag 8:30\nDinsdag & vrijdag'
    """
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.found).split("\0"))
    return "\n".join(line for line in lines if line)


class _Text(HTMLParser):
    """Collects text, with a mark where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in _UNSEEN
        self.found += ["\0"] * (tag in _BLOCKS)

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN and self.unseen > 0
        self.found += ["\0"] * (tag in _BLOCKS)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(re.sub("\0", "", data))
