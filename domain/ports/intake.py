"""Port of what is remembered of the intake."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.intake import Stretch


class Intake(Protocol):
    """The stretches in which updates were taken in. One begins with each start and each return after an outage."""

    async def keep(self, stretches: Sequence[Stretch]) -> None:
        """Store stretches by their beginning; one that is known already ends as it says now."""

    async def begun_by(self, at: datetime) -> Stretch | None:
        """The last stretch that had begun by this moment."""

    async def begun_after(self, at: datetime) -> Stretch | None:
        """The first stretch that began after this moment."""

    async def all_begun_after(self, at: datetime) -> Sequence[Stretch]:
        """Every stretch that began after this moment, in order."""

    async def forget(self, *, before: datetime) -> None:
        """Delete what was over before a moment."""
