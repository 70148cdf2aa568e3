"""The requests of officials as the admins meet them: oldest first, each decided once, with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import reasons
from domain.conversation import Outgoing, Urgency
from domain.errors import ChangedMeanwhile
from domain.people import Actor, Official, PersonStatus, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.requests import Request, RequestKind
from domain.usecases import participating

ON_A_PAGE = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A request in the list; `tail` tells whose it is without a name."""

    request: Request
    tail: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of the undecided requests, counted from 1."""

    lines: Sequence[Line]
    page: int
    total: int

    @property
    def first(self) -> int:
        """The number of the first line."""
        return (self.page - 1) * ON_A_PAGE + 1

    @property
    def has_more(self) -> bool:
        """Another page follows."""
        return self.page * ON_A_PAGE < self.total


@dataclass(frozen=True, slots=True)
class OpenedRequest:
    """A request with whose it is, and the phase it is about with the deadline they have in it."""

    request: Request
    official: Official
    phase: Phase | None


async def waiting(uow: UnitOfWork, *, actor: Actor, page: int = 1) -> Waiting:
    """The undecided requests, page by page; a page beyond the last is the last."""
    actor.acting_as(Role.ADMIN)
    found = await uow.requests.waiting()
    page = max(1, min(page, -(-len(found) // ON_A_PAGE)))
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    people = {one.id: one for one in await uow.people.by_ids([one.person_id for one in shown])}
    return Waiting([Line(one, people[one.person_id].tail) for one in shown], page, len(found))


async def open_request(uow: UnitOfWork, *, actor: Actor, request_id: int, now: datetime) -> OpenedRequest:
    """One request; the person can see later that an admin opened it. Refuses ChangedMeanwhile once decided."""
    admin = actor.acting_as(Role.ADMIN)
    request, official = await _undecided(uow, request_id)
    phase = None
    if request.phase_id is not None:
        phase = await participating.phase_for(uow, phase_id=request.phase_id, person_id=official.id)
    await uow.audit.append(
        actor=f"account:{admin.id}", action="request_opened", person_id=official.id, now=now
    )
    return OpenedRequest(request, official, phase)


async def check_undecided(uow: UnitOfWork, *, actor: Actor, request_id: int) -> OpenedRequest:
    """Before a reason is typed. Refuses ChangedMeanwhile once decided."""
    actor.acting_as(Role.ADMIN)
    return OpenedRequest(*await _undecided(uow, request_id), None)


async def decide(
    uow: UnitOfWork,
    *,
    actor: Actor,
    request_id: int,
    granted: bool,
    reason: str,
    policy: Policy,
    now: datetime,
) -> OpenedRequest:
    """Grant a correction, or reject a request, and tell the person that there is an answer.

    Time is granted by `extending.grant`. Refuses ReasonTooShort, TextTooLong, and ChangedMeanwhile once decided.
    """
    admin = actor.acting_as(Role.ADMIN)
    request, official = await _undecided(uow, request_id)
    if granted and request.kind is RequestKind.TIME:
        raise ChangedMeanwhile
    words = reasons.checked(reason)
    await uow.requests.decide(request.id, granted=granted, answer=words, account_id=admin.id, now=now)
    await uow.audit.append(
        actor=f"account:{admin.id}",
        action="request_granted" if granted else "request_rejected",
        person_id=official.id,
        content={"request": request.id, "reason": words},
        now=now,
    )
    at = policy.working_days.next_sending_time(now)
    facts = {"request_id": request.id, "person_id": official.id}
    chats = await uow.accounts.chats_of([official.id] if official.status is PersonStatus.ACTIVE else [])
    messages = [
        Outgoing(f"request_answered:{request.id}", chat_id, "request_answered", Urgency.DECISION, at, facts)
        for chat_id in chats.values()
    ]
    await uow.outbox.queue(messages, now=now)
    return OpenedRequest(request, official, None)


async def count_to_tell(
    uow: UnitOfWork, *, chat_id: int, policy: Policy, now: datetime
) -> int | datetime | None:
    """How many requests wait, for the word to an admin, or when to ask again; None if there is nothing to say."""
    account = await uow.accounts.by_telegram(chat_id)
    if account is None or account.revoked_at is not None or Role.ADMIN not in account.roles:
        return None
    at = policy.working_days.next_sending_time(now)
    return at if at > now else len(await uow.requests.waiting()) or None


async def _undecided(uow: UnitOfWork, request_id: int) -> tuple[Request, Official]:
    request = await uow.requests.by_id(request_id)
    official = await uow.people.by_id(request.person_id) if request else None
    if request is None or official is None or request.decided_at is not None:
        raise ChangedMeanwhile
    return request, official
