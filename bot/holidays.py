"""Builds the agency's calendar from the `holidays` library and the dates an agency adds or removes."""

from collections.abc import Iterable
from datetime import date, time, tzinfo
from functools import cache

import holidays

from domain.working_days import WorkingDays

_CATEGORIES = ("public", "government")


def working_days(
    zone: tzinfo,
    years: Iterable[int],
    *,
    added: Iterable[date] = (),
    removed: Iterable[date] = (),
    opens: time = time(8),
    closes: time = time(16),
) -> WorkingDays:
    """Indonesia's public holidays and cuti bersama of `years`, with `added` and without `removed` dates.

    Cuti bersama is decreed year by year, often late: years not decreed yet have public holidays only, some of
    them estimated. A date both added and removed is a holiday.
    """
    return WorkingDays(
        holidays=_decreed(tuple(years)) - frozenset(removed) | frozenset(added),
        zone=zone,
        opens=opens,
        closes=closes,
    )


@cache
def _decreed(years: tuple[int, ...]) -> frozenset[date]:
    known = holidays.country_holidays("ID", years=years, categories=_CATEGORIES, expand=False)
    return frozenset(known.keys())
