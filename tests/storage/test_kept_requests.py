"""What people ask BKPSDM for, later deadlines of single people, and why a response was reopened."""

from dataclasses import replace

from storage_samples import BUDI, DAY, HOUR, NOW, RAHMAT, account, add_phase, officials, phase

from domain.filling import Reopening
from domain.requests import Request, RequestKind, RosterField
from domain.revisions import Move
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


async def test_who_begins_gets_the_version_asked_and_keeps_it(uow: UnitOfWork) -> None:
    admin = await account(uow)
    phase_id = await add_phase(uow, phase(), admin)
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    campaign = (await uow.campaigns.of_phase(phase_id))[0]
    begun = await uow.responses.start(campaign.id, budi.id, now=NOW)
    await uow.campaigns.adopt(campaign.id, 2)
    later = await uow.responses.start(campaign.id, rahmat.id, now=NOW)
    assert [(one.version, one.told_version) for one in (begun, later)] == [(1, 1), (2, 2)]
    asked = [await uow.campaigns.asked(campaign.id, one.id) for one in (budi, rahmat)]
    assert [found and (found[0].version, found[0].offered) for found in asked] == [(1, 2), (2, 2)]
    assert await uow.campaigns.by_id(campaign.id) == replace(campaign, version=2)
    assert await uow.campaigns.by_id(campaign.id + 99) is None
    assert await uow.responses.drafts_behind(campaign.id, 2) == [begun]

    await uow.responses.submit(begun.id, "TT-2026-000001", now=NOW)
    assert await uow.responses.drafts_behind(campaign.id, 2) == []
    summaries = await uow.responses.summaries(phase_id)
    assert {person: found[campaign.id].version for person, found in summaries.items()} == {
        budi.id: 1, rahmat.id: 2,
    }  # fmt: skip


async def test_a_move_keeps_its_reason_and_what_does_not_hold_any_more(uow: UnitOfWork) -> None:
    admin = await account(uow)
    phase_id = await add_phase(uow, phase(), admin)
    (budi,) = await officials(uow, BUDI)
    campaign = (await uow.campaigns.of_phase(phase_id))[0]
    response = await uow.responses.start(campaign.id, budi.id, now=NOW)
    await uow.responses.show(response.id, "p03", now=NOW)
    assert await uow.moves.last_of(response.id) is None
    assert await uow.moves.aside(response.id) == {}
    for number, aside in ((2, {"p01": "4", "p02": "5"}), (3, {"p01": "2"})):
        moved = Move(response.id, number - 1, number, "Diperjelas", NOW, 40, 42, 2, 1)
        await uow.moves.add(moved, aside=aside, account_id=admin.id)
        await uow.responses.move(response.id, number)
        moved_to = await uow.responses.of(campaign.id, budi.id)
        assert moved_to is not None
        assert (moved_to.version, moved_to.told_version, moved_to.question) == (number, number - 1, None)
    await uow.responses.tell(response.id, 3)
    assert await uow.moves.last_of(response.id) == Move(response.id, 2, 3, "Diperjelas", NOW, 40, 42, 2, 1)
    assert await uow.moves.aside(response.id) == {"p01": "2", "p02": "5"}
    found = await uow.responses.of(campaign.id, budi.id)
    assert found == replace(response, version=3, told_version=3)
