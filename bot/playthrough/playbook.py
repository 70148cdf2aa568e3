"""The play as it is written: chapters of talk in the notation, commands of the server, and stage directions.

    == Undangan pertama                             a chapter
    $ talenta invite --role admin --name Rahmat     a command, really run; `> ` lines are what it must print
    > Undangan untuk Rahmat, berlaku sampai …
    Rahmat | /start {undangan}                      talk, see bot/simulator/notation.py
    bot    | Undangan ini untuk …
    @ joins Rahmat +628… : Rahmat memasang Telegram.    a direction; the words behind ` : ` are told
    @ untold : Dewi membaca pemberitahuan yang sama.    told instead of the talk that follows

A blank line ends a piece of talk: it is played, compared and told before the next begins. `{word}` is something
learned on the way, such as the token of the last invitation.
"""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Final, TypeAlias

_ACTS: Final = "acts"
_UNTOLD: Final = "@ untold : "


@dataclass(frozen=True, slots=True)
class Talk:
    """Lines of the notation, played and compared together; `instead` is told in their place."""

    script: str
    instead: str = ""


@dataclass(slots=True)
class Command:
    """A command of the server and the lines it must print (`…` is any run of text)."""

    words: Sequence[str]
    printed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Direction:
    """Something done behind the scenes, by name; `told` is what the audience reads about it."""

    name: str
    words: Sequence[str]
    told: str


Piece: TypeAlias = Talk | Command | Direction


@dataclass(slots=True)
class Chapter:
    """A part of the play under its title."""

    title: str
    pieces: list[Piece] = field(default_factory=list)


class NotAPlay(ValueError):
    """A line stands where it means nothing."""


def playbook() -> list[Chapter]:
    """The chapters of the play that is shipped, in order."""
    folder = files("bot.playthrough") / _ACTS
    acts = sorted((act for act in folder.iterdir() if act.name.endswith(".txt")), key=lambda act: act.name)
    return [chapter for act in acts for chapter in read(act.read_text(encoding="utf-8"))]


def read(text: str) -> list[Chapter]:
    """The chapters of one act. Raises NotAPlay with the line that means nothing."""
    chapters: list[Chapter] = []
    talk: list[str] = []
    instead = ""
    for line in [*text.splitlines(), ""]:
        if talk and not _is_talk(line):
            chapters[-1].pieces.append(Talk("\n".join(talk), instead))
            talk, instead = [], ""
        if line.startswith("== "):
            chapters.append(Chapter(line.removeprefix("== ").strip()))
        elif line.startswith(_UNTOLD):
            instead = line.removeprefix(_UNTOLD).strip()
        elif _is_talk(line) and chapters:
            talk.append(line)
        elif line.strip() and not line.startswith("#"):
            _add(chapters, line)
    return chapters


def scripts(chapters: Sequence[Chapter]) -> Iterator[str]:
    """The talk of chapters, piece by piece."""
    for chapter in chapters:
        yield from (piece.script for piece in chapter.pieces if isinstance(piece, Talk))


def _is_talk(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("== ", "$ ", "> ", "@ ", "#"))


def _add(chapters: Sequence[Chapter], line: str) -> None:
    if not chapters:
        raise NotAPlay(line)
    pieces, words = chapters[-1].pieces, line[2:]
    last = pieces[-1] if pieces else None
    if line.startswith("$ "):
        pieces.append(Command(shlex.split(words)))
    elif line.startswith("@ "):
        spoken, _, told = words.partition(" : ")
        name, *arguments = shlex.split(spoken)
        pieces.append(Direction(name, arguments, told.strip()))
    elif line.startswith("> ") and isinstance(last, Command):
        last.printed.append(words.strip())
    else:
        raise NotAPlay(line)
