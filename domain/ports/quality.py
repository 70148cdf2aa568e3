"""Port of what stands out in how responses were filled in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.quality import Finding, TimedAnswer


class Quality(Protocol):
    """Findings about submitted responses."""

    async def timed_answers(self, response_id: int) -> Sequence[TimedAnswer]:
        """The answers with the moments they were given or changed, in the order first answered."""

    async def put(self, response_id: int, findings: Sequence[Finding], *, now: datetime) -> None:
        """Keep what stands out in a response, in place of what was found before."""

    async def of_person(self, phase_id: int, person_id: int) -> Mapping[int, Sequence[Finding]]:
        """Campaign id → what stands out in the person's response, in the order of the phase."""
