"""The bot from its start to its stop, and what happens because time passes."""

import asyncio
import gc
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from telegram import Bot
from telegram.error import InvalidToken

from bot.app import TalentBot, build, clock_of
from bot.clock import SimulatorClock, SystemClock
from bot.config import Config
from bot.delivery.introducing import introduce
from bot.delivery.outbox import Outbox
from bot.delivery.pacer import Pacer
from bot.delivery.transport import AiohttpRequest
from bot.jobs import Jobs
from bot.simulator import server
from bot.simulator.server import Simulator
from bot.simulator.world import Webhook
from domain.conversation import Outgoing, Urgency
from storage.database import Database
from storage.tables import InboxRow, OutboxRow
from tests.delivery.scripted import TOKEN, ScriptedTelegram, gives, refuses
from tests.delivery.test_transport import free_port
from tests.delivery.workbench import MORNING, Bench

BUDI = "+6281211110001"
ASKS_FOR_NIP = "Layanan Talenta BKPSDM Kota Cirebon"


@dataclass
class House:
    """A simulator, a database and what a bot over them is configured with."""

    simulator: Simulator
    database: Database
    config: Config

    async def bot(self) -> TalentBot:
        return await build(self.config, self.database)

    async def states(self) -> list[str]:
        """The states of the inbox."""

        async def look(uow: Any) -> list[str]:
            return list((await uow.execute(select(InboxRow.state))).scalars())

        return await self.database.read(look)


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    async with Simulator(MORNING) as simulator:
        config = Config.model_validate(
            {
                "telegram": {"token": server.TOKEN, "api_url": simulator.url},
                "database": {"url": sqlite_url},
                "clock": {"source": "simulator"},
            }
        )
        database = Database.open(sqlite_url)
        yield House(simulator, database, config)
        await database.close()


async def test_a_stop_answers_what_was_taken(house: House) -> None:
    budi = await house.simulator.persona("Budi", BUDI)
    bot = await house.bot()
    running = asyncio.create_task(bot.run())
    await budi.says("/start")
    while not await house.states():
        await asyncio.sleep(0.001)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await house.states() == ["done"]
    assert (await budi.sees()).last["text"].startswith(ASKS_FOR_NIP)


async def test_what_came_while_the_bot_was_away_is_answered(house: House) -> None:
    budi = await house.simulator.persona("Budi", BUDI)
    await budi.says("/start")
    running = asyncio.create_task((await house.bot()).run())
    await budi.waits_for(ASKS_FOR_NIP)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_webhook_set_before_is_taken_away(house: House) -> None:
    house.simulator.world.bot.webhook = Webhook("https://example.invalid/bot")
    budi = await house.simulator.persona("Budi", BUDI)
    await budi.says("/start")
    running = asyncio.create_task((await house.bot()).run())
    await budi.waits_for(ASKS_FOR_NIP)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert not house.simulator.world.bot.webhook


async def test_a_token_taken_back_ends_the_bot(house: House) -> None:
    bot = await house.bot()
    house.simulator.world.bot.token = "7000000001:AAH-another-token-another-token-0000"
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(bot.run(), 10)
    assert not bot.application.running


