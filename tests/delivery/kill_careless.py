"""The bot with one thing done wrong: it confirms updates to Telegram before it has stored them.

Run as `python -m tests.delivery.kill_careless`, configured by the environment like the bot.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.app import build
from bot.config import load
from bot.console import run_async
from bot.delivery.polling import Polling
from bot.stopping import until_stopped
from storage.database import Database


async def serve() -> None:
    """Serve until SIGTERM, as usual bots do: what was fetched waits in memory."""
    config = load()
    database = Database.open(config.database.url)
    bot = await build(config, database)
    fetched: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def keep(updates: Sequence[dict[str, Any]]) -> None:
        for update in updates:
            fetched.put_nowait(update)

    async def store() -> None:
        while True:
            await bot.inbox.take([await fetched.get()])

    base_url = f"{config.telegram.api_url}/bot{config.telegram.token.get_secret_value()}"
    bot.intake = Polling(bot.requests, base_url, keep)
    storing = asyncio.create_task(store())
    await until_stopped(asyncio.create_task(bot.run()))
    storing.cancel()
    await database.close()


if __name__ == "__main__":
    run_async(serve())
