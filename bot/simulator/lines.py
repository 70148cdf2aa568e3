"""The lines of a conversation: what a person does, what the bot did, how the clock moves."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.simulator.chats import Screen

Sign: TypeAlias = Literal["|", "~", "!", "!!", ">"]
Rows: TypeAlias = tuple[tuple[str, ...], ...]
Deed: TypeAlias = Literal[
    "says",
    "group",
    "presses",
    "contact",
    "file",
    "photo",
    "edits",
    "sticker",
    "voice",
    "blocks",
    "unblocks",
    "leaves",
]


@dataclass(frozen=True, slots=True)
class Act:
    """What a person does; `words` is the text, the label, the phone number or the file's name."""

    deed: Deed
    words: str = ""
    screen: Screen = "newest"


@dataclass(frozen=True, slots=True)
class PersonLine:
    name: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class BotLine:
    """What the bot did; `to` names the person where it is not the one who acted last."""

    sign: Sign
    text: str
    rows: Rows = ()
    marks: frozenset[str] = frozenset()
    file: str = ""
    to: str = ""

    def fits(self, done: "BotLine") -> bool:
        """Tell whether this line, as expected, describes what was done.

        A mark that is written must hold, one that is not written is not looked at. Without buttons a line
        fits only what has none, unless its text ends in `…`.
        """
        if self.sign != done.sign or not self.marks <= done.marks:
            return False
        texts = _like(self.text, done.text) and _like(self.file, done.file)
        return texts and self._fit_rows(done.rows)

    def _fit_rows(self, rows: Rows) -> bool:
        if not self.rows:
            return not rows or self.text.endswith("…")
        if [len(row) for row in self.rows] != [len(row) for row in rows]:
            return False
        pairs = zip(self.rows, rows, strict=True)
        return all(_like(one, other) for mine, row in pairs for one, other in zip(mine, row, strict=True))


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A move of the clock: to a moment, or by a while."""

    to: datetime | None = None
    by: timedelta = timedelta()


Line: TypeAlias = PersonLine | BotLine | ClockLine


def _like(pattern: str, text: str) -> bool:
    parts = (re.escape(part.strip()) for part in pattern.split("…"))
    return re.fullmatch(".*".join(parts), text, re.DOTALL) is not None
