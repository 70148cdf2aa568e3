"""The databases of the benches: each is a copy of a city that was settled once, on SQLite or on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Literal, TypeAlias

import sqlalchemy as sa

from domain.conversation import InboxState
from storage.database import sqlite_path, sync_engine, urls
from storage.tables import Answer, InboxRow, OutboxRow, Person
from tests.bench.city import settle
from tests.bench.postgres import DurablePostgres

Store: TypeAlias = Literal["sqlite", "postgresql"]
STORES: tuple[Store, ...] = ("sqlite", "postgresql")
_FULL = 2  # PRAGMA synchronous


class Stores:
    """Makes databases in a folder and takes them away again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates: dict[tuple[Store, int], str] = {}
        self._numbers = count(1)
        self.postgres = DurablePostgres(folder / "data")

    @contextmanager
    def on_cores(self, cores: set[int], otherwise: set[int]) -> Iterator[None]:
        """Keep the server of PostgreSQL to these cores for a while."""
        data = self._folder / "data"
        self.postgres.keep_to(cores, data)
        try:
            yield
        finally:
            self.postgres.keep_to(otherwise, data)

    async def prepare(self, store: Store, people: int) -> None:
        """Settle a city of so many, unless that was done before."""
        if (store, people) in self._templates:
            return
        if store == "sqlite":
            template = f"sqlite:///{self._folder}/city-{people}.sqlite"
            await settle(template, people)
        else:
            template = self.postgres.create()
            await settle(self.postgres.url(template), people)
            self.postgres.analyse(template)
        self._templates[store, people] = template

    @contextmanager
    def fresh(self, store: Store, people: int) -> Iterator[str]:
        """The URL of a database of its own in which so many people are settled. `prepare` comes first."""
        template = self._templates[store, people]
        if store == "sqlite":
            folder = self._folder / f"bot-{next(self._numbers)}"
            folder.mkdir()
            source = sqlite_path(template)
            assert source is not None
            shutil.copyfile(source, folder / "talenta.sqlite")
            yield f"sqlite:///{folder}/talenta.sqlite"
            shutil.rmtree(folder)
            return
        name = self.postgres.create(template)
        try:
            yield self.postgres.url(name)
        finally:
            self.postgres.drop(name)

    def check_durability(self, store: Store, url: str) -> None:
        """The settings under which the bot's writer commits leave a commit on the disk before it is confirmed."""
        if store == "postgresql":
            assert self.postgres.is_durable()
            return
        engine = sync_engine(url)  # the one the writer has
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("PRAGMA synchronous")
            (level,) = cursor.fetchone() or (None,)
        engine.dispose()
        assert level == _FULL, level

    def stop(self) -> None:
        """End the server."""
        self.postgres.stop()


def updates_done(url: str) -> int:
    """Updates that are stored and handled to their end."""
    return _count(url, InboxRow, InboxRow.state == InboxState.DONE.value)


def answers(url: str) -> int:
    """Answers that are stored."""
    return _count(url, Answer)


def people(url: str) -> int:
    """People on the roster."""
    return _count(url, Person)


def messages(url: str, kind: str, state: str) -> int:
    """Messages of the bot's own accord that ended so."""
    return _count(url, OutboxRow, OutboxRow.kind == kind, OutboxRow.state == state)


def _count(url: str, table: type, *conditions: "sa.ColumnElement[bool]") -> int:
    engine = sa.create_engine(urls(url)[0])
    statement = sa.select(sa.func.count()).select_from(table).where(*conditions)
    with closing(engine.connect()) as connection:
        found = connection.execute(statement).scalar_one()
    engine.dispose()
    return int(found)
