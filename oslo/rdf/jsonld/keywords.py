"""The keywords of JSON-LD 1.1 (section 1.7), its errors, and small questions about JSON values."""

from __future__ import annotations

import re
from typing import Any

KEYWORDS = frozenset(
    """@base @container @context @default @direction @embed @explicit @graph @id @import @included @index @json
    @language @list @nest @none @omitDefault @prefix @preserve @propagate @protected @requireAll @reverse @set
    @type @value @version @vocab""".split()  # noqa: SIM905  a line of each would fill the screen
)
_FORM = re.compile(r"@[A-Za-z]+")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


class JsonLdError(ValueError):
    """What JSON-LD 1.1 API (section 9.6.1) calls an error: its code, and where or what.

    >>> raise JsonLdError("keyword redefinition", "@id")
    Traceback (most recent call last):
    ...
    oslo.rdf.jsonld.keywords.JsonLdError: keyword redefinition: '@id'
    """

    def __init__(self, code: str, what: object) -> None:
        self.code, self.what = code, what
        shown = what if isinstance(what, Words) else repr(what)
        super().__init__(f"{code}: {shown if len(shown) < 200 else shown[:200] + '...'}")


class Words(str):
    """What is shown in an error as it stands; any other value is quoted."""


def reserved(value: str) -> bool:
    """Whether a text has the form of a keyword and is none: such a key or IRI is ignored."""
    return value not in KEYWORDS and _FORM.fullmatch(value) is not None


def is_iri(value: object) -> bool:
    """Whether a value is a text that begins with a scheme.

    >>> is_iri("urn:x"), is_iri("x"), is_iri("_:b0"), is_iri(1)
    (True, False, False, False)
    """
    return isinstance(value, str) and _IRI.match(value) is not None


def is_blank(value: object) -> bool:
    """Whether a value is the label of a blank node."""
    return isinstance(value, str) and value.startswith("_:")


def check_text(value: Any) -> None:
    """Raise JsonLdError for text with half of a surrogate pair, which is no character."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise JsonLdError("not Unicode", value) from None


def array(value: Any) -> list[Any]:
    """A list as it is, any other value as a list of one."""
    return value if isinstance(value, list) else [value]


def add(into: dict[str, Any], key: str, values: Any) -> None:
    """Add one value, or each of a list, to the list under a key."""
    into.setdefault(key, []).extend(array(values))
