"""Mistakes in YAML, in the words of a person who writes it: the line, what is wrong, what to type."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

from ..errors import MappingError

_MARKS = [
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"PK\x03\x04", "a workbook or a zip"),
    (b"\xd0\xcf", "Excel"),
]


def decode(data: bytes, path: str) -> str:
    """The text of a file in UTF-8; MappingError, with the line, for another encoding."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        kind = next((name for mark, name in _MARKS if data.startswith(mark)), None)
        if kind is not None and kind != "UTF-16":
            raise MappingError(f"{path}: {kind}, not a text file with a mapping") from None
        line = data.count(b"\n", 0, error.start) + 1
        what = f"it looks like {kind}" if kind else f"it looks like Latin-1 at {_word_at(data, error.start)!r}"
        raise MappingError(f"{path}{'' if kind else f':{line}'}: save the file as UTF-8: {what}") from None


def _word_at(data: bytes, place: int) -> str:
    start = max(data.rfind(sign, 0, place) + 1 for sign in (b" ", b"\n", b"\t"))
    return data[start:].split(maxsplit=1)[0][:40].decode("cp1252", "replace").strip("{}[],;:'\"")


def explain(text: str, error: yaml.YAMLError) -> str:
    """What is wrong with a text that is not YAML: `:line: ` and a sentence."""
    mark = getattr(error, "context_mark", None) if _opened(error) else None
    mark = mark or getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error)
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return f":{line}: a control character, U+{ord(text[error.position]):04X}, which YAML does not take"
    if mark is None:
        return f": not YAML: {problem}"
    lines = text.splitlines() or [""]
    number = min(mark.line, len(lines) - 1)
    line, before = lines[number][:_SHOWN], lines[number - 1][:_SHOWN] if number else ""
    return f":{number + 1}: {_sentence(problem, line, before)}"


_SHOWN = 200  # characters of a line


def _opened(error: yaml.YAMLError) -> bool:
    """Whether something is opened and not closed: then the place where it is opened counts."""
    problem = str(getattr(error, "problem", ""))
    return "stream" in problem or "',' or" in problem or "expected ':'" in problem


def _sentence(problem: str, line: str, before: str) -> str:
    """What is wrong on a line, and what to type; `problem`: the words of the YAML library."""
    for words, explain_line in _MISTAKES:
        if re.search(words, problem) and (sentence := explain_line(line, before, problem)):
            return sentence
    return f"not YAML: {problem}"


def _tab(line: str, before: str, problem: str) -> str | None:
    return "indented with a tab: indent with spaces" if "\t" in line[: _indent(line)] else None


def _curly(line: str, before: str, problem: str) -> str | None:
    found = re.search("[“”„‘’]", line)
    return f'{found[0]} is a curly quote, which YAML does not know: write straight ones: "' if found else None


_STARTS = {"%": "a percent sign", "@": "an at sign", "`": "a backtick", "*": "a star", "&": "an ampersand", "!": "a !"}


def _start(line: str, before: str, problem: str) -> str | None:
    sign = next((each for each in _STARTS if re.search(rf"(?:^|[\s\[{{]){re.escape(each)}", line)), None)
    return sign and f"a value that begins with {_STARTS[sign]} has to be in quotes: {_quoted(line, sign)}"


def _not_closed(line: str, before: str, problem: str) -> str | None:
    opened = next((pair for pair in ("{}", "[]") if line.count(pair[0]) > line.count(pair[1])), None)
    return opened and f"a {opened[1]} is missing: {line.strip()}"


def _further(line: str, before: str, problem: str) -> str | None:
    if _indent(line) <= _indent(before) or before.rstrip().endswith(":") or not before.strip():
        return None
    return f"indented further than the line before, which has a value of its own: {line.strip()}"


def _braces(line: str, before: str, problem: str) -> str | None:
    return f"a value that begins with a brace has to be in quotes: {line.strip()}" if "{{" in line else None


def _no_space(line: str, before: str, problem: str, where: str = " in the line before") -> str | None:
    pair = re.fullmatch(r"\s*(\w+):([^\s/]\S*)\s*", before)
    return pair and f"a space is missing after the colon{where}: {pair[1]}: {pair[2]}"


def _colon(line: str, before: str, problem: str) -> str:
    key, _, rest = line.strip().partition(": ")
    return f'a value with a colon has to be in quotes: {key}: "{rest}"'


_MISTAKES: list[tuple[str, Callable[[str, str, str], str | None]]] = [
    ("", _tab),
    ("", _curly),
    ("has to be text", _braces),
    ("has to be text", lambda line, before, problem: f"{problem}: {line.strip()}"),
    ("could not find expected ':'", lambda line, *_: _no_space("", line, "", where="")),
    ("could not find expected ':'", lambda line, *_: f"a colon and a space are missing: {line.strip()}"),
    ("here twice", lambda line, before, problem: f"{problem}: put both in one list, or leave one out"),
    ("its own anchor|half of a character|laid out", lambda line, before, problem: f"{problem}: {line.strip()}"),
    ("another document", lambda *_: "`---` begins a second document: a mapping is one"),
    ("token|alphabetic|expected|undefined alias|could not determine|its tag says", _start),
    ("end of stream|quoted scalar", lambda line, *_: f"a quote is opened and not closed: {line.strip()}"),
    ("',' or", _not_closed),
    ("',' or", lambda line, *_: f"a value with a colon or a comma has to be in quotes: {line.strip()}"),
    ("mapping values", _no_space),
    ("mapping values", _further),
    ("mapping values", _colon),
    ("block end", lambda line, *_: f"not indented as the lines that it belongs to: {line.strip()}"),
]
"""What is in the words of the YAML library, and the function that knows what to say; the first that does is used."""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _quoted(line: str, sign: str) -> str:
    """The end of a line, with quotes around the value that begins with a sign."""
    return re.sub(rf"(\S+:\s+)({re.escape(sign)}[^,}}\]\s]*{'`?' if sign == '`' else ''})", r'\1"\2"', line.strip())


def find_line(text: str, keys: Sequence[str]) -> int | None:
    r"""The line of the key that some keys lead to, or of the nearest above it; None if there is none.

    A key is also looked for under `fields` and in the items of a list; a number is one of the items.

    >>> find_line("a: 1\nfields:\n  b:\n  - c: 2\n", ["b", "c"])
    4
    """
    node, line = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), None
    for key in keys:
        found = _child(node, key)
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node | None, key: str) -> tuple[int | None, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode):
        if re.fullmatch("[0-9]{1,9}", key):
            return (None, node.value[int(key)]) if int(key) < len(node.value) else None
        return next((found for item in node.value if (found := _child(item, key))), None)
    if not isinstance(node, yaml.MappingNode):
        return None
    below = {each.value: (each.start_mark.line + 1, value) for each, value in node.value}
    return below.get(key) or ("fields" in below and _child(below["fields"][1], key)) or None
