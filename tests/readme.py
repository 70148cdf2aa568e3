"""The parts of README.md that are made, not written: the commands by role and the excerpts of the play.

make play > var/transcript.txt && python -m tests.readme var/transcript.txt
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bot.commands import COMMANDS
from bot.playthrough.telling import wrapped
from bot.texts import plain, say, word
from domain.people import Role

README: Final = Path(__file__).parents[1] / "README.md"
_ROLES: Final = (Role.OFFICIAL, Role.ASSESSOR, Role.ADMIN, Role.LEADER)
_COMMANDS: Final = re.compile(r"(<!-- commands -->\n)(.*?)(\n<!-- end -->)", re.DOTALL)
_EXCERPT: Final = re.compile(
    r"(<!-- play: chapter (\d+), lines (\d+) to (\d+) -->\n```\n)(.*?)(```)", re.DOTALL
)
_WIDTH: Final = 112


def commands_by_role() -> str:
    """A table for each role, in the order of Telegram's menu; aliases in brackets."""
    tables = []
    for role in _ROLES:
        rows = [
            f"| `/{command.name}`{_aliases(command.aliases)} | {plain(say(f'commands.{command.name}'))} |"
            for command in COMMANDS
            if role in command.roles
        ]
        title = plain(word("role", role))
        tables.append("\n".join([f"| {title} | |", "|---|---|", *rows]))
    return "\n\n".join(tables)


def excerpts(readme: str) -> Iterator[tuple[int, int, int, str]]:
    """Chapter, first and last line, and what stands in the README of them."""
    for found in _EXCERPT.finditer(readme):
        yield int(found[2]), int(found[3]), int(found[4]), found[5]


def excerpt(transcript: str, chapter: int, first: int, last: int) -> str:
    """Lines of a chapter of a transcript, wrapped; blank ones are not counted."""
    lines = [line for line in _chapters(transcript)[chapter].splitlines() if line.strip()]
    return "\n".join(wrapped(line, _WIDTH) for line in lines[first - 1 : last])


def made(readme: str, transcript: str | None) -> str:
    """The README with its made parts made anew; without a transcript the excerpts stay."""
    readme = _COMMANDS.sub(lambda found: f"{found[1]}{commands_by_role()}{found[3]}", readme)
    if transcript is None:
        return readme
    return _EXCERPT.sub(
        lambda found: found[1] + excerpt(transcript, *map(int, found.group(2, 3, 4))) + "\n" + found[6],
        readme,
    )


def _aliases(names: Sequence[str]) -> str:
    return f" ({', '.join(f'`/{name}`' for name in names)})" if names else ""


def _chapters(transcript: str) -> dict[int, str]:
    parts = re.split(r"^== (\d+)\. .*$", transcript, flags=re.MULTILINE)[1:]
    return {int(number): text for number, text in zip(parts[::2], parts[1::2], strict=True)}


def main(arguments: Sequence[str]) -> int:
    """Write the README anew; with `--check` say whether it is as it would be written."""
    names = [argument for argument in arguments if not argument.startswith("--")]
    transcript = Path(names[0]).read_text(encoding="utf-8") if names else None
    written = README.read_text(encoding="utf-8")
    wanted = made(written, transcript)
    if "--check" not in arguments:
        README.write_text(wanted, encoding="utf-8")
        return 0
    if written != wanted:
        print("README.md is stale: run python -m tests.readme with the transcript of make play")
    return int(written != wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
