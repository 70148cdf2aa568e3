"""No answer is lost and none invented, whatever is pressed and typed in whatever order, on both databases."""

import asyncio
import itertools
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from storage.database import Database
from tests.chats.conftest import at_work
from tests.chats.walking import QUESTIONNAIRES, Step, Walk
from tests.storage.conftest import postgres, postgres_template, sqlite_template

__all__ = ["postgres", "postgres_template", "sqlite_template"]

ACTS = (
    *["press"] * 8, *["obvious"] * 8, *["type"] * 5, *["old"] * 4, "command", "command", "sticker", "restart", "wait", "wait",
    "deadline", "more_time", "consent", "consent", "reopen", "revise", "revise",
)  # fmt: skip
FEWEST_STEPS, MOST_STEPS = 30, 50
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2**16)), min_size=FEWEST_STEPS, max_size=MOST_STEPS
)
SETS = st.lists(st.sampled_from(QUESTIONNAIRES), min_size=1, max_size=2, unique=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes a migrated database with nothing in it, as often as it is asked."""
    numbers = itertools.count()
    if request.param == "postgresql":
        server, template = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_template")
        return lambda: str(server.url(server.create(template)))
    template = request.getfixturevalue("sqlite_template")

    def copy() -> str:
        path = tmp_path / f"{next(numbers)}.sqlite"
        shutil.copyfile(template, path)
        return f"sqlite:///{path}"

    return copy


async def walk(url: str, questionnaires: list[str], steps: list[Step]) -> None:
    """Take the steps, then bring everything to its end."""
    database = Database.open(url)
    try:
        async with at_work(database, url) as chat:
            walking = await Walk.begin(chat, tuple(questionnaires))
            try:
                for step in steps:
                    await walking.take(step)
                await walking.finish()
            except BaseException:
                print("\n".join(walking.steps))
                raise
    finally:
        await database.close()


def random_walks(new_url: Callable[[], str], *, examples: int, chance: int) -> int:
    """So many walks begun with this number; how many steps they had."""
    taken = 0

    @seed(chance)
    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(questionnaires=SETS, steps=STEPS)
    def each(questionnaires: list[str], steps: list[Step]) -> None:
        nonlocal taken
        taken += len(steps)
        asyncio.run(walk(new_url(), questionnaires, steps))

    print(f"seed {chance}")
    each()
    return taken


def test_what_is_stored_is_what_was_given(new_url: Any) -> None:
    random_walks(new_url, examples=4, chance=random.randrange(2**32))


@pytest.mark.soak
def test_what_is_stored_is_what_was_given_however_long_one_walks(new_url: Any) -> None:
    examples = 200
    taken = random_walks(new_url, examples=examples, chance=random.randrange(2**32))
    print(f"{examples} walks, {taken} steps")
    assert taken >= examples * FEWEST_STEPS
