"""The file of invitations an admin hands out."""

from collections.abc import Iterable

from bot.documents.workbooks import Column, workbook

_COLUMNS = (Column("NAMA", 36), Column("NIP", 22), Column("TAUTAN", 70))


def invitation_list(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """An XLSX of name, NIP (as text) and link, one person a line."""
    return workbook("Undangan", _COLUMNS, rows)
