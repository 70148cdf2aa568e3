"""Who stands where in a phase: one look over everybody it asks, or a close one at a single person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.campaigns import Campaign
from domain.filling import Response, ResponseSummary
from domain.participation import Participation, participation
from domain.people import Account, Official
from domain.phases import Phase
from domain.ports import UnitOfWork
from domain.response import Answers, minutes_left, progress


@dataclass(frozen=True, slots=True)
class Participant:
    """An active official a phase asks. `chat_id` is None where no message reaches them."""

    official: Official
    linked: bool
    chat_id: int | None
    standing: Participation
    last_active_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What one person still has to do: answers in drafts, questions missing, minutes, what they are called."""

    standing: Participation
    last_active_at: datetime | None
    drafted: int
    missing: int
    minutes: int
    noun: str


async def participants(uow: UnitOfWork, phase: Phase, *, exact: bool = True) -> list[Participant]:
    """Everybody the phase asks, by name.

    Not `exact` leaves the answers of drafts unread, which is much faster: whoever is ready to send then
    passes for somebody in the middle.
    """
    people = await uow.people.of_kinds(phase.audience)
    look = _Look(
        campaigns=await uow.campaigns.of_phase(phase.id),
        linked=await uow.accounts.linked_people(),
        chats=await uow.accounts.chats_of([one.id for one in people]),
        refusing=await uow.notices.refusing(),
        summaries=await uow.responses.summaries(phase.id),
        drafts=await uow.responses.drafts(phase.id) if exact else None,
    )
    return [look.at(official) for official in people]


async def phase_for(uow: UnitOfWork, *, phase_id: int, person_id: int) -> Phase | None:
    """A phase with the deadline of one person; None where there is none."""
    phase = await uow.phases.by_id(phase_id)
    if phase is None:
        return None
    return phase.extended_to((await uow.extensions.of_person(person_id)).get(phase_id))


async def work_of(uow: UnitOfWork, phase: Phase, account: Account) -> OpenWork:
    """What the person behind an account still has to do in a phase."""
    assert account.official is not None
    campaigns = await uow.campaigns.of_phase(phase.id)
    responses = {one.campaign_id: one for one in await uow.responses.of_person(phase.id, account.official.id)}
    reading = account.notice
    mine = [
        one.begun_with(responses[one.id].version) if one.id in responses else one
        for one in campaigns
        if one.id in responses or one.asks(account.official.position_kind)
    ]
    asked, declined = _asked(mine, refusing=reading is not None and not reading.consented)
    unsent = [one for one in asked if _is_unsent(responses.get(one.id))]
    drafts = {
        one: await uow.responses.answers(responses[one.id].id) if one.id in responses else {}
        for one in unsent
    }
    drafted = sum(len(answers) for answers in drafts.values())
    begun = drafted + len(asked) - len(unsent)
    missing = _missing(drafts)
    return OpenWork(
        standing=participation(
            linked=True, declined=declined, answered=begun, missing=missing, unsent=len(unsent)
        ),
        last_active_at=max((one.active_at for one in responses.values()), default=None),
        drafted=drafted,
        missing=missing,
        minutes=sum(minutes_left(one.definition, answers) for one, answers in drafts.items()),
        noun=_noun(drafts),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    campaigns: Sequence[Campaign]
    linked: Collection[int]
    chats: Mapping[int, int]
    refusing: Collection[int]
    summaries: Mapping[int, Mapping[int, ResponseSummary]]
    drafts: Mapping[int, Mapping[int, Answers]] | None

    def at(self, official: Official) -> Participant:
        filled = self.summaries.get(official.id, {})
        mine = [
            one.begun_with(filled[one.id].version) if one.id in filled else one
            for one in self.campaigns
            if one.id in filled or one.asks(official.position_kind)
        ]
        asked, declined = _asked(mine, refusing=official.id in self.refusing)
        unsent = [one for one in asked if _is_unsent(filled.get(one.id))]
        answered = sum(filled[one.id].answered for one in asked if one.id in filled)
        linked = official.id in self.linked
        standing = participation(
            linked=linked,
            declined=declined,
            answered=answered,
            missing=self._missing(official, unsent) if answered else 1,
            unsent=len(unsent),
        )
        last_active_at = max((one.active_at for one in filled.values()), default=None)
        return Participant(official, linked, self.chats.get(official.id), standing, last_active_at)

    def _missing(self, official: Official, unsent: Sequence[Campaign]) -> int:
        if self.drafts is None:
            return 1
        drafted = self.drafts.get(official.id, {})
        return _missing({one: drafted.get(one.id, {}) for one in unsent})


def _asked(campaigns: Sequence[Campaign], *, refusing: bool) -> tuple[Sequence[Campaign], bool]:
    """What is asked of a person, and whether a refused consent leaves nothing to ask."""
    if not refusing:
        return campaigns, False
    without = [one for one in campaigns if not one.definition.consent_needed]
    return (without, False) if without else (campaigns, True)


def _is_unsent(filled: Response | ResponseSummary | None) -> bool:
    return filled is None or filled.submitted_at is None


def _missing(drafts: Mapping[Campaign, Answers]) -> int:
    return sum(progress(one.definition, answers).open for one, answers in drafts.items())


def _noun(drafts: Mapping[Campaign, Answers]) -> str:
    """What is missing is called a statement only where nothing but statements is missing."""
    missing = {
        one.definition.noun for one, answers in drafts.items() if progress(one.definition, answers).open
    }
    return "pernyataan" if missing == {"pernyataan"} else "pertanyaan"
