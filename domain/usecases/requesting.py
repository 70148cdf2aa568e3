"""What an official asks BKPSDM for: more time, or a correction of what the roster says."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.conversation import Outgoing, Urgency
from domain.errors import ChangedMeanwhile
from domain.participation import UNFINISHED
from domain.people import Account, Actor, Official, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.requests import ANSWERED_WITHIN, Request, RequestKind, RosterField, check_text
from domain.usecases import participating, speaking

SERIES = "PD"


@dataclass(frozen=True, slots=True)
class TimeWanted:
    """A phase with the deadline of whoever asks, and the request that waits already, if any does."""

    phase: Phase
    waiting: Request | None


async def time_wanted(uow: UnitOfWork, *, actor: Actor, phase_id: int | None, now: datetime) -> TimeWanted:
    """[Minta waktu]. Without a phase: that of the person's unfinished ones which closes last.

    Refuses what an official is refused, and ChangedMeanwhile where nothing is left to fill in.
    """
    official = actor.official()
    phase = await _unfinished(uow, actor.linked(), official, phase_id, now)
    waiting = await uow.requests.waiting_of(official.id)
    return TimeWanted(phase, next((one for one in waiting if one.phase_id == phase.id), None))


async def ask_for_time(
    uow: UnitOfWork, *, actor: Actor, phase_id: int, text: str, policy: Policy, now: datetime
) -> TimeWanted:
    """Keep the reason and tell the admins; a request that waits stays the only one.

    Refuses TextEmpty, TextTooLong, and as `time_wanted`.
    """
    wanted = await time_wanted(uow, actor=actor, phase_id=phase_id, now=now)
    if wanted.waiting is not None:
        return wanted
    official = actor.official()
    asked = Request(0, RequestKind.TIME, official.id, check_text(text), now, phase_id=wanted.phase.id)
    return replace(wanted, waiting=await _add(uow, actor, asked, policy, now))


async def roster_entry(uow: UnitOfWork, *, actor: Actor) -> Official:  # noqa: ARG001 — every use case takes it
    """What the roster says about whoever asks."""
    return actor.official()


async def report(
    uow: UnitOfWork, *, actor: Actor, field: RosterField, text: str, policy: Policy, now: datetime
) -> Request:
    """Report that the roster is wrong. It is answered within 3 × 24 hours. Refuses TextEmpty, TextTooLong."""
    words, official, year = check_text(text), actor.official(), policy.working_days.day(now).year
    asked = Request(
        id=0,
        kind=RequestKind.CORRECTION,
        person_id=official.id,
        text=words,
        asked_at=now,
        field=field,
        number=f"{SERIES}-{year}-{await uow.counters.next(SERIES, year):04}",
        due_at=now + ANSWERED_WITHIN,
    )
    return await _add(uow, actor, asked, policy, now)


async def answered(uow: UnitOfWork, *, actor: Actor, request_id: int) -> Request:
    """The own request with its answer. Refuses ChangedMeanwhile for anybody else's and while it waits."""
    found = await uow.requests.by_id(request_id)
    if found is None or found.person_id != actor.official().id or found.decided_at is None:
        raise ChangedMeanwhile
    return found


async def answer_to_tell(
    uow: UnitOfWork, *, person_id: int, chat_id: int, policy: Policy, now: datetime
) -> str | datetime | None:
    """The name to address with the word that there is an answer, or when to ask again; None if out of reach."""
    account = await speaking.recipient(uow, person_id=person_id, chat_id=chat_id)
    if account is None:
        return None
    at = policy.working_days.next_sending_time(now)  # a decision: it does not wait for another day
    return at if at > now else account.name


async def _unfinished(
    uow: UnitOfWork, account: Account, official: Official, phase_id: int | None, now: datetime
) -> Phase:
    extended = await uow.extensions.of_person(official.id)
    mine = [
        phase.extended_to(extended.get(phase.id))
        for phase in await uow.phases.all()
        if phase.opens_at <= now and phase_id in (None, phase.id) and official.position_kind in phase.audience
    ]
    for phase in sorted(mine, key=lambda one: one.closes_at, reverse=True):
        if (await participating.work_of(uow, phase, account)).standing in UNFINISHED:
            return phase
    raise ChangedMeanwhile


async def _add(uow: UnitOfWork, actor: Actor, asked: Request, policy: Policy, now: datetime) -> Request:
    request = replace(asked, id=await uow.requests.add(asked))
    content = {"request": request.id, "kind": request.kind.value, "number": request.number}
    await uow.audit.append(
        actor=f"account:{actor.linked().id}",
        action="request_made",
        person_id=request.person_id,
        content=content,
        now=now,
    )
    await _tell_admins(uow, policy, now)
    return request


async def _tell_admins(uow: UnitOfWork, policy: Policy, now: datetime) -> None:
    """Once a day and admin for as long as the oldest request waits, and anew after the last was decided."""
    oldest, today = (await uow.requests.waiting())[0], policy.working_days.day(now)
    notices = [
        Outgoing(
            key=f"requests_waiting:{oldest.id}:{today.isoformat()}:{admin.id}",
            chat_id=admin.telegram_id,
            kind="requests_waiting",
            urgency=Urgency.NOTICE,
            not_before=policy.working_days.next_sending_time(now),
        )
        for admin in await uow.accounts.holding(Role.ADMIN)
    ]
    await uow.outbox.queue(notices, now=now)
