"""The bot as a process: one for each database, migrated before it speaks, stopped by a signal."""

import asyncio
import signal
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bot.config import Config
from bot.serving import AnotherIsRunning, MigrationNeeded, prepare, serve
from bot.simulator.server import TOKEN, Simulator
from storage import schema
from tests.storage.conftest import PostgresServer, postgres  # noqa: F401 — a fixture

MONDAY = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)


def config_of(folder: Path, simulator: Simulator) -> Config:
    return Config.model_validate(
        {
            "telegram": {"token": TOKEN, "api_url": simulator.url},
            "database": {"url": f"sqlite:///{folder / 'talenta.sqlite'}"},
            "clock": {"source": "simulator"},
        }
    )


async def test_it_migrates_an_empty_database_serves_and_stops_at_a_signal(tmp_path: Path) -> None:
    async with Simulator(MONDAY) as simulator:
        serving = asyncio.create_task(serve(config_of(tmp_path, simulator)))
        budi = await simulator.persona("Budi", "+6281211110001")
        since = await budi.says("/start")
        await budi.waits_for("ketik NIP atau NI PPPK", since=since, within=30)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(serving, 15)


async def test_a_second_bot_on_the_same_database_is_refused(tmp_path: Path) -> None:
    async with Simulator(MONDAY) as simulator:
        config = config_of(tmp_path, simulator)
        first = asyncio.create_task(serve(config))
        budi = await simulator.persona("Budi", "+6281211110001")
        await budi.waits_for("ketik NIP atau NI PPPK", since=await budi.says("/start"), within=30)
        with pytest.raises(AnotherIsRunning):
            await serve(config)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)


def test_an_empty_database_is_migrated(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'talenta.sqlite'}"
    prepare(url)
    assert schema.revision_of(url) == schema.newest_revision()
    prepare(url)
    assert [path.suffix for path in (tmp_path / "var").iterdir()] == [".sqlite"]


def test_an_sqlite_database_that_is_behind_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "talenta.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("CREATE TABLE keepsake (words TEXT)")
        connection.execute("INSERT INTO keepsake VALUES ('tetap ada')")
    connection.close()
    prepare(f"sqlite:///{path}")
    assert schema.revision_of(f"sqlite:///{path}") == schema.newest_revision()
    copy = path.with_suffix(f".before-{schema.newest_revision()}.sqlite")
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT words FROM keepsake").fetchall() == [("tetap ada",)]
        assert kept.execute("SELECT count(*) FROM alembic_version").fetchall() == [(0,)]
    kept.close()


def test_a_postgresql_database_that_is_behind_waits_for_the_command(postgres: PostgresServer) -> None:  # noqa: F811
    url = postgres.url(postgres.create())
    schema.migrate(url)
    prepare(url)
    engine_url = url
    with psycopg.connect(engine_url, autocommit=True) as connection:
        connection.execute("DELETE FROM alembic_version")
    with pytest.raises(MigrationNeeded):
        prepare(url)
