"""A database, a Telegram that answers as told, and the services between them."""

from collections.abc import AsyncIterator

import pytest

from bot.app import policy_of
from bot.config import Config
from bot.services import Services
from storage.database import Database
from tests.delivery.kill_stores import *  # noqa: F403 — fixtures
from tests.delivery.scripted import TOKEN, ScriptedTelegram
from tests.delivery.workbench import MORNING, Bench, MoodyStore, StandingClock


@pytest.fixture
async def bench(sqlite_url: str) -> AsyncIterator[Bench]:
    """An empty database and a Telegram that lets everything succeed, on Tuesday, 24 November 2026, 09.00 WIB."""
    async with ScriptedTelegram() as telegram:
        config = Config.model_validate(
            {"telegram": {"token": TOKEN, "api_url": telegram.url}, "database": {"url": sqlite_url}}
        )
        database, clock = Database.open(sqlite_url), StandingClock()
        store = MoodyStore(database)
        yield Bench(Services(store, clock, policy_of(config), config, MORNING), store, clock, telegram)
        await database.close()
