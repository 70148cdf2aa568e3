"""A broadcast from its text to the moment it leaves."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from domain.broadcasts import (
    Audience,
    Broadcast,
    BroadcastState,
    broadcast_number,
    check_text,
    estimated_seconds,
    revealing_words,
)
from domain.conversation import Outgoing, Urgency
from domain.errors import DateOutOfBounds
from domain.people import Actor, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.typed_dates import parse_moment
from domain.usecases import addressing, participating, speaking
from domain.usecases.addressing import BroadcastDraft

_SERIES = "SR"
_LONGEST_WAIT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Recipient:
    """What is filled in for one person; the deadline only towards a phase."""

    name: str
    deadline: datetime | None


@dataclass(frozen=True, slots=True)
class BroadcastMessage:
    """The text an admin confirmed, its placeholders unfilled, and whom it is for."""

    text: str
    recipient: Recipient


MessageOrMoment: TypeAlias = BroadcastMessage | datetime | None


@dataclass(frozen=True, slots=True)
class BroadcastPreview:
    """The draft, one who would receive it, and words of it that must not stand on a lock screen."""

    draft: BroadcastDraft
    recipient: Recipient
    revealing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What an admin confirms: so many people, about so long, and when it leaves."""

    draft: BroadcastDraft
    count: int
    seconds: int
    send_at: datetime
    at_once: bool


async def preview(uow: UnitOfWork, *, actor: Actor, draft: BroadcastDraft, now: datetime) -> BroadcastPreview:
    """What one recipient would see. Refuses AudienceEmpty, TextEmpty, TextTooLong, PlaceholderUnknown."""
    actor.acting_as(Role.ADMIN)
    check_text(draft.text, draft.audience)
    phase = await addressing.phase_of(uow, draft, now)
    people = await addressing.meant(uow, draft, phase)
    chats = await addressing.chats_of(uow, people)
    first = next(one for one in people if one.id in chats)
    return BroadcastPreview(draft, _recipient(first.name, phase), revealing_words(draft.text))


async def confirm(
    uow: UnitOfWork, *, actor: Actor, draft: BroadcastDraft, policy: Policy, now: datetime
) -> Confirmation:
    """The last look before it leaves. Refuses AudienceEmpty."""
    actor.acting_as(Role.ADMIN)
    chats = await addressing.chats_of(
        uow, await addressing.meant(uow, draft, await addressing.phase_of(uow, draft, now))
    )
    send_at = _send_at(draft, policy, now)
    return Confirmation(draft, len(chats), estimated_seconds(len(chats)), send_at, at_once=send_at == now)


async def choose_time(
    uow: UnitOfWork, *, actor: Actor, draft: BroadcastDraft, text: str, policy: Policy, now: datetime
) -> Confirmation:
    """Give it the moment typed; a day alone means the start of work, an hour of today that is past means now.

    Refuses DateNotUnderstood, OutsideHours, and DateOutOfBounds before today or after the deadline.
    """
    actor.acting_as(Role.ADMIN)
    days = policy.working_days
    at = parse_moment(text, zone=policy.zone, otherwise=days.opens)
    phase = await addressing.phase_of(uow, draft, now)
    latest = phase.closes_at if phase else now + _LONGEST_WAIT
    if at > latest or days.day(at) < days.day(now):
        raise DateOutOfBounds(earliest=days.day(now), latest=days.day(latest))
    if at > now:
        days.check_sending_time(at)
    timed = replace(draft, send_at=at if at > now else None)
    return await confirm(uow, actor=actor, draft=timed, policy=policy, now=now)


async def send(
    uow: UnitOfWork, *, actor: Actor, draft: BroadcastDraft, message_id: int, policy: Policy, now: datetime
) -> int:
    """Queue one message for everybody reached and return the id; progress is shown in the message named.

    Refuses ChangedMeanwhile, AudienceEmpty and what the text is refused for.
    """
    admin = actor.acting_as(Role.ADMIN)
    check_text(draft.text, draft.audience)
    chats = await addressing.chats_of(
        uow, await addressing.meant(uow, draft, await addressing.phase_of(uow, draft, now))
    )
    new = Broadcast(
        0, await _number(uow, policy, now), draft.audience, draft.phase_id, draft.text, len(chats),
        BroadcastState.SENDING, now,
    )  # fmt: skip
    broadcast_id = await uow.broadcasts.add(new, account_id=admin.id, chat_id=actor.telegram_id)
    await uow.broadcasts.show_progress_in(broadcast_id, message_id)
    send_at = _send_at(draft, policy, now)
    rows = [_row(broadcast_id, person_id, chat_id, send_at) for person_id, chat_id in chats.items()]
    await uow.outbox.queue(rows, now=now)
    content = {"broadcast": new.number, "audience": new.audience.value, "total": new.total}
    await uow.audit.append(actor=f"account:{admin.id}", action="broadcast_sent", content=content, now=now)
    return broadcast_id


async def message_to_send(
    uow: UnitOfWork, *, broadcast_id: int, person_id: int, chat_id: int, policy: Policy, now: datetime
) -> MessageOrMoment:
    """The message of one person, or when to ask again; None for whoever the broadcast is not for any more."""
    broadcast = await uow.broadcasts.by_id(broadcast_id)
    account = await speaking.recipient(uow, person_id=person_id, chat_id=chat_id)
    if broadcast is None or account is None:
        return None
    phase = None
    if broadcast.phase_id:
        phase = await participating.phase_for(uow, phase_id=broadcast.phase_id, person_id=person_id)
    if phase is not None:
        work = await participating.work_of(uow, phase, account)
        too_late = now > phase.closes_at and broadcast.audience is not Audience.DONE
        if too_late or not broadcast.audience.includes(work.standing):
            return None
    days = policy.working_days
    last_day = phase is not None and days.day(phase.closes_at) == days.day(now)
    at = await speaking.earliest(uow, chat_id=chat_id, days=days, now=now, beyond_daily_limit=last_day)
    return at if at > now else BroadcastMessage(broadcast.text, _recipient(account.name, phase))


async def _number(uow: UnitOfWork, policy: Policy, now: datetime) -> str:
    year = policy.working_days.day(now).year
    return broadcast_number(year, await uow.counters.next(_SERIES, year))


def _recipient(name: str, phase: Phase | None) -> Recipient:
    return Recipient(name, phase.closes_at if phase else None)


def _send_at(draft: BroadcastDraft, policy: Policy, now: datetime) -> datetime:
    return max(draft.send_at or now, policy.working_days.next_sending_time(now))


def _row(broadcast_id: int, person_id: int, chat_id: int, send_at: datetime) -> Outgoing:
    return Outgoing(
        key=f"broadcast:{broadcast_id}:{person_id}",
        chat_id=chat_id,
        kind="broadcast",
        urgency=Urgency.BROADCAST,
        not_before=send_at,
        facts={"person_id": person_id},
        broadcast_id=broadcast_id,
    )
