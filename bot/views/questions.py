"""A question on the screen: its words, its options, and the ways on, back and out.

What is the same for everybody is made once for each campaign and question.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.reply import Key, Reply, Rows
from bot.texts import Markup, formats, label, lines, paragraphs, refusal, say
from bot.views import answers
from bot.views.answer_buttons import (
    Answer,
    Choose,
    DropText,
    FinishChange,
    KeepText,
    Leave,
    Skip,
    StepBack,
    StepOn,
    UndoChange,
)
from bot.views.options import MOST_MATCHES, matches, options
from domain import offices
from domain.answers import SKIPPED, labels
from domain.errors import FileRefusal, QuestionnaireRefusal
from domain.questionnaire import Questionnaire, load
from domain.questions import AnyQuestion, FileUpload, Likert, SeveralChoices, ShortText
from domain.steps import Asking, Doubting, Found, Preface, Recorded, Resumed, SectionDone

AWAIT_ANSWER = "answer"
AWAIT_FREE_TEXT = "free_text"
AWAIT_FILE = "answer_file"
OPEN = (AWAIT_ANSWER, AWAIT_FREE_TEXT, AWAIT_FILE)
"""What a chat with an open question waits for."""


def asking(step: Asking, zone: ZoneInfo) -> Reply:
    """The question, below what is to be said first."""
    campaign, questionnaire = step.draft.campaign.id, step.draft.questionnaire
    value = step.draft.value(step.question).removeprefix(SKIPPED)
    if value or step.found or step.before is not None:
        reply = _made(campaign, questionnaire, step.question, value, step.found, step.before)
    else:
        reply = unanswered(campaign, questionnaire.key, questionnaire.version, step.question.key)
    said: list[Markup | str] = [preface(one, questionnaire, zone) for one in step.prefaces]
    if any(isinstance(one, QuestionnaireRefusal | FileRefusal) for one in step.prefaces):
        said.append(step.question.message)
    return replace(reply, text=paragraphs(*said, reply.text)) if said else reply


def asked_again(step: Asking, zone: ZoneInfo) -> Reply:
    """The question below the word that an outage may have lost the answer."""
    reply = asking(step, zone)
    return replace(reply, text=paragraphs(say("questionnaires.interrupted"), reply.text), silent=True)


def preface(one: Preface, questionnaire: Questionnaire, zone: ZoneInfo) -> Markup:
    """What stands above a screen: how an answer was read, what is finished, why nothing was stored."""
    match one:
        case Recorded(question, value):
            place = {"item": questionnaire.noun, "number": questionnaire.position(question.key).number}
            if value == SKIPPED:
                return say("questionnaires.skipped", **place)
            if isinstance(question, FileUpload):
                return say("questionnaires.file_received", answer=answers.answer(question, value))
            return say("questionnaires.recorded", answer=answers.answer(question, value), **place)
        case SectionDone(section, minutes):
            return say("questionnaires.section_done", section=section, duration=f"{minutes} menit")
        case Resumed(last_active, saved):
            day = formats.weekday_date(last_active.astimezone(zone).date())
            return say("questionnaires.resumed", day=day, saved=saved)
        case QuestionnaireRefusal() | FileRefusal():
            return refusal(one, zone=zone)


def doubting(step: Doubting) -> Reply:
    """Ask whether a late text is meant as the answer. The text waits here, stored nowhere else."""
    facts = {
        "campaign": step.draft.campaign.id,
        "question": step.question.key,
        "text": step.text,
        "sent_at": step.sent_at.isoformat(),
        "before": step.before,
    }
    rows = [
        [Key(label("save"), KeepText()), Key(label("not_an_answer"), DropText(step.draft.campaign.id))],
    ]
    return Reply(say("questionnaires.late_text", question=answers.name(step.question)), rows, facts=facts)


@lru_cache(maxsize=4096)
def unanswered(campaign: int, questionnaire: str, version: int, question: str) -> Reply:
    """The question as everybody meets it first, made once."""
    definition = load(questionnaire, version)
    return first(campaign, definition, definition.question(question))


def first(campaign: int, questionnaire: Questionnaire, question: AnyQuestion) -> Reply:
    """The question without an answer, of a definition that need not be in use."""
    return _made(campaign, questionnaire, question, "", None, None)


def _made(
    campaign: int,
    questionnaire: Questionnaire,
    question: AnyQuestion,
    value: str,
    found: Found | None,
    before: str | None,
) -> Reply:
    changing = before is not None
    text = paragraphs(
        _head(questionnaire, question, changing=changing),
        question.text,
        questionnaire.section_of(question.key).closing,
        _current(question, value),
        _legend(question),
        _found(found),
    )
    rows = list(options(campaign, question, value, changing=changing))
    if found is not None:
        rows += matches(campaign, question, found, changing=changing)
    rows += (
        _ways_of_change(campaign, question) if changing else _ways(campaign, questionnaire, question, value)
    )
    facts: dict[str, object] = {
        "campaign": campaign, "question": question.key,
        "questionnaire": questionnaire.key, "version": questionnaire.version,
    }  # fmt: skip
    if before is not None:
        facts["before"] = before
    if found is not None:
        facts["offered"] = [offices.code(name) for name in found.names[:MOST_MATCHES]]
    of_version = tuple(_of_version(row, questionnaire.version) for row in rows)
    return Reply(text, of_version, awaiting=_awaiting(question), facts=facts)


def _of_version(row: Sequence[Key], version: int) -> tuple[Key, ...]:
    """The buttons that answer say of which version their question is."""
    answering = (Answer, Choose, Skip)
    return tuple(
        replace(key, press=replace(key.press, version=version)) if isinstance(key.press, answering) else key
        for key in row
    )


def _awaiting(question: AnyQuestion) -> str:
    match question:
        case ShortText():
            return AWAIT_FREE_TEXT
        case FileUpload():
            return AWAIT_FILE
        case _:
            return AWAIT_ANSWER


def _head(questionnaire: Questionnaire, question: AnyQuestion, *, changing: bool) -> Markup:
    place = questionnaire.position(question.key)
    if changing:
        return say("questionnaires.changing", item=questionnaire.noun, number=place.number)
    key = "questionnaires.position_optional" if question.optional else "questionnaires.position"
    return say(
        key,
        section=place.section,
        sections=place.sections,
        item=questionnaire.noun,
        number=place.number,
        total=place.count,
    )


def _current(question: AnyQuestion, value: str) -> Markup | str:
    if isinstance(question, SeveralChoices):
        chosen = labels(question, value)
        if not chosen:
            return say("questionnaires.chosen_none", maximum=question.maximum)
        return say(
            "questionnaires.chosen",
            count=len(chosen),
            maximum=question.maximum,
            choices=formats.joined(chosen),
        )
    return say("questionnaires.current_answer", answer=answers.answer(question, value)) if value else ""


def _legend(question: AnyQuestion) -> Markup | str:
    if not isinstance(question, Likert):
        return ""
    steps = (say("questionnaires.option", number=one.key, option=one.label) for one in question.choices)
    return Markup("; ".join(steps))


def _found(found: Found | None) -> Markup | str:
    if found is None:
        return ""
    if not found.names:
        return say("questionnaires.search_none", query=answers.beginning(found.query))
    shown = found.names[:MOST_MATCHES]
    if len(found.names) > len(shown):
        head = say("questionnaires.search_too_many", count=len(found.names), shown=len(shown))
    else:
        head = say("questionnaires.search_found", count=len(found.names))
    names = (say("questionnaires.option", number=f"{n}.", option=name) for n, name in enumerate(shown, 1))
    return lines(head, *names)


def _ways(campaign: int, questionnaire: Questionnaire, question: AnyQuestion, value: str) -> Rows:
    ways: list[Key] = []
    if value:
        ways.append(Key(label("next"), StepOn(campaign, question.key)))
    elif question.optional:
        ways.append(Key(label("skip"), Skip(campaign, question.key)))
    if questionnaire.position(question.key).number > 1:
        ways.append(Key(label("back"), StepBack(campaign, question.key)))
    if len(ways) < 2:
        return ((*ways, Key(label("later"), Leave(campaign))),)
    if isinstance(question, SeveralChoices) and value:
        return (tuple(ways),)
    return (tuple(ways), (Key(label("later"), Leave(campaign)),))


def _ways_of_change(campaign: int, question: AnyQuestion) -> Rows:
    ways: list[Key] = []
    if isinstance(question, SeveralChoices):
        ways.append(Key(label("next"), FinishChange(campaign, question.key)))
    elif question.optional:
        ways.append(Key(label("skip"), Skip(campaign, question.key, True)))
    return ((*ways, Key(label("cancel"), UndoChange(campaign, question.key))),)
