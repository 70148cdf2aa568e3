"""What the parts under test are put together from: a clock that stands, a store with moods, the services."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.services import Services
from domain.ports import UnitOfWork
from storage.database import Database
from tests.delivery.scripted import ScriptedTelegram

T = TypeVar("T")
MORNING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Selasa, 24 November 2026, 09.00 WIB


@dataclass
class StandingClock:
    """A clock that moves when it is told to."""

    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment

    async def refresh(self) -> None:
        """It is always right."""

    def moves(self, by: timedelta) -> None:
        self.moment += by


class StoreDown(RuntimeError):
    """Stands for whatever a database raises."""


@dataclass
class MoodyStore:
    """The real database; writes or reads fail as often as they are told to."""

    database: Database
    failing_writes: int = 0
    failing_reads: int = 0

    async def write(self, work: Callable[[UnitOfWork], Awaitable[T]], *, lane: Hashable | None = None) -> T:
        if self.failing_writes:
            self.failing_writes -= 1
            raise StoreDown
        return await self.database.write(work, lane=lane)

    async def consult(self, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
        if self.failing_reads:
            self.failing_reads -= 1
            raise StoreDown
        return await self.database.consult(work)

    async def read(self, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
        if self.failing_reads:
            self.failing_reads -= 1
            raise StoreDown
        return await self.database.read(work)


@dataclass(frozen=True)
class Bench:
    """What the parts under test are put together from."""

    services: Services
    store: MoodyStore
    clock: StandingClock
    telegram: ScriptedTelegram

    async def do(self, use_case: Callable[..., Awaitable[T]], **facts: Any) -> T:
        """Run a use case, whatever mood the store is in."""
        return await replace(self.services, store=self.store.database).write(use_case, **facts)
