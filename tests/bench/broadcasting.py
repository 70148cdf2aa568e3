"""A broadcast against a server that enforces 30 messages a second: how near it comes to the ceiling, and whom it misses."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.simulator.flood import Limits
from domain.conversation import Delivery
from tests.bench import stores
from tests.bench.bots import Bot, zone_at_work
from tests.bench.mailing import Mailing
from tests.bench.people import Load
from tests.bench.stores import STORES
from tests.bench.tapping import TO_THE_API, Figures
from tests.bench.workshop import Workshop

PER_SECOND = 30
BURSTS = (30, 5)
_TICK = 0.005
_STRAYS = 2.0  # seconds in which a second copy would arrive


async def broadcasts(workshop: Workshop, people: int) -> AsyncIterator[tuple[Bot, Figures]]:
    """A broadcast to so many people on either database, with a large burst allowed and with a small one."""
    for store in STORES:
        figures: dict[str, float] = {}
        for burst in BURSTS:
            found = await _broadcast(workshop, store, people, burst)
            figures |= {f"{name}_burst_{burst}": value for name, value in found.items()}
        yield store, figures


async def _broadcast(workshop: Workshop, store: Bot, people: int, burst: int) -> Figures:
    load = Load(people, taps=0, latency=TO_THE_API)
    async with workshop.work(store, load, zone=zone_at_work()) as work:
        mailing = Mailing(work.telegram)
        await work.started()
        within = partial(work.process.while_running, within=60 + 10 * people / PER_SECOND)
        await within(mailing.send())
        work.telegram.enforce(Limits(PER_SECOND, burst))  # before anything of it has left
        async with _lag() as server:
            await within(mailing.arrives(people))
        await asyncio.sleep(_STRAYS)
        assert work.database is not None
        sent = stores.messages(work.database, "broadcast", Delivery.SENT.value)
    return {
        "share": people / PER_SECOND / (mailing.last_at - mailing.sent_at),
        "refused": work.telegram.refused,
        "lost": people - min(len(mailing.received), sent),
        "twice": sum(count > 1 for count in mailing.received.values()),
        "server_lag_ms": max(server) * 1000,
    }


@asynccontextmanager
async def _lag() -> AsyncIterator[list[float]]:
    """By how many seconds a timer in this loop comes late, until the block ends."""
    late = [0.0]

    async def tick() -> None:
        while True:
            due = time.monotonic() + _TICK
            await asyncio.sleep(_TICK)
            late.append(time.monotonic() - due)

    ticking = asyncio.create_task(tick())
    try:
        yield late
    finally:
        ticking.cancel()
