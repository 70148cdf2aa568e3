"""A file somebody sent, from its bytes to its rows. Synchronous and slow: the bot calls it off its event loop."""

import hashlib
from dataclasses import dataclass
from typing import Final

from bot.documents.sheets import LIMIT_BYTES, read_sheets
from bot.documents.workbooks import DATA_SHEET
from domain.attachments import too_large
from domain.errors import ScaleNotDeclared, SheetNotFound
from domain.evidence_file import Scale, read_evidence
from domain.header import TEMPLATE_COMMAND
from domain.recognition import FileKind, choose
from domain.roster import read_roster
from domain.sheet import Sheet
from domain.staging import ReadFile

_MEGABYTE: Final = 1024 * 1024
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file whose kind is known and whose rows are not read yet."""

    name: str
    digest: str
    kind: FileKind
    sheet: Sheet


def check_size(size: int) -> None:
    """Refuses FileTooLarge: what Telegram says of a file's size is enough not to fetch it."""
    if refusal := too_large(size, LIMIT_BYTES // _MEGABYTE):
        raise refusal


def open_file(content: bytes, name: str, kind: FileKind | None = None) -> OpenedFile | None:
    """Open a spreadsheet and find its kind, unless somebody said which; None if its titles fit none.

    Refuses SheetNotFound where no sheet can be seen, and what `read_sheets` refuses.
    """
    sheets = read_sheets(content, name)
    if not sheets:
        raise SheetNotFound(expected=DATA_SHEET, command=TEMPLATE_COMMAND)
    found = choose(sheets, kind) or (None if kind is None else (sheets[0], kind))
    if found is None:
        return None
    return OpenedFile(name[-_LONGEST_NAME:], hashlib.sha256(content).hexdigest(), found[1], found[0])


def read_rows(opened: OpenedFile, scale: Scale | None = None) -> ReadFile:
    """Read a roster or evidence, bad rows included. Refuses HeaderNotFound, ScaleNotDeclared."""
    if opened.kind is FileKind.ROSTER:
        return ReadFile.of(opened.name, opened.digest, read_roster(opened.sheet))
    return ReadFile.of(opened.name, opened.digest, read_evidence(opened.sheet, scale=scale))


def rows_or_question(opened: OpenedFile, scale: Scale | None = None) -> ReadFile | ScaleNotDeclared:
    """The same where a missing scale can be asked for."""
    try:
        return read_rows(opened, scale)
    except ScaleNotDeclared as question:
        return question


def read_file(content: bytes, name: str, kind: FileKind, scale: Scale | None = None) -> ReadFile:
    """A roster or evidence from its bytes. Refuses what the steps refuse."""
    opened = open_file(content, name, kind)
    assert opened is not None
    return read_rows(opened, scale)
