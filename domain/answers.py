"""One answer: how typed text and presses become the stored value of a question.

Stored values are text: the key of an option, several keys joined with a comma, a whole number, an ISO date,
the text itself, or a file as `domain.attachments` writes it. An empty value is no answer; `SKIPPED` is the answer of whoever skips.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from domain.attachments import Attachment, too_large
from domain.errors import (
    AnswerNotUnderstood,
    ChoiceExcludes,
    DateNotUnderstood,
    DateOutOfBounds,
    FileTypeNotAccepted,
    NotOptional,
    NumberNotWhole,
    NumberOutOfBounds,
    TextEmpty,
    TextTooLong,
    TooManyChoices,
)
from domain.questions import (
    AnyQuestion,
    CalendarDate,
    Choice,
    ChoiceQuestion,
    FileUpload,
    Likert,
    MultipleChoice,
    Search,
    SeveralChoices,
    ShortText,
    SingleChoice,
    WholeNumber,
)
from domain.spelling import number_of
from domain.typed_dates import parse_day

SKIPPED = "-"
SEVERAL_MATCHES = "several_matches"
"""The hint of AnswerNotUnderstood where a searched name fits several entries; else it is the kind."""

Options: TypeAlias = Mapping[str, str]
"""The long list of a search, key to name. Keys contain no comma and are no key of the question's choices."""

NO_OPTIONS: Options = MappingProxyType({})

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")
_LETTER_BEFORE_DIGIT = re.compile(r"[^\W\d_]\d")
_BETWEEN_CHOICES = re.compile(r"[,;&+\n]|\bdan\b")
_SHORT_YEAR = re.compile(r"(?<=[-/.\s])\d{2}$")
_SHORTEST_BEGINNING = 3
_LONGEST_DATE = 40


def understand(
    question: AnyQuestion, typed: str, *, today: date, options: Options = NO_OPTIONS, current: str = ""
) -> str:
    """Read typed text as the value to store; the refusal says what it could not be.

    An option is named by its number, its label, another word for it, or an unmistakable beginning of its
    label (not on a scale, where half an answer may mean its opposite). Several options typed for a multiple
    choice replace `current`; a name searched in a list is added to it. `today` bounds years and dates.
    """
    match question:
        case Likert() | SingleChoice():
            return _one_choice(question, typed)
        case MultipleChoice():
            return _choices(question, typed)
        case Search():
            option = _searched(question, typed, options)
            return current if option in keys(current) else choose(question, current, option, options=options)
        case WholeNumber():
            return str(_whole_number(question, typed, today))
        case CalendarDate():
            return _calendar_date(question, typed, today).isoformat()
        case FileUpload():
            raise AnswerNotUnderstood(hint=question.kind)
        case _:
            return _text(question, typed)


def choose(question: AnyQuestion, current: str, option: str, *, options: Options = NO_OPTIONS) -> str:
    """Return the value after pressing `option`; where several are allowed a second press takes it back.

    Taking the last one back leaves "", which is no answer. Refuses TooManyChoices and ChoiceExcludes, and
    AnswerNotUnderstood for an option the question does not have.
    """
    if not isinstance(question, ChoiceQuestion) or not _offers(question, option, options):
        raise AnswerNotUnderstood(hint=question.kind)
    if not isinstance(question, SeveralChoices):
        return option
    chosen = keys(current)
    if option in chosen:
        return _together(question, (key for key in chosen if key != option))
    return _together(question, (*chosen, option))


def attached(question: AnyQuestion, found: Attachment) -> str:
    """Return the value of a file. Refuses FileTypeNotAccepted, FileTooLarge, and where no file is asked for."""
    if not isinstance(question, FileUpload):
        raise AnswerNotUnderstood(hint=question.kind)
    if found.kind not in question.accepts:
        raise FileTypeNotAccepted(kind=found.kind, accepted=tuple(one.upper() for one in question.accepts))
    if refusal := too_large(found.size, question.largest_mb):
        raise refusal
    return found.value


def skip(question: AnyQuestion) -> str:
    """Return the value of a skipped question; refuses NotOptional."""
    if not question.optional:
        raise NotOptional
    return SKIPPED


def keys(value: str) -> tuple[str, ...]:
    """The options in a stored value of a choice or a search."""
    return tuple(value.split(",")) if value not in ("", SKIPPED) else ()


def labels(question: ChoiceQuestion, value: str, options: Options = NO_OPTIONS) -> tuple[str, ...]:
    """The words of the chosen options; an entry that has left the long list is shown by its key."""
    names = dict(options) | {choice.key: choice.label for choice in question.choices}
    return tuple(names.get(key, key) for key in keys(value))


