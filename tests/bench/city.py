"""The officials of a city as they stand before a bench: linked, consented, in a phase that is open; and one admin."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.app import policy_of
from bot.config import Config
from domain.people import NoticeReading, Official, PositionKind, Role
from domain.phases import PATTERNS, Phase, PhaseState
from domain.questionnaire import load
from storage.database import Database
from storage.schema import migrate
from tests.bench.people import FIRST_PERSON
from tests.bench.telegram import TOKEN

QUESTIONNAIRE = "penilaian_mandiri"
CAMPAIGN = 1  # the self-assessment is the first of the only phase
ADMIN = 5_000_000_001
_PATTERN = PATTERNS["eselon_iii_iv"]
_OLDEST = date(1960, 1, 1)


async def settle(database_url: str, people: int) -> None:
    """Migrate an empty database and settle so many officials in it."""
    migrate(database_url)
    database = Database.open(database_url)
    now = datetime.now(UTC)
    version = policy_of(Config.model_validate({"telegram": {"token": TOKEN}})).notice_version

    async def link(uow: Any, telegram_id: int, name: str, role: Role, person_id: int | None) -> int:
        account = await uow.accounts.link(telegram_id=telegram_id, name=name, person_id=person_id, now=now)
        await uow.accounts.grant(account.id, role, now=now)
        await uow.notices.record(NoticeReading(account.id, version, True, now))
        return int(account.id)

    async def fill(uow: Any) -> None:
        officials = [_official(number) for number in range(people)]
        await uow.people.save(officials, now=now)
        found = await uow.people.by_nips([one.nip for one in officials])
        for number, one in enumerate(officials):
            await link(uow, FIRST_PERSON + number, one.name, Role.OFFICIAL, found[one.nip].id)
        admin = await link(uow, ADMIN, "Rahmat", Role.ADMIN, None)
        phase_id = await uow.phases.add(_phase(now), versions=_versions(), account_id=admin, now=now)
        campaign = (await uow.campaigns.of_phase(phase_id))[0]
        assert (campaign.id, campaign.questionnaire) == (CAMPAIGN, QUESTIONNAIRE)

    try:
        await database.write(fill)
    finally:
        await database.close()


def _official(number: int) -> Official:
    return Official(
        id=0,
        nip=f"{_OLDEST + timedelta(days=number):%Y%m%d}2010011999",
        name=f"Pegawai {number}",
        position="Lurah",
        position_kind=PositionKind.SUPERVISOR,
        unit="Kelurahan",
    )


def _phase(now: datetime) -> Phase:
    return Phase(
        id=0,
        number=1,
        name="Tahap 1",
        audience=_PATTERN.audience,
        questionnaires=_PATTERN.questionnaires,
        ruleset="permenpan-3-2020",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        state=PhaseState.OPEN,
    )


def _versions() -> dict[str, int]:
    return {key: load(key).version for key in _PATTERN.questionnaires}
