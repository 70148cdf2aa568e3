"""The cells of an XLSForm: its sheets by the titles of their columns, and the small grammar of conditions and constraints.

Not here: what becomes of them, which is `domain.xlsform`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from domain.questions import LONGEST_MESSAGE, LONGEST_SCREEN
from domain.sheet import Sheet, says_nothing, text_of

LABELS: Final = ("label::bahasa indonesia (id)", "label::indonesia (id)", "label::id", "label")
MESSAGES: Final = ("constraint_message::bahasa indonesia (id)", "constraint_message")
NEEDED: Final = {"survey": ("type", "name"), "choices": ("list_name", "name"), "settings": ()}

_READ: Final = frozenset({"type", "name", "relevant", "required", "constraint", *LABELS, *MESSAGES})
_ELSEWHERE: Final = (  # other languages, hints and looks of a form, and the marks of the program that wrote it
    *("label::", "hint", "guidance_hint", "constraint_message::", "required_message", "appearance", "$"),
)
_YES, _NO = (
    frozenset({"yes", "true", "ya", "1", "true()"}),
    frozenset({"", "no", "false", "tidak", "0", "false()"}),
)
_VALUE: Final = r"(?:'([^']*)'|\"([^\"]*)\"|(-?\d+))"
_EQUALS: Final = re.compile(rf"\$\{{([^}}]+)\}}\s*=\s*{_VALUE}")
_SELECTED: Final = re.compile(rf"selected\(\s*\$\{{([^}}]+)\}}\s*,\s*{_VALUE}\s*\)")
_UNBOUNDED: Final[Mapping[str, Mapping[str, Any]]] = {
    "text": {"max_length": 500},
    "integer": {"lowest": 0, "highest": 1_000_000},
    "date": {"earliest": date(1940, 1, 1), "latest": date(2100, 12, 31)},
}
_CONSTRAINTS: Final = (
    ("integer", "lowest", re.compile(r"\.\s*>=\s*(-?\d{1,9})")),
    ("integer", "highest", re.compile(r"\.\s*<=\s*(-?\d{1,9})")),
    ("date", "latest", re.compile(r"\.\s*<=\s*(today)\(\s*\)")),
    ("select_multiple", "maximum", re.compile(r"count-selected\(\s*\.\s*\)\s*<=\s*(\d{1,3})")),
    ("text", "max_length", re.compile(r"string-length\(\s*\.\s*\)\s*<=\s*(\d{1,5})")),
)


@dataclass(frozen=True, slots=True)
class CellFlaw:
    """What is wrong and where: `row` as the spreadsheet counts, 0 for the whole sheet; `reason` is a code."""

    sheet: str
    row: int
    column: str
    reason: str
    value: str = ""


class Rejected(ValueError):
    """One cell cannot be used."""

    def __init__(self, column: str, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.column, self.reason, self.value = column, reason, value


@dataclass(slots=True)
class Table:
    """The rows of a sheet that say something, each by the titles of its columns, and what was wrong on the way."""

    name: str
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    flaws: list[CellFlaw] = field(default_factory=list)

    def each(self, read: Callable[[int, Mapping[str, str]], None]) -> None:
        """Read row by row; one that is rejected becomes a flaw and does not stop the rest."""
        for number, row in self.rows:
            try:
                read(number, row)
            except Rejected as problem:
                self.flaws.append(CellFlaw(self.name, number, problem.column, problem.reason, problem.value))


def table(name: str, sheet: Sheet) -> Table:
    """A sheet of the form. Columns that are missing, and cells that are calculated, are flaws."""
    found = Table(name)
    titles = [text_of(cell).casefold() for cell in (sheet.rows[0] if sheet.rows else ())]
    missing = [one for one in NEEDED[name] if one not in titles]
    if name != "settings" and not set(LABELS) & set(titles):
        missing.append(LABELS[0])
    found.flaws += [CellFlaw(name, 1, one, "column_missing") for one in missing]
    for index, cells in enumerate(sheet.rows[1:] if not missing else (), 1):
        row = {
            title: text_of(cell)
            for title, cell in zip(titles, cells, strict=False)
            if title and not says_nothing(cell)
        }
        calculated = [title for at, title in enumerate(titles) if (index, at) in sheet.formulas]
        found.flaws += [CellFlaw(name, index + 1, title, "formula") for title in calculated]
        if row and not calculated:
            found.rows.append((index + 1, row))
    return found


def need(row: Mapping[str, str], column: str) -> str:
    """A cell that cannot be empty."""
    if column not in row:
        raise Rejected(column, "cell_empty")
    return row[column]


def column_of(row: Mapping[str, str], columns: Sequence[str]) -> str:
    """Under which of its titles a column stands here."""
    return next((name for name in columns if name in row), columns[0])


def label(row: Mapping[str, str]) -> str:
    """What people read."""
    column = column_of(row, LABELS)
    text = need(row, column)
    if len(text) > LONGEST_SCREEN:
        raise Rejected(column, "text_too_long", text)
    if "${" in text:
        raise Rejected(column, "label_refers", text)
    return text


def message(row: Mapping[str, str]) -> str:
    """What is added where an answer is refused; "" for nothing."""
    column = column_of(row, MESSAGES)
    text = row.get(column, "")
    if len(text) > LONGEST_MESSAGE:
        raise Rejected(column, "text_too_long", text)
    return text


def is_optional(row: Mapping[str, str]) -> bool:
    """Whether it may be skipped: an XLSForm requires only what it says it requires."""
    required = row.get("required", "").casefold()
    if required not in _YES | _NO:
        raise Rejected("required", "not_yes_or_no", row["required"])
    return required in _NO


def check_columns(row: Mapping[str, str]) -> None:
    """Nothing that would change the question stands in a column that is not read."""
    unknown = next((one for one in row if one not in _READ and not one.startswith(_ELSEWHERE)), None)
    if unknown is not None:
        raise Rejected(unknown, "column_unknown", row[unknown])


def condition(written: str) -> tuple[str, list[str]]:
    """The question a `relevant` names and the values of it, joined by `or`: all that a chat can show reliably."""
    parts = [part.strip() for part in re.split(r"\s+or\s+", written)]
    found = [_EQUALS.fullmatch(part) or _SELECTED.fullmatch(part) for part in parts]
    names = {one[1] for one in found if one}
    if None in found or len(names) != 1:
        raise Rejected("relevant", "relevant_not_understood", written)
    return names.pop(), [
        next(value for value in one.groups()[1:] if value is not None) for one in found if one
    ]


def bounds(kind: str, written: str, options: int) -> dict[str, Any]:
    """What a `constraint` says about an answer of that type, beside what holds without one."""
    made = dict(_UNBOUNDED.get(kind, {}))
    if kind == "select_multiple":
        made["maximum"] = options
    for part in re.split(r"\s+and\s+", written) if written else ():
        matches = ((key, pattern.fullmatch(part.strip())) for of, key, pattern in _CONSTRAINTS if of == kind)
        key, match = next((one for one in matches if one[1]), ("", None))
        if match is None:
            raise Rejected("constraint", "constraint_not_understood", written)
        made[key] = match[1] if match[1] == "today" else int(match[1])
    return made
