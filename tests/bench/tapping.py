"""People who tap: processor time, throughput and latency of a full tap, for each bot in turn."""

import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from time import process_time

from tests.bench.bots import Bot
from tests.bench.people import Load, Tap
from tests.bench.workshop import Workshop

TO_THE_API = (0.040, 0.120)  # seconds
Figures = Mapping[str, float]


async def in_turn(
    workshop: Workshop, bots: Sequence[Bot], load: Load, *, apart: bool = False
) -> AsyncIterator[tuple[Bot, Figures]]:
    """Each of these bots under the same load, one after the other.

    `apart`: the bot has a core of its own, and the people and the server of PostgreSQL have the others.
    """
    for bot in bots:
        if apart:
            with _apart(workshop) as core:
                yield bot, await _tapped(workshop, bot, load, core)
        else:
            yield bot, await _tapped(workshop, bot, load)


async def _tapped(workshop: Workshop, bot: Bot, load: Load, cores: Sequence[int] = ()) -> Figures:
    async with workshop.work(bot, load, cores=cores) as work:
        await work.started()
        before, own_before = work.process.processor_seconds(), process_time()
        seconds = await work.taps_all()
        used, own = work.process.processor_seconds() - before, process_time() - own_before
        work.check(load)
    taps = load.people * load.taps
    return latencies(work.crowd.taps) | {
        "cpu_ms": used / taps * 1000,
        "taps_per_second": taps / seconds,
        "load_cpu_ms": own / taps * 1000,
    }


def latencies(taps: Sequence[Tap]) -> dict[str, float]:
    """The median and the 99th percentile, in milliseconds."""
    ordered = sorted(tap.seconds for tap in taps)
    return {f"p{share}_ms": ordered[ceil(share / 100 * len(ordered)) - 1] * 1000 for share in (50, 99)}


@contextmanager
def _apart(workshop: Workshop) -> Iterator[list[int]]:
    *others, core = sorted(workshop.cores)
    assert others, "a bot can have a core of its own only where there are two"
    os.sched_setaffinity(0, others)
    try:
        with workshop.stores.on_cores(set(others), otherwise=set(workshop.cores)):
            yield [core]
    finally:
        os.sched_setaffinity(0, workshop.cores)
