"""Ports of what comes in, what goes out, and what a chat shows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.conversation import Conversation, Delivery, Outgoing, Queued, Received


class Conversations(Protocol):
    """The open screen and expected text per chat."""

    async def of(self, chat_id: int) -> Conversation | None: ...

    async def save(self, *conversations: Conversation) -> None: ...


class Inbox(Protocol):
    """Updates as received; the key is Telegram's update_id, so a repeat is ignored."""

    async def store(self, updates: Sequence[Received], *, now: datetime) -> set[int]:
        """Store what is new; returns the ids that were."""

    async def unfinished(self) -> list[Received]:
        """Everything received and not done, in order of update_id."""

    async def received_at(self, update_id: int) -> datetime | None:
        """When the update was stored; None if it is not known."""

    async def mark_applied(self, update_id: int, *, now: datetime) -> bool:
        """The effect of this update is stored with this mark; False if one was stored before."""

    async def mark_done(self, update_ids: Sequence[int], *, now: datetime) -> None: ...

    async def mark_attempt(self, update_id: int, *, failed: bool) -> None:
        """Count a try that ended in a fault; `failed` parks the row for good."""

    async def backlog(self) -> tuple[int, datetime | None]:
        """How many updates wait, and since when the oldest does."""

    async def count_failed(self, *, since: datetime) -> int:
        """How many updates received since a moment were parked."""

    async def forget(self, *, content_before: datetime, ids_before: datetime) -> None:
        """Empty the content of what was over before one moment, delete what was over before another."""


class Outbox(Protocol):
    """Messages of the bot's own accord, written in the transaction of their cause.

    `awakened` says that something may leave as soon as this transaction is committed.
    """

    awakened: bool

    async def queue(self, messages: Sequence[Outgoing], *, now: datetime) -> int:
        """Queue what has not been queued under its key before; returns how many were new."""

    async def known(self, keys: Collection[str]) -> Collection[str]:
        """Those of the keys under which something was queued, whatever became of it."""

    async def postpone(self, key: str, *, not_before: datetime) -> None:
        """Move a message that still waits; does nothing once it left."""

    async def bring_forward(self, chat_id: int, *, kind: str, now: datetime) -> None:
        """Let what of this kind waits for the chat leave at once."""

    async def requeue(self, message: Outgoing, *, now: datetime) -> None:
        """Queue again under a key that may have left before (a private screen opened once more)."""

    async def due(self, *, now: datetime, limit: int) -> list[Queued]: ...

    async def win(self, message_id: int) -> bool:
        """Take the message for sending; False if another sender took it or its broadcast is held."""

    async def settle(
        self,
        message_id: int,
        state: Delivery,
        *,
        now: datetime,
        telegram_message_id: int | None = None,
        reason: str | None = None,
    ) -> None: ...

    async def retry(self, message_id: int, *, not_before: datetime, reason: str) -> None:
        """Let it leave later; does nothing to what was cancelled meanwhile."""

    async def recover(self, *, now: datetime) -> list[Queued]:
        """After a crash: what was being sent becomes unknown and is returned; tidying is queued again."""

    async def cancel(self, *, broadcast_id: int, now: datetime) -> int: ...

    async def cancel_for(self, chat_ids: Collection[int], *, now: datetime) -> int:
        """Cancel every message that waits for these chats, tidying edits excepted; returns how many."""

    async def tally(self, broadcast_id: int) -> Mapping[Delivery, int]:
        """How many messages of a broadcast are in each state."""

    async def outcomes(self, broadcast_id: int) -> Sequence[tuple[Mapping[str, object], Delivery]]:
        """Facts and state of every message of a broadcast, in the order queued."""

    async def continues_at(self, broadcast_id: int, *, now: datetime) -> datetime | None:
        """When a broadcast goes on, if all of it that is left may leave only after `now`."""

    async def sent_since(self, chat_id: int, *, kinds: Sequence[str], since: datetime) -> int:
        """How many proactive messages of these kinds the chat has been sent."""

    async def count_leaving(self) -> int:
        """How many messages are being sent at this moment."""

    async def count_queued(self) -> int:
        """How many messages wait to be sent, now or later."""

    async def next_due(self, *, now: datetime) -> datetime | None:
        """When the next queued message may leave."""
