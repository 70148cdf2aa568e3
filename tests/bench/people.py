"""The people at the other end: each presses an answer as soon as it is shown, or when it is their turn."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

FIRST_PERSON = 6_000_000_001
_LOOK_EVERY = 0.005  # seconds between two looks at whether a press is due

Keyboard: TypeAlias = list[list[dict[str, Any]]]
Press: TypeAlias = Callable[[int, int, str, Keyboard], None]
"""Puts a press before the bot: chat, message, data of the button, keyboard around it."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a press showed. `press` is the data of the button that was pressed for it."""

    press: str
    text: str
    keyboard: Keyboard


@dataclass(frozen=True, slots=True)
class Load:
    """`taps` by each of `people`, of whom `at_once` are at it at a time (0: all).

    `rate` > 0: presses per second of all people together, whatever the bot does; else as fast as answered.
    `latency`: seconds to the API, lowest and highest.
    """

    people: int
    taps: int
    at_once: int = 0
    rate: float = 0.0
    latency: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message or an edit that the bot sent with success. `at`: seconds of the monotonic clock."""

    at: float
    chat_id: int
    message_id: int
    text: str
    keyboard: Keyboard


@dataclass(frozen=True, slots=True)
class Tap:
    """A press and how many seconds it took until its answer was on the screen."""

    pressed_at: float
    seconds: float


@dataclass(slots=True)
class _Person:
    id: int
    seen: int = 0
    message_id: int = 1
    press: str = ""
    pressed_at: float | None = None
    keyboard: Keyboard = field(default_factory=list)


class Crowd:
    """Everybody begins with the same button and goes on with the fourth option of what is shown.

    `strange` is what somebody saw that is not in the script; `screens` is what the first person saw.
    """

    def __init__(self, load: Load, first_press: str, press: Press, script: Sequence[Screen] = ()) -> None:
        self._load = load
        self._first_press = first_press
        self._put = press
        self._script = script
        self._people = {FIRST_PERSON + n: _Person(FIRST_PERSON + n) for n in range(load.people)}
        self._waiting = deque(self._people.values())
        self._left = self._may_begin = 0
        self._stopped = False
        self.taps: list[Tap] = []
        self.screens: list[Screen] = []
        self.strange: list[Screen] = []

    def __len__(self) -> int:
        return len(self._people)

    async def taps_all(self, among: int | None = None) -> float:
        """Let everybody press to the end, or the next few; returns the seconds it took."""
        began = time.monotonic()
        waiting = len(self._waiting)
        self._may_begin = min(waiting, among or waiting)
        self._left = self._may_begin
        if self._load.rate:
            await self._press_in_turn(began)
        else:
            for _ in range(min(self._load.at_once or self._left, self._left)):
                self._next_begins()
        while self._left:
            await asyncio.sleep(_LOOK_EVERY)
        return max(tap.pressed_at + tap.seconds for tap in self.taps) - began

    def stop(self) -> None:
        """Nobody presses any more."""
        self._stopped = True

    def sees(self, shown: Shown) -> None:
        """Somebody is shown something; the answer to a press has buttons."""
        person = self._people.get(shown.chat_id)
        if person is None or person.pressed_at is None or not shown.keyboard:
            return
        self.taps.append(Tap(person.pressed_at, shown.at - person.pressed_at))
        self._compare(person, Screen(person.press, shown.text, shown.keyboard))
        person.pressed_at = None
        person.seen += 1
        person.message_id, person.keyboard = shown.message_id, shown.keyboard
        self._goes_on(person)

    def _compare(self, person: _Person, screen: Screen) -> None:
        if person.id == FIRST_PERSON:
            self.screens.append(screen)
        if self._script and screen != self._script[person.seen]:
            self.strange.append(screen)

    def _goes_on(self, person: _Person) -> None:
        if person.seen >= self._load.taps:
            self._left -= 1
            if not self._load.rate:
                self._next_begins()
        elif self._load.rate:
            self._waiting.append(person)
        else:
            self._press(person)

    def _next_begins(self) -> None:
        if self._may_begin:
            self._may_begin -= 1
            self._press(self._waiting.popleft())

    def _press(self, person: _Person) -> None:
        if self._stopped:
            return
        if person.seen:
            row = person.keyboard[0]
            person.press = row[min(3, len(row) - 1)]["callback_data"]
        else:
            person.press = self._first_press
        person.pressed_at = time.monotonic()
        self._put(person.id, person.message_id, person.press, person.keyboard)

    async def _press_in_turn(self, began: float) -> None:
        made = 0
        while made < self._load.people * self._load.taps and not self._stopped:
            due = int((time.monotonic() - began) * self._load.rate)
            while made < due and self._waiting:
                self._press(self._waiting.popleft())
                made += 1
            await asyncio.sleep(_LOOK_EVERY)
