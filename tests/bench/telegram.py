"""A Bot API server made for load. It does little work per call, so that the bot's processor time is what is measured."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

from bot.simulator.flood import Flood, Limits
from bot.simulator.refusals import ApiRefusal
from tests.bench.people import Keyboard, Shown

TOKEN = "7000000001:AAH-bench-bench-bench-bench-bench-00"
_BOT = {"id": 7000000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_DATE = 1_793_000_000
_BATCH = 100

_ANSWERS: dict[str, Any] = {
    "getMe": _BOT,
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getMyCommands": [],
}


class Telegram:
    """getUpdates, messages and edits; everything else is answered with true.

    `latency`: seconds a call takes there and back, lowest and highest; a long poll that waits is answered at once.
    `on_shown` is told of every message and edit, once its answer is back.
    """

    def __init__(self, latency: tuple[float, float] = (0.0, 0.0), *, seed: int = 7) -> None:
        self._latency = latency
        self._flood = Flood(time.monotonic)
        self._random = random.Random(seed)
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1000
        self._arrived = asyncio.Event()
        self._messages: Counter[int] = Counter()
        self.calls: Counter[str] = Counter()
        self.refused = 0
        self.polled = asyncio.Event()
        self.on_shown: list[Callable[[Shown], None]] = []

    def enforce(self, limits: Limits) -> None:
        """From now on refuse messages that come faster than this."""
        self._flood.enforce(limits)

    def press(self, chat_id: int, message_id: int, data: str, keyboard: Keyboard) -> None:
        """Put a press before the bot."""
        message: dict[str, Any] = _message(chat_id, message_id, "x") | {"from": _BOT}
        if keyboard:
            message["reply_markup"] = {"inline_keyboard": keyboard}
        query = {"id": str(self._next_update + 1), "from": _person(chat_id), "chat_instance": "1"}
        self._put({"callback_query": query | {"data": data, "message": message}})

    def write(self, chat_id: int, text: str) -> None:
        """Put a message before the bot."""
        self._messages[chat_id] += 1
        message: dict[str, Any] = _message(chat_id, self._messages[chat_id], text, int(time.time()))
        if text.startswith("/"):
            message["entities"] = [
                {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            ]
        self._put({"message": message | {"from": _person(chat_id)}})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of the bot."""
        method = request.match_info["method"]
        words = parse_qs(await request.text())
        if method == "getUpdates":
            return await self._get_updates(
                dict(request.query) | {name: one[0] for name, one in words.items()}
            )
        self.calls[method] += 1
        half = self._random.uniform(*self._latency) / 2
        await _pass(half)
        try:
            self._check(method, words)
        except ApiRefusal as refusal:
            self.refused += 1
            await _pass(half)
            return _json(refusal.as_json(), refusal.code)
        await _pass(half)
        return _ok(self._result(method, words))

    def _put(self, content: dict[str, Any]) -> None:
        self._next_update += 1
        self._updates.append({"update_id": self._next_update} | content)
        self._arrived.set()

    async def _get_updates(self, words: dict[str, str]) -> web.StreamResponse:
        self.polled.set()
        offset, timeout = int(words.get("offset", 0)), float(words.get("timeout", 0))
        self._updates = [one for one in self._updates if one["update_id"] >= offset]
        if not self._updates and timeout:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), timeout)
            except TimeoutError:
                return _ok([])
        return _ok(self._updates[:_BATCH])

    def _check(self, method: str, words: dict[str, list[str]]) -> None:
        if method == "sendMessage":
            self._flood.check(method, int(words["chat_id"][0]))

    def _result(self, method: str, words: dict[str, list[str]]) -> Any:
        if method in ("editMessageText", "sendMessage"):
            return self._shown(method, int(words["chat_id"][0]), words)
        return _ANSWERS.get(method, True)

    def _shown(self, method: str, chat_id: int, words: dict[str, list[str]]) -> dict[str, Any]:
        markup = words.get("reply_markup")
        keyboard = json.loads(markup[0]).get("inline_keyboard", []) if markup else []
        if method == "sendMessage":
            self._messages[chat_id] += 1
            message_id = self._messages[chat_id]
        else:
            message_id = int(words["message_id"][0])
        text = words["text"][0]
        shown = Shown(time.monotonic(), chat_id, message_id, text, keyboard)
        for watch in self.on_shown:
            watch(shown)
        return _message(chat_id, message_id, text) | {"reply_markup": {"inline_keyboard": keyboard}}


@asynccontextmanager
async def served(telegram: Telegram) -> AsyncIterator[str]:
    """Serve on a free port of this machine; gives the address."""
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", telegram.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _person(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "P"}


def _message(chat_id: int, message_id: int, text: str, date: int = _DATE) -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private", "first_name": "P"}
    return {"message_id": message_id, "date": date, "chat": chat, "text": text}


async def _pass(seconds: float) -> None:
    if seconds:
        await asyncio.sleep(seconds)


def _ok(result: Any) -> web.Response:
    return _json({"ok": True, "result": result})


def _json(answer: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(text=json.dumps(answer), status=status, content_type="application/json")
