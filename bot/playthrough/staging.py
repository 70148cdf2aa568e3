"""Performs the play: every piece is done for real, compared with what is written, then told from the log of calls."""

import asyncio
import re
import shlex
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot.console import services_of
from bot.playthrough.installation import Installation
from bot.playthrough.playbook import Chapter, Command, Direction, Piece, Talk
from bot.playthrough.telling import Teller
from bot.simulator.journal import Entry
from bot.simulator.lines import BotLine, ClockLine, PersonLine
from bot.simulator.persona import Telegram
from bot.simulator.playing import Conversation
from bot.simulator.transcript import transcript
from domain.ports import UnitOfWork

if TYPE_CHECKING:
    from bot.services import Services

_TOKEN: Final = re.compile(r"\?start=([\w-]+)")
_TICKS = 3
_RESTS_WITHIN = 60.0
_LOOK_EVERY = 0.02


class BotEnded(RuntimeError):
    """The bot's process ended in the middle of the play."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Different(AssertionError):
    """A command ended otherwise than with 0, or printed something else."""


Deed: TypeAlias = Callable[..., Awaitable[Mapping[str, object] | None]]


@dataclass(slots=True)
class Stage:
    """Where the play happens; `cast` are the people whose chats are told, `known` what was learned on the way."""

    telegram: Telegram
    installation: Installation
    teller: Teller
    directions: Mapping[str, Deed]
    patience: float
    cast: dict[int, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    bot: Process | None = None
    beside: "Services" = field(init=False)
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)
    _conversation: Conversation = field(init=False)
    _started: asyncio.Event = field(default_factory=asyncio.Event)
    _heard: int = 0

    def __post_init__(self) -> None:
        self._conversation = Conversation(
            self.telegram,
            settled=self.settled,
            ticked=self.ticked,
            patience=self.patience,
            within=_RESTS_WITHIN,
        )

    async def __aenter__(self) -> "Stage":
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._running.aclose()

    async def performs(self, chapters: Iterable[Chapter]) -> None:
        """Play to the end. Raises AssertionError on a difference, BotEnded where the bot is gone."""
        playing = asyncio.create_task(self._perform(chapters))
        fallen = asyncio.create_task(self.bot_ends())
        await asyncio.wait({playing, fallen}, return_when=asyncio.FIRST_COMPLETED)
        ended = fallen.result() if fallen.done() else None
        playing.cancel()
        fallen.cancel()
        await asyncio.gather(playing, fallen, return_exceptions=True)
        if ended is not None:
            raise BotEnded(ended)
        playing.result()

    async def improvises(self, line: PersonLine | ClockLine) -> None:
        """Do what somebody at the terminal wrote, and tell what the bot does about it."""
        await self._conversation.does(line)
        for told in transcript(await self._fresh(), self.cast):
            await self.teller.line(told)

    async def ticked(self) -> None:
        """Wait until the bot has done what is due at the clock's new moment."""
        if self.bot is not None:
            await self.telegram.quiet(readings=_TICKS, silence=0, within=_RESTS_WITHIN)
            await self.beside.clock.refresh()

    async def rests(self) -> None:
        """Wait until the bot has taken and handled everything there is."""
        await self.telegram.quiet(silence=0, within=_RESTS_WITHIN)
        await self.settled()

    async def settled(self) -> None:
        """Wait until the bot has brought every update to its end and sent what is due."""
        if self.bot is None:
            return
        async with asyncio.timeout(_RESTS_WITHIN):
            while not await self.beside.read(_nothing_waits):
                await asyncio.sleep(_LOOK_EVERY)

    async def bot_ends(self) -> int:
        """Return when the bot, once started, has ended without being asked to: its code."""
        while True:
            await self._started.wait()
            assert self.bot is not None
            code = await self.bot.wait()
            if self._started.is_set():
                return code

    async def keeps(self) -> None:
        """Remember how everything stands, to start over from."""
        await self.rests()
        await self.installation.keeps_database()
        await self.telegram.post("world/keep", {})

    async def starts_over(self) -> None:
        """Put everything back to how it was kept, and start the bot on it."""
        self._started.clear()
        await self._running.aclose()
        self.installation.restores_database()
        await self.telegram.post("world/restore", {})
        await self._start_bot()
        await self._pass_over()

    async def _perform(self, chapters: Iterable[Chapter]) -> None:
        for chapter in chapters:
            await self.teller.chapter(chapter.title)
            for piece in chapter.pieces:
                await self._play(piece)

    async def _play(self, piece: Piece) -> None:
        match piece:
            case Talk(script, instead):
                await self._talk(self._filled(script), instead)
            case Command():
                await self._command(piece)
            case Direction(name, words, told):
                found = await self.directions[name](self, *(self._filled(word) for word in words))
                await self._pass_over()
                if told:
                    facts = {key: str(value) for key, value in (found or {}).items()}
                    await self.teller.aside(_fill(told, self.known | facts))

    async def _talk(self, script: str, instead: str) -> None:
        if instead:
            await self._conversation.plays(script, files=self.files)
            await self._pass_over()
            await self.teller.aside(self._filled(instead))
            return
        try:
            await self._conversation.plays(script, files=self.files)
        finally:
            for line in transcript(await self._fresh(), self.cast):
                await self.teller.line(line)

    async def _pass_over(self) -> None:
        await self._fresh()

    async def _fresh(self) -> list[Entry]:
        entries = await self.telegram.log(self._heard)
        self._heard += len(entries)
        for entry in entries:
            if entry.actor == "bot" and entry.chat_id in self.cast:
                self._learn(str(entry.parameters.get("text", "")))
        return entries

    async def _command(self, command: Command) -> None:
        words = [self._filled(word) for word in command.words]
        await self.teller.command(shlex.join(words))
        if words[1:] == ["run"]:
            await self._start_bot()
            return
        spoken = await self.installation.runs(*words[1:])
        for line in spoken.lines:
            await self.teller.printed(line)
            self._learn(line)
        _check(spoken.code, spoken.lines, command.printed)

    async def _start_bot(self) -> None:
        self._running = AsyncExitStack()
        self.bot = await self._running.enter_async_context(self.installation.serves())
        self._started.set()
        await self.telegram.sets_clock(await self.telegram.now())
        await self.telegram.quiet(
            readings=1, silence=0, within=_RESTS_WITHIN
        )  # its database is ready by then
        self.beside = await self._running.enter_async_context(services_of(self.installation.config))

    def _learn(self, text: str) -> None:
        if found := _TOKEN.search(text):
            self.known["undangan"] = found[1]

    def _filled(self, text: str) -> str:
        return _fill(text, self.known)


async def _nothing_waits(uow: UnitOfWork, *, now: datetime) -> bool:
    if await uow.inbox.unfinished() or await uow.outbox.due(now=now, limit=1):
        return False
    return await uow.outbox.count_leaving() == 0


def _fill(text: str, known: Mapping[str, Any]) -> str:
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _check(code: int, printed: Sequence[str], expected: Sequence[str]) -> None:
    agree = len(printed) == len(expected) and all(
        BotLine("|", wanted).fits(BotLine("|", line)) for wanted, line in zip(expected, printed, strict=True)
    )
    if code or not agree:
        raise Different("\n  ".join(["", "expected:", *expected, f"but it ended with {code}:", *printed]))
