"""Use cases of different lanes share their trips to the server, and none of them notices."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError
from storage_samples import BUDI, NOW, RAHMAT

from domain.conversation import Conversation
from domain.errors import StorageUnavailable
from storage.database import sync_engine
from storage.jobs import AwaitedSomethingElse
from storage.libpq import Session
from storage.unit_of_work import UnitOfWork
from storage.writer import PostgresWriter, SqliteWriter

Work = Callable[[UnitOfWork], Awaitable[Any]]


@pytest.fixture
def engine(url: str) -> Engine:
    return sync_engine(url)


async def in_lanes(engine: Engine, works: Sequence[tuple[Hashable, Work]]) -> list[Any]:
    """Let all be queued before the writer takes its first group; what is raised comes back as a value."""
    writer = (SqliteWriter if engine.dialect.name == "sqlite" else PostgresWriter)(engine)
    waiting = [asyncio.create_task(writer.run(work, lane)) for lane, work in works]
    await asyncio.sleep(0)
    writer.start()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    await writer.close()
    return outcomes


def count_one_more(chat_id: int) -> Work:
    async def count(uow: UnitOfWork) -> int:
        shown = await uow.conversations.of(chat_id) or Conversation(chat_id, screen_id=0)
        counted = (shown.screen_id or 0) + 1
        await uow.conversations.save(replace(shown, screen_id=counted))
        seen = await uow.conversations.of(chat_id)
        assert seen is not None
        assert seen.screen_id == counted
        return counted

    return count


async def refused(uow: UnitOfWork) -> None:
    await uow.conversations.of(1)
    raise StorageUnavailable


async def refused_after_writing(uow: UnitOfWork) -> None:
    await uow.conversations.save(Conversation(99))
    await uow.conversations.of(99)
    raise StorageUnavailable


async def broken_blindly(uow: UnitOfWork) -> None:
    await uow.conversations.save(Conversation(99))
    await uow.responses.answer(999_999, "p01", "4", now=NOW)


async def shown_in(engine: Engine, *chat_ids: int) -> list[int | None]:
    async def look(uow: UnitOfWork) -> list[int | None]:
        found = [await uow.conversations.of(chat_id) for chat_id in chat_ids]
        return [one and one.screen_id for one in found]

    (found,) = await in_lanes(engine, [(None, look)])
    assert isinstance(found, list)
    return found


async def test_each_of_many_reads_what_it_has_written(engine: Engine) -> None:
    works = [(chat_id, count_one_more(chat_id)) for chat_id in range(1, 15)]
    assert await in_lanes(engine, works) == [1] * 14
    assert await in_lanes(engine, works) == [2] * 14


async def test_within_a_lane_and_without_one_nothing_is_lost(engine: Engine) -> None:
    works = [(lane, count_one_more(1)) for lane in ("a", "a", None, "a", None)]
    assert sorted(await in_lanes(engine, works)) == [1, 2, 3, 4, 5]
    assert await shown_in(engine, 1) == [5]


@pytest.mark.parametrize(
    ("failing", "error"),
    [
        (refused, StorageUnavailable),
        (refused_after_writing, StorageUnavailable),
        (broken_blindly, IntegrityError),
    ],
    ids=["before it wrote", "after it wrote", "by the database"],
)
async def test_who_fails_leaves_nothing_behind_and_touches_nobody(
    engine: Engine, failing: Work, error: type[Exception]
) -> None:
    outcomes = await in_lanes(engine, [(1, count_one_more(1)), (9, failing), (2, count_one_more(2))])
    assert (outcomes[0], type(outcomes[1]), outcomes[2]) == (1, error, 1)
    assert await shown_in(engine, 1, 2, 99) == [1, 1, None]


async def test_who_awaits_anything_else_fails_alone(engine: Engine) -> None:
    async def dawdles(uow: UnitOfWork) -> None:
        await uow.conversations.of(1)
        await asyncio.sleep(0)

    outcomes = await in_lanes(engine, [(1, count_one_more(1)), (9, dawdles)])
    assert (outcomes[0], type(outcomes[1])) == (1, AwaitedSomethingElse)


async def test_an_unusual_statement_goes_with_the_others(engine: Engine) -> None:
    async def saves(uow: UnitOfWork) -> list[str]:
        await uow.people.save([BUDI, RAHMAT], now=NOW)
        return [one.name for one in await uow.people.everybody()]

    works = [(1, count_one_more(1)), (2, saves), (3, count_one_more(3))]
    assert await in_lanes(engine, works) == [1, ["Budi", "Rahmat"], 1]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_an_error_of_an_unusual_statement_is_its_own(engine: Engine) -> None:
    async def asks_nonsense(uow: UnitOfWork) -> Any:
        return await uow.execute(text("SELECT 1/0"))

    outcomes = await in_lanes(engine, [(1, count_one_more(1)), (2, asks_nonsense), (3, count_one_more(3))])
    assert outcomes[::2] == [1, 1]
    assert "division by zero" in str(outcomes[1])


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_fourteen_ask_the_server_as_often_as_one(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    trips: list[int] = []
    ask = Session._ask

    def counted(self: Session, statements: Sequence[Any]) -> Any:
        trips.append(len(statements))
        return ask(self, statements)

    monkeypatch.setattr(Session, "_ask", counted)
    commits: list[object] = []
    event.listen(engine, "commit", commits.append)
    await in_lanes(engine, [(chat_id, count_one_more(chat_id)) for chat_id in range(1, 15)])
    assert trips == [15, 28]  # BEGIN and what is shown; what was counted and what is shown then
    assert len(commits) == 1
