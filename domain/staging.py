"""What waits between preview and saving: the rows of a file as plain values, and read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final, Self

from domain.evidence_file import EvidenceEntry, EvidenceReading
from domain.imports import ImportKind, Outline
from domain.people import PersonStatus
from domain.roster import RosterReading, RosterRow

_SEPARATOR: Final = "\t"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file after reading; `digest` is the SHA-256 of its bytes, `rows` are ready to be staged."""

    name: str
    digest: str
    reading: RosterReading | EvidenceReading
    rows: Sequence[Any]

    @classmethod
    def of(cls, name: str, digest: str, reading: RosterReading | EvidenceReading) -> Self:
        """Prepare a reading for staging, which takes a while where it is long."""
        return cls(name, digest, reading, _plain(reading))

    @property
    def kind(self) -> ImportKind:
        """What it brings."""
        return ImportKind.ROSTER if isinstance(self.reading, RosterReading) else ImportKind.EVIDENCE

    @property
    def outline(self) -> Outline:
        """Where the rows were found."""
        vacancies = len(self.reading.vacancies) if isinstance(self.reading, RosterReading) else 0
        return Outline(self.reading.sheet, self.reading.header_row, self.reading.total, vacancies)


def roster_rows(plain: Sequence[Any]) -> tuple[RosterRow, ...]:
    """The staged rows of a roster."""
    return tuple(map(_row, plain))


def evidence_entries(plain: Sequence[Any]) -> tuple[EvidenceEntry, ...]:
    """The staged entries of a file of evidence."""
    return tuple(_entry(nip, said) for nip, *all_said in plain for said in all_said)


def _plain(reading: RosterReading | EvidenceReading) -> list[Any]:
    if isinstance(reading, RosterReading):
        return list(map(_plain_row, reading.rows))
    return [
        [nip, *map(_plain_entry, said)] for nip, said in groupby(reading.entries, key=lambda entry: entry.nip)
    ]


def _row(fields: Sequence[Any]) -> RosterRow:
    nip, name, position, unit, eselon, rank, education, phone, supervisor, status = fields
    return RosterRow(
        nip, name, position, unit, eselon, rank, education, phone, supervisor,
        PersonStatus(status) if status else None,
    )  # fmt: skip


def _plain_row(row: RosterRow) -> list[str | None]:
    return [
        row.nip, row.name, row.position, row.unit, row.eselon, row.rank,
        row.education, row.phone, row.supervisor_nip, row.status,
    ]  # fmt: skip


def _plain_entry(entry: EvidenceEntry) -> str:
    """One string an entry: there are many, and each list would cost as much as ten letters."""
    day = entry.assessed_on.isoformat() if entry.assessed_on else ""
    return _SEPARATOR.join((entry.kind, entry.value, day))


def _entry(nip: str, said: str) -> EvidenceEntry:
    kind, value, day = said.split(_SEPARATOR)
    return EvidenceEntry(nip, kind, value, date.fromisoformat(day) if day else None)
