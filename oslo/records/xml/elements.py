"""The paths of a mapping in XML: those that name elements, such as the records, and XPaths from an element."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ...errors import MappingError
from ..base import PathError
from ..layout import error_at
from .paths import mistake, with_prefix

_PATH = re.compile(r"(//|/)?(?:[\w.\-]+:|\*:)?[\w.\-]+(?:/(?:[\w.\-]+:)?[\w.\-]+)*")
_RECORD = etree.Element("record")  # to try a path on
_SHOWN = 200  # characters of a path


@dataclass(frozen=True)
class Target:
    """The elements that a path names: its steps, from the root or from anywhere."""

    steps: list[str]
    absolute: bool
    last: dict[Any, bool] = field(default_factory=dict)  # whether a tag is the last step, for tags seen before

    def matches(self, element: Any) -> bool:
        """Whether an element is one of them."""
        tag = element.tag
        if tag not in self.last:
            self.last[tag] = _tag_matches(tag, self.steps[-1])
        if not self.last[tag]:
            return False
        node = element
        for step in reversed(self.steps):
            if node is None or not _tag_matches(node.tag, step):
                return False
            node = node.getparent()
        return node is None or not self.absolute


class Paths:
    """Compiles paths, with the namespaces of a mapping. In another process it compiles them anew."""

    def __init__(self, namespaces: Mapping[str, str], error: Callable[[str, str], MappingError] = error_at) -> None:
        """`error`: from a key of the mapping and what is wrong with it to the error."""
        self._given, self._error = dict(namespaces), error
        self._namespaces, self._default = dict(namespaces), ""
        if "" in self._namespaces:  # lxml takes no empty prefix
            self._default = next(each for each in ("_", "__", "___") if each not in self._namespaces)
            self._namespaces[self._default] = self._namespaces.pop("")

    def __reduce__(self) -> tuple[Any, ...]:
        return Paths, (self._given,)

    def target(self, path: str | None, key: str = "records") -> Target:
        """The elements at a path; an error of the mapping, at the key that has it, for one that names none."""
        if not path or _PATH.fullmatch(path) is None:
            what = "is missing" if path is None else f"{path!r} names no elements"
            raise self._error(key, f"{what}: give a path such as `{key}: //Persoon`")
        steps = [self._qualified(step, key) for step in path.lstrip("/").split("/")]
        return Target(steps, path.startswith("/") and not path.startswith("//"))

    def _qualified(self, step: str, key: str) -> str:
        """A step as lxml tests it: `{namespace}name`, or `{*}name` for any namespace."""
        prefix, colon, local = step.rpartition(":")
        prefix = prefix if colon else self._default or "*"
        if prefix == "*":
            return f"{{*}}{local}"
        if prefix not in self._namespaces:
            raise self._error(key, f"the prefix {prefix!r} is not in namespaces")
        return f"{{{self._namespaces[prefix]}}}{local}"

    def xpath(self, path: str) -> Any:
        """A function from an element to what is at a path; PathError for what is no XPath."""
        if wrong := mistake(path, self._namespaces):
            raise PathError(f"not an XPath: {path[:_SHOWN]!r}: {wrong}")
        try:
            xpath = with_prefix(path, self._default) if self._default else path
            find = etree.XPath(xpath, namespaces=self._namespaces or None, smart_strings=False, regexp=False)
            find(_RECORD)  # a wrong number of arguments is an error only now
        except (etree.XPathError, ValueError) as error:  # ValueError: a NUL
            raise PathError(f"not an XPath: {path[:_SHOWN]!r}: {error}") from None
        return find

    def xpath_of_elements(self, path: str) -> Any:
        """The same, for elements only."""
        find = self.xpath(path)
        if not isinstance(find(_RECORD), list):
            raise PathError(f"{path!r} gives a number or a text, and no elements")
        return find


def _tag_matches(tag: Any, step: str) -> bool:
    if not isinstance(tag, str):
        return False
    return tag == step or (step.startswith("{*}") and tag.rpartition("}")[2] == step[3:])
