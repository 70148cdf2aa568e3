"""Messages of the bot's own accord, from queued to settled."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, func, or_, select, update

from domain.conversation import Delivery, Outgoing, Queued, Urgency
from storage.prepared import Prepared
from storage.repositories.repository import Execute, Repository
from storage.statements import upsert
from storage.tables import Broadcast, OutboxRow

_INSERT = upsert(OutboxRow)
_QUEUE = _INSERT.on_conflict_do_nothing(index_elements=[OutboxRow.key]).returning(OutboxRow.id)
_REQUEUE = _INSERT.on_conflict_do_update(
    index_elements=[OutboxRow.key],
    set_={
        name: _INSERT.excluded[name]
        for name in ("chat_id", "kind", "facts", "priority", "state", "not_before", "attempts", "created_at")
    },
)
_SELECT = select(
    OutboxRow.id, OutboxRow.key, OutboxRow.chat_id, OutboxRow.kind,
    OutboxRow.facts, OutboxRow.attempts, OutboxRow.broadcast_id,
)  # fmt: skip
_SENDING = select(Broadcast.id).where(Broadcast.state == "sending")
_CHUNK = 500
_NOT_HELD = OutboxRow.broadcast_id.is_(None) | OutboxRow.broadcast_id.in_(_SENDING)
_WIN = Prepared(
    update(OutboxRow)
    .where(OutboxRow.id == bindparam("message"), OutboxRow.state == Delivery.QUEUED.value, _NOT_HELD)
    .values(state=Delivery.SENDING.value, attempts=OutboxRow.attempts + 1),
    ("message",),
)
_SETTLE = Prepared(
    update(OutboxRow)
    .where(OutboxRow.id == bindparam("message"))
    .values(
        state=bindparam("became"), settled_at=bindparam("at"), message_id=bindparam("sent"),
        reason=bindparam("why"),
    ),
    ("message", "became", "at", "sent", "why"),
    blind=True,
)  # fmt: skip


@cache
def _sent_since(kinds: tuple[str, ...]) -> Prepared:
    return Prepared(
        select(func.count()).where(
            OutboxRow.chat_id == bindparam("chat"),
            or_(*(OutboxRow.kind == kind for kind in kinds)),
            OutboxRow.state == Delivery.SENT.value,
            OutboxRow.settled_at >= bindparam("since"),
        ),
        ("chat", "since"),
    )


class Outbox(Repository):
    """A key is said once: queueing it again changes nothing."""

    def __init__(self, execute: Execute) -> None:
        super().__init__(execute)
        self.awakened = False

    async def queue(self, messages: Sequence[Outgoing], *, now: datetime) -> int:
        """Queue what has not been queued under its key before; returns how many were new."""
        rows = [_values(message, now) for message in messages]
        self.awakened |= any(message.not_before <= now for message in messages)
        return len((await self._execute(_QUEUE, rows)).all()) if rows else 0

    async def known(self, keys: Collection[str]) -> Collection[str]:
        """Those of the keys under which something was queued, whatever became of it."""
        wanted, found = list(keys), set[str]()
        for start in range(0, len(wanted), _CHUNK):
            statement = select(OutboxRow.key).where(OutboxRow.key.in_(wanted[start : start + _CHUNK]))
            found.update((await self._execute(statement)).scalars())
        return found

    async def postpone(self, key: str, *, not_before: datetime) -> None:
        """Move a message that still waits; does nothing once it left."""
        waiting = update(OutboxRow).where(OutboxRow.key == key, OutboxRow.state == Delivery.QUEUED.value)
        await self._execute(waiting.values(not_before=not_before))

    async def bring_forward(self, chat_id: int, *, kind: str, now: datetime) -> None:
        """Let what of this kind waits for the chat leave at once."""
        waiting = update(OutboxRow).where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.kind == kind,
            OutboxRow.state == Delivery.QUEUED.value,
        )
        await self._execute(waiting.values(not_before=now))
        self.awakened = True

    async def requeue(self, message: Outgoing, *, now: datetime) -> None:
        """Queue again under a key that may have left before."""
        self.awakened |= message.not_before <= now
        await self._execute(_REQUEUE, _values(message, now))

    async def due(self, *, now: datetime, limit: int) -> list[Queued]:
        """What may leave now, most urgent first."""
        statement = (
            _SELECT.where(OutboxRow.state == Delivery.QUEUED.value, OutboxRow.not_before <= now, _NOT_HELD)
            .order_by(OutboxRow.priority, OutboxRow.not_before, OutboxRow.id)
            .limit(limit)
        )
        return [Queued(*row) for row in await self._execute(statement)]

    async def win(self, message_id: int) -> bool:
        """Take the message for sending; False if another sender took it or its broadcast is held."""
        return (await self._execute(_WIN, {"message": message_id})).rowcount == 1

    async def settle(
        self,
        message_id: int,
        state: Delivery,
        *,
        now: datetime,
        telegram_message_id: int | None = None,
        reason: str | None = None,
    ) -> None:
        """Write down how the sending ended."""
        values = {
            "message": message_id, "became": state.value, "at": now, "sent": telegram_message_id, "why": reason,
        }  # fmt: skip
        await self._execute(_SETTLE, values)

    async def retry(self, message_id: int, *, not_before: datetime, reason: str) -> None:
        """Put a message that certainly did not leave back in the queue."""
        await self._execute(
            update(OutboxRow)
            .where(
                OutboxRow.id == message_id,
                OutboxRow.state.in_([Delivery.QUEUED.value, Delivery.SENDING.value]),
            )
            .values(state=Delivery.QUEUED.value, not_before=not_before, reason=reason)
        )

    async def recover(self, *, now: datetime) -> list[Queued]:
        """After a crash: what was being sent becomes unknown and is returned; tidying is done again."""
        sending = OutboxRow.state == Delivery.SENDING.value
        tidying = update(OutboxRow).where(sending, OutboxRow.priority == Urgency.TIDYING.rank)
        await self._execute(tidying.values(state=Delivery.QUEUED.value))
        statement = _SELECT.where(sending)
        found = [Queued(*row) for row in await self._execute(statement)]
        for message in found:
            await self.settle(message.id, Delivery.UNKNOWN, now=now, reason="interrupted")
        return found

    async def cancel(self, *, broadcast_id: int, now: datetime) -> int:
        """Cancel what of a broadcast has not left; returns how many."""
        waiting = update(OutboxRow).where(
            OutboxRow.broadcast_id == broadcast_id, OutboxRow.state == Delivery.QUEUED.value
        )
        result = await self._execute(waiting.values(state=Delivery.CANCELLED.value, settled_at=now))
        return result.rowcount

    async def cancel_for(self, chat_ids: Collection[int], *, now: datetime) -> int:
        """Cancel every message that waits for these chats, tidying edits excepted; returns how many."""
        wanted, cancelled = list(chat_ids), 0
        for start in range(0, len(wanted), _CHUNK):
            waiting = update(OutboxRow).where(
                OutboxRow.chat_id.in_(wanted[start : start + _CHUNK]),
                OutboxRow.state == Delivery.QUEUED.value,
                OutboxRow.priority != Urgency.TIDYING.rank,
            )
            values = {"state": Delivery.CANCELLED.value, "settled_at": now}
            cancelled += (await self._execute(waiting.values(**values))).rowcount
        return cancelled

    async def tally(self, broadcast_id: int) -> Mapping[Delivery, int]:
        """How many messages of a broadcast are in each state."""
        statement = (
            select(OutboxRow.state, func.count())
            .where(OutboxRow.broadcast_id == broadcast_id)
            .group_by(OutboxRow.state)
        )
        return {Delivery(state): count for state, count in await self._execute(statement)}

    async def outcomes(self, broadcast_id: int) -> Sequence[tuple[Mapping[str, object], Delivery]]:
        """Facts and state of every message of a broadcast, in the order queued."""
        statement = select(OutboxRow.facts, OutboxRow.state).where(OutboxRow.broadcast_id == broadcast_id)
        rows = await self._execute(statement.order_by(OutboxRow.id))
        return [(facts, Delivery(state)) for facts, state in rows]

    async def continues_at(self, broadcast_id: int, *, now: datetime) -> datetime | None:
        """When a broadcast goes on, if all of it that is left may leave only after `now`."""
        statement = select(func.min(OutboxRow.not_before)).where(
            OutboxRow.broadcast_id == broadcast_id,
            OutboxRow.state.in_([Delivery.QUEUED.value, Delivery.SENDING.value]),
        )
        moment: datetime | None = (await self._execute(statement)).scalar_one()
        return moment if moment and moment > now else None

    async def sent_since(self, chat_id: int, *, kinds: Sequence[str], since: datetime) -> int:
        """How many messages of these kinds the chat has been sent."""
        ((count,),) = await self._execute(_sent_since(tuple(kinds)), {"chat": chat_id, "since": since})
        return int(count)

    async def count_leaving(self) -> int:
        """How many messages are being sent at this moment."""
        statement = select(func.count()).where(OutboxRow.state == Delivery.SENDING.value)
        return int((await self._execute(statement)).scalar_one())

    async def count_queued(self) -> int:
        """How many messages wait to be sent, now or later."""
        statement = select(func.count()).where(OutboxRow.state == Delivery.QUEUED.value)
        return int((await self._execute(statement)).scalar_one())

    async def next_due(self, *, now: datetime) -> datetime | None:
        """When the next queued message may leave; `now` if one is overdue."""
        statement = select(func.min(OutboxRow.not_before)).where(OutboxRow.state == Delivery.QUEUED.value)
        moment: datetime | None = (await self._execute(statement)).scalar_one()
        return max(moment, now) if moment else None


def _values(message: Outgoing, now: datetime) -> dict[str, object]:
    return {
        "key": message.key, "chat_id": message.chat_id, "kind": message.kind,
        "facts": dict(message.facts), "priority": message.urgency.rank, "state": Delivery.QUEUED.value,
        "not_before": message.not_before, "attempts": 0, "broadcast_id": message.broadcast_id,
        "created_at": now,
    }  # fmt: skip
