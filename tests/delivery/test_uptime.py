"""Since when updates are taken in: what is written down of tries that worked and tries that failed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.config import Telegram
from bot.delivery.polling import Polling
from bot.delivery.transport import AiohttpRequest
from bot.delivery.uptime import Uptime
from bot.delivery.webhook import Webhook
from domain.intake import Stretch
from storage.tables import IntakeStretch
from tests.delivery.scripted import TOKEN, refuses
from tests.delivery.test_webhook_intake import Desk, text
from tests.delivery.workbench import MORNING, Bench, StoreDown


@pytest.fixture
def uptime(bench: Bench) -> Uptime:
    return Uptime(bench.services)


def at(minutes: float) -> Any:
    return MORNING + timedelta(minutes=minutes)


def passes(bench: Bench, minutes: float) -> None:
    bench.clock.moves(timedelta(minutes=minutes))


async def kept(bench: Bench) -> list[Stretch]:
    async def look(uow: Any) -> list[Stretch]:
        rows = select(IntakeStretch.since, IntakeStretch.until).order_by(IntakeStretch.since)
        return [Stretch(*row) for row in await uow.execute(rows)]

    return await bench.do(look)


async def test_nothing_is_known_before_the_first_try(bench: Bench, uptime: Uptime) -> None:
    await uptime.keep()
    uptime.fails()
    await uptime.keep()
    assert await kept(bench) == []


async def test_a_stretch_goes_on_while_nothing_fails(bench: Bench, uptime: Uptime) -> None:
    uptime.works()
    passes(bench, 1)
    await uptime.keep()
    assert await kept(bench) == [Stretch(at(0), at(1))]
    passes(bench, 2)
    await uptime.keep()
    assert await kept(bench) == [Stretch(at(0), at(3))]


async def test_an_outage_began_with_the_last_try_that_worked(bench: Bench, uptime: Uptime) -> None:
    for _ in range(2):
        uptime.works()
        passes(bench, 1)
    await uptime.keep()
    assert await kept(bench) == [Stretch(at(0), at(2))]
    for _ in range(3):
        uptime.fails()
        passes(bench, 1)
    await uptime.keep()
    assert await kept(bench) == [Stretch(at(0), at(1))]
    uptime.works()
    passes(bench, 1)
    await uptime.keep()
    assert await kept(bench) == [Stretch(at(0), at(1)), Stretch(at(5), at(6))]


async def test_what_the_store_did_not_take_is_written_the_next_time(bench: Bench, uptime: Uptime) -> None:
    uptime.works()
    bench.store.failing_writes = 1
    with pytest.raises(StoreDown):
        await uptime.keep()
    uptime.fails()
    passes(bench, 1)
    uptime.works()
    await uptime.keep()
    assert await kept(bench) == [Stretch(at(0), at(0)), Stretch(at(1), at(1))]


# --- whoever takes updates in ---------------------------------------------------------------------


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(connections=1)
    await request.initialize()
    yield request
    await request.shutdown()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.001)


async def test_polling_is_an_outage_from_its_last_answer_to_the_next(
    bench: Bench, uptime: Uptime, request_: AiohttpRequest
) -> None:
    async def take(_updates: object) -> None:
        raise AssertionError

    async def moves_on(_request: Any) -> Any:
        passes(bench, 10)
        return await refuses(502, "Bad Gateway")(_request)

    bench.telegram.next("getUpdates", moves_on, moves_on)
    uptime.works()
    loop = Polling(request_, f"{bench.telegram.url}/bot{TOKEN}", take, watch=uptime, pauses=(0.001,))
    polling = asyncio.create_task(loop.run())
    await until(lambda: len(bench.telegram.calls) > 3)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await uptime.keep()
    assert await kept(bench) == [Stretch(at(0), at(0)), Stretch(at(20), at(20))]


async def test_a_webhook_whose_updates_are_not_stored_is_an_outage(bench: Bench, uptime: Uptime) -> None:
    desk = Desk(bench)
    settings = Telegram.model_validate(
        {"token": TOKEN, "mode": "webhook", "webhook_url": "http://127.0.0.1:8080/telegram/masuk",
         "webhook_secret": "rahasia_Bot-1"}
    )  # fmt: skip
    desk.webhook = Webhook(settings, desk.take, watch=uptime, patience=0.001)
    uptime.works()
    passes(bench, 5)
    bench.store.failing_writes = 1
    assert await desk.brings(text(1)) == [503]
    passes(bench, 5)
    assert await desk.brings(text(1)) == [200]
    await uptime.keep()
    assert await kept(bench) == [Stretch(at(0), at(0)), Stretch(at(10), at(10))]
    await desk.at_rest()
