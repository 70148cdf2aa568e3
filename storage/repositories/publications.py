"""Requests to publish, and who answers questions when they are carried out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from domain.publications import Counsellor as OnDuty
from domain.publications import Publication as Request
from domain.publications import PublicationState
from storage.repositories.repository import AnyRow, Repository
from storage.tables import Counsellor, Publication

_SELECT = select(
    Publication.id, Publication.phase_id, Publication.decree_number, Publication.decree_date,
    Publication.publish_at, Publication.objections_until, Publication.requested_by,
    Publication.requested_at, Publication.expires_at, Publication.fingerprint, Publication.state,
    Publication.decided_by, Publication.decided_at, Publication.published_at,
    Publication.told_through, Publication.told_at,
)  # fmt: skip


def _request(row: AnyRow) -> Request:
    return Request(**{**row._asdict(), "state": PublicationState(row.state)})


class Publications(Repository):
    """Each step is taken once: whoever comes second is told so."""

    async def add(self, publication: Request) -> int:
        """Store a new request; its `id` is ignored. Returns the id given."""
        values = {
            "phase_id": publication.phase_id, "state": publication.state.value,
            "decree_number": publication.decree_number, "decree_date": publication.decree_date,
            "publish_at": publication.publish_at, "objections_until": publication.objections_until,
            "requested_by": publication.requested_by, "requested_at": publication.requested_at,
            "expires_at": publication.expires_at, "fingerprint": publication.fingerprint,
            "told_through": 0,
        }  # fmt: skip
        return int((await self._execute(insert(Publication).returning(Publication.id), values)).scalar_one())

    async def _all(self, *conditions: Any) -> list[Request]:
        return [
            _request(row) for row in await self._execute(_SELECT.where(*conditions).order_by(Publication.id))
        ]

    async def by_id(self, publication_id: int) -> Request | None:
        """The request with this id."""
        return next(iter(await self._all(Publication.id == publication_id)), None)

    async def of_phase(self, phase_id: int) -> Sequence[Request]:
        """All requests for a phase, oldest first."""
        return await self._all(Publication.phase_id == phase_id)

    async def pending(self) -> Sequence[Request]:
        """Requests nobody decided, oldest first."""
        return await self._all(Publication.state == PublicationState.REQUESTED.value)

    async def due(self, *, now: datetime) -> Sequence[Request]:
        """Approved and not yet carried out, whose hour has come."""
        approved = Publication.state == PublicationState.APPROVED.value
        return await self._all(approved, Publication.publish_at <= now)

    async def decide(
        self, publication_id: int, state: PublicationState, *, account_id: int, now: datetime
    ) -> bool:
        """Decide a request once; False if it was decided before."""
        requested = PublicationState.REQUESTED
        return await self._move(publication_id, requested, state, decided_by=account_id, decided_at=now)

    async def reschedule(
        self, publication_id: int, *, publish_at: datetime, objections_until: datetime
    ) -> None:
        """Give a request another hour."""
        statement = update(Publication).where(Publication.id == publication_id)
        await self._execute(statement.values(publish_at=publish_at, objections_until=objections_until))

    async def cancel(self, publication_id: int, *, account_id: int, now: datetime) -> bool:
        """Take an approval back; False if it was not approved or is published already."""
        states = PublicationState.APPROVED, PublicationState.CANCELLED
        return await self._move(publication_id, *states, decided_by=account_id, decided_at=now)

    async def mark_published(self, publication_id: int, *, now: datetime) -> bool:
        """Mark once; False if it was not approved or is published already."""
        states = PublicationState.APPROVED, PublicationState.PUBLISHED
        return await self._move(publication_id, *states, published_at=now)

    async def to_tell(self) -> Request | None:
        """The oldest publication of which not everybody has been told."""
        published = Publication.state == PublicationState.PUBLISHED.value
        return next(iter(await self._all(published, Publication.told_at.is_(None))), None)

    async def mark_told(self, publication_id: int, *, through: int, told_at: datetime | None) -> None:
        """Remember up to which person, in order of ids, people have been told; `told_at` when all are."""
        statement = update(Publication).where(Publication.id == publication_id)
        await self._execute(statement.values(told_through=through, told_at=told_at))

    async def _move(
        self, publication_id: int, was: PublicationState, state: PublicationState, **values: Any
    ) -> bool:
        waiting = update(Publication).where(Publication.id == publication_id, Publication.state == was.value)
        return (await self._execute(waiting.values(state=state.value, **values))).rowcount == 1


class Counsellors(Repository):
    """Append-only: the one recorded last is on duty."""

    async def add(self, counsellor: OnDuty) -> None:
        """Record who is on duty from now on."""
        values = {
            "name": counsellor.name, "hours": counsellor.hours,
            "recorded_at": counsellor.recorded_at, "recorded_by": counsellor.recorded_by,
        }  # fmt: skip
        await self._execute(insert(Counsellor), values)

    async def current(self) -> OnDuty | None:
        """The one recorded last."""
        columns = (Counsellor.name, Counsellor.hours, Counsellor.recorded_at, Counsellor.recorded_by)
        row = (await self._execute(select(*columns).order_by(Counsellor.id.desc()).limit(1))).first()
        return OnDuty(*row) if row else None
