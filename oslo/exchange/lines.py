"""Models to triples: a writer compiled per class, from its description.

For each class a Python function is made that knows every property and type, so that the loop
over records only formats text: no term objects, no graph. Every other syntax is made from these
N-Triples lines (`oslo.exchange`); Turtle also has a compiled writer, with the same result.

A part without an id gets the IRI `<parent>#<property>-<hash of its content>`, a top-level resource
without an id `urn:uuid:` with a version 8 UUID (RFC 9562) of its content: the same record gives the
same triples on every run. Blank nodes are written only on request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from ..errors import OsloError
from ..model.description import PropertyInfo, describe
from ..model.resource import Resource
from ..model.values import VALUE_TYPES, AnyUri, LangString, ValueType
from ..namespaces import RDF, BlankNode, Iri
from ..rdf.ntriples import escape, term
from .source import Hole, Writers, f_string

# Placeholders that no literal (escaped) and no IRI (checked) can contain.
PART = "\x00"  # the IRI of a part, while its content is being hashed
WHOLE = "\x02"  # the IRI of a top-level resource without an id
_BLANK = "\x01"  # opens the label of a blank node, inside < >

_BLANK_TERM = re.compile("<\x01([^>]*)>")


class _Seen(set[int]):
    """The objects described so far while one resource is written.

    Objects, not ids: two descriptions of one id (a place that is also an authority) are both written.
    """

    mark = ""  # goes before minted names


class _SeenBlank(_Seen):
    """The same, if parts without an id become blank nodes."""

    mark = _BLANK


def ntriples(resource: Resource, *, blank_nodes: bool = False) -> str:
    """The triples of a resource and its parts as N-Triples text.

    `blank_nodes`: parts without an id become blank nodes, not IRIs.

    >>> from oslo.models.persoon import Plaats
    >>> print(ntriples(Plaats(id="urn:gent", plaatsnaam="Gent")), end="")
    <urn:gent> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/dc/terms/Location> .
    <urn:gent> <http://www.w3.org/2000/01/rdf-schema#label> "Gent"@nl .

    Raises OsloError for parts without ids that contain one another.
    """
    run = _SeenBlank() if blank_nodes else _Seen()
    write = _WRITERS[type(resource)]
    try:
        if resource.id is None:
            text = write(resource, f"<{WHOLE}>", run)
            text = text.replace(WHOLE, run.mark + _make_uuid(text))
        else:
            run.add(id(resource))
            text = write(resource, _node_term(resource.id), run)
    except RecursionError:
        name = type(resource).__name__
        raise OsloError(f"{name}: its parts contain one another and have no ids to refer by") from None
    except ValueError as error:
        raise OsloError(f"{type(resource).__name__}: {error}") from None
    return _BLANK_TERM.sub(_blank_label, text) if _BLANK in text else text


Listen = Callable[[Resource, str], None]
"""What is called with each resource and the text that is written for it."""


def lines(resources: Iterable[Resource], *, blank_nodes: bool = False, listen: Listen | None = None) -> Iterator[str]:
    """N-Triples text, one piece per resource."""
    for resource in resources:
        text = ntriples(resource, blank_nodes=blank_nodes)
        if listen is not None:
            listen(resource, text)
        yield text


def triples_of(resource: Resource) -> frozenset[str]:
    """The triples of a resource, as a set of N-Triples lines with canonical blank nodes."""
    text = ntriples(resource)
    if " _:" in text or text.startswith("_:"):
        from ..rdf.ntriples import canonical

        text = canonical(text)
    return frozenset(text.split("\n"))


@lru_cache(maxsize=1 << 12)  # a municipality, a street or a country is part of many records
def hash_lines(text: str, size: int) -> str:
    """A hash of N-Triples lines that does not depend on their order."""
    return blake2b("".join(sorted(text.split("\n"))).encode(), digest_size=size).hexdigest()


def digest_of(part: Resource, seen: set[int]) -> str:
    """The hash in the name of a part without an id; `seen`: the objects described before it."""
    return hash_lines(_WRITERS[type(part)](part, f"<{PART}>", _Seen(seen)), 6)


def uuid_of(resource: Resource) -> str:
    """The IRI of a top-level resource without an id."""
    return _make_uuid(_WRITERS[type(resource)](resource, f"<{WHOLE}>", _Seen()))


def _make_uuid(text: str) -> str:
    return uuid_from(hash_lines(text, 16))


def uuid_from(digest: str) -> str:
    """A version 8 UUID (RFC 9562) of 32 hexadecimal digits, as an IRI."""
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:]}"


def _node_term(node: str) -> str:
    return f"<{_BLANK}{node[2:]}>" if type(node) is BlankNode else "<" + node + ">"


def _blank_label(match: re.Match[str]) -> str:
    return blank_name(match[1])


def blank_name(label: str) -> str:
    """The blank node that is written for a label, which for a part begins with that of its parent."""
    if re.fullmatch(r"[A-Za-z0-9_.\-]+", label):
        return f"_:{label}"
    return f"_:n{blake2b(label.encode(), digest_size=8).hexdigest()}"


def _write_part(value: Any, subject: str, predicate: str, name: str, run: _Seen) -> str:
    """The link to a part, and the triples of the part itself."""
    if isinstance(value, str):
        return f"{subject} {predicate} {_node_term(value)} .\n"
    write = _WRITERS[type(value)]
    if value.id is not None:
        node = _node_term(value.id)
        if id(value) in run:
            return f"{subject} {predicate} {node} .\n"
        run.add(id(value))
        return f"{subject} {predicate} {node} .\n{write(value, node, run)}"
    body = write(value, f"<{PART}>", run)
    base = subject[1:-1]
    joint = "/" if base[0] == PART or "#" in base else "#"
    mark = "" if base[0] in (PART, _BLANK) or base[0] == WHOLE else run.mark
    node = f"{mark}{base}{joint}{name}-{hash_lines(body, 6)}"
    return f"{subject} {predicate} <{node}> .\n{body.replace(PART, node)}"


def _write_part_or_literal(value: Any, subject: str, predicate: str, name: str, run: _Seen) -> str:
    """As `_write_part`, for a property that takes literals too."""
    if isinstance(value, Resource | Iri | BlankNode) and type(value) is not AnyUri:
        return _write_part(value, subject, predicate, name, run)
    return f"{subject} {predicate} {object_term(value)} .\n"


def takes_literals(prop: PropertyInfo) -> bool:
    """Whether a property takes literals, alone or besides resources."""
    return any(each.value and not each.value.node for each in prop.ranges)


def object_term(value: Any) -> str:
    """A value of any type in `VALUE_TYPES`, as the object of an N-Triples line."""
    return _TERMS[type(value)](value.value if isinstance(value, Enum) else value)


class _Terms(dict[type, Callable[[Any], str]]):
    """The function that writes the values of a Python type."""

    def __missing__(self, python: type) -> Callable[[Any], str]:
        known = next(VALUE_TYPES[base] for base in python.__mro__ if base in VALUE_TYPES)
        datatype = known.datatypes[0] if known.datatypes else None
        self[python] = _node_term if known.node else known.term or (lambda value: term(known.text(value), datatype))
        return self[python]


_TERMS = _Terms()


# The compiler: ClassInfo -> the source of one function -> that function.


Write = Callable[[Any, str, _Seen], str]


def _writer_source(cls: type[Resource]) -> tuple[list[str], dict[str, Any]]:
    """The source of a class's writer and the names that it uses.

    Values that are always there go into one f-string; the others are checked one by one.
    """
    info = describe(cls)
    names: dict[str, Any] = {
        **{"escape": escape, "part": _write_part, "part_or_literal": _write_part_or_literal, "object_term": object_term}
    }
    head = ["def write(o, s, run):", "    d = o.__dict__"]
    always = [_SUBJECT, f" <{RDF.type}> <{info.type}> .\n"] if info.type else []
    rest: list[str] = []
    for number, prop in enumerate(info.properties):
        value = f"d[{prop.name!r}]"
        if prop.many:
            rest += [f"    for v in {value}:", f"        t += {_statement_source(prop, number, 'v', names)}"]
        elif prop.min and not any(each.cls for each in prop.ranges):
            head.append(f"    v{number} = {value}")
            always += _triple_pieces(prop, number, f"v{number}", names)
        else:
            rest += [
                f"    v = {value}",
                "    if v is not None:",
                f"        t += {_statement_source(prop, number, 'v', names)}",
            ]
    return [*head, f"    t = {f_string(*always)}", *rest, "    return t"], names


_SUBJECT = Hole("s")


def _statement_source(prop: PropertyInfo, number: int, value: str, names: dict[str, Any]) -> str:
    if any(each.cls for each in prop.ranges):
        name = quote(prop.json_name, safe="")
        function = "part_or_literal" if takes_literals(prop) else "part"
        return f"{function}({value}, s, {f'<{prop.path}>'!r}, {name!r}, run)"
    return f_string(*_triple_pieces(prop, number, value, names))


def _triple_pieces(prop: PropertyInfo, number: int, value: str, names: dict[str, Any]) -> list[str]:
    return [_SUBJECT, f" <{prop.path}> ", *_object_pieces(prop, number, value, names), " .\n"]


def _object_pieces(prop: PropertyInfo, number: int, value: str, names: dict[str, Any]) -> list[str]:
    """The object of a triple, as pieces of an f-string."""
    if any(issubclass(each.python, Enum) for each in prop.ranges):
        value = f"{value}.value"
    known = [each.value for each in prop.ranges if each.value]
    if len(known) != 1:
        return [Hole(f"object_term({value})")]
    only: ValueType = known[0]
    if only.node:
        blank = prop.ranges[0].python is BlankNode
        return [Hole(f"object_term({value})")] if blank else ["<", Hole(f"{value}!s"), ">"]
    if only is VALUE_TYPES[LangString]:
        return ['"', Hole(f"escape({value}[0])"), '"@', Hole(f"{value}[1]")]
    if only.term is not None:
        names[f"term{number}"] = only.term
        return [Hole(f"term{number}({value})")]
    inner = value
    if only.text is not str:
        names[f"text{number}"] = only.text
        inner = f"text{number}({value})"
    if not only.plain:
        inner = f"escape({inner})"
    return ['"', Hole(inner), '"' if only is VALUE_TYPES[str] else f'"^^<{only.datatypes[0]}>']


_WRITERS: dict[type, Write] = Writers(_writer_source)
