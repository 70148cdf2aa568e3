"""An XLSX file seen as an archive: refused or repacked before any spreadsheet reader touches it."""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from io import BytesIO
from posixpath import join, normpath
from typing import Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from domain.errors import FileEncrypted, FileExpands, FileHasMacros, FileUnreadable

MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 150 * 1024 * 1024
FAIR_UNPACKED: Final = 10 * 1024 * 1024
HIGHEST_RATIO: Final = 100
MOST_CELLS: Final = 4_000_000

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ENCRYPTED_FLAG = 0x1
_HOSTILE_NAME = re.compile(r"^/|^[A-Za-z]:|\\|\x00|(?:^|/)\.\.(?:/|$)")
_READ_PARTS = (".xml", ".rels")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a sheet before it is read: how far its values reach, and (row, column) of formulas, from 0."""

    height: int
    width: int
    formulas: frozenset[tuple[int, int]]

    @property
    def cells(self) -> int:
        """Cells of the rectangle from A1 to the last value."""
        return self.height * self.width


@dataclass(frozen=True, slots=True)
class Archive:
    """A workbook found harmless: its XML parts packed anew, and the outline of each sheet by name."""

    repacked: bytes
    outlines: Mapping[str, Outline]


def kind_of(content: bytes) -> str:
    """`XLSX`, `XLSM` (macros in whatever workbook), the name of another format, `ZIP`, or `damaged`."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = {name.casefold() for name in archive.namelist()}
    except (BadZipFile, ValueError, OSError):
        return "damaged"
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        return "XLSM"
    for part, kind in (
        (_WORKBOOK, "XLSX"),
        ("xl/workbook.bin", "XLSB"),
        ("word/document.xml", "DOCX"),
        ("ppt/presentation.xml", "PPTX"),
        ("content.xml", "ODS"),
    ):
        if part in names:
            return kind
    return "ZIP"


def opened(content: bytes) -> Archive:
    """The workbook, every part read within bounds.

    Refuses FileEncrypted, FileExpands, FileHasMacros and FileUnreadable (damaged or hostile: names that leave the
    archive, entries twice, document types).
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_entries(archive.infolist(), len(content))
            parts = {
                entry.filename: _part(archive, entry)
                for entry in archive.infolist()
                if entry.filename.endswith(_READ_PARTS)
            }
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise FileUnreadable from None
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise FileHasMacros
    return Archive(repacked=_repacked(parts), outlines=_outlines(parts))


def _check_entries(entries: list[ZipInfo], packed: int) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(names) != len(set(names)) or any(map(_HOSTILE_NAME.search, names)):
        raise FileUnreadable
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise FileEncrypted
    unpacked = sum(entry.file_size for entry in entries)
    swells = unpacked > FAIR_UNPACKED and unpacked > HIGHEST_RATIO * packed
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or swells:
        raise FileExpands


def _repacked(parts: Mapping[str, bytes]) -> bytes:
    """The checked bytes and nothing else, so that the reader sees what was looked at."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _part(archive: ZipFile, entry: ZipInfo) -> bytes:
    """One entry, read no further than it claims to be long: reading all of it would unpack what it hides."""
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise FileUnreadable
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def _outlines(parts: Mapping[str, bytes]) -> dict[str, Outline]:
    """An outline of each sheet the workbook names, as far as it is clear which part that is."""
    relations = _elements(parts.get(_RELATIONS, b""), "Relationship")
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    outlines = {}
    for sheet in _elements(parts.get(_WORKBOOK, b""), "sheet"):
        target = next((targets.get(value, "") for name, value in sheet.items() if _local(name) == "id"), "")
        found = {normpath(join("xl", target)).lstrip("/"), target.lstrip("/")} & parts.keys()
        if len(found) == 1:
            outlines[sheet.get("name", "")] = _Outliner().outline(parts[found.pop()])
    return outlines


def _elements(part: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of every element of this local name."""
    found: list[dict[str, str]] = []

    def started(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == name:
            found.append(attributes)

    _parse(part, started)
    return found


def _parse(part: bytes, started: Callable[[str, dict[str, str]], None]) -> None:
    """Walk the elements of a part. Refuses FileUnreadable: malformed, or with a document type of its own."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise FileUnreadable from None


def _refuse_document_type(*_: object) -> None:
    raise FileUnreadable


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


class _Outliner:
    """Follows the cells of one sheet; a row or cell without reference comes after the one before it."""

    def __init__(self) -> None:
        self._row = self._column = 0  # of the cell at hand, from 1
        self._height = self._width = 0
        self._formulas: set[tuple[int, int]] = set()

    def outline(self, part: bytes) -> Outline:
        _parse(part, self._started)
        return Outline(self._height, self._width, frozenset(self._formulas))

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            self._enter_cell(attributes.get("r"))
        elif name in {"v", "is"}:
            self._height, self._width = max(self._height, self._row), max(self._width, self._column)
        elif name == "f":
            self._formulas.add((self._row - 1, self._column - 1))
        elif name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0

    def _enter_cell(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise FileUnreadable
        self._column, self._row = _column_number(match[1].upper()), int(match[2])


@cache
def _column_number(letters: str) -> int:
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)
