"""Guided exercises: what to do step by step, and how far somebody is, noticed in the log of what happened.

What `GET /control/training` answers, told by `Training.as_json`:

    {"exercises": [{"key": "isi_kuesioner", "role": "pegawai", "title": …, "goal": …,
                    "suggested": account id or null, "person": account id or null,
                    "state": "new" | "running" | "done",
                    "steps": [{"words": …, "done": bool, "at": moment or null}, …]}, …],
     "start_over": "possible" | "wanted" | "impossible"}
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from bot.simulator.journal import Entry
from bot.simulator.lines import BotLine, ClockLine, Line
from bot.simulator.markup import Json
from bot.simulator.notation import parse
from bot.simulator.transcript import told
from bot.simulator.world import World

_SOMEBODY: Final = "Peserta"
_FACT: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Step:
    """What to do; one of the lines it is `noticed` by says that it was done."""

    words: str
    noticed: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    key: str
    role: str
    title: str
    goal: str
    steps: tuple[Step, ...]


@dataclass(slots=True)
class _Run:
    """One person at an exercise: how far, and how far the log was read for it."""

    person: int
    heard: int
    began: datetime
    passed: list[datetime] = field(default_factory=list)


@cache
def exercises() -> tuple[Mapping[str, Exercise], dict[str, str]]:
    """The exercises that are shipped by key, and what stands for facts nobody gave."""
    shipped = tomllib.loads(files("bot.simulator").joinpath("exercises.toml").read_text(encoding="utf-8"))
    facts = shipped.pop("facts")
    return {key: _exercise(key, words) for key, words in shipped.items()}, facts


class Training:
    """The exercises of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._exercises, self._facts = exercises()
        self._runs: dict[str, _Run] = {}
        self._suggested: dict[str, tuple[int, dict[str, str]]] = {}
        self.start_over_wanted = False

    def suggest(self, key: str, person: int, facts: dict[str, str]) -> None:
        """Name who is fit for an exercise, and what the words of its steps say then."""
        self._suggested[self._exercises[key].key] = (person, facts)

    def start(self, key: str, person: int | None) -> Json:
        """Begin an exercise anew, with the person suggested where none is named: what happens now counts."""
        who = self._world.chat_of(self._suggested[key][0] if person is None else person)
        self._runs[self._exercises[key].key] = _Run(who.id, len(self._world.journal), self._world.now)
        return self._told(self._exercises[key])

    def reset(self, key: str) -> Json:
        """Put an exercise back to where nobody has begun it."""
        self._runs.pop(key, None)
        return self._told(self._exercises[key])

    def as_json(self) -> Json:
        over = "wanted" if self.start_over_wanted else "possible" if self._world.is_kept else "impossible"
        return {"exercises": [self._told(one) for one in self._exercises.values()], "start_over": over}

    def ask_to_start_over(self) -> None:
        """Ask whoever runs the bot to put everything back; refuses where nothing was kept to go back to."""
        if not self._world.is_kept:
            raise ValueError("nothing was kept")
        self.start_over_wanted = True

    def start_over(self) -> None:
        """Put the world back to how it was kept, and every exercise to where nobody has begun it."""
        self._world.restore()
        self._runs.clear()
        self.start_over_wanted = False

    def _told(self, exercise: Exercise) -> Json:
        run = self._runs.get(exercise.key)
        if run:
            self._follow(exercise, run)
        passed = run.passed if run else []
        suggested, facts = self._suggested.get(exercise.key, (None, {}))
        words = [_filled(step.words, self._facts | facts) for step in exercise.steps]
        moments = [at.isoformat() for at in passed] + [None] * (len(words) - len(passed))
        return {
            "key": exercise.key,
            "role": exercise.role,
            "title": exercise.title,
            "goal": exercise.goal,
            "suggested": suggested,
            "person": run.person if run else None,
            "state": "new" if run is None else "done" if len(passed) == len(words) else "running",
            "steps": [
                {"words": said, "done": at is not None, "at": at}
                for said, at in zip(words, moments, strict=True)
            ],
        }

    def _follow(self, exercise: Exercise, run: _Run) -> None:
        for entry in self._world.journal.since(run.heard):
            if len(run.passed) < len(exercise.steps) and _shows(entry, exercise.steps[len(run.passed)], run):
                run.passed.append(entry.at)
        run.heard = len(self._world.journal)


def _exercise(key: str, words: Mapping[str, Any]) -> Exercise:
    steps = tuple(
        Step(step["words"], tuple(line for noticed in step["noticed"] for line in parse(noticed)))
        for step in words["steps"]
    )
    return Exercise(key, words["role"], words["title"], words["goal"], steps)


def _filled(words: str, facts: Mapping[str, str]) -> str:
    return _FACT.sub(lambda found: facts.get(found[1], found[0]), words)


def _shows(entry: Entry, step: Step, run: _Run) -> bool:
    """Tell whether an entry of the log shows that the step was done."""
    since = run.passed[-1] if run.passed else run.began
    lines = told(entry, {run.person: _SOMEBODY})
    return any(_is(wanted, line, since) for wanted in step.noticed for line in lines)


def _is(wanted: Line, line: Line, since: datetime) -> bool:
    match wanted, line:
        case BotLine(), BotLine():
            return wanted.fits(line)
        case ClockLine(by=by), ClockLine(to=datetime() as moment):
            return moment - since >= by
    return False
