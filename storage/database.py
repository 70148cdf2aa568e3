"""Engines and transactions: a writer that owns every change, readers that never wait for it.

Nothing here knows a table. One writer thread commits for many use cases at once; PostgreSQL has three more
for when one takes long, and tries again after serialization conflicts.
"""

from collections.abc import Awaitable, Callable, Hashable
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from domain.ports import StoreOutage
from storage.jobs import only_reading
from storage.outages import passes
from storage.prepared import Fetched, Prepared, Together, Wrapping
from storage.repositories.repository import Execute
from storage.unit_of_work import Parameters, UnitOfWork
from storage.writer import PostgresWriter, SqliteWriter, Writer

T = TypeVar("T")
Work = Callable[[UnitOfWork], Awaitable[T]]

_DRIVERS = {
    "sqlite": ("sqlite", "sqlite+aiosqlite"),
    "sqlite+aiosqlite": ("sqlite", "sqlite+aiosqlite"),
    "postgresql": ("postgresql+psycopg", "postgresql+psycopg"),
    "postgresql+psycopg": ("postgresql+psycopg", "postgresql+psycopg"),
}


class DatabaseUrlNotUnderstood(ValueError):
    """The URL is none of sqlite, sqlite+aiosqlite, postgresql, postgresql+psycopg."""


def urls(url: str) -> tuple[URL, URL]:
    """The synchronous and the asynchronous URL of one database. Refuses DatabaseUrlNotUnderstood."""
    parsed = make_url(url)
    if parsed.drivername not in _DRIVERS:
        raise DatabaseUrlNotUnderstood(parsed.drivername)
    sync, asynchronous = _DRIVERS[parsed.drivername]
    return parsed.set(drivername=sync), parsed.set(drivername=asynchronous)


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite database; None on PostgreSQL or in memory. Refuses DatabaseUrlNotUnderstood."""
    sync, _ = urls(url)
    return Path(sync.database) if sync.get_backend_name() == "sqlite" and sync.database else None


def sync_engine(url: str) -> Engine:
    """An engine whose transactions are ours to begin: IMMEDIATE on SQLite, SERIALIZABLE on PostgreSQL."""
    sync, _ = urls(url)
    if sync.get_backend_name() != "sqlite":
        unprepared = {"prepare_threshold": None}  # what is worth it is prepared by `storage.libpq`
        engine = create_engine(sync, isolation_level="SERIALIZABLE", pool_size=5, connect_args=unprepared)
        _share_with_libpq(engine)
        return engine
    if sync.database:
        Path(sync.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(sync, connect_args={"check_same_thread": False, "timeout": 30})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would commit at its own idea of a statement
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """Past SQLAlchemy, whose own way costs as much as all statements of a tap."""
    begin = "BEGIN IMMEDIATE"
    with Wrapping(connection, begin):
        cast(Any, connection.connection.driver_connection).execute(begin)


def _share_with_libpq(engine: Engine) -> None:
    """Let SQLAlchemy and `storage.libpq` use one connection: what waits in one is sent before the other speaks."""
    from storage.libpq import Session  # psycopg, which SQLite does without

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        with Wrapping(connection, "BEGIN"):
            Session.of(connection).begin()

    @event.listens_for(engine, "before_cursor_execute")
    def make_way(connection: Connection, _cursor: object, sql: str, *_others: object) -> None:
        with Wrapping(connection, sql):
            Session.of(connection).make_way()


def reading_engine(url: str) -> AsyncEngine:
    """An engine whose transactions are consistent snapshots that cannot be changed."""
    _, asynchronous = urls(url)
    if asynchronous.get_backend_name() != "sqlite":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return create_async_engine(asynchronous, execution_options=options, pool_size=5)
    engine = create_async_engine(asynchronous, connect_args={"timeout": 30})
    event.listen(engine.sync_engine, "connect", _prepare_sqlite_reader)
    event.listen(engine.sync_engine, "begin", _begin_reading)
    return engine


def _prepare_sqlite_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _over(connection: AsyncConnection) -> Execute:
    async def execute(statement: Any, parameters: Parameters = None) -> Any:
        if type(statement) is Together:
            return tuple([await execute(one, parameters) for one in statement.statements])
        if type(statement) is not Prepared:
            return await connection.execute(statement, parameters)
        result = await connection.execute(statement.statement, parameters)
        return Fetched(result.all() if result.returns_rows else (), result.rowcount)

    return execute


class Database:
    """An opened database. `write` and `read` own the transaction of the work they are given."""

    def __init__(self, writer: Writer, readers: AsyncEngine) -> None:
        self._writer = writer
        self._readers = readers

    @classmethod
    def open(cls, url: str) -> Self:
        """Open an already migrated database. Refuses DatabaseUrlNotUnderstood."""
        engine = sync_engine(url)
        writer = SqliteWriter(engine) if engine.dialect.name == "sqlite" else PostgresWriter(engine)
        writer.start()
        return cls(writer, reading_engine(url))

    async def write(self, work: Work[T], *, lane: Hashable | None = None) -> T:
        """Run `work` as a transaction of its own and return once it is durable.

        Works in different lanes touch different rows and may be run side by side. Raises StoreOutage where the
        database cannot work now, and what the work raises.
        """
        return await self._writer.run(work, lane)

    async def consult(self, work: Work[T]) -> T:
        """Run `work`, which cannot change anything, beside the writes: cheaper by far than a read, where many are made.

        Raises StoreOutage, and what the work raises; ChangesSomething where it tries to.
        """
        return await self._writer.run(lambda uow: work(UnitOfWork(only_reading(uow.execute))), object())

    async def read(self, work: Work[T]) -> T:
        """Run `work` on a consistent snapshot that cannot be changed. Raises StoreOutage, and what the work raises."""
        try:
            async with self._readers.connect() as connection, connection.begin():
                return await work(UnitOfWork(_over(connection)))
        except DBAPIError as error:
            if passes(error, reading=True):
                raise StoreOutage(str(error)) from error
            raise

    async def close(self) -> None:
        """Finish what is queued and let go of every connection."""
        await self._writer.close()
        await self._readers.dispose()
