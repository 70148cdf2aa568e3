"""What a person meets next in a questionnaire, as facts: every press and every typed answer ends in a step.

How far a response has come is computed in `domain.response`; what is stored, in the use cases.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from domain import response as responses
from domain.campaigns import Campaign
from domain.errors import ChangedMeanwhile, DeadlinePassed, FileRefusal, QuestionnaireRefusal
from domain.filling import Response
from domain.phases import Phase
from domain.questionnaire import Questionnaire
from domain.questions import AnyQuestion
from domain.response import Answers, Progress, ReviewPage
from domain.revisions import Move


@dataclass(frozen=True, slots=True)
class Draft:
    """A response in hand, with what it answers and until when; submitted ones are here to be read."""

    campaign: Campaign
    phase: Phase
    questionnaire: Questionnaire
    response: Response
    answers: Answers

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return responses.progress(self.questionnaire, self.answers)

    @property
    def is_behind(self) -> bool:
        """There is a later version of which the person has not been told."""
        return self.response.told_version < self.campaign.offered

    @property
    def was_moved(self) -> bool:
        """It is of a later version than the person knows of."""
        return self.response.told_version < self.response.version

    def question(self, key: str) -> AnyQuestion:
        """The question behind a button. Refuses ChangedMeanwhile if this version does not have it."""
        try:
            return self.questionnaire.question(key)
        except KeyError:
            raise ChangedMeanwhile from None

    def value(self, question: AnyQuestion) -> str:
        """The stored answer, "" if there is none."""
        return self.answers.get(question.key, "")

    def has_left(self, question: AnyQuestion, version: int | None = None) -> bool:
        """It is neither the question shown now nor one that still waits for an answer.

        A button says of which `version` its question is: it may have asked something else.
        """
        if version not in (None, self.questionnaire.version):
            return True
        if self.response.question == question.key:
            return False
        return bool(self.value(question)) or question not in responses.asked(self.questionnaire, self.answers)

    def answering(self, question: AnyQuestion, value: str) -> "Draft":
        """The draft with this answer."""
        return replace(self, answers={**self.answers, question.key: value})

    def too_late(self) -> DeadlinePassed:
        """The refusal of whatever comes after the deadline."""
        return DeadlinePassed(closed_at=self.phase.closes_at, saved=self.progress.answered)


@dataclass(frozen=True, slots=True)
class Recorded:
    """How a typed answer or a file was read; an answer that was skipped has the value of a skip."""

    question: AnyQuestion
    value: str


@dataclass(frozen=True, slots=True)
class SectionDone:
    """A section is behind the person; `minutes` are estimated for what is left, rounded up to 5."""

    section: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """The person is back on a later day; `saved` answers wait from the day before."""

    last_active: datetime
    saved: int


Preface: TypeAlias = Recorded | SectionDone | Resumed | QuestionnaireRefusal | FileRefusal


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed part of a name fits, best first; none if `names` is empty."""

    query: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question is shown. `before` is given when a reviewed answer is being changed: what it was."""

    draft: Draft
    question: AnyQuestion
    prefaces: tuple[Preface, ...] = ()
    found: Found | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The overview by section: everything that can be asked now is answered, or was when it was opened."""

    draft: Draft
    prefaces: tuple[Preface, ...] = ()


@dataclass(frozen=True, slots=True)
class Paging:
    """A page of the review, counted from 1; `changed` is the question whose answer was just changed."""

    draft: Draft
    number: int
    count: int
    page: ReviewPage
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Deciding:
    """An edit has opened or closed other questions; `before` is the value it would go back to."""

    draft: Draft
    question: AnyQuestion
    before: str
    opened: int
    closed: int
    changing: bool


@dataclass(frozen=True, slots=True)
class Doubting:
    """A text came so long after its question that it may not be meant as its answer; nothing is stored."""

    draft: Draft
    question: AnyQuestion
    text: str
    sent_at: datetime
    before: str | None


@dataclass(frozen=True, slots=True)
class Closing:
    """The deadline has passed; `in_time`: what was just pressed or typed came before it and is stored."""

    draft: Draft
    in_time: bool = False


@dataclass(frozen=True, slots=True)
class Revised:
    """There is a later version; `move` says how the draft came to it, None where it stays with its own."""

    draft: Draft
    move: Move | None


Current: TypeAlias = Asking | Reviewing | Closing | Revised


@dataclass(frozen=True, slots=True)
class Outdated:
    """A button of a question left behind: nothing was stored. `same`: it says what is stored already."""

    current: Current
    same: bool


Step: TypeAlias = Asking | Reviewing | Paging | Deciding | Doubting | Closing | Revised | Outdated


def standing(draft: Draft, *, now: datetime) -> Current:
    """The screen that is open: the question last shown, else the first open one, else the overview."""
    if now > draft.phase.closes_at:
        return Closing(draft)
    asked = responses.asked(draft.questionnaire, draft.answers)
    shown = next((question for question in asked if question.key == draft.response.question), None)
    question = shown or responses.open_question(draft.questionnaire, draft.answers)
    return Asking(draft, question) if question else Reviewing(draft)


def onward(draft: Draft, question: AnyQuestion, *prefaces: Preface) -> Asking | Reviewing:
    """The next question to be answered after this one, or the overview where none is."""
    following = responses.open_question(draft.questionnaire, draft.answers, question.key)
    if following is None:
        return Reviewing(draft, prefaces)
    left, entered = (draft.questionnaire.position(one.key).section for one in (question, following))
    if entered > left:
        minutes = responses.minutes_left(draft.questionnaire, draft.answers)
        prefaces = (*prefaces, SectionDone(left, minutes))
    return Asking(draft, following, prefaces)


def forward(draft: Draft, question: AnyQuestion) -> Asking | Reviewing:
    """One step forward from an answered question, answered or not."""
    following = responses.next_question(draft.questionnaire, draft.answers, question.key)
    if following is None or not draft.value(following):
        return onward(draft, question)
    return Asking(draft, following)


def backward(draft: Draft, question: AnyQuestion) -> Asking:
    """One step back, answered or not; the first question stays."""
    previous = responses.previous_question(draft.questionnaire, draft.answers, question.key)
    return Asking(draft, previous or question)


def page(draft: Draft, number: int) -> Paging:
    """A page of the review; a number beyond the last page means the last, one below 1 the first."""
    pages = responses.review_pages(draft.questionnaire, draft.answers)
    number = min(max(number, 1), len(pages))
    return Paging(draft, number, len(pages), pages[number - 1])


def page_of_section(draft: Draft, section: int) -> Paging:
    """The first page of a section of the questionnaire; the first of all where it has none."""
    pages = responses.review_pages(draft.questionnaire, draft.answers)
    return page(draft, next((number for number, one in enumerate(pages, 1) if one.section == section), 1))


def page_of(draft: Draft, question: AnyQuestion, *, changed: bool) -> Paging:
    """The page of the review on which the question stands; the first if it is no longer asked."""
    pages = responses.review_pages(draft.questionnaire, draft.answers)
    number = next((number for number, one in enumerate(pages, 1) if question in one.questions), 1)
    return replace(page(draft, number), changed=question.key if changed else None)


def effect(draft: Draft, question: AnyQuestion, before: str, *, changing: bool) -> Deciding | None:
    """What an edit of an answer has done to other questions; None where it has done nothing to be told."""
    if not before:
        return None
    found = responses.consequence(
        draft.questionnaire, draft.answering(question, before).answers, draft.answers
    )
    if not found.closed and not (changing and found.opened):
        return None
    return Deciding(draft, question, before, len(found.opened), len(found.closed), changing)
