"""The roster: officials by NIP."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from domain.people import Official, PersonStatus, PositionKind
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import Person

_COLUMNS = (
    "nip", "name", "position", "position_kind", "unit", "eselon", "rank", "phone", "supervisor_nip", "status",
)  # fmt: skip
_TABLE = Person.__table__
SELECT = select(Person.id, *(_TABLE.c[name] for name in _COLUMNS))
_BY_ID = SELECT.where(Person.id == bindparam("person_id"))
_BY_NIP = SELECT.where(Person.nip == bindparam("nip"))
_UNITS = (
    select(Person.unit).where(Person.status == PersonStatus.ACTIVE.value).distinct().order_by(Person.unit)
)
_IN_CHUNK = 500
_INSERT = upsert(Person)
_SAVE = _INSERT.on_conflict_do_update(
    index_elements=[Person.nip],
    set_={name: _INSERT.excluded[name] for name in (*_COLUMNS, "updated_at") if name != "nip"},
)


def official(row: Sequence[Any]) -> Official:
    """An official from the columns of `SELECT`, in their order."""
    person_id, nip, name, position, kind, unit, eselon, rank, phone, supervisor, status = row
    return Official(
        person_id, nip, name, position, PositionKind(kind), unit,
        eselon, rank, phone, supervisor, PersonStatus(status),
    )  # fmt: skip


class People(Repository):
    """Officials of the roster. None is ever deleted."""

    async def by_id(self, person_id: int) -> Official | None:
        """The official with this id."""
        row = (await self._execute(_BY_ID, {"person_id": person_id})).first()
        return official(row) if row else None

    async def by_nip(self, nip: str) -> Official | None:
        """The official with this NIP (18 digits)."""
        row = (await self._execute(_BY_NIP, {"nip": nip})).first()
        return official(row) if row else None

    async def by_nips(self, nips: Collection[str]) -> Mapping[str, Official]:
        """The officials among these NIPs, by NIP."""
        wanted, found = list(nips), {}
        for start in range(0, len(wanted), _IN_CHUNK):
            chunk = wanted[start : start + _IN_CHUNK]
            for row in await self._execute(SELECT.where(Person.nip.in_(chunk))):
                found[row.nip] = official(row)
        return found

    async def by_ids(self, person_ids: Collection[int]) -> Sequence[Official]:
        """The officials with these ids, in no order."""
        wanted, found = list(person_ids), []
        for start in range(0, len(wanted), _IN_CHUNK):
            chunk = SELECT.where(Person.id.in_(wanted[start : start + _IN_CHUNK]))
            found += [official(row) for row in await self._execute(chunk)]
        return found

    async def everybody(self) -> Sequence[Official]:
        """All officials, by name."""
        return [official(row) for row in await self._execute(SELECT.order_by(Person.name, Person.nip))]

    async def active(self) -> Sequence[Official]:
        """Active officials, by name."""
        statement = SELECT.where(Person.status == PersonStatus.ACTIVE.value)
        return [official(row) for row in await self._execute(statement.order_by(Person.name, Person.nip))]

    async def of_kinds(self, kinds: Collection[PositionKind]) -> Sequence[Official]:
        """Active officials of these kinds of position, by name."""
        statement = SELECT.where(
            Person.position_kind.in_([kind.value for kind in kinds]),
            Person.status == PersonStatus.ACTIVE.value,
        ).order_by(Person.name, Person.nip)
        return [official(row) for row in await self._execute(statement)]

    async def units(self) -> Sequence[str]:
        """Names of the units of work of active officials, each once, by name."""
        return list((await self._execute(_UNITS)).scalars())

    async def save(self, officials: Sequence[Official], *, now: datetime) -> None:
        """Add by NIP, or replace what the roster says about a NIP."""
        if officials:
            await self._execute(_SAVE, [_values(one, now) for one in officials])

    async def set_phone(self, person_id: int, phone: str, *, now: datetime) -> None:
        """Record the number a person is reached at (E.164)."""
        statement = update(Person).where(Person.id == person_id).values(phone=phone, updated_at=now)
        await self._execute(statement)


def _values(one: Official, now: datetime) -> dict[str, object]:
    return {**{name: getattr(one, name) for name in _COLUMNS}, "updated_at": now}
