"""Definitions as they were first asked."""

from storage_samples import DAY, NOW

from domain.questionnaire import load, shipped
from storage.unit_of_work import UnitOfWork


async def test_every_definition_comes_back_as_it_was(uow: UnitOfWork) -> None:
    definitions = list(shipped().newest().values())
    for one in reversed(definitions):
        await uow.definitions.keep(one, now=NOW)
    assert list(await uow.definitions.kept()) == definitions


async def test_a_definition_is_kept_once_and_stays_as_it_is(uow: UnitOfWork) -> None:
    form = load("preferensi_karier")
    await uow.definitions.keep(form, now=NOW)
    await uow.definitions.keep(form.model_copy(update={"title": "Lain"}), now=NOW + DAY)
    await uow.definitions.keep(form.model_copy(update={"version": 2}), now=NOW + DAY)
    assert [(one.version, one.title) for one in await uow.definitions.kept()] == [
        (1, "Preferensi karier"),
        (2, "Preferensi karier"),
    ]
