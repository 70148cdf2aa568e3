"""Questions on screens, by when their people were last at them."""

from dataclasses import dataclass, replace

import pytest
from storage_samples import BUDI, HOUR, MINUTE, NOW, account, add_phase, officials, phase

from domain.conversation import Conversation, OpenQuestion
from storage.unit_of_work import UnitOfWork

BUDIS_CHAT = 5_000_000_002


@dataclass(frozen=True, slots=True)
class Desk:
    """Budi's, with a question on it."""

    uow: UnitOfWork
    person_id: int
    campaign_id: int
    other_campaign_id: int
    response_id: int
    screen: Conversation

    async def shows(self, **changes: object) -> None:
        await self.uow.conversations.save(replace(self.screen, **changes))  # type: ignore[arg-type]  # any of its fields

    async def found(self, since: int = 0, until: int = 15) -> list[OpenQuestion]:
        """What was last worked at so many minutes after nine."""
        return list(
            await self.uow.open_questions.of_active(since=NOW + since * MINUTE, until=NOW + until * MINUTE)
        )


@pytest.fixture
async def desk(uow: UnitOfWork) -> Desk:
    first, second = await uow.campaigns.of_phase(await add_phase(uow, phase(), await account(uow)))
    (budi,) = await officials(uow, BUDI)
    await account(uow, BUDIS_CHAT, budi)
    response = await uow.responses.start(first.id, budi.id, now=NOW - HOUR)
    await uow.responses.show(response.id, "p03", now=NOW + 10 * MINUTE)
    facts = {"campaign": first.id, "question": "p03"}
    screen = Conversation(BUDIS_CHAT, 50, NOW, 49, "answer", facts)
    made = Desk(uow, budi.id, first.id, second.id, response.id, screen)
    await made.shows()
    return made


async def test_it_is_found_by_when_its_person_was_last_at_it(desk: Desk) -> None:
    question = OpenQuestion(desk.person_id, BUDIS_CHAT, desk.campaign_id, 50)
    assert await desk.found() == [question]
    assert await desk.found(10, 10) == [question]
    assert await desk.found(11, 15) == []
    assert await desk.found(0, 9) == []


async def test_a_screen_without_a_question_of_that_questionnaire_is_none(desk: Desk) -> None:
    await desk.shows(awaiting=None, facts={})
    assert await desk.found() == []
    await desk.shows(screen_id=None)
    assert await desk.found() == []
    await desk.shows(facts={"campaign": desk.other_campaign_id, "question": "k1"})
    assert await desk.found() == []


async def test_what_is_submitted_is_open_no_more(desk: Desk) -> None:
    await desk.uow.responses.submit(desk.response_id, "TT-2026-000001", now=NOW + 10 * MINUTE)
    assert await desk.found() == []


async def test_whoever_is_out_of_reach_has_no_open_question(desk: Desk) -> None:
    await desk.uow.accounts.set_reachable(BUDIS_CHAT, False, now=NOW)
    assert await desk.found() == []
