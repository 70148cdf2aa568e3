"""Classifications, from proposal to publication."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, cast, delete, func, or_, select, update

from domain.results import PlacedOfficial, ResultState
from domain.results import Result as Classified
from domain.talent_grid import Box, Performance, Potential
from storage.repositories.people import SELECT as PERSON
from storage.repositories.people import official
from storage.repositories.repository import AnyRow, Repository
from storage.statements import upsert
from storage.tables import COUNTING_RESULTS, AwaitedClassification, Person, Result

_COLUMNS = (
    Result.id, Result.phase_id, Result.person_id, Result.ruleset, Result.performance, Result.potential,
    Result.box, Result.inputs, Result.arithmetic, Result.classified_at, Result.state, Result.reviewed_at,
    Result.publication_id, Result.published_at, Result.opened_at,
)  # fmt: skip
_FIELDS = tuple(column.key for column in _COLUMNS)
_SELECT = select(*_COLUMNS)
_COUNTS = Result.state.not_in([ResultState.SUPERSEDED.value, ResultState.WITHDRAWN.value])
_INSERT = upsert(Result)
_RESTS_ON_SOMETHING_ELSE = cast(Result.inputs, Text) != cast(_INSERT.excluded.inputs, Text)
_PROPOSE = _INSERT.on_conflict_do_update(
    index_elements=[Result.phase_id, Result.person_id],
    index_where=COUNTING_RESULTS,
    set_={
        name: _INSERT.excluded[name]
        for name in (
            "ruleset",
            "performance",
            "potential",
            "box",
            "inputs",
            "arithmetic",
            "classified_at",
            "state",
            "reviewed_at",
        )
    },
    where=or_(
        Result.state == ResultState.PROPOSED.value,
        and_(Result.state == ResultState.REVIEWED.value, _RESTS_ON_SOMETHING_ELSE),
    ),
).returning(Result.person_id)

_AWAIT = upsert(AwaitedClassification).on_conflict_do_nothing(
    index_elements=[AwaitedClassification.person_id]
)
_AWAITING = select(AwaitedClassification.person_id).order_by(AwaitedClassification.person_id)
_COUNT_AWAITING = select(func.count()).select_from(AwaitedClassification)


def _result(columns: Sequence[Any]) -> Classified:
    """A result from the columns of `_SELECT`, in their order."""
    values = dict(zip(_FIELDS, columns, strict=True))
    return Classified(
        **{
            **values,
            "performance": Performance[values["performance"]] if values["performance"] else None,
            "potential": Potential[values["potential"]] if values["potential"] else None,
            "state": ResultState(values["state"]),
        }
    )


class Results(Repository):
    """Per person and phase one result counts; the superseded and withdrawn are kept beside it."""

    async def propose(self, results: Sequence[Classified]) -> Collection[int]:
        """Store proposals, replacing those of the same person and phase; one per person in `results`.

        What was reviewed on the same evidence stays reviewed; on other evidence it is a proposal again.
        What is decided or published stays untouched. Returns the ids of the people stored.
        """
        rows = [_values(one) for one in results]
        return set((await self._execute(_PROPOSE, rows)).scalars()) if rows else set()

    async def await_classification(self, person_ids: Collection[int], *, now: datetime) -> None:
        """Remember that these people are to be classified."""
        rows = [{"person_id": one, "since": now} for one in person_ids]
        if rows:
            await self._execute(_AWAIT, rows)

    async def awaiting_classification(self, *, limit: int) -> Sequence[int]:
        """Ids of the people to be classified next."""
        return list((await self._execute(_AWAITING.limit(limit))).scalars())

    async def classified(self, person_ids: Collection[int]) -> int:
        """These wait no more; returns how many others do."""
        done = delete(AwaitedClassification).where(AwaitedClassification.person_id.in_(list(person_ids)))
        await self._execute(done)
        return int((await self._execute(_COUNT_AWAITING)).scalar_one())

    async def of(self, phase_id: int, person_id: int) -> Classified | None:
        """The result that counts, in whatever state."""
        statement = _SELECT.where(Result.phase_id == phase_id, Result.person_id == person_id, _COUNTS)
        row = (await self._execute(statement)).first()
        return _result(row) if row else None

    async def published(self, person_id: int) -> Classified | None:
        """The newest published result of a person."""
        statement = _SELECT.where(
            Result.person_id == person_id, Result.state == ResultState.PUBLISHED.value
        ).order_by(Result.published_at.desc(), Result.id.desc())
        row = (await self._execute(statement.limit(1))).first()
        return _result(row) if row else None

    async def boxes(self, phase_id: int, states: Collection[ResultState]) -> Mapping[Box, int]:
        """How many people are in each box; an empty box is not in it."""
        statement = (
            select(Result.box, func.count())
            .where(
                Result.phase_id == phase_id,
                Result.state.in_([state.value for state in states]),
                Result.box.is_not(None),
            )
            .group_by(Result.box)
        )
        return {row[0]: row[1] for row in await self._execute(statement)}

    async def states(self, phase_id: int) -> Mapping[ResultState, int]:
        """How many results with a box are in each state."""
        statement = (
            select(Result.state, func.count())
            .where(Result.phase_id == phase_id, Result.box.is_not(None))
            .group_by(Result.state)
        )
        return {ResultState(state): count for state, count in await self._execute(statement)}

    async def count_unmapped(self, phase_id: int) -> int:
        """How many people were classified and have no box."""
        statement = select(func.count()).where(Result.phase_id == phase_id, Result.box.is_(None), _COUNTS)
        return int((await self._execute(statement)).scalar_one())

    async def in_box(
        self, phase_id: int, box: Box, *, offset: int = 0, limit: int
    ) -> Sequence[PlacedOfficial]:
        """The people in a box by name, page by page."""
        statement = (
            PERSON.add_columns(*_COLUMNS)
            .join(Result, Result.person_id == Person.id)
            .where(Result.phase_id == phase_id, Result.box == box, _COUNTS)
            .order_by(Person.name, Person.nip)
            .offset(offset)
            .limit(limit)
        )
        return [_placed(row) for row in await self._execute(statement)]

    async def placed(
        self, phase_id: int, states: Collection[ResultState], *, reviewed_until: datetime | None = None
    ) -> Mapping[int, Box]:
        """Person id → box of those in these states, of the reviewed only those reviewed by then."""
        statement = select(Result.person_id, Result.box).where(
            Result.phase_id == phase_id,
            Result.state.in_([state.value for state in states]),
            Result.box.is_not(None),
        )
        if reviewed_until is not None:
            statement = statement.where(Result.reviewed_at <= reviewed_until)
        return {row[0]: row[1] for row in await self._execute(statement)}

    async def mark_reviewed(self, phase_id: int, *, now: datetime) -> int:
        """Review every proposal that has a box; returns how many."""
        statement = update(Result).where(
            Result.phase_id == phase_id,
            Result.state == ResultState.PROPOSED.value,
            Result.box.is_not(None),
        )
        reviewed = statement.values(state=ResultState.REVIEWED.value, reviewed_at=now)
        return (await self._execute(reviewed)).rowcount

    async def publish(
        self, phase_id: int, *, publication_id: int, reviewed_until: datetime, now: datetime
    ) -> int:
        """Publish what was reviewed or decided by then; returns how many. Nobody has opened it yet."""
        ready = update(Result).where(
            Result.phase_id == phase_id,
            Result.state.in_([ResultState.REVIEWED.value, ResultState.DECIDED.value]),
            Result.reviewed_at <= reviewed_until,
        )
        values = {
            "state": ResultState.PUBLISHED.value, "publication_id": publication_id, "published_at": now,
            "opened_at": None,
        }  # fmt: skip
        return (await self._execute(ready.values(values))).rowcount

    async def published_in(self, publication_id: int) -> Collection[int]:
        """Ids of the people whose result came with a publication."""
        statement = select(Result.person_id).where(Result.publication_id == publication_id)
        return set((await self._execute(statement)).scalars())

    async def mark_opened(self, result_id: int, *, now: datetime) -> bool:
        """Remember the first opening by the person; False if there was one before."""
        statement = update(Result).where(Result.id == result_id, Result.opened_at.is_(None))
        return (await self._execute(statement.values(opened_at=now))).rowcount == 1


def _placed(row: AnyRow) -> PlacedOfficial:
    person_columns = len(row) - len(_COLUMNS)
    return PlacedOfficial(official(row[:person_columns]), _result(row[person_columns:]))


def _values(one: Classified) -> dict[str, object]:
    return {
        "phase_id": one.phase_id, "person_id": one.person_id, "ruleset": one.ruleset,
        "state": ResultState.PROPOSED.value,
        "performance": one.performance.name if one.performance is not None else None,
        "potential": one.potential.name if one.potential is not None else None,
        "box": one.box, "inputs": dict(one.inputs), "arithmetic": dict(one.arithmetic),
        "classified_at": one.classified_at,
    }  # fmt: skip
