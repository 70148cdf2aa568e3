"""An official answers with a document or photo; of an album the first part counts."""

import asyncio

from bot.context import Context
from bot.delivery.outbox import Rendered
from bot.documents.attachments import examined
from bot.handlers import stepping
from bot.reply import Reply
from bot.services import Services
from bot.texts import say
from bot.views.questions import AWAIT_FILE
from domain.attachments import Attachment, too_large
from domain.conversation import Queued
from domain.errors import FileRefusal
from domain.questions import FileUpload
from domain.usecases import sending_files


async def take(context: Context) -> None:
    """The file is the answer to the question shown, or comes back with the reason why not."""
    facts = context.conversation.facts
    campaign, question = facts["campaign"], facts["question"]
    wanted = await context.read(sending_files.expected, campaign_id=campaign, question=question)
    step = await context.write(
        sending_files.attach,
        campaign_id=campaign,
        question=question,
        found=await _found(context, wanted),
        sent_at=context.sent_at,
        before=stepping.value_before(context),
    )
    await stepping.show(context, step, album=context.message.media_group_id)


async def leave_out(context: Context) -> None:
    """A later part of the album whose first part was the answer."""
    album = context.message.media_group_id
    await context.write(sending_files.leave_out, chat_id=context.chat_id, album=album)


async def _found(context: Context, wanted: FileUpload) -> Attachment | FileRefusal:
    sent = context.sent_file
    if refusal := too_large(sent.size, wanted.largest_mb):
        return refusal
    content = await context.download(sent.file_id)
    return await asyncio.to_thread(examined, content, sent.name, sent.file_id, wanted.accepts)


async def _left_out(_services: Services, _message: Queued) -> Rendered:
    return Reply(say("questionnaires.album_left_out"), silent=True)


FILES = {AWAIT_FILE: take}
NOTICES = {"album_left_out": _left_out}
