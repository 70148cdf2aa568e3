"""Findings as tables: what was measured beside what is promised, and the figures behind it."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import TypeAlias

from tests.bench.bounds import BOUNDS, Bound, Judged, judge
from tests.bench.findings import Finding, Sitting
from tests.bench.parts import PARTS

Found: TypeAlias = Mapping[str, tuple[Sitting, Sequence[Finding]]]
Rows: TypeAlias = list[list[str]]

PROMISES = ("what", "SQLite", "bound", "held", "PostgreSQL", "bound", "held")
_UNITS = {"ms": "ms", "mb": "MB"}
_BOTS = {"bare": "bare bot", "sqlite": "ours, SQLite", "postgresql": "ours, PostgreSQL", "stock": "stock bot"}


def promises(found: Found) -> Rows:
    """A row for each bound whose part was measured, in the order in which they are promised."""
    rows = []
    for bound in BOUNDS:
        if bound.part in found:
            cells = [_cells(judged) for judged in judge(bound, found[bound.part][1])]
            rows.append([bound.what, *cells[0], *cells[1]])
    return rows


def figures(findings: Sequence[Finding]) -> tuple[Sequence[str], Rows]:
    """The bots of a part, and a row of medians for each of its figures."""
    bots = list(dict.fromkeys(one.bot for one in findings))
    names = list(dict.fromkeys(name for one in findings for name in one.figures))
    rows = []
    for name in names:
        values = [[one.figures[name] for one in findings if one.bot == bot] for bot in bots]
        rows.append([_named(name), *(_plain(median(found)) for found in values)])
    return [_BOTS[bot] for bot in bots], rows


def parts_of(found: Found) -> list[str]:
    """The parts that were measured, in the order of the bench."""
    return [name for name in PARTS if name in found]


def rounds(findings: Sequence[Finding]) -> int:
    """How many rounds were measured."""
    return len({one.round for one in findings})


def _cells(judged: Judged) -> list[str]:
    bound, promised = judged.bound, judged.bound.on(judged.store)
    value = "–" if judged.value is None else _with_unit(bound, f"{judged.value:.{bound.decimals}f}")
    sign = "≥" if bound.at_least else "≤"
    limit = "–" if promised is None else f"{sign} {promised:g}" if promised or bound.at_least else "0"
    held = "–" if judged.held is None else "yes" if judged.held else "**no**"
    return [value, limit, held]


def _with_unit(bound: Bound, value: str) -> str:
    return f"{value} {bound.unit}" if bound.unit in ("ms", "s", "MB") else value


def _named(figure: str) -> str:
    words = figure.split("_")
    units = [_UNITS[word] for word in words if word in _UNITS]
    return ", ".join([" ".join(word for word in words if word not in _UNITS), *units])


def _plain(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
