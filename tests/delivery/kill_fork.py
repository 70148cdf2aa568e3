"""A start without the loading: the process is forked from one that has imported the bot and opened nothing.

It is a process like any other, with its own memory, connections and locks, and it does what `python -m` would do.
"""

import asyncio
import ctypes
import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

_LOADED: Final = ("bot.cli", "bot.serving", "bot.saving", "bot.documents.incoming", "holidays.countries")
_PR_SET_PDEATHSIG: Final = 1


class Fork:
    """`python -m <module> …` from the moment on at which everything is loaded."""

    def __init__(self, module: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        forks = multiprocessing.get_context("forkserver")
        forks.set_forkserver_preload(list(_LOADED))
        told = (list(module), dict(environment), str(log))
        self._process: ForkServerProcess = forks.Process(target=_run, args=told, daemon=True)
        self._process.start()

    @property
    def returncode(self) -> int | None:
        """The exit code, a signal's number negated; None while it runs."""
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal to what still runs."""
        if self.returncode is None and self._process.pid is not None:
            os.kill(self._process.pid, number)

    async def wait(self) -> int:
        """Wait for the end; returns the exit code."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        code = self.returncode
        assert code is not None
        return code


def die_with_parent() -> None:
    """Leave no process behind where the one that started this is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _run(module: Sequence[str], environment: Mapping[str, str], log: str) -> None:
    die_with_parent()
    os.environ.clear()
    os.environ.update(environment)
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(said, stream)
    sys.argv = list(module)
    runpy.run_module(module[0], run_name="__main__", alter_sys=True)
