"""Screens of phases: the list, one phase, how far it has come, and what officials are told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, say, word
from bot.views.navigation import GoOn, OpenDashboard, OpenPhases, OpenQuestionnaires, to_home
from domain.participation import Participation
from domain.phases import PATTERNS, Phase, PhaseState
from domain.usecases.opening_phases import PhaseMessage
from domain.usecases.watching_phases import Dashboard, PhaseLine

_LISTED = 5
PATTERN_WORDS = {"eselon_iii_iv": "structural", "pelaksana_jf": "other"}


@button("phn")
class NewPhase(Button):
    """[Tahap baru]: the patterns."""


@button("pho")
class OpenPhase(Button):
    """One phase."""

    phase_id: int


@button("phm")
class MovePhase(Button):
    """[Ubah tanggal] of a phase that has not opened."""

    phase_id: int


@button("phe")
class ExtendPhase(Button):
    """[Perpanjang]."""

    phase_id: int


@button("phv")
class OpenVersions(Button):
    """[Versi kuesioner]."""

    phase_id: int


def phases(found: Sequence[PhaseLine], now: datetime, zone: ZoneInfo) -> Reply:
    """The newest phases; the one that is open can be extended from here."""
    shown = found[-_LISTED:]
    open_ones = [one.phase for one in shown if one.state is PhaseState.OPEN]
    first = [Key(label("new_phase"), NewPhase())]
    if len(open_ones) == 1:
        first.append(Key(label("extend"), ExtendPhase(open_ones[0].id)))
    each = [[_to_phase(one.phase)] for one in shown]
    if not found:
        return Reply(say("phases.list_empty"), [first, [to_home()]])
    rows = lines(*(_row(one, now, zone) for one in shown))
    return Reply(say("phases.list", rows=rows), [first, *each, [to_home()]])


def home_line(line: PhaseLine, now: datetime, zone: ZoneInfo) -> Markup:
    """A phase on an admin's home."""
    name = line.phase.name
    match line.state:
        case PhaseState.SCHEDULED:
            opens_at = formats.moment(line.phase.opens_at, zone)
            return say("home.admin_phase_scheduled", phase=name, opens_at=opens_at)
        case PhaseState.OPEN:
            remaining = formats.remaining(line.phase.closes_at, now)
            return say("home.admin_phase", phase=name, done=line.done, total=line.total, remaining=remaining)
        case PhaseState.CLOSED:
            return say("home.admin_phase_closed", phase=name, done=line.done, total=line.total)


def phase(line: PhaseLine, zone: ZoneInfo) -> Reply:
    """One phase and what can still be changed about it."""
    one = line.phase
    text = say(
        "phases.phase",
        phase=one.name,
        state=say(f"phases.state_{line.state}"),
        audience=audience_words(one),
        total=line.total,
        done=line.done,
        opens_at=formats.moment(one.opens_at, zone),
        deadline=formats.moment(one.closes_at, zone),
    )
    ways: list[list[Key]] = []
    if line.state is PhaseState.SCHEDULED:
        ways = [[Key(label("change_dates"), MovePhase(one.id))]]
    elif line.state is PhaseState.OPEN:
        ways = [[Key(label("extend"), ExtendPhase(one.id))], [Key(label("versions"), OpenVersions(one.id))]]
    return Reply(text, [*ways, [Key(label("back"), OpenPhases()), to_home()]])


def opened(message: PhaseMessage, zone: ZoneInfo) -> Reply:
    """Tells an official that a phase has opened; it rings."""
    return Reply(opening_words(message, zone), [[Key(label("begin"), OpenQuestionnaires())]])


def extension_granted(message: PhaseMessage, phase_id: int, zone: ZoneInfo) -> Reply:
    """Tells an official of the later deadline; it rings."""
    deadline = formats.moment(message.deadline, zone)
    text = say("reminders.extension_granted", name=formats.person_name(message.name), deadline=deadline)
    return Reply(text, [[Key(label("next"), GoOn(phase_id))]])


def dashboard(found: Dashboard | None, now: datetime, zone: ZoneInfo) -> Reply:
    """How far the phase that opened last has come."""
    if found is None:
        return Reply(say("phases.none_open"), [[to_home()]])
    done, declined = found.standings[Participation.DONE], found.standings[Participation.DECLINED]
    text = lines(
        say(
            "phases.dashboard",
            phase=found.phase.name,
            now=formats.moment(now, zone),
            done=done,
            total=found.total,
            percentage=formats.share(done, found.total),
            in_progress=found.in_progress,
            not_started=found.standings[Participation.NOT_STARTED],
            unlinked=found.standings[Participation.NOT_LINKED],
        ),
        say("phases.dashboard_declined", count=declined) if declined else "",
        say("phases.dashboard_assessed", assessed=found.assessed, total=found.total),
    )
    return Reply(text, [[Key(label("reload"), OpenDashboard()), to_home()]])


def audience_words(one: Phase) -> Markup:
    """Whom a phase asks, in words."""
    for key, pattern in PATTERNS.items():
        if pattern.audience == one.audience:
            return say(f"phases.audience_{PATTERN_WORDS[key]}")
    return Markup(formats.joined([word("position", kind) for kind in sorted(one.audience)]))


def _row(line: PhaseLine, now: datetime, zone: ZoneInfo) -> Markup:
    name = line.phase.name
    match line.state:
        case PhaseState.SCHEDULED:
            return say("phases.row_scheduled", phase=name, opens_at=formats.moment(line.phase.opens_at, zone))
        case PhaseState.OPEN:
            remaining = formats.remaining(line.phase.closes_at, now)
            return say("phases.row_open", phase=name, done=line.done, total=line.total, remaining=remaining)
        case PhaseState.CLOSED:
            closed_at = formats.moment(line.phase.closes_at, zone)
            return say("phases.row_closed", phase=name, closed_at=closed_at, done=line.done, total=line.total)


def opening_words(message: PhaseMessage, zone: ZoneInfo) -> Markup:
    """The opening message of one official."""
    return say(
        "phases.opened",
        name=formats.person_name(message.name),
        deadline=formats.moment(message.deadline, zone),
        duration=formats.duration(timedelta(minutes=message.minutes)),
    )


def _to_phase(one: Phase) -> Key:
    return Key(label("phase_named", phase=one.name), OpenPhase(one.id))
