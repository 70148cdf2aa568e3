"""People who tap while something large is going on beside them: their latency against that of an undisturbed run."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from bot.simulator.people import synthetic_roster
from bot.simulator.spreadsheets import messy_roster
from tests.bench import stores
from tests.bench.bots import Bot, zone_at_work
from tests.bench.mailing import Mailing
from tests.bench.people import Load
from tests.bench.processes import process
from tests.bench.stores import STORES
from tests.bench.tapping import TO_THE_API, Figures, latencies
from tests.bench.workshop import TAPS, Work, Workshop

ROWS = 5_000
CITY = 539
_AT_ONCE = 50
_WARM = 1.0  # seconds of tapping before it is looked at
_ALONE = 8.0  # seconds looked at where nothing goes on beside
_IMPORT_WITHIN = 300.0

Company: TypeAlias = Callable[[Workshop, Work], Awaitable[tuple[float, float]]]
"""What goes on beside; returns when it began and when it ended."""


async def beside(
    workshop: Workshop, company: Company, people: int = CITY
) -> AsyncIterator[tuple[Bot, Figures]]:
    """On either database: the same people undisturbed, then with company."""
    for store in STORES:
        alone = await _latencies(workshop, store, _nothing, people)
        found = await _latencies(workshop, store, company, people)
        figures = {f"{name}_alone": value for name, value in alone.items()} | found
        for share in ("p50", "p99"):
            figures[f"{share}_times"] = found[f"{share}_ms"] / alone[f"{share}_ms"]
        yield store, figures


async def broadcast(workshop: Workshop, work: Work) -> tuple[float, float]:
    """A broadcast to the whole city, those who tap among them."""
    mailing = Mailing(work.telegram)
    await mailing.send()
    await mailing.arrives(len(work.crowd))
    return mailing.sent_at, mailing.last_at


async def roster_import(workshop: Workshop, work: Work) -> tuple[float, float]:
    """`talenta import roster` of a file with 5,000 new people, from its start to its end."""
    assert work.database is not None
    file = workshop.folder / "pegawai.xlsx"
    file.write_bytes(_roster())
    known = stores.people(work.database)
    words = (sys.executable, "-m", "bot", "import", "roster", str(file))
    began = time.monotonic()
    async with process(words, work.command.settings, workshop.folder / "import.log") as importing:
        code = await importing.ends(within=_IMPORT_WITHIN)
    ended = time.monotonic()
    assert code == 0, importing.log.read_text(encoding="utf-8")
    assert stores.people(work.database) == known + ROWS
    return began, ended


async def _nothing(_workshop: Workshop, _work: Work) -> tuple[float, float]:
    began = time.monotonic()
    await asyncio.sleep(_ALONE)
    return began, time.monotonic()


async def _latencies(workshop: Workshop, store: Bot, company: Company, people: int) -> dict[str, float]:
    probed = workshop.folder / "probed.json"
    load = Load(people, TAPS, at_once=_AT_ONCE, latency=TO_THE_API)
    module = ("tests.bench.probed_bot", str(probed))
    async with workshop.work(store, load, module=module, zone=zone_at_work()) as work:
        await work.started()
        async with _tapping(work):
            await asyncio.sleep(_WARM)
            began, ended = await work.process.while_running(company(workshop, work), _IMPORT_WITHIN)
        taps = [tap for tap in work.crowd.taps if began <= tap.pressed_at <= ended]
        assert work.database is not None
        assert not work.crowd.strange
        assert stores.updates_done(work.database) >= len(work.crowd.taps)
        await work.process.stop()
    seen = _Seen.read(probed)
    assert store != "sqlite" or seen.synchronous == [2], seen.synchronous
    return latencies(taps) | {"lag_ms": seen.lag(began, ended) * 1000, "seconds": ended - began}


@asynccontextmanager
async def _tapping(work: Work) -> AsyncIterator[None]:
    """Everybody taps until the block ends, and what was pressed by then is answered."""
    tapping = asyncio.create_task(work.crowd.taps_all())
    try:
        yield
        work.crowd.stop()
        await asyncio.sleep(1.0)
    finally:
        tapping.cancel()
        await asyncio.gather(tapping, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the probe in the bot saw."""

    late: list[tuple[float, float]]
    synchronous: list[int]

    @classmethod
    def read(cls, file: Path) -> "_Seen":
        seen = json.loads(file.read_text(encoding="utf-8"))
        return cls([(at, by) for at, by in seen["late"]], seen["synchronous"])

    def lag(self, began: float, ended: float) -> float:
        """The highest in this stretch, in seconds."""
        return max((by for at, by in self.late if began <= at <= ended), default=0.0)


@cache
def _roster() -> bytes:
    return messy_roster(synthetic_roster(size=ROWS))
