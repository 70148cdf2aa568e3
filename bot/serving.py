"""Runs the bot as a process: one per database, migrated first, stopped by a signal."""

import asyncio
import contextlib
import fcntl
from collections.abc import Iterator

from bot.app import build
from bot.clock import Clock
from bot.config import Config
from bot.library import furnish
from bot.stopping import until_stopped
from storage import schema
from storage.backup import copy_sqlite
from storage.database import Database, sqlite_path


class AnotherIsRunning(RuntimeError):
    """The lock beside the database is held by another `talenta run`."""


class MigrationNeeded(RuntimeError):
    """A filled PostgreSQL database is behind the code; it is migrated on command only."""


async def serve(config: Config, clock: Clock | None = None) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises AnotherIsRunning, MigrationNeeded, BackupProblem, and as `furnish`.
    """
    url = config.database.url
    with only_one(url):
        prepare(url)
        database = Database.open(url)
        try:
            await furnish(config.questionnaires, database)
            bot = await build(config, database, clock)
            await until_stopped(asyncio.create_task(bot.run()))
        finally:
            await database.close()


def prepare(url: str) -> None:
    """Migrate an empty database; one that is behind is copied and migrated, or on PostgreSQL refused.

    Raises MigrationNeeded; BackupProblem if the copy cannot be made, and nothing is migrated.
    """
    if schema.is_empty(url):
        schema.migrate(url)
        return
    if schema.revision_of(url) == schema.newest_revision():
        return
    path = sqlite_path(url)
    if path is None:
        raise MigrationNeeded(url)
    copy_sqlite(path, path.with_suffix(f".before-{schema.newest_revision()}.sqlite"))
    schema.migrate(url)


@contextlib.contextmanager
def only_one(url: str) -> Iterator[None]:
    """Hold the lock beside an SQLite database. Raises AnotherIsRunning."""
    path = sqlite_path(url)
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AnotherIsRunning(str(path)) from error
        yield
