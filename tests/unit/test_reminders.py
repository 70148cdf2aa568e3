from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.participation import Participation
from domain.reminders import (
    HOURS_OFFERED,
    Reminder,
    Snooze,
    Step,
    due,
    may_send,
    plan,
    snooze,
    snooze_to,
    snoozed,
    with_asked,
)
from domain.working_days import WorkingDays

WIB = ZoneInfo("Asia/Jakarta")
INDEPENDENCE_DAY = date(2026, 8, 17)
DAYS = WorkingDays(holidays=frozenset({INDEPENDENCE_DAY}), zone=WIB)


def wib(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=WIB)


OPENS = wib(2026, 11, 2, 8)
CLOSES = wib(2026, 12, 8, 16)
PLAN = plan(opens_at=OPENS, deadline=CLOSES, days=DAYS)
BY_STEP = {reminder.step: reminder for reminder in PLAN}


def steps(reminders: tuple[Reminder, ...]) -> list[tuple[Step, datetime]]:
    return [(reminder.step, reminder.at) for reminder in reminders]


def owed(standing: Participation, now: datetime, last_active_at: datetime | None = None) -> Step | None:
    reminder = due(PLAN, standing=standing, last_active_at=last_active_at, now=now)
    return reminder and reminder.step


def test_the_reminders_of_the_example_phase_are_on_1_4_7_and_8_december_and_9_december_follows():
    assert steps(PLAN) == [
        (Step.WEEK_BEFORE, wib(2026, 12, 1, 9)),
        (Step.THREE_DAYS_BEFORE, wib(2026, 12, 4, 9)),  # the 5th is a Saturday
        (Step.DAY_BEFORE, wib(2026, 12, 7, 9)),
        (Step.LAST_DAY, wib(2026, 12, 8, 8, 30)),
        (Step.TWO_HOURS_BEFORE, wib(2026, 12, 8, 14)),
        (Step.DAY_AFTER, wib(2026, 12, 9, 9)),
    ]


def test_of_two_reminders_that_meet_on_one_day_the_later_stays():
    # Deadline on Monday: three days before is Friday, one day before is Sunday, moved to Friday.
    assert steps(plan(opens_at=OPENS, deadline=wib(2026, 12, 7, 16), days=DAYS)) == [
        (Step.WEEK_BEFORE, wib(2026, 11, 30, 9)),
        (Step.DAY_BEFORE, wib(2026, 12, 4, 9)),
        (Step.LAST_DAY, wib(2026, 12, 7, 8, 30)),
        (Step.TWO_HOURS_BEFORE, wib(2026, 12, 7, 14)),
        (Step.DAY_AFTER, wib(2026, 12, 8, 9)),
    ]


def test_reminders_move_before_17_agustus_and_the_follow_up_behind_it():
    assert steps(plan(opens_at=wib(2026, 7, 6, 8), deadline=wib(2026, 8, 18, 16), days=DAYS)) == [
        (Step.WEEK_BEFORE, wib(2026, 8, 11, 9)),
        (Step.DAY_BEFORE, wib(2026, 8, 14, 9)),
        (Step.LAST_DAY, wib(2026, 8, 18, 8, 30)),
        (Step.TWO_HOURS_BEFORE, wib(2026, 8, 18, 14)),
        (Step.DAY_AFTER, wib(2026, 8, 19, 9)),
    ]
    assert plan(opens_at=wib(2026, 7, 6, 8), deadline=wib(2026, 8, 14, 16), days=DAYS)[-1].at == wib(
        2026, 8, 18, 9
    )


def test_a_short_phase_is_not_reminded_on_its_day_of_opening_or_before():
    assert steps(plan(opens_at=wib(2026, 12, 7, 8), deadline=CLOSES, days=DAYS)) == [
        (Step.LAST_DAY, wib(2026, 12, 8, 8, 30)),
        (Step.TWO_HOURS_BEFORE, wib(2026, 12, 8, 14)),
        (Step.DAY_AFTER, wib(2026, 12, 9, 9)),
    ]


def test_a_deadline_in_the_morning_leaves_no_room_for_two_messages():
    assert steps(plan(opens_at=OPENS, deadline=wib(2026, 12, 8, 10), days=DAYS))[-2:] == [
        (Step.LAST_DAY, wib(2026, 12, 8, 8, 30)),
        (Step.DAY_AFTER, wib(2026, 12, 9, 9)),
    ]
    assert steps(plan(opens_at=OPENS, deadline=wib(2026, 12, 8, 8, 15), days=DAYS))[-2:] == [
        (Step.DAY_BEFORE, wib(2026, 12, 7, 9)),
        (Step.DAY_AFTER, wib(2026, 12, 9, 9)),
    ]


