"""Port of the questions on screens."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.conversation import OpenQuestion


class OpenQuestions(Protocol):
    """Questions that chats show and that await an answer."""

    async def of_active(self, *, since: datetime, until: datetime) -> Sequence[OpenQuestion]:
        """Those of reachable people who were last at that questionnaire between these moments."""
