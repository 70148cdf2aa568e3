"""Spaces messages evenly: message i leaves at t0 + i / rate, never in a burst, and to one chat after a pause.

Telegram counts new messages of any cause, so what went straight out as a reply in the last second is taken off the
rate. Replies themselves never wait.
"""

import asyncio
import math
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable

_REPLIES_COUNT_FOR = 1.0  # seconds
_LEAST = 0.1  # of the rate is left to these messages, however many replies leave


class Pacer:
    """Hands out moments to send at. `pause` keeps everybody waiting (a 429), `replied` takes off the rate."""

    def __init__(
        self,
        per_second: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        chat_pause: float = 0.0,
    ) -> None:
        """`chat_pause`: seconds between two messages to the same chat."""
        self._per_second = per_second
        self._chat_pause = chat_pause
        self._chats: OrderedDict[int, float] = OrderedDict()
        self._replies: deque[float] = deque(maxlen=math.ceil(per_second))  # more could take nothing more off
        self._monotonic = monotonic
        self._sleep = sleep
        self._order = asyncio.Lock()
        self._last = -math.inf
        self._paused_until = 0.0

    async def turn(self, chat_id: int) -> None:
        """Wait until the next message may leave to this chat, in the order of asking.

        The next moment is given out only when this one has come, so that a process that stood still for a while
        does not find many moments past and all of them leaving at once.
        """
        while (wait := self._chats.get(chat_id, 0.0) - self._monotonic()) > 0:
            await self._sleep(wait)
        async with self._order:
            moment = self._monotonic()
            while (now := self._monotonic()) < (moment := max(moment, self._earliest(now))):
                await self._sleep(moment - now)
            self._last = max(moment, now - 1 / self._per_second)
        self._rests(chat_id, self._monotonic())

    def replied(self) -> None:
        """A new message has gone straight out as a reply."""
        self._replies.append(self._monotonic())

    def _earliest(self, now: float) -> float:
        """When the next message may leave, as far as is known by `now`: replies may still come before it."""
        while self._replies and self._replies[0] <= now - _REPLIES_COUNT_FOR:
            self._replies.popleft()
        rate = max(self._per_second - len(self._replies), self._per_second * _LEAST)
        return max(self._last + 1 / rate, self._paused_until)

    def _rests(self, chat_id: int, now: float) -> None:
        self._chats[chat_id] = now + self._chat_pause
        self._chats.move_to_end(chat_id)
        while next(iter(self._chats.values())) <= now and len(self._chats) > 1:
            self._chats.popitem(last=False)

    def pause(self, seconds: float) -> None:
        """Nobody is sent to before so many seconds have passed."""
        self._paused_until = max(self._paused_until, self._monotonic() + seconds)
