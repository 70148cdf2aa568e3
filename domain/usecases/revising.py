"""A later version of a questionnaire while people answer the earlier one: who begins takes it, drafts are moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import reasons
from domain.campaigns import Campaign
from domain.errors import ChangedMeanwhile
from domain.people import Actor, Role
from domain.phases import Phase, PhaseState
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questionnaire import Questionnaire, load
from domain.revisions import Move, carry
from domain.steps import Closing, Current
from domain.usecases import answering, using_definitions
from domain.usecases.drafting import draft_in_hand
from domain.usecases.keeping_apart import keeps_to_own


@dataclass(frozen=True, slots=True)
class Revision:
    """A questionnaire of a phase with its newest version, and how many drafts are of an earlier one than it asks."""

    campaign: Campaign
    newest: Questionnaire
    behind: int

    @property
    def can_be_adopted(self) -> bool:
        """Whoever begins now still gets an earlier version."""
        return self.newest.version > self.campaign.version


async def revisions(uow: UnitOfWork, *, actor: Actor, phase_id: int) -> tuple[Phase, Sequence[Revision]]:
    """The questionnaires of an open phase of which there is a later version, or drafts of an earlier one.

    Refuses ChangedMeanwhile unless the phase is open.
    """
    actor.acting_as(Role.ADMIN)
    phase = await uow.phases.by_id(phase_id)
    if phase is None or phase.state is not PhaseState.OPEN:
        raise ChangedMeanwhile
    found = [await _revision(uow, campaign) for campaign in await uow.campaigns.of_phase(phase_id)]
    return phase, [one for one in found if one.can_be_adopted or one.behind]


async def adopt(uow: UnitOfWork, *, actor: Actor, campaign_id: int, now: datetime) -> int:
    """Whoever begins from now on gets the newest version; who has begun goes on with theirs. Returns the phase.

    Refuses ChangedMeanwhile where there is no later one.
    """
    admin = actor.acting_as(Role.ADMIN)
    revision = await _of(uow, campaign_id)
    if not revision.can_be_adopted:
        raise ChangedMeanwhile
    await using_definitions.keep(uow, [revision.newest.key], now=now)
    await uow.campaigns.adopt(campaign_id, revision.newest.version)
    content = {"questionnaire": revision.newest.key, "version": revision.newest.version}
    await uow.audit.append(actor=f"account:{admin.id}", action="version_adopted", content=content, now=now)
    return revision.campaign.phase_id


async def drafts_behind(uow: UnitOfWork, *, actor: Actor, campaign_id: int) -> Revision:
    """What a move would concern. Refuses ChangedMeanwhile where no draft is of an earlier version."""
    actor.acting_as(Role.ADMIN)
    revision = await _of(uow, campaign_id)
    if not revision.behind:
        raise ChangedMeanwhile
    return revision


async def move(uow: UnitOfWork, *, actor: Actor, campaign_id: int, reason: str, now: datetime) -> Revision:
    """Move every draft to the version the campaign asks; answers whose question is unchanged stay.

    The others are kept beside the draft. What was sent stays as it was sent. Refuses ReasonTooShort, TextTooLong, and as
    `drafts_behind`.
    """
    revision = await drafts_behind(uow, actor=actor, campaign_id=campaign_id)
    admin, campaign, words = actor.linked(), revision.campaign, reasons.checked(reason)
    drafts = await uow.responses.drafts_behind(campaign.id, campaign.version)
    for draft in drafts:
        before = load(campaign.questionnaire, draft.version)
        answers = await uow.responses.answers(draft.id)
        carried = carry(before, campaign.definition, answers)
        moved = Move(
            response_id=draft.id,
            from_version=draft.version,
            to_version=campaign.version,
            reason=words,
            moved_at=now,
            kept=len(carried.kept),
            total=len(carried.kept) + len(carried.aside),
            changed=carried.changed,
            added=carried.added,
        )
        await uow.moves.add(moved, aside=carried.aside, account_id=admin.id)
        await uow.responses.remove_answers(draft.id, list(carried.aside))
        await uow.responses.move(draft.id, campaign.version)
    await uow.audit.append_for(
        [draft.person_id for draft in drafts],
        actor=f"account:{admin.id}",
        action="draft_moved",
        content={"questionnaire": campaign.questionnaire, "version": campaign.version, "reason": words},
        now=now,
    )
    return revision


@keeps_to_own
async def acknowledge(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    version: int,
    filled: int,
    policy: Policy,
    now: datetime,
) -> Current:
    """[Lanjut] on the word about a later version: it is not said again, and the questionnaire goes on.

    Where the draft was moved since, from the version `filled` then, that is said first.
    """
    draft = await draft_in_hand(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    if now > draft.phase.closes_at:
        return Closing(draft)
    if draft.response.version == filled and version > draft.response.told_version:
        await uow.responses.tell(draft.response.id, min(version, draft.campaign.offered))
    return await answering.resume(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)


async def _of(uow: UnitOfWork, campaign_id: int) -> Revision:
    campaign = await uow.campaigns.by_id(campaign_id)
    if campaign is None:
        raise ChangedMeanwhile
    return await _revision(uow, campaign)


async def _revision(uow: UnitOfWork, campaign: Campaign) -> Revision:
    behind = await uow.responses.drafts_behind(campaign.id, campaign.version)
    return Revision(campaign, load(campaign.questionnaire), len(behind))
