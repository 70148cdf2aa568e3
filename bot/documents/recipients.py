"""Files about people a phase or a broadcast is for."""

from collections.abc import Iterable

from bot.documents.workbooks import Column, workbook
from domain.people import Official

_PEOPLE = (Column("NAMA", 36), Column("NIP", 22), Column("JABATAN", 40), Column("UNIT KERJA", 40))
_OUTCOMES = (Column("NAMA", 36), Column("NIP", 22), Column("HASIL PENGIRIMAN", 26))


def people_list(people: Iterable[Official]) -> bytes:
    """An XLSX of name, NIP (as text), position and unit, one person a line."""
    return workbook("Daftar", _PEOPLE, ((one.name, one.nip, one.position, one.unit) for one in people))


def outcome_list(outcomes: Iterable[tuple[Official, str]]) -> bytes:
    """An XLSX of name, NIP (as text) and what became of the message, in words."""
    return workbook("Daftar", _OUTCOMES, ((one.name, one.nip, words) for one, words in outcomes))
