"""A JSON-LD document as quads: its contexts put in place, then read in the quick way or in our own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...errors import InputError, Place
from ..contexts import ContextLoader, levels
from ..limits import TOO_LONG
from ..relative import NO_BASE
from .expansion import expanded
from .keywords import JsonLdError
from .statements import quads

if TYPE_CHECKING:
    import pyoxigraph as ox


_BAD = rb"[\x00-\x20<>{}|^`\\]"
_SUSPECT = [
    re.compile(rb'%b[^"\x00-\x20<>{}|^`\\]*%b' % (start, _BAD))
    for start in (b'"http:', b'"https:', b'"urn:', b'"@id":"', b'"@language":"')
]
"""What may be an IRI or a language tag that is not well-formed: the quick way would leave its statement out."""


_OF_VALUES = frozenset({"invalid IRI", "invalid typed value", "invalid language tag"})
"""The errors of which the value is in the document as it stands, and not in a context."""


def document_quads(
    document: Any, loader: ContextLoader, *, source: bytes = b"", lenient: bool = False
) -> Iterator[ox.Quad]:
    """The quads of a parsed document, which is changed; `loader`: finds its contexts, and knows its name and base.

    `source`: its text, for the lines in messages.

    `lenient`: invalid IRIs and language tags are kept, as far as the quick way reads the document.
    Raises InputError with the name of the document, and the contexts that it names, for what is not JSON-LD.
    """
    import pyoxigraph as ox

    base = loader.base or NO_BASE
    try:
        plain = loader.prepare(document)
        text = _as_text(document) if plain else None
        if text is not None and (lenient or not any(each.search(text) for each in _SUSPECT)):
            del document  # it takes several times the memory of its text
            yield from ox.parse(text, format=ox.RdfFormat.JSON_LD, base_iri=base, lenient=lenient)
        else:
            yield from quads(expanded(document, loader.repaired, base), lenient=lenient)
    except (JsonLdError, SyntaxError) as error:
        message = error.msg if isinstance(error, SyntaxError) else f"not JSON-LD: {error}"
        named = ", ".join(loader.named)
        line = _line_of(source, error.what) if isinstance(error, JsonLdError) and error.code in _OF_VALUES else None
        place = Place(loader.name, line=line)
        raise InputError(f"{message} (with the context {named})" if named else message, place) from None
    except MemoryError:  # of the parser, which holds a text as a whole
        raise InputError(TOO_LONG, Place(loader.name)) from None
    except RecursionError:
        nested = f"nested too deeply ({levels(source)} levels)" if source else "nested too deeply"
        message = f"not usable JSON-LD: {nested}, or terms of a context are made of each other in too many steps"
        raise InputError(message, Place(loader.name)) from None


def _line_of(source: bytes, value: object) -> int | None:
    """The first line with a text."""
    at = source.find(json.dumps(value, ensure_ascii=False).encode()) if isinstance(value, str) and value else -1
    return None if at < 0 else source.count(b"\n", 0, at) + 1


def _as_text(document: Any) -> bytes | None:
    """A document as JSON text; None if a number in it is too large for that."""
    try:
        return json.dumps(document, allow_nan=False, check_circular=False, separators=(",", ":")).encode()
    except ValueError:
        return None
