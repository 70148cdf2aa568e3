"""Stored answers as people read them."""

from datetime import date

from bot.texts import Fact, formats, say, word
from domain.answers import SKIPPED, labels
from domain.attachments import Attachment, megabytes
from domain.questions import (
    LONGEST_SCREEN,
    AnyQuestion,
    CalendarDate,
    ChoiceQuestion,
    FileUpload,
    Likert,
    ShortText,
)

_LONGEST = 60


def answer(question: AnyQuestion, value: str) -> str:
    """The answer in words; of a long text its beginning. "tidak ada" for none."""
    return word("none", "none") if value in ("", SKIPPED) else _given(question, value)


def _given(question: AnyQuestion, value: str) -> str:
    match question:
        case Likert():
            return say("questionnaires.numbered_answer", number=value, option=labels(question, value)[0])
        case ChoiceQuestion():
            return formats.joined(labels(question, value))
        case CalendarDate():
            return formats.long_date(date.fromisoformat(value))
        case ShortText():
            return beginning(value)
        case FileUpload():
            return _file(Attachment.of(value))
        case _:
            return value


def _file(sent: Attachment) -> str:
    facts: dict[str, Fact] = {"kind": word("document", sent.kind), "size_mb": megabytes(sent.size)}
    if not sent.pages:
        return say("questionnaires.picture", **facts)
    return say("questionnaires.document", count=sent.pages, **facts)


def short(question: AnyQuestion, longest: int = LONGEST_SCREEN) -> str:
    """The question where it stands before its answer or inside another sentence; cut after so many characters."""
    words = question.name or question.text
    if len(words) > longest:
        return f"{words[: longest - 1].rstrip()}…"
    return words if words.endswith((".", "?")) else f"{words}."


def name(question: AnyQuestion) -> str:
    """The question in quotation marks: its short title, or the beginning of its text."""
    return question.name or beginning(question.text)


def beginning(text: str) -> str:
    """A text on one line, cut after sixty characters."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
