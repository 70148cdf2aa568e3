"""What each failure of a sending means. The only place that reads Telegram's error texts."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.transport import CertainlyUnsent, Interrupted

_NOTHING_TO_DO = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
)
_GONE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "not enough rights to send",
    "have no rights to send",
)


class Meaning(Enum):
    """What to do about a message whose sending failed."""

    DONE = "done"
    AGAIN = "again"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A meaning. `pause`: nobody is to be sent to before it is over.

    `unseen`: the server has certainly done nothing, so that the call can be repeated for as long as it takes.
    """

    meaning: Meaning
    pause: timedelta | None = None
    unseen: bool = False


def verdict(error: TelegramError) -> Verdict:  # noqa: PLR0911 — one line per kind of failure
    """The rule for this failure, by type first, by text where Telegram has one type for many things."""
    match error:
        case RetryAfter():
            return Verdict(Meaning.AGAIN, _pause(error), unseen=True)
        case Forbidden():
            return Verdict(Meaning.UNREACHABLE)
        case ChatMigrated():
            return Verdict(Meaning.FAILED)
        case CertainlyUnsent():
            return Verdict(Meaning.AGAIN, unseen=True)
        case TimedOut() | Interrupted():
            return Verdict(Meaning.UNKNOWN)
        case BadRequest():
            return Verdict(_of_bad_request(error.message.casefold()))
        case NetworkError():
            return Verdict(Meaning.AGAIN)
        case _:
            return Verdict(Meaning.FAILED)


def _of_bad_request(text: str) -> Meaning:
    if any(known in text for known in _NOTHING_TO_DO):
        return Meaning.DONE
    if any(known in text for known in _GONE):
        return Meaning.UNREACHABLE
    return Meaning.FAILED


def _pause(error: RetryAfter) -> timedelta:
    after = error.retry_after  # seconds until PTB's next major version
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def is_done(error: TelegramError) -> bool:
    """The call failed because what it wanted is so already, or can no longer be."""
    return verdict(error).meaning is Meaning.DONE
