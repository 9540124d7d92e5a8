"""The cells of a row of a workbook (.xlsx) as text.

A cell has a type (`t`), a style (`s`) that says how its number is shown, and a stored value (`v`). Sections are of
ECMA-376 part 1. There are two ways to the same row: `read` takes an element and every cell that there can be,
`read_plain` the text of a row whose cells are plain, which is several times as quick.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .number_formats import Text
from .sheets import ERRORS, Row, column_letters, column_number, error

NO_RESULT = "a formula without a stored result: open the file in a spreadsheet program and save it"
STALE = (
    "a formula is read by its stored result, and the file asks for a new calculation: "
    "open it in a spreadsheet program and save it"
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLAIN_ROW = re.compile(r'\s*<row r="(\d+)"([^>]*)(?<!/)>(.*)', re.DOTALL)
_HIDDEN = re.compile(r'\bhidden="(?:1|true)"')
_PLAIN_CELL = re.compile(
    r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?'
    r'(?:/>| t="inlineStr"><is><t(?: xml:space="preserve")?>([^<&\x00-\x1f]*)</t></is></c>'
    r'|(?: t="n"| t="(s|str|b)")?>(?:<f[^<>]*(?:/>|>[^<>]*</f>))?<v>([^<&\x00-\x1f]+)</v></c>)'
)
_LETTERS = [column_letters(number) for number in range(200)]


class RowReader:
    """Reads rows, given the texts that cells share and the styles.

    `told`: where styles put what is remarked about the row that is read; `stale`: the stored results of formulas may
    be out of date.
    """

    def __init__(self, strings: list[str], styles: list[Text], told: list[str], *, stale: bool) -> None:
        self._strings, self._styles, self._told, self._stale = strings, styles, told, stale
        self._style_by_text: dict[str | None, Text] = {str(number): style for number, style in enumerate(styles)}
        self._style_by_text[None] = styles[0]

    def read(self, row: Any) -> Row:
        """The row of an element `row`; its number is 0 if the element does not say it."""
        texts: list[str] = []
        problems: list[tuple[int, str]] = []
        value_tag = f"{row.tag[:-3]}v"
        for cell in row:
            value = self._stored(cell, value_tag)
            try:
                text = self._text(cell, cell.get("t", "n"), value or "")
            except (ValueError, LookupError) as reason:
                why = str(reason) if isinstance(reason, ValueError) else f"not a value of a workbook: {value!r}"
                problems.append((len(texts), why))
                text = value or ""
            texts.append(text)
        columns = [cell.get("r") for cell in row]
        if all(columns):
            numbers = [column_number(each) for each in columns]
            texts, problems = _placed(numbers, texts), [(numbers[at], reason) for at, reason in problems]
        told = self._take_told()
        return Row(int(row.get("r") or 0), texts, problems, told, row.get("hidden") in ("1", "true"))

    def read_plain(self, piece: bytes) -> Row | None:
        """The row of the text of an element `row` without its end; None if anything in it is not plain."""
        try:
            found = _PLAIN_ROW.fullmatch(piece.decode())
            if found is None:
                return None
            number, attributes, cells = found.groups()
            parts = _PLAIN_CELL.split(cells)
            if "".join(parts[::6]) or (self._stale and "<f" in cells):
                return None
            texts = self._plain_texts(parts)
        except (ValueError, LookupError):
            texts = ["#N/A"]
        if not ERRORS.isdisjoint(texts):
            self._told.clear()
            return None
        columns = parts[1::6]
        if columns != _LETTERS[: len(columns)]:
            texts = _placed([column_number(each) for each in columns], texts)
        return Row(int(number), texts, [], self._take_told(), _HIDDEN.search(attributes) is not None)

    def _plain_texts(self, parts: list[Any]) -> list[str]:
        """The texts of plain cells, by the groups of their pattern."""
        strings, styles = self._strings, self._style_by_text
        return [
            strings[int(value)]
            if kind == "s"
            else _PLAIN_KINDS[kind](value)
            if kind
            else styles[style](value)
            if value
            else unescaped(inline or "")
            for style, inline, kind, value in zip(parts[2::6], parts[3::6], parts[4::6], parts[5::6], strict=True)
        ]

    def _take_told(self) -> Sequence[str]:
        if not self._told:
            return ()
        told = self._told[:]
        self._told.clear()
        return told

    def _stored(self, cell: Any, value_tag: str) -> str | None:
        """The value of a cell, that may have a formula before it."""
        if len(cell) == 1 and cell[0].tag == value_tag:
            return cell[0].text  # type: ignore[no-any-return]
        value = next((each.text for each in cell if each.tag == value_tag), None)
        if self._stale and value and len(cell) > 1:
            self._told.append(STALE)
        return value

    def _text(self, cell: Any, kind: str, value: str) -> str:
        """The text of a cell by its type (18.18.11); ValueError if it has none that can be read."""
        match kind:
            case "n" | "b" | "d" if not value:
                if len(cell):
                    raise ValueError(NO_RESULT)
                return ""
            case "n":
                return self._styles[int(cell.get("s", 0))](value)
            case "s":
                text = self._strings[int(value)] if value else ""
            case "inlineStr":
                item = cell.find("{*}is")
                text = value if item is None else rich_text(item)
            case "b":
                return _boolean(value)
            case "d":  # ISO 8601; without a time of zero and without parts of seconds
                return re.sub(r"T00:00(:00)?$", "", re.sub(r"\.\d+|Z$", "", value))
            case "e":
                raise ValueError(error(value or "an error"))
            case _:
                text = unescaped(value)
        if text in ERRORS:
            raise ValueError(error(text))
        return text


def _boolean(value: str) -> str:
    return "true" if value in ("1", "true") else "false"


def _placed(columns: list[int], texts: list[str]) -> list[str]:
    """The texts of a row in their columns, empty text between them."""
    cells = [""] * (max(columns, default=-1) + 1)
    for column, text in zip(columns, texts, strict=True):
        cells[column] = text
    return cells


def rich_text(item: Any) -> str:
    """The text of a string with its runs, without the phonetic text beside it (18.4.8)."""
    if len(item) == 1 and len(item[0]) == 0:
        return unescaped(item[0].text or "")
    texts = [*item.iterfind("{*}t"), *item.iterfind("{*}r/{*}t")]
    return unescaped("".join(each.text or "" for each in texts))


def unescaped(text: str) -> str:
    r"""Text without the escapes `_xHHHH_` (22.9.2.19).

    >>> unescaped("een_x000D_\ntwee_x005F_x000D_")
    'een\ntwee_x000D_'
    """
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_PLAIN_KINDS = {"str": unescaped, "b": _boolean}
