"""A broadcast on its way: its progress, its report, and the message itself."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, paragraphs, say
from bot.texts.markup import markup
from bot.views.navigation import to_close
from domain.broadcasts import BroadcastState, Tally, fill
from domain.usecases.broadcasting import BroadcastMessage, Recipient
from domain.usecases.steering_broadcasts import BroadcastProgress


@button("bcp")
class PauseBroadcast(Button):
    """[Jeda]."""

    broadcast_id: int


@button("bcr")
class ResumeBroadcast(Button):
    """[Teruskan]."""

    broadcast_id: int


@button("bch")
class AskToStop(Button):
    """[Hentikan]: asks once more."""

    broadcast_id: int


@button("bcq")
class StopBroadcast(Button):
    """[Hentikan siaran]: for good."""

    broadcast_id: int


@button("bcl")
class LookAtBroadcast(Button):
    """[Kembali] from the question whether to stop."""

    broadcast_id: int


@button("bcd")
class DownloadOutcomes(Button):
    """[Unduh daftar]."""

    broadcast_id: int


def progress(found: BroadcastProgress, zone: ZoneInfo) -> Reply:
    """Where a broadcast stands: on its way, held, or over."""
    match found.broadcast.state:
        case BroadcastState.PAUSED:
            return _paused(found)
        case BroadcastState.FINISHED | BroadcastState.STOPPED:
            return report(found)
        case _:
            return _sending(found, zone)


def ask_to_stop(found: BroadcastProgress) -> Reply:
    """How many would not receive it."""
    broadcast_id = found.broadcast.id
    rows = [
        [Key(label("stop_broadcast"), StopBroadcast(broadcast_id))],
        [Key(label("back"), LookAtBroadcast(broadcast_id))],
    ]
    return Reply(say("broadcasts.stop", count=found.tally.remaining), rows, in_place=True)


def report(found: BroadcastProgress) -> Reply:
    """What became of every message; the lines add up to the total."""
    stopped = found.broadcast.state is BroadcastState.STOPPED
    text = say(
        "broadcasts.stopped" if stopped else "broadcasts.finished",
        broadcast=found.broadcast.number,
        rows=lines(*_outcomes(found.tally, stopped)),
        total=found.tally.total,
    )
    if found.tally.unknown:
        text = paragraphs(text, say("broadcasts.unknown_explained"))
    rows = [[Key(label("download_list"), DownloadOutcomes(found.broadcast.id))], [to_close()]]
    return Reply(text, rows, in_place=True)


def message(found: BroadcastMessage, now: datetime, zone: ZoneInfo) -> Reply:
    """What a recipient receives: the text that was confirmed, its placeholders filled."""
    return Reply(filled(found.text, found.recipient, now, zone))


def _sending(found: BroadcastProgress, zone: ZoneInfo) -> Reply:
    tally, broadcast = found.tally, found.broadcast
    known: dict[str, str | int] = {
        "broadcast": broadcast.number,
        "processed": tally.processed,
        "total": tally.total,
        "percentage": formats.share(tally.processed, tally.total),
        "unreachable": tally.unreachable,
    }
    stop = Key(label("stop"), AskToStop(broadcast.id))
    if found.continues_at is None:
        left = formats.sending_time(timedelta(seconds=tally.remaining_seconds))
        text = say("broadcasts.sending", **known, sending_time=left)
    elif tally.processed:
        text = say("broadcasts.continues", **known, send_at=formats.moment(found.continues_at, zone))
    else:
        send_at = formats.moment(found.continues_at, zone)
        text = say("broadcasts.scheduled", broadcast=broadcast.number, send_at=send_at, count=tally.total)
    return Reply(text, [[Key(label("pause"), PauseBroadcast(broadcast.id)), stop]], in_place=True)


def _paused(found: BroadcastProgress) -> Reply:
    text = say("broadcasts.paused", processed=found.tally.processed, total=found.tally.total)
    broadcast_id = found.broadcast.id
    rows = [
        [Key(label("resume"), ResumeBroadcast(broadcast_id)), Key(label("stop"), AskToStop(broadcast_id))]
    ]
    return Reply(text, rows, in_place=True)


def _outcomes(tally: Tally, stopped: bool) -> list[Markup]:
    rows = [
        say("broadcasts.report_sent", count=tally.sent),
        say("broadcasts.report_unreachable", count=tally.unreachable),
    ]
    if tally.failed:
        rows.append(say("broadcasts.report_failed", count=tally.failed))
    if tally.unknown:
        rows.append(say("broadcasts.report_unknown", count=tally.unknown))
    if tally.cancelled:
        key = "broadcasts.report_cancelled" if stopped else "broadcasts.report_not_due"
        rows.append(say(key, count=tally.cancelled))
    return rows


def filled(text: str, recipient: Recipient, now: datetime, zone: ZoneInfo) -> str:
    """The text of a broadcast for one person, escaped, its placeholders filled."""
    values = {"nama": formats.person_name(recipient.name)}
    if recipient.deadline is not None:
        values["tenggat"] = formats.moment(recipient.deadline, zone)
        values["sisa"] = formats.remaining(recipient.deadline, now).removeprefix("sisa ")
    return markup(fill(text, values))
