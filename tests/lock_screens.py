"""Holds every push of a conversation to what a lock screen may show: no result, no score, nobody's name.

A message that nobody asked for names no official but the one it is written to, and not even the word for a result.
An answer to a person may name whom they asked about, but no score and no result outside a spoiler.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.simulator.journal import Entry
from bot.simulator.lock_screen import Push, pushes
from domain.aspects import ASPECTS

FORBIDDEN = re.compile(
    r"(?<!\w)(?:kotak|hasil kerja|potensial|konseling|promosi|suksesi|sanggah|hukuman|nilai)(?!\w)",
    re.IGNORECASE,
)
RESULT = re.compile(
    r"(?<!\()\bkotak \d|potensial terukur|^(?:kinerja|potensial): ", re.IGNORECASE | re.MULTILINE
)  # "(kotak 7)" is the legend of a table of counts
SCORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(name) for one in ASPECTS for name in (one.name, one.short))}):? \d",
    re.IGNORECASE,
)
NIP = re.compile(r"(?<!\d)\d{18}(?!\d)")
EXAMPLE = re.compile(r"(?:Contoh|Tulis seperti):\n?.*")  # how a command is typed, with an invented number


def leaks(entries: Iterable[Entry], officials: Iterable[str], own: Mapping[int, str]) -> list[str]:
    """What the lock screens of a log gave away, push by push; `own` are the names of officials by their chat."""
    known = sorted({_bare(name) for name in officials}, key=len, reverse=True)
    anybody = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None
    return [
        f"{what} on the lock screen of {own.get(push.chat_id, push.chat_id)}: {push.words!r}"
        for push in pushes(entries)
        for what in _given_away(push, anybody, _bare(own.get(push.chat_id, "")))
    ]


def _given_away(push: Push, anybody: re.Pattern[str] | None, own: str) -> Iterator[str]:
    words = EXAMPLE.sub("", push.words)
    if push.picture:
        yield "a picture"
    if SCORE.search(words):
        yield "a score"
    if RESULT.search(words):
        yield "a result"
    if push.prompted:
        return
    if FORBIDDEN.search(words):
        yield "a word for a result"
    if NIP.search(words) or (anybody and set(anybody.findall(words)) - {own}):
        yield "a name"


def _bare(name: str) -> str:
    """A name without the degrees behind it."""
    return name.partition(",")[0]
