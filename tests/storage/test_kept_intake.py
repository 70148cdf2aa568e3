"""When updates were taken in, as it is kept."""

from storage_samples import DAY, HOUR, NOW

from domain.intake import Stretch
from domain.usecases import watching_intake
from storage.unit_of_work import UnitOfWork

MORNING, NOON = Stretch(NOW, NOW + HOUR), Stretch(NOW + 3 * HOUR, NOW + 4 * HOUR)


async def test_a_stretch_is_found_by_a_moment_before_it_and_from_its_beginning_on(uow: UnitOfWork) -> None:
    await uow.intake.keep([MORNING, NOON])
    assert await uow.intake.begun_by(NOW - HOUR) is None
    assert await uow.intake.begun_by(NOW) == MORNING
    assert await uow.intake.begun_by(NOW + 2 * HOUR) == MORNING
    assert await uow.intake.begun_by(NOW + 9 * HOUR) == NOON
    assert await uow.intake.begun_after(NOW - HOUR) == MORNING
    assert await uow.intake.begun_after(NOW) == NOON
    assert await uow.intake.begun_after(NOW + 3 * HOUR) is None


async def test_stretches_are_listed_in_order_from_a_moment_on(uow: UnitOfWork) -> None:
    await uow.intake.keep([NOON, MORNING])
    assert await uow.intake.all_begun_after(NOW - HOUR) == [MORNING, NOON]
    assert await uow.intake.all_begun_after(NOW) == [NOON]
    assert await uow.intake.all_begun_after(NOW + 3 * HOUR) == []


async def test_a_stretch_that_is_known_ends_as_it_says_now(uow: UnitOfWork) -> None:
    await uow.intake.keep([Stretch(NOW, NOW + HOUR)])
    await uow.intake.keep([Stretch(NOW, NOW + 2 * HOUR)])
    assert await uow.intake.begun_by(NOW) == Stretch(NOW, NOW + 2 * HOUR)
    await uow.intake.keep([Stretch(NOW, NOW), NOON])
    assert await uow.intake.begun_by(NOW) == Stretch(NOW, NOW)


async def test_what_was_over_before_a_moment_is_forgotten(uow: UnitOfWork) -> None:
    await uow.intake.keep([MORNING, NOON])
    await uow.intake.forget(before=NOW + 2 * HOUR)
    assert await uow.intake.begun_by(NOW + 2 * HOUR) is None
    assert await uow.intake.begun_by(NOW + 4 * HOUR) == NOON


async def test_the_intake_was_down_between_two_stretches_and_nowhere_else(uow: UnitOfWork) -> None:
    await uow.intake.keep([MORNING, NOON])
    by = NOW + 9 * HOUR
    assert await watching_intake.back_at(uow, at=NOW - HOUR, by=by) is None
    assert await watching_intake.back_at(uow, at=NOW + HOUR, by=by) is None
    assert await watching_intake.back_at(uow, at=NOW + 2 * HOUR, by=by) == NOW + 3 * HOUR
    assert await watching_intake.back_at(uow, at=NOW + 3 * HOUR, by=by) is None
    assert await watching_intake.back_at(uow, at=NOW + 5 * HOUR, by=by) == by


async def test_what_was_over_ninety_days_ago_is_forgotten_while_the_intake_works(uow: UnitOfWork) -> None:
    await watching_intake.keep(uow, stretches=[MORNING], now=NOW + HOUR)
    await watching_intake.keep(uow, stretches=[NOON], now=NOW + 90 * DAY + HOUR)
    assert await uow.intake.begun_by(NOW + HOUR) == MORNING
    later = Stretch(NOW + 90 * DAY, NOW + 91 * DAY)
    await watching_intake.keep(uow, stretches=[later], now=NOW + 91 * DAY)
    assert await uow.intake.begun_by(NOW + DAY) is None
    assert await uow.intake.begun_by(NOW + 91 * DAY) == later
