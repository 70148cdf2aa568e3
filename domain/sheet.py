"""A table as it stands in a file, before anybody says what its columns mean. Reading files is `bot.documents.sheets`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from domain.errors import Refusal

Cell: TypeAlias = str | Decimal | date | None

_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_SAYS_NOTHING = frozenset(
    {"", "-", "--", "–", "—", ".", "n/a", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "null"}
)
_LONGEST_EXACT_NUMBER = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[0]` is row 1 of the file, its first cell column A; rows may be ragged.

    Numbers are Decimal, so a number that should have been text is still told from text.
    `formulas` holds (row, column), both counted from 0, of the cells whose value was calculated.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at `row` and `column`, both from 0; None outside of what the file holds."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]


class Fault(StrEnum):
    """What is wrong with a cell where no refusal of its own exists."""

    NIP_MISSING = "nip_missing"
    NAME_MISSING = "name_missing"
    POSITION_MISSING = "position_missing"
    UNIT_MISSING = "unit_missing"
    OWN_SUPERVISOR = "own_supervisor"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why one row cannot be taken: its number in the file, the column's title there, the cell as shown."""

    row: int
    column: str
    value: str
    reason: Refusal | Fault


def rows_of(problems: tuple[RowProblem, ...]) -> frozenset[int]:
    """Numbers of all rows the problems speak of, the second of two equal NIPs too."""
    return frozenset(
        row for problem in problems for row in (problem.row, *getattr(problem.reason, "rows", ()))
    )


def text_of(cell: Cell) -> str:
    """The cell in one line: blanks collapsed, non-breaking ones too; long numbers as a spreadsheet shows them."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return _number_shown(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return _BLANKS.sub(" ", cell).strip()


def lines_of(cell: Cell) -> tuple[str, ...]:
    """The non-empty lines of a cell, each as `text_of` gives it."""
    parts = cell.splitlines() if isinstance(cell, str) else [cell]
    return tuple(line for line in map(text_of, parts) if line)


def says_nothing(cell: Cell) -> bool:
    """Empty, or one of the marks people write into a cell they leave empty (`-`, `–`, `#N/A`)."""
    return cell is None or (isinstance(cell, str) and text_of(cell).casefold() in _SAYS_NOTHING)


def _number_shown(number: Decimal) -> str:
    if abs(number) >= _LONGEST_EXACT_NUMBER:
        return f"{number:.5E}".replace(".", ",")
    shown = f"{number:f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.replace(".", ",")


Titles: TypeAlias = Mapping[str, tuple[str, ...]]
"""What a column is called: our field, and its titles in the wild, normalised, the preferred one first."""
