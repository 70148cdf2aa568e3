"""Spreadsheets we write: templates to fill in, and the report of what must be repaired in a file sent to us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from domain.evidence import EVIDENCE_KINDS
from domain.people import PersonStatus
from domain.sheet import Cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

DATA_SHEET: Final = "Data"
NOTES_SHEET: Final = "Petunjuk"
PROBLEMS_SHEET: Final = "Laporan"

_ROWS_TO_FILL = 6_000
_TEXT = 49  # the built-in format of text
_NOTES_WIDTH = 100
_LONGEST_CHOICES = 250


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its title, its width in characters, what may be chosen in it."""

    title: str
    width: int = 18
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportedProblem:
    """One line of a problem report, with the reason in words people read."""

    row: int
    column: str
    value: str
    reason: str


def _choices(kind: str) -> tuple[str, ...]:
    known = next(known for known in EVIDENCE_KINDS if known.key == kind)
    return tuple(choice.replace("_", " ") for choice in known.choices)


ROSTER_COLUMNS: Final = (
    Column("NIP", 24),
    Column("NAMA", 34),
    Column("JABATAN", 40),
    Column("UNIT KERJA", 40),
    Column("ESELON", 10),
    Column("GOLONGAN", 12),
    Column("PENDIDIKAN", 22),
    Column("NOMOR HP", 20),
    Column("NIP ATASAN", 24),
    Column("STATUS", 16, tuple(PersonStatus)),
)
EVIDENCE_COLUMNS: Final = (
    Column("NIP", 24),
    Column("NAMA", 34),
    Column("TAHUN KINERJA", 16),
    Column("PREDIKAT KINERJA", 20, _choices("predikat")),
    Column("TANGGAL PENILAIAN", 20),
    Column("KEMAMPUAN INTELEKTUAL (SKALA 0–5)", 36),
    Column("KOMPETENSI TEKNIS", 22),
    Column("PENDIDIKAN", 22),
    Column("LAMA JABATAN (TAHUN)", 24),
    Column("JUMLAH JABATAN", 18),
    Column("BANGKOM (JP)", 16),
    Column("HUKUMAN DISIPLIN", 22, _choices("disiplin")),
    Column("KESESUAIAN ILMU", 20, _choices("kesesuaian_ilmu")),
    Column("PENGALAMAN KEPEMIMPINAN", 30, _choices("kepemimpinan")),
)
PROBLEM_COLUMNS: Final = (
    Column("BARIS", 8),
    Column("KOLOM", 24),
    Column("ISI", 30),
    Column("PENJELASAN", 80),
)


def roster_template(notes: Sequence[str]) -> bytes:
    """An empty roster: text columns, so that no NIP becomes a number, and a sheet with `notes`, a line each."""
    return workbook(DATA_SHEET, ROSTER_COLUMNS, (), notes=notes)


def evidence_template(notes: Sequence[str], people: Iterable[tuple[str, str]] = ()) -> bytes:
    """A sheet of evidence to fill in, with NIP and name of `people` filled in, and a sheet with `notes`."""
    return workbook(DATA_SHEET, EVIDENCE_COLUMNS, people, notes=notes)


def problem_report(problems: Iterable[ReportedProblem]) -> bytes:
    """What must be repaired, in the order of the file, one line each."""
    ordered = sorted(problems, key=lambda problem: problem.row)
    rows = ((str(line.row), line.column, line.value, line.reason) for line in ordered)
    return workbook(PROBLEMS_SHEET, PROBLEM_COLUMNS, rows)


def workbook(
    sheet: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell | int]], *, notes: Sequence[str] = ()
) -> bytes:
    """An XLSX file of one sheet under a frozen header, and of a second one with `notes` where there are any.

    Text stays text: nothing becomes a formula, a link or a number.
    """
    from xlsxwriter import Workbook

    buffer = BytesIO()
    with Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet(sheet)
        _write_header(book, page, columns)
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                write_cell(page, number, column, value, day)
        if notes:
            _write_notes(book, notes)
    return buffer.getvalue()


def write_cell(page: "Worksheet", row: int, column: int, value: Cell | int, day: "Format") -> None:
    """Write a value as what it is; `day` is the format of dates."""
    if isinstance(value, str):
        page.write_string(row, column, value)
    elif isinstance(value, int | Decimal):
        page.write_number(row, column, value)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, day)


def _write_header(book: "Workbook", page: "Worksheet", columns: Sequence[Column]) -> None:
    title = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "num_format": _TEXT}
    )
    text = book.add_format({"num_format": _TEXT})
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width, text)
        page.write_string(0, index, column.title, title)
        if column.choices and sum(map(len, column.choices)) <= _LONGEST_CHOICES:
            page.data_validation(1, index, _ROWS_TO_FILL, index, _validation(column.choices))
    page.freeze_panes(1, 0)


def _validation(choices: Sequence[str]) -> dict[str, Any]:
    """Suggest the choices and let other spellings pass: the import reads more than the list shows."""
    return {"validate": "list", "source": list(choices), "error_type": "information", "ignore_blank": True}


def _write_notes(book: "Workbook", notes: Sequence[str]) -> None:
    page = book.add_worksheet(NOTES_SHEET)
    page.set_column(0, 0, _NOTES_WIDTH, book.add_format({"text_wrap": True}))
    for row, note in enumerate(notes):
        page.write_string(row, 0, note)
