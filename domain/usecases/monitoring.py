"""How the bot itself is doing, for admins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.people import Actor, Role
from domain.ports import UnitOfWork

CONTENT_KEPT = timedelta(days=1)
IDS_KEPT = timedelta(days=7)  # Telegram repeats an update for a day at most


@dataclass(frozen=True, slots=True)
class Condition:
    """Queues as they stand: `waiting` in (the oldest for `oldest`), `to_send` out; broadcasts; faults of a day."""

    waiting: int
    oldest: timedelta
    to_send: int
    broadcasts: tuple[str, ...]
    faults: int


async def forget_updates(uow: UnitOfWork, *, now: datetime) -> None:
    """Empty what people sent a day after it was handled, and forget that it came after a week."""
    await uow.inbox.forget(content_before=now - CONTENT_KEPT, ids_before=now - IDS_KEPT)


async def condition(uow: UnitOfWork, *, actor: Actor, now: datetime) -> Condition:
    """Count what waits, besides the question itself, and what failed. Refuses RoleRequired."""
    actor.acting_as(Role.ADMIN)
    received, since = await uow.inbox.backlog()
    waiting = max(received - 1, 0)
    return Condition(
        waiting=waiting,
        oldest=now - since if waiting and since else timedelta(0),
        to_send=await uow.outbox.count_queued(),
        broadcasts=tuple(one.number for one in await uow.broadcasts.running()),
        faults=await uow.inbox.count_failed(since=now - timedelta(days=1)),
    )
