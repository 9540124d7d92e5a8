"""The text of JSON: its encoding, its values, and why a broken text is broken.

`JsonText.parse` gives a value and the place where it ends, so that a text with more than one value can be read as well.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from ...errors import InputError, Place
from ..characters import is_encoding
from .numbers import number, whole_number


class NotJson(ValueError):  # noqa: N818  caught where the place is known
    """Text that is not JSON: why, and the index where it is wrong."""

    def __init__(self, reason: str, at: int = 0) -> None:
        self.reason, self.at = reason, at
        super().__init__(reason)


class JsonText:
    """A reader of JSON text; `repeated` are the objects so far in which a key stands twice, each with such a key."""

    def __init__(self) -> None:
        self._reads_long = False  # whether whole numbers of any length are read, which takes longer
        self.repeated: list[tuple[dict[str, Any], str]] = []
        self._scan = self._decoder().raw_decode

    def _decoder(self, parse_int: Callable[[str], Any] | None = None) -> json.JSONDecoder:
        return json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=number, parse_int=parse_int, parse_constant=_refuse_constant
        )

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            self.repeated.append((found, next(name for name in found if names.count(name) > 1)))
        return found

    def parse(self, text: str, start: int = 0) -> tuple[Any, int]:
        """The value that begins at an index (after white space), and the index after it; NotJson if there is none."""
        start = skip_space(text, start)
        try:
            value, end = self._scan(text, start)
        except json.JSONDecodeError as error:
            raise NotJson(_explained(error.msg, text, error.pos), error.pos) from None
        except RecursionError:
            raise NotJson("nested too deeply", start) from None
        except ValueError as error:
            if _TOO_LONG in str(error) and not self._reads_long:
                self._scan, self._reads_long = self._decoder(whole_number).raw_decode, True
                return self.parse(text, start)
            raise NotJson(*_refused(str(error), text, start)) from None
        return value, end

    def whole(self, text: str) -> Any:
        """The one value of a text; NotJson if there is none, or something after it."""
        before = len(self.repeated)
        try:
            value, end = self._scan(text, 0)
        except (ValueError, RecursionError):  # or there is white space before it
            del self.repeated[before:]
            value, end = self.parse(text)
        if end < len(text):
            self.expect_end(text, end)
        return value

    def expect_end(self, text: str, end: int) -> None:
        """Raise NotJson unless there is only white space from an index on."""
        end = skip_space(text, end)
        if end < len(text):
            raise NotJson(_explained("Extra data", text, end), end)

    def take_repeated(self, value: Any) -> Iterator[str]:
        """The keys that stand twice in an object of a value; they are then no longer in `repeated`."""
        inside = {id(each) for each in _objects(value)}
        found = [(each, key) for each, key in self.repeated if id(each) in inside]
        self.repeated = [pair for pair in self.repeated if id(pair[0]) not in inside]
        yield from (key for _, key in found)


def json_value(text: str) -> Any:
    """The value of a JSON text, with its numbers as they are written; NotJson if it is broken.

    >>> json_value('{"a": 1.50}')["a"].text
    '1.50'
    >>> json_value('{"a": 1,}')
    Traceback (most recent call last):
    ...
    oslo.records.json.text.NotJson: Expecting property name enclosed in double quotes: a comma with nothing after it
    """
    return JsonText().whole(text)


_SPACE = re.compile(r"[ \t\r\n]*")


def skip_space(text: str, start: int) -> int:
    """The index of what comes after white space."""
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            yield each
            stack += each.values()
        elif isinstance(each, list):
            stack += each


def half_character(value: Any) -> str | None:
    r"""The first half of a surrogate pair in the texts of a value, as JSON writes it; None if there is none.

    >>> half_character({"naam": json.loads(r'"Werf \ud83d"')})
    '\\ud83d'
    """
    found = re.search("[\ud800-\udfff]", json.dumps(value, ensure_ascii=False))
    return f"\\u{ord(found[0]):04x}" if found else None


HALVES = re.compile(r"\\u[dD][89a-fA-F]")
"""A text without this has no half characters."""


# What is wrong with a broken text.

_TOO_LONG = "integer string conversion"  # what Python says of a number with too many digits
_NO_NUMBERS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|(-?Infinity|NaN)', re.DOTALL)


def _refuse_constant(text: str) -> Any:
    raise ValueError(f"{text} is not a number of JSON; null is for no value")


def _refused(reason: str, text: str, start: int) -> tuple[str, int]:
    """A value that the reader refuses, and where it is: NaN and its like."""
    found = next((each.start() for each in _NO_NUMBERS.finditer(text, start) if each[1]), start)
    return reason, found


_MISTAKES = (
    (r"\s*\Z", "the text ends too early"),
    (r"//|/\*|#", "a comment, which JSON does not have"),
    (r"'", "a text in single quotes; JSON has double ones"),
    (r"[\u201c\u201d\u201e\u2018\u2019]", "a text in curly quotes; JSON has straight double ones"),
    (r"<", "HTML or XML?"),
    (r"(?:True|False|None)\b", "JSON has true, false and null"),
    (r"undefined\b", "JSON has null"),
    (r"[+.]\d", "a number begins with a digit or a minus sign"),
    (r"[^\W\d][\w$]*\s*:", "a key without double quotes"),
)


def _explained(message: str, text: str, at: int) -> str:
    """The message of the parser, with what is probably wrong at that index."""
    before = text[max(0, at - 200) : at].rstrip()
    if not text.strip():
        return "empty"
    if message.startswith("Extra data"):
        after = "a comma" if text[at] == "," else "something"
        return f"{message}: {after} stands after the end"
    if message.startswith("Unterminated string"):
        return f"{message}: its closing quote is missing, or the text ends too early"
    if message.startswith("Illegal trailing comma") or (before.endswith(",") and text[at : at + 1] in "]}"):
        return f"{message}: a comma with nothing after it"
    if re.search(r"[\s:\[,]-?0\Z", before) and text[at : at + 1].isdigit():
        return f"{message}: a number with a zero in front; a code belongs in double quotes"
    meant = next((reason for pattern, reason in _MISTAKES if re.match(pattern, text[at : at + 200])), None)
    return f"{message}: {meant}" if meant else message


def place_of(text: str, at: int) -> tuple[int, int]:
    r"""The line and column of an index, both from 1.

    >>> place_of('{\n "a"', 4)
    (2, 3)
    """
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def decoded(data: bytes, encoding: str | None, name: str) -> str:
    r"""Bytes as text, in the encoding given or the one found, without a byte order mark.

    >>> decoded(b'\xff\xfe{\x00}\x00', None, "a.json")
    '{}'

    Raises InputError, with the line, if they are not.
    """
    try:
        return data.decode(find_encoding(data, encoding, name)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(not_in(error), Place(name, line=line)) from None


def find_encoding(data: bytes, encoding: str | None, name: str) -> str:
    """The Python name of an encoding that is given, or else found at the start of the data (RFC 8259, section 8.1)."""
    if encoding is not None and not is_encoding(encoding):
        raise InputError(f"no such encoding: {encoding}", Place(name))
    return codecs.lookup(encoding or json.detect_encoding(data)).name


def not_in(error: UnicodeDecodeError) -> str:
    """Why some bytes are not text."""
    encoding = "UTF-8" if error.encoding.replace("_", "-") in ("utf-8", "utf-8-sig") else error.encoding
    byte = error.object[error.start]
    return f"not {encoding}: byte {byte:#04x}; save it as UTF-8, or give its encoding (--encoding cp1252)"
