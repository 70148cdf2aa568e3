"""What is promised of the figures, and whether the findings hold it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.findings import Finding
from tests.bench.stores import STORES, Store


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure of a part, of ours alone or divided by that of another bot in the same round.

    The median of all rounds counts, or the worst where `worst`. None: nothing is promised on that database.
    """

    part: str
    what: str
    figure: str
    sqlite: float | None
    postgresql: float | None
    unit: str = ""
    against: str | None = None
    at_least: bool = False
    worst: bool = False

    def on(self, store: Store) -> float | None:
        """What is promised on that database."""
        return self.sqlite if store == "sqlite" else self.postgresql

    def holds(self, store: Store, value: float) -> bool:
        """Whether the value, as it was measured, is within the bound."""
        bound = self.on(store)
        assert bound is not None
        return value >= bound if self.at_least else value <= bound

    @property
    def decimals(self) -> int:
        """How precisely the figure is shown."""
        return {"": 3, "×": 3, "ms": 1, "s": 2, "MB": 1}.get(self.unit, 0)


def _broadcast(part: str, people: str) -> tuple[Bound, ...]:
    bounds: list[Bound] = []
    for burst in (30, 5):
        name = f"broadcast to {people}, 30/s enforced with a burst of {burst}"
        bounds.append(
            Bound(part, f"{name}: share of N/30", f"share_burst_{burst}", 0.97, 0.97, at_least=True)
        )
        for figure, what in (("refused", "answers 429"), ("lost", "lost"), ("twice", "received twice")):
            bounds.append(
                Bound(part, f"{name}: {what}", f"{figure}_burst_{burst}", 0, 0, "messages", worst=True)
            )
    return tuple(bounds)


def _company(part: str, company: str) -> tuple[Bound, ...]:
    name = f"tap latency during {company} / without it"
    return (
        Bound(part, f"{name}: p50", "p50_times", 1.2, 1.2, "×"),
        Bound(part, f"{name}: p99", "p99_times", 1.2, 1.2, "×"),
        Bound(part, f"loop lag during {company}, highest", "lag_ms", 20, None, "ms"),
    )


_TAP = "processor time of a full tap"
BOUNDS: Sequence[Bound] = (
    Bound("cpu", f"{_TAP} / bare bot, 200 people", "cpu_ms", 1.0, 1.25, "×", against="bare"),
    Bound("cpu", f"{_TAP} / stock bot, 200 people", "cpu_ms", 0.25, 0.32, "×", against="stock"),
    Bound("open", f"{_TAP} / bare bot, 50 taps a second", "cpu_ms", 1.45, 1.8, "×", against="bare"),
    Bound(
        "throughput", "taps a second on one core / bare bot, 200 people", "taps_per_second", 1.0, 0.85, "×",
        against="bare", at_least=True,
    ),
    Bound("latency", "tap latency, 50 people, 40–120 ms to the API: p50", "p50_ms", 120, 125, "ms"),
    Bound("latency", "tap latency, 50 people, 40–120 ms to the API: p99", "p99_ms", 170, 180, "ms"),
    *_company("beside-broadcast", "a broadcast to 539"),
    *_company("beside-import", "an import of 5,000 rows"),
    *_broadcast("broadcast-539", "539"),
    *_broadcast("broadcast-5000", "5,000"),
    Bound("memory", "memory (VmRSS) idle", "idle_mb", 95, 100, "MB"),
    Bound("memory", "more for 10,000 open questionnaires", "growth_mb", 8, 8, "MB"),
    Bound("start", "start to first answer", "seconds", 2, 3, "s"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure beside its bound; None where nothing was found or nothing is promised."""

    bound: Bound
    store: Store
    value: float | None
    held: bool | None


def judge(bound: Bound, findings: Sequence[Finding]) -> list[Judged]:
    """The figure on each database, from the findings of its part."""
    judged = []
    for store in STORES:
        values = _values(bound, store, findings)
        value = _summed_up(bound, values) if values else None
        promised = value is not None and bound.on(store) is not None
        held = bound.holds(store, value) if promised and value is not None else None
        judged.append(Judged(bound, store, value, held))
    return judged


def _summed_up(bound: Bound, values: Sequence[float]) -> float:
    worst: Callable[[Sequence[float]], float] = min if bound.at_least else max
    return worst(values) if bound.worst else median(values)


def _values(bound: Bound, store: Store, findings: Sequence[Finding]) -> list[float]:
    found = {
        (one.round, one.bot): one.figures[bound.figure] for one in findings if bound.figure in one.figures
    }
    rounds = sorted({number for number, bot in found if bot == store})
    if bound.against is None:
        return [found[number, store] for number in rounds]
    others = [number for number in rounds if (number, bound.against) in found]
    return [found[number, store] / found[number, bound.against] for number in others]
