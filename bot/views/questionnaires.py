"""The list of questionnaires, the screen before one begins, and those on which it is left or has closed."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reply import Key, Reply
from bot.texts import Fact, Markup, formats, label, lines, paragraphs, say, word
from bot.views import questions, reviewing_answers
from bot.views.answer_buttons import AcceptRevision, Continue, OpenStart, ViewSubmitted
from bot.views.navigation import OpenQuestionnaires, SnoozeReminder, to_close, to_home, to_more_time
from bot.views.privacy import ReadNotice
from bot.views.requesting import OpenRosterEntry
from domain.conversation import Conversation
from domain.questionnaire import load
from domain.steps import Asking, Closing, Deciding, Doubting, Draft, Paging, Reviewing, Revised
from domain.usecases.listing_questionnaires import Entry, FillingState, Questionnaires, Start


def step(
    found: Asking | Reviewing | Paging | Deciding | Doubting | Closing | Revised, zone: ZoneInfo
) -> Reply:
    """The screen of a step."""
    match found:
        case Asking():
            return questions.asking(found, zone)
        case Reviewing() | Paging() | Deciding():
            return reviewing_answers.step(found, zone)
        case Doubting():
            return questions.doubting(found)
        case Closing():
            return _closed(found, zone)
        case Revised():
            return _revised(found)


def listed(found: Questionnaires, *, notice_version: int, zone: ZoneInfo, now: datetime) -> Reply:
    """The list, with a button for each that can be opened; none while the notice is unread."""
    if found.notice_unread:
        rows = [[Key(label("read"), ReadNotice(1)), to_home()]]
        return Reply(say("notice.read_first", version=str(notice_version)), rows)
    if not found.entries:
        return Reply(say("questionnaires.list_empty"), [[to_home()]])
    numbered = list(enumerate(found.entries, 1))
    rows_of_text = lines(*(_row(number, entry, zone, now) for number, entry in numbered))
    deadlines = {entry.phase.closes_at for entry in found.entries}
    if len(deadlines) == 1:
        deadline = formats.moment(deadlines.pop(), zone)
        text = say("questionnaires.list", rows=rows_of_text, deadline=deadline)
    else:
        text = say(
            "questionnaires.list_without_deadline", rows=rows_of_text, zone=formats.zone_name(now, zone)
        )
    keys = [[key] for number, entry in numbered if (key := _key(number, entry)) is not None]
    late = [entry.phase.id for entry in found.entries if entry.late]
    return Reply(text, [*keys, [to_more_time(late[0]), to_home()] if late else [to_home()]])


def state(entry: Entry, zone: ZoneInfo) -> Markup:
    """How far a questionnaire has come, in the words used everywhere."""
    match entry.state:
        case FillingState.IN_PROGRESS:
            return word("state", "in_progress", answered=entry.progress.answered, total=entry.progress.asked)
        case FillingState.SUBMITTED if entry.response and entry.response.submitted_at:
            return word(
                "state", "submitted_at", submitted_at=formats.listed(entry.response.submitted_at, zone)
            )
        case FillingState.NOT_OPEN:
            return word(
                "state", "opens", day=formats.short_date(entry.phase.opens_at.astimezone(zone).date())
            )
        case other:
            return word("state", other)


def start(found: Start) -> Reply:
    """How long it is, what it is for and who reads it, before the first question; wrong roster data is reported here."""
    questionnaire, campaign = found.entry.questionnaire, found.entry.campaign.id
    text = say(
        "questionnaires.start",
        questionnaire=questionnaire.title,
        total=len(questionnaire.questions),
        item=questionnaire.noun,
        sections=len(questionnaire.sections),
        duration=formats.duration(timedelta(minutes=questionnaire.minutes)),
        introduction=questionnaire.intro,
        name=found.official.name,
        unit=found.official.unit,
    )
    begin = Key(label("begin"), Continue(campaign))
    correct = Key(label("correct_data"), OpenRosterEntry(campaign))
    return Reply(text, [[begin], [correct, Key(label("back"), OpenQuestionnaires())]])


def left(draft: Draft, zone: ZoneInfo) -> Reply:
    """What is kept, until when, and how to go on."""
    text = say(
        "questionnaires.left",
        questionnaire=draft.questionnaire.title,
        answered=draft.progress.answered,
        total=draft.progress.asked,
        deadline=formats.moment(draft.phase.closes_at, zone),
    )
    rows = [
        [Key(label("next"), Continue(draft.campaign.id))],
        [Key(label("remind_tomorrow"), SnoozeReminder(draft.phase.id))],
        [to_home()],
    ]
    return Reply(text, rows)


def task(entry: Entry, zone: ZoneInfo) -> Markup:
    """The line of a questionnaire on the home screen."""
    return say(
        "home.task_questionnaire",
        questionnaire=entry.questionnaire.title,
        state=state(entry, zone),
        deadline=formats.moment(entry.phase.closes_at, zone),
    )


def onward(entry: Entry) -> Key:
    """[Lanjut], or [Mulai] where nothing has been begun."""
    if entry.response is None:
        return Key(label("begin"), OpenStart(entry.campaign.id))
    return Key(label("next"), Continue(entry.campaign.id))


def with_open_question(reply: Reply, conversation: Conversation) -> Reply:
    """Another screen; where a question is open, it says that the question waits and leads back to it."""
    facts = conversation.facts
    if conversation.awaiting not in questions.OPEN:
        return reply
    questionnaire = load(str(facts["questionnaire"]), int(str(facts["version"])))
    place = questionnaire.position(str(facts["question"]))
    waits = say("questionnaires.waiting", item=questionnaire.noun, number=place.number, total=place.count)
    onward = Key(label("next"), Continue(int(str(facts["campaign"]))))
    return replace(reply, text=paragraphs(reply.text, waits), rows=[[onward, to_close()]])


def _row(number: int, entry: Entry, zone: ZoneInfo, now: datetime) -> Markup:
    facts: dict[str, Fact] = {
        "number": number,
        "questionnaire": entry.questionnaire.title,
        "state": state(entry, zone),
    }
    if entry.to_do:
        left = formats.remaining(entry.phase.closes_at, now)
        return say("questionnaires.row_remaining", remaining=left, **facts)
    return say("questionnaires.row", **facts)


def _key(number: int, entry: Entry) -> Key | None:
    campaign = entry.campaign.id
    if entry.state is FillingState.SUBMITTED:
        return Key(label("view_numbered", number=number), ViewSubmitted(campaign))
    if not entry.to_do:
        return None
    if entry.response is None:
        return Key(label("begin_numbered", number=number), OpenStart(campaign))
    return Key(label("continue_numbered", number=number), Continue(campaign))


def _revised(found: Revised) -> Reply:
    campaign, move = found.draft.campaign, found.move
    if move is None:
        newest, version = str(campaign.offered), str(campaign.version)
        text = say("questionnaires.revised", newest=newest, version=version)
    else:
        text = say(
            "questionnaires.moved",
            version=str(move.to_version),
            reason=move.reason.rstrip(". "),
            kept=move.kept,
            total=move.total,
            changed=move.changed,
            item=found.draft.questionnaire.noun,
            added=move.added,
        )
    return Reply(
        text, [[Key(label("next"), AcceptRevision(campaign.id, campaign.offered, campaign.version))]]
    )


def _closed(found: Closing, zone: ZoneInfo) -> Reply:
    closes_at, come = found.draft.phase.closes_at, found.draft.progress
    counts = {"answered": come.answered, "total": come.asked}
    if found.in_time:
        text = say("questionnaires.closed_in_time", clock=formats.clock(closes_at, zone), **counts)
    else:
        text = say("questionnaires.closed", closed_at=formats.moment(closes_at, zone), **counts)
    return Reply(text, [[to_more_time(found.draft.phase.id), to_home()]])
