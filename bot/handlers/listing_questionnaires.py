"""/kuesioner: the list, the screen before a questionnaire begins, and what was submitted."""

from bot.context import Context
from bot.handlers import stepping
from bot.views import answer_buttons as buttons
from bot.views import questionnaires as views
from bot.views import reviewing_answers as review_views
from bot.views.navigation import GoOn, OpenQuestionnaires
from domain.usecases import answering, listing_questionnaires, reviewing_answers


async def questionnaires(context: Context) -> None:
    """/kuesioner and [Kuesioner]."""
    found = await context.read(listing_questionnaires.questionnaires)
    policy, now = context.services.policy, context.services.clock.now()
    await context.show(views.listed(found, notice_version=policy.notice_version, zone=policy.zone, now=now))


async def go_on(context: Context) -> None:
    """[Lanjut] under a notice: the questionnaire itself, or the list where none of the phase waits."""
    phase_id = context.pressed(GoOn).phase
    entry = await context.read(listing_questionnaires.next_in_phase, phase_id=phase_id)
    if entry is None:
        await questionnaires(context)
    elif entry.response is None:
        await _show_start(context, entry.campaign.id)
    else:
        await stepping.show(context, await context.write(answering.resume, campaign_id=entry.campaign.id))


async def start(context: Context) -> None:
    """[n. Mulai]: how long it is and what it is for."""
    await _show_start(context, context.pressed(buttons.OpenStart).campaign)


async def _show_start(context: Context, campaign: int) -> None:
    found = await context.read(listing_questionnaires.before_start, campaign_id=campaign)
    await context.show(views.start(found))


async def view_submitted(context: Context) -> None:
    """[n. Lihat]: what was submitted, to be read only."""
    campaign = context.pressed(buttons.ViewSubmitted).campaign
    draft = await context.read(reviewing_answers.sections, campaign_id=campaign)
    await context.show(review_views.submitted(draft, context.services.policy.zone))


COMMANDS = {"kuesioner": questionnaires}
PRESSES = {
    OpenQuestionnaires: questionnaires,
    GoOn: go_on,
    buttons.OpenStart: start,
    buttons.ViewSubmitted: view_submitted,
}