def matches(options: Options, typed: str) -> tuple[str, ...]:
    """Keys of the entries whose name contains every typed word, names that begin so first.

    An entry named exactly so is the only match; text without a word matches nothing.
    """
    wanted = _plain(typed)
    names = {key: _plain(name) for key, name in options.items()}
    found = [key for key, name in names.items() if wanted and all(word in name for word in wanted.split())]
    exact = [key for key in found if names[key] == wanted]
    return tuple(exact or sorted(found, key=lambda key: (not names[key].startswith(wanted), names[key])))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _offers(question: ChoiceQuestion, option: str, options: Options) -> bool:
    return any(choice.key == option for choice in question.choices) or option in options


def _one_choice(question: Likert | SingleChoice, typed: str) -> str:
    choice = _named(question.choices, typed, beginnings=isinstance(question, SingleChoice))
    if choice is None:
        raise AnswerNotUnderstood(hint=question.kind)
    return choice.key


def _named(choices: Sequence[Choice], typed: str, *, beginnings: bool) -> Choice | None:
    text = _plain(typed)
    for choice in choices:
        if text in _phrases(choice):
            return choice
    number, _, rest = text.partition(" ")
    if number.isdecimal():
        return _numbered(choices, int(number), rest)
    begun = [choice for choice in choices if _plain(choice.label).startswith(text)]
    return begun[0] if beginnings and len(text) >= _SHORTEST_BEGINNING and len(begun) == 1 else None


def _numbered(choices: Sequence[Choice], number: int, rest: str) -> Choice | None:
    """The words that follow a number, as in "4 (sesuai)", must be those of the same option."""
    choice = choices[number - 1] if 1 <= number <= len(choices) else None
    return choice if choice and (not rest or rest in _phrases(choice)) else None


def _phrases(choice: Choice) -> set[str]:
    return {_plain(phrase) for phrase in (choice.label, *choice.words)}


def _choices(question: MultipleChoice, typed: str) -> str:
    whole = _named(question.choices, typed, beginnings=True)
    named = (
        (whole,)
        if whole
        else tuple(_named(question.choices, part, beginnings=True) for part in _parts(typed))
    )
    found = tuple(dict.fromkeys(choice.key for choice in named if choice))
    if not found or None in named:
        raise AnswerNotUnderstood(hint=question.kind)
    return _together(question, found)


def _parts(typed: str) -> Iterator[str]:
    for part in _BETWEEN_CHOICES.split(typed.casefold()):
        words = part.split()
        yield from words if all(word.isdecimal() for word in words) else (part,)


def _together(question: SeveralChoices, chosen: Iterable[str]) -> str:
    """Join options in the order of the definition; entries of a long list follow as they were chosen."""
    order = {choice.key: place for place, choice in enumerate(question.choices)}
    together = sorted(chosen, key=lambda key: order.get(key, len(order)))
    alone = [choice.label for choice in question.choices if choice.key in {*question.exclusive} & {*together}]
    if alone and len(together) > 1:
        raise ChoiceExcludes(choice=alone[0])
    if len(together) > question.maximum:
        raise TooManyChoices(maximum=question.maximum)
    return ",".join(together)


def _searched(question: Search, typed: str, options: Options) -> str:
    choice = _named(question.choices, typed, beginnings=False)
    found = (choice.key,) if choice else matches(options, typed)
    if len(found) != 1:
        raise AnswerNotUnderstood(hint=SEVERAL_MATCHES if found else question.kind)
    return found[0]


def _whole_number(question: WholeNumber, typed: str, today: date) -> int:
    text = unicodedata.normalize("NFKC", typed)
    found = _NUMBER.findall(text)
    number = number_of(found[0], whole=True) if len(found) == 1 else None
    if number is None or _LETTER_BEFORE_DIGIT.search(text):
        raise AnswerNotUnderstood(hint=question.kind)
    if number != int(number):
        raise NumberNotWhole(value=number)
    highest = today.year if question.highest == "this_year" else question.highest
    if not question.lowest <= number <= highest:
        raise NumberOutOfBounds(value=number, lowest=Decimal(question.lowest), highest=Decimal(highest))
    return int(number)


def _calendar_date(question: CalendarDate, typed: str, today: date) -> date:
    latest = today if question.latest == "today" else question.latest
    text = unicodedata.normalize("NFKC", typed).strip(" \n.")
    if len(text) > _LONGEST_DATE:
        raise DateNotUnderstood(value=text[:_LONGEST_DATE])
    day = parse_day(_SHORT_YEAR.sub(lambda year: str(_full_year(int(year[0]), latest)), text))
    if not question.earliest <= day <= latest:
        raise DateOutOfBounds(earliest=question.earliest, latest=latest)
    return day


def _full_year(year: int, latest: date) -> int:
    """Two digits mean the last such year that is not after the latest allowed one."""
    century = latest.year - latest.year % 100
    return year + century if year + century <= latest.year else year + century - 100


def _text(question: ShortText, typed: str) -> str:
    text = typed.strip()
    if not any(character.isalnum() for character in text):
        raise TextEmpty
    if len(text) > question.max_length:
        raise TextTooLong(length=len(text), excess=len(text) - question.max_length)
    return text
