"""Reminders and what can be asked for instead. Seen on a lock screen: nothing but questionnaires and deadline."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, say
from bot.views.navigation import GoOn, SnoozeReminder, to_home, to_more_time
from domain.reminders import HOURS_OFFERED
from domain.usecases.reminding import Nearness, ReminderText

_HOURS_IN_A_ROW = 3


@button("snh")
class ChooseHour(Button):
    """[Pilih jam]."""

    phase_id: int


@button("sna")
class SnoozeTo(Button):
    """An hour, as a number of the clock."""

    phase_id: int
    hour: int


@button("snb")
class BackToReminder(Button):
    """[Kembali] from the hours."""

    phase_id: int


def reminder(facts: ReminderText, now: datetime, zone: ZoneInfo) -> Reply:
    """A reminder as it reads now, with what may be asked for on that day."""
    return Reply(_words(facts, now, zone), _rows(facts), silent=not facts.rings)


def hours(phase_id: int) -> Reply:
    """The hours one can be reminded at."""
    keys = [Key(label("hour", hour=formats.hour(one)), SnoozeTo(phase_id, one.hour)) for one in HOURS_OFFERED]
    rows = [keys[:_HOURS_IN_A_ROW], [*keys[_HOURS_IN_A_ROW:], Key(label("back"), BackToReminder(phase_id))]]
    return Reply(say("reminders.choose_hour"), rows, in_place=True)


def snoozed(at: datetime, phase_id: int, zone: ZoneInfo) -> Reply:
    """When the next one comes."""
    text = say("reminders.snoozed", remind_at=formats.moment(at, zone))
    return Reply(text, [[_next(phase_id)]], in_place=True)


def _words(facts: ReminderText, now: datetime, zone: ZoneInfo) -> Markup:
    name, deadline = formats.person_name(facts.name), formats.moment(facts.deadline, zone)
    match facts.nearness:
        case Nearness.PAST:
            return _past(name, facts.work.drafted)
        case Nearness.TODAY:
            return _today(name, formats.clock(facts.deadline, zone), facts.only_to_send)
        case Nearness.TOMORROW if facts.only_to_send:
            return say("reminders.only_submit_tomorrow", name=name, deadline=deadline)
        case Nearness.TOMORROW:
            missing, noun = facts.work.missing, facts.work.noun
            return say("reminders.tomorrow", name=name, deadline=deadline, count=missing, item=noun)
        case Nearness.DAYS_AWAY:
            remaining = formats.remaining(facts.deadline, now)
            duration = formats.duration(timedelta(minutes=facts.work.minutes))
            return say(
                "reminders.early", name=name, deadline=deadline, remaining=remaining, duration=duration
            )


def _past(name: str, drafted: int) -> Markup:
    if drafted:
        return say("reminders.overdue", name=name, count=drafted)
    return say("reminders.overdue_empty", name=name)


def _today(name: str, clock: str, only_to_send: bool) -> Markup:
    if only_to_send:
        return say("reminders.only_submit", name=name, clock=clock)
    return say("reminders.last_day", name=name, clock=clock)


def _rows(facts: ReminderText) -> list[list[Key]]:
    snooze, onward = SnoozeReminder(facts.phase_id), [_next(facts.phase_id)]
    match facts.nearness:
        case Nearness.PAST:
            return [[to_more_time(facts.phase_id), to_home()]]
        case Nearness.TODAY if not facts.only_to_send:
            return [onward, [to_more_time(facts.phase_id)]]
        case Nearness.DAYS_AWAY:
            later = [
                Key(label("remind_tomorrow"), snooze),
                Key(label("choose_hour"), ChooseHour(facts.phase_id)),
            ]
            return [onward, later]
        case Nearness.TOMORROW if facts.afternoon:
            return [onward, [Key(label("remind_this_afternoon"), snooze)]]
        case _:
            return [onward]


def _next(phase_id: int) -> Key:
    return Key(label("next"), GoOn(phase_id))
