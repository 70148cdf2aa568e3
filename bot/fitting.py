"""Whether every question of a definition fits the screen of a phone, with its buttons (CONVERSATIONS §1.5).

What a label and a button may hold, a definition checks itself when it is loaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.texts import plain
from bot.views import questions
from domain.questionnaire import Questionnaire
from domain.questions import LONGEST_SCREEN, AnyQuestion, ChoiceQuestion, Likert

_ROWS, _ROWS_OF_A_LIST = 5, 7
_FEW_OPTIONS = 4  # more are a list
_CAMPAIGN = 2**31 - 1  # the longest id a button may have to carry


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is too much on the screen of a question: `reason` is a code, `found` more than `limit`."""

    question: str
    reason: str
    found: int
    limit: int


def misfits(questionnaire: Questionnaire) -> list[Misfit]:
    """Everything that does not fit, in the order of the questions."""
    return [misfit for question in questionnaire.questions for misfit in _misfits(questionnaire, question)]


def _misfits(questionnaire: Questionnaire, question: AnyQuestion) -> Iterator[Misfit]:
    screen = questions.first(_CAMPAIGN, questionnaire, question)
    length, rows = len(plain(screen.text)), _most_rows(question)
    if length > LONGEST_SCREEN:
        yield Misfit(question.key, "screen_too_long", length, LONGEST_SCREEN)
    if len(screen.rows) > rows:
        yield Misfit(question.key, "too_many_rows", len(screen.rows), rows)


def _most_rows(question: AnyQuestion) -> int:
    few = not isinstance(question, ChoiceQuestion) or len(question.choices) <= _FEW_OPTIONS
    return _ROWS if few or isinstance(question, Likert) else _ROWS_OF_A_LIST
