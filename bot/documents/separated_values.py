"""Text tables: comma, semicolon or tab; UTF-8 with or without mark, UTF-16 with mark, Windows-1252."""

import csv
import re
from collections import Counter
from io import StringIO
from typing import TypeAlias

from domain.errors import FileUnreadable
from domain.sheet import Cell

_Row: TypeAlias = tuple[Cell, ...]

_DELIMITERS = (";", "\t", ",")
_SAMPLE_LINES = 200
_NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_TEXT_MADE_FORMULA = re.compile(r'="([^"]*)"')
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read(content: bytes) -> tuple[tuple[_Row, ...], frozenset[tuple[int, int]]]:
    """The records of a text table as rows, and where cells hold formulas. Refuses FileUnreadable."""
    text = _decoded(content)
    if _NOT_TEXT.search(text):
        raise FileUnreadable
    try:
        records = _records(text)
    except csv.Error:
        raise FileUnreadable from None
    formulas = frozenset(
        (row, column)
        for row, record in enumerate(records)
        for column, value in enumerate(record)
        if value.startswith("=") and not _TEXT_MADE_FORMULA.fullmatch(value)
    )
    return tuple(tuple(map(_cell, record)) for record in records), formulas


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable


def _records(text: str) -> list[list[str]]:
    if named := _NAMED_DELIMITER.match(text):
        # The line that names the delimiter is a row for a spreadsheet's numbering too.
        return [[], *csv.reader(StringIO(text[named.end() :], newline=""), delimiter=named[1])]
    return list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))


def _delimiter(text: str) -> str:
    """The delimiter under which most lines fall into the same number of columns."""
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE_LINES])

    def agreement(delimiter: str) -> int:
        widths = Counter(
            len(record) for record in csv.reader(StringIO(sample, newline=""), delimiter=delimiter)
        )
        return max((count * (width - 1) for width, count in widths.items() if width > 1), default=0)

    return max(_DELIMITERS, key=agreement)


def _cell(value: str) -> Cell:
    """The value as text; `="…"`, which exports write to keep digits, is the text inside."""
    literal = _TEXT_MADE_FORMULA.fullmatch(value)
    return (literal[1] if literal else value) or None
