"""README and map say what is there."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from bot.playthrough.playbook import Talk, playbook
from bot.simulator.lines import BotLine, ClockLine, PersonLine
from bot.simulator.notation import parse, write
from bot.texts.catalogue import catalogue
from tests.readme import README, commands_by_role, excerpts

ROOT = README.parent
TEXT = README.read_text(encoding="utf-8")
TIDYING = BotLine("~", "Layar ini dilanjutkan di bawah.")
_NAMED = re.compile(r"`((?:bot|domain|storage|tests|deploy|docs)/[\w./*-]*)`")
_LINKED = re.compile(r"\]\(((?!http)[^)#]+)\)")
PAGES = [README, *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "deploy").glob("*.md"))]


def scripted(chapter: int) -> list[BotLine | PersonLine | ClockLine]:
    """What the play says in a chapter."""
    (found,) = [one for one in playbook() if one.title.startswith(f"{chapter}. ")]
    return [line for piece in found.pieces if isinstance(piece, Talk) for line in parse(piece.script)]


def in_one_row(line: BotLine) -> BotLine:
    """Where a line is wrapped between two rows of buttons, what parts them is lost."""
    return replace(line, rows=(tuple(label for row in line.rows for label in row),) if line.rows else ())


def test_the_commands_by_role_are_those_of_the_bot() -> None:
    assert commands_by_role() in TEXT


@pytest.mark.parametrize(("chapter", "words"), [(found[0], found[3]) for found in excerpts(TEXT)])
def test_an_excerpt_is_what_the_play_expects(chapter: int, words: str) -> None:
    expected = scripted(chapter)
    acts = {
        write(PersonLine(line.name, (act,)))
        for line in expected
        if isinstance(line, PersonLine)
        for act in line.acts
    }
    told = parse(words)
    assert told
    for line in told:
        match line:
            case PersonLine():
                assert write(line) in acts
            case ClockLine():
                assert line in expected
            case BotLine():
                wanted = [one for one in expected if isinstance(one, BotLine)]
                assert any(in_one_row(one).fits(in_one_row(line)) for one in [*wanted, TIDYING]), write(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = [ROOT / name for name in _NAMED.findall(text)]
    linked = [page.parent / name for name in _LINKED.findall(text)]
    assert [str(path) for path in [*named, *linked] if not path.exists()] == []


def test_the_map_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.relative_to(ROOT) for path in ROOT.glob("bot/*/__init__.py")}
    rooms |= {Path("domain/usecases"), Path("domain/ports"), Path("storage/repositories")}
    assert [str(room) for room in sorted(rooms) if f"`{room}/`" not in text] == []


GUIDES = [ROOT / "docs" / f"{role}.md" for role in ("pegawai", "asesor", "admin")]
_COMMAND = re.compile(r"(?<![\w/])/([a-z]+)\b")
_BUTTON = re.compile(r"\[([^\]]+)\](?!\()")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_uses_the_commands_and_buttons_of_the_bot(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    labels = {text.parts[0] for text in catalogue().values() if text.kind == "button"}
    assert set(_COMMAND.findall(text)) <= {command.name for command in COMMANDS}
    assert set(_BUTTON.findall(text)) <= labels
