"""How long a roster takes from bytes to comparison: `python tests/bench/import_roster.py [people]`."""

import sys
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from bot.documents.sheets import read_sheets
from bot.simulator.people import synthetic_roster
from bot.simulator.spreadsheets import messy_roster
from domain.recognition import choose
from domain.roster import read_roster
from domain.roster_comparison import compare

T = TypeVar("T")


def timed(what: str, act: Callable[[], T]) -> T:
    start = perf_counter()
    result = act()
    print(f"{what:<12} {perf_counter() - start:6.3f} s")
    return result


def main(size: int) -> None:
    people = synthetic_roster(size=size)
    content = messy_roster(people)
    print(f"{size} people, {len(content) / 1024:.0f} KB")
    start = perf_counter()
    sheets = timed("read", lambda: read_sheets(content, "pegawai.xlsx"))
    timed("recognise", lambda: choose(sheets))
    reading = timed("understand", lambda: read_roster(sheets[0]))
    timed("compare", lambda: compare(reading.rows, {person.nip: person for person in people}))
    print(f"{'altogether':<12} {perf_counter() - start:6.3f} s, {reading.bad} rows with a problem")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
