"""Stages of a cycle and their questionnaires."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, func, insert, literal_column, select, update
from sqlalchemy.orm import aliased

from domain.campaigns import Campaign as Asked
from domain.filling import Response as Filling
from domain.people import PositionKind
from domain.phases import Phase as Stage
from domain.phases import PhaseState
from domain.response import Answers
from storage.prepared import Prepared, Together
from storage.repositories.repository import Repository
from storage.repositories.responses import ANSWERS_TO, answers_in
from storage.repositories.responses import SELECT as RESPONSE
from storage.statements import COMMA
from storage.tables import Campaign, Extension, Phase, Response

_COLON: Any = literal_column("':'")
_PHASE = (
    Phase.id, Phase.number, Phase.name, Phase.position_kinds, Phase.ruleset,
    Phase.opens_at, Phase.closes_at, Phase.state,
)  # fmt: skip
_SELECT = (
    select(*_PHASE, Campaign.questionnaire)
    .outerjoin(Campaign, Campaign.phase_id == Phase.id)
    .order_by(Phase.number, Campaign.position)
)
_BY_ID = Prepared(_SELECT.where(Phase.id == bindparam("phase")), ("phase",))
_OPENED = _SELECT.where(Phase.opens_at <= bindparam("at"))
_CAMPAIGN = select(
    Campaign.id, Campaign.phase_id, Campaign.questionnaire, Campaign.version, Campaign.position
)
_OF_PHASE = Prepared(
    _CAMPAIGN.where(Campaign.phase_id == bindparam("phase")).order_by(Campaign.position), ("phase",)
)
_BEFORE_PHASE = len(_CAMPAIGN.selected_columns)
_BEFORE_QUESTIONNAIRES = _BEFORE_PHASE + len(_PHASE)
_OTHER = aliased(Campaign)
_QUESTIONNAIRES = (  # "1:penilaian_mandiri,2:…": neither engine promises an order
    select(func.aggregate_strings(cast(_OTHER.position, String) + _COLON + _OTHER.questionnaire, COMMA))
    .where(_OTHER.phase_id == Phase.id)
    .correlate(Phase)
    .scalar_subquery()
)
_ASKED = Prepared(
    select(
        *_CAMPAIGN.selected_columns,
        *_PHASE,
        _QUESTIONNAIRES,
        Extension.closes_at,
        *RESPONSE.selected_columns,
    )
    .select_from(Campaign)
    .join(Phase, Phase.id == Campaign.phase_id)
    .outerjoin(Response, and_(Response.campaign_id == Campaign.id, Response.person_id == bindparam("person")))
    .outerjoin(Extension, and_(Extension.phase_id == Phase.id, Extension.person_id == bindparam("person")))
    .where(Campaign.id == bindparam("campaign")),
    ("campaign", "person"),
)
_ASKED_AND_ANSWERED = Together((_ASKED, ANSWERS_TO))


def _stages(rows: Any) -> list[Stage]:
    return [
        _stage(phase, [questionnaire for *_, questionnaire in of_one if questionnaire])
        for phase, of_one in groupby(rows, key=lambda row: list(row[:-1]))
    ]


def _stage(row: Sequence[Any], questionnaires: Sequence[str]) -> Stage:
    phase_id, number, name, kinds, ruleset, opens_at, closes_at, state = row
    return Stage(
        id=phase_id,
        number=number,
        name=name,
        audience=frozenset(PositionKind(kind) for kind in kinds),
        questionnaires=tuple(questionnaires),
        ruleset=ruleset,
        opens_at=opens_at,
        closes_at=closes_at,
        state=PhaseState(state),
    )


class Phases(Repository):
    """A phase is read together with the keys of its questionnaires."""

    async def add(self, phase: Stage, *, versions: Mapping[str, int], account_id: int, now: datetime) -> int:
        """Store a phase with a campaign for each of its questionnaires, in the version named; `id` is ignored."""
        values = {
            "number": phase.number, "name": phase.name, "position_kinds": sorted(phase.audience),
            "ruleset": phase.ruleset, "opens_at": phase.opens_at, "closes_at": phase.closes_at,
            "state": phase.state.value, "created_at": now, "created_by": account_id,
        }  # fmt: skip
        phase_id = int((await self._execute(insert(Phase).returning(Phase.id), values)).scalar_one())
        campaigns = [
            {"phase_id": phase_id, "questionnaire": key, "version": versions[key], "position": position}
            for position, key in enumerate(phase.questionnaires, 1)
        ]
        if campaigns:
            await self._execute(insert(Campaign), campaigns)
        return phase_id

    async def by_id(self, phase_id: int) -> Stage | None:
        """The phase with this id."""
        return next(iter(_stages(await self._execute(_BY_ID, {"phase": phase_id}))), None)

    async def all(self) -> Sequence[Stage]:
        """All phases by number."""
        return _stages(await self._execute(_SELECT))

    async def opened(self, kind: PositionKind, *, now: datetime) -> list[Stage]:
        """Phases for this kind of position whose opening has come, also closed ones."""
        return [
            stage for stage in _stages(await self._execute(_OPENED, {"at": now})) if kind in stage.audience
        ]

    async def current(self, kind: PositionKind, *, now: datetime) -> Stage | None:
        """The phase for this kind of position that opened last, even if it is closed."""
        return max(await self.opened(kind, now=now), key=lambda stage: stage.opens_at, default=None)

    async def set_state(self, phase_id: int, state: PhaseState, *, was: PhaseState) -> bool:
        """Carry out an opening or closing once; False if the phase was not in the state `was`."""
        waiting = update(Phase).where(Phase.id == phase_id, Phase.state == was.value)
        return (await self._execute(waiting.values(state=state.value))).rowcount == 1

    async def reschedule(self, phase_id: int, *, opens_at: datetime, closes_at: datetime) -> None:
        """Give a phase other moments; its state stays."""
        statement = update(Phase).where(Phase.id == phase_id)
        await self._execute(statement.values(opens_at=opens_at, closes_at=closes_at))


class Campaigns(Repository):
    """Questionnaires of phases; they come with the phase, and only the version asked of beginners changes."""

    async def asked(
        self, campaign_id: int, person_id: int
    ) -> tuple[Asked, Stage, Filling | None, Answers] | None:
        """A campaign, its phase with the person's own deadline, and their response and answers if they have begun."""
        values = {"campaign": campaign_id, "person": person_id}
        asked, answered = await self._execute(_ASKED_AND_ANSWERED, values)
        row = asked.first()
        if row is None:
            return None
        campaign, phase = row[:_BEFORE_PHASE], row[_BEFORE_PHASE:_BEFORE_QUESTIONNAIRES]
        questionnaires, extended_to, *response = row[_BEFORE_QUESTIONNAIRES:]
        placed = sorted(
            (int(at), key) for at, _, key in (one.partition(":") for one in questionnaires.split(","))
        )
        stage = _stage(phase, [key for _, key in placed]).extended_to(extended_to)
        asked_of_all = Asked(*campaign)
        if response[0] is None:
            return asked_of_all, stage, None, {}
        filling = Filling(*response)
        return asked_of_all.begun_with(filling.version), stage, filling, answers_in(answered)

    async def by_id(self, campaign_id: int) -> Asked | None:
        """The campaign with this id, as whoever begins meets it."""
        row = (await self._execute(_CAMPAIGN.where(Campaign.id == campaign_id))).first()
        return Asked(*row) if row else None

    async def adopt(self, campaign_id: int, version: int) -> None:
        """Ask this version of whoever begins from now on."""
        statement = update(Campaign).where(Campaign.id == campaign_id)
        await self._execute(statement.values(version=version))

    async def of_phase(self, phase_id: int) -> Sequence[Asked]:
        """The campaigns of a phase in the order people meet them."""
        return [Asked(*row) for row in await self._execute(_OF_PHASE, {"phase": phase_id})]

    async def open_for(self, kind: PositionKind, *, now: datetime) -> Sequence[Asked]:
        """Of every opened and not yet closed phase for this kind; the deadline is the caller's to check."""
        stages = await Phases(self._execute).opened(kind, now=now)
        open_ids = [stage.id for stage in stages if stage.state is not PhaseState.CLOSED]
        statement = _CAMPAIGN.where(Campaign.phase_id.in_(open_ids))
        rows = await self._execute(statement.order_by(Campaign.phase_id, Campaign.position))
        return [Asked(*row) for row in rows]
