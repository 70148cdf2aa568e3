"""What an official asks BKPSDM for, and the answers as they are read."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import formats, label, say, word
from bot.views.answer_buttons import Continue, OpenStart
from bot.views.navigation import CloseScreen, GoOn, OpenHome, to_close, to_home
from domain.people import Official
from domain.requests import Request, RequestKind, RosterField
from domain.usecases.reopening import Reopened
from domain.usecases.requesting import TimeWanted

AWAIT_TIME_REASON = "time_reason"
AWAIT_CORRECTION = "correction"


@button("rqa")
class OpenAnswer(Button):
    """[Buka] on the word that there is an answer."""

    request_id: int


@button("rqn")
class OpenReopened(Button):
    """[Buka] on the word that a questionnaire is open again."""

    campaign: int
    reopening_id: int


@button("rqe")
class OpenRosterEntry(Button):
    """[Perbaiki data]; from the start screen of a campaign, which it leads back to."""

    campaign: int | None


@button("rqf")
class ReportField(Button):
    """What is wrong in the roster."""

    field: RosterField
    campaign: int | None


def ask_time(wanted: TimeWanted, zone: ZoneInfo) -> Reply:
    """[Minta waktu]: the reason, typed; or that it was asked for already."""
    if wanted.waiting is not None:
        text = say("requests.time_waiting", recorded_at=formats.moment(wanted.waiting.asked_at, zone))
        return Reply(text, [[to_home()]])
    facts = {"phase_id": wanted.phase.id}
    rows = [[Key(label("cancel"), OpenHome())]]
    return Reply(say("requests.ask_time"), rows, awaiting=AWAIT_TIME_REASON, facts=facts)


def time_asked(wanted: TimeWanted, now: datetime) -> Reply:
    """The reason is with BKPSDM."""
    if now > wanted.phase.closes_at:
        return Reply(say("requests.time_asked_late"), [[to_home()]])
    return Reply(say("requests.time_asked"), [[Key(label("next"), GoOn(wanted.phase.id)), to_home()]])


def answer_notice(name: str, request_id: int) -> Reply:
    """There is an answer; a push says no more."""
    text = say("requests.answer_notice", name=formats.person_name(name))
    return Reply(text, [[Key(label("open"), OpenAnswer(request_id))]])


def answer(request: Request, contact: str) -> Reply:
    """What BKPSDM decided, and why."""
    reason = (request.answer or "").rstrip(". ")
    if request.kind is RequestKind.TIME:
        text = say("requests.time_rejected", reason=reason, contact=contact)
    else:
        key = "correction_granted" if request.granted else "correction_rejected"
        text = say(f"requests.{key}", ticket=request.number or "", reason=reason, contact=contact)
    return Reply(text, [[to_home()]], in_place=True)


def roster_entry(official: Official, campaign: int | None) -> Reply:
    """What the roster says, with a button for what may be wrong."""
    text = say("requests.entry", name=official.name, unit=official.unit, position=official.position)
    keys = [Key(label(f"correct_{one}"), ReportField(one, campaign)) for one in RosterField]
    return Reply(text, [*([key] for key in keys), [_back(campaign)]])


def ask_correction(official: Official, field: RosterField, campaign: int | None) -> Reply:
    """What would be right, typed."""
    old: str = getattr(official, field)
    text = say("requests.ask_correction", old=old, field=word("roster_field", field))
    facts = {"field": field.value, "campaign_of_start": campaign}
    rows = [[Key(label("cancel"), OpenRosterEntry(campaign))]]
    return Reply(text, rows, awaiting=AWAIT_CORRECTION, facts=facts)


def correction_asked(request: Request, campaign: int | None, zone: ZoneInfo) -> Reply:
    """It is with BKPSDM, and by when it is answered."""
    text = say(
        "requests.correction_asked",
        ticket=request.number or "",
        recorded_at=formats.moment(request.asked_at, zone),
        deadline=formats.moment(request.due_at or request.asked_at, zone),
    )
    onward = Key(label("next"), OpenStart(campaign)) if campaign is not None else to_close()
    return Reply(text, [[onward]])


def reopened_notice(found: Reopened, reopening_id: int, zone: ZoneInfo) -> Reply:
    """A questionnaire is open again; the reason waits behind [Buka]."""
    text = say(
        "requests.reopened_notice",
        name=formats.person_name(found.name),
        receipt=found.receipt,
        deadline=formats.moment(found.deadline, zone),
    )
    return Reply(text, [[Key(label("open"), OpenReopened(found.campaign.id, reopening_id))]])


def reopened(found: Reopened, title: str, zone: ZoneInfo) -> Reply:
    """Why it was opened again, and the way in."""
    text = say(
        "requests.reopened_reason",
        questionnaire=title,
        reason=found.reason,
        deadline=formats.moment(found.deadline, zone),
    )
    return Reply(text, [[Key(label("next"), Continue(found.campaign.id)), to_home()]], in_place=True)


def _back(campaign: int | None) -> Key:
    if campaign is None:
        return Key(label("close"), CloseScreen())
    return Key(label("back"), OpenStart(campaign))
