"""What stands out in how responses were filled in."""

from storage_samples import BUDI, DAY, NOW, RAHMAT, account, add_phase, officials, phase

from domain.quality import Finding, QualityMark, TimedAnswer
from storage.unit_of_work import UnitOfWork

SAME = Finding(QualityMark.SAME_ANSWERS, 48, 48)
FAST = Finding(QualityMark.FASTER_THAN_READING, 30, 47)


async def test_answers_come_with_the_moment_they_were_last_changed(uow: UnitOfWork) -> None:
    phase_id = await add_phase(uow, phase(), await account(uow))
    first, _ = await uow.campaigns.of_phase(phase_id)
    (budi,) = await officials(uow, BUDI)
    response = await uow.responses.start(first.id, budi.id, now=NOW)
    assert await uow.quality.timed_answers(response.id) == []
    await uow.responses.answer(response.id, "p01", "4", now=NOW)
    await uow.responses.answer(response.id, "p02", "2", now=NOW)
    await uow.responses.answer(response.id, "p01", "5", now=NOW + DAY)
    assert await uow.quality.timed_answers(response.id) == [
        TimedAnswer("p01", "5", NOW + DAY),
        TimedAnswer("p02", "2", NOW),
    ]


async def test_findings_are_replaced_and_belong_to_one_person(uow: UnitOfWork) -> None:
    phase_id = await add_phase(uow, phase(), await account(uow))
    first, second = await uow.campaigns.of_phase(phase_id)
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    one = await uow.responses.start(first.id, budi.id, now=NOW)
    other = await uow.responses.start(second.id, budi.id, now=NOW)
    await uow.quality.put(other.id, [SAME], now=NOW)
    await uow.quality.put(one.id, [SAME], now=NOW)
    await uow.quality.put(one.id, [FAST, SAME], now=NOW + DAY)
    assert await uow.quality.of_person(phase_id, budi.id) == {first.id: [FAST, SAME], second.id: [SAME]}
    assert await uow.quality.of_person(phase_id, rahmat.id) == {}
    await uow.quality.put(one.id, [], now=NOW + DAY)
    assert await uow.quality.of_person(phase_id, budi.id) == {second.id: [SAME]}
