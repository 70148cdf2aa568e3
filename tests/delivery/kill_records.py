"""What a bot that was killed has left in its database, read without touching it."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, create_engine, make_url

from domain.conversation import InboxState
from storage.database import urls
from storage.tables import Account, Answer, Campaign, InboxRow, OutboxRow, Response


@dataclass(frozen=True, slots=True)
class InboxSight:
    """The inbox at one moment, as ids of updates."""

    known: frozenset[int]
    waiting: frozenset[int]
    applied_not_done: frozenset[int]
    failed: frozenset[int]


@contextmanager
def left_in(url: str) -> Iterator[Connection]:
    """A connection to what is there: on SQLite to a copy, so that recovery is left to the bot."""
    sync, _ = urls(url)
    with tempfile.TemporaryDirectory(prefix="talenta-") as folder:
        if sync.get_backend_name() == "sqlite":
            sync = sync.set(database=str(_copied(Path(str(sync.database)), Path(folder))))
        engine = create_engine(sync)
        with closing(engine.connect()) as connection:
            yield connection
        engine.dispose()


def _copied(database: Path, folder: Path) -> Path:
    for part in (database, *(database.with_name(database.name + suffix) for suffix in ("-wal",))):
        if part.exists():
            shutil.copyfile(part, folder / part.name)
    return folder / database.name


async def quiet(url: str) -> None:
    """Wait until the server of a PostgreSQL database has noticed that its client is gone."""
    sync, _ = urls(url)
    if sync.get_backend_name() == "sqlite":
        return
    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with asyncio.timeout(10):
        while True:
            with left_in(url) as connection:
                if not connection.execute(others).scalar_one():
                    return
            await asyncio.sleep(0.02)


def inbox(url: str) -> InboxSight:
    """How far the updates have come."""
    with left_in(url) as connection:
        rows = connection.execute(sa.select(InboxRow.update_id, InboxRow.state, InboxRow.applied_at)).all()
    waiting = {row.update_id for row in rows if row.state == InboxState.RECEIVED}
    return InboxSight(
        frozenset(row.update_id for row in rows),
        frozenset(waiting),
        frozenset(row.update_id for row in rows if row.update_id in waiting and row.applied_at is not None),
        frozenset(row.update_id for row in rows if row.state == InboxState.FAILED),
    )


def answers(url: str, questionnaire: str) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Telegram id → question and value of every answer of this questionnaire, as they came to be."""
    statement = (
        sa.select(Account.telegram_id, Answer.question, Answer.value)
        .join(Response, Response.id == Answer.response_id)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .join(Account, Account.person_id == Response.person_id)
        .where(Campaign.questionnaire == questionnaire)
        .order_by(Answer.id)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    with left_in(url) as connection:
        for telegram_id, question, value in connection.execute(statement):
            found.setdefault(telegram_id, []).append((question, value))
    return found


def outbox(url: str, kind: str) -> Mapping[int, str]:
    """Chat id → state of the messages of a kind that were queued."""
    statement = sa.select(OutboxRow.chat_id, OutboxRow.state).where(OutboxRow.kind == kind)
    with left_in(url) as connection:
        return {row.chat_id: row.state for row in connection.execute(statement)}


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"
