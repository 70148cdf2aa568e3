"""Spaces messages evenly: message i leaves at t0 + i / rate, never in a burst."""

import asyncio
from collections.abc import Callable


class Pacer:
    """Hands out moments to send at. `pause` keeps everybody waiting (a 429)."""

    def __init__(self, per_second: float, monotonic: Callable[[], float]) -> None:
        self._interval = 1 / per_second
        self._monotonic = monotonic
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until the next message may leave."""
        now = self._monotonic()
        moment = max(self._next, now)
        self._next = moment + self._interval
        if moment > now:
            await asyncio.sleep(moment - now)

    def pause(self, seconds: float) -> None:
        """Nobody is sent to before so many seconds have passed."""
        self._next = max(self._next, self._monotonic() + seconds)
