"""Reminders as they leave, and what people ask for instead."""

from dataclasses import replace

from bot.context import Context
from bot.delivery.outbox import Rendered
from bot.reply import Later
from bot.services import Services
from bot.views import reminders as views
from bot.views.navigation import SnoozeReminder
from domain.conversation import Queued
from domain.usecases import reminding
from domain.usecases.reminding import ReminderText


async def snooze(context: Context) -> None:
    """[Ingatkan besok], [Ingatkan sore ini]."""
    phase_id = context.pressed(SnoozeReminder).phase
    at = await context.write(reminding.snooze, phase_id=phase_id)
    await context.show(views.snoozed(at, phase_id, context.services.policy.zone))


async def choose_hour(context: Context) -> None:
    """[Pilih jam]."""
    await context.show(views.hours(context.pressed(views.ChooseHour).phase_id))


async def snooze_to(context: Context) -> None:
    """An hour was picked."""
    press = context.pressed(views.SnoozeTo)
    at = await context.write(reminding.snooze_to, phase_id=press.phase_id, hour=press.hour)
    await context.show(views.snoozed(at, press.phase_id, context.services.policy.zone))


async def show_reminder(context: Context) -> None:
    """[Kembali] from the hours."""
    phase_id = context.pressed(views.BackToReminder).phase_id
    facts = await context.read(reminding.reminder_again, phase_id=phase_id)
    policy, now = context.services.policy, context.services.clock.now()
    await context.show(replace(views.reminder(facts, now, policy.zone), in_place=True))


async def _reminder(services: Services, message: Queued) -> Rendered:
    found = await services.consult(
        reminding.reminder_to_send,
        chat_id=message.chat_id,
        phase_id=message.facts["phase_id"],
        person_id=message.facts["person_id"],
        reminder=message.facts["reminder"],
    )
    if isinstance(found, ReminderText):
        return views.reminder(found, services.clock.now(), services.policy.zone)
    return Later(found) if found else None


PRESSES = {
    SnoozeReminder: snooze,
    views.ChooseHour: choose_hour,
    views.SnoozeTo: snooze_to,
    views.BackToReminder: show_reminder,
}
NOTICES = {"reminder": _reminder}
