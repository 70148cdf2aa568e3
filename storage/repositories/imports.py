"""Files between preview and saving."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import insert, select, update

from domain.imports import ImportKind, ImportState, Outline, ReceivedFile, Tally
from storage.repositories.repository import AnyRow, Repository
from storage.tables import Import

_SELECT = select(
    Import.id, Import.kind, Import.file_name, Import.digest, Import.rows,
    Import.state, Import.received_at, Import.received_by, Import.saved_at, Import.outline, Import.tally,
)  # fmt: skip


def _file(row: AnyRow) -> ReceivedFile:
    file_id, kind, name, digest, rows, state, received_at, received_by, saved_at, outline, tally = row
    return ReceivedFile(
        file_id, ImportKind(kind), name, digest, rows, ImportState(state), received_at, received_by, saved_at,
        Outline(**outline), Tally(**tally) if tally else None,
    )  # fmt: skip


class Imports(Repository):
    """A staged file keeps its rows until it is saved or dropped."""

    async def stage(self, file: ReceivedFile) -> int:
        """Keep a file read without a problem; its `id` is ignored. Returns the id given."""
        values = {
            "kind": file.kind.value, "file_name": file.file_name, "digest": file.digest,
            "rows": list(file.rows), "state": file.state.value, "received_at": file.received_at,
            "received_by": file.received_by, "saved_at": file.saved_at,
            "outline": asdict(file.outline), "tally": asdict(file.tally) if file.tally else None,
        }  # fmt: skip
        return int((await self._execute(insert(Import).returning(Import.id), values)).scalar_one())

    async def by_id(self, import_id: int) -> ReceivedFile | None:
        """The file with this id."""
        row = (await self._execute(_SELECT.where(Import.id == import_id))).first()
        return _file(row) if row else None

    async def saved_with(self, digest: str, kind: ImportKind) -> ReceivedFile | None:
        """The saved import of exactly these bytes, if it is the newest of its kind."""
        statement = _SELECT.where(Import.kind == kind.value, Import.state == ImportState.SAVED.value)
        row = (await self._execute(statement.order_by(Import.saved_at.desc(), Import.id.desc()))).first()
        return _file(row) if row and row.digest == digest else None

    async def begin_saving(self, import_id: int, *, tally: Tally) -> bool:
        """A preview is on its way to be saved; False if it was so before, or is no preview any more."""
        values = {"state": ImportState.SAVING.value, "tally": asdict(tally)}
        return await self._change(import_id, {ImportState.STAGED}, values)

    async def mark_saved(self, import_id: int, *, tally: Tally, now: datetime) -> bool:
        """Mark once and let go of the rows; False if it was saved or dropped before."""
        values = {"state": ImportState.SAVED.value, "tally": asdict(tally), "saved_at": now, "rows": []}
        return await self._change(import_id, {ImportState.STAGED, ImportState.SAVING}, values)

    async def drop(self, import_id: int) -> None:
        """Forget the staged rows of a preview nobody saved."""
        await self._change(import_id, {ImportState.STAGED}, {"state": ImportState.DROPPED.value, "rows": []})

    async def _change(
        self, import_id: int, states: Collection[ImportState], values: Mapping[str, object]
    ) -> bool:
        expected = Import.state.in_([state.value for state in states])
        changed = update(Import).where(Import.id == import_id, expected).values(**values)
        return (await self._execute(changed)).rowcount == 1
