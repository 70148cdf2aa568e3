from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.holidays import working_days

WIB = ZoneInfo("Asia/Jakarta")
PUBLIC_2026 = {
    date(2026, 1, 1),
    date(2026, 1, 16),
    date(2026, 2, 17),
    date(2026, 3, 19),
    date(2026, 3, 21),  # Idulfitri
    date(2026, 3, 22),
    date(2026, 4, 3),
    date(2026, 4, 5),
    date(2026, 5, 1),
    date(2026, 5, 14),
    date(2026, 5, 27),
    date(2026, 5, 31),
    date(2026, 6, 1),
    date(2026, 6, 16),
    date(2026, 8, 17),
    date(2026, 8, 25),
    date(2026, 12, 25),
}
CUTI_BERSAMA_2026 = {
    date(2026, 2, 16),
    date(2026, 3, 18),
    date(2026, 3, 20),
    date(2026, 3, 23),
    date(2026, 3, 24),
    date(2026, 5, 15),
    date(2026, 5, 28),
    date(2026, 12, 24),
}


def test_2026_has_17_public_holidays_and_8_days_of_cuti_bersama():
    assert len(PUBLIC_2026) == 17
    assert len(CUTI_BERSAMA_2026) == 8
    known = working_days(WIB, [2026]).holidays
    days = [date(2025, 12, 31) + timedelta(days=number) for number in range(367)]
    assert {day for day in days if day in known} == PUBLIC_2026 | CUTI_BERSAMA_2026


def test_the_calendar_covers_the_years_asked_for():
    days = working_days(WIB, range(2026, 2028))
    assert not days.is_working_day(date(2026, 8, 17))
    assert not days.is_working_day(date(2027, 8, 17))
    assert days.is_working_day(date(2028, 8, 17))


def test_the_agency_adds_a_day_decreed_late_and_removes_one_that_was_moved():
    days = working_days(WIB, [2026], added=[date(2026, 12, 9)], removed=[date(2026, 12, 24)])
    assert not days.is_working_day(date(2026, 12, 9))
    assert days.is_working_day(date(2026, 12, 24))


def test_a_day_both_added_and_removed_is_a_holiday():
    days = working_days(WIB, [2026], added=[date(2026, 12, 24)], removed=[date(2026, 12, 24)])
    assert not days.is_working_day(date(2026, 12, 24))


def test_hours_and_zone_are_the_agencys():
    jayapura = ZoneInfo("Asia/Jayapura")
    days = working_days(jayapura, [2026], opens=time(7, 30), closes=time(15))
    assert days.window == (time(7, 30), time(15))
    assert days.zone is jayapura
