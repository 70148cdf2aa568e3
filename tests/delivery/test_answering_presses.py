"""A press is answered silently beside what it leads to, and tried again while that may help."""

import logging

import pytest
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.delivery import sending


class Telegram:
    """Answers of the server to `answerCallbackQuery`, one after the other."""

    def __init__(self, *answers: TelegramError | None) -> None:
        self.answers = list(answers)
        self.calls = 0

    async def answer_callback_query(self, *_values: object, **_options: object) -> bool:
        self.calls += 1
        answer = self.answers.pop(0)
        if answer is not None:
            raise answer
        return True


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    paused: list[float] = []

    async def sleep(seconds: float) -> None:
        paused.append(seconds)

    monkeypatch.setattr(sending.asyncio, "sleep", sleep)
    return paused


@pytest.mark.parametrize(
    ("answers", "paused"),
    [
        ([None], []),
        ([BadRequest("Query is too old and response timeout expired or query id is invalid")], []),
        ([TimedOut(), None], [1.0]),
        ([TimedOut(), RetryAfter(7), None], [1.0, 7.0]),
    ],
    ids=["at once", "too old", "at the second try", "as long as Telegram asks"],
)
async def test_it_is_tried_until_it_is_answered(
    answers: list[TelegramError | None],
    paused: list[float],
    pauses: list[float],
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram = Telegram(*answers)
    await sending.answer_silently(telegram, "1")  # type: ignore[arg-type]  # as much of a bot as is needed
    assert telegram.calls == len(answers)
    assert pauses == paused
    assert not caplog.messages


@pytest.mark.parametrize(
    ("answers", "said"),
    [([TimedOut(), TimedOut(), TimedOut()], "TimedOut"), ([InvalidToken()], "InvalidToken")],
    ids=["three times", "at once"],
)
async def test_it_is_given_up_with_a_word_in_the_log(
    answers: list[TelegramError | None], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    telegram = Telegram(*answers)
    await sending.answer_silently(telegram, "1")  # type: ignore[arg-type]  # as above
    assert telegram.calls == len(answers)
    assert caplog.messages == [f"a press was not answered: {said}"]
