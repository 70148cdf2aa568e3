"""The bots that are measured, as commands: ours on either database, and two that remember nothing."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot.holidays import working_days
from tests.bench.stores import Store
from tests.bench.telegram import TOKEN

Bot: TypeAlias = Store | Literal["bare", "stock"]
OURS = ("bot", "run")


@dataclass(frozen=True, slots=True)
class Command:
    """What is started, and the settings in its environment."""

    words: Sequence[str]
    settings: Mapping[str, str] = field(default_factory=dict)


def echo(kind: Literal["bare", "stock"], api_url: str, screens: Path) -> Command:
    """A bot that shows these screens and remembers nothing."""
    return Command((sys.executable, "-m", f"tests.bench.{kind}_bot", api_url, str(screens)))


def ours(
    api_url: str, database_url: str, module: Sequence[str] = OURS, *, zone: str = "Asia/Jakarta"
) -> Command:
    """`talenta run`, or another command of it, as it is installed."""
    settings = {
        "TALENTA_TELEGRAM__TOKEN": TOKEN,
        "TALENTA_TELEGRAM__API_URL": api_url,
        "TALENTA_DATABASE__URL": database_url,
        "TALENTA_AGENCY__TIMEZONE": zone,
    }
    return Command((sys.executable, "-m", *module), settings)


def zone_at_work(now: datetime | None = None) -> str:
    """A zone in which it is a working day and at least an hour before the bot falls silent for the night."""
    now = now or datetime.now(UTC)
    names = [f"Etc/GMT{-offset:+}" for offset in range(-12, 15)]
    for name in names:
        days = working_days(ZoneInfo(name), [now.year])
        local = days.local(now)
        if days.is_sending_time(now) and local.hour < days.closes.hour - 1:
            return name
    raise RuntimeError(
        "the bot speaks unasked on working days only: broadcasts are measured Monday to Friday"
    )
