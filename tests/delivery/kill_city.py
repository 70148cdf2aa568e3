"""A city's officials as they stand before a trial: linked, consented, in a phase that is open."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.app import policy_of
from bot.clock import SystemClock
from bot.config import Config
from bot.services import Services
from bot.simulator.server import TOKEN, Simulator
from domain.people import NoticeReading, Official, PositionKind, Role
from domain.phases import Phase, PhaseState
from domain.questionnaire import load
from storage.database import Database
from tests.delivery.kill_people import QUESTIONNAIRE

OPENING: Final = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)  # Senin, 2 November 2026, 08.10 WIB
OPENED: Final = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
CLOSES: Final = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)


def settings(api_url: str, database_url: str, **more: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The configuration of a bot on the simulator."""
    usual: dict[str, dict[str, Any]] = {
        "telegram": {"token": TOKEN, "api_url": api_url},
        "database": {"url": database_url},
        "clock": {"source": "simulator"},
        "schedule": {"tick_seconds": 30},
    }
    return usual | more


async def prepare(simulator: Simulator, url: str, people: int) -> list[int]:
    """Settle so many officials; returns their accounts."""
    accounts = [simulator.world.join(f"Pegawai {number}", _phone(number)).id for number in range(people)]
    await do(simulator, url, _settle, accounts=accounts)
    return accounts


async def do(simulator: Simulator, url: str, use_case: Any, **facts: Any) -> Any:
    """Run a use case as the server's command line would."""
    database = Database.open(url)
    config = Config.model_validate(settings(simulator.url, url))
    services = Services(database, SystemClock(), policy_of(config), config, OPENING)
    try:
        return await services.write(use_case, **facts)
    finally:
        await database.close()


async def _settle(uow: Any, *, accounts: Sequence[int], policy: Any) -> None:
    officials = [_official(number) for number in range(len(accounts))]
    await uow.people.save(officials, now=OPENED)
    known = await uow.people.by_nips([one.nip for one in officials])
    for telegram_id, official in zip(accounts, officials, strict=True):
        await link(uow, telegram_id, official.name, Role.OFFICIAL, known[official.nip].id, policy)
    clerk = await link(uow, 1, "Petugas", Role.DPO, None, policy)
    await _open_phase(uow, clerk)


async def link(uow: Any, telegram_id: int, name: str, role: Role, person_id: int | None, policy: Any) -> int:
    """Link an account that has read the notice and consented; returns its id."""
    account = await uow.accounts.link(telegram_id=telegram_id, name=name, person_id=person_id, now=OPENED)
    await uow.accounts.grant(account.id, role, now=OPENED)
    await uow.notices.record(NoticeReading(account.id, policy.notice_version, True, OPENED))
    return int(account.id)


async def _open_phase(uow: Any, clerk: int) -> None:
    kinds, questionnaires = frozenset({PositionKind.SUPERVISOR}), (QUESTIONNAIRE,)
    phase = Phase(0, 1, "Tahap 1", kinds, questionnaires, "permenpan-3-2020", OPENED, CLOSES, PhaseState.OPEN)
    versions = {QUESTIONNAIRE: load(QUESTIONNAIRE).version}
    await uow.phases.add(phase, versions=versions, account_id=clerk, now=OPENED)


def _official(number: int) -> Official:
    return Official(
        id=0, nip=nip(number), name=f"Pegawai {number}", position="Lurah",
        position_kind=PositionKind.SUPERVISOR, unit="Kelurahan Kejaksan", phone=_phone(number),
    )  # fmt: skip


def nip(number: int) -> str:
    """The official's number, counted from 0: some thousand are different."""
    born, sequence = divmod(number, 999)
    return f"198503{born + 1:02}2010011{sequence + 1:03}"


def _phone(number: int) -> str:
    return f"+62811{number:07}"
