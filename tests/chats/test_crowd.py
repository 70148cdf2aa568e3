"""The people around the play: they come over the wire, and what they did before is put in their place."""

from collections.abc import Sequence
from typing import Any

from bot.playthrough import cast, crowd
from domain.people import Official, PositionKind, Role
from domain.roster import RosterRow
from domain.ruleset import load
from tests.chats.conftest import Chat
from tests.chats.phases import open_phase

COLLEAGUES = cast.colleagues()[:4]


def official(row: RosterRow) -> Official:
    kind = PositionKind.ADMINISTRATOR if (row.eselon or "").startswith("III") else PositionKind.SUPERVISOR
    return Official(0, row.nip, row.name, row.position, kind, row.unit, row.eselon, phone=row.phone)


async def states(chat: Chat) -> Sequence[tuple[int, int, int]]:
    """For each of the people how many questionnaires are submitted, how many answers given, how many scores."""

    async def read(uow: Any) -> list[tuple[int, int, int]]:
        (phase,) = await uow.phases.all()
        summaries = await uow.responses.summaries(phase.id)
        found = []
        for row in COLLEAGUES:
            person = await uow.people.by_nip(row.nip)
            own = summaries.get(person.id, {}).values()
            scores = await uow.scores.latest(phase.id, person.id)
            submitted = sum(one.submitted_at is not None for one in own)
            found.append((submitted, sum(one.answered for one in own), len(scores)))
        return found

    return list(await chat.bot.services.read(read))


async def test_people_come_answer_and_are_scored(chat: Chat) -> None:
    await chat.roster(*map(official, COLLEAGUES))
    await crowd.come(chat.simulator.telegram, COLLEAGUES[:3])
    await chat.simulator.telegram.quiet(silence=0)
    await chat.settled()
    await crowd.agree(chat.bot.services)
    await open_phase(chat)
    await chat.links("Siti", Role.ASSESSOR)

    async def linked(uow: Any) -> tuple[int, list[bool]]:
        people = await uow.accounts.linked_people()
        return len(people), list((await uow.notices.choices_of(people)).values())

    assert await chat.bot.services.read(linked) == (3, [True, True, True])

    await crowd.answer(chat.bot.services, COLLEAGUES, finished=1, begun=1)
    await crowd.score(chat.bot.services, COLLEAGUES)
    whole, half, *rest = await states(chat)
    aspects = len(load("permenpan-3-2020").aspects)
    assert whole[0] == 3
    assert whole[1] >= 48 + 9
    assert half[0] == 0
    assert 4 <= half[1] < 48
    assert [one[:2] for one in rest] == [(0, 0), (0, 0)]
    assert {one[2] for one in (whole, half, *rest)} == {aspects}
