"""Feedback by superior, peers and subordinates (umpan balik 360), as far as it may be shown to anybody.

Nothing is shown of fewer than three raters, not even their number: three are the fewest among whom nobody can be
picked out. So that nobody can be found by taking one mean from another either, groups are not counted twice, and
nothing is shown while answers still come.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from domain.questionnaire import Questionnaire
from domain.questions import Likert
from domain.response import Answers, counted

FEWEST_RATERS: Final = 3


class RaterGroup(StrEnum):
    """From where somebody sees the person."""

    SUPERIOR = "atasan"
    PEER = "rekan"
    SUBORDINATE = "bawahan"


INSTRUMENTS: Final[Mapping[RaterGroup, str]] = {
    RaterGroup.SUPERIOR: "umpan_balik_atasan",
    RaterGroup.PEER: "umpan_balik_rekan",
    RaterGroup.SUBORDINATE: "umpan_balik_bawahan",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater has submitted about a person. Who it was is not known here."""

    group: RaterGroup
    questionnaire: Questionnaire
    answers: Answers


@dataclass(frozen=True, slots=True)
class Shown:
    """The mean of each aspect, from 1 to 5, over at least three raters; without aspects of which fewer told."""

    groups: frozenset[RaterGroup]
    raters: int
    means: Mapping[str, Fraction]


def shown(ratings: Sequence[Rating], *, closed: bool) -> tuple[Shown, ...]:
    """What may be shown of the feedback about one person; nothing until it is `closed`.

    A group of three or more is shown by itself. The smaller groups are put together, and shown if they are three
    or more then; else nothing is shown of them.
    """
    if not closed:
        return ()
    of_group = {group: [one for one in ratings if one.group is group] for group in RaterGroup}
    alone = [group for group, some in of_group.items() if len(some) >= FEWEST_RATERS]
    together = frozenset(group for group, some in of_group.items() if some and group not in alone)
    sets = [frozenset({group}) for group in alone] + ([together] if together else [])
    found = ((groups, [one for one in ratings if one.group in groups]) for groups in sets)
    return tuple(_shown(groups, some) for groups, some in found if len(some) >= FEWEST_RATERS)


def _shown(groups: frozenset[RaterGroup], ratings: Sequence[Rating]) -> Shown:
    told: dict[str, list[Fraction]] = {}
    for rating in ratings:
        for aspect, points in _means(rating):
            told.setdefault(aspect, []).append(points)
    means = {aspect: _mean(some) for aspect, some in told.items() if len(some) >= FEWEST_RATERS}
    return Shown(groups, len(ratings), means)


def _means(rating: Rating) -> Iterable[tuple[str, Fraction]]:
    """One value for each aspect, so that a rater counts once however many statements they answered."""
    points: dict[str, list[Fraction]] = {}
    for key, value in counted(rating.questionnaire, rating.answers).items():
        question = rating.questionnaire.question(key)
        if isinstance(question, Likert):
            points.setdefault(question.aspect, []).append(Fraction(question.points(value)))
    return ((aspect, _mean(some)) for aspect, some in points.items())


def _mean(points: Sequence[Fraction]) -> Fraction:
    return sum(points, Fraction(0)) / len(points)
