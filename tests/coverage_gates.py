"""Says how much of each room the tests reach, branches counted, and ends with 1 where that is too little.

Reads what `python -m slipcover -m pytest` left behind: `python -m tests.coverage_gates`.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePath


@dataclass(frozen=True, slots=True)
class Gate:
    """The part of a room that must be reached, in per cent of statements and branches."""

    room: str
    at_least: int

    def holds(self, path: str) -> bool:
        """Tell whether a file lies in the room; the room "" is the whole program."""
        return not self.room or PurePath(path).is_relative_to(self.room)


@dataclass(frozen=True, slots=True)
class Reached:
    """Statements and branches: how many there are, how many were reached."""

    possible: int = 0
    reached: int = 0

    def __add__(self, other: "Reached") -> "Reached":
        return Reached(self.possible + other.possible, self.reached + other.reached)

    @property
    def share(self) -> Fraction:
        """Per cent reached, exact: 99.99 is not 100."""
        return Fraction(100 * self.reached, self.possible) if self.possible else Fraction(100)


GATES = (Gate("domain", 100), Gate("storage", 95), Gate("bot/handlers", 95), Gate("", 90))


def reached_by_file(measured: Path) -> dict[str, Reached]:
    """What the recorded run reached in every file of the program."""
    summaries = {path: found["summary"] for path, found in json.loads(measured.read_text())["files"].items()}
    return {
        path: Reached(
            sum(one[f"{kind}_{what}"] for kind in ("covered", "missing") for what in ("lines", "branches")),
            one["covered_lines"] + one["covered_branches"],
        )
        for path, one in summaries.items()
    }


def within(gate: Gate, files: Mapping[str, Reached]) -> Reached:
    """What was reached in the room of a gate."""
    return sum((reached for path, reached in files.items() if gate.holds(path)), Reached())


def report(files: Mapping[str, Reached], gates: Iterable[Gate] = GATES) -> bool:
    """Print one line for each gate; tell whether all hold."""
    good = True
    for gate in gates:
        share = within(gate, files).share
        kept = share >= gate.at_least
        good = good and kept
        verdict = "" if kept else "   too little"
        print(f"{gate.room or 'everything':<14}{float(share):>8.2f}%   at least {gate.at_least}%{verdict}")
    return good


def gaps(files: Mapping[str, Reached], gates: Iterable[Gate] = GATES) -> list[str]:
    """Files that keep a gate from holding, the least reached first."""
    failed = [gate for gate in gates if within(gate, files).share < gate.at_least]
    low = {
        path: reached.share
        for path, reached in files.items()
        if any(gate.holds(path) and reached.share < gate.at_least for gate in failed)
    }
    return [f"  {float(low[path]):>7.2f}%  {path}" for path in sorted(low, key=low.__getitem__)]


def main() -> int:
    """Report, and name the files that lack most where a gate does not hold."""
    files = reached_by_file(Path(".coverage.json"))
    if report(files):
        return 0
    print("\n".join(gaps(files)[:40]))
    return 1


if __name__ == "__main__":
    sys.exit(main())
