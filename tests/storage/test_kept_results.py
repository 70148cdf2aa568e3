"""Results from proposal to publication, publications, and who answers questions about them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from storage_samples import BUDI, DAY, HOUR, NOW, RAHMAT, WATI, account, add_phase, officials, phase

from domain.people import NoticeReading, Official
from domain.publications import Counsellor, Publication, PublicationState
from domain.results import PlacedOfficial, Result, ResultState
from domain.talent_grid import Performance, Potential
from storage import tables
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Setting:
    phase_id: int
    admin: int
    other_admin: int
    budi: Official
    rahmat: Official
    wati: Official

    @property
    def proposal(self) -> Result:
        """Budi in box 6, as worked out in full."""
        return Result(
            0, self.phase_id, self.budi.id, "permenpan-3-2020",
            Performance.BELOW_EXPECTATION, Potential.HIGH, 6,
            {"predikat": "Baik"}, {"kinerja": "59.75", "potensial": "90.00"}, NOW,
        )  # fmt: skip

    @property
    def unmapped(self) -> Result:
        """Wati, whose test is missing."""
        return replace(
            self.proposal, person_id=self.wati.id, performance=Performance.BELOW_EXPECTATION,
            potential=None, box=None, arithmetic={"missing": ["tes_intelektual"]},
        )  # fmt: skip

    @property
    def publication(self) -> Publication:
        """As an admin asks for it in the morning."""
        return Publication(
            0, self.phase_id, "800/123/BKPSDM", date(2027, 1, 8), NOW + HOUR, NOW + 14 * DAY,
            self.admin, NOW, NOW + DAY, 64 * "a",
        )  # fmt: skip


@pytest.fixture
async def setting(uow: UnitOfWork) -> Setting:
    admin, other_admin = await account(uow, 5_000_000_001), await account(uow, 5_000_000_002)
    phase_id = await add_phase(uow, phase(), admin)
    return Setting(phase_id, admin.id, other_admin.id, *await officials(uow, BUDI, RAHMAT, WATI))


async def _of(uow: UnitOfWork, setting: Setting, person: Official) -> Result:
    found = await uow.results.of(setting.phase_id, person.id)
    assert found is not None
    return found


async def test_a_proposal_comes_back_with_its_arithmetic(uow: UnitOfWork, setting: Setting) -> None:
    assert await uow.results.of(setting.phase_id, setting.budi.id) is None
    assert await uow.results.propose([setting.proposal]) == {setting.budi.id}
    stored = await _of(uow, setting, setting.budi)
    assert replace(stored, id=0) == setting.proposal


async def test_below_expectation_and_low_are_ratings_and_not_missing(
    uow: UnitOfWork, setting: Setting
) -> None:
    lowest = replace(setting.proposal, potential=Potential.LOW, box=1)
    await uow.results.propose([lowest])
    stored = await _of(uow, setting, setting.budi)
    assert (stored.performance, stored.potential) == (Performance.BELOW_EXPECTATION, Potential.LOW)


async def test_who_cannot_be_mapped_is_kept_with_what_is_missing(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose([setting.proposal, setting.unmapped])
    assert replace(await _of(uow, setting, setting.wati), id=0) == setting.unmapped
    assert await uow.results.count_unmapped(setting.phase_id) == 1


async def test_a_new_proposal_replaces_the_one_before(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose([setting.proposal])
    better = replace(
        setting.proposal, performance=Performance.MEETS_EXPECTATION, box=8, classified_at=NOW + HOUR
    )
    assert await uow.results.propose([better]) == {setting.budi.id}
    assert replace(await _of(uow, setting, setting.budi), id=0) == better
    assert await uow.results.boxes(setting.phase_id, [ResultState.PROPOSED]) == {8: 1}


async def test_what_the_committee_reviewed_stays_while_its_evidence_is_the_same(
    uow: UnitOfWork, setting: Setting
) -> None:
    await uow.results.propose([setting.proposal])
    await uow.results.mark_reviewed(setting.phase_id, now=NOW + HOUR)
    reviewed = await _of(uow, setting, setting.budi)
    other = replace(setting.proposal, person_id=setting.rahmat.id)
    again = replace(setting.proposal, classified_at=NOW + DAY)
    assert await uow.results.propose([again, other]) == {setting.rahmat.id}
    assert await _of(uow, setting, setting.budi) == reviewed


async def test_other_evidence_after_the_review_asks_for_another_review(
    uow: UnitOfWork, setting: Setting
) -> None:
    await uow.results.propose([setting.proposal])
    await uow.results.mark_reviewed(setting.phase_id, now=NOW + HOUR)
    corrected = replace(
        setting.proposal, inputs={"corrected": "4"}, performance=Performance.MEETS_EXPECTATION, box=8
    )
    assert await uow.results.propose([corrected]) == {setting.budi.id}
    found = await _of(uow, setting, setting.budi)
    assert (found.state, found.reviewed_at, found.box) == (ResultState.PROPOSED, None, 8)


async def test_a_proposal_never_touches_what_is_published(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose([setting.proposal])
    await uow.execute(update(tables.Result).values(state=ResultState.PUBLISHED.value))
    assert await uow.results.propose([replace(setting.proposal, inputs={"late": "5"}, box=8)]) == set()
    assert (await _of(uow, setting, setting.budi)).box == 6


async def test_proposing_nothing_stores_nothing(uow: UnitOfWork, setting: Setting) -> None:
    assert await uow.results.propose([]) == set()


async def test_a_withdrawn_result_makes_room_for_a_new_one(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose([setting.proposal])
    await uow.execute(update(tables.Result).values(state=ResultState.WITHDRAWN.value))
    assert await uow.results.of(setting.phase_id, setting.budi.id) is None
    assert await uow.results.in_box(setting.phase_id, 6, limit=10) == []
    assert await uow.results.propose([setting.proposal]) == {setting.budi.id}
    assert await uow.results.states(setting.phase_id) == {
        ResultState.WITHDRAWN: 1,
        ResultState.PROPOSED: 1,
    }


async def test_the_review_leaves_out_who_has_no_box(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose([setting.proposal, setting.unmapped])
    assert await uow.results.mark_reviewed(setting.phase_id, now=NOW + HOUR) == 1
    assert await uow.results.mark_reviewed(setting.phase_id, now=NOW + DAY) == 0
    assert (await _of(uow, setting, setting.budi)).reviewed_at == NOW + HOUR
    assert (await _of(uow, setting, setting.wati)).state is ResultState.PROPOSED
    assert await uow.results.states(setting.phase_id) == {ResultState.REVIEWED: 1}


async def test_only_what_was_reviewed_is_published(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose([setting.proposal])
    await uow.results.mark_reviewed(setting.phase_id, now=NOW)
    await uow.results.propose([replace(setting.proposal, person_id=setting.rahmat.id)])
    publication_id = await uow.publications.add(setting.publication)
    await uow.results.mark_opened((await _of(uow, setting, setting.budi)).id, now=NOW)
    act = partial(uow.results.publish, setting.phase_id, publication_id=publication_id)
    assert await act(reviewed_until=NOW - HOUR, now=NOW + HOUR) == 0
    assert await act(reviewed_until=NOW + DAY, now=NOW + HOUR) == 1
    assert await act(reviewed_until=NOW + DAY, now=NOW + HOUR) == 0
    told = await uow.results.published(setting.budi.id)
    assert told is not None
    assert (told.state, told.publication_id, told.published_at) == (
        ResultState.PUBLISHED, publication_id, NOW + HOUR,
    )  # fmt: skip
    assert await uow.results.published(setting.rahmat.id) is None


async def test_the_first_opening_is_remembered(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose([setting.proposal])
    result = await _of(uow, setting, setting.budi)
    assert await uow.results.mark_opened(result.id, now=NOW + HOUR)
    assert not await uow.results.mark_opened(result.id, now=NOW + DAY)
    assert (await _of(uow, setting, setting.budi)).opened_at == NOW + HOUR


async def test_people_are_counted_per_box_and_state(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose(
        [setting.proposal, replace(setting.proposal, person_id=setting.rahmat.id, box=8)]
    )
    await uow.results.mark_reviewed(setting.phase_id, now=NOW)
    await uow.results.propose([replace(setting.proposal, person_id=setting.wati.id)])
    boxes = uow.results.boxes
    assert await boxes(setting.phase_id, [ResultState.REVIEWED]) == {6: 1, 8: 1}
    assert await boxes(setting.phase_id, [ResultState.PROPOSED, ResultState.REVIEWED]) == {6: 2, 8: 1}


async def test_a_box_is_listed_by_name_page_by_page(uow: UnitOfWork, setting: Setting) -> None:
    people = (setting.wati, setting.budi, setting.rahmat)
    await uow.results.propose([replace(setting.proposal, person_id=one.id) for one in people])
    page = await uow.results.in_box(setting.phase_id, 6, limit=2)
    assert [placed.official for placed in page] == [setting.budi, setting.rahmat]
    last = await uow.results.in_box(setting.phase_id, 6, offset=2, limit=2)
    assert last == [PlacedOfficial(setting.wati, await _of(uow, setting, setting.wati))]


async def test_there_is_no_tenth_box(uow: UnitOfWork, setting: Setting) -> None:
    with pytest.raises(IntegrityError):
        await uow.results.propose([replace(setting.proposal, box=10)])


async def test_a_publication_waits_for_a_second_admin(uow: UnitOfWork, setting: Setting) -> None:
    publication_id = await uow.publications.add(setting.publication)
    asked = replace(setting.publication, id=publication_id)
    assert await uow.publications.by_id(publication_id) == asked
    assert await uow.publications.pending() == [asked]
    assert await uow.publications.due(now=NOW + DAY) == []
    assert await uow.publications.by_id(publication_id + 1) is None


async def test_a_publication_is_decided_once(uow: UnitOfWork, setting: Setting) -> None:
    publication_id = await uow.publications.add(setting.publication)
    decide, by = uow.publications.decide, setting.other_admin
    assert await decide(publication_id, PublicationState.APPROVED, account_id=by, now=NOW)
    assert not await decide(publication_id, PublicationState.REJECTED, account_id=by, now=NOW)
    assert await uow.publications.pending() == []
    assert await uow.publications.by_id(publication_id) == replace(
        setting.publication, id=publication_id, state=PublicationState.APPROVED, decided_by=by, decided_at=NOW
    )


async def test_an_approved_publication_is_carried_out_once_at_its_hour(
    uow: UnitOfWork, setting: Setting
) -> None:
    publication_id = await uow.publications.add(setting.publication)
    assert not await uow.publications.mark_published(publication_id, now=NOW)
    await uow.publications.decide(
        publication_id, PublicationState.APPROVED, account_id=setting.other_admin, now=NOW
    )
    assert await uow.publications.due(now=NOW) == []
    assert [one.id for one in await uow.publications.due(now=NOW + HOUR)] == [publication_id]
    assert await uow.publications.mark_published(publication_id, now=NOW + HOUR)
    assert not await uow.publications.mark_published(publication_id, now=NOW + HOUR)
    assert await uow.publications.due(now=NOW + HOUR) == []


async def test_an_approval_is_taken_back_before_its_hour(uow: UnitOfWork, setting: Setting) -> None:
    publication_id = await uow.publications.add(setting.publication)
    cancel, by = uow.publications.cancel, setting.admin
    assert not await cancel(publication_id, account_id=by, now=NOW)
    await uow.publications.decide(
        publication_id, PublicationState.APPROVED, account_id=setting.other_admin, now=NOW
    )
    assert await cancel(publication_id, account_id=by, now=NOW)
    assert not await uow.publications.mark_published(publication_id, now=NOW + HOUR)


async def test_the_counsellor_recorded_last_is_on_duty(uow: UnitOfWork, setting: Setting) -> None:
    assert await uow.counsellors.current() is None
    ani = Counsellor("Ani", "08.00–15.00", NOW, setting.admin)
    for counsellor in (ani, replace(ani, name="Bayu", recorded_at=NOW + DAY)):
        await uow.counsellors.add(counsellor)
    assert await uow.counsellors.current() == replace(ani, name="Bayu", recorded_at=NOW + DAY)


async def test_who_is_to_be_classified_waits_once_until_it_is_done(uow: UnitOfWork, setting: Setting) -> None:
    everybody = [setting.budi.id, setting.rahmat.id, setting.wati.id]
    await uow.results.await_classification([], now=NOW)
    await uow.results.await_classification(everybody, now=NOW)
    await uow.results.await_classification([setting.budi.id], now=NOW + HOUR)
    assert await uow.results.awaiting_classification(limit=2) == sorted(everybody)[:2]
    assert await uow.results.classified([setting.budi.id, setting.rahmat.id]) == 1
    assert await uow.results.awaiting_classification(limit=2) == [setting.wati.id]
    assert await uow.results.classified([setting.wati.id]) == 0


async def test_a_classification_reads_people_and_their_newest_choices(
    uow: UnitOfWork, setting: Setting
) -> None:
    ids = [setting.budi.id, setting.rahmat.id]
    found = await uow.people.by_ids(ids)
    assert {one.id: one for one in found} == {
        setting.budi.id: setting.budi,
        setting.rahmat.id: setting.rahmat,
    }
    budi = await account(uow, 5_000_000_003, setting.budi)
    await uow.notices.record(NoticeReading(budi.id, 1, True, NOW))
    await uow.notices.record(NoticeReading(budi.id, 2, False, NOW + HOUR))
    assert await uow.notices.choices_of(ids) == {setting.budi.id: False}


async def test_what_is_placed_is_known_by_person_and_box(uow: UnitOfWork, setting: Setting) -> None:
    await uow.results.propose([setting.proposal, setting.unmapped])
    await uow.results.mark_reviewed(setting.phase_id, now=NOW)
    await uow.results.propose([replace(setting.proposal, person_id=setting.rahmat.id, box=8)])
    placed = partial(uow.results.placed, setting.phase_id)
    everything = [ResultState.PROPOSED, ResultState.REVIEWED]
    assert await placed(everything) == {setting.budi.id: 6, setting.rahmat.id: 8}
    assert await placed([ResultState.REVIEWED], reviewed_until=NOW) == {setting.budi.id: 6}
    assert await placed([ResultState.REVIEWED], reviewed_until=NOW - HOUR) == {}


async def test_an_approval_that_came_late_moves_the_hour(uow: UnitOfWork, setting: Setting) -> None:
    publication_id = await uow.publications.add(setting.publication)
    await uow.publications.reschedule(publication_id, publish_at=NOW + DAY, objections_until=NOW + 15 * DAY)
    (moved,) = await uow.publications.of_phase(setting.phase_id)
    assert (moved.publish_at, moved.objections_until) == (NOW + DAY, NOW + 15 * DAY)
    assert await uow.publications.of_phase(setting.phase_id + 1) == []


async def test_who_was_told_of_a_publication_is_remembered_up_to_the_last(
    uow: UnitOfWork, setting: Setting
) -> None:
    publication_id = await uow.publications.add(setting.publication)
    assert await uow.publications.to_tell() is None
    await uow.publications.decide(
        publication_id, PublicationState.APPROVED, account_id=setting.other_admin, now=NOW
    )
    await uow.publications.mark_published(publication_id, now=NOW)
    for through, told_at in ((0, None), (setting.budi.id, None), (setting.wati.id, NOW)):
        telling = await uow.publications.to_tell()
        assert telling is not None
        assert telling.id == publication_id
        await uow.publications.mark_told(publication_id, through=through, told_at=told_at)
    assert await uow.publications.to_tell() is None
    told = await uow.publications.by_id(publication_id)
    assert told is not None
    assert (told.told_through, told.told_at) == (setting.wati.id, NOW)
    assert await uow.results.published_in(publication_id) == set()
