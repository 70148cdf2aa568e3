"""The bot is killed while people answer: nothing that Telegram was told is taken may be missing, or be there twice."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.app import build
from bot.config import Config
from bot.simulator.faults import Fault, Harm
from bot.simulator.server import Simulator
from storage.database import Database
from tests.delivery.kill_city import OPENING, settings
from tests.delivery.kill_stores import ON_BOTH, ON_SQLITE
from tests.delivery.kill_trial import LATENCY, Size, Trial

pytestmark = pytest.mark.kills

SHORT = Size(people=60, questions=4, kills=3)
FULL = Size(people=200, questions=24, kills=20)
CARELESS = ("tests.delivery.kill_careless",)
EVERYTHING_FAILS = (
    LATENCY,
    *(Fault(harm, probability=0.05) for harm in Harm if harm is not Harm.DELAY),
)


async def run(
    size: Size,
    url: str,
    folder: Path,
    *,
    seed: int,
    faults: Sequence[Fault] = (LATENCY,),
    forked: bool = False,
) -> None:
    findings = await Trial(size, url, folder, seed, faults, forked=forked).run()
    print(f"seed {seed}, {size}: {findings}")
    assert not findings.faults, str(findings)
    assert findings.in_the_middle >= size.kills * 3 // 4, str(findings)


@ON_BOTH
async def test_three_kills_lose_nothing_and_repeat_nothing(store: str, tmp_path: Path) -> None:
    await run(SHORT, store, tmp_path, seed=1, forked=True)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [11, 12])
@ON_BOTH
async def test_twenty_kills_lose_nothing_and_repeat_nothing(store: str, tmp_path: Path, seed: int) -> None:
    await run(FULL, store, tmp_path, seed=seed)


@pytest.mark.soak
@ON_BOTH
async def test_nothing_is_lost_where_calls_fail_in_every_way(store: str, tmp_path: Path) -> None:
    await run(FULL, store, tmp_path, seed=21, faults=EVERYTHING_FAILS)


@ON_SQLITE
async def test_a_bot_that_confirms_before_it_stores_is_found_out(store: str, tmp_path: Path) -> None:
    findings = await Trial(SHORT, store, tmp_path, seed=1, module=CARELESS, forked=True).run()
    assert any("updates are lost" in fault for fault in findings.faults), str(findings)


@ON_SQLITE
async def test_a_start_waits_as_long_as_telegram_asks(store: str) -> None:
    async with Simulator(OPENING) as simulator:
        simulator.faults.put([Fault(Harm.TOO_MANY_REQUESTS, "deleteWebhook", retry_after=1)])
        database = Database.open(store)
        starting = asyncio.create_task(build(Config.model_validate(settings(simulator.url, store)), database))
        while not any(entry.response.get("error_code") == 429 for entry in simulator.world.journal.since(0)):
            await asyncio.sleep(0.01)
        simulator.faults.put([])
        bot = await asyncio.wait_for(starting, 10)
        await bot.application.shutdown()
        await database.close()
