"""How everything in `bot` reaches what is remembered: a use case goes in, its answer comes out."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from bot.clock import Clock
from bot.config import Config
from domain.conversation import Outgoing, Urgency
from domain.people import Actor
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.usecases.keeping_apart import is_kept_apart

T = TypeVar("T")
UseCase = Callable[..., Awaitable[T]]


class AlreadyApplied(Exception):
    """A replay of an update whose effect is stored: what is left to do is to show where things stand."""


class Store(Protocol):
    """Runs work in a transaction it owns."""

    async def write(
        self, work: Callable[[UnitOfWork], Awaitable[T]], *, lane: Hashable | None = None
    ) -> T: ...

    async def consult(self, work: Callable[[UnitOfWork], Awaitable[T]]) -> T: ...

    async def read(self, work: Callable[[UnitOfWork], Awaitable[T]]) -> T: ...


@cache
def _wanted(use_case: UseCase[Any]) -> frozenset[str]:
    return frozenset(inspect.signature(use_case).parameters)


@dataclass(frozen=True, slots=True)
class Cause:
    """The update behind a write, and the private screen it keeps open."""

    telegram_id: int
    update_id: int
    private_screen: Outgoing | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """Runs use cases. Adds `now`, `policy`, `actor` and `update_id` to those that ask for them.

    `message_due` is set whenever a use case has queued what may leave at once. `replied` is to be called for every
    new message that goes straight out: Telegram counts it with what the outbox sends.
    """

    store: Store
    clock: Clock
    policy: Policy
    config: Config
    started_at: datetime
    message_due: asyncio.Event = field(default_factory=asyncio.Event)
    replied: Callable[[], None] = lambda: None

    async def write(
        self,
        use_case: UseCase[T],
        /,
        *,
        cause: Cause | None = None,
        lane: Hashable | None = None,
        **facts: Any,
    ) -> T:
        """Run a use case and return when it is durable. With a cause, it is marked as applied with it.

        What is in different lanes touches different rows, so that it may be run side by side; a use case that
        keeps to the rows of whoever acts has a lane for each of them. Raises what the use case refuses, StoreOutage,
        and AlreadyApplied: then nothing is changed.
        """
        now = self.clock.now()

        async def work(uow: UnitOfWork) -> tuple[T, bool]:
            result = await use_case(uow, **facts, **await self._added(use_case, uow, cause))
            if cause is not None:
                if not await uow.inbox.mark_applied(cause.update_id, now=now):
                    raise AlreadyApplied
                if cause.private_screen is not None:
                    await uow.outbox.requeue(cause.private_screen, now=now)
            return result, uow.outbox.awakened

        if cause is not None and is_kept_apart(use_case):
            lane = cause.telegram_id
        result, awakened = await self.store.write(work, lane=lane)
        if awakened:
            self.message_due.set()
        return result

    async def read(self, use_case: UseCase[T], /, *, cause: Cause | None = None, **facts: Any) -> T:
        """Run a use case that changes nothing, on a snapshot."""
        return await self.store.read(self._asking(use_case, cause, facts))

    async def consult(self, use_case: UseCase[T], /, **facts: Any) -> T:
        """Like `read`, beside the writes: for what is asked of hundreds of people, one after the other.

        A look through the asynchronous drivers costs ten times as much, and a broadcast would slow every tap.
        """
        return await self.store.consult(self._asking(use_case, None, facts))

    def _asking(
        self, use_case: UseCase[T], cause: Cause | None, facts: Mapping[str, Any]
    ) -> Callable[[UnitOfWork], Awaitable[T]]:
        async def work(uow: UnitOfWork) -> T:
            return await use_case(uow, **facts, **await self._added(use_case, uow, cause))

        return work

    async def _added(self, use_case: UseCase[Any], uow: UnitOfWork, cause: Cause | None) -> dict[str, Any]:
        wanted = _wanted(use_case)
        added: dict[str, Any] = {}
        if "now" in wanted:
            added["now"] = self.clock.now()
        if "policy" in wanted:
            added["policy"] = self.policy
        if cause is not None and "update_id" in wanted:
            added["update_id"] = cause.update_id
        if cause is not None and "actor" in wanted:
            account = await uow.accounts.by_telegram(cause.telegram_id)
            added["actor"] = Actor(cause.telegram_id, account, self.policy.contact)
        return added


def closing(chat_id: int, message_id: int, reopen: str, *, at: datetime) -> Outgoing:
    """The row that closes a private screen at its time; `reopen` is the data of its [Buka]."""
    return Outgoing(
        key=f"close:{chat_id}:{message_id}",
        chat_id=chat_id,
        kind="close_private_screen",
        urgency=Urgency.TIDYING,
        not_before=at,
        facts={"message_id": message_id, "reopen": reopen},
    )
