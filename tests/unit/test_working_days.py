from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.errors import OutsideHours
from domain.working_days import WorkingDays

WIB = ZoneInfo("Asia/Jakarta")
INDEPENDENCE_DAY = date(2026, 8, 17)  # Monday
IDULFITRI = frozenset(date(2026, 3, day) for day in range(18, 25))  # Wednesday to Tuesday, with cuti bersama
CHRISTMAS = frozenset({date(2026, 12, 24), date(2026, 12, 25)})
DAYS = WorkingDays(holidays=IDULFITRI | CHRISTMAS | {INDEPENDENCE_DAY}, zone=WIB)


def wib(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=WIB)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 8, 14), True),
        (date(2026, 8, 15), False),
        (date(2026, 8, 16), False),
        (date(2026, 8, 17), False),
        (date(2026, 8, 18), True),
        (date(2026, 12, 24), False),
    ],
)
def test_weekends_holidays_and_cuti_bersama_are_no_working_days(day, works):
    assert DAYS.is_working_day(day) is works


def test_the_working_day_after_friday_before_17_agustus_is_tuesday():
    assert DAYS.next_working_day(date(2026, 8, 14)) == date(2026, 8, 18)


def test_the_working_day_before_tuesday_after_17_agustus_is_friday():
    assert DAYS.previous_working_day(date(2026, 8, 18)) == date(2026, 8, 14)


def test_idulfitri_with_cuti_bersama_is_crossed_in_one_step():
    assert DAYS.next_working_day(date(2026, 3, 17)) == date(2026, 3, 25)
    assert DAYS.on_or_before(date(2026, 3, 24)) == date(2026, 3, 17)


def test_a_working_day_stays_where_it_is():
    assert DAYS.on_or_after(date(2026, 12, 8)) == date(2026, 12, 8)
    assert DAYS.on_or_before(date(2026, 12, 8)) == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("moment", "sends"),
    [
        (wib(2026, 12, 8, 7, 59, 59), False),
        (wib(2026, 12, 8, 8), True),
        (wib(2026, 12, 8, 15, 59, 59), True),
        (wib(2026, 12, 8, 16), False),
        (wib(2026, 12, 5, 10), False),
        (wib(2026, 8, 17, 10), False),
        (datetime(2026, 12, 8, 1, tzinfo=UTC), True),
        (datetime(2026, 12, 8, 9, tzinfo=UTC), False),
    ],
)
def test_proactive_messages_leave_on_working_days_from_8_to_16(moment, sends):
    assert DAYS.is_sending_time(moment) is sends


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        (wib(2026, 12, 8, 10, 30), wib(2026, 12, 8, 10, 30)),
        (wib(2026, 12, 8, 5), wib(2026, 12, 8, 8)),
        (wib(2026, 12, 8, 16), wib(2026, 12, 9, 8)),
        (wib(2026, 12, 5, 23), wib(2026, 12, 7, 8)),
        (wib(2026, 8, 14, 16), wib(2026, 8, 18, 8)),
        (wib(2026, 12, 23, 16, 30), wib(2026, 12, 28, 8)),
    ],
)
def test_a_message_waits_for_the_next_sending_time(moment, leaves):
    assert DAYS.next_sending_time(moment) == leaves


def test_the_next_opening_is_never_on_the_same_day():
    assert DAYS.next_opening(wib(2026, 12, 8, 5)) == wib(2026, 12, 9, 8)


def test_a_moment_is_given_back_on_local_clocks():
    assert DAYS.next_sending_time(datetime(2026, 12, 8, 3, tzinfo=UTC)).tzinfo is WIB


def test_a_day_begins_at_local_midnight():
    assert DAYS.midnight(datetime(2026, 12, 7, 23, tzinfo=UTC)) == wib(2026, 12, 8)


def test_a_naive_moment_is_a_fault():
    with pytest.raises(ValueError):
        DAYS.is_sending_time(datetime(2026, 12, 8, 10))  # noqa: DTZ001


def test_a_message_set_for_a_holiday_is_refused_with_the_window():
    with pytest.raises(OutsideHours) as refused:
        DAYS.check_sending_time(wib(2026, 8, 17, 10))
    assert refused.value == OutsideHours(at=wib(2026, 8, 17, 10), window=(time(8), time(16)))


def test_a_message_set_for_working_hours_is_accepted():
    DAYS.check_sending_time(wib(2026, 8, 18, 10))


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 8, 14), True),  # Friday, 17 Agustus follows the weekend
        (date(2026, 8, 13), False),
        (date(2026, 8, 7), False),  # a plain weekend is no holiday
        (date(2026, 3, 17), True),
        (date(2026, 3, 18), False),  # a holiday itself
        (date(2026, 12, 23), True),
    ],
)
def test_the_last_working_day_before_a_holiday(day, last):
    assert DAYS.is_last_working_day_before_holiday(day) is last


@pytest.mark.parametrize(
    "moment",
    [
        wib(2027, 1, 11, 9),  # Monday, as in the example
        wib(2027, 1, 14, 14),
    ],
)
def test_results_are_published_monday_to_thursday_from_9_to_14(moment):
    DAYS.check_publishing_time(moment)


@pytest.mark.parametrize(
    "moment",
    [
        wib(2027, 1, 11, 8, 59),
        wib(2027, 1, 11, 14, 1),
        wib(2027, 1, 15, 10),  # Friday
        wib(2027, 1, 16, 10),  # Saturday
        wib(2026, 12, 23, 10),  # Wednesday, Christmas leave follows
    ],
)
def test_results_are_not_published_when_nobody_can_answer(moment):
    with pytest.raises(OutsideHours) as refused:
        DAYS.check_publishing_time(moment)
    assert refused.value == OutsideHours(at=moment, window=(time(9), time(14)))


@pytest.mark.parametrize(
    ("moment", "publishes"),
    [
        (wib(2027, 1, 11, 10), wib(2027, 1, 11, 10)),
        (wib(2027, 1, 11, 7), wib(2027, 1, 11, 9)),
        (wib(2027, 1, 14, 15), wib(2027, 1, 18, 9)),
        (wib(2026, 12, 23, 10), wib(2026, 12, 28, 9)),
    ],
)
def test_the_next_time_at_which_results_may_be_published(moment, publishes):
    assert DAYS.next_publishing_time(moment) == publishes