def test_a_person_is_reminded_at_the_hour_they_picked_but_early_on_the_last_day():
    assert list(HOURS_OFFERED) == [time(8), time(10), time(13), time(15)]
    assert steps(plan(opens_at=OPENS, deadline=CLOSES, days=DAYS, hour=time(15))) == [
        (Step.WEEK_BEFORE, wib(2026, 12, 1, 15)),
        (Step.THREE_DAYS_BEFORE, wib(2026, 12, 4, 15)),
        (Step.DAY_BEFORE, wib(2026, 12, 7, 15)),
        (Step.LAST_DAY, wib(2026, 12, 8, 8, 30)),
        (Step.TWO_HOURS_BEFORE, wib(2026, 12, 8, 14)),
        (Step.DAY_AFTER, wib(2026, 12, 9, 15)),
    ]


def test_each_step_is_said_once_per_deadline_whatever_the_hour():
    assert [reminder.key for reminder in PLAN] == [
        "week_before:2026-12-08",
        "three_days_before:2026-12-08",
        "day_before:2026-12-08",
        "last_day:2026-12-08",
        "two_hours_before:2026-12-08",
        "day_after:2026-12-08",
    ]
    later = plan(opens_at=OPENS, deadline=wib(2026, 12, 15, 16), days=DAYS, hour=time(13))
    assert later[0].key == "week_before:2026-12-15"


def test_early_reminders_are_silent_and_the_last_ones_ring():
    assert {reminder.step: reminder.rings for reminder in PLAN} == {
        Step.WEEK_BEFORE: False,
        Step.THREE_DAYS_BEFORE: False,
        Step.DAY_BEFORE: True,
        Step.LAST_DAY: True,
        Step.TWO_HOURS_BEFORE: True,
        Step.DAY_AFTER: True,
    }


@pytest.mark.parametrize(
    "standing", [Participation.NOT_STARTED, Participation.IN_PROGRESS, Participation.READY]
)
def test_the_unfinished_are_reminded(standing):
    assert owed(standing, wib(2026, 12, 1, 9)) is Step.WEEK_BEFORE


@pytest.mark.parametrize("standing", [Participation.NOT_LINKED, Participation.DONE, Participation.DECLINED])
@pytest.mark.parametrize("now", [wib(2026, 12, 1, 9), wib(2026, 12, 8, 14), wib(2026, 12, 9, 9)])
def test_nobody_else_is_reminded(standing, now):
    assert owed(standing, now) is None


def test_two_hours_before_only_those_who_just_have_to_press_kirim_are_reminded_again():
    assert owed(Participation.READY, wib(2026, 12, 8, 14)) is Step.TWO_HOURS_BEFORE
    assert owed(Participation.IN_PROGRESS, wib(2026, 12, 8, 14)) is Step.LAST_DAY


@pytest.mark.parametrize(
    ("now", "step"),
    [
        (wib(2026, 12, 1, 8, 59, 59), None),
        (wib(2026, 12, 1, 9), Step.WEEK_BEFORE),
        (wib(2026, 12, 1, 15, 59, 59), Step.WEEK_BEFORE),
        (wib(2026, 12, 1, 16), None),
        (wib(2026, 12, 2, 9), None),
        (wib(2026, 12, 8, 8, 30), Step.LAST_DAY),
        (wib(2026, 12, 8, 16), None),
        (wib(2026, 12, 9, 9), Step.DAY_AFTER),
        (wib(2026, 12, 11, 15, 59), Step.DAY_AFTER),
        (wib(2026, 12, 11, 16), None),
    ],
)
def test_a_reminder_is_due_on_its_day_and_the_follow_up_for_three_working_days(now, step):
    assert owed(Participation.IN_PROGRESS, now) is step


@pytest.mark.parametrize(
    ("last_active_at", "step"),
    [
        (None, Step.WEEK_BEFORE),
        (wib(2026, 12, 1, 8, 30), Step.WEEK_BEFORE),
        (wib(2026, 12, 1, 8, 30, 1), None),
        (wib(2026, 12, 1, 9, 10), None),
    ],
)
def test_who_was_active_in_the_last_30_minutes_is_skipped_and_not_caught_up_with(last_active_at, step):
    assert owed(Participation.IN_PROGRESS, wib(2026, 12, 1, 12), last_active_at) is step


def test_a_person_skipped_two_hours_before_does_not_get_the_morning_message_instead():
    assert owed(Participation.READY, wib(2026, 12, 8, 14), wib(2026, 12, 8, 13, 45)) is None


@pytest.mark.parametrize(
    ("now", "offer"),
    [
        (wib(2026, 12, 1, 9, 5), Snooze(wib(2026, 12, 2, 9))),
        (wib(2026, 11, 27, 20), Snooze(wib(2026, 11, 30, 9))),  # Friday evening to Monday
        (wib(2026, 12, 3, 9, 5), Snooze(wib(2026, 12, 4, 9), planned=True)),
        (wib(2026, 12, 7, 9, 5), Snooze(wib(2026, 12, 7, 15))),  # tomorrow is the last day: this afternoon
        (wib(2026, 12, 7, 20), Snooze(wib(2026, 12, 8, 8, 30), planned=True)),
        (wib(2026, 12, 8, 10), Snooze(wib(2026, 12, 8, 15))),  # tomorrow is beyond the deadline: today
        (wib(2026, 12, 8, 15, 30), None),
    ],
)
def test_remind_me_tomorrow_means_the_next_working_day_that_still_helps(now, offer):
    assert snooze(PLAN, deadline=CLOSES, now=now, days=DAYS) == offer


