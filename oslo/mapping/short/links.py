"""Source for a property that leads to parts: those that a record has, or the first, each with what is said of it.

A part is what its function gives: its IRI or hash `p`, its triples `b`, in Turtle its blocks `c`, the named parts in it
`e`, and where something is asked what it leaves out `o` and the nodes that are asked `m`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from ...exchange.lines import PART
from ...exchange.source import Hole, f_string
from ...model.resource import Resource
from .cells import NotTurtle
from .fields import New, Source, field_source, indented
from .plan import Leaf, Link, Part
from .turtle import Objects


class Of(NamedTuple):
    """What has the property: its class, its term, and what the IRIs of parts without an id begin with."""

    cls: type[Resource]
    subject: str
    base: Sequence[str]


class Links:
    """`function`: gives the name of the function of a part; `top`: for Turtle; `asked`: whether something is."""

    def __init__(self, function: Callable[[Part], str], top: Objects | None, new: New, *, asked: bool) -> None:
        self._function, self._top, self._new, self._is_asked = function, top, new, asked

    def source(self, link: Link, name: str, of: Of) -> Source:
        """The source of a property; `name`: of its variable."""
        prop, several = link.prop, f"l{name}"
        rules = [
            self._named(link, item, f"{name}_{at}", of)
            if isinstance(item, Leaf)
            else self._parts(link, item, f"{name}_{at}", several, of)
            for at, item in enumerate(link.items)
        ]
        take = [line for each in rules for line in each.take]
        if prop.many and prop.max is not None:
            total = " + ".join(f"(0 if {each.missing} else {each.number})" for each in rules)
            take += [f"if {total} > {prop.max}:", "    raise NotPlain"]
        add = [f"{several} = []"] if self._top else []
        for number, each in enumerate(rules):
            begin = "elif" if number and not prop.many else "if"  # the first, or all there are
            add += [f"{begin} not ({each.missing}):", *indented(each.add)]
            add += [f"    {several}.append({f_string(*each.objects)})"] if self._top and each.objects else []
        if self._top and prop.many:
            add += [f"if len(set({several})) < len({several}):", "    raise NotPlain"]
        missing = " and ".join(f"({each.missing})" for each in rules)
        return Source(take, missing, add, [Hole(f"several({several})")], _different(link, name))

    def _named(self, link: Link, item: Leaf, name: str, of: Of) -> Source:
        """The source of nodes that are only named; `number`: how many there are."""
        if self._top and link.prop.many:  # their objects are one text
            raise NotTurtle
        found = field_source(item, name, of.subject, of.cls, self._top, self._new)
        return found._replace(number=f"len({name})") if link.prop.many and item.columns else found

    def _parts(self, link: Link, item: Part, name: str, several: str, of: Of) -> Source:
        """The source of parts, of which `add` adds the objects too; `number`: how many there are."""
        function, path = self._function(item), link.prop.path
        add = [
            f"p, b, {'c, ' if self._top else ''}e{', o, m' if self._is_asked else ''} = {'f' if item.each else name}"
        ]
        if self._is_asked:  # as `find_gaps` has them: those of the last part first
            add += ["h, w = o + h, w + m"]
        if item.id is None:
            add += [f"p = {f_string(*of.base, quote(link.prop.json_name, safe='') + '-', Hole('p'))}"]
            add += [f"b = b.replace({PART!r}, p)", *([f"c = c.replace({PART!r}, p)"] if self._top else [])]
        add += [f"t += {f_string(of.subject, f' <{path}> <', Hole('p'), _END, Hole('b'))}", "i += e"]
        add += ["a += c", f"{several}.append({f_string('<', Hole('p'), '>')})"] if self._top else []
        if item.each is None:
            return Source([f"{name} = {function}(d)"], f"{name} is None", add, None)
        rows = self._new("rows", item.each.get)
        take = [f"{name} = [r for r in map({function}, {rows}(d)) if r is not None]"]
        take += [] if link.prop.many else [f"if len({name}) > 1:", "    raise NotPlain"]
        return Source(take, f"not {name}", [f"for f in {name}:", *indented(add)], None, f"len({name})")


def _different(link: Link, name: str) -> str | None:
    """Source of how many different parts there are: those of equal content are one. None where some are only named."""
    if not link.prop.many:
        return "1"
    parts = [(f"{name}_{at}", item) for at, item in enumerate(link.items) if isinstance(item, Part)]
    if len(parts) < len(link.items):
        return None
    if len(parts) == 1 and not parts[0][1].each:
        return "1"
    nodes = [f"*[r[0] for r in {each}]" if part.each else f"*({each} or ())[:1]" for each, part in parts]
    return f"len({{{', '.join(nodes)}}})"


_END = "> .\n"
