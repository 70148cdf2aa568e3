"""Results become public at their hour, and everybody of the phase is told the same in the same minute."""

from collections.abc import Collection, Mapping
from datetime import datetime, time
from typing import Final

from domain.conversation import Outgoing, Urgency
from domain.people import PersonStatus, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.publication import fingerprint, objections_until, reminded_at
from domain.publications import Publication, PublicationState
from domain.usecases import classifying
from domain.usecases.reviewing import TO_PUBLISH
from domain.working_days import WorkingDays

AT_ONCE: Final = 100
"""How many people one write tells, so that taps slip between two of them."""

PLAN_HOUR: Final = time(9)

_TOLD: Final = "result_available"
_REMINDED: Final = "result_reminder"
_PLANNED: Final = "plan_available"


async def publish_due(uow: UnitOfWork, *, policy: Policy, now: datetime) -> int:
    """Carry out what is approved and whose hour has come; returns how many publications.

    If the results are no longer those that were approved, nothing is published and the admins are told. If
    the hour was missed and people could not be answered now, it moves to the next possible one.
    """
    due = await uow.publications.due(now=now)
    for publication in due:
        await _carry_out(uow, publication, policy, now)
    return len(due)


async def tell_next(uow: UnitOfWork, *, policy: Policy, now: datetime) -> bool:
    """Queue the notices of a publication for the next AT_ONCE people; whether anybody is left to be told."""
    publication = await uow.publications.to_tell()
    if publication is None:
        return False
    phase = await classifying.phase_of(uow, publication.phase_id)
    boxes = await uow.results.published_in(publication.id)
    everybody = await recipients(uow, phase, boxes, publication_id=publication.id)
    people = [one for one in sorted(everybody) if one > publication.told_through][:AT_ONCE]
    if not people:
        await uow.publications.mark_told(publication.id, through=publication.told_through, told_at=now)
        told = len(await uow.accounts.chats_of(everybody))
        await _tell_admins(uow, "publication_done", publication, {"phase_id": phase.id, "told": told}, now)
        return True
    await _write_down(uow, publication, [one for one in people if one in boxes], now)
    chats = await uow.accounts.chats_of(people)
    await uow.outbox.queue(_notices(publication, chats, policy.working_days, now), now=now)
    await uow.publications.mark_told(publication.id, through=people[-1], told_at=None)
    return True


async def recipients(
    uow: UnitOfWork, phase: Phase, boxes: Collection[int], *, publication_id: int = 0
) -> Collection[int]:
    """Ids of the people who are told: the first time everybody of the phase, later those in `boxes`."""
    requests = await uow.publications.of_phase(phase.id)
    if any(one.state is PublicationState.PUBLISHED and one.id != publication_id for one in requests):
        return set(boxes)
    return {one.id for one in await uow.people.of_kinds(phase.audience)} | set(boxes)


async def name_to_tell(uow: UnitOfWork, *, telegram_id: int, person_id: int) -> str | None:
    """The name to address, or None where a notice about `person_id` must not go to this account any more."""
    account = await uow.accounts.by_telegram(telegram_id)
    if account is None or account.revoked_at is not None or account.official is None:
        return None
    is_theirs = account.official.id == person_id and account.official.status is PersonStatus.ACTIVE
    return account.official.name if is_theirs else None


async def name_to_remind(
    uow: UnitOfWork, *, telegram_id: int, person_id: int, publication_id: int
) -> str | None:
    """The name to address if the person has not opened the result of a publication; else None."""
    publication = await uow.publications.by_id(publication_id)
    result = await uow.results.of(publication.phase_id, person_id) if publication else None
    if result is not None and result.opened_at is not None:
        return None
    return await name_to_tell(uow, telegram_id=telegram_id, person_id=person_id)


async def _carry_out(uow: UnitOfWork, publication: Publication, policy: Policy, now: datetime) -> None:
    days = policy.working_days
    if (possible := days.next_publishing_time(now)) > now:
        until = objections_until(possible, days, period=policy.objection_days)
        await uow.publications.reschedule(publication.id, publish_at=possible, objections_until=until)
        return
    boxes = await uow.results.placed(
        publication.phase_id, TO_PUBLISH, reviewed_until=publication.requested_at
    )
    if fingerprint(boxes) != publication.fingerprint:
        await _stop(uow, publication, now)
    else:
        await _publish(uow, publication, now)


async def _stop(uow: UnitOfWork, publication: Publication, now: datetime) -> None:
    await uow.publications.cancel(publication.id, account_id=publication.requested_by, now=now)
    await _tell_admins(uow, "publication_stopped", publication, {}, now)


async def _publish(uow: UnitOfWork, publication: Publication, now: datetime) -> None:
    """One short write for everybody: before it nobody can open a result, after it everybody can."""
    await uow.publications.mark_published(publication.id, now=now)
    await uow.results.publish(
        publication.phase_id,
        publication_id=publication.id,
        reviewed_until=publication.requested_at,
        now=now,
    )


async def _write_down(
    uow: UnitOfWork, publication: Publication, person_ids: Collection[int], now: datetime
) -> None:
    await uow.audit.append_for(
        person_ids,
        actor=f"publication:{publication.id}",
        action="result_published",
        content={"publication": publication.id, "decree": publication.decree_number},
        now=now,
    )


def _notices(
    publication: Publication, chats: Mapping[int, int], days: WorkingDays, now: datetime
) -> list[Outgoing]:
    published = publication.published_at or now
    moments = (
        (_TOLD, Urgency.NOTICE, now),
        (_PLANNED, Urgency.NOTICE, days.at(days.next_working_day(days.day(published)), PLAN_HOUR)),
        (_REMINDED, Urgency.REMINDER, reminded_at(published, days)),
    )
    return [
        Outgoing(
            key=f"{kind}:{publication.id}:{person_id}",
            chat_id=chat_id,
            kind=kind,
            urgency=urgency,
            not_before=at,
            facts={"person_id": person_id, "publication_id": publication.id},
        )
        for kind, urgency, at in moments
        for person_id, chat_id in sorted(chats.items())
    ]


async def _tell_admins(
    uow: UnitOfWork, kind: str, publication: Publication, facts: Mapping[str, object], now: datetime
) -> None:
    notices = [
        Outgoing(
            key=f"{kind}:{publication.id}:{admin.id}",
            chat_id=admin.telegram_id,
            kind=kind,
            urgency=Urgency.NOTICE,
            not_before=now,
            facts={"publication_id": publication.id, **facts},
        )
        for admin in await uow.accounts.holding(Role.ADMIN)
    ]
    await uow.outbox.queue(notices, now=now)
