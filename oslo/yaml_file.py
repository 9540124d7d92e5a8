"""YAML, read safely: no objects, no duplicate keys, a limit on aliases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .errors import MappingError

_MAX_BYTES = 4 * 2**20
_MAX_NODES = 200_000  # with every use of an alias counted


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises MappingError, with file and line, for a file that is not YAML, or too large once its aliases are expanded.
    """
    try:
        text = path.read_text("utf-8")
        if len(text) > _MAX_BYTES:
            raise MappingError(f"{path}: over {_MAX_BYTES} bytes")
        root = yaml.compose(text, Loader=_UniqueKeys)
        if root is not None and _count_values(root, {}) > _MAX_NODES:
            raise MappingError(f"{path}: its aliases lay out to over {_MAX_NODES} values")
        return yaml.load(text, _UniqueKeys)  # noqa: S506  _UniqueKeys is a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise MappingError(f"{path}{line}: not YAML: {getattr(error, 'problem', None) or error}") from None
    except RecursionError:
        raise MappingError(f"{path}: nested too deeply") from None


def _count_values(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values a node has once its aliases are expanded."""
    if id(node) not in known:
        known[id(node)] = 1
        parts = node.value if isinstance(node.value, list) else []
        inner = [part for each in parts for part in (each if isinstance(each, tuple) else (each,))]
        known[id(node)] = 1 + sum(_count_values(part, known) for part in inner)
    return known[id(node)]


class _UniqueKeys(yaml.SafeLoader):
    """YAML without duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if key.tag == "tag:yaml.org,2002:merge":
                continue
            value = self.construct_object(key, deep=True)
            if value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{value!r} is here twice", key.start_mark)
            seen.add(value)
        return super().construct_mapping(node, deep)
