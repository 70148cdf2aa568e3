"""Spreadsheets the import tests send, and two people of the roster as rows of one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from tests.chats.conftest import BUDI, WATI

HEADER = ("NIP", "NAMA", "JABATAN", "UNIT KERJA", "ESELON", "NOMOR HP", "STATUS")
BUDI_ROW = (BUDI.nip, "Budi", "Lurah Kejaksan", "Kelurahan Kejaksan", "IV.a", "0812-1111-0001", "aktif")
WATI_ROW = (WATI.nip, "Wati", "Kepala Bidang Mutasi", "BKPSDM", "III.b", "0812-1111-0006", "aktif")
SARI_ROW = ("199009132025242014", "Sari", "Kepala Seksi Umum", "Kelurahan Kejaksan", "IV.b", "-", "-")
EVIDENCE_HEADER = ("NIP", "NAMA", "PREDIKAT KINERJA 2025", "BANGKOM (JP)", "KEMAMPUAN INTELEKTUAL")

Row = Sequence[str | Decimal | None]


def xlsx(*rows: Row, header: Row = HEADER, above: int = 0, name: str = "Data") -> bytes:
    """One sheet with as many title rows above the header; a text that begins with `=` is a formula."""
    titles = [(f"JUDUL {number}",) for number in range(1, above + 1)]
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate((*titles, header, *rows)):
            for column, value in enumerate(row):
                page.write(number, column, value)
    return buffer.getvalue()


def csv(*rows: Sequence[str], header: Sequence[str] = HEADER, delimiter: str = ";") -> bytes:
    """A text table as an old spreadsheet program writes it."""
    return "\r\n".join(delimiter.join(row) for row in (header, *rows)).encode("cp1252")


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with more entries in its archive."""
    buffer = BytesIO(content)
    with ZipFile(buffer, "a", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def without_worksheets() -> bytes:
    """A workbook that has a chart and nothing else."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Grafik!$A$1:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)
    return buffer.getvalue()


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
