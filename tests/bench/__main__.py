"""`python -m tests.bench [pairs]`: the full tap against bots that remember nothing, as ratios.

Every pair runs the bare bot, ours and, once a pair, the stock bot, one after the other; the medians of the
ratios are printed. `docs/performance.md` says on which machine its figures were taken.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bot.views.questions import unanswered
from domain.questionnaire import load
from tests.bench.taps import Measured, echo, new_database, ours
from tests.bench.telegram import Load

_KEY = "penilaian_mandiri"
_PEOPLE = 200
_TAPS = 24


def _screens() -> Path:
    path = Path(tempfile.mkdtemp(prefix="talenta-bench-")) / "screens.json"
    replies = [unanswered(1, _KEY, question.key) for question in load(_KEY).questions]
    screens = [
        {"text": reply.text, "rows": [[key.label for key in row] for row in reply.rows]} for reply in replies
    ]
    path.write_text(json.dumps(screens), encoding="utf-8")
    return path


def _load() -> Load:
    return Load(people=_PEOPLE, taps=_TAPS, first_press="a:1:0:4")


async def _pair(screens: Path) -> tuple[Measured, Measured, Measured]:
    bare = await echo("bare", screens, _load())
    own = await ours(new_database(), _load())
    stock = await echo("stock", screens, _load())
    return bare, own, stock


async def _run(pairs: int) -> None:
    screens = _screens()
    found = [await _pair(screens) for _ in range(pairs)]
    table = Table("", "bare", "ours", "stock", "ours / bare", "ours / stock")
    table.add_row("processor time a tap, ms", *_row(found, lambda one: one.cpu * 1000))
    table.add_row("taps a second", *_row(found, lambda one: one.throughput))
    table.add_row("latency p50, ms", *_row(found, lambda one: one.percentile(0.5) * 1000))
    Console().print(table)


def _row(found: list[tuple[Measured, Measured, Measured]], figure: Callable[[Measured], float]) -> list[str]:
    columns = [median(figure(run[index]) for run in found) for index in range(3)]
    ratios = [median(figure(run[1]) / figure(run[index]) for run in found) for index in (0, 2)]
    return [f"{value:.2f}" for value in (*columns, *ratios)]


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
