"""Calls over the network: how each way to fail is told, and how parameters travel."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.transport import AiohttpRequest, CertainlyUnsent, Interrupted
from tests.delivery.scripted import (
    TOKEN,
    Answer,
    ScriptedTelegram,
    breaks_off,
    breaks_off_in_the_middle,
    gives,
    hangs,
    refuses,
    says,
)


@pytest.fixture
async def telegram() -> AsyncIterator[ScriptedTelegram]:
    async with ScriptedTelegram() as server:
        yield server


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(read_timeout=0.1, connect_timeout=0.5)
    await request.initialize()
    yield request
    await request.shutdown()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def failure(request: AiohttpRequest, url: str, **timeouts: Any) -> TelegramError:
    """The error a call ends with."""
    with pytest.raises(TelegramError) as raised:
        await request.post(f"{url}/bot{TOKEN}/sendMessage", **timeouts)
    return raised.value


async def test_an_answer_is_returned(telegram: ScriptedTelegram, request_: AiohttpRequest) -> None:
    telegram.next("getMe", gives({"id": 7}))
    assert await request_.post(f"{telegram.url}/bot{TOKEN}/getMe") == {"id": 7}


async def test_no_answer_in_time_leaves_it_unknown(
    telegram: ScriptedTelegram, request_: AiohttpRequest
) -> None:
    telegram.next("sendMessage", hangs)
    assert type(await failure(request_, telegram.url)) is TimedOut


async def test_a_call_may_bring_its_own_patience(telegram: ScriptedTelegram) -> None:
    request = AiohttpRequest(read_timeout=30)
    await request.initialize()
    telegram.next("sendMessage", hangs)
    assert type(await failure(request, telegram.url, read_timeout=0.05)) is TimedOut
    await request.shutdown()


async def test_nobody_listening_is_certainly_unsent(request_: AiohttpRequest) -> None:
    assert isinstance(await failure(request_, f"http://127.0.0.1:{free_port()}"), CertainlyUnsent)


async def test_an_unknown_host_is_certainly_unsent(request_: AiohttpRequest) -> None:
    assert isinstance(await failure(request_, "http://nowhere.invalid"), CertainlyUnsent)


async def test_no_free_connection_in_time_is_certainly_unsent(telegram: ScriptedTelegram) -> None:
    request = AiohttpRequest(connections=1, read_timeout=5, connect_timeout=5)
    await request.initialize()
    telegram.next("getUpdates", hangs)
    url = f"{telegram.url}/bot{TOKEN}/getUpdates"
    occupying = asyncio.create_task(request.post(url))
    while not telegram.calls:
        await asyncio.sleep(0.001)
    assert isinstance(await failure(request, telegram.url, connect_timeout=0.05), CertainlyUnsent)
    occupying.cancel()
    await request.shutdown()


@pytest.mark.parametrize("answer", [breaks_off, breaks_off_in_the_middle])
async def test_a_connection_that_breaks_leaves_it_unknown(
    telegram: ScriptedTelegram, request_: AiohttpRequest, answer: Answer
) -> None:
    telegram.next("sendMessage", answer)
    assert isinstance(await failure(request_, telegram.url), Interrupted)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refuses(400, "Bad Request: message text is empty"), BadRequest),
        (refuses(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1007), ChatMigrated),
        (refuses(401, "Unauthorized"), InvalidToken),
        (refuses(403, "Forbidden: bot was blocked by the user"), Forbidden),
        (refuses(404, "Not Found"), InvalidToken),
        (refuses(409, "Conflict: terminated by other getUpdates request"), Conflict),
        (refuses(413, "Request Entity Too Large"), NetworkError),
        (refuses(429, "Too Many Requests: retry after 3", retry_after=3), RetryAfter),
        (refuses(500, "Internal Server Error"), NetworkError),
        (refuses(502, "Bad Gateway"), NetworkError),
        (says("<html>Bad Gateway</html>", status=502), NetworkError),
        (says("<html>Selamat datang di jaringan tamu</html>"), TelegramError),
    ],
)
async def test_every_refusal_of_telegram_has_its_error(
    telegram: ScriptedTelegram, request_: AiohttpRequest, answer: Answer, error: type[TelegramError]
) -> None:
    telegram.next("sendMessage", answer)
    assert type(await failure(request_, telegram.url)) is error


async def made(telegram: ScriptedTelegram, request: AiohttpRequest) -> Bot:
    """PTB's bot over this transport."""
    return Bot(TOKEN, base_url=f"{telegram.url}/bot", request=request, get_updates_request=request)


async def test_what_is_nested_travels_as_json(telegram: ScriptedTelegram, request_: AiohttpRequest) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Lanjut", callback_data="h")]])
    await (await made(telegram, request_)).send_message(
        5_000_000_001, 'Tanda & petik "é"', reply_markup=keyboard
    )
    assert telegram.called("sendMessage") == [
        {
            "chat_id": "5000000001",
            "text": 'Tanda & petik "é"',
            "reply_markup": '{"inline_keyboard": [[{"callback_data": "h", "text": "Lanjut"}]]}',
        }
    ]


async def test_a_file_travels_with_its_name(telegram: ScriptedTelegram, request_: AiohttpRequest) -> None:
    file = InputFile(b"PK\x03\x04", filename="lembar nilai é.xlsx")
    await (await made(telegram, request_)).send_document(5_000_000_001, file, caption="Lembar nilai")
    (sent,) = telegram.called("sendDocument")
    assert sent.pop("caption") == "Lembar nilai"
    assert ("lembar nilai é.xlsx", b"PK\x03\x04") in sent.values()


async def test_a_proxy_is_asked(request_: AiohttpRequest) -> None:
    asked: list[str] = []

    async def proxy(request: web.BaseRequest) -> web.Response:
        asked.append(str(request.url))
        return web.json_response({"ok": True, "result": "through the proxy"})

    runner = web.ServerRunner(web.Server(proxy))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    request = AiohttpRequest(proxy=f"http://127.0.0.1:{runner.addresses[0][1]}")
    await request.initialize()
    result: Any = await request.post(f"http://api.telegram.invalid/bot{TOKEN}/getMe")
    await request.shutdown()
    await runner.cleanup()
    assert result == "through the proxy"
    assert asked == [f"http://api.telegram.invalid/bot{TOKEN}/getMe"]


async def test_a_proxy_that_is_away_is_certainly_unsent() -> None:
    request = AiohttpRequest(proxy=f"http://127.0.0.1:{free_port()}")
    await request.initialize()
    assert isinstance(await failure(request, "http://api.telegram.invalid"), CertainlyUnsent)
    await request.shutdown()


async def test_the_pool_is_opened_and_closed_as_often_as_asked(telegram: ScriptedTelegram) -> None:
    request = AiohttpRequest()
    assert request.read_timeout == 20.0
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert await request.post(f"{telegram.url}/bot{TOKEN}/deleteMessage") is True
        await request.shutdown()
        await request.shutdown()
