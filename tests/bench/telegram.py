"""A Bot API server made for load: people who press the answer they are shown as soon as they are shown it.

It does little work per call, so that the bot's processor time is what is measured.
"""

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

FIRST_PERSON = 6_000_000_001
TOKEN = "7000000001:AAH-bench-bench-bench-bench-bench-00"
_BOT = {"id": 7000000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}

_ANSWERS: dict[str, Any] = {
    "getMe": _BOT,
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getMyCommands": [],
}


@dataclass(slots=True)
class Person:
    """Somebody who answers: how many screens are still to be answered, and when the last press was made."""

    id: int
    left: int
    message_id: int = 1
    pressed_at: float = 0.0
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)


@dataclass(slots=True)
class Load:
    """What the people do. `rate` > 0: presses per second of all people together, else as fast as answered."""

    people: int
    taps: int
    first_press: str
    rate: float = 0.0
    latency: tuple[float, float] = (0.0, 0.0)


class Telegram:
    """getUpdates, answers, edits and messages; everything else is answered with true."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self.people = {
            FIRST_PERSON + number: Person(FIRST_PERSON + number, load.taps) for number in range(load.people)
        }
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1000
        self._arrived = asyncio.Event()
        self.calls: dict[str, int] = {}
        self.latencies: list[float] = []
        self.finished = asyncio.Event()
        self._random = random.Random(7)
        self._ready: list[int] = []

    def press(self, person: Person, data: str) -> None:
        """Put a press of this button before the bot."""
        self._next_update += 1
        person.pressed_at = time.perf_counter()
        message = {
            "message_id": person.message_id,
            "date": 1_793_000_000,
            "chat": {"id": person.id, "type": "private", "first_name": "P"},
            "from": _BOT,
            "text": "x",
        }
        if person.keyboard:
            message["reply_markup"] = {"inline_keyboard": person.keyboard}
        query = {
            "id": str(self._next_update),
            "from": {"id": person.id, "is_bot": False, "first_name": "P"},
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        self._updates.append({"update_id": self._next_update, "callback_query": query})
        self._arrived.set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of the bot."""
        method = request.match_info["method"]
        if method == "getUpdates":
            return await self._get_updates(request)
        self.calls[method] = self.calls.get(method, 0) + 1
        low, high = self._load.latency
        if high:
            await asyncio.sleep(self._random.uniform(low, high))
        if method in ("editMessageText", "sendMessage"):
            return _ok(self._shown(method, parse_qs(await request.text())))
        return _ok(_ANSWERS.get(method, True))

    async def _get_updates(self, request: web.Request) -> web.StreamResponse:
        words = {**request.query, **{k: v[0] for k, v in parse_qs(await request.text()).items()}}
        offset, timeout = int(words.get("offset", 0)), float(words.get("timeout", 0))
        self._updates = [one for one in self._updates if one["update_id"] >= offset]
        if not self._updates and timeout:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), timeout)
            except TimeoutError:
                return _ok([])
        return _ok(self._updates[:100])

    def _shown(self, method: str, words: dict[str, list[str]]) -> Any:
        person = self.people.get(int(words["chat_id"][0]))
        if person is None:
            return True
        markup = words.get("reply_markup")
        keyboard = json.loads(markup[0]).get("inline_keyboard", []) if markup else []
        message = {
            "message_id": person.message_id,
            "date": 1_793_000_000,
            "chat": {"id": person.id, "type": "private", "first_name": "P"},
            "text": words["text"][0],
            "reply_markup": {"inline_keyboard": keyboard},
        }
        if not keyboard:
            return message
        if method == "sendMessage":
            person.message_id += 1
            message["message_id"] = person.message_id
        self._answered(person, keyboard)
        return message

    def _answered(self, person: Person, keyboard: list[list[dict[str, Any]]]) -> None:
        person.keyboard = keyboard
        self.latencies.append(time.perf_counter() - person.pressed_at)
        person.left -= 1
        if person.left <= 0:
            if all(one.left <= 0 for one in self.people.values()):
                self.finished.set()
        elif self._load.rate:
            self._ready.append(person.id)
        else:
            asyncio.get_running_loop().call_soon(self._press_answer, person)

    def _press_answer(self, person: Person) -> None:
        row = person.keyboard[0]
        self.press(person, row[min(3, len(row) - 1)]["callback_data"])

    async def go(self) -> float:
        """Let everybody press; returns the seconds it took until all were answered."""
        started = time.perf_counter()
        for person in self.people.values():
            self.press(person, self._load.first_press)
        if self._load.rate:
            await self._drip()
        await self.finished.wait()
        return time.perf_counter() - started

    async def _drip(self) -> None:
        started, made = time.perf_counter(), 0
        while not self.finished.is_set():
            due = int((time.perf_counter() - started) * self._load.rate)
            while made < due and self._ready:
                self._press_answer(self.people[self._ready.pop(0)])
                made += 1
            await asyncio.sleep(0.005)


def _ok(result: Any) -> web.Response:
    return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")
