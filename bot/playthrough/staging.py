"""Performs the play: every piece is done for real, compared with what is written, then told from the log of calls."""

import asyncio
import re
import shlex
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from bot.playthrough.installation import Installation
from bot.playthrough.playbook import Chapter, Command, Direction, Piece, Talk
from bot.playthrough.telling import Teller
from bot.simulator.journal import Entry
from bot.simulator.lines import BotLine, ClockLine, PersonLine
from bot.simulator.persona import Telegram
from bot.simulator.playing import Conversation
from bot.simulator.transcript import transcript

_TOKEN: Final = re.compile(r"\?start=([\w-]+)")
_TICKS = 3
_TICKS_WITHIN = 30.0


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
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _conversation: Conversation = field(init=False)
    _started: asyncio.Event = field(default_factory=asyncio.Event)
    _heard: int = 0

    def __post_init__(self) -> None:
        self._conversation = Conversation(self.telegram, ticked=self.ticked, patience=self.patience)

    async def __aenter__(self) -> "Stage":
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._open.aclose()

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
            await self.telegram.quiet(readings=_TICKS, silence=0, within=_TICKS_WITHIN)

    async def bot_ends(self) -> int:
        """Return when the bot, once started, has ended: its code."""
        await self._started.wait()
        assert self.bot is not None
        return await self.bot.wait()

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
            self.bot = await self._open.enter_async_context(self.installation.serves())
            self._started.set()
            return
        spoken = await self.installation.runs(*words[1:])
        for line in spoken.lines:
            await self.teller.printed(line)
            self._learn(line)
        _check(spoken.code, spoken.lines, command.printed)

    def _learn(self, text: str) -> None:
        if found := _TOKEN.search(text):
            self.known["undangan"] = found[1]

    def _filled(self, text: str) -> str:
        return _fill(text, self.known)


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
