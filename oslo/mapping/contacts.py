"""E-mail addresses, telephone numbers and web addresses: what can never be one.

The form is checked, not whether anyone answers. A rule that names the kind (`identifier: email`) refuses any other
text; for a property that holds one, other text is told and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..namespaces import FOAF, M8G, SCHEMA, SCHEMAS, VCARD, Iri

_BLANKS = r"[ ()./\-\N{NO-BREAK SPACE}]"
_NAME = r"[^\s@<>,;:\"().]+"
PATTERNS = {
    "email": re.compile(rf"(?:mailto:)?([^\s@<>,;:\"()]+@{_NAME}(?:\.{_NAME})+)", re.IGNORECASE),
    "telephone": re.compile(rf"(?:tel:)?(\+?(?:{_BLANKS}*[0-9]){{3,15}}{_BLANKS}*)", re.IGNORECASE),
    "url": re.compile(
        r"(https?://[^\s/?#@:.<>\"]+(?:\.[^\s/?#@:.<>\"]+)+\.?(?::[0-9]+)?(?:[/?#][^\s<>\"]*)?)", re.IGNORECASE
    ),
}
"""What a text of each kind looks like; the first group is its normal form."""

NAMES = {
    "email": "an e-mail address",
    "telephone": "a telephone number",
    "url": "a web address, which begins with http:// or https:// and a host",
}
"""What each kind is, for messages."""


def email(text: str) -> str:
    """An e-mail address, without `mailto:`.

    >>> email("mailto:info@example.be")
    'info@example.be'
    >>> email("info.example.be")
    Traceback (most recent call last):
    ...
    ValueError: not an e-mail address: 'info.example.be'
    """
    return _read("email", text)


def telephone(text: str) -> str:
    """A telephone number as it is written, without `tel:`: 3 to 15 digits (ITU-T E.164), blanks and `+().-/`.

    >>> telephone("+32 51 00 00 09"), telephone("112")
    ('+32 51 00 00 09', '112')
    """
    return _read("telephone", text)


def url(text: str) -> str:
    """The address of a page: `http://` or `https://`, and a host with a dot in it.

    >>> url("https://www.example.be/page?n=1")
    'https://www.example.be/page?n=1'
    """
    return _read("url", text)


def _read(name: str, text: str) -> str:
    match = PATTERNS[name].fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not {NAMES[name]}: {text!r}")
    return match[1]


CONTACTS: dict[str, Callable[[str], str]] = {"email": email, "telephone": telephone, "url": url}
"""The kinds by their name in mappings: `identifier: email`."""

_KINDS = {
    "email": (SCHEMA.email, SCHEMAS.email, M8G.email, FOAF.mbox, VCARD.hasEmail),
    "telephone": (
        SCHEMA.telephone, SCHEMAS.telephone, SCHEMA.faxNumber, SCHEMAS.faxNumber, M8G.telephone, VCARD.hasTelephone,
    ),
    "url": (SCHEMA.url, SCHEMAS.url, FOAF.page, FOAF.homepage),
}  # fmt: skip
_BY_PROPERTY = {str(path): name for name, paths in _KINDS.items() for path in paths}


def contact_of(path: Iri) -> str | None:
    """The kind of contact that a property holds, by its IRI; None if it holds something else."""
    return _BY_PROPERTY.get(str(path))