def test_before_a_deadline_at_noon_the_afternoon_is_no_help():
    noon = wib(2026, 12, 8, 12)
    reminders = plan(opens_at=OPENS, deadline=noon, days=DAYS)
    assert snooze(reminders, deadline=noon, now=wib(2026, 12, 8, 9), days=DAYS) == Snooze(
        wib(2026, 12, 8, 10)
    )


def test_a_snooze_does_not_count_on_the_message_for_those_who_just_have_to_press_kirim():
    one = wib(2026, 12, 8, 13)
    reminders = plan(opens_at=OPENS, deadline=one, days=DAYS)
    assert reminders[-2].at == wib(2026, 12, 8, 11)
    assert snooze(reminders, deadline=one, now=wib(2026, 12, 8, 10, 30), days=DAYS) is None


def test_a_snoozed_reminder_is_silent_and_due_on_its_day():
    reminder = snoozed(wib(2026, 12, 2, 9), deadline=CLOSES, days=DAYS)
    assert reminder == Reminder(
        Step.SNOOZED, wib(2026, 12, 2, 9), wib(2026, 12, 2, 16), "snoozed:2026-12-02T09.00"
    )
    assert not reminder.rings
    assert reminder.is_for(Participation.IN_PROGRESS)
    assert not reminder.is_for(Participation.DONE)


def test_a_reminder_snoozed_to_the_last_day_lapses_at_the_deadline():
    noon = wib(2026, 12, 8, 12)
    assert snoozed(wib(2026, 12, 8, 10), deadline=noon, days=DAYS).lapses_at == noon


@pytest.mark.parametrize(
    ("now", "sent_today", "beyond", "sends"),
    [
        (wib(2026, 12, 8, 8, 30), 0, False, True),
        (wib(2026, 12, 8, 8, 30), 1, False, False),
        (wib(2026, 12, 8, 14), 1, True, True),
        (wib(2026, 12, 8, 16), 0, True, False),
        (wib(2026, 12, 5, 10), 0, False, False),
    ],
)
def test_one_proactive_message_a_day_in_working_hours_except_on_the_last_day(now, sent_today, beyond, sends):
    assert may_send(now, sent_today=sent_today, days=DAYS, beyond_daily_limit=beyond) is sends


def test_the_last_day_and_what_a_person_asked_for_go_beyond_the_daily_limit():
    asked = snoozed(wib(2026, 12, 7, 15), deadline=CLOSES, days=DAYS)
    assert [each.step for each in (*PLAN, asked) if each.beyond_daily_limit] == [
        Step.LAST_DAY,
        Step.TWO_HOURS_BEFORE,
        Step.SNOOZED,
    ]


def test_a_deadline_moved_to_a_saturday_has_its_last_day_on_friday():
    reminders = plan(opens_at=OPENS, deadline=wib(2026, 12, 12, 16), days=DAYS)
    assert steps(reminders) == [
        (Step.WEEK_BEFORE, wib(2026, 12, 4, 9)),
        (Step.THREE_DAYS_BEFORE, wib(2026, 12, 9, 9)),
        (Step.LAST_DAY, wib(2026, 12, 11, 8, 30)),
        (Step.DAY_AFTER, wib(2026, 12, 14, 9)),
    ]
    assert BY_STEP[Step.LAST_DAY].at == wib(2026, 12, 8, 8, 30)


@pytest.mark.parametrize(
    ("now", "hour", "at"),
    [
        (wib(2026, 12, 1, 9), time(13), wib(2026, 12, 1, 13)),
        (wib(2026, 12, 1, 13), time(13), wib(2026, 12, 2, 13)),
        (wib(2026, 12, 4, 15, 30), time(8), wib(2026, 12, 7, 8)),  # Friday: the next working day is Monday
        (wib(2026, 12, 5, 7), time(8), wib(2026, 12, 7, 8)),
    ],
)
def test_an_hour_that_is_wanted_is_the_next_one_on_a_working_day(now, hour, at):
    assert snooze_to(hour, deadline=CLOSES, now=now, days=DAYS) == Snooze(at)


def test_an_hour_after_the_deadline_is_not_kept():
    assert snooze_to(time(15), deadline=CLOSES, now=wib(2026, 12, 8, 15, 30), days=DAYS) is None


def test_what_a_person_asked_for_takes_the_place_of_an_earlier_reminder_of_its_day():
    asked = snoozed(wib(2026, 12, 4, 13), deadline=CLOSES, days=DAYS)
    kept = with_asked(PLAN, asked)
    assert BY_STEP[Step.THREE_DAYS_BEFORE] not in kept
    assert kept[-1] == asked
    assert len(kept) == len(PLAN)


def test_the_last_day_gives_way_to_nothing():
    asked = snoozed(wib(2026, 12, 8, 10), deadline=CLOSES, days=DAYS)
    assert with_asked(PLAN, asked) == (*PLAN, asked)
    assert with_asked(PLAN, None) == PLAN
