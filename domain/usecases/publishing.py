"""Asking for a publication: decree, hour and counsellor first, then the request itself."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.errors import ChangedMeanwhile, DateOutOfBounds, NotMappableYet, OutsideHours
from domain.people import Account, Actor, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.publication import (
    approval_expires,
    fingerprint,
    objections_until,
    proposed_time,
)
from domain.publications import Counsellor, Publication, PublicationDraft
from domain.typed_dates import parse_moment
from domain.usecases import classifying
from domain.usecases.announcing import recipients
from domain.usecases.approving import PublicationRequest, approve_request, on_duty, tell, write_down
from domain.usecases.mapping import unmapped
from domain.usecases.reviewing import TO_PUBLISH, open_request
from domain.working_days import PUBLISHING_WINDOW


@dataclass(frozen=True, slots=True)
class PublicationPreview:
    """What an admin reads before asking for approval. `told` people get the neutral notice."""

    draft: PublicationDraft
    phase: Phase
    told: int
    mapped: int
    counsellor: Counsellor
    objections_until: datetime

    @property
    def unmapped(self) -> int:
        """Those who are told and have no box."""
        return self.told - self.mapped


async def record_counsellor(
    uow: UnitOfWork, *, actor: Actor, name: str, hours: str, now: datetime
) -> Counsellor:
    """Record who answers questions from now on."""
    admin = actor.acting_as(Role.ADMIN)
    counsellor = Counsellor(name, hours, now, admin.id)
    await uow.counsellors.add(counsellor)
    return counsellor


async def begin(uow: UnitOfWork, *, actor: Actor, phase_id: int, now: datetime) -> Phase:
    """Check that a phase can be published.

    Refuses CounsellorMissing, NotMappableYet where nobody reviewed is left, and ChangedMeanwhile where
    another request is open.
    """
    actor.acting_as(Role.ADMIN)
    phase = await classifying.phase_of(uow, phase_id)
    await on_duty(uow)
    if await open_request(uow, phase_id, now=now) is not None:
        raise ChangedMeanwhile
    if not await uow.results.placed(phase_id, TO_PUBLISH):
        raise NotMappableYet(count=len(await unmapped(uow, phase)))
    return phase


async def draft(
    uow: UnitOfWork,
    *,
    actor: Actor,
    phase_id: int,
    decree_number: str,
    decree_date: date,
    policy: Policy,
    now: datetime,
) -> PublicationPreview:
    """The preview for a decree, at the next full hour of the publishing window.

    Refuses DateOutOfBounds for a decree before the phase or after today, and what `begin` refuses.
    """
    phase = await begin(uow, actor=actor, phase_id=phase_id, now=now)
    days = policy.working_days
    earliest, latest = days.day(phase.opens_at), days.day(now)
    if not earliest <= decree_date <= latest:
        raise DateOutOfBounds(earliest=earliest, latest=latest)
    seen = fingerprint(await uow.results.placed(phase_id, TO_PUBLISH))
    made = PublicationDraft(phase_id, decree_number, decree_date, proposed_time(now, days), seen)
    return await _preview(uow, made, phase, policy)


async def change_time(
    uow: UnitOfWork, *, actor: Actor, draft: PublicationDraft, text: str, policy: Policy, now: datetime
) -> PublicationPreview:
    """The preview at a typed hour. Refuses DateNotUnderstood and OutsideHours."""
    phase = await begin(uow, actor=actor, phase_id=draft.phase_id, now=now)
    at = parse_moment(text, zone=policy.zone, otherwise=PUBLISHING_WINDOW[0])
    policy.working_days.check_publishing_time(at)
    if at < now:
        raise OutsideHours(at=at, window=PUBLISHING_WINDOW)
    return await _preview(uow, replace(draft, publish_at=at), phase, policy)


async def request(
    uow: UnitOfWork, *, actor: Actor, draft: PublicationDraft, policy: Policy, now: datetime
) -> PublicationRequest:
    """Ask for the publication that the preview showed, and tell the other admins.

    Where the agency has decided for two eyes, it is approved at once. Refuses ChangedMeanwhile if the
    results or the hour are no longer those of the preview, and what `begin` refuses.
    """
    admin = actor.acting_as(Role.ADMIN)
    phase = await begin(uow, actor=actor, phase_id=draft.phase_id, now=now)
    boxes = await uow.results.placed(draft.phase_id, TO_PUBLISH)
    if fingerprint(boxes) != draft.fingerprint or draft.publish_at < now:
        raise ChangedMeanwhile
    policy.working_days.check_publishing_time(draft.publish_at)
    made = _publication(draft, admin, policy, now)
    made = replace(made, id=await uow.publications.add(made))
    await write_down(uow, admin, "publication_requested", made, now)
    if not policy.two_admins:
        made = await approve_request(uow, made, admin, policy, now)
    else:
        await _tell_other_admins(uow, made, admin, policy, now)
    return PublicationRequest(made, phase, admin.name, len(boxes))


async def _preview(
    uow: UnitOfWork, made: PublicationDraft, phase: Phase, policy: Policy
) -> PublicationPreview:
    mapped = await uow.results.placed(phase.id, TO_PUBLISH)
    return PublicationPreview(
        draft=made,
        phase=phase,
        told=len(await recipients(uow, phase, mapped)),
        mapped=len(mapped),
        counsellor=await on_duty(uow),
        objections_until=objections_until(made.publish_at, policy.working_days, period=policy.objection_days),
    )


def _publication(made: PublicationDraft, admin: Account, policy: Policy, now: datetime) -> Publication:
    return Publication(
        id=0,
        phase_id=made.phase_id,
        decree_number=made.decree_number,
        decree_date=made.decree_date,
        publish_at=made.publish_at,
        objections_until=objections_until(made.publish_at, policy.working_days, period=policy.objection_days),
        requested_by=admin.id,
        requested_at=now,
        expires_at=approval_expires(now),
        fingerprint=made.fingerprint,
    )


async def _tell_other_admins(
    uow: UnitOfWork, publication: Publication, admin: Account, policy: Policy, now: datetime
) -> None:
    others = [one for one in await uow.accounts.holding(Role.ADMIN) if one.id != admin.id]
    await tell(uow, others, "publication_approval", publication, policy, now)
