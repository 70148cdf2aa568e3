"""How a response is taken in hand: who may, whether it still counts, and what is remembered of a step."""

from datetime import datetime

from domain import offices
from domain.answers import NO_OPTIONS, Options
from domain.campaigns import Campaign
from domain.errors import (
    AlreadySubmitted,
    ChangedMeanwhile,
    ConsentNeeded,
    DeadlinePassed,
    NoticeChanged,
    NotYourButton,
    QuestionnaireNotOpen,
    RevisedMeanwhile,
)
from domain.filling import Response
from domain.people import Actor, Official
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questions import AnyQuestion, Search
from domain.response import Answers
from domain.steps import Asking, Draft, Step
from domain.usecases import watching_intake


async def draft_to_write(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, policy: Policy, now: datetime
) -> Draft:
    """As `draft_in_hand`. Refuses RevisedMeanwhile until the person knows that their draft was moved."""
    draft = await draft_in_hand(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    if draft.was_moved:
        raise RevisedMeanwhile(version=draft.campaign.version)
    return draft


async def draft_in_hand(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, policy: Policy, now: datetime
) -> Draft:
    """The response of whoever acts, begun if need be and possible.

    Refuses what `draft_to_read` refuses, AlreadySubmitted, NoticeChanged, ConsentNeeded, and DeadlinePassed
    where nothing has been begun.
    """
    official, campaign, phase, response, answers = await _found(uow, actor, campaign_id, now)
    if response is not None and response.submitted_at is not None:
        raise AlreadySubmitted(receipt=response.receipt or "")
    check_consent(actor, policy, needed=campaign.definition.consent_needed)
    if response is None:
        if now > phase.closes_at:
            raise DeadlinePassed(closed_at=phase.closes_at, saved=0)
        response = await uow.responses.start(campaign_id, official.id, now=now)
    return Draft(campaign, phase, campaign.definition, response, answers)


async def draft_to_read(uow: UnitOfWork, *, actor: Actor, campaign_id: int, now: datetime) -> Draft:
    """The response of whoever asks, submitted or not.

    Refuses what an official is refused, NotYourButton to whom the questionnaire does not ask,
    QuestionnaireNotOpen, and ChangedMeanwhile where nothing has been begun.
    """
    _, campaign, phase, response, answers = await _found(uow, actor, campaign_id, now)
    if response is None:
        raise ChangedMeanwhile
    return Draft(campaign, phase, campaign.definition, response, answers)


async def _found(
    uow: UnitOfWork, actor: Actor, campaign_id: int, now: datetime
) -> tuple[Official, Campaign, Phase, Response | None, Answers]:
    """Somebody who has begun may go on after a change of position."""
    official = actor.official()
    found = await uow.campaigns.asked(campaign_id, official.id)
    if found is None:
        raise ChangedMeanwhile
    campaign, phase, response, answers = found
    if response is None and not _is_asked(official, campaign, phase):
        raise NotYourButton
    if now < phase.opens_at:
        raise QuestionnaireNotOpen(opens_at=phase.opens_at)
    return official, campaign, phase, response, answers


def _is_asked(official: Official, campaign: Campaign, phase: Phase) -> bool:
    return official.position_kind in phase.audience and campaign.asks(official.position_kind)


def check_consent(actor: Actor, policy: Policy, *, needed: bool) -> None:
    """Refuse NoticeChanged until the notice in force is read, ConsentNeeded where consent was refused."""
    reading = actor.linked().notice
    if reading is None or reading.version != policy.notice_version:
        raise NoticeChanged(version=policy.notice_version)
    if needed and not reading.consented:
        raise ConsentNeeded


async def check_press_in_time(uow: UnitOfWork, draft: Draft, *, update_id: int, now: datetime) -> None:
    """Refuse DeadlinePassed. A press counts by when it was received, however late it is handled.

    Where the intake was down at the deadline, it has longer to come.
    """
    if now <= draft.phase.closes_at:
        return
    received_at = await uow.inbox.received_at(update_id) or now
    if draft.phase.deadline().takes_press(received_at):
        return
    back_at = await watching_intake.back_at(uow, at=draft.phase.closes_at, by=received_at)
    if not draft.phase.deadline(intake_back_at=back_at).takes_press(received_at):
        raise draft.too_late()


async def options_of(uow: UnitOfWork, question: AnyQuestion) -> Options:
    """The long list a question is answered from: the units of work on the roster."""
    return offices.listed(await uow.people.units()) if isinstance(question, Search) else NO_OPTIONS


async def remember(uow: UnitOfWork, draft: Draft, step: Step, *, now: datetime) -> None:
    """Keep which question is shown now; none while a review is."""
    shown = step.question.key if isinstance(step, Asking) else None
    await uow.responses.show(draft.response.id, shown, now=now)
