"""Templates of mappings: text with {paths} in it, and what can be done with the value at a path: `{NAAM -> slug}`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from ..identifiers import IDENTIFIERS
from ..namespaces import Iri
from ..words.text import nearest
from .contacts import CONTACTS
from .keys import pseudonym, secret_of
from .numbers import decimal_reader
from .scope import Scope
from .steps import Step, compile_codes, compile_identifier

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")

Fill = Callable[[Any], Any]


def compile_template(
    template: str, scope: Scope, *, names: bool = False, iri: bool = False, half: Callable[[], None] | None = None
) -> Fill:
    """The function from a record to the text with its values; None if one of the paths has no value.

    `{path -> name}` first puts the value through the code table, identifier or writer of that name. `names`: the text
    names something by its IRI, which a value may not change into another; `iri`: the result may be an Iri. `half` is
    called if one path has a value and another has none.
    """
    pieces = _PLACEHOLDER.split(template)
    if any("{" in text or "}" in text for text in pieces[::2]):
        raise scope.error(f"a brace is not closed in {template!r}")
    head, *after = pieces[::2]
    inside = names and not any(char.isspace() for char in "".join(pieces[::2])) and (not head or ":" in head)
    simple = iri and len(pieces) == 3 and ":" in head and _is_iri(f"{head}x{after[0]}")
    gets = [
        _compile_placeholder(path, scope, inside=inside and not simple and not _may_begin(pieces[: 2 * number + 1]))
        for number, path in enumerate(pieces[1::2])
    ]
    if not gets:
        return lambda data: template
    rest = list(zip(gets, after, strict=True))
    [(first, tail), *more] = rest
    if simple:
        check = _refuse_signs(pieces[1]) if inside and not _may_begin(pieces[:1]) else _as_is

        def fill_iri(data: Any) -> Iri | None:
            value = first(data)
            if value is None:
                return None
            if value.isalnum() and value.isascii():
                return str.__new__(Iri, f"{head}{value}{tail}")
            return Iri(f"{head}{check(value)}{tail}")

        return fill_iri
    if not more:
        return lambda data: None if (value := first(data)) is None else f"{head}{value}{tail}"

    def fill(data: Any) -> str | None:
        text = head
        for get, after in rest:
            value = get(data)
            if value is None:
                if half is not None and any(get(data) is not None for get, _ in rest):
                    half()
                return None
            text += value + after
        return text

    return fill


def _may_begin(before: list[str]) -> bool:
    """Whether a value after these pieces of a template begins the IRI, or its authority."""
    return "".join(before) in ("", "http://", "https://")


def _is_iri(text: str) -> bool:
    try:
        return bool(Iri(text))
    except ValueError:
        return False


def _compile_placeholder(text: str, scope: Scope, *, inside: bool) -> Fill:
    """The function for what is between two braces; `inside`: it stands inside an IRI."""
    path, *names = (part.strip() for part in text.split(" -> "))
    get, steps = scope.value(path), [_find_step(name, scope) for name in names]
    if inside:
        steps.append(_refuse_signs(text))
    if not steps:
        return get
    first, *more = steps
    if not more:
        return lambda data: None if (value := get(data)) is None else first(value)

    def through(data: Any) -> Any:
        value = get(data)
        for step in steps if value is not None else ():
            value = step(value)
        return value

    return through


def _find_step(name: str, scope: Scope) -> Step:
    if name in scope.rules.tables:
        return compile_codes(scope.rules.tables[name], str)
    if name in IDENTIFIERS or name in CONTACTS:
        return compile_identifier(name, test_numbers=scope.test_numbers)
    if name in WRITERS:
        return WRITERS[name]
    if name == "pseudonym":
        return _compile_pseudonym(scope)
    known = [*scope.rules.tables, *IDENTIFIERS, *CONTACTS, *WRITERS, "pseudonym"]
    raise scope.error(f"{name!r} is neither a table nor an identifier{nearest(name, known)}")


def _compile_pseudonym(scope: Scope) -> Step:
    secret = secret_of(scope.rules, scope)
    if not secret:
        raise scope.error("pseudonym: name the variable of the environment that has the secret: `pseudonym: NAME`")
    return lambda value: pseudonym(value, secret)


# The signs that part an IRI (RFC 3986, section 2.2), the one of percent-encoding, and what cannot be seen.
_SIGNS = re.compile(
    r"[/?#%\\\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|^\.{1,2}$"
)


def _as_is(value: Any) -> Any:
    return value


def _refuse_signs(placeholder: str) -> Step:
    """A step that refuses a value with a sign that would make another IRI of it, unless it is written for one."""
    path, *names = (part.strip() for part in placeholder.split(" -> "))
    if set(names) - {"upper", "lower"}:
        return _as_is

    def check(value: Any) -> Any:
        if value.isalnum():
            return value
        if found := _SIGNS.search(value):
            way = f"write {{{path} -> encode}} or {{{path} -> slug}}"
            raise ValueError(f"{found[0]!r} in {value!r} cannot stand in an IRI as it is: {way}")
        return value

    return check


def encode(text: str) -> str:
    """A text for a place in an IRI: UTF-8, percent-encoded but for letters, digits and `-._~` of ASCII.

    >>> encode("De Panne"), encode("Kelmis/La Calamine"), encode("Liège")
    ('De%20Panne', 'Kelmis%2FLa%20Calamine', 'Li%C3%A8ge')
    """
    return quote(text, safe="")


_LATIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "’": "", "'": ""}
)


def slug(text: str) -> str:
    """A text as words of ASCII letters and digits in lower case, joined by hyphens.

    >>> slug("De Panne"), slug("'s-Gravenvoeren"), slug("Kelmis/La Calamine"), slug("Liège, Straße 7")
    ('de-panne', 's-gravenvoeren', 'kelmis-la-calamine', 'liege-strasse-7')

    Raises ValueError for a text without any letter or digit of the Latin alphabet.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
    words = re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))
    if not words:
        raise ValueError(f"no letter or digit for a slug: {text!r}")
    return "-".join(words)


WRITERS: dict[str, Step] = {
    "slug": slug,
    "encode": encode,
    "upper": str.upper,
    "lower": str.lower,
    "decimal": decimal_reader("either"),
}
"""What `{path -> name}` can do besides looking up a code and checking an identifier."""
