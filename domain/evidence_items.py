"""What is kept of official evidence about a person."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A value of one kind as its source states it. Of a kind the item recorded last counts.

    `assessed_on` is the day the source speaks of, where its age matters; `source` names file or decree.
    """

    person_id: int
    kind: str
    value: str
    assessed_on: date | None
    source: str
    recorded_at: datetime
