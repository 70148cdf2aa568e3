"""What becomes of the answers when a draft is moved to a later version of its questionnaire."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.answers import SKIPPED
from domain.questionnaire import Questionnaire
from domain.questions import AnyQuestion, Likert
from domain.response import Answers

_NOT_ASKED = {"ask_when", "aspect", "reversed", "name", "message", "optional"}
"""What of a question can change without changing what was asked."""


@dataclass(frozen=True, slots=True)
class Carried:
    """`kept` hold for the later version as well, `aside` do not and are remembered elsewhere.

    `changed` and `added` count the questions of the later version that ask something else, or anything new.
    """

    kept: Mapping[str, str]
    aside: Mapping[str, str]
    changed: int
    added: int


@dataclass(frozen=True, slots=True)
class Move:
    """A draft was moved to a later version, and why; `kept` of `total` answers hold there as well."""

    response_id: int
    from_version: int
    to_version: int
    reason: str
    moved_at: datetime
    kept: int
    total: int
    changed: int
    added: int


def carry(old: Questionnaire, new: Questionnaire, answers: Answers) -> Carried:
    """Sort the answers by whether their question is asked in the later version as it was asked before."""
    before = {question.key: question for question in old.questions}
    same = {
        question.key: question
        for question in new.questions
        if question.key in before and _asks_the_same(before[question.key], question)
        if old.scale == new.scale or not isinstance(question, Likert)
    }
    given = {key: value for key, value in answers.items() if value}
    kept = {key: value for key, value in given.items() if key in same and _holds(same[key], value)}
    return Carried(
        kept=kept,
        aside={key: value for key, value in given.items() if key not in kept},
        changed=sum(question.key in before and question.key not in same for question in new.questions),
        added=sum(question.key not in before for question in new.questions),
    )


def _asks_the_same(before: AnyQuestion, after: AnyQuestion) -> bool:
    return before.model_dump(exclude=_NOT_ASKED) == after.model_dump(exclude=_NOT_ASKED)


def _holds(question: AnyQuestion, value: str) -> bool:
    """What was left out holds only where it may still be left out."""
    return question.optional or value != SKIPPED
