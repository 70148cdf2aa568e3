"""Nobody but the clock asks the machine what time it is, so nothing depends on the hour a play or a test runs at."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import SystemClock

ROOT = Path(__file__).parents[2]
ASKING = {"now", "today", "utcnow", "time", "localtime", "gmtime"}
MODULES = {"datetime", "date", "time"}
ALLOWED = {
    "bot/clock.py",
    "bot/cli.py",  # where the clock of a new local Telegram begins; whoever plays on it sets it
}


def places() -> set[str]:
    found = set()
    for room in ("bot", "domain", "storage"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)):
                        if module in MODULES and name in ASKING:
                            found.add(str(path.relative_to(ROOT)))
    return found


def test_only_the_clock_asks_the_machine() -> None:
    assert places() == ALLOWED


async def test_the_machines_time_is_aware_and_runs_by_itself() -> None:
    clock = SystemClock()
    await clock.refresh()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
