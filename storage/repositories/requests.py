"""What people ask BKPSDM for, and what was decided for one person alone."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from domain.filling import Reopening as Reopened
from domain.requests import Request as Asked
from domain.requests import RequestKind, RosterField
from domain.revisions import Move as Moved
from storage.prepared import Prepared
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import Extension, Move, Reopening, Request

_SELECT = select(
    Request.id, Request.kind, Request.person_id, Request.text, Request.asked_at, Request.phase_id,
    Request.field, Request.number, Request.due_at, Request.decided_at, Request.granted, Request.answer,
)  # fmt: skip
_WAITING = _SELECT.where(Request.decided_at.is_(None)).order_by(Request.id)
_GRANT_ROW = upsert(Extension)
_GRANT = _GRANT_ROW.on_conflict_do_update(
    index_elements=[Extension.phase_id, Extension.person_id],
    set_={name: _GRANT_ROW.excluded[name] for name in ("closes_at", "reason", "granted_by", "granted_at")},
)


_MOVES = select(
    Move.response_id, Move.from_version, Move.to_version, Move.reason, Move.moved_at, Move.kept, Move.total,
    Move.changed, Move.added,
)  # fmt: skip


def _asked(row: Sequence[Any]) -> Asked:
    request_id, kind, person_id, text, asked_at, phase_id, field, *rest = row
    wrong = RosterField(field) if field else None
    return Asked(request_id, RequestKind(kind), person_id, text, asked_at, phase_id, wrong, *rest)


class Requests(Repository):
    """Each is decided once."""

    async def add(self, request: Asked) -> int:
        """Store an open request; its `id` is ignored."""
        values = {
            "kind": request.kind.value, "person_id": request.person_id, "text": request.text,
            "asked_at": request.asked_at, "phase_id": request.phase_id,
            "field": request.field.value if request.field else None, "number": request.number,
            "due_at": request.due_at,
        }  # fmt: skip
        return int((await self._execute(insert(Request).returning(Request.id), values)).scalar_one())

    async def by_id(self, request_id: int) -> Asked | None:
        """The request with this id."""
        row = (await self._execute(_SELECT.where(Request.id == request_id))).first()
        return _asked(row) if row else None

    async def waiting(self) -> Sequence[Asked]:
        """All undecided requests, oldest first."""
        return [_asked(row) for row in await self._execute(_WAITING)]

    async def waiting_of(self, person_id: int) -> Sequence[Asked]:
        """The undecided requests of one person, oldest first."""
        statement = _WAITING.where(Request.person_id == person_id)
        return [_asked(row) for row in await self._execute(statement)]

    async def decide(
        self, request_id: int, *, granted: bool, answer: str, account_id: int, now: datetime
    ) -> bool:
        """Decide once; False if somebody decided before."""
        values = {"decided_at": now, "decided_by": account_id, "granted": granted, "answer": answer}
        waiting = update(Request).where(Request.id == request_id, Request.decided_at.is_(None))
        return (await self._execute(waiting.values(values))).rowcount == 1


_EXTENDED = Prepared(
    select(Extension.phase_id, Extension.closes_at).where(Extension.person_id == bindparam("person")),
    ("person",),
)


class Extensions(Repository):
    """At most one per phase and person."""

    async def grant(
        self,
        phase_id: int,
        person_id: int,
        *,
        closes_at: datetime,
        reason: str,
        account_id: int,
        now: datetime,
    ) -> None:
        """Give a person until then, whatever was granted before."""
        values = {
            "phase_id": phase_id, "person_id": person_id, "closes_at": closes_at, "reason": reason,
            "granted_by": account_id, "granted_at": now,
        }  # fmt: skip
        await self._execute(_GRANT, values)

    async def of_person(self, person_id: int) -> Mapping[int, datetime]:
        """Phase id → the later deadline."""
        return {row[0]: row[1] for row in await self._execute(_EXTENDED, {"person": person_id})}

    async def of_phase(self, phase_id: int) -> Mapping[int, datetime]:
        """Person id → the later deadline."""
        statement = select(Extension.person_id, Extension.closes_at).where(Extension.phase_id == phase_id)
        return {row[0]: row[1] for row in await self._execute(statement)}


class Moves(Repository):
    """Added, never changed."""

    async def add(self, move: Moved, *, aside: Mapping[str, str], account_id: int) -> None:
        """Keep what happened, and the answers that do not hold any more."""
        values = {**asdict(move), "set_aside": dict(aside), "moved_by": account_id}
        await self._execute(insert(Move), values)

    async def last_of(self, response_id: int) -> Moved | None:
        """The newest move of a response."""
        statement = _MOVES.where(Move.response_id == response_id).order_by(Move.id.desc()).limit(1)
        row = (await self._execute(statement)).first()
        return Moved(*row) if row else None

    async def aside(self, response_id: int) -> Mapping[str, str]:
        """The answers that moves have put aside, the latest of each question."""
        statement = select(Move.set_aside).where(Move.response_id == response_id).order_by(Move.id)
        found: dict[str, str] = {}
        for (aside,) in await self._execute(statement):
            found |= aside
        return found


class Reopenings(Repository):
    """Added, never changed."""

    async def add(self, response_id: int, *, reason: str, account_id: int, now: datetime) -> int:
        """Keep why a response was reopened."""
        values = {
            "response_id": response_id, "reason": reason, "reopened_by": account_id, "reopened_at": now,
        }  # fmt: skip
        return int((await self._execute(insert(Reopening).returning(Reopening.id), values)).scalar_one())

    async def by_id(self, reopening_id: int) -> Reopened | None:
        """The reopening with this id."""
        statement = select(
            Reopening.id, Reopening.response_id, Reopening.reason, Reopening.reopened_at
        ).where(Reopening.id == reopening_id)
        row = (await self._execute(statement)).first()
        return Reopened(*row) if row else None
