"""Ports of results and their publication."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.publications import Counsellor, Publication, PublicationState
from domain.results import PlacedOfficial, Result, ResultState
from domain.talent_grid import Box


class Results(Protocol):
    """Classifications; per person and phase one counts, the superseded and withdrawn are kept."""

    async def propose(self, results: Sequence[Result]) -> Collection[int]:
        """Store proposals, replacing those of the same person and phase; one per person in `results`.

        What was reviewed on the same evidence stays reviewed; on other evidence it is a proposal again.
        What is decided or published stays untouched. Returns the ids of the people stored.
        """

    async def await_classification(self, person_ids: Collection[int], *, now: datetime) -> None:
        """Remember that these people are to be classified."""

    async def awaiting_classification(self, *, limit: int) -> Sequence[int]:
        """Ids of the people to be classified next."""

    async def classified(self, person_ids: Collection[int]) -> int:
        """These wait no more; returns how many others do."""

    async def of(self, phase_id: int, person_id: int) -> Result | None:
        """The result that counts, in whatever state."""

    async def published(self, person_id: int) -> Result | None:
        """The newest published result of a person."""

    async def boxes(self, phase_id: int, states: Collection[ResultState]) -> Mapping[Box, int]:
        """How many people are in each box; an empty box is not in it."""

    async def states(self, phase_id: int) -> Mapping[ResultState, int]:
        """How many results with a box are in each state."""

    async def count_unmapped(self, phase_id: int) -> int:
        """How many people were classified and have no box."""

    async def in_box(
        self, phase_id: int, box: Box, *, offset: int = 0, limit: int
    ) -> Sequence[PlacedOfficial]:
        """The people in a box by name, page by page."""

    async def placed(
        self, phase_id: int, states: Collection[ResultState], *, reviewed_until: datetime | None = None
    ) -> Mapping[int, Box]:
        """Person id → box of those in these states, of the reviewed only those reviewed by then."""

    async def mark_reviewed(self, phase_id: int, *, now: datetime) -> int:
        """Review every proposal that has a box; returns how many."""

    async def publish(
        self, phase_id: int, *, publication_id: int, reviewed_until: datetime, now: datetime
    ) -> int:
        """Publish what was reviewed or decided by then; returns how many. Nobody has opened it yet."""

    async def published_in(self, publication_id: int) -> Collection[int]:
        """Ids of the people whose result came with a publication."""

    async def mark_opened(self, result_id: int, *, now: datetime) -> bool:
        """Remember the first opening by the person; False if there was one before."""


class Publications(Protocol):
    """Requests to publish and what became of them."""

    async def add(self, publication: Publication) -> int: ...

    async def by_id(self, publication_id: int) -> Publication | None: ...

    async def of_phase(self, phase_id: int) -> Sequence[Publication]:
        """All requests for a phase, oldest first."""

    async def pending(self) -> Sequence[Publication]:
        """Requests nobody decided, oldest first."""

    async def due(self, *, now: datetime) -> Sequence[Publication]:
        """Approved and not yet carried out, whose hour has come."""

    async def decide(
        self, publication_id: int, state: PublicationState, *, account_id: int, now: datetime
    ) -> bool:
        """Decide a request once; False if it was decided before."""

    async def reschedule(
        self, publication_id: int, *, publish_at: datetime, objections_until: datetime
    ) -> None:
        """Give a request another hour."""

    async def cancel(self, publication_id: int, *, account_id: int, now: datetime) -> bool:
        """Take an approval back; False if it was not approved or is published already."""

    async def to_tell(self) -> Publication | None:
        """The oldest publication of which not everybody has been told."""

    async def mark_told(self, publication_id: int, *, through: int, told_at: datetime | None) -> None:
        """Remember up to which person, in order of ids, people have been told; `told_at` when all are."""

    async def mark_published(self, publication_id: int, *, now: datetime) -> bool:
        """Mark once; False if it was not approved or is published already."""


class Counsellors(Protocol):
    """Who answers questions on publication days."""

    async def add(self, counsellor: Counsellor) -> None: ...

    async def current(self) -> Counsellor | None:
        """The one recorded last."""
