"""Templates that can be filled in and read again, and reports of what must be repaired."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from bot.documents.sheets import read_sheets
from bot.documents.workbooks import (
    Column,
    ReportedProblem,
    evidence_template,
    problem_report,
    roster_template,
    workbook,
)
from domain.evidence_file import kinds_in, scale_of
from domain.header import find_header
from domain.recognition import FileKind, recognise
from domain.titles import EVIDENCE, ROSTER

NIP = "198503152010011004"


def part(content, name):
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_the_template_of_the_roster_is_read_as_a_roster():
    data, notes = read_sheets(roster_template(["Isi kolom NIP sebagai teks."]), "templat.xlsx")
    assert recognise(data) is FileKind.ROSTER
    assert notes.rows == (("Isi kolom NIP sebagai teks.",),)
    header = find_header(data, ROSTER)
    assert header is not None
    assert header.columns == {
        "nip": 0,
        "name": 1,
        "position": 2,
        "unit": 3,
        "eselon": 4,
        "rank": 5,
        "education": 6,
        "phone": 7,
        "supervisor_nip": 8,
        "status": 9,
    }


def test_the_template_of_evidence_names_the_people_the_kinds_and_the_scale():
    data, _ = read_sheets(evidence_template(["Isi seluruh kolom."], [(NIP, "Budi")]), "templat.xlsx")
    header = find_header(data, EVIDENCE)
    assert header is not None
    assert recognise(data) is FileKind.EVIDENCE
    assert data.rows[1][:2] == (NIP, "Budi")
    assert kinds_in(header) == (
        "predikat",
        "intelektual",
        "teknis",
        "pendidikan",
        "lama_jabatan",
        "jumlah_jabatan",
        "bangkom_jp",
        "disiplin",
        "kesesuaian_ilmu",
        "kepemimpinan",
    )
    scale = scale_of(header.title("intelektual"))
    assert scale is not None
    assert (scale.lowest, scale.highest) == (0, 5)


def test_columns_of_a_template_are_text_and_the_header_stays_in_sight():
    content = roster_template([])
    page = part(content, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in page
    assert page.count("<col ") == 9  # neighbours of one width share an element
    assert 'max="10"' in page
    assert 'numFmtId="49"' in part(content, "xl/styles.xml")
    assert "aktif,cuti,mutasi keluar" in page


def test_the_problem_report_lists_rows_in_their_order():
    report = problem_report(
        [
            ReportedProblem(203, "NIP", NIP, "NIP sama."),
            ReportedProblem(18, "NIP", "1,99009E+17", "NIP rusak."),
        ]
    )
    (sheet,) = read_sheets(report, "laporan.xlsx")
    assert sheet.rows == (
        ("BARIS", "KOLOM", "ISI", "PENJELASAN"),
        ("18", "NIP", "1,99009E+17", "NIP rusak."),
        ("203", "NIP", NIP, "NIP sama."),
    )


def test_nothing_written_becomes_a_formula_and_values_stay_what_they_are():
    rows = [("=1+1", Decimal("3.5"), 2, date(2026, 11, 2), None)]
    (sheet,) = read_sheets(workbook("Data", [Column(title) for title in "ABCDE"], rows), "a.xlsx")
    assert sheet.rows[1] == ("=1+1", Decimal("3.5"), Decimal(2), date(2026, 11, 2), None)
    assert sheet.formulas == frozenset()
