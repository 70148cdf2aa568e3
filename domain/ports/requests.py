"""Ports of what people ask BKPSDM for and of what was decided for one person alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.filling import Reopening
from domain.requests import Request
from domain.revisions import Move


class Requests(Protocol):
    """What officials ask for; each is decided once."""

    async def add(self, request: Request) -> int:
        """Store an open request; its `id` is ignored."""

    async def by_id(self, request_id: int) -> Request | None: ...

    async def waiting(self) -> Sequence[Request]:
        """All undecided requests, oldest first."""

    async def waiting_of(self, person_id: int) -> Sequence[Request]:
        """The undecided requests of one person, oldest first."""

    async def decide(
        self, request_id: int, *, granted: bool, answer: str, account_id: int, now: datetime
    ) -> bool:
        """Decide once; False if somebody decided before."""


class Extensions(Protocol):
    """Later deadlines of single people; the last one granted counts."""

    async def grant(
        self,
        phase_id: int,
        person_id: int,
        *,
        closes_at: datetime,
        reason: str,
        account_id: int,
        now: datetime,
    ) -> None: ...

    async def of_person(self, person_id: int) -> Mapping[int, datetime]:
        """Phase id → the later deadline."""

    async def of_phase(self, phase_id: int) -> Mapping[int, datetime]:
        """Person id → the later deadline."""


class Moves(Protocol):
    """Drafts that were moved to a later version of their questionnaire."""

    async def add(self, move: Move, *, aside: Mapping[str, str], account_id: int) -> None:
        """Keep what happened, and the answers that do not hold any more."""

    async def last_of(self, response_id: int) -> Move | None: ...

    async def aside(self, response_id: int) -> Mapping[str, str]:
        """The answers that moves have put aside, the latest of each question."""


class Reopenings(Protocol):
    """Why submitted responses became drafts again."""

    async def add(self, response_id: int, *, reason: str, account_id: int, now: datetime) -> int: ...

    async def by_id(self, reopening_id: int) -> Reopening | None: ...
