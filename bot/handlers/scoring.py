"""/nilai and the keypad."""

from typing import Any

from bot.context import Context
from bot.texts import say
from bot.views import scoring as views
from domain.aspects import resolve
from domain.usecases import assessing, scoring


async def score(context: Context) -> None:
    """/nilai: stores what is typed; a NIP alone opens the keypad, nothing at all tells how to."""
    if context.turn.applied:
        await _confirm(context)
        return
    person_id = await context.read(scoring.person_named, text=context.arguments)
    if person_id is not None:
        await _walk(context, person_id=person_id)
    elif not context.arguments:
        await context.show(views.how_to())
    else:
        await context.write(scoring.score, text=context.arguments)
        await _confirm(context)


async def _confirm(context: Context) -> None:
    await context.record(views.stored(await context.read(scoring.stored_by)))


async def open_sheet(context: Context, person_id: int) -> None:
    """A person chosen by button: the keypad at the first aspect without a score, or the scores where none is missing."""
    step = await context.read(scoring.walk, person_id=person_id)
    await context.show(views.walk(step) if step.aspect else views.scores(step.sheet))


async def fill_rest(context: Context) -> None:
    """[Isi sisanya]."""
    await _walk(context, person_id=context.pressed(views.FillRest).person_id)


async def give(context: Context) -> None:
    """A level: store it, ask for the next aspect."""
    press = context.pressed(views.Give)
    await context.ensure(scoring.give, person_id=press.person_id, aspect=press.aspect, level=press.level)
    await _walk(context, person_id=press.person_id, after=press.aspect)


async def skip(context: Context) -> None:
    """[Lewati]."""
    press = context.pressed(views.SkipAspect)
    await _walk(context, person_id=press.person_id, after=press.aspect)


async def describe_levels(context: Context) -> None:
    """[Uraian level]."""
    press = context.pressed(views.DescribeLevels)
    opened = await context.read(assessing.sheet, person_id=press.person_id)
    await context.show(views.levels(opened, resolve(press.aspect)))


async def back_to_keypad(context: Context) -> None:
    """[Kembali] from the levels."""
    press = context.pressed(views.BackToKeypad)
    await _walk(context, person_id=press.person_id, at=press.aspect)


async def _walk(context: Context, **where: Any) -> None:
    await context.show(views.walk(await context.read(scoring.walk, **where)))


async def pause(context: Context) -> None:
    """[Selesai dulu]."""
    person_id = context.pressed(views.Pause).person_id
    await context.show(views.paused(await context.read(assessing.sheet, person_id=person_id)))


async def see_scores(context: Context) -> None:
    """[Lihat nilai]."""
    person_id = context.pressed(views.SeeScores).person_id
    await context.show(views.scores(await context.read(assessing.sheet, person_id=person_id)))


async def undo(context: Context) -> None:
    """[Batalkan]: within ten minutes; later an alert says what to do instead."""
    given_with = context.pressed(views.Undo).update_id
    await context.ensure(scoring.undo, given_with=given_with)
    count = await context.read(scoring.count_annulled, given_with=given_with)
    if count:
        await context.show(views.undone(count))
    else:
        await context.alert(say("scoring.undo_too_late"))


COMMANDS = {"nilai": score}
PRESSES = {
    views.FillRest: fill_rest,
    views.Give: give,
    views.SkipAspect: skip,
    views.DescribeLevels: describe_levels,
    views.BackToKeypad: back_to_keypad,
    views.Pause: pause,
    views.SeeScores: see_scores,
    views.Undo: undo,
}
