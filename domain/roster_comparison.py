"""What a roster would change about the people already known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from domain.people import PersonStatus
from domain.roster import RosterRow

_COMPARED = ("name", "position", "unit", "eselon", "rank", "phone", "supervisor_nip", "status")


class OnRoster(Protocol):
    """What is compared about a person: an `Official` has it, a `RosterRow` too."""

    @property
    def nip(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def position(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def eselon(self) -> str | None: ...
    @property
    def rank(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def supervisor_nip(self) -> str | None: ...
    @property
    def status(self) -> PersonStatus | None: ...


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one field of a person was and would be."""

    field: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A person the file changes: `row` is what would be stored, silent fields kept."""

    row: RosterRow
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RosterComparison:
    """What storing a file would do. Nobody absent from the file is touched."""

    added: tuple[RosterRow, ...]
    changed: tuple[RowChange, ...]
    unchanged: tuple[RosterRow, ...]
    absent: tuple[OnRoster, ...]

    @property
    def changed_fields(self) -> Mapping[str, int]:
        """How many people change in each field, the most frequent first."""
        counts = Counter(change.field for row in self.changed for change in row.changes)
        return dict(counts.most_common())


def compare(rows: Iterable[RosterRow], existing: Mapping[str, OnRoster]) -> RosterComparison:
    """What storing `rows` would do to `existing` (by NIP). What the file does not say is kept."""
    rows = tuple(rows)
    added, changed, unchanged = [], [], []
    for row in rows:
        known = existing.get(row.nip)
        if known is None:
            added.append(row)
            continue
        merged = _merged(row, known)
        changes = tuple(_changes(row, known))
        if changes:
            changed.append(RowChange(merged, changes))
        else:
            unchanged.append(merged)
    named = {row.nip for row in rows}
    absent = tuple(known for nip, known in existing.items() if nip not in named)
    return RosterComparison(tuple(added), tuple(changed), tuple(unchanged), absent)


def _merged(row: RosterRow, known: OnRoster) -> RosterRow:
    silent = {field: getattr(known, field) for field in _COMPARED if getattr(row, field) is None}
    return replace(row, **silent)


def _changes(row: RosterRow, known: OnRoster) -> Iterator[FieldChange]:
    for field in _COMPARED:
        before, after = getattr(known, field), getattr(row, field)
        if after is not None and after != before:
            yield FieldChange(field, before, after)
