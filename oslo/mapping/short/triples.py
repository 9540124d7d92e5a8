"""The tree of a mapping as Python functions: from the cells of a row to its N-Triples, as `exchange.lines` writes them.

Each part of the tree becomes a function of the row, which gives None if the record has no such part. What the tree
gives (IRIs, names, constants) enters the source as literals, by the same `f_string` as in the other writers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from ...exchange.lines import PART, WHOLE, hash_lines, object_term, uuid_from
from ...exchange.source import Hole, compiled, f_string
from ...model.description import complete
from ...model.resource import Resource
from ...namespaces import RDF, BlankNode, Iri
from ...rdf.ntriples import escape
from .plan import Leaf, Link, NotPlain, Part, Row, Template, Text, Unfit
from .turtle import Objects, block_source, join_objects

_END = "> .\n"
_MOST = 4096  # parts of one kind that are remembered
_MOST_VALUES = 1 << 14  # values of a column, or of several

Short = Callable[[Row], "Written | None"]
"""From a row to its triples; None for a row that is not plain."""


class Written(NamedTuple):
    """A record on the short way: the IRI of its resource, None for one that is named by its content; its triples.

    `turtle`: the same in Turtle, if that was asked for; `named`: the parts that have an IRI of their own, with the
    triples of each.
    """

    id: str | None
    text: str
    turtle: str = ""
    named: tuple[tuple[str, str], ...] = ()


def compile_triples(part: Part, objects: Objects | None = None) -> Short:
    """The function for the rows of a plan; `objects`: for Turtle too.

    Raises Unfit for a plan in which something is the same for all rows and never right.
    """
    code = _Code(objects)
    whole = code.top(part)
    write = compiled("short way", code.lines, code.names)[whole]

    def written(row: Row) -> Written | None:
        try:
            return Written(*write(row))
        except Exception:  # noqa: BLE001  what it means is for the long way to say
            return None

    return written


class _Values(dict[Any, Any]):
    """The ends of the triples of a property by the cells that they come from: text, or several, or None for none.

    With `objects`, in a pair with the text of the objects in Turtle.
    """

    def __init__(self, leaf: Leaf, cls: type[Resource], objects: Objects | None) -> None:
        self._get, self._prop, self._sure, self._objects = leaf.get, leaf.prop, leaf.sure, objects
        self._begin = f" <{leaf.prop.path}> "
        self._cls = cls

    def of(self, key: Any, row: Row) -> Any:
        """What the cells of a row give, remembered by a key."""
        if len(self) >= _MOST_VALUES:
            self.clear()
        found = self[key] = self.new(row)
        return found

    def new(self, row: Row) -> Any:
        """What the cells of a row give. Raises NotPlain or ValueError for what is refused."""
        value = self._get(row)
        if value is None:
            return None
        if self._prop.many:
            return self._several(value)
        if type(value) not in self._sure:
            value = self._checked(value)
        term = _term(value)
        end = f"{self._begin}{term} .\n"
        return end if self._objects is None else (end, self._objects.of(term))

    def _several(self, values: Any) -> Any:
        if not all(type(each) in self._sure for each in values):
            values = self._checked(values)
        if not values:  # a list with nothing in it
            raise NotPlain
        terms = list(map(_term, values))
        ends = tuple(f"{self._begin}{term} .\n" for term in terms)
        return ends if self._objects is None else (ends, join_objects(list(map(self._objects.of, terms))))

    @cached_property
    def _blank(self) -> Resource:
        blank = complete(self._cls).model_construct()
        blank.__dict__.update(dict.fromkeys(self._cls.model_fields))
        return blank

    def _checked(self, value: Any) -> Any:
        """What the field of the model makes of a value."""
        blank = self._blank
        self._cls.__pydantic_validator__.validate_assignment(blank, self._prop.name, value)
        return blank.__dict__[self._prop.name]


def _term(value: Any) -> str:
    if isinstance(value, Resource | BlankNode):
        raise NotPlain
    return object_term(value)


def _constant(values: _Values) -> Any:
    """What is the same for all records."""
    try:
        return values.new(())
    except (NotPlain, ValueError):
        raise Unfit from None


class _Code:
    """The functions so far, and the objects that they name."""

    def __init__(self, objects: Objects | None) -> None:
        self.lines: list[str] = []
        self.names: dict[str, Any] = {"NotPlain": NotPlain, "hash_lines": hash_lines, "uuid": uuid_from}
        self.names |= {"escape": escape, "several": join_objects}
        self._objects = objects
        self._all = "t, u" if objects else "t"
        self._number = 0

    def _new(self, letter: str, value: object) -> str:
        self._number += 1
        name = f"{letter}{self._number}"
        self.names[name] = value
        return name

    def top(self, part: Part) -> str:
        """The function of a whole record; its name."""
        name = self._new("part", None)
        lines = [f"def {name}(d):"]
        if part.id is None:
            named = f"replace({WHOLE!r}, uuid(hash_lines(t, 16)))"
            texts = f"t.{named}, u.{named}" if self._objects else f"t.{named}, ''"
            lines += [*self._text(part, f"<{WHOLE}>", None), f"    return None, {texts}, i"]
        else:
            lines += [*self._id(part.id), "    if n is None:", "        raise NotPlain", *self._text(part, None, "n")]
            if self._objects:  # the other writer has one block for a node
                lines += ["    x = [s, *[y for y, _ in i]]", "    if len(set(x)) < len(x):", "        raise NotPlain"]
            lines.append(f"    return n, t, {'u' if self._objects else repr('')}, i")
        self.lines += lines
        return name

    def _id(self, leaf: Leaf) -> list[str]:
        get, objects = leaf.get, self._objects
        if isinstance(leaf.direct, Template):
            head, tail = leaf.direct
            if objects is not None:
                _checked(objects, f"{head}x{tail}")
            lines = [f"    n = d[{leaf.columns[0]}]", "    if n is None or not (n.isalnum() and n.isascii()):"]
            return [*lines, "        raise NotPlain", f"    n = {f_string(head, Hole('n'), tail)}"]

        def node(row: Row) -> str | None:
            value = get(row)
            if value is None:
                return None
            iri = str(value if type(value) is Iri else Iri(value))
            return iri if objects is None else objects.node(iri)

        return [f"    n = {self._new('id', node)}(d)"]

    def _part(self, part: Part) -> tuple[str, bool]:
        """The function of a part, and whether its name is made of its content.

        It gives None, or the IRI and the triples; or a hash in place of an IRI, which `PART` stands for in the triples.
        """
        name = self._new("part", None)
        columns = sorted(set(_columns(part)))
        lines = [f"def {name}(d):"]
        remembered = part.id is None or len(columns) <= 2
        if remembered:
            memo = self._new("known", {})
            lines += [f"    k = ({_cells(columns)})", f"    r = {memo}.get(k, 0)", "    if r != 0:", "        return r"]
            lines += [f"    if len({memo}) >= {_MOST}:", f"        {memo}.clear()"]
        keep = f"{memo}[k] = " if remembered else ""
        if part.holds is not None:
            lines += [
                f"    if not {self._new('holds', part.holds.get)}(d):",
                f"        {keep}r = None",
                "        return r",
            ]
        if part.id is not None:
            lines += self._id(part.id)
            own, text = self._values(part)
            lines += [*own, *self._absent(part, "n is None", keep), "    if n is None:", "        raise NotPlain"]
            lines += [
                *self._lines(part, text, None, "n"),
                f"    {keep}r = n, {self._all}, ((s, t), *i)",
            ]
        else:
            own, text = self._values(part)
            lines += [*own, *self._absent(part, "", keep), *self._lines(part, text, f"<{PART}>", None)]
            lines += [f"    {keep}r = hash_lines(t, 6), {self._all}, i"]
        self.lines += [*lines, "    return r"]
        return name, part.id is None

    def _absent(self, part: Part, more: str, keep: str) -> list[str]:
        """Source that ends the function if nothing makes the part one."""
        if part.own is None:
            return []
        tests = [f"v{number}{each} is None" for number in sorted(part.own) for each in _ways(part.fields[number])]
        tests += [more] if more else []
        return [f"    if {' and '.join(tests) or 'True'}:", f"        {keep}r = None", "        return r"]

    def _text(self, part: Part, node: str | None, name: str | None) -> list[str]:
        own, text = self._values(part)
        return [*own, *self._lines(part, text, node, name)]

    def _values(self, part: Part) -> tuple[list[str], dict[int, Any]]:
        """Source that takes the values of all fields, `v<number>`; what is known of each: a constant text, or parts."""
        lines: list[str] = []
        known: dict[int, Any] = {}
        for number, field in enumerate(part.fields):
            if isinstance(field, Link):
                known[number] = [self._part(each) for each in field.parts]
                lines += [f"    v{number}_{at} = {name}(d)" for at, (name, _) in enumerate(known[number])]
                missing = " and ".join(f"v{number}{each} is None" for each in _ways(field))
            else:
                values = _Values(field, part.info.cls, self._objects)
                if field.direct is not None:
                    lines += _direct(field, f"v{number}")
                elif not field.columns:
                    known[number] = _constant(values)
                    lines.append(f"    v{number} = {'None' if known[number] is None else '1'}")
                else:
                    lines += self._remembered(f"v{number}", values, field)
                missing = f"v{number} is None"
            if field.prop.min:
                lines.append(f"    m{number} = {missing}")
        return lines, known

    def _remembered(self, name: str, values: _Values, leaf: Leaf) -> list[str]:
        """Source that takes what the cells of a row give."""
        known = self._new("values", values)
        return [
            f"    q = {_key(leaf)}",
            f"    {name} = {known}.get(q, 0)",
            f"    if {name} == 0:",
            f"        {name} = {known}.of(q, d)",
        ]

    def _lines(self, part: Part, known: dict[int, Any], node: str | None, name: str | None) -> list[str]:
        """Source of the triples `t`; `node`: the subject, if it is the same for all records, else `name` is its IRI."""
        lines = []
        required = [number for number, field in enumerate(part.fields) if field.prop.min]
        if required:
            lines += [f"    if {' or '.join(f'm{number}' for number in required)}:", "        raise NotPlain"]
        subject = node if node is not None else Hole("s")
        if name:
            lines += [f"    s = {f_string('<', Hole(name), '>')}", f"    j = '/' if '#' in {name} else '#'"]
        lines += ["    a, i = '', ()"]
        pick = "[0]" if self._objects else ""
        always: list[str] = [subject, f" <{RDF.type}> <{part.info.type}> .\n"] if part.info.type else []
        rest: list[str] = []
        for number, field in enumerate(part.fields):
            if isinstance(field, Link):
                rest += self._links(number, field, known[number], subject, name)
            elif field.prop.min and not field.prop.many and not any(each.cls for each in field.prop.ranges):
                always += [
                    subject,
                    *([self._ends(known[number])[0]] if number in known else _end(field, f"v{number}", pick)),
                ]
            elif number in known:
                rest += [f"    t += {f_string(subject, end)}" for end in self._ends(known[number])]
            elif field.prop.many and field.direct is None:
                rest += [f"    if v{number} is not None:", f"        for v in v{number}{pick}:"]
                rest += [f"            t += {f_string(subject, Hole('v'))}"]
            else:
                rest += [
                    f"    if v{number} is not None:",
                    f"        t += {f_string(subject, *_end(field, f'v{number}', pick))}",
                ]
        lines += [f"    t = {f_string(*always)}", *rest]
        if self._objects:
            lines += block_source(
                part, [subject], self._objects, lambda number: self._object(part.fields[number], number, known)
            )
        return lines

    def _ends(self, constant: Any) -> tuple[str, ...]:
        """The ends of the triples of a value that is the same for all records."""
        found = constant[0] if constant and self._objects else constant
        return () if found is None else found if isinstance(found, tuple) else (found,)

    def _object(self, field: Any, number: int, known: dict[int, Any]) -> list[str] | None:
        """The objects of a field in Turtle, as pieces of an f-string; None for a constant that is no value."""
        if number in known:
            return None if known[number] is None else [known[number][1]]
        match field.direct:
            case Template(head, tail):
                if self._objects:
                    _checked(self._objects, f"{head}x{tail}")
                return [f"<{head}", Hole(f"v{number}"), f"{tail}>"]
            case Text(_, language):
                return ['"', Hole(f"escape(v{number})"), f'"@{language}' if language else '"']
        return [Hole(f"v{number}[1]")]

    def _links(self, number: int, field: Link, parts: Any, subject: str, name: str | None) -> Iterator[str]:
        """Source that adds the links to parts, and the triples of these."""
        base = [Hole(name), Hole("j")] if name else [subject[1:-1], "/" if subject[1] == PART else "#"]
        both = "p, b, c, e" if self._objects else "p, b, e"
        if self._objects:
            yield f"    l{number} = []"
        for at, (_, minted) in enumerate(parts):
            yield f"    if v{number}_{at} is not None:"
            yield f"        {both} = v{number}_{at}"
            if minted:
                ending = f"{quote(field.prop.json_name, safe='')}-"
                yield f"        p = {f_string(*base, ending, Hole('p'))}"
                yield f"        b = b.replace({PART!r}, p)"
            yield f"        t += {f_string(subject, f' <{field.prop.path}> <', Hole('p'), _END, Hole('b'))}"
            yield "        i += e"
            if self._objects:
                yield f"        a += c.replace({PART!r}, p)" if minted else "        a += c"
                yield f"        l{number}.append({f_string('<', Hole('p'), '>')})"
        if self._objects and len(parts) > 1:
            yield f"    if len(set(l{number})) < len(l{number}):"
            yield "        raise NotPlain"


def _checked(objects: Objects, iri: str) -> None:
    """Raise Unfit for IRIs in a namespace that has a prefix."""
    try:
        objects.node(iri)
    except NotPlain:
        raise Unfit from None


def _direct(leaf: Leaf, name: str) -> list[str]:
    """Source that takes a value whose text is that of its cells."""
    cells = [f"d[{each}]" for each in leaf.columns]
    if isinstance(leaf.direct, Template):
        plain = f"{name}.isalnum() and {name}.isascii()"
        return [f"    {name} = {cells[0]}", f"    if {name} is not None and not ({plain}):", "        raise NotPlain"]
    if len(cells) == 1:
        return [f"    {name} = {cells[0]}"]
    joint = leaf.direct.joint if leaf.direct else ""
    return [f"    {name} = {joint!r}.join([c for c in ({', '.join(cells)}) if c is not None]) or None"]


def _end(leaf: Leaf, name: str, pick: str) -> list[str]:
    """The end of a triple after its subject, as pieces of an f-string."""
    match leaf.direct:
        case Template(head, tail):
            return [f" <{leaf.prop.path}> <{head}", Hole(name), f"{tail}> .\n"]
        case Text(_, language):
            after = f'"@{language} .\n' if language else '" .\n'
            return [f' <{leaf.prop.path}> "', Hole(f"escape({name})"), after]
    return [Hole(f"{name}{pick}")]


def _columns(part: Part) -> Iterator[int]:
    for each in (part.id, part.holds, *part.fields):
        if isinstance(each, Link):
            for inner in each.parts:
                yield from _columns(inner)
        elif each is not None:
            yield from each.columns


def _ways(field: Leaf | Link) -> list[str]:
    """The endings of the variables of a field."""
    return [f"_{at}" for at in range(len(field.parts))] if isinstance(field, Link) else [""]


def _cells(columns: Sequence[int]) -> str:
    return "".join(f"d[{each}], " for each in columns)


def _key(leaf: Leaf) -> str:
    return f"d[{leaf.columns[0]}]" if len(leaf.columns) == 1 else _cells(leaf.columns)
