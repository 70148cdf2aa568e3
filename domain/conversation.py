"""What a chat shows and waits for, and what comes in and goes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Conversation:
    """The open screen of a chat and the kind of text it expects next.

    `screen_id` is the message that shows the open screen; `last_incoming_id` the newest message of the
    person. A screen with something of the person's below it is no longer the last message.
    """

    chat_id: int
    screen_id: int | None = None
    screen_at: datetime | None = None
    last_incoming_id: int | None = None
    awaiting: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def screen_is_last(self) -> bool:
        """Nothing of the person's stands below the open screen."""
        return self.screen_id is not None and self.screen_id > (self.last_incoming_id or 0)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question on the open screen of a chat, and of which campaign it is."""

    person_id: int
    chat_id: int
    campaign_id: int
    screen_id: int


class InboxState(StrEnum):
    """Received until its reply has left; failed after three tries."""

    RECEIVED = "received"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came. `applied` says that its effect is stored already.

    `raw` is its content, already taken apart; an update read back from the store does not have it.
    """

    update_id: int
    chat_id: int | None
    content: str
    applied: bool = False
    attempts: int = 0
    raw: Mapping[str, Any] | None = field(default=None, repr=False, compare=False)


class Delivery(StrEnum):
    """How far a message of the bot's own accord has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled"


class Urgency(StrEnum):
    """Orders what waits in the outbox; `rank` is what the rows are sorted by."""

    TIDYING = "tidying"
    DECISION = "decision"
    NOTICE = "notice"
    REMINDER = "reminder"
    BROADCAST = "broadcast"

    @property
    def rank(self) -> int:
        """0 goes first."""
        return list(Urgency).index(self)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be queued. `key` is said once for ever; `facts` are rendered when it is sent."""

    key: str
    chat_id: int
    kind: str
    urgency: Urgency
    not_before: datetime
    facts: Mapping[str, object] = field(default_factory=dict)
    broadcast_id: int | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the outbox as the dispatcher takes it."""

    id: int
    key: str
    chat_id: int
    kind: str
    facts: Mapping[str, object]
    attempts: int
    broadcast_id: int | None
