"""A phase that is open, an assessor with two people, and what is stored of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from domain.people import Official, PositionKind, Role
from domain.phases import Phase, PhaseState
from domain.results import Result, ResultState
from domain.scores import Score
from domain.talent_grid import Performance, Potential
from storage import tables
from tests.chats.conftest import BUDI, WATI, Chat

OPENED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # Senin, 2 November 2026, 08.00 WIB
CLOSES = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)  # Selasa, 8 Desember 2026, 16.00 WIB


async def opens_phase(chat: Chat, **changes: Any) -> int:
    """Stage 1, open, for administrators and supervisors."""
    kinds = frozenset({PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR})
    stage = Phase(0, 1, "Tahap 1", kinds, (), "permenpan-3-2020", OPENED, CLOSES, PhaseState.OPEN)

    async def add(uow: Any, *, now: datetime) -> int:
        by = await uow.accounts.by_telegram((await chat.joins("Rahmat")).id)
        phase_id: int = await uow.phases.add(
            replace(stage, **changes), versions={}, account_id=by.id, now=now
        )
        return phase_id

    if "Rahmat" not in chat.people:
        await chat.links("Rahmat", Role.ADMIN)
    return int(await chat.do(add))


async def assigns(chat: Chat, name: str, *officials: Official, phase_id: int = 1) -> None:
    """Give an assessor these people, whatever their relation."""
    telegram_id = (await chat.joins(name)).id

    async def assign(uow: Any, *, now: datetime) -> None:
        account = await uow.accounts.by_telegram(telegram_id)
        people = await uow.people.by_nips([one.nip for one in officials])
        await uow.assignments.assign(phase_id, account.id, [one.id for one in people.values()], now=now)

    await chat.do(assign)


async def siti_assesses(chat: Chat, *officials: Official) -> None:
    """Siti is an assessor and these are her people: Budi and Wati, unless others are named."""
    people = officials or (BUDI, WATI)
    await chat.roster(*people)
    await opens_phase(chat)
    await chat.links("Siti", Role.ASSESSOR)
    await assigns(chat, "Siti", *people)


async def scored(chat: Chat, name: str, official: Official, *aspects: str, value: str = "3") -> None:
    """What an assessor has scored before."""
    telegram_id = (await chat.joins(name)).id

    async def add(uow: Any, *, now: datetime) -> None:
        account = await uow.accounts.by_telegram(telegram_id)
        person = await uow.people.by_nip(official.nip)
        await uow.scores.add(
            [Score(0, 1, person.id, account.id, key, Decimal(value), 1, OPENED) for key in aspects]
        )

    await chat.do(add)


async def publishes(chat: Chat, official: Official) -> None:
    """The result of a person is published now."""

    async def publish(uow: Any, *, now: datetime) -> None:
        person = await uow.people.by_nip(official.nip)
        box = (Performance.MEETS_EXPECTATION, Potential.MEDIUM, 5)
        await uow.results.propose([Result(0, 1, person.id, "permenpan-3-2020", *box, {}, {}, now)])
        published = update(tables.Result).where(tables.Result.person_id == person.id)
        await uow.execute(published.values(state=ResultState.PUBLISHED.value, published_at=now))

    await chat.do(publish)


async def stored(chat: Chat) -> Sequence[tuple[str, str, str]]:
    """NIP tail, aspect and value of every score that counts, of whichever assessor, in order."""

    async def read(uow: Any) -> list[tuple[str, str, str]]:
        people = {one.id: one for one in await uow.people.everybody()}
        found = await uow.scores.latest_of(1, list(people))
        return [
            (people[person_id].tail, one.aspect, str(one.value))
            for person_id, scores in sorted(found.items())
            for one in sorted(scores.values(), key=lambda one: one.id)
        ]

    return list(await chat.bot.services.read(read))
