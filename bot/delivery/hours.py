"""The hours in which the bot speaks unasked."""

from bot.reply import Later, Reply
from bot.services import Services


def in_hours(services: Services, reply: Reply) -> Reply | Later:
    """The message on working days from 08.00 to 16.00 as configured; otherwise, when these begin."""
    now, days = services.clock.now(), services.policy.working_days
    return reply if days.is_sending_time(now) else Later(days.next_sending_time(now))
