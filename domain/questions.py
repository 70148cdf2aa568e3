"""Questions by kind: what each kind must say about itself, checked when it is loaded."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.attachments import DocumentType
from domain.topics import TOPICS

LONGEST_SCREEN = 350
LONGEST_LABEL = 20
LONGEST_MESSAGE = 180
_TURNED = 6  # less the point, on a scale of five

# Campaign, question and option travel together in the 64 bytes of a button.
QuestionKey: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,7}$")]
ChoiceKey: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,15}$")]
ScreenText: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST_SCREEN)]


def _known(topic: str) -> str:
    if topic not in TOPICS:
        raise PydanticCustomError("aspect_unknown", "aspect_unknown")
    return topic


Topic: TypeAlias = Annotated[str, AfterValidator(_known)]


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
    FILE = "file"


class Direction(StrEnum):
    """How an answer counts towards its aspect: as it stands, turned round, or not at all."""

    FORWARD = "forward"
    REVERSED = "reversed"
    NONE = "none"


class Definition(BaseModel):
    """A part of a definition file: never changed, and nothing in it is ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Choice(Definition):
    """One option. It can be pressed, or typed as its number, its label or one of the other `words`."""

    key: ChoiceKey
    label: str = Field(min_length=1, max_length=LONGEST_LABEL)
    words: tuple[str, ...] = ()


class Condition(Definition):
    """The question is asked only if an earlier one is asked and answered with one of these values.

    `equals` is another way to write a single one.
    """

    question: QuestionKey
    any_of: Annotated[tuple[str, ...], at_least(1)]

    @model_validator(mode="before")
    @classmethod
    def _equals_is_any_of_one(cls, written: Any) -> Any:
        if not isinstance(written, dict) or "equals" not in written or "any_of" in written:
            return written
        return {key: one for key, one in written.items() if key != "equals"} | {
            "any_of": (written["equals"],)
        }


class Question(Definition):
    """What every kind of question has; `name` is its short title where the text would be too long.

    `aspect` is what it tells of, hidden while answering; a statement on the scale cannot be without. `message` is
    added where an answer is refused.
    """

    key: QuestionKey
    kind: Kind
    text: ScreenText
    name: str = ""
    aspect: Topic | None = None
    message: str = Field(default="", max_length=LONGEST_MESSAGE)
    optional: bool = False
    ask_when: Condition | None = None

    @property
    def direction(self) -> Direction:
        """Only statements on a scale count."""
        return Direction.NONE


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
    """A statement on the scale of its questionnaire.

    `reversed` marks the opposite behaviour said positively: its fifth point counts as the first.
    """

    kind: Literal[Kind.LIKERT]
    aspect: Topic
    reversed: bool = False

    @property
    def direction(self) -> Direction:
        """Towards its aspect, or away from it."""
        return Direction.REVERSED if self.reversed else Direction.FORWARD

    def points(self, answer: str) -> int:
        """What an answer counts towards the aspect, from 1 to 5: of a reversed statement the first is the most."""
        return _TURNED - int(answer) if self.reversed else int(answer)


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


class FileUpload(Question):
    """One document or photo, a certificate for example, of at most `largest_mb` megabytes."""

    kind: Literal[Kind.FILE]
    accepts: Annotated[tuple[DocumentType, ...], at_least(1)] = tuple(DocumentType)
    largest_mb: int = Field(default=10, ge=1, le=20)  # Telegram hands out no more than 20


AnyQuestion: TypeAlias = (
    Likert | SingleChoice | MultipleChoice | Search | WholeNumber | CalendarDate | ShortText | FileUpload
)
