"""YAML as people mean it: every value is text as it is written, no objects, no duplicate keys, a limit on aliases.

What is refused is refused before anything is made of it (`_check`): other tags than those of plain values, an alias
inside its own anchor, half of a character.

`NO`, `010`, `1_000`, `12:30`, `1.10` and `2024-01-01` are texts here, as codes of a table are; what wants a number or
`true` takes it from its text. Only `null`, `~` and nothing at all (YAML 1.2, section 10.2.1.1) are no value, and a
key is always text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import yaml

from ..errors import MappingError, Place, reading
from ..words.yaml_mistakes import decode, explain, find_line

_MAX_BYTES = 4 * 2**20
_MAX_NODES = 200_000  # with every use of an alias counted
_MAX_EXPLAINED = 1 << 18  # characters that the slower parser reads again, to say better what is wrong


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises MappingError, with file and line, for a file that is not YAML, or too large once its aliases are expanded.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise MappingError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    with reading(lambda: Place(str(path))):
        return parse_yaml(decode(data, str(path)), str(path))


def parse_yaml(text: str, name: str) -> Any:
    """The content of YAML text; `name` is used in messages.

    >>> parse_yaml("{land: NO, code: 010, leeg: }", "codes.yaml")
    {'land': 'NO', 'code': '010', 'leeg': None}
    """
    if len(text) > _MAX_BYTES:
        raise MappingError(f"{name}: over {_MAX_BYTES} bytes")
    try:
        try:
            return _parse(text, _Quick)
        except yaml.YAMLError as error:
            if len(text) > _MAX_EXPLAINED:
                raise
            try:
                return _parse(text, _Plain)  # it says better what is wrong
            except (ValueError, OverflowError):  # but of the number of no character
                raise error from None
    except yaml.YAMLError as error:
        raise MappingError(f"{name}{explain(text, error)}") from None
    except RecursionError:
        raise MappingError(f"{name}: nested too deeply") from None


def _parse(text: str, loader_class: type[_Plain]) -> Any:
    loader = loader_class(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        _check(root, {})
        return loader.construct_document(root)
    finally:
        loader.dispose()


def line_of(path: Path, keys: Sequence[str]) -> int | None:
    """The line of a key in a YAML file that has been read; None if it cannot be told."""
    try:
        return find_line(decode(path.read_bytes(), str(path)), keys)
    except (OSError, MappingError, yaml.YAMLError, RecursionError):
        return None


_TAG = "tag:yaml.org,2002:"
_TAGS = {
    **{f"{_TAG}{name}": "scalar" for name in ("str", "int", "float", "bool", "null", "merge")},
    f"{_TAG}seq": "sequence",
    f"{_TAG}map": "mapping",
}
_HALF = re.compile("[\ud800-\udfff]")


def _check(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values a node has once its aliases are expanded; ConstructorError for what no mapping has.

    `known`: the number of each node that was seen before, 0 for those around this one.
    """
    if id(node) in known:
        if not known[id(node)]:
            raise _refused("an alias inside its own anchor, which has no end", node)
        return known[id(node)]
    if _TAGS.get(node.tag) != getattr(node, "id", ""):
        raise _refused(f"could not determine what to make of the tag {node.tag!r}", node)
    if isinstance(node.value, str) and (half := _HALF.search(node.value)):
        raise _refused(f"\\u{ord(half[0]):04x} is half of a character", node)
    known[id(node)] = 0
    parts = node.value if isinstance(node.value, list) else []
    inner = [part for each in parts for part in (each if isinstance(each, tuple) else (each,))]
    known[id(node)] = count = 1 + sum(_check(part, known) for part in inner)
    if count > _MAX_NODES:
        raise _refused(f"over {_MAX_NODES} values, with its aliases laid out", node)
    return count


def _refused(problem: str, node: yaml.Node) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)


class _Texts(yaml.constructor.SafeConstructor):
    """YAML of texts, without duplicate keys."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        "<": [(f"{_TAG}merge", re.compile("^<<$"))],
        **{first: [(f"{_TAG}null", re.compile("^(?:null|Null|NULL|~|)$"))] for first in ("n", "N", "~", "")},
    }

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError) as error:  # `!!int x`
            raise _refused(f"not what its tag says: {node.value!r}", node) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if key.tag == f"{_TAG}merge":
                continue
            if not isinstance(key, yaml.ScalarNode):
                raise _refused("a key has to be text", key)
            if key.tag == f"{_TAG}null":
                key.tag = f"{_TAG}str"
            value = self.construct_object(key, deep=True)
            if value in seen:
                raise _refused(f"{value!r} is here twice", key)
            seen.add(value)
        return super().construct_mapping(node, deep)


class _Plain(_Texts, yaml.SafeLoader):
    """Says in its own words what is wrong."""

    def __init__(self, text: str) -> None:
        yaml.SafeLoader.__init__(self, text)


if TYPE_CHECKING or not yaml.__with_libyaml__:
    _Quick = _Plain
else:

    class _Quick(_Texts, yaml.CSafeLoader):
        """With the parser in C, which takes a tenth of the time."""

        def __init__(self, text: str) -> None:
            yaml.CSafeLoader.__init__(self, text)
