"""An XML document held as text in an element of another, as web services of the SOAP era answer.

    <string xmlns="urn:service"><?xml version="1.0"?><Products>...</Products></string>

Some escape the inner document, some put it in CDATA, and some do neither, so that the whole is not XML.
"""

from __future__ import annotations

import io
import re
from typing import IO, Protocol
from xml.sax.saxutils import unescape

from ...errors import InputError, Place

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)


class Reads(Protocol):
    """Something to read bytes from."""

    def read(self) -> bytes:
        """The next bytes; none at the end."""


def unwrapped(file: Reads, element: str, name: str, encoding: str = "utf-8") -> IO[bytes]:
    r"""The document inside an element, in UTF-8, with its lines at the numbers they have in the file.

    >>> import io
    >>> unwrapped(io.BytesIO(b"<string>\n&lt;a&gt;R &amp;amp; D&lt;/a&gt;</string>"), "string", "answer.xml").read()
    b'\n<a>R &amp; D</a>'

    Raises InputError if there is no such element, or no text in it.
    """
    data = b"".join(iter(file.read, b""))
    try:
        text = data.decode(encoding)
    except LookupError:
        raise InputError(f"not in the encoding that it declares: unknown encoding: {encoding}", Place(name)) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"not in the encoding that it declares: {error}", Place(name, line=line)) from None
    except UnicodeError as error:
        raise InputError(f"not in the encoding that it declares: {error}", Place(name)) from None
    tag = rf"(?:[\w.\-]+:)?{re.escape(element)}"
    begin = re.search(rf"<{tag}(?:\s[^<>]*)?>", text)
    end = begin and max((each.start() for each in re.finditer(rf"</{tag}\s*>", text)), default=None)
    if begin is None or end is None:
        raise InputError(f"no element {element!r} that holds a document", Place(name))
    inner = text[begin.end() : end]
    if quoted := _CDATA.fullmatch(inner):
        inner = quoted[1]
    elif inner.lstrip().startswith("&lt;"):
        inner = unescape(inner, {"&quot;": '"', "&apos;": "'"})
    if not inner.strip():
        raise InputError(f"nothing in the element {element!r}", Place(name))
    above = text[: begin.end()].count("\n")
    declaration = _DECLARATION.match(inner)
    if declaration:
        above += declaration[0].count("\n")
        inner = inner[declaration.end() :]
    return io.BytesIO(("\n" * above + inner).encode())
