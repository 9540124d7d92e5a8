"""Names and IRIs of every character that the standards allow, and classes that are made of them.

Drawn by a plain generator of random numbers: an example has some forty names, and ten thousand examples
are to take a minute. A quick run takes the first few of them.
"""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Callable, Iterable
from random import Random
from typing import Annotated, Any, TypeVar

from annotated_types import Ge, MinLen
from pydantic import Field, create_model
from pydantic.alias_generators import to_camel

from helpers.choosing import everything
from oslo import CodeList, Concept, DescribeError, Iri, LangString, Profile, Ref, Resource, describe
from oslo.generating.naming import TAKEN

T = TypeVar("T")

# RFC 3987, section 2.2: unreserved and reserved characters; and what looks like source, markup or a template.
_PLAIN = "abzAZ09-._~:?#@!$&'()*+,;=/"
_AWKWARD = (
    "'", "'''", "'+str(print(1))+'", "';import os;'", "(", ")", "&amp;", "$x", "é", "e\u0301", "\u4e2d", "\U00020000",
    "%27", "%0A", "%7B", "%22", "&quot;", "javascript:", "@nl", "//", "..", "-->", "\u200b", "\u00a0", "\u2028",
    "\ufdf0",
)  # fmt: skip
_BEGINNINGS = ("http://example.org/", "https://data.example.be/ns#", "urn:x:", "tag:a,2026:", "Naam:", "x+y.z-0:",
               "dct:", "javascript:", "a:", "http://[2001:db8::1]:80/", "http://jan@example.org:8080?")  # fmt: skip
_FIELDS = (
    "o",
    "s",
    "d",
    "t",
    "v",
    "v0",
    "l1",
    "run",
    "node",
    "used",
    "after",
    "w",
    "str",
    "part",
    "escape",
    "é",
    "naam",
)
_ALIASES = ("naam van 'iets'", '"', "\\", "'''", "#", "?", "%", "@", "a.b", "&", "$", "", "@id", "a:b", "a/b", "{x}",
            "\u00a0", "Naam", "</script>", "[b]")  # fmt: skip
_TAGS = ("nl", "fr-BE", "sl-rozaj-biske", "de-DE-u-co-phonebk", "x-prive", "i-default", "sgn-BE-NL", "zh-Hant-TW")
_TEXTS = ("", "'''", '"', "\\", "{x}", "een\ntwee", "\u2028", "é", "\U0001f600", " ", "@nl", "%s")


class Draw(Random):
    """Draws names, IRIs and things; `spaces`: IRIs with white space of other scripts, as U+00A0, among them."""

    spaces = True

    def kept(self, make: Callable[[], str], keep: Callable[[str], bool]) -> str:
        return next(text for text in iter(make, None) if keep(text))

    def character(self) -> str:
        """Any character of Unicode that text can have; those of the first plane more often."""
        code = self.randrange(0x20, 0x300) if self.random() < 0.5 else self.randrange(0x300, 0x110000)
        return "x" if 0xD800 <= code < 0xE000 else chr(code)

    def iri(self) -> Iri:
        """An absolute IRI (RFC 3987)."""

        def make() -> str:
            pieces = (self.choice((self.choice(_AWKWARD), self.choice(_PLAIN), self.character())) for _ in range(4))
            return self.choice(_BEGINNINGS) + "".join(pieces)

        return Iri(self.kept(make, lambda text: _is(Iri)(text) and (self.spaces or text.isprintable())))

    def name(self) -> str:
        """The name of a field or class: an identifier of Python, as Python itself reads it (NFKC)."""
        if self.random() < 0.4:
            return self.choice(_FIELDS)

        def letters() -> str:
            return "".join(self.character() for _ in range(self.randint(1, 2)))

        return unicodedata.normalize("NFKC", self.kept(letters, _is_field))

    def different(self, make: Callable[[], T], number: int, key: Callable[[T], Any] = str) -> list[T]:
        found: dict[Any, T] = {}
        while len(found) < number:
            one = make()
            found.setdefault(key(one), one)
        return list(found.values())

    def text(self) -> str:
        return self.choice(_TEXTS)

    def language(self) -> str:
        return self.choice(_TAGS)


