"""Broadcasts; their messages are in the outbox."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from domain.broadcasts import Audience, BroadcastState
from domain.broadcasts import Broadcast as Announcement
from domain.progress import ProgressScreen
from storage.prepared import Prepared
from storage.repositories.repository import Repository
from storage.tables import Broadcast

_SELECT = select(
    Broadcast.id, Broadcast.number, Broadcast.audience, Broadcast.phase_id,
    Broadcast.text, Broadcast.total, Broadcast.state, Broadcast.created_at,
).order_by(Broadcast.id)  # fmt: skip
_BY_ID = Prepared(_SELECT.where(Broadcast.id == bindparam("broadcast")), ("broadcast",))
_RUNNING = _SELECT.where(Broadcast.state.in_([BroadcastState.SENDING.value, BroadcastState.PAUSED.value]))


def _announcement(row: Sequence[Any]) -> Announcement:
    broadcast_id, number, audience, phase_id, text, total, state, created_at = row
    return Announcement(
        broadcast_id, number, Audience(audience), phase_id, text, total, BroadcastState(state), created_at
    )


class Broadcasts(Repository):
    """Texts admins confirmed for an audience."""

    async def add(self, broadcast: Announcement, *, account_id: int, chat_id: int) -> int:
        """Store a broadcast of an account, `id` ignored; its progress is shown in the chat."""
        values = {
            "number": broadcast.number, "audience": broadcast.audience.value,
            "phase_id": broadcast.phase_id, "text": broadcast.text, "total": broadcast.total,
            "state": broadcast.state.value, "created_at": broadcast.created_at,
            "created_by": account_id, "chat_id": chat_id,
        }  # fmt: skip
        return int((await self._execute(insert(Broadcast).returning(Broadcast.id), values)).scalar_one())

    async def by_id(self, broadcast_id: int) -> Announcement | None:
        """The broadcast with this id."""
        row = (await self._execute(_BY_ID, {"broadcast": broadcast_id})).first()
        return _announcement(row) if row else None

    async def running(self) -> Sequence[Announcement]:
        """Those being sent or paused, oldest first."""
        return [_announcement(row) for row in await self._execute(_RUNNING)]

    async def set_state(self, broadcast_id: int, state: BroadcastState, *, was: BroadcastState) -> bool:
        """Move on once; False if it was not in the state `was`."""
        waiting = update(Broadcast).where(Broadcast.id == broadcast_id, Broadcast.state == was.value)
        return (await self._execute(waiting.values(state=state.value))).rowcount == 1

    async def progress_of(self, broadcast_id: int) -> ProgressScreen | None:
        """Where the admin watches this broadcast."""
        columns = (Broadcast.id, Broadcast.chat_id, Broadcast.progress_id)
        row = (await self._execute(select(*columns).where(Broadcast.id == broadcast_id))).first()
        return ProgressScreen(*row) if row else None

    async def show_progress_in(self, broadcast_id: int, message_id: int) -> None:
        """Remember the message that shows the progress."""
        statement = update(Broadcast).where(Broadcast.id == broadcast_id)
        await self._execute(statement.values(progress_id=message_id))
