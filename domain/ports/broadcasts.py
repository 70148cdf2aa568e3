"""Port of broadcasts; their messages are in the outbox."""

from collections.abc import Sequence
from typing import Protocol

from domain.broadcasts import Broadcast, BroadcastState
from domain.progress import ProgressScreen


class Broadcasts(Protocol):
    """Texts admins confirmed for an audience."""

    async def add(self, broadcast: Broadcast, *, account_id: int, chat_id: int) -> int:
        """Store a broadcast of an account; its progress is shown in the chat."""

    async def by_id(self, broadcast_id: int) -> Broadcast | None: ...

    async def running(self) -> Sequence[Broadcast]:
        """Those being sent or paused, oldest first."""

    async def set_state(self, broadcast_id: int, state: BroadcastState, *, was: BroadcastState) -> bool:
        """Move on once; False if it was not in the state `was`."""

    async def progress_of(self, broadcast_id: int) -> ProgressScreen | None: ...

    async def show_progress_in(self, broadcast_id: int, message_id: int) -> None:
        """Remember the message that shows the progress."""
