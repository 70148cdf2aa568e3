"""Brings a database to the tables of today, and says how far it is.

Alembic is loaded by what needs it: it takes a quarter of a second and 15 MB, and a bot at work migrates nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.engine import URL

from storage.database import urls

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
_NEWEST = "0001"  # a test holds it to the revisions there are
_VERSIONS = "alembic_version"


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """The revision the code is written for."""
    return _NEWEST


def known_revisions() -> frozenset[str]:
    """Every revision that the code can bring to the newest, the newest among them."""
    from alembic.script import ScriptDirectory

    return frozenset(one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions())


def revision_of(url: str) -> str | None:
    """The revision a database is at; None if it is empty."""
    with _engine(url) as engine, engine.connect() as connection:
        if not inspect(connection).has_table(_VERSIONS):
            return None
        return connection.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalar_one_or_none()


def is_empty(url: str) -> bool:
    """No table of ours or of anybody else stands in the database."""
    with _engine(url) as engine, engine.connect() as connection:
        return not inspect(connection).get_table_names()


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade a database in one transaction; on SQLite every child row is checked before the commit."""
    with _engine(url) as engine, engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _migrate_sqlite(connection, revision)
        else:
            with connection.begin():
                _upgrade(connection, revision)


def _migrate_sqlite(connection: Connection, revision: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.isolation_level = None
    driver.execute("PRAGMA journal_mode=WAL")
    driver.execute("PRAGMA foreign_keys=OFF")  # a batch rebuild would delete the children otherwise
    driver.execute("BEGIN IMMEDIATE")
    try:
        _upgrade(connection, revision)
        _refuse_orphans(driver.execute("PRAGMA foreign_key_check").fetchall())
    except BaseException:
        driver.execute("ROLLBACK")
        raise
    driver.execute("COMMIT")


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command

    command.upgrade(_config(connection), revision)


def _refuse_orphans(orphans: list[object]) -> None:
    if orphans:
        raise RowsWouldBeOrphaned(orphans)


class RowsWouldBeOrphaned(RuntimeError):
    """A revision would leave child rows without their parent; nothing was changed."""


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    sync: URL
    sync, _ = urls(url)
    if sync.get_backend_name() == "sqlite" and sync.database:
        Path(sync.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(sync)
    try:
        yield engine
    finally:
        engine.dispose()
