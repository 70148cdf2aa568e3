"""Who is who: officials of the roster, the accounts that act, and what each may do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import AccountRevoked, NotLinked, RoleRequired


class Role(StrEnum):
    """What an account may do; one person can hold several."""

    ADMIN = "admin"
    ASSESSOR = "asesor"
    SUPERVISOR = "atasan"
    LEADER = "pimpinan"
    COUNSELLOR = "pendamping"
    DPO = "ppdp"
    OFFICIAL = "pegawai"


class PersonStatus(StrEnum):
    """Standing in the roster; anything but ACTIVE stops messages at once."""

    ACTIVE = "aktif"
    ON_LEAVE = "cuti"
    TRANSFERRED = "mutasi keluar"
    RETIRED = "pensiun"
    DECEASED = "meninggal"
    DISMISSED = "diberhentikan"


class PositionKind(StrEnum):
    """Kinds of position of UU 20/2023 Pasal 13–14, as a city has them."""

    JPT_PRATAMA = "jpt_pratama"
    ADMINISTRATOR = "administrator"
    SUPERVISOR = "pengawas"
    FUNCTIONAL = "fungsional"
    EXECUTOR = "pelaksana"


@dataclass(frozen=True, slots=True)
class Official:
    """A civil servant as the roster knows them. `nip` is 18 digits; `phone` is E.164 or None."""

    id: int
    nip: str
    name: str
    position: str
    position_kind: PositionKind
    unit: str
    eselon: str | None = None
    rank: str | None = None
    phone: str | None = None
    supervisor_nip: str | None = None
    status: PersonStatus = PersonStatus.ACTIVE

    @property
    def tail(self) -> str:
        """The last four digits, which tell people of one name apart."""
        return self.nip[-4:]


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What an account chose after reading a version of the privacy notice (UU 27/2022 Pasal 21–24)."""

    account_id: int
    version: int
    consented: bool
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account linked with a person or, for assessors and admins, with a name.

    `notice` is the newest choice after reading the privacy notice, whatever its version.
    """

    id: int
    telegram_id: int
    name: str
    roles: frozenset[Role]
    official: Official | None
    linked_at: datetime
    revoked_at: datetime | None = None
    notice: NoticeReading | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever pressed or typed, as authorised at this very update."""

    telegram_id: int
    account: Account | None
    contact: str

    @property
    def roles(self) -> frozenset[Role]:
        """Roles in force now; none for strangers and for revoked accounts."""
        if self.account is None or self.account.revoked_at is not None:
            return frozenset()
        return self.account.roles

    def linked(self) -> Account:
        """The account in force. Refuses NotLinked, AccountRevoked."""
        if self.account is None:
            raise NotLinked
        if self.account.revoked_at is not None:
            raise AccountRevoked(contact=self.contact)
        return self.account

    def acting_as(self, *roles: Role) -> Account:
        """The account, if it holds one of `roles`. Refuses RoleRequired, NotLinked, AccountRevoked."""
        account = self.linked()
        if not account.roles.intersection(roles):
            raise RoleRequired(role=roles[0])
        return account

    def official(self) -> Official:
        """The official behind the account. Refuses RoleRequired where the account has no person."""
        account = self.acting_as(Role.OFFICIAL)
        if account.official is None:
            raise RoleRequired(role=Role.OFFICIAL)
        return account.official
