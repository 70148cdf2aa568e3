"""What an official asks BKPSDM for, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import TextEmpty, TextTooLong

LONGEST_TEXT = 500
ANSWERED_WITHIN = timedelta(days=3)  # 3 × 24 hours, also on weekends (UU 27/2022 Pasal 30–33)


class RequestKind(StrEnum):
    """More time for a phase, or a correction of what the roster says."""

    TIME = "time"
    CORRECTION = "correction"


class RosterField(StrEnum):
    """What the roster says about a person and the person can report as wrong."""

    NAME = "name"
    UNIT = "unit"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Request:
    """Open until `decided_at`. `granted` and `answer` are what BKPSDM decided and why.

    A request for time names its phase; a correction its `field`, its `number`, and when it must be answered.
    """

    id: int
    kind: RequestKind
    person_id: int
    text: str
    asked_at: datetime
    phase_id: int | None = None
    field: RosterField | None = None
    number: str | None = None
    due_at: datetime | None = None
    decided_at: datetime | None = None
    granted: bool | None = None
    answer: str | None = None


def check_text(text: str) -> str:
    """What was typed, trimmed. Refuses TextEmpty, and TextTooLong beyond 500 characters."""
    words = text.strip()
    if not any(character.isalnum() for character in words):
        raise TextEmpty
    if len(words) > LONGEST_TEXT:
        raise TextTooLong(length=len(words), excess=len(words) - LONGEST_TEXT)
    return words
