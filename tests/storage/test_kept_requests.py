"""What people ask BKPSDM for, later deadlines of single people, and why a response was reopened."""

from dataclasses import replace

from storage_samples import BUDI, DAY, HOUR, NOW, RAHMAT, account, add_phase, officials, phase

from domain.filling import Reopening
from domain.requests import Request, RequestKind, RosterField
from storage.unit_of_work import UnitOfWork


async def test_requests_wait_in_the_order_asked_until_they_are_decided_once(uow: UnitOfWork) -> None:
    admin = await account(uow)
    phase_id = await add_phase(uow, phase(), admin)
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    time = Request(0, RequestKind.TIME, budi.id, "Dinas luar", NOW, phase_id=phase_id)
    wrong = Request(
        0, RequestKind.CORRECTION, rahmat.id, "Dinas Sosial", NOW + HOUR,
        field=RosterField.UNIT, number="PD-2026-0001", due_at=NOW + 3 * DAY,
    )  # fmt: skip
    first, second = await uow.requests.add(time), await uow.requests.add(wrong)
    time, wrong = replace(time, id=first), replace(wrong, id=second)
    assert await uow.requests.waiting() == [time, wrong]
    assert await uow.requests.waiting_of(rahmat.id) == [wrong]
    assert await uow.requests.by_id(second) == wrong
    assert await uow.requests.by_id(second + 1) is None

    decision = {"account_id": admin.id, "now": NOW + DAY}
    assert await uow.requests.decide(first, granted=False, answer="Cukup", **decision)
    assert not await uow.requests.decide(first, granted=True, answer="Boleh", **decision)
    assert await uow.requests.waiting() == [wrong]
    decided = replace(time, decided_at=NOW + DAY, granted=False, answer="Cukup")
    assert await uow.requests.by_id(first) == decided


async def test_an_extension_is_of_one_person_and_moves_what_is_asked_of_them(uow: UnitOfWork) -> None:
    admin = await account(uow)
    phase_id = await add_phase(uow, phase(), admin)
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    closes_at = NOW + 14 * DAY
    campaign = (await uow.campaigns.of_phase(phase_id))[0]
    for later in (2 * DAY, DAY):
        await uow.extensions.grant(
            phase_id, budi.id, closes_at=closes_at + later, reason="Cuti", account_id=admin.id, now=NOW
        )
    assert await uow.extensions.of_person(budi.id) == {phase_id: closes_at + DAY}
    assert await uow.extensions.of_phase(phase_id) == {budi.id: closes_at + DAY}
    assert await uow.extensions.of_person(rahmat.id) == {}
    deadlines = {}
    for person in (budi, rahmat):
        found = await uow.campaigns.asked(campaign.id, person.id)
        assert found is not None
        deadlines[person.id] = found[1].closes_at
    assert deadlines == {budi.id: closes_at + DAY, rahmat.id: closes_at}

    await uow.phases.reschedule(phase_id, opens_at=NOW, closes_at=closes_at + 5 * DAY)
    found = await uow.campaigns.asked(campaign.id, budi.id)
    assert found is not None
    assert found[1].closes_at == closes_at + 5 * DAY


async def test_a_reopening_keeps_its_reason(uow: UnitOfWork) -> None:
    admin = await account(uow)
    phase_id = await add_phase(uow, phase(), admin)
    (budi,) = await officials(uow, BUDI)
    campaign = (await uow.campaigns.of_phase(phase_id))[0]
    response = await uow.responses.start(campaign.id, budi.id, now=NOW)
    kept = await uow.reopenings.add(response.id, reason="Diminta", account_id=admin.id, now=NOW)
    assert await uow.reopenings.by_id(kept) == Reopening(kept, response.id, "Diminta", NOW)
    assert await uow.reopenings.by_id(kept + 1) is None
