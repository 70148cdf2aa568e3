"""Rule sets: regulation as versioned data that checks itself on load. Errors carry the path of what is wrong."""

import tomllib
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final, Literal, Self, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.aspects import COMPETENCIES, POTENTIAL_ASPECTS, Aspect, AspectGroup, aspect
from domain.assessment import Scale
from domain.bands import Bands
from domain.evidence import EVIDENCE_KINDS, NO_STANDARD, evidence_kind
from domain.people import PositionKind
from domain.talent_grid import Box, Performance, Potential

DEFAULT: Final = "permenpan-3-2020"
SHIPPED: Final = (DEFAULT, "permenpan-20-2025", "bkn-411-2025")

AxisRating = TypeVar("AxisRating", bound=IntEnum)
Points = Annotated[Decimal, Field(ge=0, le=100)]
Rating = Annotated[Performance, BeforeValidator(lambda name: Performance[str(name).upper()])]


class Definition(BaseModel):
    """What every part of a rule set has in common: it never changes and knows no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class JpmRubric(Definition):
    """JPM of the nine competencies against the level the position requires, capped at 100."""

    kind: Literal["jpm"]


class LevelsRubric(Definition):
    """Mean level of the potential aspects over the highest level, × 100."""

    kind: Literal["levels"]


class ValueRubric(Definition):
    """The recorded number itself, capped at 100."""

    kind: Literal["value"]

    def points_of(self, value: str) -> Decimal:
        """Points of a recorded number."""
        return min(Decimal(value), Decimal(100))


class ChoiceRubric(Definition):
    """Points per recorded choice."""

    kind: Literal["choice"]
    points: dict[str, Points]

    def points_of(self, value: str) -> Decimal:
        """Points of a recorded choice."""
        return self.points[value]


class Threshold(Definition):
    """`points` from `at_least` on, included."""

    at_least: Decimal
    points: Points


class ThresholdRubric(Definition):
    """Points of the highest threshold the recorded number reaches; none reached is 0."""

    kind: Literal["threshold"]
    thresholds: tuple[Threshold, ...]

    def points_of(self, value: str) -> Decimal:
        """Points of a recorded number."""
        reached = [step for step in self.thresholds if Decimal(value) >= step.at_least]
        return max(reached, key=lambda step: step.at_least).points if reached else Decimal(0)


FactRubric: TypeAlias = ValueRubric | ChoiceRubric | ThresholdRubric
Rubric = Annotated[JpmRubric | LevelsRubric | FactRubric, Field(discriminator="kind")]


class Component(Definition):
    """A part of an axis, `weight` in percent of it.

    Its weight goes to `stand_in` where the position has no standard to measure against, or where it rests
    on consent and consent was refused. `valid_years` limits how old a fact may be.
    """

    key: str
    group: str
    weight: Decimal = Field(gt=0, le=100)
    rubric: Rubric
    stand_in: str | None = None
    rests_on_consent: bool = False
    valid_years: int | None = None

    @model_validator(mode="after")
    def _evidence_is_known(self) -> Self:
        if isinstance(self.rubric, JpmRubric | LevelsRubric):
            return self
        if self.key not in {kind.key for kind in EVIDENCE_KINDS}:
            raise PydanticCustomError("evidence_unknown", "no evidence of kind {key}", {"key": self.key})
        choices = set(evidence_kind(self.key).choices)
        if isinstance(self.rubric, ChoiceRubric) and set(self.rubric.points) != choices:
            raise PydanticCustomError(
                "choices", "points must be given for exactly {choices}", {"choices": sorted(choices)}
            )
        if self.stand_in is None and (self.rests_on_consent or NO_STANDARD in choices):
            raise PydanticCustomError("stand_in", "{key} needs a stand-in", {"key": self.key})
        return self


class PredikatAxis(Definition):
    """Kinerja as the yearly predikat itself: no number on this axis."""

    mode: Literal["predikat"]
    ratings: dict[str, Rating]

    @model_validator(mode="after")
    def _every_predikat_is_rated(self) -> Self:
        expected = set(evidence_kind("predikat").choices)
        if set(self.ratings) != expected:
            raise PydanticCustomError(
                "ratings", "ratings must be given for exactly {expected}", {"expected": sorted(expected)}
            )
        return self


class AdditiveAxis(Definition):
    """An axis from 0 to 100 as a weighted sum. `upper` and `middle` are the lower edges of its two upper bands."""

    mode: Literal["additive"] = "additive"
    upper: Points
    middle: Points
    components: tuple[Component, ...]

    def bands(self, ratings: type[AxisRating]) -> Bands[AxisRating]:
        """The bands of the axis, labelled with its three ratings."""
        lowest, medium, highest = ratings
        return Bands(((self.upper, highest), (self.middle, medium)), lowest)

    @model_validator(mode="after")
    def _bands_are_in_order(self) -> Self:
        if self.middle >= self.upper:
            raise PydanticCustomError("bands", "middle must be below upper")
        return self

    @model_validator(mode="after")
    def _components_fit_together(self) -> Self:
        total = sum(component.weight for component in self.components)
        if total != 100:
            raise PydanticCustomError("weights", "weights sum to {total}, not to 100", {"total": str(total)})
        keys = [component.key for component in self.components]
        if len(set(keys)) != len(keys):
            raise PydanticCustomError("keys", "a component is given twice")
        standing = {component.key for component in self.components if component.stand_in is None}
        for component in self.components:
            if component.stand_in is not None and component.stand_in not in standing:
                raise PydanticCustomError("stand_in", "{key} has no such stand-in", {"key": component.key})
        return self


class ScaleDefinition(Definition):
    """The levels an assessor may give."""

    lowest: Decimal
    highest: Decimal
    step: Decimal = Field(gt=0)


class RuleSet(Definition):
    """Everything that decides a box, with its legal basis and the day from which it may be used."""

    id: str
    legal_basis: str
    effective: date
    assessment_valid_years: int = Field(gt=0)
    succession_boxes: tuple[Box, ...]
    potential_aspects: tuple[str, ...]
    required_levels: dict[PositionKind, Decimal]
    scale_definitions: dict[AspectGroup, ScaleDefinition] = Field(alias="scales")
    performance: Annotated[PredikatAxis | AdditiveAxis, Field(discriminator="mode")]
    potential: AdditiveAxis

    @model_validator(mode="after")
    def _aspects_and_scales_are_known(self) -> Self:
        known = {one.key for one in POTENTIAL_ASPECTS}
        if not set(self.potential_aspects) <= known or len(self.potential_aspects) not in {7, 8}:
            raise PydanticCustomError("aspects", "seven or eight of {known}", {"known": sorted(known)})
        if set(self.scale_definitions) != set(AspectGroup):
            raise PydanticCustomError("scales", "a scale for each group of aspects")
        return self

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """Everything an assessor is asked for: the competencies, then the potential aspects of this rule set."""
        return (*COMPETENCIES, *(aspect(key) for key in self.potential_aspects))

    @property
    def scales(self) -> dict[AspectGroup, Scale]:
        """The scale of each group of aspects."""
        return {
            group: Scale(scale.lowest, scale.highest, scale.step)
            for group, scale in self.scale_definitions.items()
        }

    @property
    def performance_bands(self) -> Bands[Performance] | None:
        """Bands of the performance axis; None where the axis is no number."""
        return None if isinstance(self.performance, PredikatAxis) else self.performance.bands(Performance)

    @property
    def potential_bands(self) -> Bands[Potential]:
        """Bands of the potential axis."""
        return self.potential.bands(Potential)

    def required_level(self, kind: PositionKind) -> Decimal | None:
        """The level required in every competency; None where only a standard of the position itself can tell."""
        return self.required_levels.get(kind)


def parse(text: str) -> RuleSet:
    """A rule set from TOML. What is wrong in it is a pydantic ValidationError that carries the path."""
    data: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
    return RuleSet.model_validate(data)


@cache
def load(ruleset_id: str) -> RuleSet:
    """A shipped rule set. An id that is not shipped is a KeyError."""
    if ruleset_id not in SHIPPED:
        raise KeyError(ruleset_id)
    return parse((files("domain") / "rulesets" / f"{ruleset_id}.toml").read_text("utf-8"))
