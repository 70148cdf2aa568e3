"""The review: all sections, a page of answers, and what a change has caused."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.reply import Key, Reply
from bot.texts import Fact, Markup, formats, label, lines, paragraphs, plain, say
from bot.views import answers
from bot.views.answer_buttons import (
    Change,
    Continue,
    Declare,
    Leave,
    OpenOverview,
    OpenSection,
    OpenSections,
    TurnPage,
    UndoChange,
    ViewSubmitted,
)
from bot.views.navigation import OpenQuestionnaires
from bot.views.own_answers import to_pdf
from bot.views.questions import preface
from domain.answers import SKIPPED
from domain.questions import LONGEST_SCREEN
from domain.response import sections
from domain.steps import Deciding, Draft, Paging, Reviewing

_NUMBERS_IN_ROW = 4
_ROOM_FOR_ROWS = 850  # of the 900 characters of a screen (CONVERSATIONS §1.5), below its head
_SHORTEST_QUESTION, _CUT_BY = 20, 5
_SECTIONS_IN_ROW = 3
_NAMED_SECTIONS = 9  # "Bagian 1" and "Bagian 10" look alike where a large font cuts them


def step(found: Reviewing | Paging | Deciding, zone: ZoneInfo) -> Reply:
    """The screen of a step of the review."""
    match found:
        case Reviewing():
            return overview(found, zone)
        case Paging():
            return page(found)
        case Deciding():
            return deciding(found)


def overview(step: Reviewing, zone: ZoneInfo) -> Reply:
    """Everything is answered and can be submitted, or is about to be."""
    draft, campaign = step.draft, step.draft.campaign.id
    said = [preface(one, draft.questionnaire, zone) for one in step.prefaces]
    review = Key(label("review"), OpenSections(campaign))
    if draft.progress.open:
        first = [Key(label("next"), Continue(campaign)), review]
    else:
        first = [review, Key(label("submit"), Declare(campaign))]
    return Reply(paragraphs(*said, _summary(draft)), [first, [Key(label("later"), Leave(campaign))]])


def choose_section(draft: Draft) -> Reply:
    """[Tinjau]: the same words, with a button for each section."""
    back = Key(label("back"), OpenOverview(draft.campaign.id))
    return Reply(_summary(draft), [*_section_keys(draft), [back]])


def submitted(draft: Draft, zone: ZoneInfo) -> Reply:
    """[Lihat]: what was submitted, to be read only."""
    text = say(
        "questionnaires.read_only",
        questionnaire=draft.questionnaire.title,
        submitted_at=formats.listed(draft.response.submitted_at or draft.response.active_at, zone),
        receipt=draft.response.receipt or "",
        rows=_rows(draft),
    )
    return Reply(
        text, [*_section_keys(draft), [to_pdf(draft.campaign.id), Key(label("back"), OpenQuestionnaires())]]
    )


def page(step: Paging) -> Reply:
    """A page of answers; their numbers are buttons as long as they can be changed."""
    draft, questions = step.draft, step.page.questions
    numbers = [draft.questionnaire.position(question.key).number for question in questions]
    text = say(
        "questionnaires.review_section",
        section=step.page.section,
        sections=len(draft.questionnaire.sections),
        item=draft.questionnaire.noun,
        range=formats.span(numbers[0], numbers[-1]) if len(numbers) > 1 else str(numbers[0]),
        rows=_rows_that_fit(step, numbers),
    )
    campaign = draft.campaign.id
    turns = [
        Key(label(words), TurnPage(campaign, number))
        for words, number in (("previous", step.number - 1), ("following", step.number + 1))
        if 1 <= number <= step.count
    ]
    if draft.response.submitted_at is not None:
        changes, out = [], Key(label("back"), ViewSubmitted(campaign))
    else:
        changes = _changes(step, numbers)
        out = Key(label("finish_review"), OpenOverview(campaign))
    return Reply(text, [*changes, *([turns] if turns else []), [out]])


def deciding(step: Deciding) -> Reply:
    """What the change has opened or closed, and the way back from it."""
    opened = say("questionnaires.opens_more", count=step.opened) if step.opened else ""
    closed = say("questionnaires.closes_some", count=step.closed) if step.closed else ""
    campaign = step.draft.campaign.id
    row = [Key(label("next"), Continue(campaign))]
    if step.closed:
        row.append(Key(label("undo_change"), UndoChange(campaign, step.question.key)))
    facts = {
        "campaign": campaign,
        "question": step.question.key,
        "before": step.before,
        "changing": step.changing,
    }
    return Reply(paragraphs(opened, closed), [row], facts=facts)


def _summary(draft: Draft) -> Markup:
    come = draft.progress
    if come.open:
        return say(
            "questionnaires.review_incomplete",
            answered=come.answered + come.skipped,
            total=come.asked,
            item=draft.questionnaire.noun,
            rows=_rows(draft),
        )
    return say("questionnaires.review", total=come.asked, item=draft.questionnaire.noun, rows=_rows(draft))


def _rows(draft: Draft) -> Markup:
    return lines(
        *(
            say("questionnaires.review_row", section=one.number, count=one.progress.answered)
            for one in sections(draft.questionnaire, draft.answers)
        )
    )


def _section_keys(draft: Draft) -> Sequence[Sequence[Key]]:
    found = sections(draft.questionnaire, draft.answers)
    many = any(one.number > _NAMED_SECTIONS for one in found)
    made = [
        Key(
            label("number", number=one.number) if many else label("section", section=one.number),
            OpenSection(draft.campaign.id, one.number),
        )
        for one in found
    ]
    return _in_rows(made, _SECTIONS_IN_ROW)


def _row(step: Paging, number: int, key: str, longest: int) -> Markup:
    draft, question = step.draft, step.draft.question(key)
    value = draft.value(question)
    facts: dict[str, Fact] = {"number": number, "question": answers.short(question, longest)}
    if value == SKIPPED:
        return say("questionnaires.review_answer_skipped", **facts)
    changed = (
        "questionnaires.review_answer_changed" if step.changed == key else "questionnaires.review_answer"
    )
    return say(changed, answer=answers.answer(question, value), **facts)


def _rows_that_fit(step: Paging, numbers: Sequence[int]) -> Markup:
    """A row for each answer; where they are too long for a screen the words of the questions are cut, all alike."""
    keys = [question.key for question in step.page.questions]
    for longest in range(LONGEST_SCREEN, _SHORTEST_QUESTION, -_CUT_BY):
        rows = lines(*(_row(step, number, key, longest) for number, key in zip(numbers, keys, strict=True)))
        if len(plain(rows)) <= _ROOM_FOR_ROWS:
            break
    return rows


def _changes(step: Paging, numbers: Sequence[int]) -> list[list[Key]]:
    made = [
        Key(label("number", number=number), Change(step.draft.campaign.id, question.key))
        for number, question in zip(numbers, step.page.questions, strict=True)
    ]
    return _in_rows(made, _NUMBERS_IN_ROW)


def _in_rows(made: Sequence[Key], size: int) -> list[list[Key]]:
    return [list(made[start : start + size]) for start in range(0, len(made), size)]
