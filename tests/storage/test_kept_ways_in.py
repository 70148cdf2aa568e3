"""Invitations, requests to link, failed attempts, readings of the notice."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from storage_samples import BUDI, DAY, MINUTE, NOW, RAHMAT, account, officials

from domain.linking import INVITATION_LASTS, Invitation, LinkRequest, digest
from domain.people import NoticeReading, Role
from storage.unit_of_work import UnitOfWork

INVITATION = Invitation(0, digest("secret"), Role.ASSESSOR, None, "Siti", NOW, NOW + INVITATION_LASTS)


async def test_an_invitation_is_found_by_the_digest_of_its_token(uow: UnitOfWork) -> None:
    invitation_id = await uow.invitations.add(INVITATION)
    found = await uow.invitations.by_digest(digest("secret"))
    assert found == replace(INVITATION, id=invitation_id)
    assert await uow.invitations.by_id(invitation_id) == found


async def test_an_unknown_token_finds_no_invitation(uow: UnitOfWork) -> None:
    assert await uow.invitations.by_digest(digest("guessed")) is None
    assert await uow.invitations.by_id(7) is None


async def test_an_invitation_is_used_once(uow: UnitOfWork) -> None:
    invitation_id = await uow.invitations.add(INVITATION)
    assert await uow.invitations.use(invitation_id, telegram_id=5_000_000_001, now=NOW)
    assert not await uow.invitations.use(invitation_id, telegram_id=5_000_000_002, now=NOW + MINUTE)
    used = await uow.invitations.by_id(invitation_id)
    assert used is not None
    assert used.used_at == NOW


async def test_people_with_a_usable_invitation_need_no_other(uow: UnitOfWork) -> None:
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    for person, token in ((budi, "for Budi"), (rahmat, "for Rahmat")):
        await uow.invitations.add(replace(INVITATION, token_digest=digest(token), person_id=person.id))
    used = await uow.invitations.by_digest(digest("for Rahmat"))
    assert used is not None
    await uow.invitations.use(used.id, telegram_id=5_000_000_001, now=NOW)
    assert await uow.invitations.open_for_people(now=NOW) == {budi.id}
    assert await uow.invitations.open_for_people(now=NOW + INVITATION_LASTS) == set()


async def test_a_withdrawn_invitation_has_expired(uow: UnitOfWork) -> None:
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    for person, token in ((budi, "for Budi"), (rahmat, "for Rahmat")):
        await uow.invitations.add(replace(INVITATION, token_digest=digest(token), person_id=person.id))
    await uow.invitations.withdraw(budi.id, now=NOW + MINUTE)
    withdrawn = await uow.invitations.by_digest(digest("for Budi"))
    assert withdrawn is not None
    assert withdrawn.expires_at == NOW + MINUTE
    assert await uow.invitations.open_for_people(now=NOW + MINUTE) == {rahmat.id}


async def test_a_token_cannot_be_stored_twice(uow: UnitOfWork) -> None:
    await uow.invitations.add(INVITATION)
    with pytest.raises(IntegrityError):
        await uow.invitations.add(INVITATION)


async def test_failed_attempts_are_counted_from_a_moment_on(uow: UnitOfWork) -> None:
    for moment in (NOW - 2 * DAY, NOW - 5 * MINUTE, NOW):
        await uow.link_attempts.add(5_000_000_001, now=moment)
    await uow.link_attempts.add(5_000_000_002, now=NOW)
    assert await uow.link_attempts.since(5_000_000_001, NOW - DAY) == [NOW - 5 * MINUTE, NOW]


async def test_a_success_forgets_failed_attempts(uow: UnitOfWork) -> None:
    await uow.link_attempts.add(5_000_000_001, now=NOW)
    await uow.link_attempts.forget(5_000_000_001)
    assert await uow.link_attempts.since(5_000_000_001, NOW - DAY) == []


async def _request(uow: UnitOfWork) -> LinkRequest:
    (budi,) = await officials(uow, BUDI)
    invitation_id = await uow.invitations.add(replace(INVITATION, role=Role.OFFICIAL, person_id=budi.id))
    request = LinkRequest(0, invitation_id, budi.id, 5_000_000_001, "+6281234567890", NOW)
    return replace(request, id=await uow.link_requests.add(request))


async def test_a_request_waits_for_an_admin(uow: UnitOfWork) -> None:
    request = await _request(uow)
    assert await uow.link_requests.of(request.invitation_id, 5_000_000_001) == request
    assert await uow.link_requests.waiting() == [request]
    assert await uow.link_requests.by_id(request.id) == request
    assert await uow.link_requests.of(request.invitation_id, 5_000_000_002) is None
    assert await uow.link_requests.by_id(request.id + 1) is None


async def test_a_request_is_decided_once(uow: UnitOfWork) -> None:
    request, admin = await _request(uow), await account(uow, 7)
    decided = uow.link_requests.decide
    assert await decided(request.id, approved=True, account_id=admin.id, now=NOW + MINUTE)
    assert not await decided(request.id, approved=False, account_id=admin.id, now=NOW + MINUTE)
    after = replace(request, decided_at=NOW + MINUTE, approved=True)
    assert await uow.link_requests.by_id(request.id) == after
    assert await uow.link_requests.of(request.invitation_id, request.telegram_id) == after
    assert await uow.link_requests.waiting() == []


async def test_the_newest_choice_after_the_notice_counts(uow: UnitOfWork) -> None:
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    mine, other = await account(uow, 5_000_000_001, budi), await account(uow, 5_000_000_002, rahmat)
    assert mine.notice is None
    yes = NoticeReading(mine.id, 1, True, NOW)
    no = replace(yes, consented=False, decided_at=NOW + DAY)
    for reading in (yes, no, replace(yes, account_id=other.id)):
        await uow.notices.record(reading)
    chosen = await uow.accounts.by_telegram(mine.telegram_id)
    assert chosen is not None
    assert chosen.notice == no
    assert await uow.notices.consenting(1) == {rahmat.id}
    assert await uow.notices.refusing() == {budi.id}


async def test_officials_who_chose_under_an_older_notice_are_found(uow: UnitOfWork) -> None:
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    behind, current, staff = await account(uow, 7, budi), await account(uow, 8, rahmat), await account(uow, 9)
    for reading in (
        NoticeReading(behind.id, 1, True, NOW),
        NoticeReading(current.id, 1, True, NOW),
        NoticeReading(current.id, 2, False, NOW),
        NoticeReading(staff.id, 1, False, NOW),
    ):
        await uow.notices.record(reading)
    assert await uow.notices.chats_behind(2) == [behind.telegram_id]
    assert await uow.notices.chats_behind(1) == []


async def test_an_account_of_a_name_can_become_a_persons(uow: UnitOfWork) -> None:
    (budi,) = await officials(uow, BUDI)
    staff = await account(uow, 7)
    assert (await uow.accounts.become(staff.id, budi.id)).official == budi
    assert await uow.accounts.by_person(budi.id) == replace(staff, official=budi)


async def test_consent_to_an_older_notice_is_no_consent_to_the_newer(uow: UnitOfWork) -> None:
    (budi,) = await officials(uow, BUDI)
    mine = await account(uow, 5_000_000_001, budi)
    await uow.notices.record(NoticeReading(mine.id, 1, True, NOW))
    assert await uow.notices.consenting(2) == set()


async def test_an_account_without_a_person_consents_for_nobody(uow: UnitOfWork) -> None:
    assessor = await account(uow)
    await uow.notices.record(NoticeReading(assessor.id, 1, True, NOW))
    assert await uow.notices.consenting(1) == set()
