"""Which rows of a sheet are people: what stands under the header, without totals, vacancies and signatures."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.errors import CellIsFormula, NipDamaged, NipDuplicated, NipMalformed, NipNotPlausible, Refusal
from domain.header import Header, counts_columns, title_key
from domain.nip import damaged_by_excel, parse_nip
from domain.sheet import Cell, Fault, RowProblem, Sheet, lines_of, says_nothing, text_of

_LONG_NUMBER = re.compile(r"(?:\d[\s.\-\u00a0]?){15,}")
_NIP_WORD = re.compile(r"^\W*(?:ni\s*pppk|nip|nik)\b[\s.:/]*", re.IGNORECASE)
_SIGNED = re.compile(r"nip\b[\s.:]*\d", re.IGNORECASE)
_TOTAL = re.compile(r"(?:sub|grand)?\s*(?:jumlah|total|rata-rata)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:mengetahui|menyetujui|mengesahkan|catatan|keterangan|sumber|dibuat oleh|disusun oleh|a\.?n\. |plt\. |plh\. "
    r"|[\w ]{3,30}, *\d{1,2} \w+ \d{4})",
    re.IGNORECASE,
)
_VACANT = frozenset(
    {"kosong", "lowong", "lowongan", "vacant", "belum terisi", "jabatan kosong", "jabatan lowong"}
)
_FEWEST_CELLS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One row that speaks of a person: `number` in the file, the name and NIP found, the row it came from."""

    number: int
    name: str
    nip_cell: Cell


class Listing:
    """The rows of people under a header, read once; problems are gathered, not raised."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.sheet = sheet
        self.header = header
        self.problems: list[RowProblem] = []
        self.vacancies: list[int] = []

    def lines(self) -> Iterator[Line]:
        """Rows that are people or should have been. Footers and vacant positions are left out, the latter noted."""
        ended = False
        for index in range(self.header.body, len(self.sheet.rows)):
            line = self._line(index)
            if _is_person(line) and (not ended or self._filled(line.number) > _FEWEST_CELLS):
                yield line
            elif self._is_vacancy(line):
                self.vacancies.append(line.number)
            elif self._is_furniture(index):
                ended = ended or self._closes(index)
            elif self._should_be_person(line, ended=ended):
                yield line

    def cell(self, row: int, field: str) -> Cell:
        """The cell of `field` in row number `row`; None if the file has no such column."""
        column = self.header.columns.get(field)
        return None if column is None else self.sheet.cell(row - 1, column)

    def told(self, row: int, field: str) -> str | None:
        """The text of a cell, None where it says nothing."""
        cell = self.cell(row, field)
        return None if says_nothing(cell) else text_of(cell)

    def nip(self, line: Line) -> str | None:
        """The line's NIP as 18 digits; None, and a problem noted, where it is missing, damaged or malformed."""
        if says_nothing(line.nip_cell):
            self.note(line.number, "nip", "", Fault.NIP_MISSING)
            return None
        return self.read_nip(line.number, "nip", line.nip_cell)

    def read_nip(self, row: int, field: str, cell: Cell) -> str | None:
        """The NIP in any column of NIPs; None, and a problem noted, where it is damaged or malformed."""
        shown = text_of(cell)
        if damaged_by_excel(cell):
            self.note(row, field, shown, NipDamaged(row=row, value=shown))
            return None
        try:
            return parse_nip(_NIP_WORD.sub("", shown)).value
        except (NipMalformed, NipNotPlausible) as refusal:
            self.note(row, field, shown, refusal)
            return None

    def note(self, row: int, field: str, value: str, reason: Refusal | Fault) -> None:
        """Gather a problem of the cell of `field`."""
        title = self.header.titles.get(field, field.upper())
        self.problems.append(RowProblem(row, title, value, reason))

    def note_formulas(self, row: int, fields: Iterable[str]) -> None:
        """Gather a problem for each cell of `fields` that was calculated."""
        for field in fields:
            if (row - 1, self.header.columns[field]) in self.sheet.formulas:
                refusal = CellIsFormula(row=row, column=self.header.title(field))
                self.note(row, field, text_of(self.cell(row, field)), refusal)

    def note_duplicates(self, people: Iterable[tuple[int, str, object]]) -> None:
        """Gather one problem for each NIP that several rows have with the same key (a period, or nothing)."""
        rows: dict[tuple[str, object], list[int]] = defaultdict(list)
        for row, nip, key in people:
            rows[nip, key].append(row)
        for (nip, _), numbers in rows.items():
            if len(numbers) > 1:
                self.note(numbers[0], "nip", nip, NipDuplicated(rows=tuple(numbers)))

    def _line(self, index: int) -> Line:
        """Name and NIP of a row; the NIP may stand on a second line of the name's cell."""
        row = index + 1
        name, inside = split_identity(self.cell(row, "name"))
        shared = self.header.columns.get("nip", -1) == self.header.columns.get("name")
        own = self.cell(row, "nip")
        return Line(number=row, name=name, nip_cell=inside if shared or says_nothing(own) else own)

    def _filled(self, row: int) -> int:
        return sum(
            not says_nothing(self.sheet.cell(row - 1, column)) for column in {*self.header.columns.values()}
        )

    def _is_vacancy(self, line: Line) -> bool:
        """A position nobody holds: the name says so, or name and NIP are both struck out."""
        if not says_nothing(line.nip_cell):
            return False
        marks = [text_of(self.cell(line.number, field)) for field in ("name", "nip")]
        struck_out = not line.name and all(marks)
        return struck_out or line.name.casefold().strip("() ") in _VACANT

    def _is_furniture(self, index: int) -> bool:
        """A header printed again on the next page, or the end of the list."""
        row = self.sheet.rows[index]
        title = title_key(text_of(self.cell(index + 1, "nip")))
        return counts_columns(row) or title == title_key(self.header.title("nip")) or self._closes(index)

    def _closes(self, index: int) -> bool:
        texts = [text for text in map(text_of, self.sheet.rows[index]) if text]
        if not texts:
            return False
        if _TOTAL.match(texts[0]) or all(map(_SIGNED.match, texts)):
            return True
        return self._filled(index + 1) <= _FEWEST_CELLS and any(map(_CLOSING.match, texts))

    def _should_be_person(self, line: Line, *, ended: bool) -> bool:
        if ended:
            return self._filled(line.number) > _FEWEST_CELLS
        return self._filled(line.number) >= _FEWEST_CELLS or _could_be_nip(line.nip_cell)


def split_identity(cell: Cell) -> tuple[str, str | None]:
    """A name and the long number written with it in one cell, if there is one."""
    names: list[str] = []
    number: str | None = None
    for line in lines_of(cell):
        found = _LONG_NUMBER.search(line)
        rest = line if found is None else _NIP_WORD.sub("", line[: found.start()] + line[found.end() :])
        number = number or (found[0] if found else None)
        names.extend(filter(None, [rest.strip(" /-:'")]))
    return " ".join(names), number


def _is_person(line: Line) -> bool:
    return bool(line.name) and not _NIP_WORD.match(line.name) and _could_be_nip(line.nip_cell)


def _could_be_nip(cell: Cell) -> bool:
    return sum(map(str.isdigit, text_of(cell))) >= 5
