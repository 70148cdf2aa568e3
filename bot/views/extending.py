"""More time for one person, and a submitted questionnaire opened again: what an admin types step by step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import formats, label, lines, say
from bot.views.navigation import CloseScreen, OpenRequests, to_close, to_home
from domain.people import Official
from domain.usecases.extending import PersonalPhase
from domain.usecases.reopening import Submitted

AWAIT_DEADLINE = "personal_deadline"
AWAIT_REASON = "personal_reason"
AWAIT_REOPENING_DEADLINE = "reopening_deadline"
AWAIT_REOPENING_REASON = "reopening_reason"


@button("xf")
class ExtendFor(Button):
    """[Perpanjang] for one person."""

    person_id: int
    phase_id: int


@button("xs")
class ListSubmitted(Button):
    """[Buka kembali]: what the person has sent."""

    person_id: int


@button("xo")
class ReopenFor(Button):
    """[n. Buka]."""

    person_id: int
    campaign: int


def ask_deadline(found: PersonalPhase, zone: ZoneInfo) -> Reply:
    """The later deadline, typed."""
    text = say(
        "requests.type_deadline",
        phase=found.phase.name,
        tail=found.official.tail,
        deadline=formats.moment(found.phase.closes_at, zone),
    )
    facts = {"person_id": found.official.id, "phase_id": found.phase.id}
    return Reply(text, [[_cancel()]], awaiting=AWAIT_DEADLINE, facts=facts)


def ask_reason(found: PersonalPhase, closes_at: datetime, zone: ZoneInfo) -> Reply:
    """The reason, typed; it carries the extension out."""
    text = say(
        "requests.ask_time_reason",
        phase=found.phase.name,
        tail=found.official.tail,
        deadline=formats.moment(closes_at, zone),
    )
    facts = {
        "person_id": found.official.id,
        "phase_id": found.phase.id,
        "closes_at": closes_at.isoformat(),
    }
    return Reply(text, [[_cancel()]], awaiting=AWAIT_REASON, facts=facts)


def granted(found: PersonalPhase, zone: ZoneInfo) -> Reply:
    """Done."""
    text = say(
        "requests.time_granted",
        phase=found.phase.name,
        tail=found.official.tail,
        deadline=formats.moment(found.phase.closes_at, zone),
    )
    return Reply(text, [[Key(label("requests"), OpenRequests()), to_home()]])


def submitted(official: Official, found: Sequence[Submitted], zone: ZoneInfo) -> Reply:
    """What can be opened again."""
    if not found:
        return Reply(say("requests.submitted_none", tail=official.tail), [[to_close()]])
    rows_of_text = lines(
        *(
            say(
                "requests.submitted_row",
                number=number,
                questionnaire=one.campaign.definition.title,
                at=formats.listed(one.response.submitted_at or one.response.active_at, zone),
            )
            for number, one in enumerate(found, 1)
        )
    )
    keys = [
        Key(label("reopen_numbered", number=number), ReopenFor(official.id, one.campaign.id))
        for number, one in enumerate(found, 1)
    ]
    text = say("requests.submitted", tail=official.tail, rows=rows_of_text)
    return Reply(text, [*([key] for key in keys), [to_close()]])


def ask_reopening_deadline(found: Submitted) -> Reply:
    """A deadline to come, typed: the one there was has passed."""
    text = say("requests.type_reopening_deadline", tail=found.official.tail)
    facts = {
        "person_id": found.official.id,
        "phase_id": found.phase.id,
        "campaign_to_reopen": found.campaign.id,
    }
    return Reply(text, [[_cancel()]], awaiting=AWAIT_REOPENING_DEADLINE, facts=facts)


def ask_reopening_reason(found: Submitted, closes_at: datetime | None, zone: ZoneInfo) -> Reply:
    """The reason, typed; it carries the reopening out."""
    text = say(
        "requests.ask_reopening_reason",
        questionnaire=formats.lower_first(found.campaign.definition.title),
        tail=found.official.tail,
        deadline=formats.moment(closes_at or found.phase.closes_at, zone),
    )
    facts = {
        "person_id": found.official.id,
        "campaign_to_reopen": found.campaign.id,
        "closes_at": closes_at.isoformat() if closes_at else None,
    }
    return Reply(text, [[_cancel()]], awaiting=AWAIT_REOPENING_REASON, facts=facts)


def reopened(found: Submitted) -> Reply:
    """Done."""
    title = formats.lower_first(found.campaign.definition.title)
    text = say("requests.reopened", questionnaire=title, tail=found.official.tail)
    return Reply(text, [[to_home()]])


def deadline_of(facts: Mapping[str, object]) -> datetime | None:
    """The deadline typed before, as the conversation keeps it."""
    typed = facts.get("closes_at")
    return datetime.fromisoformat(str(typed)) if typed else None


def _cancel() -> Key:
    return Key(label("cancel"), CloseScreen())
