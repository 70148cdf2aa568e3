"""Findings beside their bounds: which runs make a ratio, what counts of many rounds, and what is shown of it."""

from pathlib import Path

from tests.bench import page
from tests.bench.bounds import BOUNDS, Bound, judge
from tests.bench.findings import Finding, Sitting, append, newest
from tests.bench.parts import PARTS
from tests.bench.tables import promises

MONDAY = Sitting("2026-11-23T03:00:00+00:00", "a machine", "a command")
TUESDAY = Sitting("2026-11-24T03:00:00+00:00", "a machine", "a command")
RATIO = Bound("cpu", "a tap / bare bot", "cpu_ms", 1.0, 1.25, "×", against="bare")
REFUSED = Bound("broadcast-539", "refused", "refused", 0, 0, "messages", worst=True)


def _round(number: int, **cpu: float) -> list[Finding]:
    return [Finding("cpu", number, bot, {"cpu_ms": value}) for bot, value in cpu.items()]


def test_a_ratio_is_that_of_two_runs_of_one_round_and_the_median_counts() -> None:
    findings = [
        *_round(0, bare=1.0, sqlite=0.9, postgresql=1.3),
        *_round(1, bare=2.0, sqlite=2.2, postgresql=2.6),
        *_round(2, bare=4.0, sqlite=3.8, postgresql=5.2),
    ]
    sqlite, postgresql = judge(RATIO, findings)
    assert (sqlite.value, sqlite.held) == (0.95, True)
    assert (postgresql.value, postgresql.held) == (1.3, False)


def test_one_refused_message_in_one_round_is_not_held() -> None:
    findings = [
        Finding("broadcast-539", n, "sqlite", {"refused": count}) for n, count in enumerate((0, 1, 0))
    ]
    sqlite, postgresql = judge(REFUSED, findings)
    assert (sqlite.value, sqlite.held) == (1, False)
    assert (postgresql.value, postgresql.held) == (None, None)


def test_a_bound_is_held_to_what_was_measured_not_to_what_is_shown() -> None:
    assert not RATIO.holds("sqlite", 1.0004)
    assert RATIO.holds("sqlite", 1.0)


def test_the_newest_sitting_of_a_part_is_read_without_the_round_that_was_cut_short(tmp_path: Path) -> None:
    file = tmp_path / "var" / "bench.jsonl"
    for finding in _round(0, bare=1.0, sqlite=3.0):
        append(file, MONDAY, finding)
    for finding in (*_round(0, bare=1.0, sqlite=2.0), *_round(1, bare=1.0)):
        append(file, TUESDAY, finding)
    assert newest(file) == {"cpu": (TUESDAY, _round(0, bare=1.0, sqlite=2.0))}


def test_the_page_shows_what_was_measured_and_no_more(tmp_path: Path) -> None:
    found = {"cpu": (TUESDAY, _round(0, bare=2.0, sqlite=1.5, postgresql=3.0, stock=8.0))}
    bare, stock = promises(found)
    assert bare[1:] == ["0.750", "≤ 1", "yes", "1.500", "≤ 1.25", "**no**"]
    assert stock[1:] == ["0.188", "≤ 0.25", "yes", "0.375", "≤ 0.32", "**no**"]
    page.write(found, tmp_path / "performance.md")
    assert f"| {' | '.join(bare)} |" in (tmp_path / "performance.md").read_text(encoding="utf-8")


def test_every_bound_is_of_a_part_that_can_be_measured() -> None:
    assert {bound.part for bound in BOUNDS} == set(PARTS)
