"""The arithmetic of one axis of the map, step by step, exact, and writable as JSON."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from domain.aspects import COMPETENCIES, AspectGroup
from domain.assessment import jpm
from domain.bands import exact_text
from domain.evidence import NO_STANDARD, Evidence, Level, valid_until
from domain.ruleset import AdditiveAxis, Component, FactRubric, JpmRubric, LevelsRubric, RuleSet

POSITION_STANDARD = "standar_jabatan"
"""Evidence of the level a position requires, where its kind alone does not tell."""

_FULL = Fraction(100)


class Gap(StrEnum):
    """Why evidence is missing."""

    NOT_RECORDED = "not_recorded"
    EXPIRED = "expired"


class MovedBecause(StrEnum):
    """Why a component is left out and another carries its weight."""

    NO_STANDARD = "no_standard"
    CONSENT_REFUSED = "consent_refused"


@dataclass(frozen=True, slots=True)
class Missing:
    """Evidence a component cannot do without; of an assessed component each aspect is named by itself."""

    component: str
    evidence: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class MovedWeight:
    """`weight` percent of the axis went from a component that does not apply to its stand-in."""

    component: str
    stand_in: str
    weight: Fraction
    because: MovedBecause


@dataclass(frozen=True, slots=True)
class Step:
    """`points` of 0–100 for what `input` says, counted with `weight` percent of the axis."""

    component: str
    group: str
    input: str
    points: Fraction
    weight: Fraction

    @property
    def contribution(self) -> Fraction:
        """What the component adds to the axis."""
        return self.points * self.weight / 100

    def as_json(self) -> dict[str, str]:
        """The step as text, exact."""
        return {
            "component": self.component,
            "group": self.group,
            "input": self.input,
            "points": exact_text(self.points),
            "weight": exact_text(self.weight),
            "contribution": exact_text(self.contribution),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> "Step":
        """The step that `as_json` wrote down."""
        points, weight = Fraction(data["points"]), Fraction(data["weight"])
        return cls(data["component"], data["group"], data["input"], points, weight)


@dataclass(frozen=True, slots=True)
class Axis:
    """What could be counted on an axis, what is missing, and which weights moved."""

    steps: tuple[Step, ...]
    missing: tuple[Missing, ...] = ()
    moved: tuple[MovedWeight, ...] = ()

    @property
    def value(self) -> Fraction:
        """The sum so far, of 0–100; the value of the axis once nothing is missing."""
        return sum((step.contribution for step in self.steps), Fraction())

    @property
    def counted_weight(self) -> Fraction:
        """Percent of the axis that could be counted."""
        return sum((step.weight for step in self.steps), Fraction())

    @property
    def reach(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest value the axis can still take."""
        return self.value, self.value + _FULL - self.counted_weight

    def as_json(self) -> dict[str, Any]:
        """The axis in JSON types, numbers as exact text."""
        return {
            "value": exact_text(self.value),
            "steps": [step.as_json() for step in self.steps],
            "missing": [[one.component, one.evidence, one.gap.value] for one in self.missing],
            "moved": [
                [one.component, one.stand_in, exact_text(one.weight), one.because.value] for one in self.moved
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Axis":
        """The axis that `as_json` wrote down."""
        return cls(
            steps=tuple(Step.from_json(step) for step in data["steps"]),
            missing=tuple(
                Missing(component, evidence, Gap(gap)) for component, evidence, gap in data["missing"]
            ),
            moved=tuple(
                MovedWeight(component, stand_in, Fraction(weight), MovedBecause(because))
                for component, stand_in, weight, because in data["moved"]
            ),
        )


def measure(axis: AdditiveAxis, evidence: Evidence, ruleset: RuleSet, *, now: date) -> Axis:
    """Count what the evidence allows. What is missing or expired on the day `now` is listed, never zero."""
    moved = tuple(_moved(axis.components, evidence))
    weights = _weights(axis.components, moved)
    counting = _Counting(evidence, ruleset, now)
    found = [
        counting.count(component, weights[component.key])
        for component in axis.components
        if component.key in weights
    ]
    return Axis(
        steps=tuple(step for step in found if isinstance(step, Step)),
        missing=tuple(one for gaps in found if not isinstance(gaps, Step) for one in gaps),
        moved=moved,
    )


def _moved(components: Iterable[Component], evidence: Evidence) -> Iterator[MovedWeight]:
    for component in components:
        because = _does_not_apply(component, evidence)
        if because and component.stand_in:
            yield MovedWeight(component.key, component.stand_in, Fraction(component.weight), because)


def _does_not_apply(component: Component, evidence: Evidence) -> MovedBecause | None:
    if component.rests_on_consent and evidence.consent is False:
        return MovedBecause.CONSENT_REFUSED
    fact = evidence.facts.get(component.key)
    return MovedBecause.NO_STANDARD if fact is not None and fact.value == NO_STANDARD else None


def _weights(components: Iterable[Component], moved: Iterable[MovedWeight]) -> dict[str, Fraction]:
    weights = {component.key: Fraction(component.weight) for component in components}
    for one in moved:
        weights[one.stand_in] += weights.pop(one.component)
    return weights


@dataclass(frozen=True, slots=True)
class _Counted:
    input: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class _Counting:
    evidence: Evidence
    ruleset: RuleSet
    now: date

    def count(self, component: Component, weight: Fraction) -> Step | tuple[Missing, ...]:
        match component.rubric:
            case JpmRubric():
                found = self._jpm(component)
            case LevelsRubric():
                found = self._levels_of_potential(component)
            case rubric:
                found = self._fact(component, rubric)
        if isinstance(found, _Counted):
            return Step(component.key, component.group, found.input, min(found.points, _FULL), weight)
        return found

    def _jpm(self, component: Component) -> _Counted | tuple[Missing, ...]:
        keys = [competency.key for competency in COMPETENCIES]
        achieved, missing = self._levels(component, keys)
        required = self.evidence.required_level or self.ruleset.required_level(self.evidence.position_kind)
        if required is None:
            missing = (*missing, Missing(component.key, POSITION_STANDARD, Gap.NOT_RECORDED))
        if missing or required is None:
            return missing
        return _Counted(_ratio(achieved, [required] * len(keys)), jpm(achieved, [required] * len(keys)))

    def _levels_of_potential(self, component: Component) -> _Counted | tuple[Missing, ...]:
        keys = self.ruleset.potential_aspects
        achieved, missing = self._levels(component, keys)
        if missing:
            return missing
        highest = [self.ruleset.scales[AspectGroup.POTENTIAL].highest] * len(keys)
        return _Counted(_ratio(achieved, highest), jpm(achieved, highest))

    def _levels(
        self, component: Component, keys: Iterable[str]
    ) -> tuple[tuple[Decimal, ...], tuple[Missing, ...]]:
        levels = {key: self.evidence.level(key) for key in keys}
        gaps = {key: self._gap_of_level(level) for key, level in levels.items()}
        missing = tuple(Missing(component.key, key, gap) for key, gap in gaps.items() if gap)
        return tuple(level.value for level in levels.values() if level), missing

    def _gap_of_level(self, level: Level | None) -> Gap | None:
        if level is None:
            return Gap.NOT_RECORDED
        return self._gap(level.assessed_on, self.ruleset.assessment_valid_years)

    def _fact(self, component: Component, rubric: FactRubric) -> _Counted | tuple[Missing, ...]:
        fact = self.evidence.facts.get(component.key)
        if fact is None:
            return (Missing(component.key, component.key, Gap.NOT_RECORDED),)
        if gap := self._gap(fact.on, component.valid_years):
            return (Missing(component.key, component.key, gap),)
        return _Counted(fact.value, Fraction(rubric.points_of(fact.value)))

    def _gap(self, on: date, valid_years: int | None) -> Gap | None:
        expired = valid_years is not None and self.now > valid_until(on, valid_years)
        return Gap.EXPIRED if expired else None


def _ratio(achieved: Iterable[Decimal], required: Iterable[Decimal]) -> str:
    return "/".join(exact_text(sum(map(Fraction, levels), Fraction())) for levels in (achieved, required))
