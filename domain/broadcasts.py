"""Broadcasts: to whom, what may stand in the text, how far the sending has come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.conversation import Delivery
from domain.errors import AudienceEmpty, ChangedMeanwhile, PlaceholderUnknown, TextEmpty, TextTooLong
from domain.participation import UNFINISHED, Participation

MESSAGES_PER_SECOND = 30
LONGEST_TEXT = 900  # with its placeholders filled it is still a caption (1024) of a picture

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_OF_EVERYBODY = ("nama",)
_OF_A_PHASE = ("nama", "tenggat", "sisa")

REVEALING_WORDS = (
    "kotak",
    "hasil kerja",
    "potensial",
    "konseling",
    "promosi",
    "suksesi",
    "sanggah",
    "hukuman",
    "nilai",
)


class Audience(StrEnum):
    """A filter over the people of a phase; ALL_LINKED is everybody with an account, whatever the phase."""

    NOT_DONE = "not_done"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    DONE = "done"
    ALL_LINKED = "all_linked"

    @property
    def needs_phase(self) -> bool:
        """Whether it makes sense only towards a phase, and so towards a deadline."""
        return self is not Audience.ALL_LINKED

    def includes(self, standing: Participation) -> bool:
        """Whether a person of that standing is meant, linked or not: who is not linked is counted apart."""
        return standing in _MEANT[self]


_MEANT: dict[Audience, frozenset[Participation]] = {
    Audience.NOT_DONE: UNFINISHED | {Participation.NOT_LINKED},
    Audience.NOT_STARTED: frozenset({Participation.NOT_STARTED, Participation.NOT_LINKED}),
    Audience.IN_PROGRESS: frozenset({Participation.IN_PROGRESS}),
    Audience.READY: frozenset({Participation.READY}),
    Audience.DONE: frozenset({Participation.DONE}),
    Audience.ALL_LINKED: frozenset(Participation) - {Participation.NOT_LINKED},
}


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of those meant can be reached: linked, and the bot not blocked by them."""

    reachable: int
    not_linked: int
    unreachable: int

    @property
    def total(self) -> int:
        """Everybody meant."""
        return self.reachable + self.not_linked + self.unreachable

    def check(self) -> None:
        """Refuse AudienceEmpty where nobody would receive anything."""
        if self.reachable == 0:
            raise AudienceEmpty


def allowed_placeholders(audience: Audience) -> tuple[str, ...]:
    """Names an admin may write in braces; a deadline exists only towards a phase."""
    return _OF_A_PHASE if audience.needs_phase else _OF_EVERYBODY


def check_text(text: str, audience: Audience) -> None:
    """Refuse TextEmpty, TextTooLong (over 900 characters), PlaceholderUnknown (named without braces)."""
    if not text.strip():
        raise TextEmpty
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(length=len(text), excess=len(text) - LONGEST_TEXT)
    allowed = allowed_placeholders(audience)
    for name in _PLACEHOLDER.findall(text):
        if _spelled(name) not in allowed:
            raise PlaceholderUnknown(name=name, allowed=allowed)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in; a value that looks like a placeholder stays as it is."""
    return _PLACEHOLDER.sub(lambda found: values[_spelled(found[1])], text)


def revealing_words(text: str) -> tuple[str, ...]:
    """Words of the text that must not stand on a lock screen, whole words only."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return tuple(word for word in REVEALING_WORDS if f" {word} " in f" {words} ")


def estimated_seconds(count: int) -> int:
    """How long `count` messages take at 30 a second, rounded up to what people say.

    Seconds below ten, tens of seconds below a minute, whole minutes above.
    """
    seconds = -(-count // MESSAGES_PER_SECOND)
    step = 1 if seconds < 10 else 10 if seconds <= 60 else 60
    return -(-seconds // step) * step


class BroadcastState(StrEnum):
    """Where a broadcast is; stopped and finished are final."""

    DRAFT = "draft"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


_FOLLOWING: dict[BroadcastState, frozenset[BroadcastState]] = {
    BroadcastState.DRAFT: frozenset({BroadcastState.SENDING}),
    BroadcastState.SENDING: frozenset(
        {BroadcastState.PAUSED, BroadcastState.STOPPED, BroadcastState.FINISHED}
    ),
    BroadcastState.PAUSED: frozenset(
        {BroadcastState.SENDING, BroadcastState.STOPPED, BroadcastState.FINISHED}
    ),
    BroadcastState.STOPPED: frozenset(),
    BroadcastState.FINISHED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A text on its way to `total` persons. `text` is what the admin confirmed, placeholders unfilled."""

    id: int
    number: str
    audience: Audience
    phase_id: int | None
    text: str
    total: int
    state: BroadcastState
    created_at: datetime

    def moved_to(self, state: BroadcastState) -> "Broadcast":
        """The broadcast in its next state. Refuses ChangedMeanwhile where the buttons were out of date."""
        if state not in _FOLLOWING[self.state]:
            raise ChangedMeanwhile
        return replace(self, state=state)


def broadcast_number(year: int, serial: int) -> str:
    """The number people quote, as SR-2026-0042."""
    return f"SR-{year}-{serial:04d}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages of a broadcast are in each state: progress while it runs, the report at its end."""

    sent: int = 0
    unreachable: int = 0
    failed: int = 0
    unknown: int = 0
    cancelled: int = 0
    queued: int = 0
    sending: int = 0

    @classmethod
    def of(cls, counts: Mapping[Delivery, int]) -> "Tally":
        """From the outbox; a state nothing is in may be left out."""
        return cls(**{state.value: count for state, count in counts.items()})

    @property
    def processed(self) -> int:
        """Messages with an outcome, whatever it is."""
        return self.sent + self.unreachable + self.failed + self.unknown + self.cancelled

    @property
    def remaining(self) -> int:
        """Messages still to leave, or leaving."""
        return self.queued + self.sending

    @property
    def total(self) -> int:
        """All messages; the parts always add up to it."""
        return self.processed + self.remaining

    @property
    def remaining_seconds(self) -> int:
        """Rounded as `estimated_seconds`."""
        return estimated_seconds(self.remaining)


def _spelled(name: str) -> str:
    return name.strip().casefold()
