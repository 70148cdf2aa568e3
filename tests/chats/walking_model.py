"""A plain model of what a person has answered, and of what an act may make of it.

It knows the definitions, and nothing of how the bot goes through them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.buttons import Button
from bot.views import answer_buttons as buttons
from domain.questionnaire import Questionnaire
from domain.questions import (
    AnyQuestion,
    CalendarDate,
    ChoiceQuestion,
    Likert,
    MultipleChoice,
    Search,
    SeveralChoices,
    ShortText,
    SingleChoice,
    WholeNumber,
)

Given: TypeAlias = dict[tuple[int, str], str]
"""Campaign and question → value."""

SKIPPED = "-"
ANYTHING = "*"
"""In a value that may come of an act: whatever it is, it concerns this question only."""

_TYPED = {"17-8-2024": "2024-08-17"}
_SCALE = {"4": "4", "sesuai": "4"}


@dataclass(slots=True)
class Model:
    """`given` is what the person was shown that it is stored; `earlier` every value a question once had."""

    questionnaires: dict[int, Questionnaire]
    given: Given = field(default_factory=dict)
    earlier: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    submitted: set[int] = field(default_factory=set)

    def question(self, campaign: int, key: str) -> AnyQuestion:
        """The question behind a key."""
        return self.questionnaires[campaign].question(key)

    def asked(self, campaign: int) -> list[AnyQuestion]:
        """The questions whose condition holds, one after the other."""
        found: dict[str, AnyQuestion] = {}
        for question in self.questionnaires[campaign].questions:
            when = question.ask_when
            if when is None:
                found[question.key] = question
            elif when.question in found:
                given = self.given.get((campaign, when.question), "")
                values = given.split(",") if isinstance(found[when.question], ChoiceQuestion) else [given]
                if set(values) & set(when.any_of):
                    found[question.key] = question
        return list(found.values())

    def moves(self, campaign: int, later: Questionnaire) -> None:
        """A draft is of a later version now: answers stay where their question is word for word the same."""
        before = {one.key: one for one in self.questionnaires[campaign].questions}
        self.questionnaires[campaign] = later
        same = {
            one.key for one in later.questions
            if one.key in before and one.text == before[one.key].text
            and (one.optional or self.given.get((campaign, one.key)) != SKIPPED)
        }  # fmt: skip
        gone = [place for place in self.given if place[0] == campaign and place[1] not in same]
        for place in gone:
            del self.given[place]
        for place in [place for place in self.earlier if place[0] == campaign]:
            del self.earlier[place]

    def counts(self, campaign: int) -> tuple[int, int, int]:
        """Answered, skipped and asked."""
        asked = self.asked(campaign)
        values = [self.given.get((campaign, question.key), "") for question in asked]
        skipped = values.count(SKIPPED)
        return sum(bool(value) for value in values) - skipped, skipped, len(asked)

    def becomes(self, found: Given) -> None:
        """What is stored now; what was before it is remembered, since an edit may be taken back."""
        for place, value in self.given.items():
            self.earlier.setdefault(place, set()).add(value)
        self.given = dict(found)

    def of_press(self, press: Button) -> Iterator[tuple[str, str]]:
        """Questions and values that a press may bring."""
        match press:
            case buttons.Answer(question=question, value=value):
                yield question, value
            case buttons.Choose(campaign=campaign, question=question, option=option, chosen=chosen):
                yield question, self._chosen(campaign, question, option, chosen)
            case (
                buttons.Skip(campaign=campaign, question=question)
                | buttons.StepOn(campaign=campaign, question=question)
                | buttons.FinishChange(campaign=campaign, question=question)
            ):
                is_skip = isinstance(press, buttons.Skip) or not self.given.get((campaign, question))
                if is_skip and self._may_be_left_out(campaign, question):
                    yield question, SKIPPED
            case buttons.UndoChange(campaign=campaign, question=question):
                for value in self.earlier.get((campaign, question), ()):
                    yield question, value
            case _:
                return

    def _may_be_left_out(self, campaign: int, key: str) -> bool:
        return any(one.key == key and one.optional for one in self.questionnaires[campaign].questions)

    def _chosen(self, campaign: int, key: str, option: str, chosen: bool) -> str:
        question = self.question(campaign, key)
        assert isinstance(question, SeveralChoices)
        if isinstance(question, Search) and all(choice.key != option for choice in question.choices):
            return ANYTHING  # the code of a name in a long list
        now = [one for one in self.given.get((campaign, key), "").split(",") if one not in ("", SKIPPED)]
        wanted = (
            [*now, option]
            if chosen and option not in now
            else [one for one in now if chosen or one != option]
        )
        if len(wanted) > question.maximum or (len(wanted) > 1 and set(wanted) & set(question.exclusive)):
            return self.given.get((campaign, key), "")
        order = {choice.key: place for place, choice in enumerate(question.choices)}
        return ",".join(sorted(wanted, key=lambda one: order.get(one, len(order))))


def read(question: AnyQuestion, text: str) -> str:
    """What a typed text means as an answer; "" where it means none."""
    words = text.strip()
    if isinstance(question, ShortText):
        return words if any(map(str.isalnum, words)) and len(words) <= question.max_length else ""
    match question:
        case Likert():
            return _SCALE.get(words, "")
        case SingleChoice() | MultipleChoice():
            return _option(question, words)
        case WholeNumber():
            highest = 2026 if question.highest == "this_year" else question.highest
            return words if words.isdecimal() and question.lowest <= int(words) <= highest else ""
        case CalendarDate():
            return _TYPED.get(words, "")
    return ANYTHING


def _option(question: SingleChoice | MultipleChoice, words: str) -> str:
    if words.isdecimal():
        number = int(words)
        return question.choices[number - 1].key if 1 <= number <= len(question.choices) else ""
    named = [one.key for one in question.choices if one.label.casefold() == words.casefold()]
    return named[0] if named else ANYTHING
