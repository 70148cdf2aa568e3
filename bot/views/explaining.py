"""The arithmetic behind a box in lines, exact as it was computed, and what is missing where there is no box."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from itertools import groupby
from typing import Final, TypeVar

from bot.texts import Markup, formats, lines, say, word
from bot.texts.evidence import component_name, fact_words
from domain.axes import POSITION_STANDARD
from domain.bands import Bands, Margin
from domain.classification import Axis, Classification, Gap, Mapped, Missing, Step
from domain.results import Result
from domain.ruleset import AdditiveAxis, PredikatAxis, RuleSet
from domain.talent_grid import Performance, Potential

_ASPECTS_NAMED: Final = 3
_ROWS_OF_GAPS: Final = 4
_PREDIKAT: Final = "predikat"
_Rating = TypeVar("_Rating", bound=IntEnum)


def rating_word(rating: Performance | Potential) -> Markup:
    """The rating as people say it."""
    group = "performance" if isinstance(rating, Performance) else "potential"
    return word(group, rating.name.lower())


def placement(result: Result | None) -> Markup:
    """Where somebody is on the map, in a line of a profile."""
    if result is None or result.box is None:
        return say("mapping.not_placed")
    return say("mapping.placed", box=result.box, standing=word("standing", result.state))


def performance_rows(found: Classification, rules: RuleSet) -> Markup:
    """How the performance came about, or what is missing for it."""
    axis, bands = found.performance_axis, rules.performance_bands
    if axis is None or bands is None:
        return _predikat_row(found, rules)
    assert isinstance(rules.performance, AdditiveAxis)
    if axis.missing:
        partial = say("mapping.performance_partial", score=_score(axis.value), weight=_weight(axis))
        gaps = _missing_rows(axis, rules.performance)
        return lines(partial, *map(_step_row, axis.steps), *gaps, _range_row(axis, bands))
    return lines(_performance_row(axis, bands), *map(_step_row, axis.steps))


def potential_rows(found: Classification, rules: RuleSet) -> Markup:
    """The potential in one line, or what could be counted, what is missing and what it can still become."""
    axis, bands = found.potential_axis, rules.potential_bands
    if not axis.missing:
        return _potential_row(axis, bands)
    partial = say("mapping.potential_partial", score=_score(axis.value), weight=_weight(axis))
    gaps = _missing_rows(axis, rules.potential)
    if len(gaps) > _ROWS_OF_GAPS:
        gaps = [say("mapping.much_missing", missing_data=missing_names(axis.missing))]
    return lines(partial, *gaps, _range_row(axis, bands))


def potential_details(found: Classification, rules: RuleSet) -> Markup:
    """Every component of the potential with its points and weight, and the rule set they come from."""
    axis = found.potential_axis
    moved = (
        say(
            "mapping.component_left_out",
            component=component_name(one.component),
            because=word("moved_because", one.because),
            other_component=component_name(one.stand_in),
        )
        for one in axis.moved
    )
    basis = say("mapping.rule_set", rule_set=rules.legal_basis, effective=formats.long_date(rules.effective))
    return lines(*map(_step_row, axis.steps), *moved, *_missing_rows(axis, rules.potential), basis)


def scores(found: Mapped, rules: RuleSet) -> tuple[str, str]:
    """Performance and potential in a list: numbers, or the predikat where the axis has none."""
    bands = rules.performance_bands
    if found.performance_axis is None or bands is None:
        performance = str(word("predikat", found.predikat or ""))
    else:
        performance = _score(found.performance_axis.value, bands)
    return performance, _score(found.potential_axis.value, rules.potential_bands)


def missing_names(missing: Iterable[Missing], *, most: int | None = None) -> str:
    """What is missing in a sentence; of many aspects of one component only the component is named."""
    names = [
        str(name)
        for component, gaps in _by_component(missing)
        for name in (
            [component_name(gap.evidence) for gap in gaps]
            if len(gaps) < _ASPECTS_NAMED
            else [component_name(component)]
        )
    ]
    if most is not None and len(names) > most:
        names = [*names[:most], str(say("mapping.more_missing", count=len(names) - most))]
    return formats.joined(names)


def _predikat_row(found: Classification, rules: RuleSet) -> Markup:
    assert isinstance(rules.performance, PredikatAxis)
    if found.predikat is None:
        return say("mapping.predikat_missing")
    band = rating_word(rules.performance.ratings[found.predikat])
    return say("mapping.performance_predikat", band=band, predikat=word("predikat", found.predikat))


def _performance_row(axis: Axis, bands: Bands[Performance]) -> Markup:
    margin = bands.margin(axis.value)
    return say(
        "mapping.performance_above_edge" if _is_above(margin) else "mapping.performance_below_edge",
        score=_score(axis.value, bands),
        band=rating_word(bands.label(axis.value)),
        **_edge(margin),
    )


def _potential_row(axis: Axis, bands: Bands[Potential]) -> Markup:
    margin = bands.margin(axis.value)
    return say(
        "mapping.potential_above_edge" if _is_above(margin) else "mapping.potential_below_edge",
        score=_score(axis.value, bands),
        band=rating_word(bands.label(axis.value)),
        **_edge(margin),
    )


def _is_above(margin: Margin) -> bool:
    """Whether the edge that was passed is nearer than the next one, and so the one worth naming."""
    if margin.over is None or margin.under is None:
        return margin.over is not None
    return margin.over <= margin.under


def _edge(margin: Margin) -> dict[str, str]:
    edge, difference = (margin.passed, margin.over) if _is_above(margin) else (margin.next, margin.under)
    return {"edge": formats.score(edge or 0), "difference": formats.score(difference or 0)}


def _step_row(step: Step) -> Markup:
    points = _number(step.points)
    facts = {
        "points": points,
        "weight": f"{_number(step.weight)}%",
        "score": formats.score(step.contribution),
    }
    fact = fact_words(step.component, step.input)
    if step.component == _PREDIKAT:
        return say("mapping.component_predikat", predikat=fact, **facts)
    name = component_name(step.component)
    if fact == points:
        return say("mapping.component", component=name, **facts)
    return say("mapping.component_with_fact", component=name, fact=fact, **facts)


def _missing_rows(axis: Axis, definition: AdditiveAxis) -> list[Markup]:
    weights = {component.key: Fraction(component.weight) for component in definition.components}
    for moved in axis.moved:
        weights[moved.stand_in] += moved.weight
    return [
        _missing_row(component, gaps, f"{_number(weights[component])}%")
        for component, gaps in _by_component(axis.missing)
    ]


def _missing_row(component: str, gaps: Sequence[Missing], weight: str) -> Markup:
    name, first = component_name(component), gaps[0]
    if all(gap.gap is Gap.EXPIRED for gap in gaps):
        return say("mapping.component_expired", component=name, weight=weight)
    if first.evidence == POSITION_STANDARD and len(gaps) == 1:
        return say("mapping.component_missing", component=component_name(POSITION_STANDARD), weight=weight)
    if first.evidence == component:
        return say("mapping.component_missing", component=name, weight=weight)
    if len(gaps) > _ASPECTS_NAMED:
        return say("mapping.many_aspects_missing", component=name, count=len(gaps), weight=weight)
    aspects = formats.joined([str(component_name(gap.evidence)) for gap in gaps])
    return say("mapping.aspects_missing", component=name, aspects=aspects, weight=weight)


def _by_component(missing: Iterable[Missing]) -> list[tuple[str, list[Missing]]]:
    return [(key, list(gaps)) for key, gaps in groupby(missing, key=lambda one: one.component)]


def _range_row(axis: Axis, bands: Bands[_Rating]) -> Markup:
    lowest, highest = axis.reach
    ratings = type(bands.lowest)
    possible = list(ratings)[bands.label(lowest) : bands.label(highest) + 1]
    return say(
        "mapping.possible_range",
        range=f"{_score(lowest, bands)}–{_score(highest, bands)}",
        bands=formats.joined(_ratings_in_short(possible), "atau"),
    )


def _ratings_in_short(ratings: Sequence[IntEnum]) -> list[str]:
    *first, last = ratings
    if isinstance(last, Performance):
        return [*(str(word("performance_short", one.name.lower())) for one in first), str(rating_word(last))]
    return [str(word("potential", one.name.lower())) for one in ratings]


def _score(value: Fraction, bands: Bands[_Rating] | None = None) -> str:
    return formats.score(value, bands.edges if bands else ())


def _weight(axis: Axis) -> str:
    return f"{_number(axis.counted_weight)}%"


def _number(value: Fraction) -> str:
    """As many decimals as there are, up to two."""
    hundredths = value * 100
    if hundredths.denominator == 1:
        return formats.decimal(Decimal(hundredths.numerator).scaleb(-2))
    return formats.score(value)
