"""The options of a question as rows of buttons."""

from collections.abc import Mapping, Sequence

from bot.reply import Key, Rows
from bot.texts import label
from bot.views.answer_buttons import Answer, Change, Choose, ShowAgain
from domain import offices
from domain.answers import keys
from domain.questions import AnyQuestion, ChoiceQuestion, Likert, SeveralChoices
from domain.steps import Found

MOST_MATCHES = 5
_ALONE_UP_TO = 5
_PAIRED_UP_TO = 12
_LONGEST = 20


def options(campaign: int, question: AnyQuestion, value: str, *, changing: bool) -> Rows:
    """A scale in one row, a short list one under the other; of a long one two short labels share a row.

    What was chosen in a long list that is searched stands below the options that are always offered.
    """
    if not isinstance(question, ChoiceQuestion):
        return ()
    offered = {choice.key: choice.label for choice in question.choices}
    offered |= {key: key for key in keys(value) if key not in offered}
    made = {key: _option(campaign, question, key, offered, key in keys(value), changing) for key in offered}
    if isinstance(question, Likert):
        return (tuple(made.values()),)
    return _in_rows([(offered[key], made[key]) for key in made], alone=len(made) <= _ALONE_UP_TO)


def matches(campaign: int, question: AnyQuestion, found: Found, *, changing: bool) -> Rows:
    """The numbers of the names found, and [Cari lagi]."""
    again = Change(campaign, question.key) if changing else ShowAgain(campaign)
    numbers = tuple(
        Key(
            label("number", number=number),
            Choose(campaign, question.key, offices.code(name), True, changing),
        )
        for number, name in enumerate(found.names[:MOST_MATCHES], 1)
    )
    search = (Key(label("search_again"), again),)
    return (numbers, search) if numbers else (search,)


def _option(
    campaign: int,
    question: ChoiceQuestion,
    key: str,
    offered: Mapping[str, str],
    chosen: bool,
    changing: bool,
) -> Key:
    if isinstance(question, Likert):
        shown = label("number_chosen" if chosen else "number", number=key)
    else:
        shown = label("option_chosen", choice=offered[key]) if chosen else offered[key]
    if not isinstance(question, SeveralChoices):
        return Key(shown, Answer(campaign, question.key, key, changing))
    known = key if any(choice.key == key for choice in question.choices) else offices.code(key)
    return Key(_cut(shown), Choose(campaign, question.key, known, not chosen, changing))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _in_rows(made: Sequence[tuple[str, Key]], *, alone: bool) -> Rows:
    """A short label fills the row the last short one has left half empty, so that a list stays a list of seven."""
    rows: list[tuple[Key, ...]] = []
    half: int | None = None
    for words, key in made:
        fits = not alone and len(words) <= _PAIRED_UP_TO
        if fits and half is not None:
            rows[half], half = (*rows[half], key), None
            continue
        rows.append((key,))
        if fits:
            half = len(rows) - 1
    return tuple(rows)
