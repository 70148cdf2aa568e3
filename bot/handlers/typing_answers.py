"""An official types an answer. The words on the buttons of the screen mean those buttons."""

from datetime import datetime

from bot.context import Context
from bot.handlers import answering, reviewing_answers, stepping
from bot.texts import label
from bot.views import answer_buttons as buttons
from bot.views.questions import AWAIT_ANSWER, AWAIT_FILE, AWAIT_FREE_TEXT
from domain.errors import ChangedMeanwhile
from domain.usecases import answering as usecases
from domain.usecases import typing_answers


async def type_free_text(context: Context) -> None:
    """Where a free text is asked for, everything but a command is the answer."""
    await _type(context, context.text, context.sent_at, confirmed=False)


async def type_answer(context: Context) -> None:
    """Where something else is asked for, first the words of the ways on, back and out."""
    facts = context.conversation.facts
    campaign, question = int(str(facts["campaign"])), str(facts["question"])
    ways = WAYS_OF_CHANGE if "before" in facts else WAYS
    way = next((way for way in ways if context.text.casefold() == label(way).casefold()), None)
    match way:
        case "skip":
            version, changing = int(str(facts["version"])), "before" in facts
            await answering.skip(context, campaign, question, version, changing=changing, typed=True)
        case "back":
            await answering.step_back(context, campaign, question)
        case "next" if "before" in facts:
            await reviewing_answers.finish_change(context, campaign, question)
        case "next":
            await answering.step_on(context, campaign, question)
        case "later":
            await answering.leave(context, campaign)
        case "cancel":
            await reviewing_answers.undo_change(context, campaign, question)
        case _:
            await type_free_text(context)


async def keep_text(context: Context) -> None:
    """[Simpan]: the late text is the answer."""
    facts = context.conversation.facts
    if "text" not in facts or not stepping.is_on_open_screen(context):
        raise ChangedMeanwhile
    sent_at = datetime.fromisoformat(str(facts["sent_at"]))
    await _type(context, str(facts["text"]), sent_at, confirmed=True)


async def drop_text(context: Context) -> None:
    """[Bukan]: the question is shown again."""
    campaign = context.pressed(buttons.DropText).campaign
    await stepping.show(context, await context.write(usecases.show_again, campaign_id=campaign))


async def _type(context: Context, text: str, sent_at: datetime, *, confirmed: bool) -> None:
    facts = context.conversation.facts
    offered = facts.get("offered")
    step = await context.write(
        typing_answers.type_answer,
        campaign_id=facts["campaign"],
        question=facts["question"],
        text=text,
        sent_at=sent_at,
        offered=tuple(offered) if isinstance(offered, list) else (),
        before=stepping.value_before(context),
        confirmed=confirmed,
    )
    await stepping.show(context, step)


WAYS = ("skip", "back", "next", "later")
WAYS_OF_CHANGE = ("skip", "next", "cancel")
TEXTS = {AWAIT_ANSWER: type_answer, AWAIT_FILE: type_answer, AWAIT_FREE_TEXT: type_free_text}
PRESSES = {buttons.KeepText: keep_text, buttons.DropText: drop_text}
