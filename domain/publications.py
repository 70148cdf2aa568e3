"""What is kept of a publication: the request, its approval by a second admin, its hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.errors import ChangedMeanwhile


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

    `fingerprint` is of the boxes it is about, as they were when it was made. Once it is published, people
    are told in the order of their ids: those up to `told_through`, and at `told_at` everybody.
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
    told_through: int = 0
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicationDraft:
    """What an admin has typed so far and saw in the preview; kept with the open screen until it is asked for."""

    phase_id: int
    decree_number: str
    decree_date: date
    publish_at: datetime
    fingerprint: str

    def as_facts(self) -> dict[str, object]:
        """The draft in JSON types; `from_facts` gives it back."""
        return {
            "phase_id": self.phase_id,
            "decree_number": self.decree_number,
            "decree_date": self.decree_date.isoformat(),
            "publish_at": self.publish_at.isoformat(),
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, object]) -> "PublicationDraft":
        """The draft of the open screen. Refuses ChangedMeanwhile where that screen shows none."""
        if "fingerprint" not in facts:
            raise ChangedMeanwhile
        return cls(
            phase_id=int(str(facts["phase_id"])),
            decree_number=str(facts["decree_number"]),
            decree_date=date.fromisoformat(str(facts["decree_date"])),
            publish_at=datetime.fromisoformat(str(facts["publish_at"])),
            fingerprint=str(facts["fingerprint"]),
        )


@dataclass(frozen=True, slots=True)
class Counsellor:
    """Who answers questions on publication days; `hours` as they are told to people."""

    name: str
    hours: str
    recorded_at: datetime
    recorded_by: int
