"""Which box a person's evidence leads to, with the arithmetic behind it, or what is missing to tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from domain.axes import Axis, Gap, Missing, MovedBecause, MovedWeight, Step, measure
from domain.evidence import EVIDENCE_KINDS, Evidence, Fact, Level
from domain.ruleset import PredikatAxis, RuleSet
from domain.talent_grid import Box, Performance, Potential, box

__all__ = [
    "EVIDENCE_KINDS",
    "Axis",
    "Classification",
    "Evidence",
    "Fact",
    "Gap",
    "Level",
    "Mapped",
    "Missing",
    "MovedBecause",
    "MovedWeight",
    "NotMappable",
    "Step",
    "classify",
    "from_json",
]

PREDIKAT = "predikat"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A box, still a proposal, with how both axes led to it.

    `performance_axis` is None where the rule set takes the predikat itself for the rating.
    """

    ruleset: str
    on: date
    predikat: str | None
    performance: Performance
    potential: Potential
    potential_axis: Axis
    performance_axis: Axis | None = None

    @property
    def box(self) -> Box:
        """The box where the ratings meet."""
        return box(self.performance, self.potential)

    def as_json(self) -> dict[str, Any]:
        """The result in JSON types, numbers as exact text; `from_json` gives it back unchanged."""
        return {
            "ruleset": self.ruleset,
            "on": self.on.isoformat(),
            "box": self.box,
            "predikat": self.predikat,
            "performance": self.performance.name,
            "potential": self.potential.name,
            "performance_axis": self.performance_axis and self.performance_axis.as_json(),
            "potential_axis": self.potential_axis.as_json(),
        }


@dataclass(frozen=True, slots=True)
class NotMappable:
    """Belum dapat dipetakan: what is missing, and what could be counted all the same."""

    ruleset: str
    on: date
    missing: tuple[Missing, ...]
    predikat: str | None
    potential_axis: Axis
    performance_axis: Axis | None = None

    def as_json(self) -> dict[str, Any]:
        """The result in JSON types, numbers as exact text; `from_json` gives it back unchanged."""
        return {
            "ruleset": self.ruleset,
            "on": self.on.isoformat(),
            "box": None,
            "missing": [[one.component, one.evidence, one.gap.value] for one in self.missing],
            "predikat": self.predikat,
            "performance_axis": self.performance_axis and self.performance_axis.as_json(),
            "potential_axis": self.potential_axis.as_json(),
        }


Classification: TypeAlias = Mapped | NotMappable


def classify(evidence: Evidence, ruleset: RuleSet, *, now: date) -> Classification:
    """The box of a person by a rule set on the day `now`, or NotMappable with everything that is missing.

    Exact: the same evidence, rule set and day give the same result to the last digit.
    """
    fact = evidence.facts.get(PREDIKAT)
    predikat = fact.value if fact else None
    performance, performance_axis, missing = _performance(predikat, evidence, ruleset, now)
    potential_axis = measure(ruleset.potential, evidence, ruleset, now=now)
    if performance is None or potential_axis.missing:
        missing = (*missing, *potential_axis.missing)
        return NotMappable(ruleset.id, now, missing, predikat, potential_axis, performance_axis)
    potential = ruleset.potential_bands.label(potential_axis.value)
    return Mapped(ruleset.id, now, predikat, performance, potential, potential_axis, performance_axis)


def from_json(data: Mapping[str, Any]) -> Classification:
    """The result that `as_json` wrote down."""
    performance_axis = data["performance_axis"] and Axis.from_json(data["performance_axis"])
    potential_axis = Axis.from_json(data["potential_axis"])
    on = date.fromisoformat(data["on"])
    if data["box"] is None:
        missing = tuple(
            Missing(component, evidence, Gap(gap)) for component, evidence, gap in data["missing"]
        )
        return NotMappable(data["ruleset"], on, missing, data["predikat"], potential_axis, performance_axis)
    return Mapped(
        ruleset=data["ruleset"],
        on=on,
        predikat=data["predikat"],
        performance=Performance[data["performance"]],
        potential=Potential[data["potential"]],
        potential_axis=potential_axis,
        performance_axis=performance_axis,
    )


def _performance(
    predikat: str | None, evidence: Evidence, ruleset: RuleSet, now: date
) -> tuple[Performance | None, Axis | None, tuple[Missing, ...]]:
    if isinstance(ruleset.performance, PredikatAxis):
        if predikat is None:
            return None, None, (Missing(PREDIKAT, PREDIKAT, Gap.NOT_RECORDED),)
        return ruleset.performance.ratings[predikat], None, ()
    axis = measure(ruleset.performance, evidence, ruleset, now=now)
    rating = None if axis.missing else ruleset.performance.bands(Performance).label(axis.value)
    return rating, axis, axis.missing
