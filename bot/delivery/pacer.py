"""Spaces messages evenly: message i leaves at t0 + i / rate, never in a burst."""

import asyncio
from collections.abc import Awaitable, Callable


class Pacer:
    """Hands out moments to send at. `pause` keeps everybody waiting (a 429)."""

    def __init__(
        self,
        per_second: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = 1 / per_second
        self._monotonic = monotonic
        self._sleep = sleep
        self._next = 0.0
        self._paused_until = 0.0

    async def turn(self) -> None:
        """Wait until the next message may leave."""
        moment = await self._moment()
        while moment < self._paused_until:  # a pause began meanwhile: a moment after it, not all at its end
            moment = await self._moment()

    def pause(self, seconds: float) -> None:
        """Nobody is sent to before so many seconds have passed."""
        self._paused_until = max(self._paused_until, self._monotonic() + seconds)
        self._next = max(self._next, self._paused_until)

    async def _moment(self) -> float:
        now = self._monotonic()
        moment = max(self._next, now)
        self._next = moment + self._interval
        if moment > now:
            await self._sleep(moment - now)
        return moment
