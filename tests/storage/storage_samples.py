"""People, accounts and a phase, to keep records about."""

from datetime import UTC, datetime, timedelta

from domain.people import Account, Official, PersonStatus, PositionKind
from domain.phases import Phase, PhaseState
from storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, 09.00 WIB
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

BUDI = Official(
    0, "198503152010011004", "Budi", "Camat Harjamukti", PositionKind.ADMINISTRATOR, "Kecamatan Harjamukti",
    eselon="III.a", rank="Pembina (IV/a)", phone="+6281234567890", supervisor_nip="197203041998031002",
)  # fmt: skip
RAHMAT = Official(
    0, "198811202014032011", "Rahmat", "Kepala Seksi", PositionKind.SUPERVISOR, "Dinas Kesehatan"
)
WATI = Official(
    0, "197901012005012003", "Wati", "Pelaksana", PositionKind.EXECUTOR, "Dinas Pendidikan",
    status=PersonStatus.RETIRED,
)  # fmt: skip


async def officials(uow: UnitOfWork, *wanted: Official) -> list[Official]:
    """Put officials on the roster and return them with their ids."""
    await uow.people.save(wanted, now=NOW)
    found = await uow.people.by_nips([one.nip for one in wanted])
    return [found[one.nip] for one in wanted]


async def account(
    uow: UnitOfWork, telegram_id: int = 5_000_000_001, person: Official | None = None
) -> Account:
    """Link a Telegram user, whose id needs more than 32 bits."""
    name = person.name if person else "Rahmat Hidayat"
    person_id = person.id if person else None
    return await uow.accounts.link(telegram_id=telegram_id, name=name, person_id=person_id, now=NOW)


def phase(
    number: int = 1,
    *,
    opens_at: datetime = NOW,
    state: PhaseState = PhaseState.OPEN,
    audience: frozenset[PositionKind] = frozenset({PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR}),
    questionnaires: tuple[str, ...] = ("penilaian_mandiri", "preferensi_karier"),
) -> Phase:
    """Stage 1 as BKPSDM runs it, or another one like it."""
    return Phase(
        0, number, f"Tahap {number}", audience, questionnaires, "permenpan-3-2020",
        opens_at, opens_at + 14 * DAY, state,
    )  # fmt: skip


async def add_phase(uow: UnitOfWork, wanted: Phase, by: Account) -> int:
    """Store a phase with the first version of its questionnaires."""
    versions = dict.fromkeys(wanted.questionnaires, 1)
    return await uow.phases.add(wanted, versions=versions, account_id=by.id, now=NOW)
