"""What waits between preview and saving: the rows of a file as plain values, and read back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from domain.evidence_file import EvidenceEntry, EvidenceReading
from domain.imports import ImportKind, Outline
from domain.people import PersonStatus
from domain.roster import RosterReading, RosterRow


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file after reading; `digest` is the SHA-256 of its bytes."""

    name: str
    digest: str
    reading: RosterReading | EvidenceReading

    @property
    def kind(self) -> ImportKind:
        """What it brings."""
        return ImportKind.ROSTER if isinstance(self.reading, RosterReading) else ImportKind.EVIDENCE

    @property
    def outline(self) -> Outline:
        """Where the rows were found."""
        vacancies = len(self.reading.vacancies) if isinstance(self.reading, RosterReading) else 0
        return Outline(self.reading.sheet, self.reading.header_row, self.reading.total, vacancies)

    @property
    def plain_rows(self) -> list[Any]:
        """The rows ready to be staged."""
        if isinstance(self.reading, RosterReading):
            return [_plain_row(row) for row in self.reading.rows]
        return _plain_entries(self.reading.entries)


def roster_rows(plain: Sequence[Any]) -> tuple[RosterRow, ...]:
    """The staged rows of a roster."""
    return tuple(map(_row, plain))


def evidence_entries(plain: Sequence[Any]) -> tuple[EvidenceEntry, ...]:
    """The staged entries of a file of evidence."""
    return tuple(
        EvidenceEntry(nip, kind, value, date.fromisoformat(day) if day else None)
        for nip, said in plain
        for kind, value, day in said
    )


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


def _plain_entries(entries: Iterable[EvidenceEntry]) -> list[Any]:
    """Entries by person: the NIP once."""
    return [
        [
            nip,
            [[one.kind, one.value, one.assessed_on.isoformat() if one.assessed_on else None] for one in said],
        ]
        for nip, said in groupby(entries, key=lambda entry: entry.nip)
    ]
