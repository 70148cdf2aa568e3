"""[Simpan]: a roster is stored whole in one write, evidence in pieces, and what was interrupted goes on."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from domain.errors import ChangedMeanwhile
from domain.imports import ImportKind, ImportState, ReceivedFile, Tally
from domain.people import Actor, Role
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.staging import evidence_entries, roster_rows
from domain.usecases import importing_evidence, importing_roster
from domain.usecases.importing_evidence import Piece

COMMAND_LINE: Final = "command_line"
"""Who saves, in the audit trail, what comes from the server's command line."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did."""

    kind: ImportKind
    tally: Tally
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ToStore:
    """Evidence of a preview that still holds, to be stored piece by piece before the end."""

    tally: Tally
    pieces: tuple[Piece, ...]


async def prepare(
    uow: UnitOfWork, *, actor: Actor, import_id: int, seen: str, now: datetime
) -> Saved | ToStore | ChangedMeanwhile | None:
    """An admin's [Simpan]: what must be stored in pieces first (None for a roster), or what was saved before."""
    actor.acting_as(Role.ADMIN)
    return await prepare_any(uow, import_id=import_id, seen=seen, now=now)


async def prepare_any(
    uow: UnitOfWork, *, import_id: int, seen: str, now: datetime
) -> Saved | ToStore | ChangedMeanwhile | None:
    """The same for anybody. What a crash interrupted goes on, whatever it has changed already."""
    file = await _to_save(uow, import_id)
    if not isinstance(file, ReceivedFile):
        return file
    if file.kind is ImportKind.ROSTER:
        return None
    plan = await importing_evidence.plan(uow, evidence_entries(file.rows))
    preview = plan.preview(file.outline)
    if file.state is ImportState.STAGED and preview.seen != seen:
        return ChangedMeanwhile()
    return ToStore(file.tally or preview.tally, tuple(plan.pieces(source=file.file_name, now=now)))


async def begin(uow: UnitOfWork, *, import_id: int, tally: Tally) -> None:
    """Storing in pieces has begun; from here it goes on to its end. Does nothing where it had begun."""
    await uow.imports.begin_saving(import_id, tally=tally)


async def save(
    uow: UnitOfWork,
    *,
    actor: Actor,
    import_id: int,
    seen: str,
    classified: int,
    policy: Policy,
    now: datetime,
) -> Saved | ChangedMeanwhile:
    """The end of an admin's [Simpan]; `classified` counts the people classified with the pieces."""
    by = f"account:{actor.acting_as(Role.ADMIN).id}"
    return await save_any(
        uow, import_id=import_id, seen=seen, classified=classified, by=by, policy=policy, now=now
    )


async def save_any(
    uow: UnitOfWork,
    *,
    import_id: int,
    seen: str,
    classified: int,
    by: str,
    policy: Policy,
    now: datetime,
) -> Saved | ChangedMeanwhile:
    """The same for anybody. A roster is compared once more: nothing is stored if that is not what was `seen`."""
    file = await _to_save(uow, import_id)
    if not isinstance(file, ReceivedFile):
        return file
    if file.kind is ImportKind.ROSTER:
        tally = await _store_roster(uow, file, seen, by, policy, now)
    else:
        tally = replace(file.tally, classified=classified) if file.tally else None
    if tally is None:
        return ChangedMeanwhile()
    await uow.imports.mark_saved(import_id, tally=tally, now=now)
    content = {"file": file.file_name, "digest": file.digest, **asdict(tally)}
    await uow.audit.append(actor=by, action=f"{file.kind}_imported", content=content, now=now)
    return Saved(file.kind, tally, now)


async def _to_save(uow: UnitOfWork, import_id: int) -> ReceivedFile | Saved | ChangedMeanwhile:
    file = await uow.imports.by_id(import_id)
    if file is None or file.state is ImportState.DROPPED:
        return ChangedMeanwhile()
    if file.saved_at is not None and file.tally is not None:
        return Saved(file.kind, file.tally, file.saved_at)
    return file


async def _store_roster(
    uow: UnitOfWork, file: ReceivedFile, seen: str, by: str, policy: Policy, now: datetime
) -> Tally | None:
    plan = await importing_roster.plan(uow, roster_rows(file.rows))
    preview = plan.preview(file.outline)
    if preview.seen != seen:
        return None
    classified = await importing_roster.apply(uow, plan, by=by, source=file.file_name, policy=policy, now=now)
    return replace(preview.tally, classified=classified)