def _is(make: Callable[[str], Any]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            make(text)
        except ValueError:
            return False
        return True

    return check


def _is_field(name: str) -> bool:
    plain = unicodedata.normalize("NFKC", name)
    taken = plain in TAKEN - {"str"} or plain.startswith(("_", "model_")) or keyword.iskeyword(plain)
    return name.isidentifier() and plain.isidentifier() and not taken


def seeds(number: int, quick: int) -> range:
    """The seeds of a law: how many there are with --all, and in a quick run."""
    return range(number if everything() else quick)


def drawn(seeds: Iterable[int], *, spaces: bool = True) -> Iterable[tuple[Resource, Profile]]:
    """A thing of a drawn class for each seed, and a profile of its class and that of its part.

    Some aliases are no JSON-LD terms: such a class is refused, and that is the end of it.
    """
    for seed in seeds:
        draw = Draw(seed)
        draw.spaces = spaces
        try:
            profile = _profile(draw)
        except DescribeError as error:
            assert "cannot be a term in JSON-LD" in str(error) or "is also a name of the field" in str(error), error
            continue
        yield _thing(draw, *profile.classes), profile


def _profile(draw: Draw) -> Profile:
    """A class with a property of each kind that the writers tell apart, and the class of its parts."""
    part_name, name = draw.different(draw.name, 2, str.casefold)
    part_iri, iri, *paths = draw.different(draw.iri, 11)
    fields = draw.different(draw.name, 9, to_camel)
    part = _class(part_name, part_iri, {fields[7]: (Annotated[str, paths[7]], ...)}, draw.language())
    rows: dict[str, tuple[Any, Any]] = {
        fields[0]: (Annotated[str, paths[0]], ...),
        fields[1]: (Annotated[LangString, paths[1]], ...),
        fields[2]: (Annotated[list[LangString], paths[2]], []),
        fields[3]: (Annotated[Iri | None, paths[3]], None),
        fields[4]: (Annotated[Concept | None, paths[4], CodeList(draw.iri())], None),
        fields[5]: (Annotated[int | None, paths[5], Ge(0)], None),
        fields[6]: (Annotated[list[str], paths[6]], []),
        fields[8]: (Annotated[list[Ref[part]], paths[8], MinLen(1)], ...),
    }
    if draw.random() < 0.5:
        renamed = draw.choice(list(rows))
        kind, default = rows[renamed]
        rows[renamed] = (Annotated[kind, Field(alias=draw.choice(_ALIASES))], default)
    classes = (_class(name, iri, rows, draw.language()), part)
    for each in classes:
        describe(each)
    return Profile("getrokken", "1", "Getrokken", draw.iri(), classes)


def _class(name: str, iri: Iri, fields: dict[str, Any], language: str) -> type[Resource]:
    return create_model(name, __base__=Resource, __cls_kwargs__={"iri": iri, "language": language}, **fields)


def _thing(draw: Draw, cls: type[Resource], part: type[Resource]) -> Resource:
    """A thing with a value for each property; it and its part have an IRI or none."""
    values: dict[str, Any] = {"id": draw.choice((None, draw.iri()))}
    for prop in describe(cls).properties:
        each = prop.ranges[0]
        value: Any
        if each.cls:
            inner = {describe(part).properties[0].name: draw.text()}
            value = draw.choice((part(**inner), part(id=draw.iri(), **inner), draw.iri(), "_:b"))
        elif each.python is int:
            value = draw.randrange(10)
        elif each.value and each.value.node:
            value = each.python(draw.iri())
        else:
            value = LangString(draw.text(), draw.language()) if each.python is LangString else draw.text()
        values[prop.name] = [value] if prop.many else value
    return cls(**values)
