"""How a refusal is shown: an alert over the screen for a press, a message for what was typed."""

from bot.context import Context
from bot.handlers import stepping
from bot.reply import Reply
from bot.texts import Markup, plain, refusal
from bot.texts.refusing import shown_as_alert
from bot.views.refusing import rows_after
from domain.errors import DeadlinePassed, Refusal, RevisedMeanwhile

_ALERT = 200


async def say_refusal(context: Context, error: Refusal) -> None:
    """Say the three sentences. What the chat showed and awaited stays as it was."""
    services = context.services
    text = refusal(error, zone=services.policy.zone, now=services.clock.now())
    if context.incoming.callback_query is not None:
        words = plain(text)
        if isinstance(error, DeadlinePassed | RevisedMeanwhile):
            await _say_where_it_stands(context, error, text)
            return
        if shown_as_alert(error) or len(words) <= _ALERT:
            await context.alert(words)
            return
    await context.record(Reply(text, rows_after(error)))


async def _say_where_it_stands(context: Context, error: Refusal, text: Markup) -> None:
    """The alert, and below it the screen from which it goes on: more time is asked for, a revision read."""
    await context.alert(plain(text))
    if not await stepping.show_open_screen(context):
        await context.show(Reply(text, rows_after(error)))
