"""Days and hours on which the agency works, and so on which the bot may speak unasked."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from domain.errors import OutsideHours

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_FRIDAY = 4

PUBLISHING_WINDOW = (time(9), time(14))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday without `holidays`, as people in `zone` count their days.

    Proactive messages leave from `opens` (included) to `closes` (excluded). Every moment taken is
    aware, a naive one is a fault (ValueError); every moment given is in `zone`.
    """

    holidays: Container[date]
    zone: tzinfo
    opens: time = time(8)
    closes: time = time(16)

    @property
    def window(self) -> tuple[time, time]:
        """The hours of a working day in which messages are sent."""
        return self.opens, self.closes

    def local(self, moment: datetime) -> datetime:
        """The same moment on the clocks of `zone`."""
        if moment.utcoffset() is None:
            raise ValueError(moment)
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        """The day on which the moment falls in `zone`."""
        return self.local(moment).date()

    def midnight(self, moment: datetime) -> datetime:
        """The beginning of the day on which the moment falls in `zone`."""
        return self.at(self.day(moment), time())

    def at(self, day: date, hour: time) -> datetime:
        """That hour of that day in `zone`."""
        return datetime.combine(day, hour, self.zone)

    def is_working_day(self, day: date) -> bool:
        """Whether the agency works: neither weekend, public holiday nor cuti bersama."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.on_or_after(day + _ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return self.on_or_before(day - _ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """`day` itself if it is a working day, else the one before."""
        while not self.is_working_day(day):
            day -= _ONE_DAY
        return day

    def is_sending_time(self, moment: datetime) -> bool:
        """Whether a proactive message may leave at this moment."""
        local = self.local(moment)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def next_sending_time(self, moment: datetime) -> datetime:
        """The moment itself if a message may leave then, else the next opening of the window."""
        local = self.local(moment)
        if self.is_sending_time(local):
            return local
        if self.is_working_day(local.date()) and local.time() < self.opens:
            return self.at(local.date(), self.opens)
        return self.next_opening(local)

    def next_opening(self, moment: datetime) -> datetime:
        """The opening of the window on the first working day after the day of `moment`."""
        return self.at(self.next_working_day(self.day(moment)), self.opens)

    def check_sending_time(self, moment: datetime) -> None:
        """Refuse OutsideHours for a moment at which nothing may leave."""
        if not self.is_sending_time(moment):
            raise OutsideHours(at=self.local(moment), window=self.window)

    def is_last_working_day_before_holiday(self, day: date) -> bool:
        """Whether a listed holiday, not a mere weekend, comes before the next working day."""
        following = self.next_working_day(day)
        between = (day + _ONE_DAY * n for n in range(1, (following - day).days))
        return self.is_working_day(day) and any(free in self.holidays for free in between)

    def is_publishing_day(self, day: date) -> bool:
        """Monday to Thursday, and somebody will be there to answer tomorrow as well."""
        return (
            self.is_working_day(day)
            and day.weekday() < _FRIDAY
            and not self.is_last_working_day_before_holiday(day)
        )

    def check_publishing_time(self, moment: datetime) -> None:
        """Refuse OutsideHours unless results may be published then: a publishing day, 09.00–14.00."""
        local, (opens, closes) = self.local(moment), PUBLISHING_WINDOW
        if not (self.is_publishing_day(local.date()) and opens <= local.time() <= closes):
            raise OutsideHours(at=local, window=PUBLISHING_WINDOW)

    def next_publishing_time(self, moment: datetime) -> datetime:
        """The moment itself if results may be published then, else the next 09.00 on which they may."""
        local, (opens, closes) = self.local(moment), PUBLISHING_WINDOW
        day = local.date() if local.time() <= closes else local.date() + _ONE_DAY
        while not self.is_publishing_day(day):
            day += _ONE_DAY
        return max(local, self.at(day, opens))
