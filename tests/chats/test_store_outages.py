"""The disk is full or may not be written to: nothing is confirmed, people and admins are told, and it goes on by itself."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.people import Role
from domain.ports import StoreConflict, StoreOutage, UnitOfWork
from tests.chats.conftest import BUDI, Chat


@contextmanager
def pragma(engine: Engine, during: str, afterwards: str) -> Iterator[None]:
    """Set something on the writer's connection for a while, beginning with its next transaction."""
    met: list[Any] = []

    def set_it(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        if raw not in met:
            met.append(raw)
            raw.execute(during)

    event.listen(engine, "begin", set_it)
    yield
    event.remove(engine, "begin", set_it)
    for raw in met:
        raw.execute(afterwards)


@pytest.mark.parametrize(
    ("during", "afterwards"),
    [
        ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"),
        ("PRAGMA max_page_count=1", "PRAGMA max_page_count=1000000"),  # no page more than there are
    ],
    ids=["read-only", "full"],
)
async def test_what_cannot_be_stored_waits_at_telegram_and_is_answered_once(
    chat: Chat,
    engines: tuple[Engine, AsyncEngine],
    during: str,
    afterwards: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", Role.OFFICIAL, official=BUDI)
    await chat.links("Siti", Role.ADMIN)
    budi, siti = chat.people["Budi"], chat.people["Siti"]
    with pragma(engines[0], during, afterwards):
        await budi.says("x" * 4000)
        await siti.waits_for("Penyimpanan layanan tidak dapat ditulisi sejak pukul 08.10 WIB.")
        await asyncio.sleep(0.6)  # one more try
        assert [text for text in (await budi.sees()).texts() if not text.startswith("x")] == []
    await budi.waits_for("Beranda")
    await siti.waits_for("Penyimpanan layanan pulih pada pukul 08.10 WIB.")
    await chat.settled()
    assert len((await budi.sees()).texts()) == 2
    assert len((await siti.sees()).texts()) == 2
    assert caplog.text.count("nothing can be stored, so no update is confirmed to Telegram") == 1
    assert caplog.text.count("the store works again") == 1


async def test_transactions_that_collide_worry_nobody(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    async def collides(_uow: UnitOfWork) -> None:
        raise StoreConflict

    await chat.links("Siti", Role.ADMIN)
    with pytest.raises(StoreConflict):
        await chat.bot.services.store.write(collides)
    await chat.settled()
    assert (await chat.people["Siti"].sees()).texts() == []
    assert "nothing can be stored" not in caplog.text


async def test_a_disk_that_is_almost_full_is_told_to_the_admins_once_an_hour(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    async def refused(_uow: UnitOfWork) -> None:
        raise StoreOutage("database or disk is full")

    async def taken(_uow: UnitOfWork) -> None:
        return

    await chat.links("Siti", Role.ADMIN)
    store = chat.bot.services.store
    for later in ("", "--- 59 menit kemudian ---", "--- 1 menit kemudian ---"):
        await chat.plays(later)
        with pytest.raises(StoreOutage):
            await store.write(refused)
        await store.write(taken)
    await chat.people["Siti"].waits_for("pulih pada pukul 09.10 WIB")
    await chat.settled()
    told = sorted(text.partition(" pukul ")[0] for text in (await chat.people["Siti"].sees()).texts())
    down, back = "Penyimpanan layanan tidak dapat ditulisi sejak", "Penyimpanan layanan pulih pada"
    assert told == [back, back, down, down]
    assert caplog.text.count("nothing can be stored") == 3


async def test_a_look_that_needs_no_disk_does_not_say_that_the_store_works_again(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    async def refused(_uow: UnitOfWork) -> None:
        raise StoreOutage("database or disk is full")

    async def look(_uow: UnitOfWork) -> str:
        return "seen"

    services = chat.bot.services
    with pytest.raises(StoreOutage):
        await services.store.write(refused)
    assert await services.consult(look) == "seen"
    assert "the store works again" not in caplog.text
