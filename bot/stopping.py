"""How a process that serves comes to its end."""

import asyncio
import contextlib
import signal
from typing import Any


async def until_stopped(running: "asyncio.Task[Any]") -> None:
    """Let a task run to its end, or cancel it at SIGTERM or SIGINT and wait until it has tidied up."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, running.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await running
