"""Our bot with a probe in its loop: `python -m tests.bench.probed_bot FILE`, which is `python -m bot run` and a timer.

When the bot stops, FILE says when a timer of 5 ms came late and by how much, and how durably the writer committed.
"""

import asyncio
import atexit
import json
import sys
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from bot.cli import main

_EVERY = 0.005  # seconds
_LATE = 0.001


class Probe(asyncio.DefaultEventLoopPolicy):
    """Puts the timer into the loop that the bot makes for itself, and listens to its commits."""

    def __init__(self) -> None:
        super().__init__()
        self._late: list[tuple[float, float]] = []
        self._synchronous: set[int] = set()
        event.listen(Engine, "commit", self._committed)

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """A loop in which the timer ticks from its first turn on."""
        loop = super().new_event_loop()
        loop.call_soon(self._tick, loop, time.monotonic())
        return loop

    def save(self, file: Path) -> None:
        """Write down what was seen."""
        seen = {"late": self._late, "synchronous": sorted(self._synchronous)}
        file.write_text(json.dumps(seen), encoding="utf-8")

    def _tick(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        now = time.monotonic()
        if now - due > _LATE:
            self._late.append((now, now - due))
        loop.call_later(_EVERY, self._tick, loop, now + _EVERY)

    def _committed(self, connection: Connection) -> None:
        if connection.dialect.name == "sqlite" and not connection.dialect.is_async:
            raw = connection.connection.driver_connection
            assert raw is not None
            self._synchronous.add(raw.execute("PRAGMA synchronous").fetchone()[0])


if __name__ == "__main__":
    probe = Probe()
    asyncio.set_event_loop_policy(probe)
    atexit.register(probe.save, Path(sys.argv[1]))
    sys.argv = ["bot", "run"]
    main()
