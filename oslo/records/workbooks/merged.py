"""Merged cells: the value of the first cell holds for all rows and columns that the range covers."""

from __future__ import annotations

from .sheets import Merged, Row, Tell

FILLED = "merged cells: their value is given to each row and column that they cover"


class MergedCells:
    """The merged ranges that reach the row that is read now, each with its text and what is wrong with it."""

    def __init__(self) -> None:
        self._reaching: list[tuple[Merged, str, str | None]] = []

    def __bool__(self) -> bool:
        return bool(self._reaching)

    def names(self, row: Row) -> list[str]:
        """The texts of a row of names: those that are merged downwards hold for it, each in its first column."""
        self._leave(row)
        cells = list(row.cells)
        for merged, text, _ in self._reaching:
            cells.extend([""] * (merged.first_column + 1 - len(cells)))
            cells[merged.first_column] = text
        self._enter(row)
        return cells

    def fill(self, row: Row, width: int, tell: Tell) -> None:
        """Put the values of merged ranges into the cells of a row, up to `width`.

        A row with nothing of its own stays empty. A merged cell that is alone in its row is a caption, which holds
        for no column but its own.
        """
        self._leave(row)
        own = {column for column, text in enumerate(row.cells) if text.strip()}.union(at for at, _ in row.problems)
        if not own:
            return
        caption = len(own) == 1 and not self._reaching
        row.cells.extend([""] * (width - len(row.cells)))
        for merged, text, problem in self._reaching:
            _spread(row, range(merged.first_column, min(merged.last_column + 1, width)), text, problem)
        for merged, text, problem in self._enter(row):
            if merged.first_column < width and not (caption and merged.last_row == row.number):
                tell(FILLED)
            if not caption:
                _spread(row, range(merged.first_column + 1, min(merged.last_column + 1, width)), text, problem)

    def _leave(self, row: Row) -> None:
        self._reaching = [each for each in self._reaching if each[0].last_row >= row.number]

    def _enter(self, row: Row) -> list[tuple[Merged, str, str | None]]:
        """The ranges that begin in a row and have a value, or something wrong."""
        problems = dict(row.problems)
        begun = [
            (each, row.cells[each.first_column], problems.get(each.first_column))
            for each in row.merged
            if each.first_column < len(row.cells)
        ]
        begun = [each for each in begun if each[1].strip() or each[2]]
        self._reaching += begun
        return begun


def _spread(row: Row, columns: range, text: str, problem: str | None) -> None:
    for column in columns:
        row.cells[column] = text
        if problem:
            row.problems.append((column, problem))
