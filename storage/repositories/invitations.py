"""Ways in: invitations, requests that wait for an admin, failed attempts."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from domain.linking import Invitation as WayIn
from domain.linking import LinkRequest as Request
from domain.people import Role
from storage.repositories.repository import AnyRow, Repository
from storage.tables import Invitation, LinkAttempt, LinkRequest

_INVITATION = select(
    Invitation.id, Invitation.token_digest, Invitation.role, Invitation.person_id, Invitation.name,
    Invitation.created_at, Invitation.expires_at, Invitation.used_at,
)  # fmt: skip
_REQUEST = select(
    LinkRequest.id, LinkRequest.invitation_id, LinkRequest.person_id, LinkRequest.telegram_id,
    LinkRequest.phone, LinkRequest.requested_at, LinkRequest.decided_at, LinkRequest.approved,
)  # fmt: skip


def _invitation(row: AnyRow) -> WayIn:
    invitation_id, token_digest, role, person_id, name, created_at, expires_at, used_at = row
    return WayIn(invitation_id, token_digest, Role(role), person_id, name, created_at, expires_at, used_at)


class Invitations(Repository):
    """Single-use deep links, found by the digest of their token."""

    async def add(self, invitation: WayIn) -> int:
        """Store a new invitation; its `id` is ignored. Returns the id given."""
        values = {
            "token_digest": invitation.token_digest, "role": invitation.role.value,
            "person_id": invitation.person_id, "name": invitation.name,
            "created_at": invitation.created_at, "expires_at": invitation.expires_at,
        }  # fmt: skip
        return int((await self._execute(insert(Invitation).returning(Invitation.id), values)).scalar_one())

    async def by_digest(self, token_digest: str) -> WayIn | None:
        """The invitation whose token has this digest."""
        row = (await self._execute(_INVITATION.where(Invitation.token_digest == token_digest))).first()
        return _invitation(row) if row else None

    async def by_id(self, invitation_id: int) -> WayIn | None:
        """The invitation with this id."""
        row = (await self._execute(_INVITATION.where(Invitation.id == invitation_id))).first()
        return _invitation(row) if row else None

    async def open_for_people(self, *, now: datetime) -> Collection[int]:
        """Ids of the people who hold an invitation that can still be used."""
        statement = select(Invitation.person_id).where(
            Invitation.person_id.is_not(None), Invitation.used_at.is_(None), Invitation.expires_at > now
        )
        return set((await self._execute(statement)).scalars())

    async def withdraw(self, person_id: int, *, now: datetime) -> None:
        """End every unused invitation of a person."""
        statement = (
            update(Invitation)
            .where(
                Invitation.person_id == person_id, Invitation.used_at.is_(None), Invitation.expires_at > now
            )
            .values(expires_at=now)
        )
        await self._execute(statement)

    async def use(self, invitation_id: int, *, telegram_id: int, now: datetime) -> bool:
        """Mark as used; False if it was used before."""
        statement = (
            update(Invitation)
            .where(Invitation.id == invitation_id, Invitation.used_at.is_(None))
            .values(used_at=now, used_by=telegram_id)
        )
        return (await self._execute(statement)).rowcount == 1


class LinkAttempts(Repository):
    """Failed attempts, counted to slow down guessing."""

    async def add(self, telegram_id: int, *, now: datetime) -> None:
        """Count one failed attempt."""
        await self._execute(insert(LinkAttempt), {"telegram_id": telegram_id, "attempted_at": now})

    async def since(self, telegram_id: int, moment: datetime) -> Sequence[datetime]:
        """When this user failed after `moment`, oldest first."""
        statement = (
            select(LinkAttempt.attempted_at)
            .where(LinkAttempt.telegram_id == telegram_id, LinkAttempt.attempted_at > moment)
            .order_by(LinkAttempt.id)
        )
        return list((await self._execute(statement)).scalars())

    async def forget(self, telegram_id: int) -> None:
        """Start counting anew after a success."""
        await self._execute(delete(LinkAttempt).where(LinkAttempt.telegram_id == telegram_id))


class LinkRequests(Repository):
    """Linkings that wait for an admin's tap."""

    async def add(self, request: Request) -> int:
        """Store a new request; its `id` is ignored. Returns the id given."""
        values = {
            "invitation_id": request.invitation_id, "person_id": request.person_id,
            "telegram_id": request.telegram_id, "phone": request.phone, "requested_at": request.requested_at,
        }  # fmt: skip
        statement = insert(LinkRequest).returning(LinkRequest.id)
        return int((await self._execute(statement, values)).scalar_one())

    async def by_id(self, request_id: int) -> Request | None:
        """The request with this id."""
        row = (await self._execute(_REQUEST.where(LinkRequest.id == request_id))).first()
        return Request(*row) if row else None

    async def waiting(self) -> Sequence[Request]:
        """All undecided requests, oldest first."""
        statement = _REQUEST.where(LinkRequest.decided_at.is_(None)).order_by(LinkRequest.id)
        return [Request(*row) for row in await self._execute(statement)]

    async def of(self, invitation_id: int, telegram_id: int) -> Request | None:
        """What this Telegram user asked with this invitation, decided or not."""
        statement = _REQUEST.where(
            LinkRequest.invitation_id == invitation_id, LinkRequest.telegram_id == telegram_id
        )
        row = (await self._execute(statement)).first()
        return Request(*row) if row else None

    async def decide(self, request_id: int, *, approved: bool, account_id: int, now: datetime) -> bool:
        """Decide once; False if somebody decided before."""
        statement = (
            update(LinkRequest)
            .where(LinkRequest.id == request_id, LinkRequest.decided_at.is_(None))
            .values(approved=approved, decided_by=account_id, decided_at=now)
        )
        return (await self._execute(statement)).rowcount == 1
