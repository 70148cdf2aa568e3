"""Marks on how a questionnaire was filled in, for BKPSDM alone: a reason to ask the person, never a verdict on them.

They are computed when a response is submitted, from what is stored anyway. Whoever filled it in never meets them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

from domain.answers import SKIPPED
from domain.questionnaire import Questionnaire
from domain.questions import Likert
from domain.response import asked

_FEWEST: Final = 10  # answers or pairs: below that, a share says nothing


class QualityMark(StrEnum):
    """What stands out."""

    SAME_ANSWERS = "same_answers"
    FASTER_THAN_READING = "faster_than_reading"
    CONTRADICTIONS = "contradictions"


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands out, and how often: `count` out of `total`."""

    mark: QualityMark
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class TimedAnswer:
    """An answer as it stands, and when it was given or last changed."""

    question: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when something stands out.

    `same_in_a_row`: every section of eight statements holds a reversed one and most hold three, so that ten equal
    answers in a row say a thing and its opposite. `words_a_second`: people read silently up to about four words a
    second; five leaves the quick ones in peace. `fast_percent`: half of the answers, since single ones are quick by
    chance or by a double tap. `points_apart`: after turning the reversed one round, two statements of an aspect are
    three of four points apart only where somebody agrees with both, once strongly. `contradictory_percent`: the
    statements of an aspect are different behaviours, so that some pairs differ honestly.
    """

    same_in_a_row: int = 10
    words_a_second: int = 5
    fast_percent: int = 50
    points_apart: int = 3
    contradictory_percent: int = 25


def findings(
    questionnaire: Questionnaire, given: Sequence[TimedAnswer], thresholds: Thresholds
) -> tuple[Finding, ...]:
    """What stands out in a response; nothing for most."""
    answered = _statements(questionnaire, given)
    found = (
        _same_answers(answered, thresholds),
        _faster_than_reading(questionnaire, given, thresholds),
        _contradictions(answered, thresholds),
    )
    return tuple(one for one in found if one is not None)


def _statements(questionnaire: Questionnaire, given: Sequence[TimedAnswer]) -> list[tuple[Likert, str]]:
    """The statements that were asked and answered, in their order."""
    values = {one.question: one.value for one in given if one.value not in ("", SKIPPED)}
    statements = (one for one in asked(questionnaire, values) if isinstance(one, Likert))
    return [(one, values[one.key]) for one in statements if one.key in values]


def _same_answers(answered: Sequence[tuple[Likert, str]], thresholds: Thresholds) -> Finding | None:
    runs = (len(list(same)) for _, same in groupby(answer for _, answer in answered))
    longest = max(runs, default=0)
    if longest < thresholds.same_in_a_row:
        return None
    return Finding(QualityMark.SAME_ANSWERS, longest, len(answered))


def _faster_than_reading(
    questionnaire: Questionnaire, given: Sequence[TimedAnswer], thresholds: Thresholds
) -> Finding | None:
    known = {one.key for one in questionnaire.questions}  # answers to another version may be kept
    in_time = sorted((one for one in given if one.value and one.question in known), key=lambda one: one.at)
    read = list(_read_quickly(questionnaire, in_time, thresholds))
    if len(read) < _FEWEST or 100 * sum(read) < thresholds.fast_percent * len(read):
        return None
    return Finding(QualityMark.FASTER_THAN_READING, sum(read), len(read))


def _read_quickly(
    questionnaire: Questionnaire, in_time: Sequence[TimedAnswer], thresholds: Thresholds
) -> Iterator[bool]:
    """For each answer after another one, whether it came sooner than its question can be read."""
    for before, one in pairwise(in_time):
        words = len(questionnaire.question(one.question).text.split())
        taken = Fraction((one.at - before.at).total_seconds())
        yield taken < Fraction(words, thresholds.words_a_second)


def _contradictions(answered: Sequence[tuple[Likert, str]], thresholds: Thresholds) -> Finding | None:
    apart = [
        abs(statement.points(answer) - other.points(opposite))
        for statement, answer in answered
        for other, opposite in answered
        if statement.aspect == other.aspect and other.reversed and not statement.reversed
    ]
    count = sum(points_apart >= thresholds.points_apart for points_apart in apart)
    if len(apart) < _FEWEST or 100 * count < thresholds.contradictory_percent * len(apart):
        return None
    return Finding(QualityMark.CONTRADICTIONS, count, len(apart))
