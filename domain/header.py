"""Where a sheet's header is and which column holds what, whatever stands above and below it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from domain.errors import HeaderNotFound
from domain.sheet import Cell, Sheet, Titles, text_of

TEMPLATE_COMMAND = "/templat"

_SEARCHED_ROWS = 40
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASIDE = re.compile(r"\([^)]*\)")
_NUMBERING = re.compile(r"^\d{1,2}\s*[.)]\s*")
_YEAR = re.compile(r"\b20\d\d\b")
_NOT_WORD = re.compile(r"[\W_]+")
_COUNTED = re.compile(r"\(?(\d{1,2})[.)]?")
_LONG_NUMBER = re.compile(r"\d{9}|\d{6,}E", re.IGNORECASE)

_NEUTRAL_GROUPS = frozenset(
    {"data pegawai", "identitas", "identitas pegawai", "pegawai", "biodata", "data pribadi"}
)
_TITLES_THAT_NEED_THEIR_GROUP = frozenset({"nama", "nomor", "no", "status", "nilai", "keterangan"})

_Known: TypeAlias = Mapping[str, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Header:
    """What was found: `row` is the number in the file of the first header row, `body` the index of the first row below.

    `columns` maps our fields to column indexes, `titles` to the words the file uses for them.
    """

    row: int
    body: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]

    def title(self, field: str) -> str:
        """The file's own words for the column of `field`."""
        return self.titles[field]


def title_key(title: str) -> str:
    """A title without case, punctuation, numbering and year, so that spellings of one title are equal."""
    words = _YEAR.sub(" ", _NUMBERING.sub("", _CAMEL.sub(" ", text_of(title))))
    return _NOT_WORD.sub(" ", words).strip().casefold()


def year_in(text: str) -> int | None:
    """The year of this century a text names; None if it names none."""
    match = _YEAR.search(text)
    return int(match[0]) if match else None


def find_header(sheet: Sheet, titles: Titles) -> Header | None:
    """The rows (one or two) that name most of the fields of `titles`; None where no row names any.

    A row of column numbers right below belongs to the header.
    """
    known: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for field, spellings in titles.items():
        for rank, title in enumerate(spellings):
            known[title].append((field, rank))
    best: Header | None = None
    for index in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        for candidate in _candidates(sheet, index, known):
            if best is None or len(candidate.columns) > len(best.columns):
                best = candidate
    return best


def require(header: Header | None, wanted: Mapping[str, str]) -> Header:
    """The header, if it has every field of `wanted` (field to shown title). Refuses HeaderNotFound."""
    found = header.columns if header else {}
    missing = tuple(shown for field, shown in wanted.items() if field not in found)
    if header is None or missing:
        raise HeaderNotFound(columns=missing, command=TEMPLATE_COMMAND)
    return header


def _candidates(sheet: Sheet, index: int, known: _Known) -> Iterator[Header]:
    """The header that begins at `index`: two rows where the second could be part of it, else one."""
    row = sheet.rows[index]
    below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else ()
    alone = _header(sheet, index, 1, [[text_of(cell)] for cell in row], known)
    if not alone.columns:
        return
    if _may_be_second(below):
        yield _header(sheet, index, 2, list(_stacked(row, below)), known)
    yield alone


def _may_be_second(row: tuple[Cell, ...]) -> bool:
    texts = [text for text in map(text_of, row) if text]
    return bool(texts) and not counts_columns(row) and not any(_LONG_NUMBER.search(text) for text in texts)


def counts_columns(row: tuple[Cell, ...]) -> bool:
    """1, 2, 3 … under the titles, one number a column."""
    counted = [_COUNTED.fullmatch(text) for text in map(text_of, row) if text]
    numbers = [int(match[1]) for match in counted if match]
    return len(numbers) == len(counted) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _stacked(row: tuple[Cell, ...], below: tuple[Cell, ...]) -> Iterator[list[str]]:
    """Per column the titles it may go by: under its group first, then by itself."""
    group = ""
    for column in range(max(len(row), len(below))):
        upper = text_of(row[column]) if column < len(row) else ""
        lower = text_of(below[column]) if column < len(below) else ""
        group = upper if upper else group if lower else ""
        yield list(_names(group, lower))


def _names(group: str, lower: str) -> Iterator[str]:
    if not lower:
        yield group
        return
    yield f"{group} {lower}"
    if title_key(lower) not in _TITLES_THAT_NEED_THEIR_GROUP or title_key(group) in _NEUTRAL_GROUPS | {""}:
        yield lower


def _header(sheet: Sheet, index: int, height: int, names: list[list[str]], known: _Known) -> Header:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    ranks: dict[str, tuple[int, int]] = {}
    for column, candidates in enumerate(names):
        title, fields = _match(candidates, known)
        for field, preference in fields:
            rank = (preference, -(year_in(title) or 0))
            if field not in ranks or rank < ranks[field]:
                columns[field], titles[field], ranks[field] = column, title, rank
    body = index + height
    while body < len(sheet.rows) and counts_columns(sheet.rows[body]):
        body += 1
    return Header(row=index + 1, body=body, columns=columns, titles=titles)


def _match(names: list[str], known: _Known) -> tuple[str, list[tuple[str, int]]]:
    """The first of `names` that is known, as written, and the fields it may stand for."""
    for name in names:
        for key in (title_key(name), title_key(_ASIDE.sub(" ", name))):
            if fields := known.get(key):
                return name, fields
    return "", []
