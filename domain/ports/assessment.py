"""Ports of what is known about a person: scores and official evidence."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.evidence_items import EvidenceItem
from domain.scores import Score, Task


class Assignments(Protocol):
    """Whom each assessor assesses in a phase."""

    async def assign(
        self, phase_id: int, assessor_id: int, person_ids: Collection[int], *, now: datetime
    ) -> int:
        """Assign people to an assessor; returns how many were not assigned to them before."""

    async def is_assigned(self, phase_id: int, assessor_id: int, person_id: int) -> bool: ...

    async def by_assessor(self, phase_id: int) -> Mapping[int, Collection[int]]:
        """Account id of each assessor with tasks in the phase → ids of their people."""

    async def tasks(self, phase_id: int, assessor_id: int) -> Sequence[Task]:
        """An assessor's people by name, with how much is scored."""


class Scores(Protocol):
    """Append-only; what is annulled counts no more."""

    async def add(self, scores: Sequence[Score]) -> None:
        """Store new scores; their `id` is ignored."""

    async def latest(self, phase_id: int, person_id: int) -> Mapping[str, Score]:
        """Aspect → the newest score that counts, whoever gave it."""

    async def latest_of(
        self, phase_id: int, person_ids: Collection[int]
    ) -> Mapping[int, Mapping[str, Score]]:
        """The same for many people; whoever has no score is not in it."""

    async def given(self, phase_id: int, person_id: int, assessor_id: int) -> Mapping[str, Score]:
        """Aspect → the newest score that counts of this assessor."""

    async def history(self, phase_id: int, person_id: int, assessor_id: int, aspect: str) -> Sequence[Score]:
        """Every score of this assessor for one aspect, oldest first, annulled ones too."""

    async def by_update(self, update_id: int) -> Sequence[Score]:
        """What one message stored, annulled or not."""

    async def annul(self, update_id: int, *, assessor_id: int, scored_after: datetime, now: datetime) -> int:
        """Annul what a message of this assessor stored after a moment; returns how many scores."""

    async def count_complete(self, phase_id: int, aspects: Collection[str]) -> int:
        """How many people have a score for every one of these aspects."""


class Evidence(Protocol):
    """Append-only; the newest of a kind counts."""

    async def add(self, items: Sequence[EvidenceItem]) -> int:
        """Store what says something new; returns how many. Value and day of the newest repeated are not."""

    async def latest(self, person_id: int) -> Mapping[str, EvidenceItem]:
        """Kind → newest item."""

    async def latest_of(self, person_ids: Collection[int]) -> Mapping[int, Mapping[str, EvidenceItem]]:
        """The same for many people; whoever has no evidence is not in it."""
