"""/templat: empty files to fill in."""

import asyncio

from bot.context import Context
from bot.documents.workbooks import evidence_template, roster_template
from bot.reply import Document
from bot.views import templates as views
from domain.imports import ImportKind
from domain.usecases import importing


async def offer(context: Context) -> None:
    """Which template."""
    await context.read(importing.check_admin)
    await context.show(views.templates())


async def download(context: Context) -> None:
    """A template; the one for evidence has the people in it."""
    kind = context.pressed(views.DownloadTemplate).kind
    people = await context.read(importing.people_to_fill_in)
    if kind is ImportKind.ROSTER:
        content = await asyncio.to_thread(roster_template, views.notes(kind))
    else:
        content = await asyncio.to_thread(evidence_template, views.notes(kind), people)
    await context.attach(Document(content, views.file_name(kind), views.caption(kind)))


COMMANDS = {"templat": offer}
PRESSES = {views.DownloadTemplate: download}
