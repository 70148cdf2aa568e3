"""The file with every row of a preview."""

from collections.abc import Iterable, Sequence

from bot.documents.workbooks import Column, workbook

_COLUMNS = (
    Column("PERUBAHAN", 22),
    Column("NIP", 24),
    Column("NAMA", 36),
    Column("KOLOM", 22),
    Column("SEMULA", 40),
    Column("MENJADI", 40),
)


def details_file(rows: Iterable[Sequence[str]]) -> bytes:
    """An XLSX of what happens to whom, with the field and both its values where one changes."""
    return workbook("Rincian", _COLUMNS, rows)
