"""A response: the answers given so far are its only state, and every step is computed from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from domain.answers import SKIPPED, keys
from domain.questionnaire import Questionnaire
from domain.questions import AnyQuestion, ChoiceQuestion, Condition

Answers: TypeAlias = Mapping[str, str]
"""Question key to stored value (see `domain.answers`). Answers to questions no longer asked may be in it."""

PAGE_OF_REVIEW = 8
_MINUTES_STEP = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a response has come; questions whose condition does not hold do not count."""

    answered: int
    skipped: int
    asked: int

    @property
    def open(self) -> int:
        """Questions neither answered nor skipped."""
        return self.asked - self.answered - self.skipped


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """The section of that number, counted from 1, and how far it has come."""

    number: int
    title: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """At most eight asked questions of one section."""

    section: int
    questions: tuple[AnyQuestion, ...]


@dataclass(frozen=True, slots=True)
class Consequence:
    """Keys of the questions an edit leaves to be answered, and of the answers it makes unnecessary."""

    opened: tuple[str, ...]
    closed: tuple[str, ...]


def asked(questionnaire: Questionnaire, answers: Answers) -> tuple[AnyQuestion, ...]:
    """The questions whose condition holds; an answer to a question that is not asked opens nothing."""
    found: dict[str, AnyQuestion] = {}
    for question in questionnaire.questions:
        if question.ask_when is None or _holds(question.ask_when, found, answers):
            found[question.key] = question
    return tuple(found.values())


def open_question(
    questionnaire: Questionnaire, answers: Answers, after: str | None = None
) -> AnyQuestion | None:
    """The first question to be answered after the one named, then from the start; None if all are."""
    to_answer = [question for question in asked(questionnaire, answers) if not _settled(question, answers)]
    start = questionnaire.position(after).number if after else 0
    later = (question for question in to_answer if questionnaire.position(question.key).number > start)
    return next(later, to_answer[0] if to_answer else None)


def next_question(questionnaire: Questionnaire, answers: Answers, after: str) -> AnyQuestion | None:
    """One step forward, answered or not; None at the end."""
    number = questionnaire.position(after).number
    later = (q for q in asked(questionnaire, answers) if questionnaire.position(q.key).number > number)
    return next(later, None)


def previous_question(questionnaire: Questionnaire, answers: Answers, before: str) -> AnyQuestion | None:
    """One step back, answered or not; None at the start."""
    number = questionnaire.position(before).number
    earlier = [q for q in asked(questionnaire, answers) if questionnaire.position(q.key).number < number]
    return earlier[-1] if earlier else None


def progress(questionnaire: Questionnaire, answers: Answers) -> Progress:
    """Count the answered and skipped among the asked questions of the whole questionnaire."""
    return _count(asked(questionnaire, answers), answers)


def is_complete(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Every asked question is answered or skipped."""
    return progress(questionnaire, answers).open == 0


def sections(questionnaire: Questionnaire, answers: Answers) -> tuple[SectionProgress, ...]:
    """The review's overview: all sections in order, those without an asked question left out."""
    grouped = by_section(questionnaire, answers)
    return tuple(
        SectionProgress(number, questionnaire.sections[number - 1].title, _count(questions, answers))
        for number, questions in grouped.items()
    )


def review_pages(questionnaire: Questionnaire, answers: Answers) -> tuple[ReviewPage, ...]:
    """The asked questions page by page; no page mixes sections or holds more than eight."""
    return tuple(
        ReviewPage(number, tuple(questions[start : start + PAGE_OF_REVIEW]))
        for number, questions in by_section(questionnaire, answers).items()
        for start in range(0, len(questions), PAGE_OF_REVIEW)
    )


def counted(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
    """The answers that are submitted: those of asked questions, in order, without what was skipped."""
    return {
        question.key: answers[question.key]
        for question in asked(questionnaire, answers)
        if _settled(question, answers) and answers[question.key] != SKIPPED
    }


def consequence(questionnaire: Questionnaire, before: Answers, after: Answers) -> Consequence:
    """What an edit opens and closes; a question opened again with its old answer kept is not to be answered."""
    was = {question.key: question for question in asked(questionnaire, before)}
    now = {question.key: question for question in asked(questionnaire, after)}
    return Consequence(
        opened=tuple(
            key for key, question in now.items() if key not in was and not _settled(question, after)
        ),
        closed=tuple(key for key in counted(questionnaire, before) if key not in now),
    )


def minutes_left(questionnaire: Questionnaire, answers: Answers) -> int:
    """Estimated minutes for the open questions, rounded up to 5; 0 if none is open."""
    left = progress(questionnaire, answers).open * questionnaire.minutes
    steps = -(-left // (len(questionnaire.questions) * _MINUTES_STEP))
    return steps * _MINUTES_STEP


def _holds(condition: Condition, found: Mapping[str, AnyQuestion], answers: Answers) -> bool:
    question, value = found.get(condition.question), answers.get(condition.question, "")
    given = keys(value) if isinstance(question, ChoiceQuestion) else (value,)
    return question is not None and not set(given).isdisjoint(condition.any_of)


def _settled(question: AnyQuestion, answers: Answers) -> bool:
    return bool(answers.get(question.key))


def _count(questions: tuple[AnyQuestion, ...], answers: Answers) -> Progress:
    settled = [answers[question.key] for question in questions if _settled(question, answers)]
    skipped = settled.count(SKIPPED)
    return Progress(answered=len(settled) - skipped, skipped=skipped, asked=len(questions))


def by_section(questionnaire: Questionnaire, answers: Answers) -> dict[int, tuple[AnyQuestion, ...]]:
    """The asked questions of each section, by its number counted from 1; sections without any are left out."""
    grouped: dict[int, tuple[AnyQuestion, ...]] = {}
    for question in asked(questionnaire, answers):
        number = questionnaire.position(question.key).section
        grouped[number] = (*grouped.get(number, ()), question)
    return grouped
