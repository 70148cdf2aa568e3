"""Updates as received; nothing is confirmed to Telegram before it stands here."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from domain.conversation import InboxState, Received
from storage.prepared import Prepared
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import InboxRow

_STORE = Prepared(
    upsert(InboxRow).on_conflict_do_nothing(index_elements=[InboxRow.update_id]),
    ("update_id", "chat_id", "content", "state", "received_at", "attempts"),
    blind=True,
)
_NEWEST = Prepared(select(func.max(InboxRow.update_id)), ())
_UNFINISHED = (
    select(InboxRow.update_id, InboxRow.chat_id, InboxRow.content, InboxRow.applied_at, InboxRow.attempts)
    .where(InboxRow.state == InboxState.RECEIVED.value)
    .order_by(InboxRow.update_id)
)
_APPLIED = Prepared(
    update(InboxRow)
    .where(InboxRow.update_id == bindparam("update"), InboxRow.applied_at.is_(None))
    .values(applied_at=bindparam("at")),
    ("update", "at"),
)
_DONE = Prepared(
    update(InboxRow)
    .where(InboxRow.update_id == bindparam("update"), InboxRow.state == InboxState.RECEIVED.value)
    .values(state=InboxState.DONE.value, done_at=bindparam("at")),
    ("update", "at"),
    blind=True,
)
_OVER_AT = (InboxRow.done_at, InboxRow.received_at)  # what was parked is never done


class Inbox(Repository):
    """The key is Telegram's update_id, so a repeat is ignored."""

    async def store(self, updates: Sequence[Received], *, now: datetime) -> set[int]:
        """Store what is new; returns the ids that were."""
        seen = await self._seen([one.update_id for one in updates])
        fresh = [one for one in updates if one.update_id not in seen]
        if fresh:
            await self._execute(_STORE, [_values(one, now) for one in fresh])
        return {one.update_id for one in fresh}

    async def _seen(self, update_ids: Sequence[int]) -> set[int]:
        """Which of these ids stand here. Telegram counts up, but for a start anew after a quiet week."""
        ((newest,),) = await self._execute(_NEWEST, {})
        if newest is None or min(update_ids, default=newest) > newest:
            return set()
        known = select(InboxRow.update_id).where(InboxRow.update_id.in_(update_ids))
        return set((await self._execute(known)).scalars())

    async def unfinished(self) -> list[Received]:
        """Everything received and not done, in order of update_id."""
        return [
            Received(row.update_id, row.chat_id, row.content, row.applied_at is not None, row.attempts)
            for row in await self._execute(_UNFINISHED)
        ]

    async def received_at(self, update_id: int) -> datetime | None:
        """When the update was stored; None if it is not known."""
        statement = select(InboxRow.received_at).where(InboxRow.update_id == update_id)
        return (await self._execute(statement)).scalar_one_or_none()

    async def mark_applied(self, update_id: int, *, now: datetime) -> bool:
        """The effect of this update is stored, in the transaction of this mark; False if one was before."""
        return (await self._execute(_APPLIED, {"update": update_id, "at": now})).rowcount == 1

    async def mark_done(self, update_ids: Sequence[int], *, now: datetime) -> None:
        """The replies to these updates have left."""
        await self._execute(_DONE, [{"update": update_id, "at": now} for update_id in update_ids])

    async def mark_attempt(self, update_id: int, *, failed: bool) -> None:
        """Count a try that ended in a fault; `failed` parks the row for good."""
        state = InboxState.FAILED if failed else InboxState.RECEIVED
        await self._execute(
            update(InboxRow)
            .where(InboxRow.update_id == update_id)
            .values(attempts=InboxRow.attempts + 1, state=state.value)
        )

    async def backlog(self) -> tuple[int, datetime | None]:
        """How many updates wait, and since when the oldest does."""
        statement = select(func.count(), func.min(InboxRow.received_at)).where(
            InboxRow.state == InboxState.RECEIVED.value
        )
        count, oldest = (await self._execute(statement)).one()
        return int(count), oldest

    async def count_failed(self, *, since: datetime) -> int:
        """How many updates received since a moment were parked."""
        statement = select(func.count()).where(
            InboxRow.state == InboxState.FAILED.value, InboxRow.received_at >= since
        )
        return int((await self._execute(statement)).scalar_one())

    async def forget(self, *, content_before: datetime, ids_before: datetime) -> None:
        """Empty the content of what was over before one moment, delete what was over before another."""
        over, at = InboxRow.state != InboxState.RECEIVED.value, func.coalesce(*_OVER_AT)
        await self._execute(delete(InboxRow).where(over, at < ids_before))
        stale = update(InboxRow).where(over, at < content_before, InboxRow.content.is_not(None))
        await self._execute(stale.values(content=None))


def _values(one: Received, now: datetime) -> dict[str, object]:
    return {
        "update_id": one.update_id, "chat_id": one.chat_id, "content": one.content,
        "state": InboxState.RECEIVED.value, "received_at": now, "attempts": 0,
    }  # fmt: skip
