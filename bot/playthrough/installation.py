"""The simulator and the bot as processes of their own: a fresh folder, a fresh database, nothing but the environment."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp

from bot.config import Config
from bot.simulator.server import HOST, TOKEN

_PROGRAM: Final = (sys.executable, "-m", "bot")
LOG: Final = "bot.log"
_DATABASE: Final = "talenta.sqlite"
_STARTS_WITHIN = 15.0
_STOPS_WITHIN = 15.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a command ended, and what it printed."""

    code: int
    lines: Sequence[str]


class NotStarted(RuntimeError):
    """A process did not begin to serve in time."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot installed on a server: a folder of its own, and a Telegram at `api_url`."""

    folder: Path
    api_url: str

    @property
    def settings(self) -> dict[str, dict[str, Any]]:
        """What is configured, by section and key."""
        return {
            "telegram": {"token": TOKEN, "api_url": self.api_url},
            "database": {"url": f"sqlite:///{self.folder / _DATABASE}"},
            "agency": {"contact": "BKPSDM, telepon 0231-000000"},
            "messages": {"per_second": 250, "chat_pause": 0},
            "clock": {"source": "simulator"},
            "schedule": {"tick_seconds": 0.2},
        }

    @property
    def config(self) -> Config:
        """The same for work done inside this process."""
        return Config.model_validate(self.settings)

    @property
    def log(self) -> Path:
        """What the bot writes about itself."""
        return self.folder / LOG

    async def runs(self, *words: str) -> Spoken:
        """Run a command of `talenta` to its end."""
        process = await asyncio.create_subprocess_exec(
            *_PROGRAM, *words, env=_environment(self.settings), stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
        )
        output, _ = await process.communicate()
        return Spoken(process.returncode or 0, output.decode().splitlines())

    async def keeps_database(self) -> None:
        """Copy the database beside the bot at work, for `restores_database`."""
        self._kept.unlink(missing_ok=True)
        copied = await self.runs("db", "backup", "--to", str(self._kept))
        if copied.code:
            raise NotStarted("\n".join(copied.lines))

    def restores_database(self) -> None:
        """Put the copy in the database's place; nobody may be at work on it."""
        for left in self.folder.glob(f"{_DATABASE}*"):
            left.unlink()
        shutil.copy(self._kept, self.folder / _DATABASE)

    @property
    def _kept(self) -> Path:
        return self.folder / "kept.sqlite"

    @asynccontextmanager
    async def serves(self) -> AsyncIterator[Process]:
        """`talenta run`, until the block ends."""
        with self.log.open("ab") as log:
            async with _process("run", settings=self.settings, output=log.fileno()) as process:
                yield process


@asynccontextmanager
async def local_telegram(port: int = 0) -> AsyncIterator[str]:
    """`talenta simulator`, until the block ends; gives its address. Raises NotStarted."""
    port = port or _free_port()
    async with _process(
        "simulator", "--port", str(port), "--pace", "0", settings={}, output=DEVNULL
    ) as process:
        url = f"http://{HOST}:{port}"
        await _answers(f"{url}/control/clock", process)
        yield url


@asynccontextmanager
async def _process(
    *words: str, settings: Mapping[str, Mapping[str, Any]], output: int
) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        *_PROGRAM,
        *words,
        env=_environment(settings),
        stdin=DEVNULL,
        stdout=output,
        stderr=STDOUT,
        start_new_session=True,  # Ctrl-C reaches us alone, and we end them in order
    )
    try:
        yield process
    finally:
        await _stop(process)


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), _STOPS_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _answers(url: str, process: Process) -> None:
    until = asyncio.get_running_loop().time() + _STARTS_WITHIN
    async with aiohttp.ClientSession() as session:
        while process.returncode is None and asyncio.get_running_loop().time() < until:
            try:
                async with session.get(url):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)
    raise NotStarted(url)


def _environment(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TALENTA_")}
    ours = {
        f"TALENTA_{section}__{key}".upper(): str(value)
        for section, keys in settings.items()
        for key, value in keys.items()
    }
    return inherited | ours | {"COLUMNS": "1000", "PYTHONUNBUFFERED": "1"}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])
