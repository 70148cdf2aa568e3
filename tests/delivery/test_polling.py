"""Asking for updates: nothing is confirmed before it is stored."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from telegram.error import InvalidToken

from bot.delivery.polling import Polling
from bot.delivery.transport import AiohttpRequest
from tests.delivery.scripted import TOKEN, ScriptedTelegram, gives, refuses, says
from tests.delivery.test_transport import free_port

BATCH = [{"update_id": 7, "message": {}}, {"update_id": 8, "message": {}}]


class StoreDown(RuntimeError):
    """Stands for whatever a database raises."""


class Intake:
    """Keeps what it is given; fails as often as it is told before."""

    def __init__(self, failures: int = 0) -> None:
        self.kept: list[int] = []
        self.failures = failures
        self.something = asyncio.Event()

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreDown
        self.kept += [update["update_id"] for update in updates]
        self.something.set()


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(connections=1)
    await request.initialize()
    yield request
    await request.shutdown()


def polling(request: AiohttpRequest, url: str, intake: Intake) -> "asyncio.Task[None]":
    """The loop at work, impatient."""
    loop = Polling(request, f"{url}/bot{TOKEN}", intake.take, pauses=(0.001, 0.002))
    return asyncio.create_task(loop.run())


async def until(task: "asyncio.Task[None]", intake: Intake) -> None:
    """Wait for the first update, then end the loop."""
    await asyncio.wait_for(intake.something.wait(), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def offsets(telegram: ScriptedTelegram) -> list[str | None]:
    return [call.get("offset") for call in telegram.called("getUpdates")]


async def test_the_offset_moves_only_after_the_batch_is_stored(request_: AiohttpRequest) -> None:
    intake = Intake(failures=2)
    async with ScriptedTelegram() as telegram:
        telegram.next("getUpdates", gives(BATCH), gives(BATCH), gives(BATCH))
        task = polling(request_, telegram.url, intake)
        while len(telegram.calls) < 4:
            await asyncio.sleep(0.001)
        await until(task, intake)
    assert offsets(telegram)[:4] == [None, None, None, "9"]
    assert intake.kept == [7, 8]


async def test_a_store_that_fails_is_in_the_log(
    request_: AiohttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    intake = Intake(failures=1)
    async with ScriptedTelegram() as telegram:
        telegram.next("getUpdates", gives(BATCH), gives(BATCH))
        await until(polling(request_, telegram.url, intake), intake)
    (said,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert said.getMessage() == "updates could not be stored, so none is confirmed; trying again"
    assert said.exc_info is not None
    assert said.exc_info[0] is StoreDown


async def test_only_what_is_wanted_is_asked_for(request_: AiohttpRequest) -> None:
    intake = Intake()
    async with ScriptedTelegram() as telegram:
        telegram.next("getUpdates", gives(BATCH))
        await until(polling(request_, telegram.url, intake), intake)
    first = telegram.called("getUpdates")[0]
    assert first == {
        "timeout": "25",
        "limit": "100",
        "allowed_updates": '["message","edited_message","callback_query","my_chat_member"]',
    }


async def test_another_poller_is_said_once(
    request_: AiohttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    intake = Intake()
    conflict = refuses(409, "Conflict: terminated by other getUpdates request")
    async with ScriptedTelegram() as telegram:
        telegram.next("getUpdates", conflict, conflict, conflict, gives(BATCH))
        await until(polling(request_, telegram.url, intake), intake)
    said = [one.getMessage() for one in caplog.records if "only one process" in one.getMessage()]
    assert said == [
        "only one process may poll with this token: Conflict: terminated by other getUpdates request"
    ]


async def test_telegram_may_be_away_at_the_start(request_: AiohttpRequest) -> None:
    intake, port = Intake(), free_port()
    task = polling(request_, f"http://127.0.0.1:{port}", intake)
    await asyncio.sleep(0.05)
    async with ScriptedTelegram(port) as telegram:
        telegram.next("getUpdates", gives(BATCH))
        await until(task, intake)
    assert intake.kept == [7, 8]


@pytest.mark.parametrize(
    "answer",
    [
        refuses(502, "Bad Gateway"),
        refuses(429, "Too Many Requests: retry after 1", retry_after=1),
        refuses(400, "Bad Request: offset must be a number"),
        says("<html>Selamat datang di jaringan tamu</html>"),
    ],
    ids=["502", "429", "400", "not telegram"],
)
async def test_a_refused_poll_is_repeated(request_: AiohttpRequest, answer: Any) -> None:
    intake = Intake()
    async with ScriptedTelegram() as telegram:
        telegram.next("getUpdates", answer, gives(BATCH))
        await until(polling(request_, telegram.url, intake), intake)
    assert offsets(telegram)[:2] == [None, None]


async def test_a_token_that_is_not_valid_ends_it(request_: AiohttpRequest) -> None:
    async with ScriptedTelegram() as telegram:
        telegram.next("getUpdates", refuses(401, "Unauthorized"))
        with pytest.raises(InvalidToken):
            await asyncio.wait_for(polling(request_, telegram.url, Intake()), 5)
