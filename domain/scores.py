"""What is kept of an assessor's work: whom they assess, and every score they gave."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.people import Official


@dataclass(frozen=True, slots=True)
class Task:
    """An official an assessor must assess; `scored` counts the aspects this assessor has scored."""

    official: Official
    scored: int


@dataclass(frozen=True, slots=True)
class Score:
    """An assessor's score for one aspect, by the key of the aspect. Never changed, only annulled.

    `update_id` is the message it came with, which is how a whole message is shown again or annulled.
    """

    id: int
    phase_id: int
    person_id: int
    assessor_id: int
    aspect: str
    value: Decimal
    update_id: int
    scored_at: datetime
    annulled_at: datetime | None = None
