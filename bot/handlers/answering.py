"""An official answers by buttons: store it, show what comes next."""

from bot.context import Context
from bot.handlers import stepping
from bot.views import answer_buttons as buttons
from bot.views import questionnaires as views
from domain.usecases import answering, revising


async def go_on(context: Context) -> None:
    """[Mulai] or [Lanjut]: the first open question."""
    campaign = context.pressed(buttons.Continue).campaign
    await stepping.show(context, await context.write(answering.resume, campaign_id=campaign))


async def accept_revision(context: Context) -> None:
    """[Lanjut] on the word that there is a later version."""
    press = context.pressed(buttons.AcceptRevision)
    step = await context.write(
        revising.acknowledge, campaign_id=press.campaign, version=press.version, filled=press.filled
    )
    await stepping.show(context, step)


async def answer(context: Context) -> None:
    """A press on an option."""
    press = context.pressed(buttons.Answer)
    step = await context.write(
        answering.answer,
        campaign_id=press.campaign,
        question=press.question,
        value=press.value,
        changing=press.changing,
        version=press.version,
    )
    await stepping.show(context, step)


async def choose(context: Context) -> None:
    """A press on one of several options."""
    press = context.pressed(buttons.Choose)
    step = await context.write(
        answering.choose,
        campaign_id=press.campaign,
        question=press.question,
        option=press.option,
        chosen=press.chosen,
        changing=press.changing,
        before=stepping.value_before(context),
        version=press.version,
    )
    await stepping.show(context, step)


async def press_skip(context: Context) -> None:
    """[Lewati]."""
    press = context.pressed(buttons.Skip)
    await skip(context, press.campaign, press.question, press.version, changing=press.changing, typed=False)


async def press_back(context: Context) -> None:
    """[Kembali]."""
    press = context.pressed(buttons.StepBack)
    await step_back(context, press.campaign, press.question)


async def press_on(context: Context) -> None:
    """[Lanjut] on an answered question."""
    press = context.pressed(buttons.StepOn)
    await step_on(context, press.campaign, press.question)


async def press_leave(context: Context) -> None:
    """[Lanjut nanti]."""
    await leave(context, context.pressed(buttons.Leave).campaign)


async def press_show_again(context: Context) -> None:
    """[Cari lagi]."""
    campaign = context.pressed(buttons.ShowAgain).campaign
    await stepping.show(context, await context.write(answering.show_again, campaign_id=campaign))


async def skip(
    context: Context, campaign: int, question: str, version: int, *, changing: bool, typed: bool
) -> None:
    """The question of that version is left without an answer."""
    step = await context.write(
        answering.skip,
        campaign_id=campaign,
        question=question,
        changing=changing,
        typed=typed,
        version=version,
    )
    await stepping.show(context, step)


async def step_back(context: Context, campaign: int, question: str) -> None:
    """One question back."""
    step = await context.write(answering.step_back, campaign_id=campaign, question=question)
    await stepping.show(context, step)


async def step_on(context: Context, campaign: int, question: str) -> None:
    """One question forward."""
    step = await context.write(answering.step_on, campaign_id=campaign, question=question)
    await stepping.show(context, step)


async def leave(context: Context, campaign: int) -> None:
    """The questionnaire waits."""
    draft = await context.read(answering.leave, campaign_id=campaign)
    await context.show(views.left(draft, context.services.policy.zone))


PRESSES = {
    buttons.Continue: go_on,
    buttons.AcceptRevision: accept_revision,
    buttons.Answer: answer,
    buttons.Choose: choose,
    buttons.Skip: press_skip,
    buttons.StepBack: press_back,
    buttons.StepOn: press_on,
    buttons.Leave: press_leave,
    buttons.ShowAgain: press_show_again,
}
