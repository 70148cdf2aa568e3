"""Phases and their questionnaires."""

from dataclasses import replace
from unittest.mock import ANY

import pytest
from sqlalchemy.exc import IntegrityError
from storage_samples import BUDI, DAY, HOUR, NOW, RAHMAT, account, add_phase, officials, phase

from domain.campaigns import Campaign
from domain.people import Account, PositionKind
from domain.phases import PhaseState
from storage.unit_of_work import UnitOfWork

EXECUTORS = frozenset({PositionKind.EXECUTOR})


@pytest.fixture
async def admin(uow: UnitOfWork) -> Account:
    return await account(uow)


async def test_a_phase_comes_back_with_its_questionnaires_in_order(uow: UnitOfWork, admin: Account) -> None:
    wanted = phase(questionnaires=("penilaian_mandiri", "preferensi_karier", "pengalaman_memimpin"))
    phase_id = await add_phase(uow, wanted, admin)
    assert await uow.phases.by_id(phase_id) == replace(wanted, id=phase_id)
    assert await uow.phases.by_id(phase_id + 1) is None


async def test_a_phase_of_assessors_alone_asks_no_questionnaire(uow: UnitOfWork, admin: Account) -> None:
    phase_id = await add_phase(uow, phase(questionnaires=()), admin)
    found = await uow.phases.by_id(phase_id)
    assert found is not None
    assert found.questionnaires == ()
    assert await uow.campaigns.of_phase(phase_id) == []


async def test_phases_are_listed_by_number(uow: UnitOfWork, admin: Account) -> None:
    assert await uow.phases.all() == []
    await add_phase(uow, phase(2, opens_at=NOW - DAY), admin)
    await add_phase(uow, phase(1), admin)
    assert [one.name for one in await uow.phases.all()] == ["Tahap 1", "Tahap 2"]


async def test_a_number_is_given_to_one_phase(uow: UnitOfWork, admin: Account) -> None:
    await add_phase(uow, phase(1), admin)
    with pytest.raises(IntegrityError):
        await add_phase(uow, phase(1), admin)


async def test_the_phase_that_opened_last_is_the_current_one(uow: UnitOfWork, admin: Account) -> None:
    kind = PositionKind.SUPERVISOR
    assert await uow.phases.current(kind, now=NOW) is None
    await add_phase(uow, phase(1, opens_at=NOW - 400 * DAY, state=PhaseState.CLOSED), admin)
    await add_phase(uow, phase(2, opens_at=NOW - 30 * DAY, state=PhaseState.CLOSED), admin)
    await add_phase(uow, phase(3, opens_at=NOW, audience=EXECUTORS), admin)
    await add_phase(uow, phase(4, opens_at=NOW + HOUR, state=PhaseState.SCHEDULED), admin)
    for moment, number in ((NOW - 300 * DAY, 1), (NOW, 2), (NOW + HOUR, 4)):
        found = await uow.phases.current(kind, now=moment)
        assert found is not None
        assert found.number == number


async def test_a_phase_opens_once(uow: UnitOfWork, admin: Account) -> None:
    phase_id = await add_phase(uow, phase(state=PhaseState.SCHEDULED), admin)
    assert await uow.phases.set_state(phase_id, PhaseState.OPEN, was=PhaseState.SCHEDULED)
    assert not await uow.phases.set_state(phase_id, PhaseState.OPEN, was=PhaseState.SCHEDULED)
    found = await uow.phases.by_id(phase_id)
    assert found is not None
    assert found.state is PhaseState.OPEN


async def test_a_phase_is_extended(uow: UnitOfWork, admin: Account) -> None:
    phase_id = await add_phase(uow, phase(), admin)
    await uow.phases.reschedule(phase_id, opens_at=NOW, closes_at=NOW + 21 * DAY)
    assert await uow.phases.by_id(phase_id) == replace(phase(), id=phase_id, closes_at=NOW + 21 * DAY)


async def test_a_campaign_keeps_the_version_its_phase_asks(uow: UnitOfWork, admin: Account) -> None:
    versions = {"penilaian_mandiri": 3, "preferensi_karier": 1}
    phase_id = await uow.phases.add(phase(), versions=versions, account_id=admin.id, now=NOW)
    first, second = await uow.campaigns.of_phase(phase_id)
    assert first == Campaign(first.id, phase_id, "penilaian_mandiri", 3, 1)
    assert second == Campaign(second.id, phase_id, "preferensi_karier", 1, 2)
    (rahmat,) = await officials(uow, RAHMAT)
    assert await uow.campaigns.asked(second.id, rahmat.id) == (
        second,
        await uow.phases.by_id(phase_id),
        None,
        {},
    )
    assert await uow.campaigns.asked(second.id + 1, rahmat.id) is None


async def test_a_campaign_comes_with_the_persons_own_response(uow: UnitOfWork, admin: Account) -> None:
    phase_id = await add_phase(uow, phase(), admin)
    first, second = await uow.campaigns.of_phase(phase_id)
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    await uow.responses.start(first.id, rahmat.id, now=NOW)
    await uow.responses.start(second.id, budi.id, now=NOW)
    begun = await uow.responses.start(first.id, budi.id, now=NOW)
    await uow.responses.answer(begun.id, "p02", "4", now=NOW)
    await uow.responses.answer(begun.id, "p01", "1", now=NOW)
    stage, answers = await uow.phases.by_id(phase_id), {"p02": "4", "p01": "1"}
    assert await uow.campaigns.asked(first.id, budi.id) == (first, stage, begun, answers)
    assert await uow.campaigns.asked(first.id, rahmat.id) == (first, stage, ANY, {})


async def test_people_are_asked_what_is_open_for_their_kind_of_position(
    uow: UnitOfWork, admin: Account
) -> None:
    await add_phase(uow, phase(1, opens_at=NOW - 400 * DAY, state=PhaseState.CLOSED), admin)
    open_now = await add_phase(uow, phase(2), admin)
    await add_phase(uow, phase(3, opens_at=NOW + DAY, state=PhaseState.SCHEDULED), admin)
    asked = await uow.campaigns.open_for(PositionKind.ADMINISTRATOR, now=NOW)
    assert [(one.phase_id, one.questionnaire) for one in asked] == [
        (open_now, "penilaian_mandiri"),
        (open_now, "preferensi_karier"),
    ]
    assert await uow.campaigns.open_for(PositionKind.EXECUTOR, now=NOW) == []
