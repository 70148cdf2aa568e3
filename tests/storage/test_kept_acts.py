"""Numbers given out, files received, the audit trail."""

from dataclasses import replace

from sqlalchemy import delete, update
from storage_samples import BUDI, DAY, HOUR, NOW, RAHMAT, account, officials

from domain.imports import ImportKind, ImportState, Outline, ReceivedFile, Tally
from storage.tables import AuditEntry
from storage.unit_of_work import UnitOfWork

FILE = ReceivedFile(
    0, ImportKind.ROSTER, "pegawai-november.xlsx", "d" * 64,
    [{"nip": "198503152010011004", "name": "Budi"}], ImportState.STAGED, NOW, None,
    outline=Outline(sheet="Data", header_row=4, total=1),
)  # fmt: skip
TALLY = Tally(added=1, changed=0, unchanged=0)


async def test_numbers_count_up_per_series_and_year(uow: UnitOfWork) -> None:
    drawn = [("TT", 2026), ("TT", 2026), ("SR", 2026), ("TT", 2027), ("TT", 2026)]
    assert [await uow.counters.next(*one) for one in drawn] == [1, 2, 1, 1, 3]


async def test_a_staged_file_comes_back_as_read(uow: UnitOfWork) -> None:
    admin = await account(uow)
    staged = replace(FILE, received_by=admin.id)
    import_id = await uow.imports.stage(staged)
    assert await uow.imports.by_id(import_id) == replace(staged, id=import_id)
    assert await uow.imports.by_id(import_id + 1) is None


async def test_a_file_is_saved_once_and_lets_go_of_its_rows(uow: UnitOfWork) -> None:
    import_id = await uow.imports.stage(FILE)
    assert await uow.imports.mark_saved(import_id, tally=TALLY, now=NOW + HOUR)
    assert not await uow.imports.mark_saved(import_id, tally=TALLY, now=NOW + DAY)
    saved = replace(FILE, id=import_id, rows=[], state=ImportState.SAVED, saved_at=NOW + HOUR, tally=TALLY)
    assert await uow.imports.by_id(import_id) == saved


async def test_saving_that_has_begun_can_only_go_on(uow: UnitOfWork) -> None:
    import_id = await uow.imports.stage(FILE)
    assert await uow.imports.begin_saving(import_id, tally=TALLY)
    assert not await uow.imports.begin_saving(import_id, tally=Tally(0, 0, 0))
    await uow.imports.drop(import_id)
    begun = replace(FILE, id=import_id, state=ImportState.SAVING, tally=TALLY)
    assert await uow.imports.by_id(import_id) == begun
    assert await uow.imports.mark_saved(import_id, tally=TALLY, now=NOW)


async def test_a_dropped_preview_cannot_be_saved(uow: UnitOfWork) -> None:
    import_id = await uow.imports.stage(FILE)
    await uow.imports.drop(import_id)
    assert not await uow.imports.mark_saved(import_id, tally=TALLY, now=NOW)
    assert await uow.imports.saved_with(FILE.digest, ImportKind.ROSTER) is None


async def test_only_the_newest_import_of_a_kind_is_the_same_file_again(uow: UnitOfWork) -> None:
    november = await uow.imports.stage(FILE)
    await uow.imports.mark_saved(november, tally=TALLY, now=NOW)
    found = await uow.imports.saved_with(FILE.digest, ImportKind.ROSTER)
    assert found is not None
    assert found.id == november
    assert await uow.imports.saved_with(FILE.digest, ImportKind.EVIDENCE) is None
    december = await uow.imports.stage(replace(FILE, digest="e" * 64))
    await uow.imports.mark_saved(december, tally=TALLY, now=NOW + DAY)
    assert await uow.imports.saved_with(FILE.digest, ImportKind.ROSTER) is None


async def _three_acts(uow: UnitOfWork) -> int:
    (budi,) = await officials(uow, BUDI)
    await uow.audit.append(actor="1", action="phase.open", now=NOW)
    await uow.audit.append(
        actor="2", action="score.add", person_id=budi.id, content={"integritas": "3.5"}, now=NOW + HOUR
    )
    await uow.audit.append(actor="2", action="result.open", person_id=budi.id, now=NOW + DAY)
    return budi.id


async def test_a_person_has_a_trail_of_acts(uow: UnitOfWork) -> None:
    person_id = await _three_acts(uow)
    assert await uow.audit.entries(person_id) == [
        {"acted_at": NOW + HOUR, "actor": "2", "action": "score.add", "content": {"integritas": "3.5"}},
        {"acted_at": NOW + DAY, "actor": "2", "action": "result.open", "content": None},
    ]


async def test_one_act_stands_in_the_trails_of_many(uow: UnitOfWork) -> None:
    budi, rahmat = await officials(uow, BUDI, RAHMAT)
    await uow.audit.append_for([], actor="1", action="result.publish", now=NOW)
    await uow.audit.append_for([budi.id, rahmat.id], actor="1", action="result.publish", now=NOW)
    for person in (budi, rahmat):
        assert await uow.audit.entries(person.id) == [
            {"acted_at": NOW, "actor": "1", "action": "result.publish", "content": None}
        ]
    assert await uow.audit.is_intact()


async def test_the_chain_of_an_untouched_trail_holds(uow: UnitOfWork) -> None:
    assert await uow.audit.is_intact()
    await _three_acts(uow)
    assert await uow.audit.is_intact()


async def test_the_chain_holds_without_the_content(uow: UnitOfWork) -> None:
    await _three_acts(uow)
    await uow.execute(update(AuditEntry).values(content=None))
    assert await uow.audit.is_intact()


async def test_the_chain_breaks_where_an_act_is_changed(uow: UnitOfWork) -> None:
    await _three_acts(uow)
    await uow.execute(update(AuditEntry).where(AuditEntry.action == "score.add").values(actor="1"))
    assert not await uow.audit.is_intact()


async def test_the_chain_breaks_where_an_act_is_taken_out(uow: UnitOfWork) -> None:
    await _three_acts(uow)
    await uow.execute(delete(AuditEntry).where(AuditEntry.action == "score.add"))
    assert not await uow.audit.is_intact()
