"""[Unduh PDF]: the own answers as a file, drawn beside the event loop."""

import asyncio

from bot.context import Context
from bot.documents.own_answers import render
from bot.reply import Document
from bot.texts import formats, say
from bot.views import own_answers as views
from domain.usecases import reviewing_answers


async def download(context: Context) -> None:
    """A file with a neutral name; the person may print and forward it, so it is not protected."""
    campaign = context.pressed(views.DownloadAnswers).campaign
    copy = await context.read(reviewing_answers.own_copy, campaign_id=campaign)
    zone = context.services.policy.zone
    made = await asyncio.to_thread(render, views.own_answers(copy, zone))
    name = formats.document_name(context.services.clock.now(), zone)
    await context.attach(Document(made, name, say("system.file_on_request")))


PRESSES = {views.DownloadAnswers: download}
