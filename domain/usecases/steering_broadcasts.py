"""A broadcast on its way: its progress, holding it, letting it go on, ending it, its report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.broadcasts import Broadcast, BroadcastState, Tally
from domain.conversation import Delivery, Outgoing, Urgency
from domain.errors import ChangedMeanwhile
from domain.people import Actor, Official, Role
from domain.ports import UnitOfWork
from domain.progress import ProgressScreen


@dataclass(frozen=True, slots=True)
class BroadcastProgress:
    """How far a broadcast has come. `continues_at`: nothing more leaves before that moment."""

    broadcast: Broadcast
    tally: Tally
    continues_at: datetime | None
    screen: ProgressScreen

    @property
    def is_over(self) -> bool:
        """Every message has an outcome."""
        return self.tally.remaining == 0


async def progress(uow: UnitOfWork, *, broadcast_id: int, now: datetime) -> BroadcastProgress:
    """How far it has come. Refuses ChangedMeanwhile where there is none."""
    broadcast = await uow.broadcasts.by_id(broadcast_id)
    screen = await uow.broadcasts.progress_of(broadcast_id)
    if broadcast is None or screen is None:
        raise ChangedMeanwhile
    tally = Tally.of(await uow.outbox.tally(broadcast_id))
    continues_at = await uow.outbox.continues_at(broadcast_id, now=now)
    return BroadcastProgress(broadcast, tally, continues_at, screen)


async def look(uow: UnitOfWork, *, actor: Actor, broadcast_id: int, now: datetime) -> BroadcastProgress:
    """The same for an admin."""
    actor.acting_as(Role.ADMIN)
    return await progress(uow, broadcast_id=broadcast_id, now=now)


async def pause(uow: UnitOfWork, *, actor: Actor, broadcast_id: int, now: datetime) -> BroadcastProgress:
    """Nothing more leaves until it goes on. Refuses ChangedMeanwhile unless it is being sent."""
    return await _move(uow, actor, broadcast_id, BroadcastState.PAUSED, now)


async def hold(uow: UnitOfWork, *, actor: Actor, broadcast_id: int, now: datetime) -> BroadcastProgress:
    """Pause before asking whether to stop, so that the count asked about stays true."""
    found = await look(uow, actor=actor, broadcast_id=broadcast_id, now=now)
    if found.broadcast.state is BroadcastState.PAUSED:
        return found
    return await pause(uow, actor=actor, broadcast_id=broadcast_id, now=now)


async def resume(uow: UnitOfWork, *, actor: Actor, broadcast_id: int, now: datetime) -> BroadcastProgress:
    """Go on with what is left. Refuses ChangedMeanwhile unless it is paused."""
    return await _move(uow, actor, broadcast_id, BroadcastState.SENDING, now)


async def stop(uow: UnitOfWork, *, actor: Actor, broadcast_id: int, now: datetime) -> BroadcastProgress:
    """Cancel what has not left; for good. Refuses ChangedMeanwhile where it is over."""
    await _move(uow, actor, broadcast_id, BroadcastState.STOPPED, now)
    await uow.outbox.cancel(broadcast_id=broadcast_id, now=now)
    return await progress(uow, broadcast_id=broadcast_id, now=now)


async def finish(uow: UnitOfWork, *, broadcast_id: int, now: datetime) -> None:
    """Finish a broadcast of which nothing is left and let its progress become the report, once."""
    found = await progress(uow, broadcast_id=broadcast_id, now=now)
    if not found.is_over:
        return
    for state in (BroadcastState.SENDING, BroadcastState.PAUSED):
        await uow.broadcasts.set_state(broadcast_id, BroadcastState.FINISHED, was=state)
    report = Outgoing(
        key=f"broadcast_report:{broadcast_id}",
        chat_id=found.screen.chat_id,
        kind="broadcast_report",
        urgency=Urgency.TIDYING,
        not_before=now,
        facts={"broadcast_id": broadcast_id},
    )
    await uow.outbox.queue([report], now=now)


async def finish_due(uow: UnitOfWork, *, now: datetime) -> None:
    """Finish what ended while nobody looked: the last outcome came just before a stop of the bot."""
    for broadcast in await uow.broadcasts.running():
        await finish(uow, broadcast_id=broadcast.id, now=now)


async def outcomes(
    uow: UnitOfWork, *, actor: Actor, broadcast_id: int
) -> Sequence[tuple[Official, Delivery]]:
    """Every recipient with what became of their message, by name."""
    actor.acting_as(Role.ADMIN)
    states = {facts["person_id"]: state for facts, state in await uow.outbox.outcomes(broadcast_id)}
    return [(one, states[one.id]) for one in await uow.people.everybody() if one.id in states]


async def _move(
    uow: UnitOfWork, actor: Actor, broadcast_id: int, state: BroadcastState, now: datetime
) -> BroadcastProgress:
    admin = actor.acting_as(Role.ADMIN)
    found = await progress(uow, broadcast_id=broadcast_id, now=now)
    was = found.broadcast.state
    found.broadcast.moved_to(state)
    await uow.broadcasts.set_state(broadcast_id, state, was=was)
    content = {"broadcast": found.broadcast.number, "state": state.value}
    await uow.audit.append(actor=f"account:{admin.id}", action="broadcast_moved", content=content, now=now)
    return await progress(uow, broadcast_id=broadcast_id, now=now)
