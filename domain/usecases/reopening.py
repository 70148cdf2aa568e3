"""A submitted questionnaire is opened again by an admin, with a reason and, where it is over, a new deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import reasons
from domain.campaigns import Campaign
from domain.conversation import Outgoing, Urgency
from domain.errors import ChangedMeanwhile
from domain.filling import Response
from domain.people import Actor, Official, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.usecases import extending, speaking
from domain.usecases.extending import PersonalPhase


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submitted response, with the deadline its person has."""

    official: Official
    campaign: Campaign
    phase: Phase
    response: Response


@dataclass(frozen=True, slots=True)
class Reopened:
    """What a person reads about a questionnaire opened again."""

    campaign: Campaign
    name: str
    receipt: str
    deadline: datetime
    reason: str


async def submitted_by(
    uow: UnitOfWork, *, actor: Actor, person_id: int
) -> tuple[Official, Sequence[Submitted]]:
    """What a person has submitted, by phase and place. Refuses ChangedMeanwhile for nobody."""
    actor.acting_as(Role.ADMIN)
    official = await uow.people.by_id(person_id)
    if official is None:
        raise ChangedMeanwhile
    found = []
    extended = await uow.extensions.of_person(person_id)
    for phase in await uow.phases.all():
        campaigns = {one.id: one for one in await uow.campaigns.of_phase(phase.id)}
        mine = phase.extended_to(extended.get(phase.id))
        for response in await uow.responses.of_person(phase.id, person_id):
            if response.submitted_at is not None:
                found.append(Submitted(official, campaigns[response.campaign_id], mine, response))
    return official, found


async def reopenable(uow: UnitOfWork, *, actor: Actor, person_id: int, campaign_id: int) -> Submitted:
    """What is to be opened again. Refuses ChangedMeanwhile unless it is submitted."""
    actor.acting_as(Role.ADMIN)
    official = await uow.people.by_id(person_id)
    found = await uow.campaigns.asked(campaign_id, person_id)
    if official is None or found is None:
        raise ChangedMeanwhile
    campaign, phase, response, _ = found
    if response is None or response.submitted_at is None:
        raise ChangedMeanwhile
    return Submitted(official, campaign, phase, response)


async def reopen(
    uow: UnitOfWork,
    *,
    actor: Actor,
    person_id: int,
    campaign_id: int,
    closes_at: datetime | None,
    reason: str,
    policy: Policy,
    now: datetime,
) -> Submitted:
    """Make a draft of it again, receipt and answers kept, and tell the person.

    Refuses ReasonTooShort, TextTooLong, and ChangedMeanwhile without a deadline to come, and as `reopenable`.
    """
    admin = actor.acting_as(Role.ADMIN)
    found = await reopenable(uow, actor=actor, person_id=person_id, campaign_id=campaign_id)
    words, phase = reasons.checked(reason), found.phase.extended_to(closes_at)
    if now > phase.closes_at:
        raise ChangedMeanwhile
    if closes_at is not None:
        personal = PersonalPhase(found.official, found.phase)
        await extending.extend(uow, personal, closes_at=closes_at, reason=words, by=admin, now=now)
    await uow.responses.reopen(found.response.id)
    reopening_id = await uow.reopenings.add(found.response.id, reason=words, account_id=admin.id, now=now)
    await uow.audit.append(
        actor=f"account:{admin.id}",
        action="questionnaire_reopened",
        person_id=person_id,
        content={"receipt": found.response.receipt, "reason": words},
        now=now,
    )
    await _tell(uow, found, reopening_id, policy, now)
    return Submitted(found.official, found.campaign, phase, found.response)


async def reopened_to_send(
    uow: UnitOfWork,
    *,
    person_id: int,
    campaign_id: int,
    reopening_id: int,
    chat_id: int,
    policy: Policy,
    now: datetime,
) -> Reopened | datetime | None:
    """The word that it is open again, or when to ask again; None once it is sent, over, or the person out of reach."""
    account = await speaking.recipient(uow, person_id=person_id, chat_id=chat_id)
    found = await _reopened(uow, person_id, campaign_id, reopening_id, now) if account else None
    at = policy.working_days.next_sending_time(now)
    return at if found is not None and at > now else found


async def reopened(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, reopening_id: int, now: datetime
) -> Reopened:
    """[Buka]: why it was opened again. Refuses ChangedMeanwhile once it is sent or over, and to anybody else."""
    found = await _reopened(uow, actor.official().id, campaign_id, reopening_id, now)
    if found is None:
        raise ChangedMeanwhile
    return found


async def _reopened(
    uow: UnitOfWork, person_id: int, campaign_id: int, reopening_id: int, now: datetime
) -> Reopened | None:
    found = await uow.campaigns.asked(campaign_id, person_id)
    reopening, official = await uow.reopenings.by_id(reopening_id), await uow.people.by_id(person_id)
    if found is None or reopening is None or official is None:
        return None
    campaign, phase, response, _ = found
    if response is None or response.id != reopening.response_id or response.submitted_at is not None:
        return None
    if now > phase.closes_at:
        return None
    return Reopened(campaign, official.name, response.receipt or "", phase.closes_at, reopening.reason)


async def _tell(uow: UnitOfWork, found: Submitted, reopening_id: int, policy: Policy, now: datetime) -> None:
    person_id = found.official.id
    facts = {"person_id": person_id, "campaign_id": found.campaign.id, "reopening_id": reopening_id}
    at = policy.working_days.next_sending_time(now)
    messages = [
        Outgoing(f"reopened:{reopening_id}", chat_id, "reopened", Urgency.DECISION, at, facts)
        for chat_id in (await uow.accounts.chats_of([person_id])).values()
    ]
    await uow.outbox.queue(messages, now=now)
