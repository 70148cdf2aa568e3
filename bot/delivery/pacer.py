"""Spaces messages evenly: message i leaves at t0 + i / rate, never in a burst, and to one chat after a pause."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable


class Pacer:
    """Hands out moments to send at. `pause` keeps everybody waiting (a 429)."""

    def __init__(
        self,
        per_second: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        chat_pause: float = 0.0,
    ) -> None:
        """`chat_pause`: seconds between two messages to the same chat."""
        self._interval = 1 / per_second
        self._chat_pause = chat_pause
        self._chats: OrderedDict[int, float] = OrderedDict()
        self._monotonic = monotonic
        self._sleep = sleep
        self._order = asyncio.Lock()
        self._next = 0.0
        self._paused_until = 0.0

    async def turn(self, chat_id: int) -> None:
        """Wait until the next message may leave to this chat, in the order of asking.

        The next moment is given out only when this one has come, so that a process that stood still for a while
        does not find many moments past and all of them leaving at once.
        """
        while (wait := self._chats.get(chat_id, 0.0) - self._monotonic()) > 0:
            await self._sleep(wait)
        async with self._order:
            moment = max(self._next, self._monotonic())
            while (now := self._monotonic()) < max(moment, self._paused_until):
                await self._sleep(max(moment, self._paused_until) - now)
            moment = max(moment, self._paused_until, now - self._interval)
            self._next = moment + self._interval
        self._rests(chat_id, self._monotonic())

    def _rests(self, chat_id: int, now: float) -> None:
        self._chats[chat_id] = now + self._chat_pause
        self._chats.move_to_end(chat_id)
        while next(iter(self._chats.values())) <= now and len(self._chats) > 1:
            self._chats.popitem(last=False)

    def pause(self, seconds: float) -> None:
        """Nobody is sent to before so many seconds have passed."""
        self._paused_until = max(self._paused_until, self._monotonic() + seconds)
