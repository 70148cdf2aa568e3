"""What happens at the opening and closing of a phase, once, and the messages that say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain import questionnaire
from domain.conversation import Outgoing, Urgency
from domain.participation import UNFINISHED
from domain.people import Account, PositionKind
from domain.phases import Phase, PhaseState
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.usecases import participating, speaking, watching_intake


@dataclass(frozen=True, slots=True)
class PhaseMessage:
    """What an official is told about a phase: by when, and how many minutes it takes."""

    name: str
    deadline: datetime
    minutes: int


MessageOrMoment: TypeAlias = PhaseMessage | datetime | None


async def carry_out_due(uow: UnitOfWork, *, policy: Policy, now: datetime) -> None:
    """Open and close the phases whose moment has come. A late or repeated call changes nothing more.

    A closing takes no answer away: drafts stay as they are. It waits for what an outage at the deadline held up.
    """
    for phase in await uow.phases.all():
        due = phase.state_at(now)
        if phase.state is PhaseState.SCHEDULED and due is not PhaseState.SCHEDULED:
            await open_phase(uow, phase, policy=policy, now=now)
        if phase.state is not PhaseState.CLOSED and due is PhaseState.CLOSED:
            await _close(uow, phase, now)


async def _close(uow: UnitOfWork, phase: Phase, now: datetime) -> None:
    back_at = await watching_intake.back_at(uow, at=phase.closes_at, by=now)
    if phase.state_at(now, intake_back_at=back_at) is PhaseState.CLOSED:
        await uow.phases.set_state(phase.id, PhaseState.CLOSED, was=PhaseState.OPEN)


async def open_phase(uow: UnitOfWork, phase: Phase, *, policy: Policy, now: datetime) -> None:
    """Open a scheduled phase and queue its message to every linked, reachable official; else do nothing."""
    if not await uow.phases.set_state(phase.id, PhaseState.OPEN, was=PhaseState.SCHEDULED):
        return
    people = await uow.people.of_kinds(phase.audience)
    chats = await uow.accounts.chats_of([one.id for one in people])
    at = policy.working_days.next_sending_time(now)
    messages = [message(phase, person_id, chat_id, "opened", at) for person_id, chat_id in chats.items()]
    await uow.outbox.queue(messages, now=now)


def message(phase: Phase, person_id: int, chat_id: int, occasion: str, not_before: datetime) -> Outgoing:
    """The row of a message about a phase, said once per deadline."""
    once = f":{phase.closes_at.isoformat()}" if occasion == "extended" else ""
    return Outgoing(
        key=f"phase:{phase.id}:{occasion}{once}:{person_id}",
        chat_id=chat_id,
        kind=f"phase_{occasion}",
        urgency=Urgency.DECISION if once else Urgency.NOTICE,
        not_before=not_before,
        facts={
            "phase_id": phase.id,
            "person_id": person_id,
            "closes_at": phase.closes_at.isoformat(),
        },
    )


async def opening_to_send(
    uow: UnitOfWork, *, phase_id: int, person_id: int, chat_id: int, policy: Policy, now: datetime
) -> MessageOrMoment:
    """The opening message, or when to ask again; None once the phase is over or the person out of reach."""
    phase = await uow.phases.by_id(phase_id)
    account = await speaking.recipient(uow, person_id=person_id, chat_id=chat_id)
    if account is None or phase is None or now > phase.closes_at:
        return None
    at = await speaking.earliest(uow, chat_id=chat_id, days=policy.working_days, now=now)
    return at if at > now else PhaseMessage(account.name, phase.closes_at, _minutes(phase, account))


async def extension_to_send(
    uow: UnitOfWork,
    *,
    phase_id: int,
    person_id: int,
    closes_at: str,
    chat_id: int,
    policy: Policy,
    now: datetime,
) -> MessageOrMoment:
    """The message about an extension, of all or of this person alone.

    None if the person is done or their deadline is another by now.
    """
    phase = await participating.phase_for(uow, phase_id=phase_id, person_id=person_id)
    account = await speaking.recipient(uow, person_id=person_id, chat_id=chat_id)
    if account is None or phase is None or phase.closes_at != datetime.fromisoformat(closes_at):
        return None
    work = await participating.work_of(uow, phase, account)
    if work.standing not in UNFINISHED or now > phase.closes_at:
        return None
    at = policy.working_days.next_sending_time(now)  # a decision: it does not wait for another day
    return at if at > now else PhaseMessage(account.name, phase.closes_at, work.minutes)


def _minutes(phase: Phase, account: Account) -> int:
    assert account.official is not None
    return minutes_of(phase.questionnaires, account.official.position_kind)


def minutes_of(questionnaires: Sequence[str], kind: PositionKind) -> int:
    """How many minutes those of these questionnaires take together that ask this kind of position."""
    forms = [questionnaire.load(key) for key in questionnaires]
    return sum(form.minutes for form in forms if kind in form.audience)
