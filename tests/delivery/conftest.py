"""A database, a Telegram that answers as told, and the services between them."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app import policy_of
from bot.config import Config
from bot.services import Services
from storage.database import Database
from storage.schema import migrate
from tests.delivery.scripted import TOKEN, ScriptedTelegram
from tests.delivery.workbench import MORNING, Bench, MoodyStore, StandingClock


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A migrated database to copy."""
    path = tmp_path_factory.mktemp("template") / "talenta.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
async def bench(tmp_path: Path, migrated: Path) -> AsyncIterator[Bench]:
    """An empty database and a Telegram that lets everything succeed, on Tuesday, 24 November 2026, 09.00 WIB."""
    url = f"sqlite:///{shutil.copy(migrated, tmp_path / 'talenta.sqlite')}"
    async with ScriptedTelegram() as telegram:
        config = Config.model_validate(
            {"telegram": {"token": TOKEN, "api_url": telegram.url}, "database": {"url": url}}
        )
        database, clock = Database.open(url), StandingClock()
        store = MoodyStore(database)
        yield Bench(Services(store, clock, policy_of(config), config, MORNING), store, clock, telegram)
        await database.close()
