"""The committee's review of what the rule set proposes: in one act for a whole phase."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.errors import ChangedMeanwhile, NotMappableYet
from domain.people import Actor, Role
from domain.phases import Phase
from domain.ports import UnitOfWork
from domain.publication import fingerprint
from domain.publications import Counsellor, Publication, PublicationState
from domain.results import ResultState
from domain.usecases import classifying
from domain.usecases.mapping import opened_phases, unmapped

TO_REVIEW: Final = frozenset({ResultState.PROPOSED})
TO_PUBLISH: Final = frozenset({ResultState.REVIEWED, ResultState.DECIDED})
SEEN: Final = 16


@dataclass(frozen=True, slots=True)
class Committee:
    """Where a phase stands on its way to publication. `request` is the one that waits or is approved."""

    phase: Phase
    states: Mapping[ResultState, int]
    unmapped: int
    request: Publication | None
    counsellor: Counsellor | None


@dataclass(frozen=True, slots=True)
class Review:
    """What [Terima semua] would accept; `seen` is the beginning of its fingerprint, short enough for a button."""

    phase: Phase
    count: int
    seen: str


async def committee(uow: UnitOfWork, *, actor: Actor, now: datetime) -> Committee | None:
    """The oldest phase with something to review or publish, else the newest that has results; None if none has."""
    actor.acting_as(Role.ADMIN)
    known = [(phase, await uow.results.states(phase.id)) for phase in await opened_phases(uow, now=now)]
    mapped = [(phase, states) for phase, states in known if states]
    unfinished = [one for one in mapped if any(one[1].get(state) for state in TO_REVIEW | TO_PUBLISH)]
    if not mapped:
        return None
    phase, states = unfinished[0] if unfinished else mapped[-1]
    return Committee(
        phase=phase,
        states=states,
        unmapped=len(await unmapped(uow, phase)),
        request=await open_request(uow, phase.id, now=now),
        counsellor=await uow.counsellors.current(),
    )


async def review(uow: UnitOfWork, *, actor: Actor, phase_id: int) -> Review:
    """What there is to accept. Refuses NotMappableYet where nobody who is left has a box."""
    actor.acting_as(Role.ADMIN)
    phase = await classifying.phase_of(uow, phase_id)
    boxes = await uow.results.placed(phase_id, TO_REVIEW)
    if not boxes:
        raise NotMappableYet(count=len(await unmapped(uow, phase)))
    return Review(phase, len(boxes), fingerprint(boxes)[:SEEN])


async def accept_all(uow: UnitOfWork, *, actor: Actor, phase_id: int, seen: str, now: datetime) -> int:
    """Accept every proposal of a phase; returns how many.

    Refuses ChangedMeanwhile if they are not those of the screen, whose `seen` part of the fingerprint it is.
    """
    admin = actor.acting_as(Role.ADMIN)
    boxes = await uow.results.placed(phase_id, TO_REVIEW)
    if not boxes or not fingerprint(boxes)[:SEEN] == seen:
        raise ChangedMeanwhile
    content = {"phase": phase_id, "people": len(boxes), "fingerprint": fingerprint(boxes)}
    await uow.audit.append(actor=f"account:{admin.id}", action="results_reviewed", content=content, now=now)
    return await uow.results.mark_reviewed(phase_id, now=now)


async def open_request(uow: UnitOfWork, phase_id: int, *, now: datetime) -> Publication | None:
    """The request of a phase that still waits for its approval or, approved, for its hour."""
    for one in reversed(await uow.publications.of_phase(phase_id)):
        waits = one.state is PublicationState.REQUESTED and now <= one.expires_at
        if waits or one.state is PublicationState.APPROVED:
            return one
    return None
