"""Files between preview and saving."""

from datetime import datetime

from sqlalchemy import insert, select, update

from domain.imports import ImportKind, ImportState, ReceivedFile
from storage.repositories.repository import AnyRow, Repository
from storage.tables import Import

_SELECT = select(
    Import.id, Import.kind, Import.file_name, Import.digest, Import.rows,
    Import.state, Import.received_at, Import.received_by, Import.saved_at,
)  # fmt: skip


def _file(row: AnyRow) -> ReceivedFile:
    file_id, kind, name, digest, rows, state, received_at, received_by, saved_at = row
    return ReceivedFile(
        file_id, ImportKind(kind), name, digest, rows, ImportState(state), received_at, received_by, saved_at
    )


class Imports(Repository):
    """A staged file keeps its rows until it is saved or dropped."""

    async def stage(self, file: ReceivedFile) -> int:
        """Keep a file read without a problem; its `id` is ignored. Returns the id given."""
        values = {
            "kind": file.kind.value, "file_name": file.file_name, "digest": file.digest,
            "rows": list(file.rows), "state": file.state.value, "received_at": file.received_at,
            "received_by": file.received_by, "saved_at": file.saved_at,
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

    async def mark_saved(self, import_id: int, *, now: datetime) -> bool:
        """Mark once and let go of the rows; False if it was saved or dropped before."""
        return await self._end(import_id, ImportState.SAVED, now)

    async def drop(self, import_id: int) -> None:
        """Forget the staged rows of a preview nobody saved."""
        await self._end(import_id, ImportState.DROPPED, None)

    async def _end(self, import_id: int, state: ImportState, saved_at: datetime | None) -> bool:
        statement = (
            update(Import)
            .where(Import.id == import_id, Import.state == ImportState.STAGED.value)
            .values(state=state.value, saved_at=saved_at, rows=[])
        )
        return (await self._execute(statement)).rowcount == 1
