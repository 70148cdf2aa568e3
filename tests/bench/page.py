"""docs/performance.md, made from findings: nothing in it is written by hand."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.bench.parts import PARTS
from tests.bench.tables import PROMISES, Found, Rows, figures, parts_of, promises, rounds

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"

_HEAD = """\
# Performance

Made by `python -m tests.bench --write`; not written by hand. `make bench` measures everything anew.

The bot under measure is the real one, `python -m bot run` as a process of its own with the real questionnaire, rights and texts, configured
by its environment. Telegram is a server on the same machine that does little for each call. A *full tap* is a press that is stored in the inbox,
authorised, stored durably as an answer, rendered, answered and shown by an edit. The *bare bot* is python-telegram-bot over the same transport, in order per
person, remembering nothing; the *stock bot* is python-telegram-bot as its examples use it, with its default client and eight updates at once.
Both show the screens that ours shows, letter by letter, which is checked at every tap.

A round runs the bots one after the other, so that a machine that changes its speed changes it for all. A ratio is that of two runs of one round, and what is
shown is the median of all rounds; of messages refused, lost or received twice it is the worst round.

After each run there is a row for every tap; SQLite commits with `synchronous=FULL`, PostgreSQL with `fsync` and `synchronous_commit` on."""

_TAIL = """\
## What the figures are

- Processor time is that of the bot's process by `/proc/PID/stat`, user and system, from the first press until everything is marked as done. The server of
  PostgreSQL is not counted. *load cpu* is that of the people and their Telegram, a tap.
- *50 taps a second* come evenly, whatever the bot does, so that few share a commit.
- *One core*: the bot has one, the people and PostgreSQL have the others.
- Latency is from the press until the answer is on the screen; each call takes 40 to 120 ms, there and back, and a long poll that waits is answered at once.
- *During*: taps that were pressed between the beginning and the end of the broadcast (from [Kirim] to the last message) or the import
  (`talenta import roster`, a process of its own on the same database, from its start to its end). Loop lag is the most that a timer of 5 ms came late in the
  bot's own loop meanwhile.
- A broadcast is sent by an admin in the chat; its share of the ceiling is N/30 seconds divided by the seconds from [Kirim] to the last message. The server
  refuses what comes faster than 30 a second after a burst of so many, and more than one a second to a person. *Server lag* is the most that
  a timer in the server came late meanwhile: what it looks at late, it may refuse unjustly.
- Memory is VmRSS of `/proc/PID/status`, shared libraries included: *idle* at rest after the start, *warm* after the first 200 people, *growth* from there
  until 10,000 more have each opened a questionnaire.
- Start to first answer: from the start of the process over a migrated database to the first screen, for a press that waits at Telegram."""


def write(found: Found, page: Path = PAGE) -> None:
    """Write the page anew."""
    page.write_text("\n\n".join(_paragraphs(found)) + "\n", encoding="utf-8")


def _paragraphs(found: Found) -> Iterator[str]:
    yield _HEAD
    yield "## What was measured, beside what is promised"
    yield _table(PROMISES, promises(found))
    yield "## When and where"
    yield "\n".join(_sittings(found))
    yield "## The figures behind it"
    for part in parts_of(found):
        sitting, findings = found[part]
        bots, rows = figures(findings)
        yield f"**{part}**: {PARTS[part].title}. Medians of {_counted(rounds(findings))}, {sitting.began[:10]}."
        yield _table(["", *bots], rows)
    yield _TAIL


def _sittings(found: Found) -> Iterator[str]:
    ordered = sorted(parts_of(found), key=lambda part: (found[part][0].machine, found[part][0].began))
    for machine, parts in groupby(ordered, key=lambda part: found[part][0].machine):
        yield f"- {machine}"
        for began, together in groupby(parts, key=lambda part: found[part][0].began):
            names = list(together)
            yield f"  - {began}: `{found[names[0]][0].command}` ({', '.join(names)})"


def _counted(count: int) -> str:
    return "one round" if count == 1 else f"{count} rounds"


def _table(head: Sequence[str], rows: Rows) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
