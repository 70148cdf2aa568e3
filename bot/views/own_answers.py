"""The copy of the own answers, in the words of the chat."""

from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.documents.own_answers import OwnAnswer, OwnAnswers, OwnSection
from bot.reply import Key
from bot.texts import formats, label, plain, say
from bot.views import answers
from domain.answers import SKIPPED
from domain.questions import AnyQuestion, ShortText
from domain.response import by_section
from domain.steps import Draft
from domain.usecases.reviewing_answers import OwnCopy


@button("qp")
class DownloadAnswers(Button):
    """[Unduh PDF]."""

    campaign: int


def to_pdf(campaign: int) -> Key:
    """[Unduh PDF]."""
    return Key(label("download_pdf"), DownloadAnswers(campaign))


def own_answers(copy: OwnCopy, zone: ZoneInfo) -> OwnAnswers:
    """What the document says."""
    draft, official = copy.draft, copy.official
    sent_at = formats.moment(draft.response.submitted_at or draft.response.active_at, zone)
    values = {
        "name": official.name,
        "nip": plain(formats.nip(official.nip)),
        "unit": official.unit,
        "version": str(draft.questionnaire.version),
        "receipt": draft.response.receipt or "",
        "sent": sent_at,
        "answered": formats.progress(draft.progress.answered, draft.progress.asked),
    }
    return OwnAnswers(
        title=draft.questionnaire.title,
        particulars=[(plain(say(f"questionnaires.pdf_{name}")), value) for name, value in values.items()],
        note=plain(say("questionnaires.pdf_note")),
        sections=_sections(draft),
        answer=plain(say("questionnaires.pdf_answer")),
        footer=plain(say("questionnaires.pdf_footer", receipt=values["receipt"])),
        page=plain(say("questionnaires.pdf_page")),
        of=plain(say("questionnaires.pdf_of")),
    )


def _sections(draft: Draft) -> list[OwnSection]:
    questionnaire = draft.questionnaire
    return [
        OwnSection(
            title=questionnaire.sections[number - 1].title
            or plain(say("questionnaires.pdf_section", section=number)),
            answers=[_answer(draft, question) for question in questions],
        )
        for number, questions in by_section(questionnaire, draft.answers).items()
    ]


def _answer(draft: Draft, question: AnyQuestion) -> OwnAnswer:
    value = draft.value(question)
    if value == SKIPPED:
        words = plain(say("questionnaires.pdf_skipped"))
    elif isinstance(question, ShortText):
        words = value
    else:
        words = answers.answer(question, value)
    number = formats.count(draft.questionnaire.position(question.key).number)
    return OwnAnswer(number, question.text, words, long=isinstance(question, ShortText))
