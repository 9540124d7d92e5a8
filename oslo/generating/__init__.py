"""Model classes from any published SHACL shapes, as the source of a Python module.

What the shapes say and a class cannot express, and what had to be repaired, is at the top of the module and
in `Generated.notes`: one line each, with class and property. `schemas/` goes the other way: from classes to the
languages of other tools.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, Place
from .classes import Maker
from .naming import read_context
from .reading import origin, read_shapes
from .source import RESERVED, Head, Writer


@dataclass(frozen=True)
class Generated:
    """A generated module: its source, and where it differs from the shapes, one line each.

    >>> Generated("", ["Persoon.naam: sh:uniqueLang true: not asked here"]).notes[0].partition(": ")[0]
    'Persoon.naam'
    """

    source: str
    notes: list[str]


def module(
    shapes: Sequence[Path], context: Path | None = None, name: str | None = None, *, base: str | None = None
) -> Generated:
    """A module of model classes for the classes that some shapes target or lead to.

    `shapes`: files of shapes, and of other RDF that belongs to them (rdfs:subClassOf, labels);
    `context`: the JSON-LD context whose terms become the names; `name`: that of the profile, by
    default the name of the first file; `base` completes relative IRIs.
    Raises InputError for a file that cannot be read, and for shapes that target no class.

    >>> from oslo.files import ready_shapes
    >>> made = module([ready_shapes("persoon-basis")])
    >>> "class Nationaliteit(Resource, iri=PERSOON.Nationaliteit" in made.source, made.notes[:1]
    (True, [])
    """
    slug = re.sub(r"[^\w.\-]+", "-", name or default_name(shapes[0])).strip("-")
    source = read_shapes(shapes, base)
    maker = Maker(source, read_context(context), RESERVED)
    classes = maker.run()
    if not classes:
        raise InputError("no shape in it targets a class", Place(", ".join(map(str, shapes))))
    notes = maker.notes.lines(maker.name)
    files = tuple(path.name for path in [*shapes, *([context] if context else [])])
    title = " ".join(re.split(r"[-_\s]+", slug)).strip()
    head = Head(slug, title[:1].upper() + title[1:], origin(source, slug), files, source.language, source.prefixes)
    return Generated(Writer(head, classes).module(notes), notes)


def default_name(path: Path) -> str:
    """The name of a profile, from the name of its file.

    >>> default_name(Path("adresregister-SHACL.ttl"))
    'adresregister'
    """
    return re.sub(r"(?i)[-_.]*(ap)?[-_.]*shacl.*$", "", path.name.split(".ttl")[0]) or path.stem


__all__ = ["Generated", "default_name", "module"]
