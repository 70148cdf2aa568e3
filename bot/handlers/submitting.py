"""The declaration, the submission and its receipt."""

from bot.context import Context
from bot.views import answer_buttons as buttons
from bot.views import submitting as views
from domain.usecases import submitting


async def declare(context: Context) -> None:
    """[Kirim]: show what is declared."""
    campaign = context.pressed(buttons.Declare).campaign
    await context.show(views.declaration(await context.read(submitting.declare, campaign_id=campaign)))


async def submit(context: Context) -> None:
    """[Nyatakan, kirim]: the screen says that it is sent, the receipt stays below it."""
    campaign = context.pressed(buttons.Submit).campaign
    await context.ensure(submitting.submit, campaign_id=campaign)
    submission = await context.read(submitting.submission, campaign_id=campaign)
    await context.close_screen(views.submitted(submission.draft))
    await context.record(views.receipt(submission, context.services.policy.zone))


PRESSES = {buttons.Declare: declare, buttons.Submit: submit}
