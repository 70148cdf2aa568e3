"""Phases as they stand when a story begins."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from domain.people import PositionKind
from domain.phases import PATTERNS, Phase, PhaseState
from domain.questionnaire import load
from tests.chats.conftest import Chat

OPENS = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # Senin, 2 November 2026, 08.00 WIB
CLOSES = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)  # Selasa, 8 Desember 2026, 16.00 WIB


async def open_phase(
    chat: Chat,
    *,
    opens_at: datetime = OPENS,
    closes_at: datetime = CLOSES,
    questionnaires: Sequence[str] = PATTERNS["eselon_iii_iv"].questionnaires,
    audience: Sequence[PositionKind] = (PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR),
    number: int = 1,
    state: PhaseState = PhaseState.OPEN,
    version: int | None = None,
) -> int:
    """Put a phase into the database and return its id; nobody is told of it. Asks the newest version, or this."""
    phase = Phase(
        id=0,
        number=number,
        name=f"Tahap {number}",
        audience=frozenset(audience),
        questionnaires=tuple(questionnaires),
        ruleset="permenpan-3-2020",
        opens_at=opens_at,
        closes_at=closes_at,
        state=state,
    )

    async def add(uow: Any, *, now: datetime) -> int:
        clerk = await uow.accounts.by_telegram(1)
        if clerk is None:
            clerk = await uow.accounts.link(telegram_id=1, name="Petugas", person_id=None, now=now)
        versions = {key: version or load(key).version for key in phase.questionnaires}
        return int(await uow.phases.add(phase, versions=versions, account_id=clerk.id, now=now))

    return int(await chat.do(add))


async def answered(chat: Chat, nip: str, questionnaire: str, values: Sequence[tuple[str, str]]) -> int:
    """Answer questions of the newest phase as if it had been done before; returns the response's id."""

    async def store(uow: Any, *, now: datetime) -> int:
        official = await uow.people.by_nip(nip)
        phase = (await uow.phases.all())[-1]
        campaign = next(
            one for one in await uow.campaigns.of_phase(phase.id) if one.questionnaire == questionnaire
        )
        response = await uow.responses.start(campaign.id, official.id, now=now)
        for question, value in values:
            await uow.responses.answer(response.id, question, value, now=now)
        return int(response.id)

    return int(await chat.do(store))


async def stored(chat: Chat, response: int) -> dict[str, str]:
    """The answers of a response as they are stored."""

    async def answers(uow: Any) -> dict[str, str]:
        return dict(await uow.responses.answers(response))

    found: dict[str, str] = await chat.do(answers)
    return found