async def test_a_token_that_is_wrong_leaves_nothing_open(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = house.config.telegram.model_copy(update={"token": SecretStr("1:wrong")})
    with pytest.raises(InvalidToken):
        await build(house.config.model_copy(update={"telegram": wrong}), house.database)
    gc.collect()
    assert caplog.text == ""


async def test_a_start_that_fails_lets_go_of_everything(house: House, tmp_path: Path) -> None:
    bot = await build(house.config, Database.open(f"sqlite:///{tmp_path / 'empty.sqlite'}"))
    with pytest.raises(Exception, match="no such table"):
        await asyncio.wait_for(bot.run(), 10)
    assert not bot.application.running


async def test_telegram_may_be_away_when_the_bot_starts(house: House) -> None:
    port = free_port()
    telegram = house.config.telegram.model_copy(update={"api_url": f"http://127.0.0.1:{port}"})
    config = house.config.model_copy(
        update={"telegram": telegram, "clock": house.config.clock.model_copy(update={"source": "system"})}
    )
    building = asyncio.create_task(build(config, house.database))
    await asyncio.sleep(0.1)
    async with ScriptedTelegram(port) as away:
        bot = await asyncio.wait_for(building, 10)
        assert [call.method for call in away.calls] == ["getMe", "deleteWebhook"]
        await bot.stop()


def test_whose_time_counts_is_configured(house: House) -> None:
    assert isinstance(clock_of(house.config), SimulatorClock)
    system = house.config.model_copy(
        update={"clock": house.config.clock.model_copy(update={"source": "system"})}
    )
    assert isinstance(clock_of(system), SystemClock)
    assert SystemClock().now().tzinfo is not None


# --- the profile --------------------------------------------------------------------------------


async def introduced(telegram: ScriptedTelegram) -> list[str]:
    """The methods a start calls to make the bot known."""
    request = AiohttpRequest()
    bot = Bot(TOKEN, base_url=f"{telegram.url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    await introduce(bot)
    await request.shutdown()
    return [call.method for call in telegram.calls]


async def test_a_new_bot_introduces_itself() -> None:
    async with ScriptedTelegram() as telegram:
        telegram.next("getMyName", gives({"name": "talenta_bot"}))
        telegram.next("getMyShortDescription", gives({"short_description": ""}))
        telegram.next("getMyDescription", gives({"description": ""}))
        await introduced(telegram)
    assert telegram.called("setMyName") == [{"name": "Layanan Talenta BKPSDM Kota Cirebon"}]
    assert telegram.called("setMyShortDescription") == [
        {
            "short_description": "Layanan resmi BKPSDM Kota Cirebon untuk kuesioner, penilaian, dan rencana "
            "pengembangan ASN."
        }
    ]
    (description,) = telegram.called("setMyDescription")
    assert description["description"].startswith("Bot ini dipakai oleh ASN Kota Cirebon")
    (commands,) = telegram.called("setMyCommands")
    assert '"mulai"' in commands["commands"]
    assert "scope" not in commands


async def test_a_bot_that_is_known_already_changes_nothing(house: House) -> None:
    for _ in range(2):
        bot = await house.bot()
        await bot.start()
        await bot.stop()
    log = await house.simulator.telegram.log()
    assert [entry.method for entry in log].count("setMyName") == 1


async def test_a_profile_that_cannot_be_changed_now_does_not_keep_the_bot_from_starting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with ScriptedTelegram() as telegram:
        telegram.next("getMyName", gives({"name": "talenta_bot"}))
        telegram.next("setMyName", refuses(429, "Too Many Requests: retry after 86000", retry_after=86000))
        assert (await introduced(telegram))[-1] == "setMyName"
    (said,) = caplog.messages
    assert said.startswith("the profile of the bot is as it was: Flood control exceeded.")


# --- what happens because time passes -----------------------------------------------------------


async def note(uow: Any, *, now: Any) -> None:
    await uow.outbox.queue([Outgoing("a duty", 1, "word", Urgency.NOTICE, now)], now=now)


async def stumble(uow: Any, *, now: Any) -> None:
    raise ZeroDivisionError


async def look_out(uow: Any, *, now: Any) -> list[Outgoing]:
    return [Outgoing("a lookout", 1, "word", Urgency.NOTICE, now)]


async def see_nothing(uow: Any) -> list[Outgoing]:
    return []


async def test_a_duty_that_fails_keeps_no_other_from_being_done(bench: Bench) -> None:
    request = AiohttpRequest()
    outbox = Outbox(bench.services, Bot(TOKEN, request=request), {}, Pacer(30, lambda: 0.0))
    queue: Any = object()
    jobs = Jobs(bench.services, outbox, queue, 15, duties=(stumble, note), lookouts=(see_nothing, look_out))
    with pytest.raises(ExceptionGroup) as raised:
        await jobs.tick()
    assert [type(fault) for fault in raised.value.exceptions] == [ZeroDivisionError]

    async def queued(uow: Any) -> list[str]:
        return list((await uow.execute(select(OutboxRow.key).order_by(OutboxRow.id))).scalars())

    assert await bench.do(queued) == ["a duty", "a lookout"]


async def test_a_tick_that_fails_is_logged_and_followed_by_the_next(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    schedule = house.config.schedule.model_copy(update={"tick_seconds": 0.05})
    house.config = house.config.model_copy(update={"schedule": schedule})
    bot = await house.bot()
    bot.jobs = Jobs(bot.services, bot.outbox, bot.application.job_queue, 0.05, duties=(stumble,), lookouts=())
    await bot.start()
    await asyncio.sleep(0.3)
    await bot.stop()
    assert caplog.messages.count("what was due could not be done") >= 2


async def test_what_people_sent_is_forgotten_a_day_after_it_was_handled(house: House) -> None:
    budi = await house.simulator.persona("Budi", BUDI)
    bot = await house.bot()
    await bot.start()
    await budi.says("/start")
    await budi.waits_for(ASKS_FOR_NIP)
    while not await bot.settled():
        await asyncio.sleep(0.001)

    async def contents(uow: Any) -> list[str | None]:
        return list((await uow.execute(select(InboxRow.content))).scalars())

    found = []
    for days in (0.9, 0.2, 6):
        house.simulator.world.move_clock(
            house.simulator.world.now + MORNING.resolution * int(days * 86_400e6)
        )
        await bot.jobs.tick()
        found.append([content is not None for content in await house.database.read(contents)])
    await bot.stop()
    assert found == [[True], [False], []]
