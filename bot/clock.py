"""What time it is. The only place that asks the machine."""

from datetime import UTC, datetime
from typing import Protocol

import aiohttp


class Clock(Protocol):
    """`now` is aware and in UTC; `refresh` is awaited before anything that depends on it."""

    def now(self) -> datetime: ...

    async def refresh(self) -> None: ...


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)

    async def refresh(self) -> None:
        """Nothing to do: the machine's clock runs by itself."""


class SimulatorClock:
    """The time of the simulator on this machine, so that nothing depends on the hour it runs at."""

    def __init__(self, api_url: str) -> None:
        self._url = f"{api_url}/control/clock"
        self._now = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """The moment of the last refresh."""
        return self._now

    async def refresh(self) -> None:
        """Ask the simulator."""
        async with aiohttp.ClientSession() as session, session.get(self._url) as response:
            answer = await response.json()
        self._now = datetime.fromisoformat(answer["now"])
