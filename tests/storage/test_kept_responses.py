"""What people answer, and when they asked to be reminded."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy.exc import IntegrityError
from storage_samples import BUDI, DAY, HOUR, MINUTE, NOW, RAHMAT, account, add_phase, officials, phase

from domain.filling import Response, ResponseSummary, SnoozedReminder
from domain.people import Account
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Setting:
    admin: Account
    phase_id: int
    first: int
    second: int
    budi: int
    rahmat: int


@pytest.fixture
async def setting(uow: UnitOfWork) -> Setting:
    admin = await account(uow)
    phase_id = await add_phase(uow, phase(), admin)
    first, second = await uow.campaigns.of_phase(phase_id)
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    return Setting(admin, phase_id, first.id, second.id, budi.id, rahmat.id)


async def _answer(uow: UnitOfWork, response: Response, **answers: str) -> None:
    for question, value in answers.items():
        await uow.responses.answer(response.id, question, value, now=NOW)


async def test_nobody_has_a_response_before_they_begin(uow: UnitOfWork, setting: Setting) -> None:
    assert await uow.responses.of(setting.first, setting.budi) is None
    assert await uow.responses.of_person(setting.phase_id, setting.budi) == []


async def test_a_response_is_begun_once(uow: UnitOfWork, setting: Setting) -> None:
    begun = await uow.responses.start(setting.first, setting.budi, now=NOW)
    assert begun == Response(begun.id, setting.first, setting.budi, None, NOW, NOW)
    assert await uow.responses.start(setting.first, setting.budi, now=NOW + DAY) == begun
    assert await uow.responses.of(setting.first, setting.budi) == begun


async def test_a_persons_responses_come_in_the_order_of_the_phase(uow: UnitOfWork, setting: Setting) -> None:
    second = await uow.responses.start(setting.second, setting.budi, now=NOW)
    first = await uow.responses.start(setting.first, setting.budi, now=NOW)
    await uow.responses.start(setting.first, setting.rahmat, now=NOW)
    assert await uow.responses.of_person(setting.phase_id, setting.budi) == [first, second]


async def test_an_answer_given_again_replaces_the_one_before(uow: UnitOfWork, setting: Setting) -> None:
    response = await uow.responses.start(setting.first, setting.budi, now=NOW)
    await uow.responses.answer(response.id, "p01", "4", now=NOW)
    await uow.responses.answer(response.id, "p02", "2", now=NOW)
    await uow.responses.answer(response.id, "p01", "5", now=NOW)
    assert await uow.responses.answers(response.id) == {"p01": "5", "p02": "2"}


async def test_answers_no_longer_needed_are_removed(uow: UnitOfWork, setting: Setting) -> None:
    response = await uow.responses.start(setting.first, setting.budi, now=NOW)
    await _answer(uow, response, p01="4", p02="2", p03="1")
    await uow.responses.remove_answers(response.id, ["p01", "p03"])
    assert await uow.responses.answers(response.id) == {"p02": "2"}
    await uow.responses.remove_answers(response.id, [])
    assert await uow.responses.answers(response.id) == {"p02": "2"}


async def test_the_question_shown_is_found_again_after_a_restart(uow: UnitOfWork, setting: Setting) -> None:
    response = await uow.responses.start(setting.first, setting.budi, now=NOW)
    await uow.responses.show(response.id, "p13", now=NOW + MINUTE)
    shown = replace(response, question="p13", active_at=NOW + MINUTE)
    assert await uow.responses.of(setting.first, setting.budi) == shown


async def test_a_response_is_submitted_once(uow: UnitOfWork, setting: Setting) -> None:
    response = await uow.responses.start(setting.first, setting.budi, now=NOW)
    assert await uow.responses.submit(response.id, "TT-2026-000123", now=NOW + HOUR)
    assert not await uow.responses.submit(response.id, "TT-2026-000124", now=NOW + DAY)
    submitted = replace(response, active_at=NOW + HOUR, submitted_at=NOW + HOUR, receipt="TT-2026-000123")
    assert await uow.responses.of(setting.first, setting.budi) == submitted


async def test_a_reopened_response_keeps_its_receipt_until_the_next(
    uow: UnitOfWork, setting: Setting
) -> None:
    response = await uow.responses.start(setting.first, setting.budi, now=NOW)
    assert not await uow.responses.reopen(response.id)
    await uow.responses.submit(response.id, "TT-2026-000123", now=NOW)
    assert await uow.responses.reopen(response.id)
    reopened = await uow.responses.of(setting.first, setting.budi)
    assert reopened == replace(response, receipt="TT-2026-000123")
    assert await uow.responses.submit(response.id, "TT-2026-000124", now=NOW)


async def test_a_receipt_is_given_to_one_response(uow: UnitOfWork, setting: Setting) -> None:
    first = await uow.responses.start(setting.first, setting.budi, now=NOW)
    second = await uow.responses.start(setting.second, setting.budi, now=NOW)
    await uow.responses.submit(first.id, "TT-2026-000123", now=NOW)
    with pytest.raises(IntegrityError):
        await uow.responses.submit(second.id, "TT-2026-000123", now=NOW)


async def test_a_whole_phase_is_summed_up_in_one_look(uow: UnitOfWork, setting: Setting) -> None:
    mine = await uow.responses.start(setting.first, setting.budi, now=NOW)
    await _answer(uow, mine, p01="4", p02="", p03="-")
    await uow.responses.start(setting.second, setting.budi, now=NOW)
    other = await uow.responses.start(setting.first, setting.rahmat, now=NOW)
    await _answer(uow, other, p01="1")
    await uow.responses.submit(other.id, "TT-2026-000001", now=NOW + HOUR)
    assert await uow.responses.summaries(setting.phase_id) == {
        setting.budi: {
            setting.first: ResponseSummary(answered=2, active_at=NOW, submitted_at=None),
            setting.second: ResponseSummary(answered=0, active_at=NOW, submitted_at=None),
        },
        setting.rahmat: {
            setting.first: ResponseSummary(answered=1, active_at=NOW + HOUR, submitted_at=NOW + HOUR)
        },
    }


async def test_drafts_are_what_is_answered_and_not_submitted(uow: UnitOfWork, setting: Setting) -> None:
    mine = await uow.responses.start(setting.first, setting.budi, now=NOW)
    await _answer(uow, mine, p01="4", p02="2")
    other = await uow.responses.start(setting.first, setting.rahmat, now=NOW)
    await _answer(uow, other, p01="1")
    await uow.responses.submit(other.id, "TT-2026-000001", now=NOW)
    expected = {setting.budi: {setting.first: {"p01": "4", "p02": "2"}}}
    assert await uow.responses.drafts(setting.phase_id) == expected


async def test_answers_to_another_phase_are_not_summed_up(uow: UnitOfWork, setting: Setting) -> None:
    await uow.responses.start(setting.first, setting.budi, now=NOW)
    other = await add_phase(uow, phase(2), setting.admin)
    assert await uow.responses.summaries(other) == {}
    assert await uow.responses.drafts(other) == {}


async def test_asking_for_another_time_replaces_the_time_before(uow: UnitOfWork, setting: Setting) -> None:
    asked = SnoozedReminder(setting.phase_id, setting.budi, NOW + DAY)
    await uow.snoozes.add(asked, now=NOW)
    await uow.snoozes.add(replace(asked, remind_at=NOW + 2 * DAY), now=NOW + HOUR)
    assert await uow.snoozes.due(since=NOW, now=NOW + DAY) == []
    assert await uow.snoozes.due(since=NOW, now=NOW + 2 * DAY) == [replace(asked, remind_at=NOW + 2 * DAY)]


async def test_only_what_became_due_since_the_last_look_is_found(uow: UnitOfWork, setting: Setting) -> None:
    early = SnoozedReminder(setting.phase_id, setting.budi, NOW - DAY)
    late = SnoozedReminder(setting.phase_id, setting.rahmat, NOW)
    for asked in (late, early):
        await uow.snoozes.add(asked, now=NOW - 2 * DAY)
    assert await uow.snoozes.due(since=NOW - DAY, now=NOW) == [late]
    assert await uow.snoozes.due(since=NOW - 2 * DAY, now=NOW) == [early, late]
