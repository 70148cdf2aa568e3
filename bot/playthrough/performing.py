"""`talenta play` and `talenta demo`: set the stage, perform, say how it went."""

import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from rich.console import Console

from bot.playthrough.directions import DIRECTIONS
from bot.playthrough.installation import LOG, Installation, NotStarted, local_telegram
from bot.playthrough.playbook import Chapter, playbook
from bot.playthrough.staging import BotEnded, Deed, Stage
from bot.playthrough.telling import Teller
from bot.simulator.persona import Telegram

Epilogue: TypeAlias = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a performance went: a text of the console with its facts, and what differs or was logged."""

    good: bool
    key: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    details: Sequence[str] = ()


async def perform(
    screen: Console,
    *,
    pause: float = 0,
    port: int = 0,
    epilogue: Epilogue | None = None,
    chapters: Sequence[Chapter] | None = None,
    directions: Mapping[str, Deed] = DIRECTIONS,
    patience: float = 10,
) -> Outcome:
    """Play the play that is shipped, or other chapters, on a fresh installation; `epilogue` goes on with it.

    `pause` gives a reader so many seconds for each line; what differs is a difference after `patience` seconds.
    """
    began, teller = time.monotonic(), Teller(screen, pause)
    with tempfile.TemporaryDirectory(prefix="talenta-") as folder:
        log = Path(folder) / LOG
        try:
            async with local_telegram(port) as url, Telegram(url) as telegram:
                installation = Installation(Path(folder), url)
                async with Stage(telegram, installation, teller, directions, patience) as stage:
                    await stage.performs(playbook() if chapters is None else chapters)
                    if epilogue is not None:
                        await epilogue(stage)
        except NotStarted as silent:
            return Outcome(False, "play_not_started", {"url": str(silent)})
        except BotEnded as ended:
            return Outcome(False, "play_bot_ended", {"code": ended.code}, _warnings(log))
        except AssertionError as difference:
            return Outcome(False, "play_differs", {}, [str(difference), *_warnings(log)])
        if faults := [line for line in _lines(log) if " ERROR " in line]:
            return Outcome(False, "play_faults", {"count": len(faults)}, faults)
    return Outcome(True, "play_done", {"count": teller.told, "seconds": round(time.monotonic() - began)})


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def _warnings(log: Path) -> list[str]:
    return [line for line in _lines(log) if " INFO " not in line][-15:]
