"""Models to Turtle directly, without N-Triples in between: a writer compiled per class, as in `lines`.

It gives the same bytes as `turtle.py`, for the usual resource: each subject described once, no
blank nodes. For any other it raises `Unusual`, and `turtle.py` is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple
from urllib.parse import quote

from ..errors import OutputError
from ..model.description import ClassInfo, PropertyInfo, describe
from ..model.resource import Resource
from ..model.values import VALUE_TYPES, AnyUri, LangString
from ..namespaces import RDF, BlankNode, Iri
from ..rdf.ntriples import escape
from .lines import Listen, digest_of, ntriples, object_term, takes_literals, uuid_of
from .source import Hole, Writers, f_string
from .turtle import LINE, Names, TurtleWriter, has_blank_nodes, plain_object


class Unusual(Exception):  # noqa: N818  not an error: the other writer is used
    """A resource that this writer leaves to `turtle.py`."""


class Block(NamedTuple):
    """A resource that is written already: as N-Triples, and in Turtle if no other prefixes than those at the top do."""

    turtle: str | None
    ntriples: str


class Run:
    """The parts described so far while one resource is written."""

    __slots__ = ("names", "nodes", "seen")

    def __init__(self, names: Names) -> None:
        self.names = names
        self.nodes: set[str] = set()
        self.seen: set[int] = set()


def blocks(
    resources: Iterable[Resource | Block],
    classes: Iterable[type[Resource]],
    listen: Listen | None = None,
    *,
    head: bool = True,
    alone: bool = True,
) -> Iterator[str]:
    """Resources as pieces of Turtle, the prefixes of `classes` at the top; of a `Block` nobody listens.

    Without `head`, those prefixes are declared elsewhere; a piece that uses others begins with their declarations. If
    other processes write parts of the document (not `alone`), OutputError is raised for a blank node.
    """
    writer = TurtleWriter()
    header = writer.header(classes)
    if head:
        yield header
    stream = iter(resources)
    for resource in stream:
        text, is_turtle = _own_text(resource, writer.names)
        if listen is not None and isinstance(resource, Resource):
            listen(resource, text)
        if not is_turtle and has_blank_nodes(text):  # as in `turtle`: the rest is one piece
            if not alone:
                raise OutputError("blank nodes in Turtle are written by one process: give --jobs 1")
            for other in stream:
                if listen is not None and isinstance(other, Resource):
                    listen(other, _own_text(other, writer.names)[0])
                text += other.ntriples if isinstance(other, Block) else ntriples(other)
        yield writer.declarations() + text if is_turtle else writer.block(text)


def _own_text(resource: Resource | Block, names: Names) -> tuple[str, bool]:
    """The text of a resource, and whether it is Turtle; N-Triples for one that is left to `turtle.py`."""
    if isinstance(resource, Block):
        return (resource.ntriples, False) if resource.turtle is None else (resource.turtle, True)
    try:
        return block(resource, names), True
    except (Unusual, ValueError, RecursionError):
        return ntriples(resource), False


def block(resource: Resource, names: Names) -> str:
    """A resource and its parts, a block of Turtle each. Raises Unusual for a resource left to `turtle.py`."""
    run = Run(names)
    if resource.id is None:
        node = uuid_of(resource)
    else:
        node = _iri(resource.id)
        run.seen.add(id(resource))
    return _WRITERS[type(resource)](resource, node, names.of(node), run)


def _iri(node: str) -> str:
    if type(node) is BlankNode:
        raise Unusual
    return str(node)


def _write_part(value: Any, parent: str, name: str, run: Run) -> tuple[str, str]:
    """A part: its name as an object, and the blocks that describe it."""
    if isinstance(value, str):
        return run.names[_iri(value)], ""
    if value.id is None:
        node = f"{parent}{'/' if '#' in parent else '#'}{name}-{digest_of(value, run.seen)}"
    else:
        node = _iri(value.id)
    text = run.names.of(node)
    if id(value) in run.seen:
        return text, ""
    if value.id is not None:
        run.seen.add(id(value))
    return text, _WRITERS[type(value)](value, node, text, run)


def _write_part_or_literal(value: Any, parent: str, name: str, run: Run) -> tuple[str, str]:
    """As `_write_part`, for a property that takes literals too."""
    if isinstance(value, Resource | Iri | BlankNode) and type(value) is not AnyUri:
        return _write_part(value, parent, name, run)
    return _write_any(value, run), ""


def _write_any(value: Any, run: Run) -> str:
    """A value of any type in `VALUE_TYPES`."""
    if type(value) is BlankNode:
        raise Unusual
    return plain_object(object_term(value), run.names)


def join_objects(texts: list[str]) -> str:
    """The objects of a property, each once, by their text; on one line if they are short."""
    if len(texts) == 1:
        return texts[0]
    distinct = sorted(dict.fromkeys(texts))
    return (", " if sum(map(len, distinct)) < LINE else ",\n        ").join(distinct)


def has_block(info: ClassInfo) -> bool:
    """Whether each property of a class has a row of its own in a block."""
    paths = [prop.path for prop in info.properties]
    return len(set(paths)) == len(paths) and RDF.type not in paths


# The compiler: ClassInfo -> the source of one function -> that function.


Write = Callable[[Any, str, str, Run], str]


def _writer_source(cls: type[Resource]) -> tuple[list[str], dict[str, Any]]:
    """The source of a class's writer and the names that it uses.

    Parts are written first, in the order of the class; then the rows, in the order of Turtle.
    """
    info = describe(cls)
    short = Names()
    globals_: dict[str, Any] = {"escape": escape, "part": _write_part, "part_or_literal": _write_part_or_literal}
    globals_ |= {"several": join_objects, "any_": _write_any, "Unusual": Unusual}
    head = ["def write(o, node, s, run):"]
    if info.type is None or not has_block(info):
        return [*head, "    raise Unusual"], globals_
    head += ["    if s in run.nodes:", "        raise Unusual", "    run.nodes.add(s)"]
    head += ["    used = run.names.used", "    d = o.__dict__", "    after = ''"]
    rows = [f"    t = {f_string(Hole('s'), ' a ', short.of(info.type))}", *_use_source(short, "    ")]
    for number, prop in enumerate(info.properties):
        if _has_parts(prop):
            head += _link_source(prop, number)
    for _, number, prop in sorted((short[prop.path], number, prop) for number, prop in enumerate(info.properties)):
        rows += _row_source(prop, number, globals_)
    return [*head, *rows, r"    return t + ' .\n\n' + after"], globals_


def _has_parts(prop: PropertyInfo) -> bool:
    return any(each.cls for each in prop.ranges)


def _link_source(prop: PropertyInfo, number: int) -> list[str]:
    """Source that writes the parts of a property: `after` gets their blocks, `l<number>` their names as objects."""
    function = "part_or_literal" if takes_literals(prop) else "part"
    call = f"{function}(v, node, {quote(prop.json_name, safe='')!r}, run)"
    if prop.many:
        return [
            f"    l{number} = []",
            f"    for v in d[{prop.name!r}] or ():",
            f"        link, more = {call}",
            f"        l{number}.append(link)",
            "        after += more",
        ]
    return [
        f"    v, l{number} = d[{prop.name!r}], None",
        "    if v is not None:",
        f"        l{number}, more = {call}",
        "        after += more",
    ]


def _row_source(prop: PropertyInfo, number: int, globals_: dict[str, Any]) -> list[str]:
    """Source that adds the row of a property to `t`, and its prefixes to `used`."""
    short = Names()
    begin = f" ;\n    {short[prop.path]} "
    parts = _has_parts(prop)
    value = f"l{number}" if parts else f"d[{prop.name!r}]"
    text = [Hole("v")] if parts else _object_pieces(prop, number, globals_, short)
    if prop.many:
        return [
            f"    w = {value}",
            "    if w:",
            *_use_source(short, "        "),
            f"        w = several([{f_string(*text)} for v in w])",
            f"        t += {f_string(begin, Hole('w'))}",
        ]
    return [
        f"    v = {value}",
        "    if v is not None:",
        *_use_source(short, "        "),
        f"        t += {f_string(begin, *text)}",
    ]


def _use_source(names: Names, indent: str) -> list[str]:
    return [f"{indent}used.add({prefix!r})" for prefix in sorted(names.used)]


def _object_pieces(prop: PropertyInfo, number: int, globals_: dict[str, Any], short: Names) -> list[str]:
    """The object `v` of a row, as pieces of an f-string."""
    known = [each.value for each in prop.ranges if each.value]
    python = prop.ranges[0].python
    if issubclass(python, Enum):
        return [Hole("any_(v.value, run)")]
    if len(known) != 1:
        return [Hole("any_(v, run)")]
    only = known[0]
    if only.node and python is not BlankNode:
        return [Hole("run.names[v]")]
    if only is VALUE_TYPES[LangString] and python is LangString:
        return ['"', Hole("escape(v[0])"), '"@', Hole("v[1]")]
    if only is VALUE_TYPES[str]:
        return ['"', Hole("escape(v)"), '"']
    if python is int:
        return [Hole("v")]
    if python in (date, datetime):
        globals_[f"text{number}"] = only.text
        return ['"', Hole(f"text{number}(v)"), f'"^^{short[only.datatypes[0]]}']
    return [Hole("any_(v, run)")]


_WRITERS: dict[type, Write] = Writers(_writer_source)
