"""Screens of scores: what a message stored, the keypad, the levels in words, and corrections."""

from collections.abc import Sequence
from decimal import Decimal

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Fact, Markup, formats, label, lines, paragraphs, say, word
from bot.views.assessing import NextTask, person_of, to_tasks
from bot.views.navigation import to_close, to_home
from domain.aspects import Aspect, AspectGroup, aspect
from domain.scores import Score, ScoreSheet
from domain.usecases.scoring import StoredForPerson, StoredScores, Walk

_PEOPLE_SHOWN = 6
_SCORES_SHOWN = 12
_KEYS_IN_A_ROW = 6


@button("kf")
class FillRest(Button):
    """[Isi sisanya]: the keypad at the first aspect without a score."""

    person_id: int


@button("ku")
class Undo(Button):
    """[Batalkan]: annul what one message stored."""

    update_id: int


@button("kg")
class Give(Button):
    """A level on the keypad, as exact text."""

    person_id: int
    aspect: str
    level: str


@button("kk")
class SkipAspect(Button):
    """[Lewati]: the aspect stays missing, it is never a zero."""

    person_id: int
    aspect: str


@button("kl")
class DescribeLevels(Button):
    """[Uraian level]."""

    person_id: int
    aspect: str


@button("kb")
class BackToKeypad(Button):
    """[Kembali] from the levels."""

    person_id: int
    aspect: str


@button("kp")
class Pause(Button):
    """[Selesai dulu]."""

    person_id: int


@button("ks")
class SeeScores(Button):
    """[Lihat nilai]."""

    person_id: int


def how_to() -> Reply:
    """What to type, for whoever typed the command alone. Protected, since [Tugas] makes names of it."""
    return Reply(say("scoring.how_to"), [[to_tasks(), to_close()]], silent=True, protected=True)


def stored(result: StoredScores) -> Reply:
    """What one message stored. Names and scores stand at once, so they are a spoiler and the reply silent."""
    if len(result.people) == 1:
        return _stored_for_one(result.people[0], result.update_id)
    rows = [
        _stored_row(one, count_only=result.count > _SCORES_SHOWN) for one in result.people[:_PEOPLE_SHOWN]
    ]
    rest = len(result.people) - _PEOPLE_SHOWN
    text = say(
        "scoring.stored_several",
        count=result.count,
        people=len(result.people),
        rows=lines(*rows, say("scoring.stored_rest", count=rest) if rest > 0 else ""),
    )
    return Reply(text, [[to_tasks(), to_close()]], silent=True, protected=True)


def _stored_for_one(one: StoredForPerson, update_id: int) -> Reply:
    facts: dict[str, Fact] = {
        "count": len(one.scores),
        "person": person_of(one.sheet.official),
        "scores": _scores(one.scores),
    }
    last = [Key(label("undo"), Undo(update_id)), to_close()]
    total, missing = one.sheet.total, len(one.sheet.missing)
    if not missing:
        text = say("scoring.stored_complete", total=total, **facts)
        return Reply(text, [last], silent=True, protected=True)
    text = say("scoring.stored", missing=missing, total=total, **facts)
    fill = [Key(label("fill_rest"), FillRest(one.sheet.official.id))]
    return Reply(text, [fill, last], silent=True, protected=True)


def _stored_row(one: StoredForPerson, *, count_only: bool) -> Markup:
    person, missing = person_of(one.sheet.official), len(one.sheet.missing)
    scores = say("scoring.score_count", count=len(one.scores)) if count_only else _scores(one.scores)
    if not missing:
        return say("scoring.stored_row_complete", person=person, scores=scores)
    return say("scoring.stored_row", person=person, scores=scores, missing=missing)


def _scores(scores: Sequence[Score]) -> Markup:
    said = (say("scoring.score", aspect=aspect(one.aspect).short, score=one.value) for one in scores)
    return Markup("; ".join(said))


def undone(count: int) -> Reply:
    """The annulment, where the scores stood."""
    text = say("scoring.undone", count=count)
    return Reply(text, [[to_tasks(), to_close()]], protected=True, in_place=True)


