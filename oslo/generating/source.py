"""Model classes as the source of a Python module, in the layout of `ruff format`."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic.alias_generators import to_camel

from ..model.values import VALUE_TYPES
from ..namespaces import PREFIXES, compact, split
from .classes import GeneratedClass
from .fields import GeneratedField, quoted
from .naming import json_name, namespace_words, unique
from .reading import Origin

WIDTH = 120
_KNOWN = {str(space): name.upper().replace("-", "_") for name, space in PREFIXES.items()}
_TYPES = frozenset(python.__name__ for python in VALUE_TYPES if python.__module__.startswith("oslo."))
_OSLO = _TYPES | {"Anything", "CodeList", "Namespace", "Profile", "Ref", "Resource", "UniqueLang"}
_FROM = {
    "datetime": frozenset(("date", "datetime", "time")),
    "decimal": frozenset(("Decimal",)),
    "typing": frozenset(("Annotated", "OneOf")),
    "annotated_types": frozenset(("Ge", "Gt", "Le", "Lt", "MaxLen", "MinLen")),
    "pydantic": frozenset(("Field",)),
    "oslo": _OSLO,
}
"""Module to the names that a generated module can import from it, in the order of the imports."""
_SECTIONS = (("datetime", "decimal", "typing"), ("annotated_types", "pydantic"), ("oslo",))
_TEMPORAL = _FROM["datetime"]
RESERVED = frozenset(name for names in _FROM.values() for name in names) | {"PROFILE", *_KNOWN.values()}
"""Names that a class of a generated module cannot have."""


@dataclass(frozen=True)
class Head:
    """What the module says about itself."""

    name: str
    title: str
    origin: Origin
    files: tuple[str, ...]
    language: str | None
    prefixes: dict[str, str]


@dataclass
class Writer:
    """Writes a module, and records the names that it uses.

    `hidden`: a field has the name of a date type, which it would hide from the annotations.
    """

    head: Head
    classes: dict[str, GeneratedClass]
    used: set[str] = field(default_factory=set)
    spaces: dict[str, str] = field(default_factory=dict)
    hidden: bool = False

    def module(self, notes: Sequence[str]) -> str:
        """The source of the module."""
        bases = {base for cls in self.classes.values() if cls.described for base in cls.bases}
        first = [cls for cls in self.classes.values() if cls.described or cls.iri in bases]
        rest = [cls for cls in self.classes.values() if cls not in first]
        self._name_namespaces()
        body = "".join(map(self._write_class, first))
        if rest:
            body += "\n\n# What the properties above lead to.\n"
            body += "".join(map(self._write_class, rest))
        profile = self._write_profile([*first, *rest])
        top = f"{self._write_docstring(notes)}\nfrom __future__ import annotations\n\n{self._write_imports()}"
        return f"{top}{body}\n\n{profile}"

    # Names.

    def _name_namespaces(self) -> None:
        """Give each namespace that is not in `oslo.namespaces` a name."""
        iris = [iri for cls in self.classes.values() for iri in (cls.iri, *cls.own)]
        taken = set(RESERVED) | {cls.name for cls in self.classes.values()}
        self.hidden = any(each.name in _TEMPORAL for cls in self.classes.values() for each in cls.fields.values())
        for space in dict.fromkeys(split(iri)[0] for iri in iris):
            if space and space not in _KNOWN:
                word = re.sub(r"[^A-Z0-9]+", "_", self._namespace_word(space).upper()).strip("_")
                self.spaces[space] = unique(word if word[:1].isalpha() else f"NS_{word}", taken)
                taken.add(self.spaces[space])

    def _namespace_word(self, space: str) -> str:
        return self.head.prefixes.get(space) or namespace_words(space)

    def _write_iri(self, iri: str) -> str:
        space, local = split(iri)
        if not space:
            return f"{self._use_type('Iri')}({quoted(iri)})"
        name = self.spaces.get(space) or _KNOWN[space]
        self.used.add(name)
        plain = local.isidentifier() and local.isascii() and local[0] != "_" and not keyword.iskeyword(local)
        return f"{name}.{local}" if plain else f"{name}[{quoted(local)}]"

    def _use_type(self, name: str) -> str:
        """The name of a type as the module writes it."""
        word = name.partition("[")[0].partition("(")[0]
        if word in _TEMPORAL and self.hidden:
            self.used.add("dt")
            return f"dt.{name}"
        self.used.add(word)
        return name

    def _write_imports(self) -> str:
        spaces = {name for name in self.used if name in _KNOWN.values()}
        own = sorted(self.spaces.items(), key=lambda each: each[1])
        names = {*self.used, "Profile", *(("Namespace",) if own else ())}
        text = ""
        for section in _SECTIONS:
            lines = ["import datetime as dt\n"] if section[0] == "datetime" and "dt" in names else []
            lines += [_write_import(module, names & _FROM[module]) for module in section]
            lines += [_write_import("oslo.namespaces", spaces)] if section == ("oslo",) else []
            text += "".join(lines) + ("\n" if any(lines) else "")
        text += "".join(f"{name} = Namespace({quoted(space)})\n" for space, name in own)
        return text if own else text.rstrip("\n") + "\n"

    # Classes.

    def _write_class(self, cls: GeneratedClass) -> str:
        bases = [self.classes[base].name for base in cls.bases]
        words = [*(bases or [self._use_type("Resource")]), f"iri={self._write_iri(cls.iri)}"]
        if not bases and self.head.language not in (None, "nl"):
            words.append(f"language={quoted(str(self.head.language))}")
        if not cls.typed:
            words.append("typed=False")
        name = compact(cls.iri) or compact(cls.iri, self.head.prefixes) or cls.iri
        plain = f"The class {name}{'' if cls.described else ', which the shapes do not describe'}."
        if not cls.typed:
            plain = f"What the shape {name} asks of a value, whatever its class."
        lines = [
            *_write_call("", f"class {cls.name}(", words, "):"),
            *(_write_doc(cls.sentence or "") or _write_doc(plain)),
        ]
        for number, path in enumerate(cls.own):
            generated = cls.fields[path]
            lines += [] if number else [""]
            lines += self._write_field(path, generated)
            lines += _write_doc(generated.required.sentence or "")
        return "\n\n" + "".join(f"{line}\n" for line in lines)

    def _write_field(self, path: str, generated: GeneratedField) -> list[str]:
        self.used.add("Annotated")
        facets = [self._write_facet(each) for each in generated.facets]
        kind = [
            f"{self._use_type('Ref')}[{self.classes[each.cls].name}]" if each.cls else self._use_type(each.name)
            for each in generated.types
        ]
        if generated.many and facets:
            kind = [f"Annotated[{', '.join([*kind, *facets])}]"]
        metadata = [self._write_iri(path)]
        if generated.code_list:
            metadata.append(f"{self._use_type('CodeList')}({quoted(generated.code_list)})")
        if generated.anything:
            metadata.append(self._use_type("Anything()"))
        if generated.unique_lang:
            metadata.append(self._use_type("UniqueLang()"))
        if generated.many:
            metadata += [self._use_type(f"MinLen({generated.least})")] if generated.least else []
            metadata += [self._use_type(f"MaxLen({generated.most})")] if generated.most is not None else []
        else:
            metadata += facets
            kind += [] if generated.least else ["None"]
        default = "" if generated.least else " = []" if generated.many else " = None"
        if json_name(generated.name) != to_camel(generated.name):
            metadata.append(f"{self._use_type('Field')}(alias={quoted(json_name(generated.name))})")
        return _write_annotated(generated.name, kind, metadata, default, many=generated.many)

    def _write_facet(self, facet: str) -> str:
        name, bracket, inner = facet.partition("(")
        self._use_type(name)
        return f"{name}{bracket}{self._use_type(inner)}" if inner[0].isalpha() and name != "Field" else facet

    # The frame.

    def _write_docstring(self, notes: Sequence[str]) -> str:
        head = self.head
        files = ", ".join(head.files)
        version = "" if head.origin.version == "unversioned" else f", version {head.origin.version}"
        title = f"{head.title}{version}: classes made by `oslo generate`."
        text = f"{title}\n\nFrom: {files}\nSource: {head.origin.source}\n"
        if notes:
            text += "\nWhat the shapes say otherwise than these classes, and what was repaired:\n\n"
            text += "".join(f"{line}\n" for note in notes for line in _wrap_note(note))
        text = _make_printable(text)
        return f'{"r" if chr(92) in text else ""}"""{text}"""\n'

    def _write_profile(self, classes: Iterable[GeneratedClass]) -> str:
        head = self.head
        rows = {"name": head.name, "version": head.origin.version, "title": head.title, "source": head.origin.source}
        lines = [f"    {name}={quoted(value)},\n" for name, value in rows.items()]
        names = [cls.name for cls in classes]
        listed = "".join(f"\n        {name}," for name in names) + "\n    " if len(names) > 1 else f"{names[0]},"
        return f"PROFILE = Profile(\n{''.join(lines)}    classes=({listed}),\n)\n"


def _write_import(module: str, names: Iterable[str]) -> str:
    ordered = sorted(names)
    words = ["Literal as OneOf" if name == "OneOf" else name for name in ordered]
    if not words:
        return ""
    line = f"from {module} import {', '.join(words)}\n"
    rows = "".join(f"    {word},\n" for word in words)
    return line if len(line) <= WIDTH + 1 else f"from {module} import (\n{rows})\n"


def _write_call(indent: str, opening: str, words: Sequence[str], closing: str) -> list[str]:
    """Words between brackets: on one line, on one line inside the brackets, or one per line."""
    line = f"{indent}{opening}{', '.join(words)}{closing}"
    if len(line) <= WIDTH:
        return [line]
    inner = f"{indent}    {', '.join(words)}"
    if len(inner) <= WIDTH:
        return [f"{indent}{opening}", inner, f"{indent}{closing}"]
    return [f"{indent}{opening}", *(f"{indent}    {word}," for word in words), f"{indent}{closing}"]


def _write_annotated(name: str, options: list[str], metadata: list[str], default: str, *, many: bool) -> list[str]:
    """The lines of a field."""
    kind = f"list[{' | '.join(options)}]" if many else " | ".join(options)
    opening, closing = f"{name}: Annotated[", f"]{default}"
    whole = f"    {opening}{', '.join([kind, *metadata])}]"
    if default == " = None" and len(whole + default) > WIDTH >= len(f"{whole} = ("):
        return [f"{whole} = (", "        None", "    )"]
    lines = _write_call("    ", opening, [kind, *metadata], closing)
    if all(len(line) <= WIDTH for line in lines):
        return lines
    return [f"    {opening}", *_write_union(kind, options, many=many), *_write_metadata(metadata), f"    {closing}"]


def _write_union(kind: str, options: list[str], *, many: bool) -> list[str]:
    if len(kind) + 9 <= WIDTH:
        return [f"        {kind},"]
    indent = " " * (12 if many else 8)
    inner = f"{indent}{' | '.join(options)}"
    lines = [inner] if len(inner) <= WIDTH else [f"{indent}{'| ' if n else ''}{each}" for n, each in enumerate(options)]
    return ["        list[", *lines, "        ],"] if many else [*lines[:-1], f"{lines[-1]},"]


def _write_metadata(metadata: list[str]) -> list[str]:
    lines = []
    for each in metadata:
        opening, _, inner = each.partition("(")
        fits = len(each) + 9 <= WIDTH or not opening.isidentifier()  # a bracket in a text opens no call
        lines += [f"        {each},"] if fits else [f"        {opening}(", f"            {inner[:-1]}", "        ),"]
    return lines


def _wrap_note(note: str) -> list[str]:
    return textwrap.wrap(f"- {note}", WIDTH - 1, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_END = re.compile(r"(?<=[^.\s]{2})[.!?](?=\s+[A-Z\u00c0-\u00de])")


def _make_printable(text: str) -> str:
    """Text as a docstring can hold it: no double quotes, surrogates or control characters except white space."""
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]", "", text.replace('"', "'"))


def _write_doc(text: str) -> list[str]:
    """Text as a docstring of one sentence on one line; no line for text without a word."""
    clean = " ".join(_make_printable(_TAG.sub("", text)).split())
    end = _END.search(clean)
    sentence = (clean[: end.start()] if end else clean).strip().rstrip(".!?:;, ")
    room = WIDTH - 4 - 7
    if len(sentence) > room:
        sentence = sentence[: room - 2].rsplit(" ", 1)[0].rstrip(".,:;( ") + ".."
    sentence = sentence[:1].upper() + sentence[1:]
    raw = "r" if "\\" in sentence else ""
    return [f'    {raw}"""{sentence}."""'] if sentence else []
