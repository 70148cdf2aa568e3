"""What a use case can rely on while it runs, and whoever waits for it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from storage_samples import BUDI, NOW, RAHMAT, WATI

from domain.conversation import Conversation, Received
from domain.errors import StorageUnavailable
from domain.people import Official
from domain.ports import StoreConflict, StoreOutage
from storage.database import Database, sync_engine
from storage.jobs import AwaitedSomethingElse, ChangesSomething
from storage.unit_of_work import UnitOfWork
from storage.writer import PostgresWriter, SqliteWriter, Writer

Work = Callable[[UnitOfWork], Awaitable[Any]]


def saving(*officials: Official) -> Work:
    return lambda uow: uow.people.save(officials, now=NOW)


async def everybody(uow: UnitOfWork) -> list[str]:
    return [one.name for one in await uow.people.everybody()]


async def refused(uow: UnitOfWork) -> None:
    await uow.people.save([RAHMAT], now=NOW)
    raise StorageUnavailable


async def broken(uow: UnitOfWork) -> None:
    await uow.people.save([RAHMAT], now=NOW)
    await uow.accounts.link(telegram_id=1, name="-", person_id=999_999, now=NOW)


async def count_one_more(uow: UnitOfWork) -> int:
    shown = await uow.conversations.of(1) or Conversation(1, screen_id=0)
    count = (shown.screen_id or 0) + 1
    await uow.conversations.save(replace(shown, screen_id=count))
    return count


async def mark_applied(uow: UnitOfWork) -> bool:
    return await uow.inbox.mark_applied(1, now=NOW)


async def test_what_was_written_outlives_the_process(url: str) -> None:
    for work in (saving(BUDI), saving(RAHMAT)):
        database = Database.open(url)
        await database.write(work)
        await database.close()
    database = Database.open(url)
    assert await database.read(everybody) == ["Budi", "Rahmat"]
    await database.close()


async def test_a_use_case_gives_back_what_it_returns(database: Database) -> None:
    assert await database.write(lambda uow: uow.counters.next("TT", 2026)) == 1
    assert await database.read(lambda uow: uow.people.by_nip(BUDI.nip)) is None


async def test_a_refusal_undoes_what_its_use_case_wrote(database: Database) -> None:
    with pytest.raises(StorageUnavailable):
        await database.write(refused)
    assert await database.read(everybody) == []


async def test_fifty_who_read_and_then_write_lose_nothing(database: Database) -> None:
    await asyncio.gather(*(database.write(count_one_more) for _ in range(50)))
    shown = await database.read(lambda uow: uow.conversations.of(1))
    assert shown == Conversation(1, screen_id=50)


async def test_fifty_numbers_are_given_out_once_each(database: Database) -> None:
    draws = [database.write(lambda uow: uow.counters.next("TT", 2026)) for _ in range(50)]
    assert sorted(await asyncio.gather(*draws)) == list(range(1, 51))


async def test_the_audit_trail_is_one_chain_whoever_appends(database: Database) -> None:
    def act(number: int) -> Work:
        return lambda uow: uow.audit.append(actor=str(number), action="score.add", now=NOW)

    await asyncio.gather(*(database.write(act(number)) for number in range(20)))
    assert await database.read(lambda uow: uow.audit.is_intact())


async def test_those_who_fail_do_not_touch_those_who_wait_beside_them(database: Database) -> None:
    outcomes = await asyncio.gather(
        *(database.write(work) for work in (saving(BUDI), refused, broken, saving(WATI))),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [
        type(None), StorageUnavailable, IntegrityError, type(None),
    ]  # fmt: skip
    assert await database.read(everybody) == ["Budi", "Wati"]


async def test_what_nobody_waits_for_fails_whoever_asked_for_it(database: Database) -> None:
    async def to_no_response(uow: UnitOfWork) -> None:
        await uow.conversations.save(Conversation(2))
        await uow.responses.answer(999_999, "p01", "4", now=NOW)

    async def refused_after_it(uow: UnitOfWork) -> None:
        await to_no_response(uow)
        raise StorageUnavailable

    works = (count_one_more, to_no_response, count_one_more, refused_after_it, count_one_more)
    outcomes = await asyncio.gather(*(database.write(work) for work in works), return_exceptions=True)
    assert outcomes[::2] == [1, 2, 3]
    assert isinstance(outcomes[1], IntegrityError)
    # SQLite has said no by then, PostgreSQL was never asked
    assert isinstance(outcomes[3], IntegrityError | StorageUnavailable)
    assert await database.read(lambda uow: uow.conversations.of(2)) is None


async def test_what_nobody_waits_for_is_stored_before_another_kind_of_statement(database: Database) -> None:
    async def both_ways(uow: UnitOfWork) -> Any:
        await uow.conversations.save(Conversation(7, screen_id=1))
        return (await uow.execute(text("SELECT screen_id FROM conversations WHERE chat_id = 7"))).scalar_one()

    assert await database.write(both_ways) == 1
    await database.write(lambda uow: uow.conversations.save(Conversation(7, screen_id=2)))
    shown = await database.read(lambda uow: uow.conversations.of(7))
    assert shown is not None
    assert shown.screen_id == 2


async def test_a_use_case_that_awaits_anything_else_fails_at_once(database: Database) -> None:
    async def dawdle(uow: UnitOfWork) -> None:
        await uow.people.save([RAHMAT], now=NOW)
        await asyncio.sleep(0)

    with pytest.raises(AwaitedSomethingElse):
        await database.write(dawdle)
    await database.write(saving(BUDI))
    assert await database.read(everybody) == ["Budi"]


async def test_who_stops_waiting_does_not_stop_the_write(database: Database) -> None:
    waiting = asyncio.create_task(database.write(saving(BUDI)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await database.write(saving(WATI))
    async with asyncio.timeout(10):  # the writers of PostgreSQL go side by side
        while await database.read(everybody) != ["Budi", "Wati"]:
            await asyncio.sleep(0.01)


async def test_closing_finishes_what_is_queued(url: str) -> None:
    database = Database.open(url)
    writes = [asyncio.create_task(database.write(count_one_more)) for _ in range(10)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes)
    database = Database.open(url)
    assert await database.read(lambda uow: uow.conversations.of(1)) == Conversation(1, screen_id=10)
    await database.close()


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        await database.read(saving(BUDI))
    assert await database.read(everybody) == []


async def test_who_looks_beside_the_writes_sees_them_and_cannot_write(database: Database) -> None:
    await database.write(saving(BUDI))
    assert await database.consult(everybody) == ["Budi"]
    with pytest.raises(ChangesSomething):
        await database.consult(saving(RAHMAT))
    with pytest.raises(ChangesSomething):
        await database.consult(count_one_more)
    assert await database.read(everybody) == ["Budi"]
    assert await database.read(lambda uow: uow.conversations.of(1)) is None


async def test_a_reader_sees_one_moment_while_others_write(database: Database) -> None:
    async def look_twice(uow: UnitOfWork) -> tuple[list[str], list[str]]:
        before = await everybody(uow)
        await database.write(saving(BUDI))
        return before, await everybody(uow)

    assert await database.read(look_twice) == ([], [])
    assert await database.read(everybody) == ["Budi"]


# --- SQLite: one commit for many -----------------------------------------------------------


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    return sync_engine(sqlite_url)


async def together(engine: Engine, works: Sequence[Work], kind: type[Writer] = SqliteWriter) -> list[Any]:
    """Let all be queued before the writer takes its first group."""
    writer = kind(engine)
    waiting = [asyncio.create_task(writer.run(work)) for work in works]
    await asyncio.sleep(0)
    writer.start()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    await writer.close()
    return outcomes


async def stored(url: str) -> list[str]:
    database = Database.open(url)
    names = await database.read(everybody)
    await database.close()
    return names


async def test_all_who_wait_share_one_commit(engine: Engine, sqlite_url: str) -> None:
    commits: list[object] = []
    event.listen(engine, "commit", commits.append)
    await together(engine, [saving(BUDI), refused, saving(RAHMAT), broken, saving(WATI)])
    assert len(commits) == 1
    assert await stored(sqlite_url) == ["Budi", "Rahmat", "Wati"]


async def test_more_than_sixty_four_wait_for_the_next_commit(engine: Engine) -> None:
    commits: list[object] = []
    event.listen(engine, "commit", commits.append)
    await together(engine, [count_one_more] * 65)
    assert len(commits) == 2


def fill_up(engine: Engine) -> None:
    """Leave the database a handful of pages to grow by, as on a full disk."""

    def limit(connection: Any, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 8}")

    event.listen(engine, "connect", limit)


async def too_much(uow: UnitOfWork) -> None:
    await uow.conversations.save(Conversation(10, facts={"text": "x" * 1_000_000}))


def remembering(chat_id: int) -> Work:
    async def remember(uow: UnitOfWork) -> None:
        await uow.conversations.save(Conversation(chat_id))

    return remember


async def test_of_twenty_who_share_a_commit_only_the_one_who_fills_the_disk_fails(
    engine: Engine, sqlite_url: str
) -> None:
    fill_up(engine)
    works = [remembering(number) for number in range(1, 21)]
    works[9] = too_much
    outcomes = await together(engine, works)
    assert [at for at, outcome in enumerate(outcomes, 1) if isinstance(outcome, StoreOutage)] == [10]
    database = Database.open(sqlite_url)
    kept = [
        number
        for number in range(1, 21)
        if await database.read(lambda uow, n=number: uow.conversations.of(n))
    ]
    await database.close()
    assert kept == [*range(1, 10), *range(11, 21)]


async def test_a_full_disk_that_is_said_politely_fails_alone_as_well(engine: Engine, sqlite_url: str) -> None:
    async def polite(uow: UnitOfWork) -> None:
        try:
            await too_much(uow)
        except DBAPIError:
            raise StorageUnavailable from None

    fill_up(engine)
    outcomes = await together(engine, [saving(BUDI), polite, saving(WATI)])
    assert [isinstance(outcome, StorageUnavailable) for outcome in outcomes] == [False, True, False]
    assert await stored(sqlite_url) == ["Budi", "Wati"]


# --- PostgreSQL: again after a conflict ----------------------------------------------------


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_a_conflict_that_never_ends_is_handed_to_whoever_waits(database: Database) -> None:
    tries = 0

    async def collide(uow: UnitOfWork) -> None:
        nonlocal tries
        tries += 1
        await uow.execute(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"))

    with pytest.raises(StoreConflict):
        await database.write(collide)
    assert tries == 20
    await database.write(saving(BUDI))


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_a_conflict_is_repeated_until_it_is_over(database: Database) -> None:
    tries = 0

    async def collide_twice(uow: UnitOfWork) -> int:
        nonlocal tries
        tries += 1
        await uow.people.save([replace(BUDI, name=f"Budi {tries}")], now=NOW)
        if tries < 3:
            await uow.execute(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"))
        return tries

    assert await database.write(collide_twice) == 3
    assert await database.read(everybody) == ["Budi 3"]


# --- PostgreSQL: one commit for many as well ------------------------------------------------

on_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


class Tries:
    """A use case that counts how often it was run."""

    def __init__(self, official: Official) -> None:
        self.official = official
        self.count = 0

    async def __call__(self, uow: UnitOfWork) -> None:
        self.count += 1
        await uow.people.save([self.official], now=NOW)


def commit_fails_once(engine: Engine, error: Exception) -> None:
    """Let the next commit come to nothing: the connection is rolled back and the error raised."""
    left = [error]

    def fail(connection: Connection) -> None:
        if left:
            cast(Any, connection.connection).rollback()
            raise left.pop()

    event.listen(engine, "commit", fail)


def as_the_server_says(sqlstate: str) -> DBAPIError:
    original = psycopg.errors.lookup(sqlstate)("commit failed")
    return DBAPIError("COMMIT", None, original)


@on_postgresql
async def test_sixteen_share_a_commit_and_each_keeps_its_own_fault(url: str) -> None:
    engine, commits = sync_engine(url), list[object]()
    event.listen(engine, "commit", commits.append)
    works = [saving(BUDI), refused, saving(RAHMAT), broken, saving(WATI), *[count_one_more] * 11]
    outcomes = await together(engine, works, PostgresWriter)
    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [
        StorageUnavailable,
        IntegrityError,
    ]
    assert len(commits) == 1
    assert await stored(url) == ["Budi", "Rahmat", "Wati"]


@on_postgresql
async def test_a_group_whose_commit_is_refused_is_run_again_one_by_one(url: str) -> None:
    engine, tries = sync_engine(url), [Tries(BUDI), Tries(RAHMAT)]
    commit_fails_once(engine, as_the_server_says("40001"))
    assert await together(engine, tries, PostgresWriter) == [None, None]
    assert [one.count for one in tries] == [2, 2]
    assert await stored(url) == ["Budi", "Rahmat"]


@on_postgresql
async def test_a_group_whose_commit_was_never_answered_is_not_run_again(url: str) -> None:
    engine, tries = sync_engine(url), [Tries(BUDI), Tries(RAHMAT)]
    lost = OperationalError("COMMIT", None, psycopg.OperationalError("the connection was lost"))
    commit_fails_once(engine, lost)
    outcomes = await together(engine, tries, PostgresWriter)
    assert [type(one) for one in outcomes] == [StoreOutage, StoreOutage]
    assert [one.count for one in tries] == [1, 1]


@on_postgresql
async def test_what_takes_long_does_not_hold_up_what_waits_behind_it(database: Database) -> None:
    async def long(uow: UnitOfWork) -> None:
        await uow.execute(text("SELECT pg_sleep(1.5)"))

    slow = []
    for _ in range(2):
        slow.append(asyncio.create_task(database.write(long)))
        await asyncio.sleep(0.15)
    await database.write(saving(BUDI))
    assert not any(one.done() for one in slow)
    await asyncio.gather(*slow)
    assert await database.read(everybody) == ["Budi"]


@on_postgresql
@pytest.mark.parametrize("write", [count_one_more, mark_applied], ids=["each of several", "one"])
async def test_who_waits_for_a_row_lets_the_one_who_has_it_go_on(database: Database, write: Work) -> None:
    async def write_and_stay(uow: UnitOfWork) -> Any:
        first = await write(uow)
        await uow.execute(text("SELECT pg_sleep(0.5)"))
        return first

    await database.write(lambda uow: uow.inbox.store([Received(1, 1, "{}")], now=NOW))
    slow = asyncio.create_task(database.write(write_and_stay))
    await asyncio.sleep(0.2)
    second = await database.write(write)
    assert [await slow, second] == ([True, False] if write is mark_applied else [1, 2])


@on_postgresql
async def test_a_server_that_hangs_up_fails_what_is_in_hand_and_nothing_after(database: Database) -> None:
    async def hang_up(uow: UnitOfWork) -> None:
        await uow.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StoreOutage):
        await database.write(hang_up)
    await database.write(saving(BUDI))
    assert await database.read(everybody) == ["Budi"]
