"""Publication with four eyes, its hour, and the objection period (CONVERSATIONS §1.8, 3.27, 3.34)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errors import ApprovalExpired, OutsideHours, SecondPersonNeeded
from domain.publication import approval_expires, check_approval, objections_until, published_at
from domain.publications import Publication
from domain.working_days import WorkingDays

WIB = ZoneInfo("Asia/Jakarta")
RAHMAT, DEWI = 1, 2
DAYS = WorkingDays(
    holidays=frozenset({date(2027, 2, 5), date(2027, 2, 8), date(2027, 2, 9)}),  # Friday, Monday, Tuesday
    zone=WIB,
)


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


REQUEST = Publication(
    id=1,
    phase_id=1,
    decree_number="800/1/2027",
    decree_date=date(2027, 1, 8),
    publish_at=wib("2027-01-11 09:00"),
    objections_until=wib("2027-01-25 16:00"),
    requested_by=RAHMAT,
    requested_at=wib("2027-01-11 08:20"),
    expires_at=wib("2027-01-12 08:20"),
    fingerprint=64 * "f",
)


@pytest.mark.parametrize(
    "moment",
    ["2027-01-11 09:00", "2027-01-12 10:30", "2027-01-13 14:00", "2027-01-14 13:59"],
)
def test_results_are_published_monday_to_thursday_in_the_window(moment):
    DAYS.check_publishing_time(wib(moment))


@pytest.mark.parametrize(
    "moment",
    [
        "2027-01-11 08:59",
        "2027-01-11 14:01",
        "2027-01-15 10:00",  # a Friday
        "2027-01-16 10:00",  # a Saturday
        "2027-02-04 10:00",  # a Thursday before a holiday
        "2027-02-08 10:00",  # a holiday
    ],
)
def test_results_are_not_published_when_nobody_is_there_to_answer(moment):
    with pytest.raises(OutsideHours):
        DAYS.check_publishing_time(wib(moment))


def test_an_approval_is_valid_for_24_hours():
    assert approval_expires(wib("2027-01-11 08:20")) == wib("2027-01-12 08:20")
    check_approval(REQUEST, approver=DEWI, two_admins=True, now=wib("2027-01-12 08:20"))
    with pytest.raises(ApprovalExpired) as refusal:
        check_approval(REQUEST, approver=DEWI, two_admins=True, now=wib("2027-01-12 08:21"))
    assert refusal.value.expired_at == wib("2027-01-12 08:20")


def test_nobody_approves_their_own_request():
    with pytest.raises(SecondPersonNeeded) as refusal:
        check_approval(REQUEST, approver=RAHMAT, two_admins=True, now=wib("2027-01-11 08:30"))
    assert refusal.value.until == wib("2027-01-12 08:20")


def test_an_agency_may_do_with_one_admin():
    check_approval(REQUEST, approver=RAHMAT, two_admins=False, now=wib("2027-01-11 08:30"))


@pytest.mark.parametrize(
    ("approved", "leaves"),
    [
        ("2027-01-11 08:40", "2027-01-11 09:00"),
        ("2027-01-11 10:15", "2027-01-11 10:15"),
        ("2027-01-11 14:30", "2027-01-12 09:00"),
    ],
)
def test_approved_results_leave_in_the_window(approved, leaves):
    moment = published_at(REQUEST.publish_at, approved_at=wib(approved), days=DAYS)
    assert moment == wib(leaves)


@pytest.mark.parametrize(
    ("published", "until"),
    [
        ("2027-01-11 09:00", "2027-01-25 16:00"),
        ("2027-01-21 13:00", "2027-02-04 16:00"),
        ("2027-01-25 09:00", "2027-02-10 16:00"),  # 8 February and the day after are holidays
    ],
)
def test_the_objection_period_ends_on_a_working_day_at_16(published, until):
    assert objections_until(wib(published), DAYS) == wib(until)


def test_the_agency_may_give_another_period():
    assert objections_until(wib("2027-01-11 09:00"), DAYS, period=7) == wib("2027-01-18 16:00")
