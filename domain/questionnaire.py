"""Questionnaires: immutable, versioned definitions that check themselves when they are loaded.

The kinds of question are in `domain.questions`, what a person answers in `domain.response`, and how an
answer is read in `domain.answers`.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from domain.people import PositionKind
from domain.questions import (
    AnyQuestion,
    Choice,
    ChoiceQuestion,
    Condition,
    Definition,
    Likert,
    ScreenText,
    Search,
    at_least,
)


class Section(Definition):
    """A part with a neutral or no title; `closing` stands under each of its questions."""

    title: str = ""
    closing: str = ""
    questions: Annotated[tuple[Annotated[AnyQuestion, Field(discriminator="kind")], ...], at_least(1)]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a question stands, counted from 1. Conditions do not renumber: a place never moves."""

    number: int
    count: int
    section: int
    sections: int
    number_in_section: int
    section_size: int


class Questionnaire(Definition):
    """A version of an instrument; a response keeps to the version it began with.

    `noun` is what the questions are called, `minutes` how long they take together, `audience` the kinds of
    position it is written for.
    """

    key: str = Field(pattern=r"^[a-z][a-z_]{0,39}$")
    version: int = Field(ge=1)
    title: str = Field(min_length=1)
    noun: Literal["pernyataan", "pertanyaan"]
    minutes: int = Field(ge=1)
    consent_needed: bool
    audience: Annotated[tuple[PositionKind, ...], at_least(1)] = tuple(PositionKind)
    intro: ScreenText
    scale: tuple[Choice, ...] = ()
    sections: Annotated[tuple[Section, ...], at_least(1)]

    @field_validator("scale")
    @classmethod
    def _scale_counts_to_five(cls, scale: tuple[Choice, ...]) -> tuple[Choice, ...]:
        if scale and [step.key for step in scale] != ["1", "2", "3", "4", "5"]:
            raise PydanticCustomError("scale_not_one_to_five", "scale_not_one_to_five")
        return scale

    @field_validator("sections")
    @classmethod
    def _statements_share_the_scale(
        cls, sections: tuple[Section, ...], info: ValidationInfo
    ) -> tuple[Section, ...]:
        scale = info.data.get("scale", ())
        return tuple(_on_scale(section, scale) for section in sections)

    @model_validator(mode="after")
    def _questions_fit_together(self) -> Self:
        flaws = list(_misfits(self))
        if flaws:
            raise ValidationError.from_exception_data(self.key, flaws)
        return self

    @cached_property
    def questions(self) -> tuple[AnyQuestion, ...]:
        """All questions in the order they are asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _positions(self) -> Mapping[str, Position]:
        places = [
            (question.key, section_number, number, len(section.questions))
            for section_number, section in enumerate(self.sections, 1)
            for number, question in enumerate(section.questions, 1)
        ]
        return {
            key: Position(overall, len(places), section, len(self.sections), number, size)
            for overall, (key, section, number, size) in enumerate(places, 1)
        }

    def position(self, key: str) -> Position:
        """Where the question stands; KeyError if this version does not have it."""
        return self._positions[key]

    def question(self, key: str) -> AnyQuestion:
        """The question of that key; KeyError if this version does not have it."""
        return self.questions[self._positions[key].number - 1]

    def section_of(self, key: str) -> Section:
        """The section the question stands in; KeyError if this version does not have it."""
        return self.sections[self._positions[key].section - 1]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a definition (`reason` is a code), and where: `sections[0].questions[2]`."""

    path: str
    reason: str


class QuestionnaireInvalid(ValueError):
    """A definition file breaks the rules of its own format; nothing of it is used."""

    def __init__(self, source: str, flaws: tuple[Flaw, ...]) -> None:
        super().__init__("\n".join(f"{source}: {flaw.path}: {flaw.reason}" for flaw in flaws))
        self.source = source
        self.flaws = flaws


