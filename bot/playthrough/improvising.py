"""After the play: whoever sits at the terminal goes on with it, one line of the notation at a time."""

import asyncio
import sys

from bot.console import tell
from bot.playthrough.staging import BotEnded, Stage
from bot.simulator.lines import ClockLine, PersonLine
from bot.simulator.notation import NotNotation, parse
from bot.simulator.persona import BotSilent, NotPossible


async def improvise(stage: Stage) -> None:
    """Serve until cancelled; lines that are typed are played. Raises BotEnded where the bot is gone."""
    names = ", ".join(stage.cast.values())
    tell("demo_serving", url=stage.installation.api_url, names=names)
    talking = asyncio.create_task(_talk(stage))
    try:
        raise BotEnded(await stage.bot_ends())
    finally:
        talking.cancel()


async def _talk(stage: Stage) -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    try:
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    except ValueError:  # standard input is a file or nothing: nobody sits there
        return
    while line := await reader.readline():
        await _play(stage, line.decode(errors="replace").strip())


async def _play(stage: Stage, line: str) -> None:
    try:
        for one in parse(line):
            if isinstance(one, PersonLine | ClockLine):
                await stage.improvises(one)
    except (NotNotation, NotPossible, BotSilent) as problem:
        tell("demo_not_possible", reason=str(problem))
