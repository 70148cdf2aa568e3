"""The review before submitting, and changing one answer in it."""

from bot.context import Context
from bot.handlers import stepping
from bot.views import answer_buttons as buttons
from bot.views import reviewing_answers as views
from domain.usecases import reviewing_answers


async def overview(context: Context) -> None:
    """[Selesai tinjau] and [Kembali]: all sections."""
    campaign = context.pressed(buttons.OpenOverview).campaign
    await stepping.show(context, await context.write(reviewing_answers.overview, campaign_id=campaign))


async def choose_section(context: Context) -> None:
    """[Tinjau]."""
    campaign = context.pressed(buttons.OpenSections).campaign
    await context.show(
        views.choose_section(await context.read(reviewing_answers.sections, campaign_id=campaign))
    )


async def open_section(context: Context) -> None:
    """[Bagian n]."""
    press = context.pressed(buttons.OpenSection)
    step = await context.read(reviewing_answers.section, campaign_id=press.campaign, number=press.section)
    await context.show(views.page(step))


async def turn_page(context: Context) -> None:
    """[Sebelumnya], [Berikutnya]."""
    press = context.pressed(buttons.TurnPage)
    step = await context.read(reviewing_answers.turn_page, campaign_id=press.campaign, number=press.page)
    await context.show(views.page(step))


async def start_change(context: Context) -> None:
    """The number of an answer."""
    press = context.pressed(buttons.Change)
    step = await context.write(
        reviewing_answers.start_change, campaign_id=press.campaign, question=press.question
    )
    await stepping.show(context, step)


async def press_finish(context: Context) -> None:
    """[Lanjut] after choosing several options anew."""
    press = context.pressed(buttons.FinishChange)
    await finish_change(context, press.campaign, press.question)


async def press_undo(context: Context) -> None:
    """[Batal] and [Batalkan ubah]."""
    press = context.pressed(buttons.UndoChange)
    await undo_change(context, press.campaign, press.question)


async def finish_change(context: Context, campaign: int, question: str) -> None:
    """The options chosen anew stay."""
    step = await context.write(
        reviewing_answers.finish_change,
        campaign_id=campaign,
        question=question,
        before=stepping.value_before(context),
    )
    await stepping.show(context, step)


async def undo_change(context: Context, campaign: int, question: str) -> None:
    """The answer is again what it was."""
    step = await context.write(
        reviewing_answers.undo_change,
        campaign_id=campaign,
        question=question,
        before=stepping.value_before(context),
        changing=context.conversation.facts.get("changing", True),
    )
    await stepping.show(context, step)


PRESSES = {
    buttons.OpenOverview: overview,
    buttons.OpenSections: choose_section,
    buttons.OpenSection: open_section,
    buttons.TurnPage: turn_page,
    buttons.Change: start_change,
    buttons.FinishChange: press_finish,
    buttons.UndoChange: press_undo,
}
