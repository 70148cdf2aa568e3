"""Dates and moments as people type them: 15-12-2026 16.00, 8 Desember 2026, or as the bot shows them."""

import re
from datetime import date, datetime, time, tzinfo

from domain.errors import DateNotUnderstood

_MONTHS = (
    ("januari",),
    ("februari", "pebruari"),
    ("maret",),
    ("april",),
    ("mei",),
    ("juni",),
    ("juli",),
    ("agustus", "agt", "ags"),
    ("september",),
    ("oktober",),
    ("november", "nopember"),
    ("desember",),
)
_SHORTEST_MONTH = 3

_MOMENT = re.compile(
    r"""
    (?:[a-z']+,?\s+)?                                                      # Selasa,
    (?: (?P<day>\d{1,2}) [-–/.\s]+ (?P<month>\d{1,2}|[a-z]+) [-–/.\s]+ (?P<year>\d{4})
      | (?P<iso>\d{4}-\d{1,2}-\d{1,2}) )
    (?:,?\s+ (?:pukul\s+|jam\s+)? (?P<hour>\d{1,2}) [.:] (?P<minute>\d{2}) (?:\s+(?P<zone>[a-z]+))? )?
    """,
    re.VERBOSE,
)


def parse_day(text: str) -> date:
    """Read a day without an hour. Refuses DateNotUnderstood."""
    parts = _MOMENT.fullmatch(text.strip().casefold())
    if parts is None or parts["hour"] is not None:
        raise DateNotUnderstood(value=text)
    return _day(parts, text)


def parse_moment(text: str, *, zone: tzinfo, otherwise: time) -> datetime:
    """Read a day and an hour on the clocks of `zone`; a day alone gets the hour `otherwise`.

    Refuses DateNotUnderstood, also for an hour that names another zone.
    """
    parts = _MOMENT.fullmatch(text.strip().casefold())
    if parts is None:
        raise DateNotUnderstood(value=text)
    moment = datetime.combine(_day(parts, text), _hour(parts, text) or otherwise, zone)
    if parts["zone"] is not None and parts["zone"] != str(moment.tzname()).casefold():
        raise DateNotUnderstood(value=text)
    return moment


def _day(parts: re.Match[str], text: str) -> date:
    if parts["iso"] is not None:
        year, month, day = map(int, parts["iso"].split("-"))
    else:
        year, month, day = int(parts["year"]), month_number(parts["month"]), int(parts["day"])
    try:
        return date(year, month, day)
    except ValueError:
        raise DateNotUnderstood(value=text) from None


def _hour(parts: re.Match[str], text: str) -> time | None:
    if parts["hour"] is None:
        return None
    try:
        return time(int(parts["hour"]), int(parts["minute"]))
    except ValueError:
        raise DateNotUnderstood(value=text) from None


def month_number(word: str) -> int:
    """A month given as number, name or beginning of at least three letters; 0, which is none, if unknown."""
    if word.isdecimal():
        return int(word)
    known = (
        number
        for number, names in enumerate(_MONTHS, start=1)
        if len(word) >= _SHORTEST_MONTH and any(name.startswith(word) for name in names)
    )
    return next(known, 0)
