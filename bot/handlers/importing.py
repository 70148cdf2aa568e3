"""An admin sends a file: recognised, checked, shown as a preview, saved on [Simpan]."""

import asyncio

from bot.context import Context
from bot.documents import incoming
from bot.documents.import_details import details_file
from bot.documents.incoming import OpenedFile
from bot.documents.workbooks import problem_report
from bot.reply import Document, Reply
from bot.saving import store_pieces
from bot.texts import formats, plain, say
from bot.views import import_details, import_problems
from bot.views import imports as views
from bot.views.imports import SentFile
from domain.errors import ScaleNotDeclared
from domain.evidence_file import Scale
from domain.recognition import FileKind
from domain.staging import ReadFile
from domain.usecases import importing, inviting, saving_imports
from domain.usecases.importing import ReceivedBefore, Rejected
from domain.usecases.saving_imports import Saved, ToStore


async def explain(context: Context) -> None:
    """/impor: just send the file."""
    await context.read(importing.check_admin)
    await context.show(views.how_to())


async def take_file(context: Context) -> None:
    """A file nobody asked for: an admin's is an import, anybody else's is not even fetched."""
    if not await context.read(importing.takes_files):
        await context.show(views.not_expected())
        return
    incoming.check_size(context.document.file_size or 0)
    sent = SentFile(context.document.file_id, context.document.file_name or "")
    opened = await _opened(context, sent)
    if opened is not None and opened.kind is not FileKind.COMPETENCY_RECAP:
        await context.announce(views.checking(opened.kind))
    await _check(context, sent, opened)


async def choose_kind(context: Context) -> None:
    """Somebody says what kind a file is."""
    sent = await _file_at_hand(context)
    if sent is not None:
        chosen = SentFile(sent.file_id, sent.name, context.pressed(views.ChooseKind).kind)
        await _check(context, chosen, await _opened(context, chosen))


async def choose_scale(context: Context) -> None:
    """Somebody says on which scale the levels were given."""
    sent = await _file_at_hand(context)
    if sent is not None:
        press = context.pressed(views.ChooseScale)
        chosen = SentFile(sent.file_id, sent.name, sent.kind, Scale(press.lowest, press.highest))
        await _check(context, chosen, await _opened(context, chosen))


async def download_report(context: Context) -> None:
    """[Unduh laporan]: the file is read again, since nothing of a rejected file is kept."""
    sent = await _file_at_hand(context)
    opened = await _opened(context, sent) if sent else None
    if sent is None or opened is None:
        return
    file = await asyncio.to_thread(incoming.read_rows, opened, sent.scale)
    found = await context.read(importing.look_into, file=file)
    problems, bad = (found.problems, found.bad) if isinstance(found, Rejected) else ((), 0)
    lines = import_problems.reported(problems, context.services.policy.zone)
    content = await asyncio.to_thread(problem_report, lines)
    await context.attach(Document(content, _file_name(context, "laporan"), say("imports.report", count=bad)))


async def open_preview(context: Context) -> None:
    """[Kembali] or [Muat ulang]: the preview against what is known now."""
    import_id = context.pressed(views.OpenPreview).import_id
    shown = await context.read(importing.open_preview, import_id=import_id)
    await context.show(views.nothing_new(shown) if shown.changes_nothing else views.preview(shown, import_id))


async def open_details(context: Context) -> None:
    """[Rincian]: the first people by name."""
    import_id = context.pressed(views.OpenDetails).import_id
    shown = await context.read(importing.open_preview, import_id=import_id)
    await context.show(import_details.details(shown, import_id))


async def download_details(context: Context) -> None:
    """[Unduh Excel]: everybody by name."""
    import_id = context.pressed(views.DownloadDetails).import_id
    shown = await context.read(importing.open_preview, import_id=import_id)
    content = await asyncio.to_thread(details_file, import_details.rows_of_file(shown))
    await context.attach(Document(content, _file_name(context, "rincian"), say("imports.details_file")))


async def save(context: Context) -> None:
    """[Simpan]: once, however often it is pressed, and to its end after a crash."""
    press = context.pressed(views.SaveImport)
    facts = {"import_id": press.import_id, "seen": press.seen}
    outcome = await context.read(saving_imports.prepare, **facts)
    if outcome is None or isinstance(outcome, ToStore):
        classified = await store_pieces(context.services, press.import_id, outcome) if outcome else 0
        outcome = await context.write(saving_imports.save, classified=classified, **facts)
    if isinstance(outcome, Saved):
        uninvited = (await context.read(inviting.overview)).uninvited
        await context.show(views.saved(outcome, uninvited, context.services.policy.zone))
    else:
        await context.show(views.changed_meanwhile(press.import_id))


async def cancel(context: Context) -> None:
    """[Batal]: the preview goes, nothing was stored."""
    await context.write(importing.cancel, import_id=context.pressed(views.CancelImport).import_id)
    await context.show(views.cancelled())


async def _file_at_hand(context: Context) -> SentFile | None:
    """The file the pressed screen speaks of; None, and said so, where that screen is not open any more."""
    await context.read(importing.check_admin)
    chat = context.conversation
    if context.pressed_message_id != chat.screen_id or "file" not in chat.facts:
        await context.alert(plain(say("imports.send_again")))
        return None
    return SentFile.from_facts(chat.facts["file"])


async def _opened(context: Context, sent: SentFile) -> OpenedFile | None:
    content = await context.download(sent.file_id)
    return await asyncio.to_thread(incoming.open_file, content, sent.name, sent.kind)


async def _check(context: Context, sent: SentFile, opened: OpenedFile | None) -> None:
    """Read the rows and show what they say, or ask what is missing to read them."""
    if opened is None:
        await context.show(views.unknown_kind(sent))
        return
    if opened.kind is FileKind.COMPETENCY_RECAP:
        await context.show(views.recap_not_taken())
        return
    file = await asyncio.to_thread(incoming.rows_or_question, opened, sent.scale)
    await context.show(
        views.ask_scale(sent) if isinstance(file, ScaleNotDeclared) else await _found(context, sent, file)
    )


async def _found(context: Context, sent: SentFile, file: ReadFile) -> Reply:
    found = await context.read(importing.look_into, file=file)
    zone = context.services.policy.zone
    if isinstance(found, Rejected):
        return import_problems.rejected(found, sent, zone)
    if isinstance(found, ReceivedBefore):
        return views.received_before(formats.moment(found.saved_at, zone))
    if found.changes_nothing:
        return views.nothing_new(found)
    return views.preview(found, await context.write(importing.stage, file=file))


def _file_name(context: Context, what: str) -> str:
    day = context.services.clock.now().astimezone(context.services.policy.zone)
    return f"{what}-{day:%Y%m%d}.xlsx"


COMMANDS = {"impor": explain}
FILES = {None: take_file}
PRESSES = {
    views.ChooseKind: choose_kind,
    views.ChooseScale: choose_scale,
    import_problems.DownloadReport: download_report,
    views.OpenPreview: open_preview,
    views.OpenDetails: open_details,
    views.DownloadDetails: download_details,
    views.SaveImport: save,
    views.CancelImport: cancel,
}
