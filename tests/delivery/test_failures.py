"""What each failure of a sending means, in Telegram's own words."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.failures import Meaning, Verdict, is_done, verdict
from bot.delivery.transport import CertainlyUnsent, Interrupted

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (BadRequest(NOT_MODIFIED), Meaning.DONE),
        (
            BadRequest("Bad Request: query is too old and response timeout expired or query ID is invalid"),
            Meaning.DONE,
        ),
        (BadRequest("Bad Request: message to edit not found"), Meaning.DONE),
        (BadRequest("Bad Request: message to delete not found"), Meaning.DONE),
        (BadRequest("Bad Request: message can't be edited"), Meaning.DONE),
        (BadRequest("Bad Request: message can't be deleted for everyone"), Meaning.DONE),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), Meaning.DONE),
        (Forbidden("Forbidden: bot was blocked by the user"), Meaning.UNREACHABLE),
        (Forbidden("Forbidden: user is deactivated"), Meaning.UNREACHABLE),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Meaning.UNREACHABLE),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Meaning.UNREACHABLE),
        (BadRequest("Bad Request: chat not found"), Meaning.UNREACHABLE),
        (BadRequest("Bad Request: user is deactivated"), Meaning.UNREACHABLE),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Meaning.UNREACHABLE),
        (
            BadRequest("Bad Request: not enough rights to send text messages to the chat"),
            Meaning.UNREACHABLE,
        ),
        (BadRequest("Bad Request: have no rights to send a message"), Meaning.UNREACHABLE),
        (BadRequest("Bad Request: can't parse entities: unsupported start tag"), Meaning.FAILED),
        (BadRequest("Bad Request: message is too long"), Meaning.FAILED),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Meaning.FAILED),
        (ChatMigrated(-1007), Meaning.FAILED),
        (Conflict("Conflict: terminated by other getUpdates request"), Meaning.FAILED),
        (InvalidToken("Unauthorized"), Meaning.FAILED),
        (TelegramError("Invalid server response"), Meaning.FAILED),
        (TimedOut(), Meaning.UNKNOWN),
        (Interrupted("ServerDisconnectedError"), Meaning.UNKNOWN),
        (NetworkError("Bad Gateway"), Meaning.AGAIN),
        (NetworkError("Internal Server Error"), Meaning.AGAIN),
    ],
)
def test_a_failure_means(error: TelegramError, meaning: Meaning) -> None:
    assert verdict(error) == Verdict(meaning)
    assert is_done(error) is (meaning is Meaning.DONE)


def test_what_never_left_may_be_repeated_for_as_long_as_it_takes() -> None:
    assert verdict(CertainlyUnsent("ClientConnectorError")) == Verdict(Meaning.AGAIN, unseen=True)


@pytest.mark.parametrize("after", [3, timedelta(seconds=3)])
def test_too_many_requests_is_a_pause_for_everybody(after: int | timedelta) -> None:
    assert verdict(RetryAfter(after)) == Verdict(Meaning.AGAIN, timedelta(seconds=3), unseen=True)
