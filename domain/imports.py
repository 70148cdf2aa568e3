"""A file on its way in: what was found in it, what it would change, and its rows between preview and saving."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

_FINGERPRINT = 12


class ImportKind(StrEnum):
    """What a file can bring."""

    ROSTER = "roster"
    EVIDENCE = "evidence"


class ImportState(StrEnum):
    """A staged file is a preview, one being saved goes on after a crash, a dropped one was cancelled."""

    STAGED = "staged"
    SAVING = "saving"
    SAVED = "saved"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Outline:
    """Where in a file the rows were found: row numbers are those of the file, a CSV has no sheet name.

    `total` counts people, `vacancies` rows of positions nobody holds.
    """

    sheet: str = ""
    header_row: int = 0
    total: int = 0
    vacancies: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people a file added, changed and left as they were, and how many were classified for it."""

    added: int
    changed: int
    unchanged: int
    classified: int = 0


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file read without a problem. `rows` are plain values, ready to be saved; `digest` is SHA-256."""

    id: int
    kind: ImportKind
    file_name: str
    digest: str
    rows: Sequence[Any]
    state: ImportState
    received_at: datetime
    received_by: int | None
    saved_at: datetime | None = None
    outline: Outline = Outline()
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A person a file speaks of, or does not."""

    nip: str
    name: str

    @property
    def tail(self) -> str:
        """The last four digits, which tell people of one name apart."""
        return self.nip[-4:]


@dataclass(frozen=True, slots=True)
class Change:
    """What one field of the roster, or one kind of evidence, was and would be; evidence with its days."""

    person: Mention
    field: str
    before: str | None
    after: str
    days: tuple[date | None, date | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Preview:
    """What saving a file would do. `absent` people are in the roster and not in the file: nothing happens to them."""

    kind: ImportKind
    outline: Outline
    added: tuple[Mention, ...]
    changes: tuple[Change, ...]
    unchanged: int
    absent: tuple[Mention, ...] = ()

    @property
    def tally(self) -> Tally:
        """The numbers."""
        changed = len({change.person.nip for change in self.changes})
        return Tally(added=len(self.added), changed=changed, unchanged=self.unchanged)

    @property
    def changed_fields(self) -> Mapping[str, int]:
        """How many people change in each field, the most frequent first."""
        return dict(Counter(change.field for change in self.changes).most_common())

    @property
    def changes_nothing(self) -> bool:
        """Everything the file says is known."""
        return not self.added and not self.changes

    @property
    def seen(self) -> str:
        """A fingerprint of what would be stored: equal as long as nothing changed since it was shown."""
        said = hashlib.sha256()
        for person in self.added:
            said.update(f"{person.nip}\n".encode())
        for change in self.changes:
            parts = (change.person.nip, change.field, change.before, change.after, *change.days)
            said.update("\t".join(map(str, parts)).encode() + b"\n")
        return said.hexdigest()[:_FINGERPRINT]
