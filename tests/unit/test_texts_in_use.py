"""The program says only texts that exist, with their facts, and no text lies about unsaid."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.texts.catalogue import catalogue

_BEGINNING = re.compile(r"[a-z]+\.[a-z_]*|[a-z]+_")
ROOT = Path(__file__).parents[2]
AREA_OF_CALL = {"say": "", "label": "buttons."}

# Reached by a key that is put together while running: by the class of a refusal, the name of a command, a term.
SAID_BY_NAME = ("refusals.", "commands.", "words.")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Where a text is said with a literal key: the place, the call and the key."""
    for name, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and _called(node) in AREA_OF_CALL and node.args:
                for key in _literals(node.args[0]):
                    yield f"{name}:{node.lineno}", node, AREA_OF_CALL[_called(node)] + key


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _literals(argument: ast.expr) -> list[str]:
    """One literal, or the two of a choice between literals."""
    if isinstance(argument, ast.IfExp):
        return _literals(argument.body) + _literals(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


def _mentioned() -> tuple[frozenset[str], tuple[str, ...]]:
    """Every literal of the program, and every beginning of a text that is completed while running."""
    literals: set[str] = set()
    beginnings: set[str] = set()
    for _, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
                beginnings.add(str(first.value))
    return frozenset(literals), tuple(filter(_BEGINNING.fullmatch, beginnings))


CALLS = list(calls())


@pytest.mark.parametrize(("place", "call", "key"), CALLS, ids=[f"{place}-{key}" for place, _, key in CALLS])
def test_a_text_that_is_said_exists_and_gets_its_facts(place: str, call: ast.Call, key: str) -> None:
    assert key in catalogue(), place
    given = {keyword.arg for keyword in call.keywords}
    if None not in given:
        assert given == catalogue()[key].placeholders, place


def test_every_text_is_said_somewhere() -> None:
    literals, beginnings = _mentioned()
    unsaid = {
        key
        for key, text in catalogue().items()
        if not key.startswith(SAID_BY_NAME)
        and not {key, key.removeprefix("buttons.")} & literals
        and not key.startswith(beginnings)
        and not (text.kind == "button" and key.removeprefix("buttons.").startswith(beginnings))
    }
    assert sorted(unsaid) == []
