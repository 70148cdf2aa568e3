"""From the start of the process to the first answer, to a press that waits at Telegram."""

from collections.abc import AsyncIterator

from tests.bench.bots import Bot
from tests.bench.company import CITY
from tests.bench.people import Load
from tests.bench.stores import STORES
from tests.bench.tapping import Figures
from tests.bench.workshop import Workshop


async def first_answers(workshop: Workshop, people: int = CITY) -> AsyncIterator[tuple[Bot, Figures]]:
    """On either database, which is migrated and holds a city, of whom one has pressed."""
    for store in STORES:
        async with workshop.work(store, Load(people, taps=1, at_once=1)) as work:
            await work.process.while_running(work.crowd.taps_all(among=1), 60)
            (tap,) = work.crowd.taps
            assert not work.crowd.strange
        yield store, {"seconds": tap.pressed_at + tap.seconds - work.process.began}
