"""What people answer, and when they asked to be reminded."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import and_, bindparam, delete, func, select, update

from domain.filling import Response as Filling
from domain.filling import ResponseSummary, SnoozedReminder
from domain.response import Answers
from storage.prepared import Prepared
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import Answer, Campaign, Response, Snooze

SELECT = select(
    Response.id, Response.campaign_id, Response.person_id, Response.question,
    Response.started_at, Response.active_at, Response.submitted_at, Response.receipt,
    Response.version, Response.told_version,
)  # fmt: skip
_OF = Prepared(
    SELECT.where(Response.campaign_id == bindparam("campaign"), Response.person_id == bindparam("person")),
    ("campaign", "person"),
)
_OF_PERSON = Prepared(
    SELECT.join(Campaign, Campaign.id == Response.campaign_id)
    .where(Campaign.phase_id == bindparam("phase"), Response.person_id == bindparam("person"))
    .order_by(Campaign.position),
    ("phase", "person"),
)
_OFFERED = (  # whoever begins gets the version the campaign asks
    select(Campaign.version).where(Campaign.id == bindparam("begun")).scalar_subquery()
)
_START = (
    upsert(Response)
    .values(version=_OFFERED, told_version=_OFFERED)
    .on_conflict_do_nothing(index_elements=[Response.campaign_id, Response.person_id])
)
_ANSWERS = Prepared(
    select(Answer.question, Answer.value)
    .where(Answer.response_id == bindparam("response"))
    .order_by(Answer.id),
    ("response",),
)
ANSWERS_TO = Prepared(
    select(Answer.question, Answer.value)
    .join(Response, Response.id == Answer.response_id)
    .where(Response.campaign_id == bindparam("campaign"), Response.person_id == bindparam("person"))
    .order_by(Answer.id),
    ("campaign", "person"),
)
_ANSWER_ROW = upsert(Answer)
_ANSWER = Prepared(
    _ANSWER_ROW.on_conflict_do_update(
        index_elements=[Answer.response_id, Answer.question],
        set_={name: _ANSWER_ROW.excluded[name] for name in ("value", "answered_at")},
        where=Answer.value != _ANSWER_ROW.excluded.value,
    ),
    ("response_id", "question", "value", "answered_at"),
    blind=True,
)
_SHOW = Prepared(
    update(Response)
    .where(Response.id == bindparam("response"))
    .values(question=bindparam("shown"), active_at=bindparam("at")),
    ("response", "shown", "at"),
    blind=True,
)
_SUMMARIES = (
    select(
        Response.person_id, Response.campaign_id,
        func.count(Answer.id), Response.active_at, Response.submitted_at, Response.version,
    )
    .join(Campaign, Campaign.id == Response.campaign_id)
    .outerjoin(Answer, and_(Answer.response_id == Response.id, Answer.value != ""))
    .where(Campaign.phase_id == bindparam("phase"))
    .group_by(Response.id)
)  # fmt: skip
_DRAFTS = (
    select(Response.person_id, Response.campaign_id, Answer.question, Answer.value)
    .join(Campaign, Campaign.id == Response.campaign_id)
    .join(Answer, Answer.response_id == Response.id)
    .where(Campaign.phase_id == bindparam("phase"), Response.submitted_at.is_(None))
)
_SNOOZE_ROW = upsert(Snooze)
_SNOOZE = _SNOOZE_ROW.on_conflict_do_update(
    index_elements=[Snooze.phase_id, Snooze.person_id],
    set_={name: _SNOOZE_ROW.excluded[name] for name in ("remind_at", "asked_at")},
)


def answers_in(rows: Iterable[Sequence[Any]]) -> Answers:
    """Question → value, in the order of the rows."""
    return dict(cast("Iterable[tuple[str, str]]", rows))


class Responses(Repository):
    """One response per campaign and person; its answers are rows of their own."""

    async def of(self, campaign_id: int, person_id: int) -> Filling | None:
        """A person's response to a campaign, if they have begun."""
        row = (await self._execute(_OF, {"campaign": campaign_id, "person": person_id})).first()
        return Filling(*row) if row else None

    async def of_person(self, phase_id: int, person_id: int) -> Sequence[Filling]:
        """A person's responses in a phase, in the order of its campaigns."""
        rows = await self._execute(_OF_PERSON, {"phase": phase_id, "person": person_id})
        return [Filling(*row) for row in rows]

    async def start(self, campaign_id: int, person_id: int, *, now: datetime) -> Filling:
        """The response as it is, or a new one."""
        values = {
            "campaign_id": campaign_id, "person_id": person_id, "started_at": now, "active_at": now,
            "begun": campaign_id,
        }  # fmt: skip
        await self._execute(_START, values)
        started = await self.of(campaign_id, person_id)
        assert started is not None
        return started

    async def answers(self, response_id: int) -> Answers:
        """Question → value, in the order first answered."""
        return answers_in(await self._execute(_ANSWERS, {"response": response_id}))

    async def answer(self, response_id: int, question: str, value: str, *, now: datetime) -> None:
        """Put an answer, replacing the one before; one that says the same keeps its moment."""
        values = {"response_id": response_id, "question": question, "value": value, "answered_at": now}
        await self._execute(_ANSWER, values)

    async def remove_answers(self, response_id: int, questions: Collection[str]) -> None:
        """Forget the answers to these questions."""
        await self._execute(
            delete(Answer).where(Answer.response_id == response_id, Answer.question.in_(list(questions)))
        )

    async def show(self, response_id: int, question: str | None, *, now: datetime) -> None:
        """Remember the question shown now, and that its person is at work."""
        await self._execute(_SHOW, {"response": response_id, "shown": question, "at": now})

    async def submit(self, response_id: int, receipt: str, *, now: datetime) -> bool:
        """Submit once; False if it was submitted before."""
        draft = update(Response).where(Response.id == response_id, Response.submitted_at.is_(None))
        values = {"submitted_at": now, "active_at": now, "receipt": receipt}
        return (await self._execute(draft.values(values))).rowcount == 1

    async def drafts_behind(self, campaign_id: int, version: int) -> Sequence[Filling]:
        """What is not submitted and of an earlier version."""
        statement = SELECT.where(
            Response.campaign_id == campaign_id,
            Response.version < version,
            Response.submitted_at.is_(None),
        ).order_by(Response.id)
        return [Filling(*row) for row in await self._execute(statement)]

    async def move(self, response_id: int, version: int) -> None:
        """Let it be of this version, with no question shown; its person knows of the one before."""
        statement = update(Response).where(Response.id == response_id)
        values = {"version": version, "told_version": Response.version, "question": None}
        await self._execute(statement.values(values))

    async def tell(self, response_id: int, version: int) -> None:
        """Its person knows of this version."""
        statement = update(Response).where(Response.id == response_id)
        await self._execute(statement.values(told_version=version))

    async def reopen(self, response_id: int) -> bool:
        """Make it a draft again, receipt kept; False if it is one."""
        submitted = update(Response).where(Response.id == response_id, Response.submitted_at.is_not(None))
        return (await self._execute(submitted.values(submitted_at=None))).rowcount == 1

    async def summaries(self, phase_id: int) -> Mapping[int, Mapping[int, ResponseSummary]]:
        """Person id → campaign id → summary, in one query; whoever has not started is not in it."""
        found: dict[int, dict[int, ResponseSummary]] = {}
        for person_id, campaign_id, *summary in await self._execute(_SUMMARIES, {"phase": phase_id}):
            found.setdefault(person_id, {})[campaign_id] = ResponseSummary(*summary)
        return found

    async def drafts(self, phase_id: int) -> Mapping[int, Mapping[int, Answers]]:
        """Person id → campaign id → answers of what is not submitted, in one query."""
        found: dict[int, dict[int, dict[str, str]]] = {}
        for person_id, campaign_id, question, value in await self._execute(_DRAFTS, {"phase": phase_id}):
            found.setdefault(person_id, {}).setdefault(campaign_id, {})[question] = value
        return found


class Snoozes(Repository):
    """One request per phase and person."""

    async def add(self, snoozed: SnoozedReminder, *, now: datetime) -> None:
        """Keep the request, replacing an earlier one."""
        values = {
            "phase_id": snoozed.phase_id, "person_id": snoozed.person_id,
            "remind_at": snoozed.remind_at, "asked_at": now,
        }  # fmt: skip
        await self._execute(_SNOOZE, values)

    async def due(self, *, since: datetime, now: datetime) -> Sequence[SnoozedReminder]:
        """Asked for after `since` and up to `now`, earliest first."""
        statement = (
            select(Snooze.phase_id, Snooze.person_id, Snooze.remind_at)
            .where(Snooze.remind_at > since, Snooze.remind_at <= now)
            .order_by(Snooze.remind_at, Snooze.id)
        )
        return [SnoozedReminder(*row) for row in await self._execute(statement)]
