"""Spreadsheets as people send them, into tables of cells. Nothing is executed; what is dangerous is refused unread."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from bot.documents import separated_values, workbook_archive
from bot.documents.workbook_archive import Outline
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
from domain.sheet import Cell, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

ACCEPTED: Final = (".xlsx", ".csv")
LIMIT_BYTES: Final = 20 * 1024 * 1024
LIMIT_ROWS: Final = 20_000

_TEXT_EXTENSIONS = frozenset({".csv", ".tsv", ".txt"})
_MACRO_EXTENSIONS = frozenset({".xlsm", ".xltm", ".xlam"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES: Mapping[bytes, str] = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
}
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")


def read_sheets(
    content: bytes, file_name: str, *, limit_bytes: int = LIMIT_BYTES, limit_rows: int = LIMIT_ROWS
) -> tuple[Sheet, ...]:
    """The visible sheets of an XLSX or CSV file, in their order; a CSV is one sheet without a name.

    Refuses FileTooLarge, FileTypeNotAccepted, FileTypeMismatch, FileEncrypted, FileHasMacros, FileExpands,
    FileTooManyRows (more than `limit_rows` in a sheet) and FileUnreadable.
    """
    if len(content) > limit_bytes:
        raise FileTooLarge(size_mb=_megabytes(len(content)), limit_mb=_megabytes(limit_bytes))
    extension = PurePath(file_name).suffix.casefold()
    actual = _actual_kind(content)
    _check_kind(extension, actual)
    if actual == "XLSX":
        return _workbook(content, limit_rows)
    rows, formulas = separated_values.read(content)
    _check_rows(len(rows), limit_rows)
    return (Sheet(name="", rows=rows, formulas=formulas),)


def _megabytes(size: int) -> Decimal:
    return (Decimal(size) / (1024 * 1024)).quantize(Decimal("0.1"))


def _actual_kind(content: bytes) -> str:
    """What the bytes are, whatever the name says."""
    if content.startswith(b"PK"):
        return workbook_archive.kind_of(content)
    if content.startswith(_OLE):
        return "encrypted" if _ENCRYPTED_PACKAGE in content else "XLS"
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    start = content[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP):
        return "HTML"
    return "XML" if start.startswith(b"<?xml") else "CSV"


def _check_kind(extension: str, actual: str) -> None:
    if actual == "encrypted":
        raise FileEncrypted
    if actual == "XLSM" or (extension in _MACRO_EXTENSIONS and actual == "XLSX"):
        raise FileHasMacros
    claimed = "CSV" if extension in _TEXT_EXTENSIONS else extension.removeprefix(".").upper()
    if extension in {*ACCEPTED, *_TEXT_EXTENSIONS} and actual == claimed:
        return
    if claimed in {"XLSX", "CSV"} or (claimed == "XLS" and actual != "XLS"):
        raise FileUnreadable if actual == "damaged" else FileTypeMismatch(claimed=extension, actual=actual)
    raise FileTypeNotAccepted(kind=extension or actual, accepted=ACCEPTED)


def _check_rows(rows: int, limit: int) -> None:
    if rows > limit:
        raise FileTooManyRows(rows=rows, limit=limit)


def _workbook(content: bytes, limit_rows: int) -> tuple[Sheet, ...]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    archive = workbook_archive.opened(content)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(archive.repacked))
        return tuple(
            _sheet(workbook, sheet.name, archive.outlines[sheet.name], limit_rows)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        )
    except (CalamineError, KeyError):
        raise FileUnreadable from None


def _sheet(workbook: "CalamineWorkbook", name: str, outline: Outline, limit_rows: int) -> Sheet:
    """Read a sheet once its extent is known: calamine reserves memory for the whole rectangle and aborts without it."""
    _check_rows(outline.height, limit_rows)
    if outline.cells > workbook_archive.MOST_CELLS:
        raise FileExpands
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return Sheet(name=name, rows=tuple(tuple(map(_cell, row)) for row in rows), formulas=outline.formulas)


def _cell(value: object) -> Cell:
    """A value of calamine, with numbers exact to the digits the file holds."""
    if value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and isfinite(value):
        return Decimal(int(value)) if value == int(value) and abs(value) < 10**15 else Decimal(repr(value))
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)
