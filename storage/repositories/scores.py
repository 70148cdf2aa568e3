"""Whom assessors assess, and what they scored."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, func, insert, select, update

from domain.scores import Score as Given
from domain.scores import Task
from storage.repositories.people import SELECT as PERSON
from storage.repositories.people import official
from storage.repositories.repository import AnyRow, Repository
from storage.statements import upsert
from storage.tables import Assignment, Person, Score

_ASSIGN = (
    upsert(Assignment)
    .on_conflict_do_nothing(
        index_elements=[Assignment.phase_id, Assignment.assessor_id, Assignment.person_id]
    )
    .returning(Assignment.id)
)
_IS_ASSIGNED = select(Assignment.id).where(
    Assignment.phase_id == bindparam("phase"),
    Assignment.assessor_id == bindparam("assessor"),
    Assignment.person_id == bindparam("person"),
)
_SCORED = (
    select(func.count(Score.aspect.distinct()))
    .where(
        Score.phase_id == Assignment.phase_id,
        Score.assessor_id == Assignment.assessor_id,
        Score.person_id == Assignment.person_id,
        Score.annulled_at.is_(None),
    )
    .correlate(Assignment)
    .scalar_subquery()
)
_TASKS = (
    PERSON.add_columns(_SCORED)
    .join(Assignment, Assignment.person_id == Person.id)
    .where(Assignment.phase_id == bindparam("phase"), Assignment.assessor_id == bindparam("assessor"))
    .order_by(Person.name, Person.nip)
)
_SELECT = select(
    Score.id, Score.phase_id, Score.person_id, Score.assessor_id, Score.aspect,
    Score.value, Score.update_id, Score.scored_at, Score.annulled_at, Score.corrects, Score.reason,
).order_by(Score.id)  # fmt: skip
_COUNTING = _SELECT.where(Score.phase_id == bindparam("phase"), Score.annulled_at.is_(None))
_OF_PERSON = _COUNTING.where(Score.person_id == bindparam("person"))
_BY_ASSESSOR = _OF_PERSON.where(Score.assessor_id == bindparam("assessor"))
_HISTORY = _SELECT.where(
    Score.phase_id == bindparam("phase"), Score.person_id == bindparam("person"),
    Score.assessor_id == bindparam("assessor"), Score.aspect == bindparam("aspect"),
)  # fmt: skip
_ASSIGNED = select(Assignment.assessor_id, Assignment.person_id).where(
    Assignment.phase_id == bindparam("phase")
)
_IN_CHUNK = 500


def _newest(rows: Iterable[AnyRow]) -> dict[str, Given]:
    """Aspect → the last of the rows about it."""
    return {row.aspect: Given(*row) for row in rows}


class Assignments(Repository):
    """An assessor's tasks in a phase."""

    async def assign(
        self, phase_id: int, assessor_id: int, person_ids: Collection[int], *, now: datetime
    ) -> int:
        """Assign people to an assessor; returns how many were not assigned to them before."""
        rows = [
            {"phase_id": phase_id, "assessor_id": assessor_id, "person_id": one, "assigned_at": now}
            for one in person_ids
        ]
        return len((await self._execute(_ASSIGN, rows)).all()) if rows else 0

    async def is_assigned(self, phase_id: int, assessor_id: int, person_id: int) -> bool:
        """This person is a task of this assessor."""
        keys = {"phase": phase_id, "assessor": assessor_id, "person": person_id}
        return (await self._execute(_IS_ASSIGNED, keys)).first() is not None

    async def by_assessor(self, phase_id: int) -> Mapping[int, Collection[int]]:
        """Account id of each assessor with tasks in the phase → ids of their people."""
        found: dict[int, set[int]] = {}
        for row in await self._execute(_ASSIGNED, {"phase": phase_id}):
            found.setdefault(row.assessor_id, set()).add(row.person_id)
        return found

    async def tasks(self, phase_id: int, assessor_id: int) -> Sequence[Task]:
        """An assessor's people by name, with how much is scored."""
        rows = await self._execute(_TASKS, {"phase": phase_id, "assessor": assessor_id})
        return [Task(official(row[:-1]), row[-1]) for row in rows]


class Scores(Repository):
    """Append-only: of an aspect the newest that is not annulled counts."""

    async def add(self, scores: Sequence[Given]) -> None:
        """Store new scores; their `id` is ignored."""
        if scores:
            await self._execute(insert(Score), [_values(one) for one in scores])

    async def latest(self, phase_id: int, person_id: int) -> Mapping[str, Given]:
        """Aspect → the newest score that counts, whoever gave it."""
        return _newest(await self._execute(_OF_PERSON, {"phase": phase_id, "person": person_id}))

    async def latest_of(
        self, phase_id: int, person_ids: Collection[int]
    ) -> Mapping[int, Mapping[str, Given]]:
        """The same for many people; whoever has no score is not in it."""
        wanted = list(person_ids)
        found: dict[int, dict[str, Given]] = {}
        for start in range(0, len(wanted), _IN_CHUNK):
            statement = _COUNTING.where(Score.person_id.in_(wanted[start : start + _IN_CHUNK]))
            for row in await self._execute(statement, {"phase": phase_id}):
                found.setdefault(row.person_id, {})[row.aspect] = Given(*row)
        return found

    async def given(self, phase_id: int, person_id: int, assessor_id: int) -> Mapping[str, Given]:
        """Aspect → the newest score that counts of this assessor."""
        keys = {"phase": phase_id, "person": person_id, "assessor": assessor_id}
        return _newest(await self._execute(_BY_ASSESSOR, keys))

    async def history(self, phase_id: int, person_id: int, assessor_id: int, aspect: str) -> Sequence[Given]:
        """Every score of this assessor for one aspect, oldest first, annulled ones too."""
        keys = {"phase": phase_id, "person": person_id, "assessor": assessor_id, "aspect": aspect}
        return [Given(*row) for row in await self._execute(_HISTORY, keys)]

    async def by_update(self, update_id: int) -> Sequence[Given]:
        """What one message stored, annulled or not."""
        rows = await self._execute(_SELECT.where(Score.update_id == update_id))
        return [Given(*row) for row in rows]

    async def annul(self, update_id: int, *, assessor_id: int, scored_after: datetime, now: datetime) -> int:
        """Annul what a message of this assessor stored after a moment; returns how many scores."""
        statement = update(Score).where(
            Score.update_id == update_id,
            Score.assessor_id == assessor_id,
            Score.scored_at > scored_after,
            Score.annulled_at.is_(None),
        )
        return (await self._execute(statement.values(annulled_at=now))).rowcount

    async def count_complete(self, phase_id: int, aspects: Collection[str]) -> int:
        """How many people have a score for every one of these aspects."""
        complete = (
            select(Score.person_id)
            .where(
                and_(Score.phase_id == phase_id, Score.annulled_at.is_(None)),
                Score.aspect.in_(list(aspects)),
            )
            .group_by(Score.person_id)
            .having(func.count(Score.aspect.distinct()) == len(set(aspects)))
        )
        statement = select(func.count()).select_from(complete.subquery())
        return int((await self._execute(statement)).scalar_one())


def _values(one: Given) -> dict[str, object]:
    return {
        "phase_id": one.phase_id, "person_id": one.person_id, "assessor_id": one.assessor_id,
        "aspect": one.aspect, "value": one.value, "update_id": one.update_id,
        "scored_at": one.scored_at, "annulled_at": one.annulled_at,
        "corrects": one.corrects, "reason": one.reason,
    }  # fmt: skip
