"""Questions by kind: what each kind must say about itself, checked when it is loaded."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

LONGEST_SCREEN = 350
LONGEST_LABEL = 20

# Campaign, question and option travel together in the 64 bytes of a button.
QuestionKey: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,7}$")]
ChoiceKey: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,15}$")]
ScreenText: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST_SCREEN)]


def at_least(count: int) -> AfterValidator:
    """Refuse a shorter list. Unlike `min_length` it stays silent when entries of the list are wrong."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(entries) < count:
            raise PydanticCustomError("too_short", "too_short")
        return entries

    return AfterValidator(check)


class Kind(StrEnum):
    """How a question is answered."""

    LIKERT = "likert"
    SINGLE = "single"
    MULTIPLE = "multiple"
    SEARCH = "search"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Definition(BaseModel):
    """A part of a definition file: never changed, and nothing in it is ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Choice(Definition):
    """One option. It can be pressed, or typed as its number, its label or one of the other `words`."""

    key: ChoiceKey
    label: str = Field(min_length=1, max_length=LONGEST_LABEL)
    words: tuple[str, ...] = ()


class Condition(Definition):
    """The question is asked only if an earlier one is asked and answered with one of these values."""

    question: QuestionKey
    any_of: Annotated[tuple[str, ...], at_least(1)]


class Question(Definition):
    """What every kind of question has; `name` is its short title where the text would be too long."""

    key: QuestionKey
    kind: Kind
    text: ScreenText
    name: str = ""
    optional: bool = False
    ask_when: Condition | None = None


class ChoiceQuestion(Question):
    """A question answered from options that are known when it is asked."""

    choices: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        keys = [choice.key for choice in self.choices]
        phrases = [phrase.casefold() for choice in self.choices for phrase in (choice.label, *choice.words)]
        if len(set(keys)) < len(keys) or len(set(phrases)) < len(phrases):
            raise PydanticCustomError("choices_not_unique", "choices_not_unique")
        return self


class Likert(ChoiceQuestion):
    """A statement about oneself on the scale of its questionnaire. `aspect` is hidden while answering.

    `reversed` marks the opposite behaviour said positively: its fifth point counts as the first.
    """

    kind: Literal[Kind.LIKERT]
    aspect: str = Field(min_length=1)
    reversed: bool = False


class SingleChoice(ChoiceQuestion):
    """Exactly one option."""

    kind: Literal[Kind.SINGLE]
    choices: Annotated[tuple[Choice, ...], at_least(2)]


class SeveralChoices(ChoiceQuestion):
    """Up to `maximum` options; an option named in `exclusive` stands alone."""

    maximum: int = Field(ge=1)
    exclusive: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _exclusive_is_a_choice(self) -> Self:
        if not set(self.exclusive) <= {choice.key for choice in self.choices}:
            raise PydanticCustomError("exclusive_unknown", "exclusive_unknown")
        return self


class MultipleChoice(SeveralChoices):
    """Several options of a short list."""

    kind: Literal[Kind.MULTIPLE]
    choices: Annotated[tuple[Choice, ...], at_least(2)]

    @model_validator(mode="after")
    def _maximum_can_be_reached(self) -> Self:
        if self.maximum > len(self.choices):
            raise PydanticCustomError("maximum_out_of_reach", "maximum_out_of_reach")
        return self


class Search(SeveralChoices):
    """Several entries of a long list given at answering time; `choices` are offered besides."""

    kind: Literal[Kind.SEARCH]


class WholeNumber(Question):
    """A whole number, bounds included; `this_year` follows the day of the answer."""

    kind: Literal[Kind.NUMBER]
    lowest: int
    highest: int | Literal["this_year"]

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if isinstance(self.highest, int) and self.lowest > self.highest:
            raise PydanticCustomError("bounds_reversed", "bounds_reversed")
        return self


class CalendarDate(Question):
    """A day, bounds included; `today` follows the day of the answer."""

    kind: Literal[Kind.DATE]
    earliest: date
    latest: date | Literal["today"]

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if isinstance(self.latest, date) and self.earliest > self.latest:
            raise PydanticCustomError("bounds_reversed", "bounds_reversed")
        return self


class ShortText(Question):
    """A free text of at most `max_length` characters."""

    kind: Literal[Kind.TEXT]
    max_length: int = Field(ge=1, le=2000)


AnyQuestion: TypeAlias = (
    Likert | SingleChoice | MultipleChoice | Search | WholeNumber | CalendarDate | ShortText
)
