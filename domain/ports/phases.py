"""Ports of phases and of what people answer in them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.campaigns import Campaign
from domain.filling import Response, ResponseSummary, SnoozedReminder
from domain.people import PositionKind
from domain.phases import Phase, PhaseState
from domain.response import Answers


class Phases(Protocol):
    """Stages of a cycle."""

    async def add(self, phase: Phase, *, versions: Mapping[str, int], account_id: int, now: datetime) -> int:
        """Store a phase with a campaign for each of its questionnaires, in the version named."""

    async def by_id(self, phase_id: int) -> Phase | None: ...

    async def all(self) -> Sequence[Phase]:
        """All phases by number."""

    async def current(self, kind: PositionKind, *, now: datetime) -> Phase | None:
        """The phase for this kind of position that opened last, even if it is closed."""

    async def set_state(self, phase_id: int, state: PhaseState, *, was: PhaseState) -> bool:
        """Carry out an opening or closing once; False if the phase was not in the state `was`."""

    async def reschedule(self, phase_id: int, *, opens_at: datetime, closes_at: datetime) -> None: ...


class Campaigns(Protocol):
    """Questionnaires of phases."""

    async def asked(
        self, campaign_id: int, person_id: int
    ) -> tuple[Campaign, Phase, Response | None, Answers] | None:
        """A campaign, its phase with the person's own deadline, and their response and answers if they have begun."""

    async def by_id(self, campaign_id: int) -> Campaign | None: ...

    async def adopt(self, campaign_id: int, version: int) -> None:
        """Ask this version of whoever begins from now on."""

    async def of_phase(self, phase_id: int) -> Sequence[Campaign]:
        """In the order people meet them."""

    async def open_for(self, kind: PositionKind, *, now: datetime) -> Sequence[Campaign]:
        """Of every opened and not yet closed phase for this kind; the deadline is the caller's to check."""


class Responses(Protocol):
    """What people answer; one response per campaign and person."""

    async def of(self, campaign_id: int, person_id: int) -> Response | None: ...

    async def of_person(self, phase_id: int, person_id: int) -> Sequence[Response]:
        """A person's responses in a phase, in the order of its campaigns."""

    async def start(self, campaign_id: int, person_id: int, *, now: datetime) -> Response:
        """The response as it is, or a new one."""

    async def answers(self, response_id: int) -> Answers: ...

    async def answer(self, response_id: int, question: str, value: str, *, now: datetime) -> None:
        """Put an answer, replacing the one before; one that says the same keeps its moment."""

    async def remove_answers(self, response_id: int, questions: Collection[str]) -> None: ...

    async def show(self, response_id: int, question: str | None, *, now: datetime) -> None:
        """Remember the question shown now, and that its person is at work."""

    async def submit(self, response_id: int, receipt: str, *, now: datetime) -> bool:
        """Submit once; False if it was submitted before."""

    async def drafts_behind(self, campaign_id: int, version: int) -> Sequence[Response]:
        """What is not submitted and of an earlier version."""

    async def move(self, response_id: int, version: int) -> None:
        """Let it be of this version, with no question shown; its person knows of the one before."""

    async def tell(self, response_id: int, version: int) -> None:
        """Its person knows of this version."""

    async def reopen(self, response_id: int) -> bool:
        """Make it a draft again, receipt kept; False if it is one."""

    async def summaries(self, phase_id: int) -> Mapping[int, Mapping[int, ResponseSummary]]:
        """Person id → campaign id → summary, in one query; whoever has not started is not in it."""

    async def drafts(self, phase_id: int) -> Mapping[int, Mapping[int, Answers]]:
        """Person id → campaign id → answers of what is not submitted, in one query."""


class Snoozes(Protocol):
    """Reminders people asked for at another time; one per phase and person."""

    async def add(self, snoozed: SnoozedReminder, *, now: datetime) -> None:
        """Keep the request, replacing an earlier one."""

    async def due(self, *, since: datetime, now: datetime) -> Sequence[SnoozedReminder]:
        """Asked for after `since` and up to `now`, earliest first."""
