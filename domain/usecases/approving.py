"""The second pair of eyes: a request to publish is approved, rejected, or taken back before its hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.conversation import Outgoing, Urgency
from domain.errors import ChangedMeanwhile, CounsellorMissing
from domain.people import Account, Actor, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.publication import check_approval, check_in_time, fingerprint, objections_until, published_at
from domain.publications import Counsellor, Publication, PublicationState
from domain.talent_grid import Box
from domain.usecases import classifying
from domain.usecases.reviewing import TO_PUBLISH


@dataclass(frozen=True, slots=True)
class PublicationRequest:
    """A request as the second admin sees it."""

    publication: Publication
    phase: Phase
    asked_by: str
    mapped: int


async def open_request_of(
    uow: UnitOfWork, *, actor: Actor, publication_id: int, now: datetime
) -> PublicationRequest:
    """The request behind a notice. Refuses ApprovalExpired, and ChangedMeanwhile once it was decided."""
    actor.acting_as(Role.ADMIN)
    publication = await _waiting(uow, publication_id, now)
    boxes = await _asked_for(uow, publication)
    by = await uow.accounts.by_id(publication.requested_by)
    phase = await classifying.phase_of(uow, publication.phase_id)
    return PublicationRequest(publication, phase, by.name if by else "", len(boxes))


async def approve(
    uow: UnitOfWork, *, actor: Actor, publication_id: int, policy: Policy, now: datetime
) -> Publication:
    """Approve what somebody else asked for; it is carried out at its hour, or at the next possible one.

    Refuses SecondPersonNeeded, ApprovalExpired, CounsellorMissing, and ChangedMeanwhile if the results are
    no longer those the request is about, or it was decided.
    """
    admin = actor.acting_as(Role.ADMIN)
    publication = await _waiting(uow, publication_id, now)
    check_approval(publication, approver=admin.id, two_admins=policy.two_admins, now=now)
    approved = await approve_request(uow, publication, admin, policy, now)
    await _tell_asking_admin(uow, approved, "publication_approved", policy, now)
    return approved


async def reject(
    uow: UnitOfWork, *, actor: Actor, publication_id: int, policy: Policy, now: datetime
) -> Phase:
    """Reject a request, or take the own one back; nothing is published."""
    admin = actor.acting_as(Role.ADMIN)
    publication = await _waiting(uow, publication_id, now)
    await _decide(uow, publication, PublicationState.REJECTED, admin, now)
    if publication.requested_by != admin.id:
        await _tell_asking_admin(uow, publication, "publication_rejected", policy, now)
    return await classifying.phase_of(uow, publication.phase_id)


async def cancel(uow: UnitOfWork, *, actor: Actor, publication_id: int, now: datetime) -> Phase:
    """Take an approval back, until the hour of publication. Refuses ChangedMeanwhile afterwards."""
    admin = actor.acting_as(Role.ADMIN)
    publication = await uow.publications.by_id(publication_id)
    if publication is None or not await uow.publications.cancel(publication_id, account_id=admin.id, now=now):
        raise ChangedMeanwhile
    await write_down(uow, admin, "publication_cancelled", publication, now)
    return await classifying.phase_of(uow, publication.phase_id)


async def count_waiting(uow: UnitOfWork, *, telegram_id: int, now: datetime) -> int:
    """How many requests wait for the approval of this admin."""
    account = await uow.accounts.by_telegram(telegram_id)
    if account is None or account.revoked_at is not None or Role.ADMIN not in account.roles:
        return 0
    return sum(
        one.requested_by != account.id and now <= one.expires_at for one in await uow.publications.pending()
    )


async def approve_request(
    uow: UnitOfWork, publication: Publication, admin: Account, policy: Policy, now: datetime
) -> Publication:
    """Approve without asking who may. Refuses CounsellorMissing, and ChangedMeanwhile like `approve`."""
    await on_duty(uow)
    if fingerprint(await _asked_for(uow, publication)) != publication.fingerprint:
        raise ChangedMeanwhile
    await _decide(uow, publication, PublicationState.APPROVED, admin, now)
    days = policy.working_days
    at = published_at(publication.publish_at, approved_at=now, days=days)
    until = objections_until(at, days, period=policy.objection_days)
    await uow.publications.reschedule(publication.id, publish_at=at, objections_until=until)
    return replace(
        publication,
        state=PublicationState.APPROVED,
        publish_at=at,
        objections_until=until,
        decided_by=admin.id,
    )


async def _tell_asking_admin(
    uow: UnitOfWork, publication: Publication, kind: str, policy: Policy, now: datetime
) -> None:
    asking = await uow.accounts.by_id(publication.requested_by)
    await tell(uow, [asking] if asking else [], kind, publication, policy, now)


async def tell(
    uow: UnitOfWork,
    admins: Sequence[Account],
    kind: str,
    publication: Publication,
    policy: Policy,
    now: datetime,
) -> None:
    """Queue a notice of this kind for each of these admins, for the hours in which messages are sent."""
    at = policy.working_days.next_sending_time(now)
    notices = [
        Outgoing(
            key=f"{kind}:{publication.id}:{admin.id}",
            chat_id=admin.telegram_id,
            kind=kind,
            urgency=Urgency.NOTICE,
            not_before=at,
            facts={"publication_id": publication.id},
        )
        for admin in admins
    ]
    await uow.outbox.queue(notices, now=now)


async def write_down(
    uow: UnitOfWork, admin: Account, action: str, publication: Publication, now: datetime
) -> None:
    """Write what an admin did with a request into the trail."""
    content = {
        "publication": publication.id,
        "phase": publication.phase_id,
        "decree": publication.decree_number,
        "fingerprint": publication.fingerprint,
    }
    await uow.audit.append(actor=f"account:{admin.id}", action=action, content=content, now=now)


async def _decide(
    uow: UnitOfWork, publication: Publication, state: PublicationState, admin: Account, now: datetime
) -> None:
    if not await uow.publications.decide(publication.id, state, account_id=admin.id, now=now):
        raise ChangedMeanwhile
    await write_down(uow, admin, f"publication_{state}", publication, now)


async def _waiting(uow: UnitOfWork, publication_id: int, now: datetime) -> Publication:
    publication = await uow.publications.by_id(publication_id)
    if publication is None or publication.state is not PublicationState.REQUESTED:
        raise ChangedMeanwhile
    check_in_time(publication, now=now)
    return publication


async def _asked_for(uow: UnitOfWork, publication: Publication) -> Mapping[int, Box]:
    return await uow.results.placed(publication.phase_id, TO_PUBLISH, reviewed_until=publication.requested_at)


async def on_duty(uow: UnitOfWork) -> Counsellor:
    """Who answers questions. Refuses CounsellorMissing."""
    counsellor = await uow.counsellors.current()
    if counsellor is None:
        raise CounsellorMissing
    return counsellor
