"""Model classes as the source of a Python module, laid out as `ruff format` lays it out."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic.alias_generators import to_camel

from ..model.values import VALUE_TYPES
from ..namespaces import PREFIXES, compact, split
from .classes import ClassMade
from .fields import FieldMade, quoted
from .naming import json_name, namespace_words, unique
from .reading import Origin

WIDTH = 120
_KNOWN = {str(space): name.upper().replace("-", "_") for name, space in PREFIXES.items()}
_TYPES = frozenset(python.__name__ for python in VALUE_TYPES if python.__module__.startswith("oslo."))
_OSLO = _TYPES | {"CodeList", "Namespace", "Profile", "Ref", "Resource", "UniqueLang"}
_FROM = {
    "datetime": frozenset(("date", "datetime", "time")),
    "decimal": frozenset(("Decimal",)),
    "typing": frozenset(("Annotated", "OneOf")),
    "annotated_types": frozenset(("Ge", "Gt", "Le", "Lt", "MaxLen", "MinLen")),
    "pydantic": frozenset(("Field",)),
    "oslo": _OSLO,
}
"""Module to the names that a made module can take from it, in the order in which the imports stand."""
_SECTIONS = (("datetime", "decimal", "typing"), ("annotated_types", "pydantic"), ("oslo",))
_TEMPORAL = _FROM["datetime"]
RESERVED = frozenset(name for names in _FROM.values() for name in names) | {"PROFILE", *_KNOWN.values()}
"""Names that a class of a made module cannot have."""


@dataclass(frozen=True)
class Head:
    """What the module says of itself."""

    name: str
    title: str
    origin: Origin
    files: tuple[str, ...]
    language: str | None
    prefixes: dict[str, str]


@dataclass
class Writer:
    """Writes a module, and keeps which names it uses on the way.

    `hidden`: a field has the name of a type of dates, which it would hide from the annotations.
    """

    head: Head
    classes: dict[str, ClassMade]
    used: set[str] = field(default_factory=set)
    spaces: dict[str, str] = field(default_factory=dict)
    hidden: bool = False

    def module(self, notes: Sequence[str]) -> str:
        """The source of the module."""
        bases = {base for cls in self.classes.values() if cls.described for base in cls.bases}
        first = [cls for cls in self.classes.values() if cls.described or cls.iri in bases]
        rest = [cls for cls in self.classes.values() if cls not in first]
        self._name_spaces()
        body = "".join(map(self._class, first))
        if rest:
            body += "\n\n# What the properties above lead to.\n"
            body += "".join(map(self._class, rest))
        profile = self._profile([*first, *rest])
        return f"{self._docstring(notes)}\nfrom __future__ import annotations\n\n{self._imports()}{body}\n\n{profile}"

    # Names.

    def _name_spaces(self) -> None:
        """Give each namespace that is not in `oslo.namespaces` a name."""
        iris = [iri for cls in self.classes.values() for iri in (cls.iri, *cls.own)]
        taken = set(RESERVED) | {cls.name for cls in self.classes.values()}
        self.hidden = any(each.name in _TEMPORAL for cls in self.classes.values() for each in cls.fields.values())
        for space in dict.fromkeys(split(iri)[0] for iri in iris):
            if space and space not in _KNOWN:
                word = re.sub(r"[^A-Z0-9]+", "_", self._word(space).upper()).strip("_")
                self.spaces[space] = unique(word if word[:1].isalpha() else f"NS_{word}", taken)
                taken.add(self.spaces[space])

    def _word(self, space: str) -> str:
        return self.head.prefixes.get(space) or namespace_words(space)

    def _iri(self, iri: str) -> str:
        space, local = split(iri)
        if not space:
            return f"{self._type('Iri')}({quoted(iri)})"
        name = self.spaces.get(space) or _KNOWN[space]
        self.used.add(name)
        plain = local.isidentifier() and local.isascii() and local[0] != "_" and not keyword.iskeyword(local)
        return f"{name}.{local}" if plain else f"{name}[{quoted(local)}]"

    def _type(self, name: str) -> str:
        """The name of a type as the module writes it."""
        word = name.partition("[")[0].partition("(")[0]
        if word in _TEMPORAL and self.hidden:
            self.used.add("dt")
            return f"dt.{name}"
        self.used.add(word)
        return name

    def _imports(self) -> str:
        spaces = {name for name in self.used if name in _KNOWN.values()}
        own = sorted(self.spaces.items(), key=lambda each: each[1])
        names = {*self.used, "Profile", *(("Namespace",) if own else ())}
        text = ""
        for section in _SECTIONS:
            lines = ["import datetime as dt\n"] if section[0] == "datetime" and "dt" in names else []
            lines += [_import(module, names & _FROM[module]) for module in section]
            lines += [_import("oslo.namespaces", spaces)] if section == ("oslo",) else []
            text += "".join(lines) + ("\n" if any(lines) else "")
        text += "".join(f"{name} = Namespace({quoted(space)})\n" for space, name in own)
        return text if own else text.rstrip("\n") + "\n"

    # Classes.

    def _class(self, cls: ClassMade) -> str:
        bases = [self.classes[base].name for base in cls.bases]
        words = [*(bases or [self._type("Resource")]), f"iri={self._iri(cls.iri)}"]
        if not bases and self.head.language not in (None, "nl"):
            words.append(f"language={quoted(str(self.head.language))}")
        name = compact(cls.iri) or compact(cls.iri, self.head.prefixes) or cls.iri
        plain = f"The class {name}{'' if cls.described else ', which the shapes do not describe'}."
        lines = [*_call("", f"class {cls.name}(", words, "):"), *(_doc(cls.sentence or "") or _doc(plain))]
        for number, path in enumerate(cls.own):
            made = cls.fields[path]
            lines += [] if number else [""]
            lines += self._field(path, made)
            lines += _doc(made.asked.sentence or "")
        return "\n\n" + "".join(f"{line}\n" for line in lines)

    def _field(self, path: str, made: FieldMade) -> list[str]:
        self.used.add("Annotated")
        facets = [self._facet(each) for each in made.facets]
        kind = [
            f"{self._type('Ref')}[{self.classes[each.cls].name}]" if each.cls else self._type(each.name)
            for each in made.types
        ]
        if made.many and facets:
            kind = [f"Annotated[{', '.join([*kind, *facets])}]"]
        said = [self._iri(path)]
        if made.code_list:
            said.append(f"{self._type('CodeList')}({quoted(made.code_list)})")
        if made.unique_lang:
            said.append(self._type("UniqueLang()"))
        if made.many:
            said += [self._type(f"MinLen({made.least})")] if made.least else []
            said += [self._type(f"MaxLen({made.most})")] if made.most is not None else []
        else:
            said += facets
            kind += [] if made.least else ["None"]
        default = "" if made.least else " = []" if made.many else " = None"
        if json_name(made.name) != to_camel(made.name):
            said.append(f"{self._type('Field')}(alias={quoted(json_name(made.name))})")
        return _annotated(made.name, kind, said, default, many=made.many)

    def _facet(self, facet: str) -> str:
        name, bracket, inner = facet.partition("(")
        self._type(name)
        return f"{name}{bracket}{self._type(inner)}" if inner[0].isalpha() and name != "Field" else facet

    # The frame.

    def _docstring(self, notes: Sequence[str]) -> str:
        head = self.head
        files = ", ".join(head.files)
        version = "" if head.origin.version == "unversioned" else f", version {head.origin.version}"
        title = f"{head.title}{version}: classes made by `oslo generate`."
        text = f"{title}\n\nFrom: {files}\nSource: {head.origin.source}\n"
        if notes:
            text += "\nWhat the shapes say otherwise than these classes, and what was repaired:\n\n"
            text += "".join(f"{line}\n" for note in notes for line in _wrapped(note))
        text = _printable(text)
        return f'{"r" if chr(92) in text else ""}"""{text}"""\n'

    def _profile(self, classes: Iterable[ClassMade]) -> str:
        head = self.head
        rows = {"name": head.name, "version": head.origin.version, "title": head.title, "source": head.origin.source}
        lines = [f"    {name}={quoted(value)},\n" for name, value in rows.items()]
        names = [cls.name for cls in classes]
        listed = "".join(f"\n        {name}," for name in names) + "\n    " if len(names) > 1 else f"{names[0]},"
        return f"PROFILE = Profile(\n{''.join(lines)}    classes=({listed}),\n)\n"


def _import(module: str, names: Iterable[str]) -> str:
    found = sorted(names)
    words = ["Literal as OneOf" if name == "OneOf" else name for name in found]
    if not words:
        return ""
    line = f"from {module} import {', '.join(words)}\n"
    rows = "".join(f"    {word},\n" for word in words)
    return line if len(line) <= WIDTH + 1 else f"from {module} import (\n{rows})\n"


def _call(indent: str, opening: str, words: Sequence[str], closing: str) -> list[str]:
    """Words between brackets: on one line, inside on one line, or one a line."""
    line = f"{indent}{opening}{', '.join(words)}{closing}"
    if len(line) <= WIDTH:
        return [line]
    inner = f"{indent}    {', '.join(words)}"
    if len(inner) <= WIDTH:
        return [f"{indent}{opening}", inner, f"{indent}{closing}"]
    return [f"{indent}{opening}", *(f"{indent}    {word}," for word in words), f"{indent}{closing}"]


def _annotated(name: str, options: list[str], said: list[str], default: str, *, many: bool) -> list[str]:
    """The lines of a field."""
    kind = f"list[{' | '.join(options)}]" if many else " | ".join(options)
    opening, closing = f"{name}: Annotated[", f"]{default}"
    whole = f"    {opening}{', '.join([kind, *said])}]"
    if default == " = None" and len(whole + default) > WIDTH >= len(f"{whole} = ("):
        return [f"{whole} = (", "        None", "    )"]
    lines = _call("    ", opening, [kind, *said], closing)
    if all(len(line) <= WIDTH for line in lines):
        return lines
    return [f"    {opening}", *_union(kind, options, many=many), *_metadata(said), f"    {closing}"]


def _union(kind: str, options: list[str], *, many: bool) -> list[str]:
    if len(kind) + 9 <= WIDTH:
        return [f"        {kind},"]
    indent = " " * (12 if many else 8)
    inner = f"{indent}{' | '.join(options)}"
    lines = [inner] if len(inner) <= WIDTH else [f"{indent}{'| ' if n else ''}{each}" for n, each in enumerate(options)]
    return ["        list[", *lines, "        ],"] if many else [*lines[:-1], f"{lines[-1]},"]


def _metadata(said: list[str]) -> list[str]:
    lines = []
    for each in said:
        opening, bracket, inner = each.partition("(")
        fits = len(each) + 9 <= WIDTH or not bracket
        lines += [f"        {each},"] if fits else [f"        {opening}(", f"            {inner[:-1]}", "        ),"]
    return lines


def _wrapped(note: str) -> list[str]:
    return textwrap.wrap(f"- {note}", WIDTH - 1, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_END = re.compile(r"(?<=[^.\s]{2})[.!?](?=\s+[A-Z\u00c0-\u00de])")


def _printable(text: str) -> str:
    """Text as a docstring can hold it: no double quotes, no control characters but white space, no half characters."""
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]", "", text.replace('"', "'"))


def _doc(text: str) -> list[str]:
    """Text as a docstring of one sentence on one line; no line for text without a word."""
    clean = " ".join(_printable(_TAG.sub("", text)).split())
    end = _END.search(clean)
    sentence = (clean[: end.start()] if end else clean).strip().rstrip(".!?:;, ")
    room = WIDTH - 4 - 7
    if len(sentence) > room:
        sentence = sentence[: room - 2].rsplit(" ", 1)[0].rstrip(".,:;( ") + ".."
    sentence = sentence[:1].upper() + sentence[1:]
    raw = "r" if "\\" in sentence else ""
    return [f'    {raw}"""{sentence}."""'] if sentence else []
