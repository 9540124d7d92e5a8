"""YAML as people mean it: every value is text as it is written, no objects, no duplicate keys, a limit on aliases.

`NO`, `010`, `1_000`, `12:30`, `1.10` and `2024-01-01` are texts here, as codes of a table are; what wants a number or
`true` takes it from its text. Only `null`, `~` and nothing at all (YAML 1.2, section 10.2.1.1) are no value, and a
key is always text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import yaml

from .errors import MappingError, Place, reading
from .words.yaml_mistakes import decode, explain, find_line

_MAX_BYTES = 4 * 2**20
_MAX_NODES = 200_000  # with every use of an alias counted


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises MappingError, with file and line, for a file that is not YAML, or too large once its aliases are expanded.
    """
    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise MappingError(f"{path}: {error.strerror or error}") from None
    with reading(lambda: Place(str(path))):
        return parse_yaml(text, str(path))


def parse_yaml(text: str, name: str) -> Any:
    """The content of YAML text; `name` is used in messages.

    >>> parse_yaml("{land: NO, code: 010, leeg: }", "codes.yaml")
    {'land': 'NO', 'code': '010', 'leeg': None}
    """
    if len(text) > _MAX_BYTES:
        raise MappingError(f"{name}: over {_MAX_BYTES} bytes")
    try:
        with suppress(yaml.YAMLError):  # then the other parser says better what is wrong
            return _parse(text, name, _Quick)
        return _parse(text, name, _Plain)
    except yaml.YAMLError as error:
        raise MappingError(f"{name}{explain(text, error)}") from None
    except RecursionError:
        raise MappingError(f"{name}: nested too deeply") from None


def _parse(text: str, name: str, loader_class: type[_Plain]) -> Any:
    loader = loader_class(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        if _count_values(root, {}) > _MAX_NODES:
            raise MappingError(f"{name}: its aliases lay out to over {_MAX_NODES} values")
        return loader.construct_document(root)
    finally:
        loader.dispose()


def line_of(path: Path, keys: Sequence[str]) -> int | None:
    """The line of a key in a YAML file that has been read; None if it cannot be told."""
    try:
        return find_line(decode(path.read_bytes(), str(path)), keys)
    except (OSError, MappingError, yaml.YAMLError, RecursionError):
        return None


def _count_values(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values a node has once its aliases are expanded."""
    if id(node) not in known:
        known[id(node)] = 1
        parts = node.value if isinstance(node.value, list) else []
        inner = [part for each in parts for part in (each if isinstance(each, tuple) else (each,))]
        known[id(node)] = 1 + sum(_count_values(part, known) for part in inner)
    return known[id(node)]


_TAG = "tag:yaml.org,2002:"


class _Texts(yaml.constructor.SafeConstructor):
    """YAML of texts, without duplicate keys."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        "<": [(f"{_TAG}merge", re.compile("^<<$"))],
        **{first: [(f"{_TAG}null", re.compile("^(?:null|Null|NULL|~|)$"))] for first in ("n", "N", "~", "")},
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if key.tag == f"{_TAG}merge":
                continue
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key has to be text", key.start_mark)
            if key.tag == f"{_TAG}null":
                key.tag = f"{_TAG}str"
            value = self.construct_object(key, deep=True)
            if value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{value!r} is here twice", key.start_mark)
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
