"""The questionnaires of an official and how far each has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.campaigns import Campaign
from domain.errors import ChangedMeanwhile
from domain.filling import Response
from domain.people import Actor, Official
from domain.phases import Phase, PhaseState
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questionnaire import Questionnaire
from domain.response import Answers, Progress, progress
from domain.usecases.drafting import check_consent


class FillingState(StrEnum):
    """How far a questionnaire has come; the same words in lists, dashboards and reminders."""

    NOT_OPEN = "not_open"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    SUBMITTED = "submitted"
    REOPENED = "reopened"
    OVERDUE = "overdue"
    MISSED = "missed"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Entry:
    """A questionnaire in the list of one person; `response` is None if it has not been begun.

    The phase has the person's own deadline.
    """

    campaign: Campaign
    phase: Phase
    questionnaire: Questionnaire
    response: Response | None
    progress: Progress
    state: FillingState

    @property
    def to_do(self) -> bool:
        """It waits for its person, who can go on now."""
        return self.state in _TO_DO

    @property
    def late(self) -> bool:
        """It was not submitted in time."""
        return self.state in (FillingState.OVERDUE, FillingState.MISSED)


_TO_DO = (FillingState.IN_PROGRESS, FillingState.READY, FillingState.REOPENED, FillingState.NOT_STARTED)


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """The list of one person, by phase and place; nothing may be filled in while the notice is unread."""

    entries: tuple[Entry, ...]
    notice_unread: bool


async def questionnaires(uow: UnitOfWork, *, actor: Actor, policy: Policy, now: datetime) -> Questionnaires:
    """The list of whoever asks: what is open or will be, and the last that was where nothing is.

    Refuses what an official is refused.
    """
    official = actor.official()
    reading = actor.linked().notice
    entries = await _entries(uow, official, consented=reading is not None and reading.consented, now=now)
    return Questionnaires(entries, reading is None or reading.version != policy.notice_version)


async def to_do(uow: UnitOfWork, *, official: Official, consented: bool, now: datetime) -> tuple[Entry, ...]:
    """What waits for an official, most urgent first: the earliest deadline, then what has been begun."""
    entries = await _entries(uow, official, consented=consented, now=now)
    waiting = [entry for entry in entries if entry.to_do]
    return tuple(sorted(waiting, key=lambda entry: (entry.phase.closes_at, _TO_DO.index(entry.state))))


async def next_in_phase(
    uow: UnitOfWork, *, actor: Actor, phase_id: int, policy: Policy, now: datetime
) -> Entry | None:
    """What is most urgent in a phase: what has been begun, then what comes first. None where nothing waits.

    None too while the notice is unread. Refuses what an official is refused.
    """
    reading = actor.linked().notice
    if reading is None or reading.version != policy.notice_version:
        return None
    waiting = await to_do(uow, official=actor.official(), consented=reading.consented, now=now)
    return next((entry for entry in waiting if entry.phase.id == phase_id), None)


@dataclass(frozen=True, slots=True)
class Start:
    """What stands before the first question, and what the roster says about whoever will answer."""

    entry: Entry
    official: Official


async def before_start(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, policy: Policy, now: datetime
) -> Start:
    """The entry behind a start screen. Refuses ChangedMeanwhile, NoticeChanged, ConsentNeeded."""
    listed = await questionnaires(uow, actor=actor, policy=policy, now=now)
    entry = next((one for one in listed.entries if one.campaign.id == campaign_id), None)
    if entry is None:
        raise ChangedMeanwhile
    check_consent(actor, policy, needed=entry.questionnaire.consent_needed)
    return Start(entry, actor.official())


def _listed(phases: Sequence[Phase], official: Official, now: datetime) -> list[Phase]:
    mine = [phase for phase in phases if official.position_kind in phase.audience]
    running = [phase for phase in mine if phase.state_at(now) is not PhaseState.CLOSED]
    over = sorted((phase for phase in mine if phase not in running), key=lambda phase: phase.closes_at)
    return running if any(now >= phase.opens_at for phase in running) else [*over[-1:], *running]


async def _entries(
    uow: UnitOfWork, official: Official, *, consented: bool, now: datetime
) -> tuple[Entry, ...]:
    entries = []
    extended = await uow.extensions.of_person(official.id)
    phases = [phase.extended_to(extended.get(phase.id)) for phase in await uow.phases.all()]
    for phase in _listed(phases, official, now):
        responses = {one.campaign_id: one for one in await uow.responses.of_person(phase.id, official.id)}
        for campaign in await uow.campaigns.of_phase(phase.id):
            if not campaign.asks(official.position_kind) and campaign.id not in responses:
                continue  # another form is written for this kind of position
            entries.append(await _entry(uow, campaign, phase, responses, consented, now))
    return tuple(entries)


async def _entry(
    uow: UnitOfWork,
    campaign: Campaign,
    phase: Phase,
    responses: Mapping[int, Response],
    consented: bool,
    now: datetime,
) -> Entry:
    response = responses.get(campaign.id)
    if response is not None:
        campaign = campaign.begun_with(response.version)
    questionnaire = campaign.definition
    answers: Answers = await uow.responses.answers(response.id) if response else {}
    come = progress(questionnaire, answers)
    state = _state(phase, response, come, consented or not questionnaire.consent_needed, now)
    return Entry(campaign, phase, questionnaire, response, come, state)


def _state(
    phase: Phase, response: Response | None, come: Progress, consented: bool, now: datetime
) -> FillingState:
    if response is not None and response.submitted_at is not None:
        return FillingState.SUBMITTED
    if not consented:
        return FillingState.NOT_ASKED
    if now < phase.opens_at:
        return FillingState.NOT_OPEN
    if now > phase.closes_at:
        return FillingState.OVERDUE if come.answered else FillingState.MISSED
    return _state_while_open(response, come)


def _state_while_open(response: Response | None, come: Progress) -> FillingState:
    if response is None:
        return FillingState.NOT_STARTED
    if response.receipt is not None:
        return FillingState.REOPENED
    return FillingState.IN_PROGRESS if come.open else FillingState.READY
