"""Whom a broadcast is for, and whom of them a message reaches."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.broadcasts import Audience, Reach
from domain.errors import AudienceEmpty, ChangedMeanwhile
from domain.people import Actor, Official, Role
from domain.phases import Phase, PhaseState
from domain.ports import UnitOfWork
from domain.usecases import participating


@dataclass(frozen=True, slots=True)
class BroadcastDraft:
    """What an admin has chosen so far; without `send_at` it leaves at once, or at the next opening."""

    audience: Audience
    phase_id: int | None = None
    text: str = ""
    send_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """An audience, whom of it a message reaches, and the phases that are open."""

    audience: Audience
    phase: Phase | None
    reach: Reach
    open_phases: Sequence[Phase]


async def propose_audience(uow: UnitOfWork, *, actor: Actor, now: datetime) -> AudienceChoice:
    """Whoever is not done in the phase that opened last; without an open phase everybody linked."""
    actor.acting_as(Role.ADMIN)
    phase = max(await _open_phases(uow, now), key=lambda one: one.opens_at, default=None)
    audience = Audience.NOT_DONE if phase else Audience.ALL_LINKED
    return await _choice(uow, BroadcastDraft(audience, phase.id if phase else None), now)


async def choose_audience(
    uow: UnitOfWork, *, actor: Actor, audience: Audience, phase_id: int | None, now: datetime
) -> AudienceChoice:
    """Whom an audience reaches. Refuses ChangedMeanwhile where its phase is not open."""
    actor.acting_as(Role.ADMIN)
    return await _choice(uow, BroadcastDraft(audience, phase_id), now)


async def open_phases(
    uow: UnitOfWork, *, actor: Actor, phase_id: int | None, now: datetime
) -> tuple[Phase, Sequence[Phase]]:
    """The open phase of that id and the other open ones. Refuses ChangedMeanwhile where it is not open."""
    actor.acting_as(Role.ADMIN)
    found = {one.id: one for one in await _open_phases(uow, now)}
    if phase_id not in found:
        raise ChangedMeanwhile
    return found.pop(phase_id), list(found.values())


async def use_audience(
    uow: UnitOfWork, *, actor: Actor, audience: Audience, phase_id: int | None, now: datetime
) -> BroadcastDraft:
    """Settle on an audience. Refuses AudienceEmpty where nobody would receive anything."""
    actor.acting_as(Role.ADMIN)
    draft = BroadcastDraft(audience, phase_id)
    (await _choice(uow, draft, now)).reach.check()
    return draft


async def _choice(uow: UnitOfWork, draft: BroadcastDraft, now: datetime) -> AudienceChoice:
    phase = await phase_of(uow, draft, now)
    people = await meant(uow, draft, phase)
    linked = await uow.accounts.linked_people()
    reachable = len(await uow.accounts.chats_of([one.id for one in people]))
    not_linked = sum(one.id not in linked for one in people)
    reach = Reach(reachable, not_linked, len(people) - not_linked - reachable)
    return AudienceChoice(draft.audience, phase, reach, await _open_phases(uow, now))


async def _open_phases(uow: UnitOfWork, now: datetime) -> Sequence[Phase]:
    return [one for one in await uow.phases.all() if one.state_at(now) is PhaseState.OPEN]


async def phase_of(uow: UnitOfWork, draft: BroadcastDraft, now: datetime) -> Phase | None:
    """The open phase a draft is for; None where it needs none. Refuses ChangedMeanwhile where it is not open."""
    if not draft.audience.needs_phase:
        return None
    for phase in await _open_phases(uow, now):
        if phase.id == draft.phase_id:
            return phase
    raise ChangedMeanwhile


async def meant(uow: UnitOfWork, draft: BroadcastDraft, phase: Phase | None) -> list[Official]:
    """The active officials a draft is for, by name, reached or not."""
    if phase is None:
        linked = await uow.accounts.linked_people()
        return [one for one in await uow.people.active() if one.id in linked]
    exact = draft.audience in (Audience.READY, Audience.IN_PROGRESS)
    people = await participating.participants(uow, phase, exact=exact)
    return [one.official for one in people if draft.audience.includes(one.standing)]


async def chats_of(uow: UnitOfWork, people: Collection[Official]) -> dict[int, int]:
    """Person id → chat id for those of them a message reaches. Refuses AudienceEmpty where there are none."""
    chats = await uow.accounts.chats_of([one.id for one in people])
    if not chats:
        raise AudienceEmpty
    return dict(chats)
