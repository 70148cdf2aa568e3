"""Publication with four eyes, its hour, and the objection period (CONVERSATIONS §1.8, 3.27, 3.34)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errors import (
    ApprovalExpired,
    ChangedMeanwhile,
    DateNotUnderstood,
    OutsideHours,
    SecondPersonNeeded,
)
from domain.publication import (
    approval_expires,
    check_approval,
    fingerprint,
    objections_until,
    proposed_time,
    published_at,
    read_counsellor,
    read_decree,
    reminded_at,
)
from domain.publications import Publication, PublicationDraft
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


@pytest.mark.parametrize(
    ("now", "proposed"),
    [
        ("2027-01-11 08:20", "2027-01-11 09:00"),  # Monday
        ("2027-01-11 09:00", "2027-01-11 09:00"),
        ("2027-01-11 10:15", "2027-01-11 11:00"),
        ("2027-01-11 13:01", "2027-01-11 14:00"),
        ("2027-01-11 14:01", "2027-01-12 09:00"),
        ("2027-01-14 15:00", "2027-01-18 09:00"),  # Thursday, and Friday is no day to publish
        ("2027-02-04 08:00", "2027-02-10 09:00"),  # the last working day before a holiday
    ],
)
def test_the_next_full_hour_of_the_window_is_proposed(now: str, proposed: str) -> None:
    assert proposed_time(wib(now), DAYS) == wib(proposed)


@pytest.mark.parametrize(
    ("published", "reminded"),
    [
        ("2027-01-11 09:00", "2027-01-14 09:00"),
        ("2027-01-13 10:00", "2027-01-18 10:00"),  # over a weekend
        ("2027-02-03 09:00", "2027-02-11 09:00"),  # over Friday, Monday and Tuesday off
    ],
)
def test_a_reminder_comes_after_three_working_days(published: str, reminded: str) -> None:
    assert reminded_at(wib(published), DAYS) == wib(reminded)


def test_a_fingerprint_knows_people_and_boxes_and_not_their_order() -> None:
    assert fingerprint({1: 6, 2: 9}) == fingerprint({2: 9, 1: 6})
    assert len({fingerprint(one) for one in ({1: 6}, {1: 9}, {2: 6}, {1: 6, 2: 6}, {})}) == 5
    assert len(fingerprint({})) == 64


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("800/7-BKPSDM/2027; 8-1-2027", ("800/7-BKPSDM/2027", date(2027, 1, 8))),
        (" 800.1.3 ; 8 Januari 2027 ", ("800.1.3", date(2027, 1, 8))),
        ("800;7; 2027-01-08", ("800;7", date(2027, 1, 8))),
        ("800/7-BKPSDM/2027", None),
        ("; 8-1-2027", None),
        ("8" * 61 + "; 8-1-2027", None),
        ("800\n7; 8-1-2027", None),
    ],
)
def test_a_decree_is_read_as_number_and_day(text: str, read: tuple[str, date] | None) -> None:
    assert read_decree(text) == read


def test_a_decree_of_no_day_is_refused() -> None:
    with pytest.raises(DateNotUnderstood):
        read_decree("800/7; 31-2-2027")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ibu Ratna Dewi; 08.00–15.00", ("Ibu Ratna Dewi", "08.00–15.00")),
        ("Ibu Ratna; 8:00 sampai 15:30", ("Ibu Ratna", "08.00–15.30")),
        ("Ibu Ratna; 8.00 s.d. 15.00", ("Ibu Ratna", "08.00–15.00")),
        ("Ibu Ratna; 15.00-08.00", None),
        ("Ibu Ratna; 8.00-25.00", None),
        ("Ibu Ratna; pagi", None),
        ("08.00–15.00", None),
        ("", None),
    ],
)
def test_a_counsellor_is_read_as_name_and_hours(text: str, read: tuple[str, str] | None) -> None:
    assert read_counsellor(text) == read


def test_a_draft_is_what_the_open_screen_shows() -> None:
    draft = PublicationDraft(1, "800/7", date(2027, 1, 8), wib("2027-01-11 09:00"), 64 * "a")
    assert PublicationDraft.from_facts(draft.as_facts()) == draft
    with pytest.raises(ChangedMeanwhile):
        PublicationDraft.from_facts({"phase_id": 1})
