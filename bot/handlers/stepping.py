"""Shows the step a press or a text has led to; a button left behind is told apart from the open screen."""

from dataclasses import replace

from bot.context import Context
from bot.texts import plain, refusal, say
from bot.views import questionnaires as views
from domain.errors import AlreadyAnswered
from domain.steps import Current, Outdated, Step
from domain.usecases import answering


async def show(context: Context, step: Step, *, album: str | None = None) -> None:
    """The screen of the step. An old button gets an alert, and the open screen comes below it.

    `album` is the one whose first part was the answer: the screen remembers it, since more parts may come.
    """
    zone = context.services.policy.zone
    if not isinstance(step, Outdated):
        reply = views.step(step, zone)
        await context.show(replace(reply, facts={**reply.facts, "album": album}) if album else reply)
    elif context.incoming.callback_query is None:
        await context.show(views.step(step.current, zone))
    elif not is_on_open_screen(context):
        await context.alert(plain(refusal(AlreadyAnswered())))
        await context.retire_pressed()
        await context.show(views.step(step.current, zone))
    elif not step.same:
        await context.alert(plain(say("questionnaires.already_answered_here")))


async def waiting(context: Context) -> Current | None:
    """The screen the chat was at in a questionnaire; None if it was at none that still waits."""
    campaign = _campaign(context)
    return await context.read(answering.standing, campaign_id=campaign) if campaign is not None else None


async def show_open_screen(context: Context) -> bool:
    """Show the question the chat was at; False if it was at none that still waits."""
    current = await waiting(context)
    if current is not None:
        await context.show(views.step(current, context.services.policy.zone))
    return current is not None


def _campaign(context: Context) -> int | None:
    pressed = context.incoming.callback_query is not None
    campaign = getattr(context.button, "campaign", None) if pressed else None
    campaign = context.conversation.facts.get("campaign") if campaign is None else campaign
    return None if campaign is None else int(str(campaign))


def is_on_open_screen(context: Context) -> bool:
    """The button pressed stands on the open screen, so what the screen remembers belongs to it."""
    return context.pressed_message_id == context.conversation.screen_id


def value_before(context: Context) -> str | None:
    """What the answer being changed was, as the open screen remembers it."""
    before = context.conversation.facts.get("before")
    known = context.incoming.callback_query is None or is_on_open_screen(context)
    return str(before) if known and before is not None else None
