"""Which kind of file somebody sent, told by the titles of its columns."""

from collections.abc import Iterable
from enum import StrEnum

from domain import titles
from domain.aspects import is_whole_name
from domain.evidence_file import kinds_in
from domain.header import find_header
from domain.sheet import Sheet, text_of

_FEWEST_ASPECTS = 5
_SEARCHED_ROWS = 40
_ALSO_IN_ROSTERS = frozenset({"pendidikan"})


class FileKind(StrEnum):
    """What a spreadsheet can be."""

    ROSTER = "roster"
    EVIDENCE = "evidence"
    COMPETENCY_RECAP = "competency_recap"


def recognise(sheet: Sheet) -> FileKind | None:
    """The kind of a sheet; None where its titles fit none."""
    if _is_recap(sheet):
        return FileKind.COMPETENCY_RECAP
    evidence = find_header(sheet, titles.EVIDENCE)
    identified = evidence is not None and bool({"nip", "name"} & evidence.columns.keys())
    if evidence and identified and set(kinds_in(evidence)) - _ALSO_IN_ROSTERS:
        return FileKind.EVIDENCE
    roster = find_header(sheet, titles.ROSTER)
    if roster and "name" in roster.columns and {"position", "unit"} & roster.columns.keys():
        return FileKind.ROSTER
    return None


def choose(sheets: Iterable[Sheet], kind: FileKind | None = None) -> tuple[Sheet, FileKind] | None:
    """The first sheet of a known kind, or of the `kind` asked for; None if there is none."""
    for sheet in sheets:
        found = recognise(sheet)
        if found is not None and kind in {None, found}:
            return sheet, found
    return None


def _is_recap(sheet: Sheet) -> bool:
    """A row of titles that names aspects by their full names."""
    rows = sheet.rows[:_SEARCHED_ROWS]
    return any(
        len({text for text in map(text_of, row) if is_whole_name(text)}) >= _FEWEST_ASPECTS for row in rows
    )
