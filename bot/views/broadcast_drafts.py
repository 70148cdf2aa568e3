"""Screens of a broadcast until it is confirmed. What was chosen stands in the conversation."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, paragraphs, say
from bot.views.broadcasts import filled
from bot.views.navigation import OpenBroadcasts, to_home
from domain.broadcasts import Audience, allowed_placeholders
from domain.errors import ChangedMeanwhile
from domain.phases import Phase
from domain.usecases.addressing import AudienceChoice, BroadcastDraft
from domain.usecases.broadcasting import BroadcastPreview, Confirmation
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
    text = say("broadcasts.preview", message=filled(draft.text, found.recipient, now, zone))
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