def walk(step: Walk) -> Reply:
    """The keypad, or the end of the walk. With the score just given it stays where it was given."""
    if step.aspect is None:
        return _end(step.sheet)
    keypad = _keypad_text(step.sheet, step.aspect)
    text = paragraphs(keypad, _saved(step.saved) if step.saved else "")
    person_id, key = step.sheet.official.id, step.aspect.key
    rows = [
        *_level_rows(step.sheet, step.aspect),
        [Key(label("skip"), SkipAspect(person_id, key)), Key(label("enough_for_now"), Pause(person_id))],
    ]
    if step.aspect.group is AspectGroup.COMPETENCY:
        rows.insert(-1, [Key(label("level_descriptions"), DescribeLevels(person_id, key))])
    return Reply(text, rows, protected=True, in_place=step.saved is not None)


def _keypad_text(sheet: ScoreSheet, one: Aspect) -> Markup:
    facts: dict[str, Fact] = {
        "person": person_of(sheet.official), "number": sheet.number(one), "total": sheet.total,
        "aspect": one.name,
    }  # fmt: skip
    if one.only_from_a_test:
        return say("scoring.keypad_from_test", **facts)
    standard = sheet.standard(one)
    if standard is None:
        return say("scoring.keypad_without_standard", **facts)
    return say("scoring.keypad", standard=standard, **facts)


def _saved(score: Score) -> Markup:
    return say("scoring.keypad_saved", aspect=aspect(score.aspect).short, score=score.value)


def _level_rows(sheet: ScoreSheet, one: Aspect) -> list[list[Key]]:
    levels = sheet.scale(one).levels
    whole = [level for level in levels if level == level.to_integral_value()]
    between = [level for level in levels if level not in whole]
    keys = [[_level_key(sheet, one, level) for level in some] for some in (whole, between)]
    return [row[at : at + _KEYS_IN_A_ROW] for row in keys for at in range(0, len(row), _KEYS_IN_A_ROW)]


def _level_key(sheet: ScoreSheet, one: Aspect, level: Decimal) -> Key:
    press = Give(sheet.official.id, one.key, str(level))
    return Key(label("number", number=formats.decimal(level)), press)


def levels(sheet: ScoreSheet, one: Aspect) -> Reply:
    """What each level of a competency means, in one line each, and the keys to give it."""
    whole = [level for level in sheet.scale(one).levels if level == level.to_integral_value()]
    said = [
        say("scoring.level_row", level=level, description=word(f"level_{one.key}", int(level)))
        for level in whole
    ]
    text = say("scoring.levels", aspect=one.name, rows=lines(*said))
    back = Key(label("back"), BackToKeypad(sheet.official.id, one.key))
    return Reply(text, [[_level_key(sheet, one, level) for level in whole], [back]], protected=True)


def _end(sheet: ScoreSheet) -> Reply:
    person = person_of(sheet.official)
    if not sheet.missing:
        text = say("scoring.complete", person=person, total=sheet.total)
        rows = [
            [Key(label("next_person"), NextTask())],
            [Key(label("see_scores"), SeeScores(sheet.official.id)), to_close()],
        ]
        return Reply(text, rows, protected=True)
    text = say("scoring.skipped_rest", person=person, missing=len(sheet.missing), total=sheet.total)
    rows = [
        [Key(label("fill_rest"), FillRest(sheet.official.id))],
        [Key(label("next_person"), NextTask())],
        [to_tasks(), to_close()],
    ]
    return Reply(text, rows, protected=True)


def paused(sheet: ScoreSheet) -> Reply:
    """Everything given is stored; the rest waits."""
    text = say("scoring.paused", person=person_of(sheet.official), answered=sheet.answered, total=sheet.total)
    return Reply(text, [[to_tasks(), to_home()]], protected=True)


def scores(sheet: ScoreSheet) -> Reply:
    """The assessor's own scores of one person, aspect by aspect: only where a button was just pressed."""
    said = [
        say("scoring.score_row", aspect=one.short, score=sheet.given[one.key].value)
        if one.key in sheet.given
        else say("scoring.score_row_missing", aspect=one.short)
        for one in sheet.ruleset.aspects
    ]
    text = say(
        "scoring.scores",
        person=person_of(sheet.official), answered=sheet.answered, total=sheet.total, rows=lines(*said),
    )  # fmt: skip
    rows = [[to_tasks(), to_close()]]
    if sheet.missing:
        rows.insert(0, [Key(label("fill_rest"), FillRest(sheet.official.id))])
    return Reply(text, rows, protected=True, in_place=True)
