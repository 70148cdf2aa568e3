"""Official evidence as a file brings it: one entry for each person and kind that the file speaks of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from domain import titles
from domain.errors import HeaderNotFound, Refusal, ScaleNotDeclared, ScoreNotOnScale, ScoreOutOfRange
from domain.evidence import EVIDENCE_KINDS
from domain.evidence_spelling import plain, predicate_of, read_value
from domain.header import TEMPLATE_COMMAND, Header, find_header, require, year_in
from domain.listing import Line, Listing
from domain.sheet import Cell, Fault, RowProblem, Sheet, rows_of, says_nothing, text_of
from domain.spelling import date_of, number_of

INTELLECTUAL: Final = "intelektual"
PREDICATE: Final = "predikat"

_RATINGS = ("hasil_kerja", "perilaku_kerja")
_SCALE = re.compile(r"\b(\d)\s*(?:-|–|s\.?/?d\.?|sampai|hingga)\s*(\d{1,2})\b", re.IGNORECASE)
_SCALE_WORD = re.compile(r"\bskala\b", re.IGNORECASE)
_LEVEL_STEP = Decimal("0.5")
_HIGHEST_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale on which intellectual levels were given, both ends included."""

    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One thing the file says about a person: `kind` and `value` as `domain.evidence` knows them.

    `assessed_on` is None where the file has neither a date nor a year.
    """

    nip: str
    kind: str
    value: str
    assessed_on: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceReading:
    """A file of evidence as read. With `problems` nothing of it may be stored. `total` counts rows of people.

    `rows` tells for each NIP the number of its first row in the file.
    """

    sheet: str
    header_row: int
    entries: tuple[EvidenceEntry, ...]
    problems: tuple[RowProblem, ...]
    total: int
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def bad(self) -> int:
        """How many rows have a problem."""
        return len(rows_of(self.problems))


def read_evidence(sheet: Sheet, *, scale: Scale | None = None) -> EvidenceReading:
    """Read every entry of a sheet: columns of kinds, or the performance history of SIASN.

    `scale` is what a person declared; without it the file must name the scale of its intellectual levels.
    Refuses HeaderNotFound, ScaleNotDeclared.
    """
    header = require(find_header(sheet, titles.EVIDENCE), {"nip": "NIP"})
    if not kinds_in(header):
        raise HeaderNotFound(columns=("PREDIKAT",), command=TEMPLATE_COMMAND)
    return _Reader(Listing(sheet, header), scale or _declared_scale(sheet, header)).reading()


def kinds_in(header: Header) -> tuple[str, ...]:
    """The kinds of evidence a header has columns for."""
    rated = all(field in header.columns for field in _RATINGS)
    keys = (kind.key for kind in EVIDENCE_KINDS)
    return tuple(key for key in keys if key in header.columns or (key == PREDICATE and rated))


def scale_of(text: str) -> Scale | None:
    """The scale a text names (`0-5`, `skala 1 sampai 5`); None if it names none."""
    match = _SCALE.search(text)
    return Scale(int(match[1]), int(match[2])) if match else None


def _declared_scale(sheet: Sheet, header: Header) -> Scale | None:
    """The scale named in the title of the column of levels, or above the header with the word `skala`."""
    title = header.titles.get(INTELLECTUAL, "")
    above = (text_of(cell) for row in sheet.rows[: header.row - 1] for cell in row)
    return scale_of(title) or next((scale_of(text) for text in above if _SCALE_WORD.search(text)), None)


class _Reader:
    """Reads the rows of one listing; the scale may also stand in a column of its own."""

    def __init__(self, listing: Listing, scale: Scale | None) -> None:
        self._listing = listing
        self._scale = scale
        self._header = listing.header
        self._kinds = kinds_in(listing.header)

    def reading(self) -> EvidenceReading:
        lines = list(self._listing.lines())
        people: list[tuple[int, str, object]] = []
        entries: list[EvidenceEntry] = []
        for line in lines:
            self._listing.note_formulas(line.number, self._header.columns.keys() - {"name"})
            nip = self._listing.nip(line)
            when = self._assessed_on(line.number)
            found = list(self._entries(line, nip or "", when))
            if nip:
                people.append((line.number, nip, when))
                entries.extend(found)
        self._listing.note_duplicates(people)
        return EvidenceReading(
            sheet=self._listing.sheet.name,
            header_row=self._header.row,
            entries=tuple(entries),
            problems=tuple(sorted(self._listing.problems, key=lambda problem: problem.row)),
            total=len(lines),
            rows={nip: row for row, nip, _ in reversed(people)},
        )

    def _entries(self, line: Line, nip: str, when: date | None) -> Iterator[EvidenceEntry]:
        for kind in self._kinds:
            value = self._value(line.number, kind)
            if value is not None:
                yield EvidenceEntry(nip, kind, value, self._year_of(line.number, kind) or when)

    def _value(self, row: int, kind: str) -> str | None:
        cell = self._listing.cell(row, kind)
        if says_nothing(cell):
            return self._rated(row) if kind == PREDICATE else None
        value = self._level(row, cell) if kind == INTELLECTUAL else read_value(kind, cell)
        if isinstance(value, str):
            return value
        self._listing.note(row, kind, text_of(cell), value or Fault.NOT_UNDERSTOOD)
        return None

    def _rated(self, row: int) -> str | None:
        """The predicate that follows from the two ratings of SIASN."""
        result, behaviour = (self._listing.told(row, field) for field in _RATINGS)
        if result is None or behaviour is None:
            return None
        predicate = predicate_of(result, behaviour)
        if predicate is None:
            self._listing.note(row, "hasil_kerja", f"{result}; {behaviour}", Fault.NOT_UNDERSTOOD)
        return predicate

    def _level(self, row: int, cell: Cell) -> str | Refusal | None:
        """An intellectual level on its declared scale, by halves; only scales up to 5 are understood."""
        scale = self._scale or scale_of(self._listing.told(row, "scale") or "")
        if scale is None:
            raise ScaleNotDeclared
        level = number_of(cell)
        if level is None or scale.highest != _HIGHEST_LEVEL:
            return None
        if not scale.lowest <= level <= scale.highest:
            return ScoreOutOfRange(INTELLECTUAL, level, Decimal(scale.lowest), Decimal(scale.highest))
        if level % _LEVEL_STEP:
            return ScoreNotOnScale(INTELLECTUAL, level, _steps(scale))
        return plain(level)

    def _assessed_on(self, row: int) -> date | None:
        """The date of the row, else the end of its year."""
        cell = self._listing.cell(row, "assessed_on")
        if says_nothing(cell):
            return self._year(row)
        when = date_of(cell)
        if when is None:
            self._listing.note(row, "assessed_on", text_of(cell), Fault.NOT_UNDERSTOOD)
        return when

    def _year(self, row: int) -> date | None:
        told = self._listing.told(row, "year")
        year = year_in(told or "")
        if told is not None and year is None:
            self._listing.note(row, "year", told, Fault.NOT_UNDERSTOOD)
        return _end_of(year)

    def _year_of(self, row: int, kind: str) -> date | None:
        """A predicate belongs to a year, that of its title or of the row, whenever the rest was assessed."""
        if kind != PREDICATE:
            return None
        told = self._listing.told(row, "year")
        return _end_of(year_in(self._header.titles.get(kind, "")) or year_in(told or ""))


def _end_of(year: int | None) -> date | None:
    return date(year, 12, 31) if year else None


def _steps(scale: Scale) -> tuple[Decimal, ...]:
    return tuple(scale.lowest + _LEVEL_STEP * step for step in range(2 * (scale.highest - scale.lowest) + 1))
