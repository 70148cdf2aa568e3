"""The declaration, and the receipt: what is submitted can only be read from then on."""

from dataclasses import dataclass
from datetime import datetime

from domain.campaigns import Campaign
from domain.errors import AlreadySubmitted, NotYetComplete
from domain.people import Actor, Official
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.quality import findings
from domain.questionnaire import Questionnaire
from domain.response import minutes_left
from domain.steps import Draft
from domain.usecases.drafting import check_press_in_time, draft_to_read, draft_to_write

SERIES = "TT"


@dataclass(frozen=True, slots=True)
class NextQuestionnaire:
    """What waits after a submission; `minutes` are estimated for what is left of it."""

    campaign_id: int
    questionnaire: Questionnaire
    begun: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted draft and the questionnaire that comes next, if any is left."""

    draft: Draft
    following: NextQuestionnaire | None


async def declare(uow: UnitOfWork, *, actor: Actor, campaign_id: int, now: datetime) -> Draft:
    """[Kirim]: what is about to be declared. Refuses NotYetComplete, AlreadySubmitted."""
    draft = await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)
    if draft.response.submitted_at is not None:
        raise AlreadySubmitted(receipt=draft.response.receipt or "")
    check_complete(draft)
    return draft


async def submit(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, update_id: int, policy: Policy, now: datetime
) -> None:
    """Submit once, with a receipt numbered within the year; a reopened response keeps its receipt.

    Refuses NotYetComplete, and as `answering.answer`.
    """
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    await check_press_in_time(uow, draft, update_id=update_id, now=now)
    check_complete(draft)
    receipt = draft.response.receipt or await _next_receipt(uow, now.astimezone(policy.zone).year)
    await uow.responses.submit(draft.response.id, receipt, now=now)
    given = await uow.quality.timed_answers(draft.response.id)
    found = findings(draft.questionnaire, given, policy.quality)
    await uow.quality.put(draft.response.id, found, now=now)


async def submission(uow: UnitOfWork, *, actor: Actor, campaign_id: int, now: datetime) -> Submission:
    """What was submitted. What comes next is left out once the deadline has passed."""
    draft = await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)
    open_still = now <= draft.phase.closes_at
    return Submission(draft, await _following(uow, draft, actor.official()) if open_still else None)


def check_complete(draft: Draft) -> None:
    """Refuse NotYetComplete with the number of open questions."""
    if draft.progress.open:
        raise NotYetComplete(count=draft.progress.open)


async def _next_receipt(uow: UnitOfWork, year: int) -> str:
    return f"{SERIES}-{year}-{await uow.counters.next(SERIES, year):06}"


async def _following(uow: UnitOfWork, draft: Draft, official: Official) -> NextQuestionnaire | None:
    """The next of the phase that asks the official and is not submitted, else the first such one before it."""
    responses = await uow.responses.of_person(draft.phase.id, draft.response.person_id)
    submitted = {one.campaign_id for one in responses if one.submitted_at is not None} | {draft.campaign.id}
    campaigns = await uow.campaigns.of_phase(draft.phase.id)
    left = [one for one in campaigns if one.id not in submitted and one.asks(official.position_kind)]
    later = [one for one in left if one.position > draft.campaign.position]
    campaign: Campaign | None = next(iter(later or left), None)
    if campaign is None:
        return None
    begun = next((one for one in responses if one.campaign_id == campaign.id), None)
    answers = await uow.responses.answers(begun.id) if begun else {}
    questionnaire = campaign.definition
    return NextQuestionnaire(
        campaign.id, questionnaire, begun is not None, minutes_left(questionnaire, answers)
    )
