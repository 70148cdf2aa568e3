"""How a Telegram account and a person come together, and what is shown before anything is asked."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import InvitationExpired, InvitationUsed
from domain.people import Role

ATTEMPTS_ALLOWED = 5
ATTEMPTS_WINDOW = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=7)


def digest(token: str) -> str:
    """What is stored of an invitation's token: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use, expiring way in. For an official it names the person, else a role and a name."""

    id: int
    token_digest: str
    role: Role
    person_id: int | None
    name: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def must_be_usable(self, *, contact: str, now: datetime) -> None:
        """Refuses InvitationUsed and InvitationExpired."""
        if self.used_at is not None:
            raise InvitationUsed(contact=contact)
        if now >= self.expires_at:
            raise InvitationExpired(expired_at=self.expires_at)


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """An invited official whose number the roster does not have yet."""

    id: int
    invitation_id: int
    person_id: int
    telegram_id: int
    phone: str
    requested_at: datetime
    decided_at: datetime | None = None
    approved: bool | None = None
