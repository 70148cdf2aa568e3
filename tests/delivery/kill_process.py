"""The bot as a process of its own that is killed without warning, and dies with the test at the latest."""

import asyncio
import ctypes
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

TALENTA: Final = ("bot", "run")
_PR_SET_PDEATHSIG: Final = 1
_STOPS_WITHIN: Final = 15.0

Settings = Mapping[str, Mapping[str, Any]]


class BotEnded(AssertionError):
    """The bot's process ended though nobody had stopped it."""


@dataclass(slots=True)
class BotProcess:
    """`python -m <module> …`, started again and again over the same settings. `log` gathers all it says."""

    settings: Settings
    log: Path
    module: Sequence[str] = TALENTA
    killed: bool = False
    _process: Process | None = field(default=None, repr=False)

    async def start(self) -> None:
        """Start the process; what it begins with is not waited for."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self.module,
                env=_environment(self.settings), stdin=DEVNULL, stdout=log, stderr=STDOUT,
                preexec_fn=_die_with_parent,
            )  # fmt: skip
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

    def last_lines(self, count: int = 40) -> str:
        """The end of what the bot said."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])

    async def end(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self._process.returncode is None:
            self.kill()
            await self.gone()


@asynccontextmanager
async def bot_process(settings: Settings, log: Path, module: Sequence[str]) -> AsyncIterator[BotProcess]:
    """A bot that is not started yet and certainly gone at the end of the block."""
    bot = BotProcess(settings, log, module)
    try:
        yield bot
    finally:
        await bot.end()


def _environment(settings: Settings) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TALENTA_")}
    ours = {
        f"TALENTA_{section}__{key}".upper(): str(value)
        for section, keys in settings.items()
        for key, value in keys.items()
    }
    return inherited | ours | {"PYTHONUNBUFFERED": "1"}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
