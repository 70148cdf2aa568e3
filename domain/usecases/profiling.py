"""The profile of one official and the arithmetic behind their box, opened by an admin and written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import ruleset
from domain.errors import ChangedMeanwhile, PersonNotFound
from domain.nip import parse_nip
from domain.participation import Participation, participation
from domain.people import Account, Actor, Official, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.quality import Finding
from domain.questionnaire import Questionnaire
from domain.results import Result
from domain.usecases import classifying


@dataclass(frozen=True, slots=True)
class Profile:
    """What an admin sees of a person. Without a phase for the kind of position there is no `result` yet.

    `assessed` of `aspects` have a level, whoever it comes from. `quality` is what stands out in how they filled in
    the questionnaires of the phase.
    """

    official: Official
    participation: Participation
    assessed: int
    aspects: int
    result: Result | None
    phase: Phase | None
    quality: Sequence[tuple[Questionnaire, Finding]] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """Somebody's result, stored or as it would be proposed now, with the arithmetic behind it."""

    official: Official
    result: Result


async def find(uow: UnitOfWork, *, actor: Actor, text: str) -> Official:
    """The official with a typed NIP. Refuses PersonNotFound and a NIP that is none."""
    actor.acting_as(Role.ADMIN)
    nip = parse_nip(text)
    official = await uow.people.by_nip(nip.value)
    if official is None:
        raise PersonNotFound(tail=nip.value[-4:])
    return official


async def open_profile(
    uow: UnitOfWork, *, actor: Actor, person_id: int, policy: Policy, now: datetime
) -> Profile:
    """Open a profile; the person can see later that an admin did."""
    official = await _opened(uow, actor.acting_as(Role.ADMIN), person_id, "profile_opened", now)
    phase = await uow.phases.current(official.position_kind, now=now)
    aspects = {one.key for one in ruleset.load(phase.ruleset if phase else policy.ruleset).aspects}
    result = await _result(uow, phase, official, policy, now) if phase else None
    evidence = result.inputs if result else {"levels": {}, "facts": {}}
    return Profile(
        official=official,
        participation=await _participation(uow, phase, official),
        assessed=len(aspects & {*evidence["levels"], *evidence["facts"]}),
        aspects=len(aspects),
        result=result,
        phase=phase,
        quality=await _quality(uow, phase, official) if phase else (),
    )


async def explain(
    uow: UnitOfWork, *, actor: Actor, person_id: int, policy: Policy, now: datetime
) -> Explained:
    """Open the explanation of a person's box, or of what is missing for one."""
    official = await _opened(uow, actor.acting_as(Role.ADMIN), person_id, "explanation_opened", now)
    phase = await uow.phases.current(official.position_kind, now=now)
    if phase is None:
        raise ChangedMeanwhile
    return Explained(official, await _result(uow, phase, official, policy, now))


async def _opened(uow: UnitOfWork, account: Account, person_id: int, action: str, now: datetime) -> Official:
    official = await uow.people.by_id(person_id)
    if official is None:
        raise ChangedMeanwhile
    await uow.audit.append(actor=f"account:{account.id}", action=action, person_id=person_id, now=now)
    return official


async def _result(uow: UnitOfWork, phase: Phase, official: Official, policy: Policy, now: datetime) -> Result:
    stored = await uow.results.of(phase.id, official.id)
    if stored is not None:
        return stored
    return await classifying.proposal_of(uow, phase=phase, official=official, policy=policy, now=now)


async def _quality(
    uow: UnitOfWork, phase: Phase, official: Official
) -> Sequence[tuple[Questionnaire, Finding]]:
    found = await uow.quality.of_person(phase.id, official.id)
    campaigns = await uow.campaigns.of_phase(phase.id) if found else ()
    return [(one.definition, finding) for one in campaigns for finding in found.get(one.id, ())]


async def _participation(uow: UnitOfWork, phase: Phase | None, official: Official) -> Participation:
    account = await uow.accounts.by_person(official.id)
    linked = account is not None and account.revoked_at is None
    choice = (await uow.notices.choices_of([official.id])).get(official.id)
    responses = await uow.responses.of_person(phase.id, official.id) if phase else []
    sent = sum(response.submitted_at is not None for response in responses)
    begun = {response.campaign_id for response in responses}
    campaigns = await uow.campaigns.of_phase(phase.id) if phase else []
    asked = sum(one.id in begun or one.asks(official.position_kind) for one in campaigns) if phase else 1
    return participation(
        linked=linked, declined=choice is False, answered=len(responses), missing=1, unsent=asked - sent
    )
