"""Half-open bands over exact values, and numbers shown so that they never contradict their label."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Generic, TypeVar

Label = TypeVar("Label")

_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Margin:
    """How far a shown value is above the edge it passed and below the next one; None where there is none."""

    passed: Decimal | None
    over: Decimal | None
    next: Decimal | None
    under: Decimal | None


@dataclass(frozen=True, slots=True)
class Bands(Generic[Label]):
    """A label holds from its edge, included, up to the next edge. Below all edges `lowest` holds.

    `labels` are given from the highest edge down. Labels are decided on the unrounded value.
    """

    labels: tuple[tuple[Decimal, Label], ...]
    lowest: Label

    @property
    def edges(self) -> tuple[Decimal, ...]:
        """The lower edges, the highest first."""
        return tuple(edge for edge, _ in self.labels)

    def label(self, value: Fraction) -> Label:
        """The label of an exact value."""
        return next((label for edge, label in self.labels if value >= Fraction(edge)), self.lowest)

    def shown(self, value: Fraction) -> Decimal:
        """The value with two decimals, on the same side of every edge as the value itself."""
        return shown(value, self.edges)

    def margin(self, value: Fraction) -> Margin:
        """The distances from the value as shown to the edges around it, so that the screen adds up."""
        number = self.shown(value)
        passed = max((edge for edge in self.edges if edge <= number), default=None)
        following = min((edge for edge in self.edges if edge > number), default=None)
        return Margin(
            passed=passed,
            over=None if passed is None else number - passed,
            next=following,
            under=None if following is None else following - number,
        )


def shown(value: Fraction, edges: Iterable[Decimal] = ()) -> Decimal:
    """Two decimals, rounded half up; truncated where rounding would lift the value to an edge it is below."""
    rounded = _hundredths(value + Fraction(1, 200))
    if any(value < Fraction(edge) <= Fraction(rounded) for edge in edges):
        return _hundredths(value)
    return rounded


def _hundredths(value: Fraction) -> Decimal:
    return Decimal(floor(value * 100)).scaleb(-2)


def exact_text(value: Fraction) -> str:
    """The value without loss as text that `Fraction` reads back: a decimal where one ends, else `2500/27`."""
    for places in range(_MOST_PLACES):
        if not 10**places % value.denominator:
            return f"{Decimal(value.numerator * 10**places // value.denominator).scaleb(-places):f}"
    return str(value)
