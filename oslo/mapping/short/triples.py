"""The tree of a mapping as Python functions: from the cells of a record to N-Triples, as `exchange.lines` writes them.

Each part of the tree becomes a function of the row `d`. It takes the values of its fields, ends if they make no such
part, and adds to its triples `t`, to the named parts in it `i`, and in Turtle to its block `u` and those in it `a`.
What the published profile asks and it leaves out is in `g`, that of its parts in `h`; the nodes asked are in `w`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from ...exchange.lines import PART, WHOLE, hash_lines, uuid_from
from ...exchange.source import Hole, compiled, f_string
from ...exchange.turtle import Names
from ...exchange.turtle_blocks import has_block
from ...model.description import PropertyInfo
from ...model.resource import Resource
from ...namespaces import RDF, Iri
from ...rdf.ntriples import escape
from ...validation.gaps import Gap, Question
from .cells import NotPlain, NotTurtle, Row, Unfit
from .fields import Source, field_source, indented
from .links import Links, Of
from .plan import Leaf, Link, Part, Template, columns_of
from .turtle import Objects, settled, several

_AFTER = " .\n\n"
_MOST = 1 << 12  # parts of one kind that are remembered

AskedOf = Callable[[type[Resource]], tuple[Question, ...] | None]


class Written(NamedTuple):
    """A record on the short way: the IRI of its resource, None for one that is named by its content; its triples.

    `turtle`: the same in Turtle, if it was asked for and this way has it; `named`: the parts with an IRI of their
    own, in brackets, and the triples of each; `open`: what it leaves out of what the published profile asks.
    """

    id: str | None
    text: str
    turtle: str | None = None
    named: tuple[tuple[str, str], ...] = ()
    open: tuple[Gap, ...] = ()


def compile_triples(
    part: Part, top: Objects | None = None, asked: AskedOf | None = None, *, whole: bool = False
) -> Callable[[Row], Written]:
    """The function for the rows of a plan; `top`: for Turtle too.

    `asked`: what the published profile asks of a class, which is then told; with `whole`, a record that leaves out some
    of it is not plain. The function raises NotPlain, or any other exception, for such a row. Raises Unfit for a plan in
    which something is the same for all rows and never right.
    """
    code = _Code(top, asked, whole=whole)
    named = code.whole(part)
    write = compiled("short way", code.lines, code.names)[named]
    return lambda row: Written(*write(row))


class _Code:
    """The functions so far, and the objects that they name."""

    def __init__(self, top: Objects | None, asked: AskedOf | None, *, whole: bool) -> None:
        self.lines: list[str] = []
        self.names: dict[str, Any] = {
            "NotPlain": NotPlain,
            "NotTurtle": NotTurtle,
            "hash_lines": hash_lines,
            "uuid": uuid_from,
        }
        self.names |= {"escape": escape, "several": several, "settled": settled}
        self._top, self._asked, self._is_whole = top, asked, whole
        self._texts = "t, u" if top else "t"
        self._number = 0
        self._links = Links(self._part, top, self.new, asked=asked is not None)

    def new(self, letter: str, value: object) -> str:
        """A name for an object."""
        self._number += 1
        name = f"{letter}{self._number}"
        self.names[name] = value
        return name

    def _function(self, lines: Sequence[str]) -> str:
        name = self.new("part", None)
        self.lines += [f"def {name}(d):", *indented(lines)]
        return name

    def whole(self, part: Part) -> str:
        """The function of a whole record."""
        lines = self._body(part, WHOLE, [])
        if part.id is None:
            named = f"replace({WHOLE!r}, uuid(hash_lines(t, 16)))"
            lines += self._once("[y for y, _ in i]")
            texts = f"None, t.{named}, {f'settled(u.{named})' if self._top else None}"
            return self._function([*lines, f"return {texts}, i{', g' if self._asked else ''}"])
        lines += self._once("[s, *[y for y, _ in i]]")
        return self._function(
            [*lines, f"return n, t, {'settled(u)' if self._top else None}, i{', g' if self._asked else ''}"]
        )

    def _once(self, nodes: str) -> list[str]:
        """Source of a test whether nodes are described once: in Turtle all, else those of which something is asked."""
        if not (self._top or self._asked):
            return []
        lines = [f"x = {nodes}", "if len(set(x)) < len(x):"]
        lines += ["    if any(x.count(y) > 1 for y in w):", "        raise NotPlain"] if self._asked else []
        return lines + (["    raise NotTurtle"] if self._top else [])

    def _part(self, part: Part) -> str:
        """The function of a part: None, or its IRI, its texts and the named parts in it.

        In place of an IRI that is made of its content there is the hash, and `PART` stands for the IRI in the texts.
        """
        columns = sorted(set(columns_of(part)))
        remembered = part.id is None or len(columns) <= 2
        known = self.new("known", {}) if remembered else ""
        keep = f"{known}[k] = " if remembered else ""
        lines = [f"k = ({''.join(f'd[{each}], ' for each in columns)})", f"r = {known}.get(k, 0)"] if remembered else []
        lines += ["if r != 0:", "    return r"] if remembered else []
        lines += [f"if len({known}) >= {_MOST}:", f"    {known}.clear()"] if remembered else []
        absent = [f"{keep}r = None", "return r"]
        if part.holds is not None:
            lines += [f"if not {self.new('holds', part.holds.get)}(d):", *indented(absent)]
        found = "n" if part.id else "hash_lines(t, 6)"
        inside = "((s, t), *i)" if part.id else "i"
        lines += [
            *self._body(part, PART, absent),
            f"{keep}r = {found}, {self._texts}, {inside}{', g, w' if self._asked else ''}",
        ]
        return self._function([*lines, "return r"])

    def _body(self, part: Part, mark: str, absent: Sequence[str]) -> list[str]:
        """Source of the texts; `mark` stands for an IRI that is not given; `absent`: what ends the function."""
        named = ["n is None"] if part.id else []
        subject, base = (
            (Hole("s"), [Hole("n"), Hole("j")]) if part.id else (f"<{mark}>", [mark, "/" if mark == PART else "#"])
        )
        sources = [self._source(each, f"v{number}", subject, base, part) for number, each in enumerate(part.fields)]
        lines = self._id(part.id) if part.id else []
        lines += [line for each in sources for line in each.take]
        if part.own is not None:
            missing = [*(sources[number].missing for number in sorted(part.own)), *named]
            lines += [f"if {' and '.join(missing) or 'True'}:", *indented(absent)]
        wrong = [each.missing for each, field in zip(sources, part.fields, strict=True) if field.prop.min] + named
        lines += [f"if {' or '.join(f'({each})' for each in wrong)}:", "    raise NotPlain"] if wrong else []
        lines += [f"s = {f_string('<', Hole('n'), '>')}", "j = '/' if '#' in n else '#'"] if part.id else []
        first = [subject, f" <{RDF.type}> <{part.info.type}> .\n"] if part.info.type else []
        lines += self._gaps(part, sources)
        lines += [f"t = {f_string(*first)}", "i = ()", *(["a = ''"] if self._top else [])]
        order = sorted(range(len(sources)), key=lambda number: not _is_always_there(part.fields[number].prop))
        for number in order:
            there = part.fields[number].prop.min or isinstance(part.fields[number], Link)
            add = sources[number].add
            lines += add if there or not add else [f"if not ({sources[number].missing}):", *indented(add)]
        lines += ["g += h"] if self._asked else []
        lines += ["if g:", "    raise NotPlain"] if self._asked and self._is_whole else []
        return [*lines, *(_block_source(part, subject, sources, self._top) if self._top else [])]

    def _gaps(self, part: Part, sources: Sequence[Source]) -> list[str]:
        """Source of what a part leaves out. Raises Unfit where values would have to be compared."""
        if self._asked is None:
            return []
        if (asked := self._asked(part.info.cls)) is None:
            raise Unfit
        numbers = {field.prop.name: number for number, field in enumerate(part.fields)}
        lines = ["g = h = ()", f"w = {'(s,)' if part.id and asked else '()'}"]
        for name, row, lacking, exceeding in asked:
            source = sources[numbers[name]] if name in numbers else None
            missing, number = ("True", "0") if source is None else (source.missing, source.number)
            if number is None and (exceeding or row.least > 1):
                raise Unfit
            if lacking is not None:
                few = f"{missing} or {number} < {row.least}" if row.least > 1 else missing
                lines += [f"if {few}:", f"    g += ({self.new('gap', lacking)},)"]
            if exceeding is not None and number not in ("0", "1"):
                lines += [f"if not ({missing}) and {number} > {row.most}:", f"    g += ({self.new('gap', exceeding)},)"]
            if number == "1" and row.most == 0:
                raise Unfit
        return lines

    def _id(self, leaf: Leaf) -> list[str]:
        """Source of the IRI `n`."""
        get, top = leaf.get, self._top
        if isinstance(leaf.direct, Template):
            head, tail = leaf.direct
            if top is not None:
                top.node(f"{head}x{tail}")
            lines = [f"n = d[{leaf.columns[0]}]", "if n is not None and n.isalnum() and n.isascii():"]
            lines += [f"    n = {f_string(head, Hole('n'), tail)}", "else:"]
        else:
            lines = []

        def node(row: Row) -> str | None:
            value = get(row)
            if value is None:
                return None
            iri = str(value if type(value) is Iri else Iri(value))
            return iri if top is None else top.node(iri)

        return [*lines, f"{'    ' if lines else ''}n = {self.new('id', node)}(d)"]

    def _source(self, field: Leaf | Link, name: str, subject: str, base: Sequence[str], part: Part) -> Source:
        if isinstance(field, Leaf):
            return field_source(field, name, subject, part.info.cls, self._top, self.new)
        return self._links.source(field, name, Of(part.info.cls, subject, base))


def _block_source(part: Part, subject: str, sources: Sequence[Source], top: Objects) -> Iterator[str]:
    """Source of the block `u` of a part, as `exchange.turtle_blocks` writes it; `a` has the blocks of its parts.

    Raises NotTurtle for a class that it leaves to the other writer.
    """
    info, short = part.info, Names()
    if info.type is None or not has_block(info):
        raise NotTurtle
    yield f"u = {f_string(subject, ' a ', short.of(info.type))}"
    order = {prop.name: number for number, prop in enumerate(info.properties)}
    rows = sorted((short[each.prop.path], order[each.prop.name], number) for number, each in enumerate(part.fields))
    for path, _, number in rows:
        source, begin = sources[number], f" ;\n    {path} "
        if source.objects is not None:
            there = part.fields[number].prop.min
            yield from [] if there else [f"if not ({source.missing}):"]
            yield f"{'' if there else '    '}u += {f_string(begin, *source.objects)}"
    yield f"u += {f_string(_AFTER, Hole('a'))}"
    top.check(short)


def _is_always_there(prop: PropertyInfo) -> bool:
    """Whether the line of a property stands before those of others: there is one in every record."""
    return prop.min > 0 and not prop.many and not any(each.cls for each in prop.ranges)
