"""The bot as a process of its own that is killed without warning, and dies with the test at the latest."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.delivery.kill_fork import Fork, die_with_parent

TALENTA: Final = ("bot", "run")
_STOPS_WITHIN: Final = 60.0  # the bot itself takes at most ten, on a machine that has time for it

Settings = Mapping[str, Mapping[str, Any]]


class BotEnded(AssertionError):
    """The bot's process ended though nobody had stopped it."""


@dataclass(slots=True)
class BotProcess:
    """`python -m <module> …`, started again and again over the same settings. `log` gathers all it says.

    `forked` spares each start its two seconds of loading.
    """

    settings: Settings
    log: Path
    module: Sequence[str] = TALENTA
    forked: bool = False
    killed: bool = False
    _process: Process | Fork | None = field(default=None, repr=False)

    async def start(self) -> None:
        """Start the process; what it begins with is not waited for."""
        environment = _environment(self.settings)
        self.log.touch()
        if self.forked:
            self._process = Fork(self.module, environment, self.log)
        else:
            self._process = await _executed(self.module, environment, self.log)
        self.killed = False

    def kill(self) -> None:
        """SIGKILL, at this very moment."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self.killed = True

    async def gone(self) -> int:
        """Wait for the end; returns the exit code."""
        assert self._process is not None
        return await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(_STOPS_WITHIN):
            return await self.gone()

    def check(self) -> None:
        """Raise BotEnded, with the end of the log, where the process is gone unasked."""
        if self._process is not None and self._process.returncode is not None and not self.killed:
            raise BotEnded(f"exit code {self._process.returncode}\n{self.last_lines()}")

    def said(self) -> str:
        """All it said, over all starts."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def last_lines(self, count: int = 40) -> str:
        """The end of what the bot said."""
        return "\n".join(self.said().splitlines()[-count:])

    async def end(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self._process.returncode is None:
            self.kill()
            await self.gone()


@asynccontextmanager
async def bot_process(
    settings: Settings, log: Path, module: Sequence[str] = TALENTA, *, forked: bool = False
) -> AsyncIterator[BotProcess]:
    """A bot that is not started yet and certainly gone at the end of the block."""
    bot = BotProcess(settings, log, module, forked)
    try:
        yield bot
    finally:
        await bot.end()


async def _executed(module: Sequence[str], environment: Mapping[str, str], log: Path) -> Process:
    with log.open("ab") as said:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", *module,
            env=environment, stdin=DEVNULL, stdout=said, stderr=STDOUT, preexec_fn=die_with_parent,
        )  # fmt: skip


def _environment(settings: Settings) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TALENTA_")}
    ours = {
        f"TALENTA_{section}__{key}".upper(): str(value)
        for section, keys in settings.items()
        for key, value in keys.items()
    }
    return inherited | ours | {"PYTHONUNBUFFERED": "1"}
