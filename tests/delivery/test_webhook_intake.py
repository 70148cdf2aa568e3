"""Taking what Telegram brings: confirmed only when stored, refused to strangers, in order within a chat."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.app import build
from bot.config import ClockSection, Config, Telegram
from bot.delivery.inbox import Ended, Inbox
from bot.delivery.screens import Screens
from bot.delivery.webhook import Webhook
from bot.simulator import server, world
from bot.simulator.server import Simulator
from domain.conversation import Received
from storage.tables import InboxRow
from tests.delivery.scripted import ScriptedTelegram, refuses
from tests.delivery.test_transport import free_port
from tests.delivery.workbench import MORNING, Bench

BUDI = 5_000_000_001
SECRET = "rahasia_Bot-1"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
FROM_TELEGRAM = {HEADER: SECRET}
LONG, SHORT = 0.4, 0.001  # seconds an update waits for the one before it


def text(update_id: int, chat: int = BUDI) -> dict[str, Any]:
    """An update with a message from a person."""
    return {"update_id": update_id, "message": {"message_id": update_id, "chat": {"id": chat}}}


def press(update_id: int, chat: int = BUDI) -> dict[str, Any]:
    """An update with a press of a person."""
    return {"update_id": update_id, "callback_query": {"id": "1", "from": {"id": chat}, "data": "x"}}


def settings(port: int = 8080, **more: Any) -> Telegram:
    """How a bot on this machine is told to be called."""
    url = f"http://127.0.0.1:{port}/telegram/masuk"
    webhook = {"webhook_url": url, "webhook_secret": SECRET, "webhook_port": port}
    return Telegram.model_validate({"token": server.TOKEN, "mode": "webhook"} | webhook | more)


@dataclass
class Desk:
    """A webhook before an inbox over a real database, and whoever brings updates to it."""

    bench: Bench
    patience: float = SHORT
    port: int = 8080
    handled: list[int] = field(default_factory=list)
    batches: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.inbox = Inbox(self.bench.services, self.handle, Screens())
        self.webhook = Webhook(settings(self.port), self.take, patience=self.patience)
        self.stores = asyncio.Event()
        self.stores.set()
        self.taking = asyncio.Event()

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        self.taking.set()
        await self.stores.wait()
        self.batches.append([update["update_id"] for update in updates])
        await self.inbox.take(updates)

    async def handle(self, received: Received, _put_off: int) -> Ended:
        self.handled.append(received.update_id)
        return Ended()

    async def brings(self, *updates: dict[str, Any], apart: float = 0) -> list[int]:
        """Bring updates side by side, each so many seconds after the one before; returns the answers."""
        posts = []
        for update in updates:
            posts.append(asyncio.create_task(self.posts(json=update, headers=FROM_TELEGRAM)))
            await asyncio.sleep(apart)
        async with asyncio.timeout(5):
            return [answer.status_code for answer in await asyncio.gather(*posts)]

    async def posts(self, method: str = "POST", **how: Any) -> httpx.Response:
        calling = httpx.ASGITransport(app=self.webhook.app)
        async with httpx.AsyncClient(transport=calling, base_url="http://talenta") as client:
            return await client.request(method, "/telegram/masuk", **how)

    async def stored(self) -> list[int]:
        async def look(uow: Any) -> list[int]:
            return list(
                (await uow.execute(select(InboxRow.update_id).order_by(InboxRow.update_id))).scalars()
            )

        return await self.bench.do(look)

    async def at_rest(self) -> None:
        await self.inbox.rest()


@pytest.fixture
def desk(bench: Bench) -> Desk:
    return Desk(bench)


# --- what is taken ------------------------------------------------------------------------------


async def test_an_update_is_stored_when_it_is_confirmed(desk: Desk) -> None:
    desk.stores.clear()
    bringing = asyncio.create_task(desk.brings(text(1)))
    await asyncio.sleep(0.02)
    assert (bringing.done(), await desk.stored()) == (False, [])
    desk.stores.set()
    assert (await bringing, await desk.stored()) == ([200], [1])
    await desk.at_rest()
    assert desk.handled == [1]


async def test_an_update_that_comes_again_is_confirmed_and_stored_once(desk: Desk) -> None:
    assert await desk.brings(text(1), text(1)) == [200, 200]
    assert await desk.brings(text(1)) == [200]
    await desk.at_rest()
    assert (await desk.stored(), desk.handled) == ([1], [1])


async def test_a_message_and_a_press_that_overtake_each_other_are_put_in_order(bench: Bench) -> None:
    desk = Desk(bench, LONG)
    assert await desk.brings(press(12), text(11), apart=0.02) == [200, 200]
    assert await desk.brings(text(15), press(14), press(13), apart=0.02) == [200, 200, 200]
    await desk.at_rest()
    assert desk.handled == [11, 12, 13, 14, 15]


async def test_what_follows_without_a_gap_does_not_wait(bench: Bench) -> None:
    desk = Desk(bench, LONG)
    assert await desk.brings(text(11)) == [200]
    assert await desk.brings(press(14), text(12), apart=0.02) == [200, 200]
    await desk.at_rest()
    assert desk.batches == [[11], [12], [14]]


async def test_what_never_comes_is_not_waited_for_and_may_still_come_late(desk: Desk) -> None:
    for update in (text(11), press(13), text(12), text(14)):
        assert await desk.brings(update) == [200]
        await desk.at_rest()
    assert desk.handled == [11, 13, 12, 14]


async def test_ids_may_begin_anew_and_are_put_in_order_again(bench: Bench) -> None:
    desk = Desk(bench, LONG)
    assert await desk.brings(text(700_000_001)) == [200]
    assert await desk.brings(text(500)) == [200]
    assert await desk.brings(text(502), press(501), apart=0.02) == [200, 200]
    await desk.at_rest()
    assert desk.handled == [700_000_001, 500, 501, 502]


# --- what is refused ----------------------------------------------------------------------------

REFUSED: dict[str, tuple[int, dict[str, Any]]] = {
    "no secret": (403, {"json": text(1)}),
    "a wrong secret": (403, {"json": text(1), "headers": {HEADER: "rahasia_Bot-2"}}),
    "half the secret": (403, {"json": text(1), "headers": {HEADER: SECRET[:-1]}}),
    "a secret in strange letters": (403, {"json": text(1), "headers": {HEADER: "rähasia".encode()}}),
    "not a POST": (405, {"method": "GET", "headers": FROM_TELEGRAM}),
    "no body": (400, {"headers": FROM_TELEGRAM}),
    "not JSON": (400, {"content": b"{", "headers": FROM_TELEGRAM}),
    "not text": (400, {"content": b"\xff\xfe\xfa", "headers": FROM_TELEGRAM}),
    "bottomless": (400, {"content": b"[" * 200_000, "headers": FROM_TELEGRAM}),
    "not an object": (400, {"json": [text(1)], "headers": FROM_TELEGRAM}),
    "no id": (400, {"json": {"message": {}}, "headers": FROM_TELEGRAM}),
    "an id in words": (400, {"json": {"update_id": "1"}, "headers": FROM_TELEGRAM}),
    "an id that is no number": (400, {"json": {"update_id": True}, "headers": FROM_TELEGRAM}),
    "an id beyond any": (400, {"json": {"update_id": 2**63}, "headers": FROM_TELEGRAM}),
    "a message that is none": (400, {"json": {"update_id": 1, "message": "halo"}, "headers": FROM_TELEGRAM}),
    "too large": (413, {"content": b" " * 1_000_001, "headers": FROM_TELEGRAM}),
}


async def test_what_is_no_update_of_telegrams_is_refused_and_not_stored(desk: Desk) -> None:
    answers = {name: (await desk.posts(**how)).status_code for name, (_, how) in REFUSED.items()}
    assert answers == {name: status for name, (status, _) in REFUSED.items()}
    assert (await desk.stored(), desk.handled) == ([], [])


async def test_what_the_store_does_not_take_is_brought_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.bench.store.failing_writes = 1
    refused = await desk.posts(json=text(1), headers=FROM_TELEGRAM)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert (await desk.stored(), desk.handled) == ([], [])
    (said,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert said.getMessage().startswith("updates could not be stored")
    assert said.exc_info is not None
    assert await desk.brings(text(1)) == [200]
    await desk.at_rest()
    assert (await desk.stored(), desk.handled) == ([1], [1])


# --- at the door: a server that listens, and Telegram ---------------------------------------------


@asynccontextmanager
async def open_door(desk: Desk) -> AsyncIterator["asyncio.Task[None]"]:
    """The webhook listening; shut at the end."""
    running = asyncio.create_task(desk.webhook.run())
    await until(lambda: listens(desk.port))
    yield running
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await true():
            await asyncio.sleep(0.002)


async def test_telegram_brings_again_what_the_store_did_not_take(bench: Bench) -> None:
    desk = Desk(bench, port=free_port())
    bench.store.failing_writes = 1
    async with open_door(desk), Simulator(MORNING) as simulator:
        simulator.world.bot.webhook = world.Webhook(settings(desk.port).webhook_url, SECRET, 40)
        budi = await simulator.persona("Budi", "+6281211110001")
        await budi.says("halo")
        await simulator.telegram.quiet()
        assert simulator.world.bot.webhook_error["last_error_message"].endswith("503 Service Unavailable")
    assert len(await desk.stored()) == 1
    await desk.at_rest()
    assert desk.handled == await desk.stored()


async def test_a_stop_finishes_what_is_in_hand_and_takes_nothing_new(bench: Bench) -> None:
    desk = Desk(bench, port=free_port())
    desk.stores.clear()
    async with open_door(desk) as running, httpx.AsyncClient() as telegram:
        url = settings(desk.port).webhook_url
        bringing = asyncio.create_task(telegram.post(url, json=text(1), headers=FROM_TELEGRAM))
        await asyncio.wait_for(desk.taking.wait(), 20)
        running.cancel()
        await asyncio.sleep(0)
        assert await desk.brings(text(2)) == [503]
        desk.stores.set()
        assert (await bringing).status_code == 200
        await asyncio.gather(running, return_exceptions=True)
        assert not await listens(desk.port)
    assert await desk.stored() == [1]


async def test_whoever_hangs_up_has_brought_nothing(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk(bench, port=free_port())
    async with open_door(desk):
        _, writer = await asyncio.open_connection("127.0.0.1", desk.port)
        head = f"POST /telegram/masuk HTTP/1.1\r\nHost: talenta\r\n{HEADER}: {SECRET}\r\nContent-Length: 99\r\n\r\n"
        writer.write(head.encode() + json.dumps(text(1)).encode())
        await writer.drain()
        writer.close()
        await asyncio.sleep(0.02)
    assert (await desk.stored(), caplog.messages) == ([], [])


async def test_an_address_that_is_taken_ends_the_intake(bench: Bench) -> None:
    desk = Desk(bench, port=free_port())
    async with open_door(desk):
        with pytest.raises(OSError, match="in use"):
            await desk.webhook.run()


# --- the whole bot ------------------------------------------------------------------------------


async def test_a_person_talks_with_a_bot_that_telegram_calls(bench: Bench) -> None:
    async with Simulator(MORNING) as simulator:
        telegram = settings(free_port(), api_url=simulator.url)
        config = Config(telegram=telegram, clock=ClockSection(source="simulator"))
        bot = await build(config, bench.store.database)
        running = asyncio.create_task(bot.run())
        await until(lambda: listens(telegram.webhook_port))
        budi = await simulator.persona("Budi", "+6281211110001")
        await budi.says("/start")
        await budi.waits_for("ketik NIP")
        await budi.presses("Bantuan")
        await budi.says("1985")
        await budi.waits_for("NIP atau NI PPPK harus 18 angka")
        heard = [text.partition("\n")[0] for text in (await budi.sees()).texts()]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert not await listens(telegram.webhook_port)
    assert heard == [
        "/start",
        "Bantuan",
        "1985",
        "NIP atau NI PPPK harus 18 angka; yang diterima 4 angka. Belum ada yang disimpan. Ketik ulang, boleh memakai spasi.",
    ]


async def test_telegram_is_told_where_to_bring_what_until_it_agrees(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    async with ScriptedTelegram() as scripted:
        scripted.next("setWebhook", refuses(400, "Bad Request: bad webhook: Failed to resolve host"))
        await (await build(Config(telegram=settings(api_url=scripted.url)), bench.store.database)).stop()
    assert caplog.messages == [
        "Telegram is not reachable (Bad webhook: failed to resolve host), trying again"
    ]
    assert [call.method for call in scripted.calls] == ["getMe", "setWebhook", "setWebhook"]
    assert scripted.called("setWebhook")[1] == {
        "url": "http://127.0.0.1:8080/telegram/masuk",
        "secret_token": SECRET,
        "max_connections": "40",
        "allowed_updates": '["message", "edited_message", "callback_query", "my_chat_member"]',
    }
