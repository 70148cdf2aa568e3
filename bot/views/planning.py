"""Screens for making a phase and for giving one other dates. What was chosen stands in the conversation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import formats, label, say, word
from bot.views.navigation import OpenPhases, to_home
from bot.views.phases import PATTERN_WORDS, NewPhase, OpenPhase, opening_words
from domain.errors import ChangedMeanwhile
from domain.phases import PATTERNS, Period, PhasePreview
from domain.reminders import Reminder, Step
from domain.usecases.moving_phases import Extension
from domain.usecases.opening_phases import PhaseMessage
from domain.usecases.planning_phases import PhaseDraft, Proposal, Scheduled
from domain.working_days import WorkingDays

DRAFTING = "phase_draft"
AWAIT_OPENING = "phase_opening"
AWAIT_CLOSING = "phase_closing"
AWAIT_NEW_OPENING = "phase_new_opening"
AWAIT_NEW_CLOSING = "phase_new_closing"
AWAIT_EXTENSION = "phase_extension"
AWAIT_EXTENSION_REASON = "phase_extension_reason"


@button("php")
class ChoosePattern(Button):
    """A pattern, by its key; also the way back to its audience."""

    pattern: str


@button("phs")
class ProposeDates(Button):
    """[Lanjut] from the audience: the usual dates."""

    pattern: str


@button("phd")
class ChangeDates(Button):
    """[Ubah tanggal] of the phase being made."""


@button("phr")
class ShowDates(Button):
    """[Kembali] to the dates chosen."""


@button("phc")
class CheckPhase(Button):
    """[Lanjut] from the dates: everything at a glance."""


@button("pht")
class ShowSample(Button):
    """[Contoh pesan]."""


@button("phu")
class ListUnlinked(Button):
    """[Daftar n]: who has no account."""


@button("phx")
class SchedulePhase(Button):
    """[Jadwalkan]."""


@button("phb")
class CancelPhase(Button):
    """[Batal]: nothing is scheduled."""


def patterns() -> Reply:
    """Step 1: whom and with what, the usual ways."""
    rows = [[Key(label(f"pattern_{PATTERN_WORDS[key]}"), ChoosePattern(key))] for key in PATTERNS]
    return Reply(say("phases.new_pattern"), [*rows, [_cancel()]])


def audience(pattern: str, count: int) -> Reply:
    """Step 2: how many are asked."""
    text = say("phases.new_audience", audience=say(f"phases.audience_{PATTERN_WORDS[pattern]}"), count=count)
    rows = [[Key(label("next"), ProposeDates(pattern))], [Key(label("back"), NewPhase())]]
    return Reply(text, rows)


def dates(proposal: Proposal, days: WorkingDays, zone: ZoneInfo) -> Reply:
    """Step 3: from when to when, and the reminders that follow from it."""
    draft = proposal.draft
    before = [one for one in proposal.reminders if one.step is not Step.DAY_AFTER]
    after = [one for one in proposal.reminders if one.step is Step.DAY_AFTER]
    text = say(
        "phases.new_schedule",
        opens_at=formats.moment(draft.period.opens_at, zone),
        deadline=formats.moment(draft.period.closes_at, zone),
        reminders=_days_of(before, days),
        overdue_reminder=_days_of(after, days),
    )
    rows = [
        [Key(label("next"), CheckPhase()), Key(label("change_dates"), ChangeDates())],
        [Key(label("back"), ChoosePattern(draft.pattern))],
    ]
    return Reply(text, rows, awaiting=DRAFTING, facts=facts_of(draft))


def ask_opening(draft: PhaseDraft) -> Reply:
    """A typed opening for the phase being made."""
    rows = [[Key(label("back"), ShowDates())]]
    return Reply(say("phases.type_opening"), rows, awaiting=AWAIT_OPENING, facts=facts_of(draft))


def ask_closing(draft: PhaseDraft) -> Reply:
    """A typed deadline for the phase being made."""
    rows = [[Key(label("back"), ChangeDates())]]
    return Reply(say("phases.type_closing"), rows, awaiting=AWAIT_CLOSING, facts=facts_of(draft))


def check(draft: PhaseDraft, preview: PhasePreview, name: str) -> Reply:
    """Step 4: everything at a glance."""
    text = say(
        "phases.new_check",
        phase=name,
        total=preview.people,
        linked=preview.linked,
        unlinked=preview.not_linked,
        questionnaires=preview.questionnaires,
        aspect_count=preview.aspects,
        sending_time=formats.sending_time(timedelta(seconds=preview.opening_seconds)),
    )
    last = [_cancel()]
    if preview.not_linked:
        last.insert(0, Key(label("list_unlinked", count=preview.not_linked), ListUnlinked()))
    rows = [[Key(label("schedule"), SchedulePhase()), Key(label("sample_message"), ShowSample())], last]
    return Reply(text, rows, awaiting=DRAFTING, facts=facts_of(draft))


def sample(draft: PhaseDraft, message: PhaseMessage, zone: ZoneInfo) -> Reply:
    """The opening message as one person would see it."""
    text = say("phases.sample", message=opening_words(message, zone))
    return Reply(text, [[Key(label("back"), CheckPhase())]], awaiting=DRAFTING, facts=facts_of(draft))


def scheduled(done: Scheduled, now: datetime) -> Reply:
    """It stands, or has opened already."""
    if done.phase.opens_at <= now:
        text = say("phases.opened_now", phase=done.phase.name, linked=done.linked)
    else:
        text = say("phases.scheduled", phase=done.phase.name)
    return Reply(text, [[Key(label("view"), OpenPhase(done.phase.id)), to_home()]])


def cancelled() -> Reply:
    """Nothing was scheduled."""
    return Reply(say("phases.cancelled"), [[Key(label("phase"), OpenPhases()), to_home()]])


def ask_new_opening(phase_id: int) -> Reply:
    """A typed opening for a phase that has not opened."""
    rows = [[Key(label("back"), OpenPhase(phase_id))]]
    facts = {"phase_id": phase_id}
    return Reply(say("phases.type_opening"), rows, awaiting=AWAIT_NEW_OPENING, facts=facts)


def ask_new_closing(phase_id: int, opens_at: datetime) -> Reply:
    """A typed deadline for a phase that has not opened."""
    rows = [[Key(label("back"), OpenPhase(phase_id))]]
    facts = {"phase_id": phase_id, "opens_at": opens_at.isoformat()}
    return Reply(say("phases.type_closing"), rows, awaiting=AWAIT_NEW_CLOSING, facts=facts)


def ask_extension(phase_id: int) -> Reply:
    """A typed later deadline."""
    rows = [[Key(label("back"), OpenPhase(phase_id))]]
    facts = {"phase_id": phase_id}
    return Reply(say("phases.type_extension"), rows, awaiting=AWAIT_EXTENSION, facts=facts)


def ask_extension_reason(extension: Extension, zone: ZoneInfo) -> Reply:
    """Whom the extension concerns; the reason typed carries it out."""
    text = say(
        "phases.extend",
        phase=extension.phase.name,
        deadline=formats.moment(extension.closes_at, zone),
        count=extension.linked + extension.not_linked,
        linked=extension.linked,
        unlinked=extension.not_linked,
    )
    facts = {"phase_id": extension.phase.id, "closes_at": extension.closes_at.isoformat()}
    rows = [[Key(label("cancel"), OpenPhase(extension.phase.id))]]
    return Reply(text, rows, awaiting=AWAIT_EXTENSION_REASON, facts=facts)


def extended(extension: Extension, zone: ZoneInfo) -> Reply:
    """Done, and how many are told."""
    text = say(
        "phases.extended",
        phase=extension.phase.name,
        deadline=formats.moment(extension.closes_at, zone),
        linked=extension.linked,
    )
    return Reply(text, [[Key(label("view"), OpenPhase(extension.phase.id)), to_home()]])


def draft_of(facts: Mapping[str, object]) -> PhaseDraft:
    """The draft a conversation keeps. Refuses ChangedMeanwhile where it keeps none."""
    if not {"pattern", "opens_at", "closes_at"} <= facts.keys():
        raise ChangedMeanwhile
    opens_at, closes_at = (datetime.fromisoformat(str(facts[name])) for name in ("opens_at", "closes_at"))
    return PhaseDraft(str(facts["pattern"]), Period(opens_at, closes_at))


def facts_of(draft: PhaseDraft) -> dict[str, object]:
    """A draft as the conversation keeps it."""
    return {
        "pattern": draft.pattern,
        "opens_at": draft.period.opens_at.isoformat(),
        "closes_at": draft.period.closes_at.isoformat(),
    }


def _days_of(reminders: Sequence[Reminder], days: WorkingDays) -> str:
    """1, 4, 7, dan 8 Desember: a month is named with the last of its days."""
    found = sorted({days.day(one.at) for one in reminders})
    if not found:
        return str(word("none", "none"))
    return formats.joined(
        [words for _, month in groupby(found, key=lambda day: day.month) for words in _of_month(list(month))]
    )


def _of_month(found: Sequence[date]) -> list[str]:
    named = formats.long_date(found[-1]).rpartition(" ")[0]
    return [*(str(day.day) for day in found[:-1]), named]


def _cancel() -> Key:
    return Key(label("cancel"), CancelPhase())
