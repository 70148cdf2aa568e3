"""Memory of our bot: after its start, after the first people, and after ten thousand have opened a questionnaire."""

import asyncio
from collections.abc import AsyncIterator

from tests.bench.bots import Bot
from tests.bench.people import Load
from tests.bench.stores import STORES
from tests.bench.tapping import Figures
from tests.bench.workshop import Work, Workshop

OPEN = 10_000
_FIRST = 200  # they open connections and compile statements, which is no growth
_AT_ONCE = 200
_RESTS = 3.0  # seconds of idleness before it is looked at


async def memory(workshop: Workshop, people: int = OPEN) -> AsyncIterator[tuple[Bot, Figures]]:
    """On either database, in MB of VmRSS."""
    for store in STORES:
        load = Load(people + _FIRST, taps=1, at_once=_AT_ONCE)
        async with workshop.work(store, load) as work:
            await work.started()
            idle = await _at_rest(work)
            await work.process.while_running(work.crowd.taps_all(among=_FIRST), 60)
            warm = await _at_rest(work)
            await work.taps_all()
            full = await _at_rest(work)
            work.check(load)
        yield store, {"idle_mb": idle, "warm_mb": warm, "growth_mb": full - warm}


async def _at_rest(work: Work) -> float:
    await asyncio.sleep(_RESTS)
    return work.process.resident_mb()
