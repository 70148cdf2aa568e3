"""A bot as a process: started, watched, measured by what the system says of it, and certainly gone at the end."""

import asyncio
import os
import signal
import time
from asyncio.subprocess import DEVNULL
from asyncio.subprocess import Process as Running
from collections.abc import AsyncIterator, Awaitable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_TICKS = os.sysconf("SC_CLK_TCK")
_UNWANTED = ("TALENTA_", "PYTHONDONTWRITEBYTECODE")


class Failed(AssertionError):
    """A process ended unasked, or did not do in time what was waited for."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process that runs. `log` gathers what it says; `began`: seconds of the monotonic clock."""

    running: Running
    log: Path
    began: float

    async def while_running(self, waiting: Awaitable[T], within: float) -> T:
        """Wait for something as long as the process is there. Raises Failed."""
        task = asyncio.ensure_future(waiting)
        until = time.monotonic() + within
        while not task.done():
            await asyncio.wait({task}, timeout=0.2)
            if not task.done() and (self.running.returncode is not None or time.monotonic() > until):
                task.cancel()
                raise Failed(f"exit code {self.running.returncode}\n{self._last_lines()}")
        return task.result()

    async def ends(self, within: float) -> int:
        """Wait for the end; returns the exit code."""
        async with asyncio.timeout(within):
            return await self.running.wait()

    async def stop(self) -> None:
        """SIGTERM, and wait until it is gone."""
        self.running.send_signal(signal.SIGTERM)
        await self.ends(within=30)

    def processor_seconds(self) -> float:
        """Used so far, in the program and for it in the system."""
        fields = Path(f"/proc/{self.running.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident_mb(self) -> float:
        """VmRSS: what it holds in memory, libraries that it shares with others among it, in units of 2^20 bytes."""
        status = Path(f"/proc/{self.running.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _last_lines(self, count: int = 30) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])


@asynccontextmanager
async def process(
    words: Sequence[str], settings: Mapping[str, str], log: Path, cores: Collection[int] = ()
) -> AsyncIterator[Process]:
    """Start it with these settings in its environment, on these cores alone; kill it at the end."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_UNWANTED)}
    with log.open("wb") as said:
        began = time.monotonic()
        running = await asyncio.create_subprocess_exec(
            *words,
            env=inherited | dict(settings),
            stdin=DEVNULL,
            stdout=said,
            stderr=said,
        )
    if cores:
        os.sched_setaffinity(running.pid, cores)
    try:
        yield Process(running, log, began)
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()
