"""Scales, scores as assessors type them, and the job person match (JPM) of Peraturan BKN 26/2019."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from domain.aspects import Aspect, AspectGroup, is_whole_name, resolve
from domain.bands import Bands, shown
from domain.errors import (
    AlreadyScored,
    LineInvalid,
    Refusal,
    ScoreNotANumber,
    ScoreNotOnScale,
    ScoreOutOfRange,
)
from domain.nip import Nip, parse_nip

HALF: Final = Decimal("0.5")

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_STARTS_A_NUMBER = re.compile(r"[+-]?[0-9]")
_PERSON = re.compile(r"\s*(?:['’]?\s*(?:NI\s*PPPK|NIP))?[^a-z]*", re.IGNORECASE)
_BETWEEN = re.compile(r"[:=\s]+")


@dataclass(frozen=True, slots=True)
class Scale:
    """Levels from `lowest` to `highest`, both included, `step` apart."""

    lowest: Decimal
    highest: Decimal
    step: Decimal = HALF

    @property
    def levels(self) -> tuple[Decimal, ...]:
        """Every level in ascending order, whole levels without decimals."""
        count = int((self.highest - self.lowest) / self.step)
        return tuple(_plain(self.lowest + self.step * n) for n in range(count + 1))

    def check(self, score: Decimal, *, aspect: str) -> Decimal:
        """The score as this scale writes it. Refuses ScoreOutOfRange and ScoreNotOnScale, naming `aspect`."""
        if not self.lowest <= score <= self.highest:
            raise ScoreOutOfRange(aspect=aspect, score=score, lowest=self.lowest, highest=self.highest)
        if (score - self.lowest) % self.step:
            raise ScoreNotOnScale(aspect=aspect, score=score, allowed=self.levels)
        return _plain(score)

    def read(self, text: str, *, aspect: str) -> Decimal:
        """The score somebody typed, `3,5` or `3.5`. Refuses ScoreNotANumber and what `check` refuses."""
        if not _NUMBER.fullmatch(text):
            raise ScoreNotANumber(aspect=aspect, text=text)
        return self.check(Decimal(text.replace(",", ".")), aspect=aspect)


SCALES: Final[Mapping[AspectGroup, Scale]] = MappingProxyType(
    {
        AspectGroup.COMPETENCY: Scale(Decimal(1), Decimal(5)),
        AspectGroup.POTENTIAL: Scale(Decimal(0), Decimal(5)),
    }
)
"""Scales where a rule set declares no others."""


class MappingLabel(StrEnum):
    """What a JPM means for talent mapping."""

    OPTIMAL = "optimal"
    FAIRLY_OPTIMAL = "fairly_optimal"
    LESS_OPTIMAL = "less_optimal"


class SelectionLabel(StrEnum):
    """What a JPM means for selection and appointment."""

    QUALIFIED = "memenuhi_syarat"
    STILL_QUALIFIED = "masih_memenuhi_syarat"
    LESS_QUALIFIED = "kurang_memenuhi_syarat"


MAPPING_BANDS: Final = Bands(
    ((Decimal(90), MappingLabel.OPTIMAL), (Decimal(78), MappingLabel.FAIRLY_OPTIMAL)),
    lowest=MappingLabel.LESS_OPTIMAL,
)
SELECTION_BANDS: Final = Bands(
    ((Decimal(80), SelectionLabel.QUALIFIED), (Decimal(68), SelectionLabel.STILL_QUALIFIED)),
    lowest=SelectionLabel.LESS_QUALIFIED,
)


def jpm(achieved: Iterable[Decimal], required: Iterable[Decimal]) -> Fraction:
    """JPM = Σ achieved levels / Σ required levels × 100, exact and not capped.

    The required levels sum to more than zero, or it is a ZeroDivisionError.
    """
    return _sum(achieved) / _sum(required) * 100


def jpm_shown(value: Fraction) -> Decimal:
    """A JPM with two decimals that contradicts neither its mapping label nor its selection label."""
    return shown(value, (*MAPPING_BANDS.edges, *SELECTION_BANDS.edges))


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """What one line of a message says about one person; no scores where only the person is named."""

    line: int
    nip: Nip
    scores: tuple[tuple[Aspect, Decimal], ...]


def parse_scores(text: str, scales: Mapping[AspectGroup, Scale] = SCALES) -> tuple[ScoreLine, ...]:
    """Read `NIP aspect score aspect score …`, one person a line; an aspect may be several words.

    All or nothing: refuses what `parse_nip`, `resolve` and `Scale.read` refuse, and AlreadyScored for an
    aspect given twice for one person; wrapped in LineInvalid if the message has several lines. Lines are
    counted from 1 without empty ones.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    read: list[ScoreLine] = []
    for number, line in enumerate(lines, start=1):
        try:
            read.append(_checked_for_repeats(_score_line(number, line, scales), read))
        except Refusal as reason:
            if len(lines) == 1:
                raise
            raise LineInvalid(line=number, reason=reason) from None
    return tuple(read)


def _score_line(number: int, line: str, scales: Mapping[AspectGroup, Scale]) -> ScoreLine:
    person = _PERSON.match(line)
    end = person.end() if person else 0
    nip = parse_nip(line[:end])
    return ScoreLine(number, nip, tuple(_score(*pair, scales) for pair in _pairs(line[end:])))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Words up to each number with that number; words left at the end come with an empty one."""
    words: list[str] = []
    for token in filter(None, (part.strip(",;") for part in _BETWEEN.split(text))):
        if _STARTS_A_NUMBER.match(token):
            yield " ".join(words) or token, token
            words.clear()
        else:
            words.append(token)
    if words:
        yield " ".join(words), ""


def _score(words: str, number: str, scales: Mapping[AspectGroup, Scale]) -> tuple[Aspect, Decimal]:
    name, word = _split_off_a_word(words)
    aspect = resolve(name)
    return aspect, scales[aspect.group].read(word or number, aspect=aspect.short)


def _split_off_a_word(words: str) -> tuple[str, str]:
    """`integritas tiga`: the whole name of an aspect, and the word that stands where a number should."""
    parts = words.split()
    for length in range(1, len(parts)):
        name = " ".join(parts[:length])
        if is_whole_name(name):
            return name, parts[length]
    return words, ""


def _checked_for_repeats(line: ScoreLine, before: list[ScoreLine]) -> ScoreLine:
    earlier = [aspect for other in before if other.nip == line.nip for aspect, _ in other.scores]
    for aspect, _ in line.scores:
        if aspect in earlier:
            raise AlreadyScored(aspect=aspect.short)
        earlier.append(aspect)
    return line


def _sum(levels: Iterable[Decimal]) -> Fraction:
    return sum((Fraction(level) for level in levels), Fraction())


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()
