"""Taking a file in: examined, shown as a preview, kept until it is saved or dropped."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain.errors import ChangedMeanwhile, PersonNotFound
from domain.evidence_file import EvidenceReading
from domain.imports import ImportKind, ImportState, Preview, ReceivedFile
from domain.people import Actor, PositionKind, Role
from domain.phases import PhaseState
from domain.ports import UnitOfWork
from domain.roster import RosterReading
from domain.sheet import RowProblem, rows_of
from domain.staging import ReadFile, evidence_entries, roster_rows
from domain.usecases import importing_evidence, importing_roster
from domain.usecases.importing_evidence import EvidencePlan
from domain.usecases.importing_roster import RosterPlan


@dataclass(frozen=True, slots=True)
class Rejected:
    """Rows are wrong, so nothing is stored."""

    kind: ImportKind
    total: int
    problems: tuple[RowProblem, ...]

    @property
    def bad(self) -> int:
        """How many rows have a problem."""
        return len(rows_of(self.problems))


@dataclass(frozen=True, slots=True)
class ReceivedBefore:
    """The newest saved file of its kind had the same bytes, and nothing has changed since."""

    saved_at: datetime


Examined: TypeAlias = Rejected | ReceivedBefore | Preview


async def takes_files(_uow: UnitOfWork, *, actor: Actor) -> bool:
    """Whether a file that nobody asked for is an import. Refuses NotLinked, AccountRevoked."""
    return Role.ADMIN in actor.linked().roles


async def check_admin(_uow: UnitOfWork, *, actor: Actor) -> None:
    """Refuses whoever may not import."""
    actor.acting_as(Role.ADMIN)


async def look_into(uow: UnitOfWork, *, actor: Actor, file: ReadFile) -> Examined:
    """What an admin's file would change."""
    actor.acting_as(Role.ADMIN)
    return await examine(uow, file=file)


async def examine(uow: UnitOfWork, *, file: ReadFile) -> Examined:
    """What a file would change, what is wrong with it, or that it is known. Changes nothing."""
    plan = await _compared(uow, file.reading)
    if problems := _problems(file.reading, plan):
        return Rejected(file.kind, file.outline.total, problems)
    preview = plan.preview(file.outline)
    before = await uow.imports.saved_with(file.digest, file.kind) if preview.changes_nothing else None
    if before is not None and before.saved_at is not None:
        return ReceivedBefore(before.saved_at)
    return preview


async def stage(uow: UnitOfWork, *, actor: Actor, file: ReadFile, now: datetime) -> int:
    """Keep an admin's file between preview and [Simpan]; returns its id."""
    return await keep(uow, file=file, account_id=actor.acting_as(Role.ADMIN).id, now=now)


async def keep(uow: UnitOfWork, *, file: ReadFile, account_id: int | None, now: datetime) -> int:
    """Keep a file found without a problem until it is saved or dropped; returns its id."""
    received = ReceivedFile(
        id=0,
        kind=file.kind,
        file_name=file.name,
        digest=file.digest,
        rows=file.rows,
        state=ImportState.STAGED,
        received_at=now,
        received_by=account_id,
        outline=file.outline,
    )
    return await uow.imports.stage(received)


async def open_preview(uow: UnitOfWork, *, actor: Actor, import_id: int) -> Preview:
    """What a staged file would change now. Refuses ChangedMeanwhile where it is saved or dropped."""
    actor.acting_as(Role.ADMIN)
    file = await uow.imports.by_id(import_id)
    if file is None or file.state is not ImportState.STAGED:
        raise ChangedMeanwhile
    return (await planned(uow, file)).preview(file.outline)


async def cancel(uow: UnitOfWork, *, actor: Actor, import_id: int | None) -> None:
    """[Batal]: the rows of a preview go, if there is one already."""
    actor.acting_as(Role.ADMIN)
    if import_id is not None:
        await uow.imports.drop(import_id)


async def people_to_fill_in(uow: UnitOfWork, *, actor: Actor) -> list[tuple[str, str]]:
    """NIP and name of those a phase asks that is not closed; of every active person where there is none."""
    actor.acting_as(Role.ADMIN)
    phases = [one for one in await uow.phases.all() if one.state is not PhaseState.CLOSED]
    kinds = frozenset[PositionKind]().union(*(phase.audience for phase in phases))
    people = await uow.people.of_kinds(kinds) if kinds else await uow.people.active()
    return [(one.nip, one.name) for one in people]


async def planned(uow: UnitOfWork, file: ReceivedFile) -> RosterPlan | EvidencePlan:
    """A staged file beside what is known now."""
    if file.kind is ImportKind.ROSTER:
        return await importing_roster.plan(uow, roster_rows(file.rows))
    return await importing_evidence.plan(uow, evidence_entries(file.rows))


async def _compared(uow: UnitOfWork, reading: RosterReading | EvidenceReading) -> RosterPlan | EvidencePlan:
    if isinstance(reading, RosterReading):
        return await importing_roster.plan(uow, reading.rows)
    return await importing_evidence.plan(uow, reading.entries)


def _problems(
    reading: RosterReading | EvidenceReading, plan: RosterPlan | EvidencePlan
) -> tuple[RowProblem, ...]:
    """What is wrong with the rows, in their order; evidence about somebody who is not in the roster too."""
    unknown = plan.unknown if isinstance(plan, EvidencePlan) else ()
    rows = reading.rows if isinstance(reading, EvidenceReading) else {}
    strangers = (RowProblem(rows[nip], "NIP", nip, PersonNotFound(tail=nip[-4:])) for nip in unknown)
    return tuple(sorted((*reading.problems, *strangers), key=lambda problem: problem.row))
