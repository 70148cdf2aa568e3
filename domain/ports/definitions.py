"""Port of the definitions that were asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.questionnaire import Questionnaire


class Definitions(Protocol):
    """What the words were that answers belong to."""

    async def keep(self, questionnaire: Questionnaire, *, now: datetime) -> None:
        """Put down a version; one that is there already stays as it is."""

    async def kept(self) -> Sequence[Questionnaire]:
        """Every version, by key and version."""
