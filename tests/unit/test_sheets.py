"""Spreadsheets as people send them, and those that must not be opened (CONVERSATIONS §4, Files)."""

import struct
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from bot.documents.sheets import read_sheets
from domain.errors import (
    FileEncrypted,
    FileExpands,
    FileHasMacros,
    FileTooLarge,
    FileTooManyRows,
    FileTypeMismatch,
    FileTypeNotAccepted,
    FileUnreadable,
)

NIP = "198503152010011004"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def xlsx(write=lambda book, page: page.write_string(0, 0, "x")):
    buffer = BytesIO()
    with Workbook(buffer) as book:
        write(book, book.add_worksheet("Data"))
    return buffer.getvalue()


def parts_of(content):
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts, compression=ZIP_DEFLATED):
    buffer = BytesIO()
    with ZipFile(buffer, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def changed(name, old, new):
    parts = parts_of(xlsx(lambda book, page: page.write_string("B2", "x")))
    assert old in parts[name]
    return zipped(parts | {name: parts[name].replace(old, new)})


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_keep_their_row_and_what_they_are():
    def write(book, page):
        page.write_string("B2", NIP)
        page.write_number("C2", 1.98503152010011e17)
        page.write_number("D2", 3.5)
        page.write_number("E2", 20)
        page.write_datetime("F2", date(2026, 11, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_number("G2", 46328 + 1 / 3, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        page.write_boolean("H2", True)
        page.write_formula("I2", "=1+1", None, 2)
        page.write_formula("J2", "=NA()", None, "#N/A")

    (sheet,) = read_sheets(xlsx(write), "Pegawai.XLSX")
    day = date(2026, 11, 2)
    damaged = Decimal("1.98503152010011E+17")
    assert sheet.name == "Data"
    assert sheet.rows[1] == (
        None, NIP, damaged, Decimal("3.5"), Decimal(20), day, day, "TRUE", Decimal(2), None,
    )  # fmt: skip
    assert sheet.rows[0] == (None,) * 10
    assert sheet.formulas == {(1, 8), (1, 9)}
    assert sheet.cell(7, 0) is None


def test_only_visible_sheets_are_read():
    def write(book, page):
        page.write_string(0, 0, "x")
        book.add_worksheet("Petunjuk").write_string(0, 0, "y")
        book.add_worksheet("Daftar").hide()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)

    assert [sheet.name for sheet in read_sheets(xlsx(write), "a.xlsx")] == ["Data", "Petunjuk"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_table_is_read_whatever_separates_and_encodes_it(delimiter, encoding):
    lines = [["DAFTAR PEGAWAI"], [], ["NIP", "NAMA", "NILAI"], [NIP, '"Hélène, S.E., M.Si"', '"3,5"']]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    (sheet,) = read_sheets(content, "pegawai.csv")
    assert sheet.rows == (
        ("DAFTAR PEGAWAI",),
        (),
        ("NIP", "NAMA", "NILAI"),
        (NIP, "Hélène, S.E., M.Si", "3,5"),
    )


def test_a_text_table_may_name_its_delimiter_and_the_line_counts_as_a_row():
    (sheet,) = read_sheets(b"sep=|\r\nNIP|NAMA\r\n1|Budi", "pegawai.csv")
    assert sheet.rows == ((), ("NIP", "NAMA"), ("1", "Budi"))


def test_digits_kept_as_text_by_a_formula_are_text_and_other_formulas_are_found():
    (sheet,) = read_sheets(f'NIP,NAMA\n="{NIP}",=A1&B1\n'.encode(), "pegawai.csv")
    assert sheet.rows[1] == (NIP, "=A1&B1")
    assert sheet.formulas == {(1, 1)}


def test_a_large_file_is_refused_before_it_is_looked_at():
    with pytest.raises(FileTooLarge) as refused:
        read_sheets(b"x" * 3 * 1024 * 1024, "a.xlsx", limit_bytes=2 * 1024 * 1024)
    assert refused.value == FileTooLarge(size_mb=Decimal("3.0"), limit_mb=Decimal("2.0"))


@pytest.mark.parametrize(
    ("content", "name", "claimed", "actual"),
    [
        (b"<html><table><tr><td>NIP</td></tr></table></html>", "pegawai.xls", ".xls", "HTML"),
        (b"\xef\xbb\xbf <TABLE>", "pegawai.xlsx", ".xlsx", "HTML"),
        (b"NIP;NAMA", "pegawai.xlsx", ".xlsx", "CSV"),
        (xlsx(), "pegawai.csv", ".csv", "XLSX"),
        (xlsx(), "pegawai.xls", ".xls", "XLSX"),
        (OLE + b"\0" * 512, "pegawai.xlsx", ".xlsx", "XLS"),
        (b"%PDF-1.7", "pegawai.csv", ".csv", "PDF"),
        (b'<?xml version="1.0"?><Workbook/>', "pegawai.xls", ".xls", "XML"),
        (zipped({"word/document.xml": b""}), "pegawai.xlsx", ".xlsx", "DOCX"),
        (zipped({"foto.jpg": b""}), "pegawai.xlsx", ".xlsx", "ZIP"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(content, name, claimed, actual):
    with pytest.raises(FileTypeMismatch) as refused:
        read_sheets(content, name)
    assert refused.value == FileTypeMismatch(claimed=claimed, actual=actual)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7", "surat.pdf", ".pdf"),
        (OLE + b"\0" * 512, "pegawai.xls", ".xls"),
        (zipped({"content.xml": b""}), "pegawai.ods", ".ods"),
        (b"\xff\xd8\xff\xe0", "foto", "JPEG"),
    ],
)
def test_a_kind_of_file_that_is_of_no_use_is_refused(content, name, kind):
    with pytest.raises(FileTypeNotAccepted) as refused:
        read_sheets(content, name)
    assert refused.value == FileTypeNotAccepted(kind=kind, accepted=(".xlsx", ".csv"))


def test_a_password_is_recognised():
    with pytest.raises(FileEncrypted):
        read_sheets(OLE + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"), "pegawai.xlsx")


def test_an_archive_with_a_password_is_recognised():
    content = bytearray(xlsx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = -1
        while (start := content.find(mark, start + 1)) >= 0:
            content[start + offset] |= 1
    with pytest.raises(FileEncrypted):
        read_sheets(bytes(content), "pegawai.xlsx")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (xlsx(), "pegawai.xlsm"),
        (zipped(parts_of(xlsx()) | {"xl/vbaProject.bin": b"x"}), "pegawai.xlsx"),
        (zipped(parts_of(xlsx()) | {"xl/macrosheets/sheet1.xml": b"x"}), "pegawai.xlsx"),
        (
            changed("[Content_Types].xml", b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"),
            "pegawai.xlsx",
        ),
    ],
)
def test_macros_are_refused_whatever_the_name(content, name):
    with pytest.raises(FileHasMacros):
        read_sheets(content, name)


def test_a_bomb_is_refused_by_what_it_would_become():
    bomb = zipped(parts_of(xlsx()) | {"xl/media/zeros.bin": b"\0" * (40 * 1024 * 1024)})
    assert len(bomb) < 100 * 1024
    with pytest.raises(FileExpands):
        read_sheets(bomb, "pegawai.xlsx")


def test_a_bomb_that_lies_about_its_size_is_unpacked_no_further_than_it_says():
    content = bytearray(zipped(parts_of(xlsx()) | {"xl/zeros.xml": b" " * (40 * 1024 * 1024)}))
    length, lie = struct.pack("<L", 40 * 1024 * 1024), struct.pack("<L", 10)
    with pytest.raises(FileUnreadable):
        read_sheets(bytes(content).replace(length, lie), "pegawai.xlsx")


def test_a_value_in_the_last_cell_of_a_sheet_does_not_reserve_the_sheet():
    with pytest.raises(FileTooManyRows) as refused:
        read_sheets(xlsx(lambda book, page: page.write_string("XFD1048576", "x")), "pegawai.xlsx")
    assert refused.value == FileTooManyRows(rows=1_048_576, limit=20_000)
    with pytest.raises(FileExpands):
        read_sheets(xlsx(lambda book, page: page.write_string("XFD20000", "x")), "pegawai.xlsx")


def test_more_rows_than_the_limit_are_refused_in_every_format():
    for content, name in ((b"1\n2\n3\n4", "a.csv"), (xlsx(lambda book, page: page.write(3, 0, 1)), "a.xlsx")):
        with pytest.raises(FileTooManyRows) as refused:
            read_sheets(content, name, limit_rows=3)
        assert refused.value == FileTooManyRows(rows=4, limit=3)


@pytest.mark.parametrize(
    "hostile", ["../../etc/passwd.xml", "/etc/passwd.xml", "C:/boot.xml", "xl\\..\\boot.xml"]
)
def test_names_that_leave_the_archive_are_refused(hostile):
    with pytest.raises(FileUnreadable):
        read_sheets(zipped(parts_of(xlsx()) | {hostile: b"<a/>"}), "pegawai.xlsx")


def test_two_entries_of_one_name_are_refused():
    parts = parts_of(xlsx())
    with pytest.raises(FileUnreadable):
        read_sheets(zipped(parts | {SHEET.upper(): parts[SHEET]}), "pegawai.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        xlsx()[:-200],
        b"PK\x03\x04 but no archive",
        zipped(parts_of(xlsx()), ZIP_BZIP2),
        changed(SHEET, b"<worksheet ", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet "),
        changed(SHEET, b"</worksheet>", b""),
        changed(SHEET, b'encoding="UTF-8"', b'encoding="none"'),
        changed(SHEET, b'r="B2"', b'r="2B"'),
        changed(SHEET, b"<v>0</v>", b"<v>99</v>"),
        changed(SHEET, b"<row r=", b"<row r='x' s="),
        changed("xl/_rels/workbook.xml.rels", b'Target="worksheets/', b'Target="elsewhere/'),
        changed("xl/_rels/workbook.xml.rels", b"Target=", b"Aim="),
        zipped({"xl/workbook.xml": b""}),
    ],
)
def test_a_damaged_workbook_is_refused(content):
    with pytest.raises(FileUnreadable):
        read_sheets(content, "pegawai.xlsx")


@pytest.mark.parametrize(
    "content",
    [b"NIP;NAMA\n\x00\x01;x", b"NIP;NAMA\n\x81;\x8d", b"\xff\xfeN\x00I", b"a" * 200_000],
)
def test_a_damaged_text_table_is_refused(content):
    with pytest.raises(FileUnreadable):
        read_sheets(content, "pegawai.csv")


def test_a_cell_without_a_reference_comes_after_the_one_before_it():
    (sheet,) = read_sheets(changed(SHEET, b' r="B2"', b""), "a.xlsx")
    assert sheet.rows[1] == ("x",)


def test_a_time_of_day_is_text():
    def write(book, page):
        page.write_datetime(0, 0, time(8, 30), book.add_format({"num_format": "hh:mm"}))

    (sheet,) = read_sheets(xlsx(write), "a.xlsx")
    assert sheet.rows == (("08:30:00",),)


def test_a_number_without_end_is_text():
    (sheet,) = read_sheets(changed(SHEET, b't="s"><v>0</v>', b"><v>inf</v>"), "a.xlsx")
    assert sheet.rows[1] == (None, "inf")
