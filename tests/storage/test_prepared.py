"""Statements run past SQLAlchemy read, store and fail as they do with it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from storage_samples import NOW

from storage.database import sync_engine
from storage.jobs import over
from storage.prepared import NotToBePrepared, Prepared, Together
from storage.tables import Conversation, Person

CHAT = 4_000_000_000
SAVE = Prepared(insert(Conversation), ("chat_id", "screen_at", "facts"))
READ = Prepared(
    select(Conversation.screen_at, Conversation.facts, Conversation.awaiting).where(
        Conversation.chat_id == bindparam("chat")
    ),
    ("chat",),
)
AWAIT = Prepared(
    update(Conversation).where(Conversation.chat_id > bindparam("above")).values(awaiting="nip"), ("above",)
)


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    engine = sync_engine(url)
    with engine.connect() as connected:
        transaction = connected.begin()
        yield connected
        transaction.rollback()
    engine.dispose()


def test_values_come_back_as_they_were(connection: Connection) -> None:
    wib = timezone(timedelta(hours=7))
    at = datetime(2026, 12, 8, 16, 0, tzinfo=wib)
    SAVE.run(connection, {"chat_id": CHAT, "screen_at": at, "facts": {"question": "D1"}})
    (row,) = READ.run(connection, {"chat": CHAT})
    assert tuple(row) == (datetime(2026, 12, 8, 9, 0, tzinfo=UTC), {"question": "D1"}, None)
    assert row[0].utcoffset() == timedelta(0)


def test_what_sqlalchemy_stored_is_read_and_the_other_way_round(connection: Connection) -> None:
    connection.execute(insert(Conversation), {"chat_id": CHAT, "screen_at": NOW, "facts": {}})
    SAVE.run(connection, {"chat_id": CHAT + 1, "screen_at": NOW, "facts": {}})
    rows = connection.execute(select(Conversation.screen_at).where(Conversation.screen_at == NOW)).all()
    assert [row[0] for row in rows] == [NOW, NOW]
    assert READ.run(connection, {"chat": CHAT}).first() == [NOW, {}, None]


def test_several_are_stored_at_once(connection: Connection) -> None:
    many = [{"chat_id": number, "screen_at": None, "facts": {}} for number in (1, 2, 3)]
    SAVE.run(connection, many)
    assert AWAIT.run(connection, {"above": 1}).rowcount == 2
    assert READ.run(connection, {"chat": 3}).first() == [None, {}, "nip"]
    assert READ.run(connection, {"chat": 4}).first() is None


def test_statements_asked_together_find_each_their_own(connection: Connection) -> None:
    SAVE.run(connection, {"chat_id": CHAT, "screen_at": NOW, "facts": {"a": "1"}})
    others = Prepared(
        select(Conversation.chat_id).where(Conversation.chat_id != bindparam("chat")), ("chat",)
    )
    mine, none = Together((READ, others)).run(connection, {"chat": CHAT})
    assert mine.first() == [NOW, {"a": "1"}, None]
    assert none.first() is None


def test_what_nobody_looks_at_is_done_before_what_somebody_asks(connection: Connection) -> None:
    save = Prepared(insert(Conversation), ("chat_id", "screen_at", "facts"), blind=True)
    for number in (1, 2):
        save.run(connection, {"chat_id": number, "screen_at": None, "facts": {}})
    assert AWAIT.run(connection, {"above": 0}).rowcount == 2


def test_nothing_to_store_stores_nothing(connection: Connection) -> None:
    SAVE.run(connection, [])
    assert connection.execute(select(Conversation.chat_id)).all() == []


def test_a_naive_moment_is_refused(connection: Connection) -> None:
    with pytest.raises(TypeError):
        SAVE.run(connection, {"chat_id": CHAT, "screen_at": datetime(2026, 12, 8), "facts": {}})  # noqa: DTZ001 — what is refused


@pytest.mark.parametrize(
    "prepared",
    [
        Prepared(select(Person.id).where(Person.nip.in_(bindparam("nips", expanding=True))), ("nips",)),
        Prepared(insert(Person), ("nip", "name", "position", "position_kind", "unit", "updated_at")),
    ],
    ids=["a list", "a default"],
)
def test_what_differs_each_time_is_not_prepared(connection: Connection, prepared: Prepared) -> None:
    with pytest.raises(NotToBePrepared):
        prepared.run(connection, dict.fromkeys(prepared.names, ""))


def test_an_error_is_that_of_sqlalchemy_without_the_values(connection: Connection) -> None:
    values = {"chat_id": CHAT, "screen_at": None, "facts": {"text": "rahasia"}}
    SAVE.run(connection, values)
    with pytest.raises(IntegrityError) as caught:
        SAVE.run(connection, values)
    assert "rahasia" not in str(caught.value)
    assert caught.value.connection_invalidated is False


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_connection_that_died_is_given_up(url: str) -> None:
    engine = sync_engine(url)
    with engine.connect() as connected, engine.connect() as other:
        own = connected.execute(text("SELECT pg_backend_pid()")).scalar_one()
        other.execute(text(f"SELECT pg_terminate_backend({own})"))
        with pytest.raises(OperationalError) as caught:
            READ.run(connected, {"chat": CHAT})
    assert caught.value.connection_invalidated is True
    with engine.connect() as connected:
        assert READ.run(connected, {"chat": CHAT}).first() is None
    engine.dispose()


async def test_a_use_case_meets_both_kinds_of_statement(connection: Connection) -> None:
    execute = over(connection)
    await execute(SAVE, {"chat_id": CHAT, "screen_at": None, "facts": {}})
    await execute(SAVE, [])
    result = await execute(select(Conversation.chat_id))
    assert result.scalars().all() == [CHAT]
