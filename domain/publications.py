"""What is kept of a publication: the request, its approval by a second admin, its hour."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PublicationState(StrEnum):
    """Requested, then approved or rejected; approved, then published or cancelled before its hour."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Publication:
    """A request to publish a phase's results at `publish_at`, to be approved before `expires_at`.

    `fingerprint` is of the boxes it is about, as they were when it was made.
    """

    id: int
    phase_id: int
    decree_number: str
    decree_date: date
    publish_at: datetime
    objections_until: datetime
    requested_by: int
    requested_at: datetime
    expires_at: datetime
    fingerprint: str
    state: PublicationState = PublicationState.REQUESTED
    decided_by: int | None = None
    decided_at: datetime | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counsellor:
    """Who answers questions on publication days; `hours` as they are told to people."""

    name: str
    hours: str
    recorded_at: datetime
    recorded_by: int
