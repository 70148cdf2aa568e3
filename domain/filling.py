"""What is kept of a person's filling-in of a campaign; its steps are computed in `domain.response`."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Response:
    """A draft until `submitted_at`; a draft that has a `receipt` was reopened.

    `question` is the key of the question last shown, `active_at` when its person last did something in it.
    It is of one `version` of the questionnaire; of later ones its person knows up to `told_version`.
    """

    id: int
    campaign_id: int
    person_id: int
    question: str | None
    started_at: datetime
    active_at: datetime
    submitted_at: datetime | None = None
    receipt: str | None = None
    version: int = 1
    told_version: int = 1


@dataclass(frozen=True, slots=True)
class ResponseSummary:
    """A response in a list of many. `answered` counts what was skipped and what is no longer asked, too."""

    answered: int
    active_at: datetime
    submitted_at: datetime | None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Reopening:
    """A submitted response became a draft again, for this reason."""

    id: int
    response_id: int
    reason: str
    reopened_at: datetime


@dataclass(frozen=True, slots=True)
class SnoozedReminder:
    """When a person asked to be reminded of a phase; asking again replaces it."""

    phase_id: int
    person_id: int
    remind_at: datetime
