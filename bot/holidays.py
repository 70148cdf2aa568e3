"""Builds the agency's calendar from the `holidays` library and the dates an agency adds or removes."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, time, tzinfo
from functools import cache

from domain.working_days import WorkingDays

_CATEGORIES = ("public", "government")


@dataclass(frozen=True, slots=True)
class Holidays(Container[date]):
    """The days off of some years, with those an agency adds and without those it removes."""

    years: tuple[int, ...]
    added: frozenset[date]
    removed: frozenset[date]

    def __contains__(self, day: object) -> bool:
        if day in self.added:
            return True
        return day not in self.removed and day in _decreed(self.years)


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
        holidays=Holidays(tuple(years), frozenset(added), frozenset(removed)),
        zone=zone,
        opens=opens,
        closes=closes,
    )


@cache
def _decreed(years: tuple[int, ...]) -> frozenset[date]:
    import holidays  # takes a quarter of a second, and the first tap after a start needs none

    known = holidays.country_holidays("ID", years=years, categories=_CATEGORIES, expand=False)
    return frozenset(known.keys())
