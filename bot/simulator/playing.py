"""Plays a script against a bot on the simulator and compares what the bot did with what is written."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.simulator.journal import Entry
from bot.simulator.lines import Act, BotLine, ClockLine, Deed, Line, PersonLine
from bot.simulator.notation import NotNotation, parse, write
from bot.simulator.persona import NotPossible, Persona, Telegram
from bot.simulator.transcript import Done, done


@dataclass(slots=True)
class Scene:
    """A cue (an act, a move of the clock, or nothing) and the lines of the bot written below it."""

    cue: PersonLine | ClockLine | None
    expected: list[BotLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Noticed:
    """What the bot did in one chat; what is `optional` may be missing from the script."""

    done: Done
    optional: bool


class Conversation:
    """Plays scripts; what it compares, and what not, is told in `plays`.

    `settled` waits until the bot has nothing in hand (in-process tests give it); without it the conversation
    waits until the bot has reacted and made no call for 150 ms. `ticked` lets the bot notice that the clock
    has moved. The bot has `within` seconds to react; a difference may still become none for `patience` seconds.
    `files` are the contents of the files that scripts send, by name.
    """

    def __init__(
        self,
        telegram: Telegram,
        *,
        settled: Callable[[], Awaitable[None]] | None = None,
        ticked: Callable[[], Awaitable[None]] | None = None,
        files: Mapping[str, bytes] | None = None,
        patience: float = 0,
        within: float = 10,
    ) -> None:
        self._telegram = telegram
        self._within = within
        self._patience = patience
        self._settled = settled
        self._ticked = ticked
        self._files = dict(files or {})
        self._people: dict[str, Persona] = {}
        self._heard: dict[str, int] = {}
        self._first_screen: dict[str, int] = {}
        self._current: str | None = None

    async def plays(self, script: str, *, files: Mapping[str, bytes] | None = None) -> None:
        """Play the lines of people and of the clock; compare the bot's lines that follow each.

        After every cue all the bot did for the person who acted last must be written, in order: messages,
        edits and files in one sequence, toasts and alerts in another (they are sent side by side). May be left
        out: edits of messages that stood before the cue, other than the one pressed (old screens tidied up),
        and edits which the bot itself replaced before it came to rest. What it did for others is compared
        where a line `Name | bot: …` asks for it. Of acts joined by `→` only the last one's effect is compared.
        A difference raises AssertionError with both sides in the notation.
        """
        self._files |= files or {}
        self._people = await self._telegram.people()
        scenes = _scenes(parse(script))
        for name in {scene.cue.name for scene in scenes if isinstance(scene.cue, PersonLine)}:
            self._first_screen[name] = (await (await self._person(name)).sees()).keyboards_shown
        for scene in scenes:
            await self._play(scene)

    async def does(self, line: PersonLine | ClockLine) -> None:
        """Do what one line says and wait for the bot; nothing is compared."""
        await self._cue(line, reaction=True)

    async def _play(self, scene: Scene) -> None:
        await self._cue(scene.cue, reaction=bool(scene.expected))
        await self._compare(scene)

    async def _cue(self, cue: PersonLine | ClockLine | None, *, reaction: bool) -> None:
        match cue:
            case PersonLine(name=name, acts=acts):
                self._current = name
                for act in acts:
                    self._heard[name] = await self._do(await self._person(name), act)
                    await self._rest(self._heard[name], reaction=reaction or act is not acts[-1])
            case ClockLine() as move:
                await self._move_clock(move)

    async def _do(self, person: Persona, act: Act) -> int:
        if act.deed == "presses":
            since = self._first_screen.get(person.name, 0)
            return await person.presses(act.words, screen=act.screen, since=since)
        if act.deed in {"file", "photo"}:
            return await person.sends_file(act.words, self._file(act.words), photo=act.deed == "photo")
        return await _DEEDS[act.deed](person, act.words)

    def _file(self, name: str) -> bytes:
        if name not in self._files:
            raise NotPossible(f"no content given for the file {name}")
        return self._files[name]

    async def _person(self, name: str) -> Persona:
        if name not in self._people:
            self._people = await self._telegram.people()
        if name not in self._people:
            raise NotPossible(f"nobody is called {name}")
        return self._people[name]

    async def _move_clock(self, move: ClockLine) -> None:
        if move.to:
            before = await self._telegram.sets_clock(move.to)
        else:
            before = await self._telegram.advances(move.by)
        if self._current:
            self._heard[self._current] = before
        if self._ticked:
            await self._ticked()
        await self._rest(before, reaction=False)

    async def _rest(self, since: int, *, reaction: bool) -> None:
        if self._settled is None:
            await self._telegram.quiet(since, reaction=reaction, within=self._within)
            return
        await self._telegram.quiet(silence=0, within=self._within)
        await self._settled()

    async def _compare(self, scene: Scene) -> None:
        until = asyncio.get_running_loop().time() + self._patience
        while True:
            try:
                self._heard |= await self._compared(scene)
            except AssertionError:
                if asyncio.get_running_loop().time() >= until:
                    raise
                await asyncio.sleep(0.05)
            else:
                return

    async def _compared(self, scene: Scene) -> dict[str, int]:
        """Raises AssertionError on a difference; returns how far the log was read for whom."""
        heard: dict[str, int] = {}
        names = {line.to or self._listener() for line in scene.expected}
        if isinstance(scene.cue, PersonLine) or (scene.cue and self._current):
            names.add(self._listener())
        for name in sorted(names):
            mine = [line for line in scene.expected if (line.to or self._listener()) == name]
            since = self._heard.get(name, 0)
            entries = await self._telegram.log(since, of=(await self._person(name)).id)
            heard[name] = entries[-1].index + 1 if entries else since
            _check(scene, mine, _noticed(entries))
        return heard

    def _listener(self) -> str:
        if self._current is None and len(self._people) != 1:
            raise NotNotation("a line of the bot before anybody acted must name its person")
        return self._current or next(iter(self._people))


_DEEDS: Final[dict[Deed, Callable[[Persona, str], Awaitable[int]]]] = {
    "says": Persona.says,
    "edits": Persona.edits,
    "group": lambda person, words: person.says_in_group(*words.split(": ", 1)),
    "contact": lambda person, phone: person.shares_contact(phone=phone or None),
    "sticker": lambda person, _: person.sends_sticker(),
    "voice": lambda person, _: person.sends_voice(),
    "blocks": lambda person, _: person.blocks(),
    "unblocks": lambda person, _: person.unblocks(),
    "leaves": lambda person, _: person.deletes_account(),
}


def _scenes(lines: Iterable[Line]) -> list[Scene]:
    scenes = [Scene(None)]
    for line in lines:
        if isinstance(line, BotLine):
            scenes[-1].expected.append(line)
        else:
            scenes.append(Scene(line))
    return scenes


def _noticed(entries: Sequence[Entry]) -> list[Noticed]:
    deeds = [found for entry in entries for found in done(entry)]
    pressed = {entry.parameters["message_id"] for entry in entries if entry.method == "presses"}
    sent = {one.message_id for one in deeds if one.line.sign in {"|", ">"}}
    return [
        Noticed(one, _tidying(one, pressed | sent) or _replaced(one, deeds[index + 1 :]))
        for index, one in enumerate(deeds)
    ]


def _tidying(one: Done, open_screens: set[int | None]) -> bool:
    return one.line.sign == "~" and one.message_id not in open_screens


def _replaced(one: Done, later: Sequence[Done]) -> bool:
    edits = {other.message_id for other in later if other.line.sign == "~"}
    return one.line.sign == "~" and one.message_id in edits


def _check(scene: Scene, expected: Sequence[BotLine], noticed: Sequence[Noticed]) -> None:
    answers = {"!", "!!"}
    for signs in (answers, {"|", "~", ">"}):
        wanted = [line for line in expected if line.sign in signs]
        happened = [one for one in noticed if one.done.line.sign in signs]
        if not _agree(wanted, happened):
            raise AssertionError(_difference(scene, expected, noticed))


def _agree(expected: Sequence[BotLine], noticed: Sequence[Noticed]) -> bool:
    if not noticed:
        return not expected
    first, rest = noticed[0], noticed[1:]
    if expected and expected[0].fits(first.done.line) and _agree(expected[1:], rest):
        return True
    return first.optional and _agree(expected, rest)


def _difference(scene: Scene, expected: Sequence[BotLine], noticed: Sequence[Noticed]) -> str:
    cue = [write(scene.cue)] if scene.cue else []
    wanted = [write(replace(line, to="")) for line in expected] or ["(nothing)"]
    happened = [write(one.done.line) + "   # may be left out" * one.optional for one in noticed]
    parts = [*cue, "expected:", *wanted, "but the bot did:", *(happened or ["(nothing)"])]
    return "\n  ".join(["", *parts])
