"""The document type of an XML document, of which only short names for text are read (XML 1.0, sections 2.8 and 4).

RDF/XML declares names for its namespaces: `<!ENTITY owl "http://www.w3.org/2002/07/owl#">`. These are read. What can
fill memory, or leads out of the document, is refused by name: an external document type or entity, parameter entities,
attributes with a default, entities in over `LEVELS` levels, entities of over `LONGEST` characters.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 1000  # characters that an entity stands for
LEVELS = 8  # of entities in each other
LARGEST = 1 << 16  # bytes of a document type
TOO_LARGE = f"has a document type of over {LARGEST >> 10} KiB, or one that does not end"

_QUOTED = r"""(?:"[^"]*+"|'[^']*+')"""
_ASIDE = r"<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>"
_DECLARED = rf"<!(?:[^<>\"']|{_QUOTED})*+>"
_SUBSET = rf"(?:\s|{_ASIDE}|{_DECLARED}|%[^;\s<>\]]++;)*+"
_TYPE = re.compile(
    rf"<!DOCTYPE\s(?P<head>(?:[^<>\[\"']|{_QUOTED})*+)(?:\[(?P<subset>{_SUBSET})\]\s*+)?>".encode(),
    re.DOTALL | re.IGNORECASE,
)
_EXTERNAL = re.compile(r"\s(?:SYSTEM|PUBLIC)\s")
_PART = re.compile(rf"(?P<aside>{_ASIDE})|(?P<declared>{_DECLARED})|(?P<parameter>%[^;\s<>\]]++;)", re.DOTALL)
_ENTITY = re.compile(rf"<!ENTITY\s+([^\s%&;'\"<>]+)\s+({_QUOTED})\s*>", re.DOTALL)
_DEFAULT = re.compile(r"<!ATTLIST\s[^\"']*[\"']")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([^;&#\s]+));")
_CHARACTER = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class DocumentType(NamedTuple):
    """A document type: where it ends in the data, and its entities with the text that they stand for.

    >>> DocumentType.at(b"<!DOCTYPE r [<!ENTITY a '1'><!ENTITY b '&a;2'>]><r/>")
    DocumentType(end=48, entities={'a': '1', 'b': '12'})
    """

    end: int
    entities: dict[str, str]

    @classmethod
    def at(cls, data: bytes, start: int = 0) -> DocumentType | None:
        """The document type that begins at a place of UTF-8 text; None if it does not end in the text.

        Raises ValueError for one that is not read, with the reason.
        """
        found = _TYPE.match(data, start)
        if found is None:
            return None
        if found.end() - start > LARGEST:
            raise ValueError(TOO_LARGE)
        if _EXTERNAL.search(f" {found['head'].decode()} "):
            raise ValueError("has an external document type, which is never read: take its SYSTEM or PUBLIC out")
        return cls(found.end(), _entities((found["subset"] or b"").decode()))

    def plain(self) -> bytes:
        """The same entities as the parser reads them, on one line: each in double quotes, its text written out."""
        declared = "".join(f'<!ENTITY {name} "{_escaped(text)}">' for name, text in self.entities.items())
        return f"<!DOCTYPE x [{declared}]>".encode()


def _entities(subset: str) -> dict[str, str]:
    """The entities of an internal subset. The first declaration of a name holds (section 4.2)."""
    values: dict[str, str] = {}
    for part in _PART.finditer(subset):
        text = part["declared"]
        if part["parameter"] or (text and re.match(r"<!ENTITY\s+%", text)):
            raise ValueError("has parameter entities in its document type, which are never read")
        if text and text.startswith("<!ENTITY"):
            entity = _ENTITY.fullmatch(text)
            if entity is None:
                raise ValueError("has an external entity, or one that is not well-formed: it is never read")
            values.setdefault(entity[1], _CHARACTER.sub(_character, entity[2][1:-1]))
        elif text and _DEFAULT.match(text):
            raise ValueError("declares attributes with a default in its document type, which are never read")
    texts: dict[str, _Text] = {}
    return {name: _expand(name, values, texts, ()).text for name in values}


class _Text(NamedTuple):
    """The text of an entity, and in how many levels it is made of others."""

    text: str
    levels: int


def _expand(name: str, values: dict[str, str], texts: dict[str, _Text], inside: tuple[str, ...]) -> _Text:
    """The text of an entity, also put in `texts`; `inside`: the entities that it is part of."""
    if name in texts:
        return texts[name]
    if name in inside:
        raise ValueError(f"has an entity that contains itself: &{name};")
    if "<" in values[name]:
        raise ValueError(f"has an entity with markup, which is never read: &{name};")
    levels = 1

    def text_of(match: re.Match[str]) -> str:
        nonlocal levels
        inner = match[3]
        if inner is None:
            return _character(match)
        if inner in _PREDEFINED:
            return _PREDEFINED[inner]
        if inner not in values:
            raise ValueError(f"has an entity that is not declared: &{inner}; in &{name};")
        found = _expand(inner, values, texts, (*inside, name)) if len(inside) < LEVELS else None
        levels = max(levels, found.levels + 1 if found else LEVELS + 1)
        if found is None or levels > LEVELS:
            raise ValueError(f"has entities in over {LEVELS} levels, which are not expanded: &{name};")
        return found.text

    text = _REFERENCE.sub(text_of, values[name])
    if len(text) > LONGEST:
        raise ValueError(f"has an entity of over {LONGEST} characters, which is not expanded: &{name};")
    texts[name] = _Text(text, levels)
    return texts[name]


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    if not 0 < code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        raise ValueError(f"has a character that is none: {match[0]}")
    return chr(code)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
