"""After the play: whoever sits at the terminal goes on with it, one line of the notation at a time."""

import asyncio
import os
import stat
import sys
from typing import Final

from bot.console import tell
from bot.playthrough import cast
from bot.playthrough.living import live
from bot.playthrough.staging import BotEnded, Stage
from bot.simulator.lines import ClockLine, PersonLine
from bot.simulator.notation import NotNotation, parse
from bot.simulator.persona import BotSilent, NotPossible

_SLOW_ONES: Final = slice(120, 132)  # some who have begun to answer in the second phase


async def improvise(stage: Stage) -> None:
    """Serve until cancelled: time passes, some of the crowd go on answering, lines that are typed are played.

    Whoever trains may put everything back to how it stood here. Raises BotEnded where the bot is gone.
    """
    await stage.telegram.passes(1)
    await stage.keeps()
    names = ", ".join(stage.cast.values())
    tell("demo_serving", url=stage.installation.api_url, names=names)
    ending, going_on = asyncio.create_task(stage.bot_ends()), asyncio.create_task(_go_on(stage))
    talking = asyncio.create_task(_talk(stage))
    try:
        await asyncio.wait({ending, going_on}, return_when=asyncio.FIRST_COMPLETED)
        if going_on.done():
            going_on.result()
        raise BotEnded(await ending)
    finally:
        for task in (ending, going_on, talking):
            task.cancel()
        await asyncio.gather(ending, going_on, talking, return_exceptions=True)


async def _go_on(stage: Stage) -> None:
    """Let people live, and everything start over whenever that is asked for."""
    known = await stage.telegram.people()
    slow = [known[row.name] for row in cast.colleagues()[_SLOW_ONES] if row.name in known]
    while True:
        living = asyncio.create_task(live(slow))
        try:
            await stage.telegram.start_over_wanted()
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)
        await stage.starts_over()
        tell("demo_started_over")


async def _talk(stage: Stage) -> None:
    if not _somebody_may_sit_there():
        return
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        await _play(stage, line.decode(errors="replace").strip())


def _somebody_may_sit_there() -> bool:
    """Tell whether standard input is a terminal, a pipe or a socket; /dev/null passes for one and cannot be waited for."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except ValueError:  # it is closed, or no file at all
        return False
    return sys.stdin.isatty() or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


async def _play(stage: Stage, line: str) -> None:
    try:
        for one in parse(line):
            if isinstance(one, PersonLine | ClockLine):
                await stage.improvises(one)
    except (NotNotation, NotPossible, BotSilent) as problem:
        tell("demo_not_possible", reason=str(problem))
