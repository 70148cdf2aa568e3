"""Updates brought to a webhook; what is told of order and retries is Telegram's behaviour."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.simulator import acts, webhook
from bot.simulator.persona import Persona
from bot.simulator.server import Simulator


@dataclass
class Hook:
    """A bot's webhook: what came, and what it answers by and by (200 when nothing else is left to say)."""

    url: str = ""
    came: list[dict] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    in_hand: int = 0
    most_in_hand: int = 0

    async def take(self, request: web.Request) -> web.Response:
        self.came.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.in_hand += 1
        self.most_in_hand = max(self.most_in_hand, self.in_hand)
        await self.open.wait()
        self.in_hand -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    async def has(self, count: int) -> list[dict]:
        async with asyncio.timeout(5):
            while len(self.came) < count:
                await asyncio.sleep(0.01)
        return self.came

    @property
    def texts(self) -> list[str]:
        return [one["message"]["text"] for one in self.came if "message" in one]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    made = Hook()
    made.open.set()
    app = web.Application()
    app.router.add_post("/bot", made.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    yield made
    await runner.cleanup()


async def pending(call) -> int:
    return (await call("getWebhookInfo"))["result"]["pending_update_count"]


async def none_pending(call) -> None:
    async with asyncio.timeout(5):
        while await pending(call):
            await asyncio.sleep(0.01)


async def test_updates_are_brought_with_the_secret(call, hook: Hook, budi: Persona):
    await budi.says("sebelum")
    await call("setWebhook", url=hook.url, secret_token="rahasia_1")
    await budi.says("sesudah")
    await hook.has(2)
    assert (hook.texts, hook.secrets) == (["sebelum", "sesudah"], ["rahasia_1", "rahasia_1"])
    await none_pending(call)


async def test_a_webhook_without_a_secret_gets_no_header(call, hook: Hook, budi: Persona):
    await call("setWebhook", url=hook.url)
    await budi.says("halo")
    await hook.has(1)
    assert hook.secrets == [None]


async def test_a_secret_of_strange_characters_is_refused(refusal, hook: Hook):
    told = await refusal("setWebhook", url=hook.url, secret_token="rahasia!")
    assert told == (400, "Bad Request: secret token contains unallowed characters")
    assert (await refusal("setWebhook", url="http://bkpsdm.example/bot"))[0] == 400


async def test_what_is_not_taken_is_brought_again(call, hook: Hook, budi: Persona):
    hook.answers = [web.Response(status=503), web.Response(status=302)]
    await call("setWebhook", url=hook.url)
    await budi.says("halo")
    first, second, third = await hook.has(3)
    assert first == second == third
    await none_pending(call)
    info = (await call("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 302 Found"
    assert info["max_connections"] == 40


async def test_it_comes_back_when_retry_after_says_so(call, hook: Hook, budi: Persona):
    hook.answers = [web.Response(status=503, headers={"Retry-After": "1"})]
    await call("setWebhook", url=hook.url)
    await budi.says("halo")
    await hook.has(1)
    await asyncio.sleep(0.8)
    assert len(hook.came) == 1
    await hook.has(2)


async def test_each_pause_between_two_tries_is_longer(
    call, hook: Hook, budi: Persona, monkeypatch: pytest.MonkeyPatch
):
    paused: list[float] = []
    sleep = asyncio.sleep

    async def at_once(seconds: float) -> None:
        if seconds >= webhook._FIRST_PAUSE:
            paused.append(seconds)
            seconds = 0
        await sleep(seconds)

    monkeypatch.setattr(webhook.asyncio, "sleep", at_once)
    hook.answers = [web.Response(status=503) for _ in range(9)]
    await call("setWebhook", url=hook.url)
    await budi.says("halo")
    await hook.has(10)
    assert paused == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]


async def test_a_webhook_that_is_down_is_tried_again(call, budi: Persona):
    await call("setWebhook", url="http://127.0.0.1:9/bot")
    await budi.says("halo")
    await asyncio.sleep(0.1)
    info = (await call("getWebhookInfo"))["result"]
    assert (info["pending_update_count"], info["last_error_message"]) == (
        1,
        "Connection failed: ClientConnectorError",
    )
    await call("deleteWebhook")
    assert len((await call("getUpdates"))["result"]) == 1


async def test_a_message_and_a_press_of_one_person_may_cross_but_not_two_messages(
    call, hook: Hook, simulator: Simulator, budi: Persona
):
    await budi.says("/start")
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    await call("sendMessage", chat_id=budi.id, text="Setuju?", reply_markup=keyboard)
    await call("setWebhook", url=hook.url, drop_pending_updates=True)
    hook.open.clear()
    await budi.says("satu")
    await budi.says("dua")
    await budi.presses("Ya")
    await hook.has(2)
    await asyncio.sleep(0.05)
    assert (hook.texts, hook.in_hand) == (["satu"], 2)
    hook.open.set()
    await hook.has(3)
    assert hook.texts == ["satu", "dua"]
    await none_pending(call)


async def test_no_more_come_at_once_than_was_asked_for(call, hook: Hook, simulator: Simulator, budi: Persona):
    await call("setWebhook", url=hook.url, max_connections=2)
    hook.open.clear()
    for number in range(5):
        person = simulator.world.join(f"Orang {number}", f"+62811000{number}")
        acts.says(simulator.world, person.id, "halo")
    await hook.has(2)
    await asyncio.sleep(0.05)
    hook.open.set()
    await hook.has(5)
    assert hook.most_in_hand == 2


async def test_a_response_may_be_a_call(call, hook: Hook, budi: Persona):
    answer = {"method": "sendMessage", "chat_id": budi.id, "text": "Selamat datang"}
    hook.answers = [web.json_response(answer), web.json_response([])]
    await call("setWebhook", url=hook.url)
    await budi.says("/start")
    await budi.waits_for("Selamat datang")
    await budi.says("lagi")
    await none_pending(call)


async def test_the_server_stops_while_an_update_is_on_its_way(hook: Hook, simulator: Simulator, call, budi):
    await call("setWebhook", url=hook.url)
    hook.open.clear()
    await budi.says("halo")
    await hook.has(1)
