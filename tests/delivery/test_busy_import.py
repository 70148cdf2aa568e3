"""A roster is imported on the server while people answer: neither waits so long for the other that something is lost."""

from pathlib import Path

import pytest

from tests.delivery.busy_import import NEW_UNIT, Size, import_while_people_answer
from tests.delivery.kill_city import nip
from tests.delivery.kill_stores import ON_BOTH

pytestmark = pytest.mark.kills

SHORT = Size(rows=400, people=12, questions=8)
FULL = Size(rows=5000, people=50, questions=40)


async def run(size: Size, url: str, folder: Path, *, seed: int, forked: bool = False) -> None:
    imported = await import_while_people_answer(size, url, folder, seed=seed, forked=forked)
    print(f"seed {seed}, {size}: {imported}")
    assert (imported.code, imported.saved, imported.faults) == (0, 1, []), imported.said
    assert imported.units == {nip(number): NEW_UNIT for number in range(size.rows)}
    assert imported.answered_meanwhile > 0
    assert "database is locked" not in imported.said


@ON_BOTH
async def test_an_import_loses_no_answer(store: str, tmp_path: Path) -> None:
    await run(SHORT, store, tmp_path, seed=1, forked=True)


@pytest.mark.soak
@ON_BOTH
async def test_an_import_of_five_thousand_loses_no_answer(store: str, tmp_path: Path) -> None:
    await run(FULL, store, tmp_path, seed=31)
