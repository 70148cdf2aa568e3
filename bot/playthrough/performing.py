"""`talenta play` and `talenta demo`: set the stage, perform, say how it went."""

import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from bot.playthrough.directions import DIRECTIONS
from bot.playthrough.installation import Installation, local_telegram
from bot.playthrough.playbook import playbook
from bot.playthrough.staging import BotEnded, Stage
from bot.playthrough.telling import Teller
from bot.simulator.persona import Telegram

Epilogue = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a performance went: a text of the console with its facts, and what differs or was logged."""

    good: bool
    key: str
    facts: dict[str, str | int] = field(default_factory=dict)
    details: Sequence[str] = ()


async def perform(
    screen: Console, *, pause: float = 0, port: int = 0, epilogue: Epilogue | None = None
) -> Outcome:
    """Play the whole play on a fresh installation, then let `epilogue` go on with it."""
    began = time.monotonic()
    teller = Teller(screen, pause)
    with tempfile.TemporaryDirectory(prefix="talenta-") as folder:
        async with local_telegram(port) as url, Telegram(url) as telegram:
            installation = Installation(Path(folder), url)
            try:
                async with Stage(telegram, installation, teller, DIRECTIONS) as stage:
                    await stage.performs(playbook())
                    if epilogue is not None:
                        await epilogue(stage)
            except BotEnded as ended:
                return Outcome(False, "play_bot_ended", {"code": ended.code}, _last_lines(installation))
            except AssertionError as difference:
                return Outcome(False, "play_differs", {}, [str(difference), *_last_lines(installation)])
        faults = [line for line in _log(installation) if " ERROR " in line]
    if faults:
        return Outcome(False, "play_faults", {"count": len(faults)}, faults)
    seconds = round(time.monotonic() - began)
    return Outcome(True, "play_done", {"count": teller.told, "seconds": seconds})


def _log(installation: Installation) -> list[str]:
    return installation.log.read_text(encoding="utf-8").splitlines() if installation.log.exists() else []


def _last_lines(installation: Installation) -> list[str]:
    return [line for line in _log(installation) if " INFO " not in line][-15:]