def parse(toml: str, source: str) -> Questionnaire:
    """Read a definition; refuses QuestionnaireInvalid with every flaw and its path."""
    try:
        return Questionnaire.model_validate(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise QuestionnaireInvalid(source, (Flaw("", str(error)),)) from None
    except ValidationError as error:
        flaws = tuple(Flaw(_path(flaw["loc"]), flaw["type"]) for flaw in error.errors())
        raise QuestionnaireInvalid(source, flaws) from None


class VersionTaken(ValueError):
    """There is another definition under that key and version already: what was asked is never changed."""

    def __init__(self, key: str, version: int) -> None:
        super().__init__(f"{key}, version {version}")
        self.key = key
        self.version = version


class Library:
    """The definitions that can be asked, by key and version. None is ever replaced."""

    def __init__(self, questionnaires: Iterable[Questionnaire] = ()) -> None:
        self._versions: dict[str, dict[int, Questionnaire]] = {}
        for questionnaire in questionnaires:
            self.add(questionnaire)

    def add(self, questionnaire: Questionnaire) -> None:
        """Put in one more, or the same again. Refuses VersionTaken for a change under the same version."""
        versions = self._versions.setdefault(questionnaire.key, {})
        if versions.setdefault(questionnaire.version, questionnaire) != questionnaire:
            raise VersionTaken(questionnaire.key, questionnaire.version)

    def get(self, key: str, version: int | None = None) -> Questionnaire:
        """That version, or the newest; KeyError for one that is not there."""
        versions = self._versions[key]
        return versions[max(versions) if version is None else version]

    def __iter__(self) -> Iterator[Questionnaire]:
        """Every version of each."""
        return (one for versions in self._versions.values() for one in versions.values())

    def newest(self) -> Mapping[str, Questionnaire]:
        """The newest version of each, by key."""
        return {key: self.get(key) for key in sorted(self._versions)}


@cache
def shipped() -> Library:
    """The instruments that come with the program, and nothing else."""
    files = resources.files("domain").joinpath("instruments").iterdir()
    return Library(parse(one.read_text("utf-8"), one.name) for one in files if one.name.endswith(".toml"))


@cache
def library() -> Library:
    """What can be asked here: the instruments shipped, and what the agency adds to them."""
    return Library(shipped())


def load(key: str, version: int | None = None) -> Questionnaire:
    """That version of a definition, read once, or its newest; KeyError for one that is not there."""
    return library().get(key, version)


def _on_scale(section: Section, scale: tuple[Choice, ...]) -> Section:
    questions = tuple(
        question.model_copy(update={"choices": scale}) if isinstance(question, Likert) else question
        for question in section.questions
    )
    return section.model_copy(update={"questions": questions})


def _misfits(questionnaire: Questionnaire) -> Iterator[InitErrorDetails]:
    earlier: dict[str, AnyQuestion] = {}
    for section_index, section in enumerate(questionnaire.sections):
        for index, question in enumerate(section.questions):
            reason = _misfit(question, earlier)
            if reason:
                yield InitErrorDetails(
                    type=reason, loc=("sections", section_index, "questions", index), input=question.key
                )
            earlier[question.key] = question


def _misfit(question: AnyQuestion, earlier: Mapping[str, AnyQuestion]) -> PydanticCustomError | None:
    condition = question.ask_when
    if question.key in earlier:
        return PydanticCustomError("key_not_unique", "key_not_unique")
    if isinstance(question, Likert) and not question.choices:
        return PydanticCustomError("scale_missing", "scale_missing")
    if condition and condition.question not in earlier:
        return PydanticCustomError("ask_when_not_earlier", "ask_when_not_earlier")
    if condition and not _can_hold(condition, earlier[condition.question]):
        return PydanticCustomError("ask_when_never_holds", "ask_when_never_holds")
    return None


def _can_hold(condition: Condition, question: AnyQuestion) -> bool:
    if isinstance(question, Search) or not isinstance(question, ChoiceQuestion):
        return True
    return set(condition.any_of) <= {choice.key for choice in question.choices}


def _path(location: tuple[Any, ...]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")
