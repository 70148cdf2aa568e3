"""`python -m tests.bench`: measures the bot against its bounds, prints what was found and keeps it.

Findings are lines of JSON in a file; the newest of each part are shown, so that parts can be measured apart.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.stopping import until_stopped
from tests.bench import machine, page
from tests.bench.findings import Finding, Sitting, append, newest
from tests.bench.parts import PARTS
from tests.bench.tables import PROMISES, Found, figures, parts_of, promises, rounds
from tests.bench.workshop import Workshop, workshop

_PAIRS = 5
_screen = Console(highlight=False, width=None if sys.stdout.isatty() else 150)


def main(arguments: Sequence[str]) -> None:
    """Measure what is asked for, print it, and write the page if that is asked for."""
    asked = _parser().parse_args(arguments)
    if not asked.read:
        asyncio.run(_until_stopped(_measure(asked.only or list(PARTS), asked.pairs, asked.results)))
    found = newest(asked.results)
    _print({part: found[part] for part in parts_of(found) if asked.read or part in (asked.only or PARTS)})
    if asked.write:
        page.write(found)


def _parser() -> argparse.ArgumentParser:
    parts = "\n".join(f"  {name:<17} {part.title}, about {part.seconds} s" for name, part in PARTS.items())
    parser = argparse.ArgumentParser(
        "python -m tests.bench",
        description=__doc__,
        epilog=f"parts, and how long a round takes:\n{parts}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", action="append", choices=list(PARTS), help="this part; may be repeated")
    parser.add_argument("--pairs", type=int, default=_PAIRS, help="rounds of each part")
    parser.add_argument(
        "--results", type=Path, default=Path("var/bench.jsonl"), help="where findings are kept"
    )
    parser.add_argument("--write", action="store_true", help="write docs/performance.md from what is kept")
    parser.add_argument("--read", action="store_true", help="measure nothing, show what is kept")
    return parser


async def _until_stopped(measuring: Coroutine[Any, Any, None]) -> None:
    """A signal ends it too, and leaves no process behind; the rounds that were whole are kept."""
    task = asyncio.create_task(measuring)
    await until_stopped(task)
    if task.cancelled():
        _screen.print("stopped")


async def _measure(parts: Sequence[str], pairs: int, results: Path) -> None:
    async with workshop(os.sched_getaffinity(0)) as shop:
        words = [f"--only {name}" for name in parts] if len(parts) < len(PARTS) else []
        sitting = Sitting(
            datetime.now(UTC).isoformat(timespec="seconds"),
            machine.described(shop.stores.postgres.version()),
            " ".join(["python -m tests.bench", *words, f"--pairs {pairs}"]),
        )
        for name in parts:
            for number in range(min(pairs, PARTS[name].most or pairs)):
                await _round(shop, name, number, sitting, results)


async def _round(shop: Workshop, part: str, number: int, sitting: Sitting, results: Path) -> None:
    began = time.monotonic()
    async for bot, found in PARTS[part].round(shop):
        append(results, sitting, Finding(part, number, bot, found))
    _screen.print(f"{part}, round {number + 1}: {time.monotonic() - began:.0f} s")


def _print(found: Found) -> None:
    for part in parts_of(found):
        findings = found[part][1]
        bots, rows = figures(findings)
        _screen.print(_table(f"{PARTS[part].title} ({part}, rounds: {rounds(findings)})", ["", *bots], rows))
    _screen.print(_table("beside the bounds", PROMISES, promises(found)))


def _table(title: str, head: Sequence[str], rows: list[list[str]]) -> Table:
    table = Table(*head, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(cell.replace("*", "") for cell in row))
    return table


if __name__ == "__main__":
    main(sys.argv[1:])
