"""Screens of a broadcast, from its audience to its report, and the message itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, paragraphs, say
from bot.texts.markup import markup
from bot.views.navigation import OpenBroadcasts, to_close, to_home
from domain.broadcasts import Audience, BroadcastState, Tally, allowed_placeholders, fill
from domain.errors import ChangedMeanwhile
from domain.phases import Phase
from domain.usecases.broadcasting import (
    AudienceChoice,
    BroadcastDraft,
    BroadcastMessage,
    BroadcastPreview,
    Confirmation,
    Recipient,
)
from domain.usecases.steering_broadcasts import BroadcastProgress
from domain.working_days import WorkingDays

DRAFTING = "broadcast_draft"
AWAIT_TEXT = "broadcast_text"
AWAIT_TIME = "broadcast_time"


@button("bca")
class ChooseAudience(Button):
    """An audience to look at."""

    audience: Audience
    phase_id: int | None


@button("bcf")
class ChangeFilter(Button):
    """[Ubah saringan]: the audiences of one phase."""

    phase_id: int | None


@button("bcu")
class UseAudience(Button):
    """[Pakai ini]; also [Ubah teks]."""

    audience: Audience
    phase_id: int | None


@button("bcc")
class ConfirmBroadcast(Button):
    """[Lanjut] from the preview; also the way back from a typed time."""


@button("bct")
class ChooseTime(Button):
    """[Pilih waktu]."""


@button("bcs")
class SendBroadcast(Button):
    """[Kirim]."""


@button("bcx")
class CancelBroadcast(Button):
    """[Batal]: nothing is sent."""


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


def audience(choice: AudienceChoice) -> Reply:
    """Step 1: whom a message would reach, and whom not."""
    phase_id = choice.phase.id if choice.phase else None
    text = say(
        "broadcasts.audience",
        audience=_audience_words(choice.audience, choice.phase),
        total=choice.reach.total,
        reachable=choice.reach.reachable,
        unlinked=choice.reach.not_linked,
        unreachable=choice.reach.unreachable,
    )
    rows = [[Key(label("use_audience"), UseAudience(choice.audience, phase_id))]]
    if choice.open_phases:
        shown = phase_id or choice.open_phases[-1].id
        rows.append([Key(label("change_filter"), ChangeFilter(shown))])
    if choice.audience is not Audience.ALL_LINKED:
        rows.append([_to_audience(Audience.ALL_LINKED, None)])
    return Reply(text, [*rows, [_cancel()]])


def filters(phase: Phase, others: Sequence[Phase]) -> Reply:
    """The audiences of a phase, and the other phases that are open."""
    ways = [_to_audience(one, phase.id) for one in Audience if one.needs_phase]
    ways.append(_to_audience(Audience.ALL_LINKED, None))
    pairs = [ways[start : start + 2] for start in range(0, len(ways), 2)]
    named = [Key(label("phase_named", phase=one.name), ChangeFilter(one.id)) for one in others[-2:]]
    back = Key(label("back"), OpenBroadcasts())
    return Reply(say("broadcasts.filter"), [*pairs, *([named] if named else []), [back]])


def ask_text(draft: BroadcastDraft) -> Reply:
    """Step 2: the text."""
    allowed = allowed_placeholders(draft.audience)
    names = formats.joined([f"{{{name}}}" for name in allowed], "atau")
    rows = [[Key(label("back"), ChooseAudience(draft.audience, draft.phase_id)), _cancel()]]
    return Reply(
        say("broadcasts.content", placeholders=names), rows, awaiting=AWAIT_TEXT, facts=facts_of(draft)
    )


def preview(found: BroadcastPreview, now: datetime, zone: ZoneInfo) -> Reply:
    """What one recipient would see, with a warning where the text says too much for a lock screen."""
    draft = found.draft
    text = say("broadcasts.preview", message=_filled(draft.text, found.recipient, now, zone))
    if found.revealing:
        text = paragraphs(text, say("broadcasts.warning", words=formats.joined(found.revealing)))
    change = Key(label("change_text"), UseAudience(draft.audience, draft.phase_id))
    rows = [[Key(label("next"), ConfirmBroadcast()), change], [_cancel()]]
    return Reply(text, rows, awaiting=DRAFTING, facts=facts_of(draft))


def confirm(found: Confirmation, zone: ZoneInfo) -> Reply:
    """Step 3: how many, how long, when."""
    text = say(
        "broadcasts.confirm",
        count=found.count,
        sending_time=formats.sending_time(timedelta(seconds=found.seconds)),
        when=_when(found, zone),
    )
    rows = [
        [Key(label("submit"), SendBroadcast()), Key(label("choose_time"), ChooseTime())],
        [_cancel()],
    ]
    return Reply(text, rows, awaiting=DRAFTING, facts=facts_of(found.draft))


def ask_time(draft: BroadcastDraft, days: WorkingDays, now: datetime, zone: ZoneInfo) -> Reply:
    """A typed moment."""
    hours = "–".join(formats.hour(one) for one in days.window)
    text = say("broadcasts.choose_time", hours=hours, zone=formats.zone_name(now, zone))
    rows = [[Key(label("back"), ConfirmBroadcast())]]
    return Reply(text, rows, awaiting=AWAIT_TIME, facts=facts_of(draft))


def cancelled() -> Reply:
    """Nothing is sent."""
    return Reply(say("broadcasts.cancelled"), [[to_home()]])


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
    return Reply(_filled(found.text, found.recipient, now, zone))


def facts_of(draft: BroadcastDraft) -> dict[str, object]:
    """A draft as the conversation keeps it."""
    return {
        "audience": draft.audience.value,
        "phase_id": draft.phase_id,
        "text": draft.text,
        "send_at": draft.send_at.isoformat() if draft.send_at else None,
    }


def draft_of(facts: Mapping[str, object]) -> BroadcastDraft:
    """The draft a conversation keeps. Refuses ChangedMeanwhile where it keeps none."""
    if not {"audience", "phase_id", "text", "send_at"} <= facts.keys():
        raise ChangedMeanwhile
    phase_id, send_at = facts["phase_id"], facts["send_at"]
    return BroadcastDraft(
        Audience(str(facts["audience"])),
        int(str(phase_id)) if phase_id is not None else None,
        str(facts["text"]),
        datetime.fromisoformat(str(send_at)) if send_at else None,
    )


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


def _filled(text: str, recipient: Recipient, now: datetime, zone: ZoneInfo) -> str:
    values = {"nama": formats.person_name(recipient.name)}
    if recipient.deadline is not None:
        values["tenggat"] = formats.moment(recipient.deadline, zone)
        values["sisa"] = formats.remaining(recipient.deadline, now).removeprefix("sisa ")
    return markup(fill(text, values))


def _when(found: Confirmation, zone: ZoneInfo) -> str:
    if found.at_once:
        return say("broadcasts.now")
    send_at = formats.moment(found.send_at, zone)
    return send_at if found.draft.send_at else say("broadcasts.now_outside_hours", send_at=send_at)


def _audience_words(chosen: Audience, phase: Phase | None) -> Markup:
    if phase is None:
        return say("broadcasts.audience_all_linked")
    return say(f"broadcasts.audience_{chosen}", phase=phase.name)


def _to_audience(chosen: Audience, phase_id: int | None) -> Key:
    words = label(f"audience_{chosen}") if chosen.needs_phase else label("all_linked")
    return Key(words, ChooseAudience(chosen, phase_id))


def _cancel() -> Key:
    return Key(label("cancel"), CancelBroadcast())
