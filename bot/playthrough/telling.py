"""How the play looks on a terminal: one line for one thing that happened, long lines wrapped under their words."""

import asyncio
import re
import textwrap
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

_INDENT = " " * 9
_NARROWEST = 60
_BUTTON = re.compile(r"\[[^\]]*\]")
_UNBROKEN = "\u00a0"


def wrapped(line: str, width: int) -> str:
    """A line of the notation in lines of this width, indented below the first; no button is broken."""
    held = _BUTTON.sub(lambda found: found[0].replace(" ", _UNBROKEN), line)
    parts = textwrap.wrap(held, width, subsequent_indent=_INDENT, break_long_words=False)
    return "\n".join(parts).replace(_UNBROKEN, " ")


@dataclass(slots=True)
class Teller:
    """Prints what happened; `pause` is how many seconds a reader gets for a line."""

    screen: Console
    pause: float = 0
    told: int = 0

    async def chapter(self, title: str) -> None:
        """A heading."""
        await self._print(Text(f"\n== {title}\n", style="bold"))

    async def command(self, words: str) -> None:
        """A command typed on the server."""
        await self._print(self._wrapped(f"$ {words}", "bold green"))

    async def printed(self, line: str) -> None:
        """A line the command printed."""
        await self._print(self._wrapped(f"> {line}", "green"))

    async def aside(self, words: str) -> None:
        """What happened behind the scenes."""
        await self._print(self._wrapped(f"({words})", "dim italic"))

    async def line(self, line: str) -> None:
        """A line of the notation."""
        if line.startswith("---"):
            await self._print(Text(f"\n{line}", style="bold yellow"))
            return
        speaker = line.split("|", maxsplit=1)[0].strip()
        own = not line.startswith("bot") and "| bot" not in line
        await self._print(self._wrapped(line, "bold cyan" if own and speaker else ""))

    def _wrapped(self, line: str, style: str) -> Text:
        if not self.screen.is_terminal:
            return Text(line)
        return Text(wrapped(line, max(self.screen.width, _NARROWEST)), style=style)

    async def _print(self, text: Text) -> None:
        self.told += 1
        self.screen.print(text)
        self.screen.file.flush()
        if self.pause:
            await asyncio.sleep(self.pause)
