"""Linked Telegram accounts, their roles, and whether they can be reached."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from domain.people import Account as LinkedAccount
from domain.people import NoticeReading as Reading
from domain.people import Role
from storage.prepared import Prepared
from storage.repositories.people import SELECT as PERSON
from storage.repositories.people import official
from storage.repositories.repository import Repository
from storage.statements import COMMA, upsert
from storage.tables import Account, NoticeReading, Person, RoleGrant

_ROLES = (
    select(func.aggregate_strings(RoleGrant.role, COMMA))
    .where(RoleGrant.account_id == Account.id, RoleGrant.revoked_at.is_(None))
    .correlate(Account)
    .scalar_subquery()
)
_NEWEST_NOTICE = (
    select(func.max(NoticeReading.id))
    .where(NoticeReading.account_id == Account.id)
    .correlate(Account)
    .scalar_subquery()
)
_NOTICE = (NoticeReading.account_id, NoticeReading.version, NoticeReading.consented, NoticeReading.decided_at)
_SELECT = (
    select(
        Account.id, Account.telegram_id, Account.name, Account.linked_at, Account.revoked_at,
        _ROLES, *_NOTICE, *PERSON.selected_columns,
    )
    .select_from(Account)
    .outerjoin(NoticeReading, NoticeReading.id == _NEWEST_NOTICE)
    .outerjoin(Person, Person.id == Account.person_id)
)  # fmt: skip
_BEFORE_NOTICE = 6
_BEFORE_PERSON = _BEFORE_NOTICE + len(_NOTICE)
_BY_TELEGRAM = Prepared(_SELECT.where(Account.telegram_id == bindparam("telegram_id")), ("telegram_id",))
_BY_PERSON = Prepared(_SELECT.where(Account.person_id == bindparam("person")), ("person",))
_GRANT = upsert(RoleGrant)
_GRANT = _GRANT.on_conflict_do_update(
    index_elements=[RoleGrant.account_id, RoleGrant.role],
    set_={"revoked_at": None, "granted_at": _GRANT.excluded.granted_at},
)
_CHUNK = 500


def _account(row: Sequence[Any]) -> LinkedAccount:
    account_id, telegram_id, name, linked_at, revoked_at, roles = row[:_BEFORE_NOTICE]
    notice, person = row[_BEFORE_NOTICE:_BEFORE_PERSON], row[_BEFORE_PERSON:]
    return LinkedAccount(
        id=account_id,
        telegram_id=telegram_id,
        name=name,
        roles=frozenset(Role(role) for role in (roles or "").split(",") if role),
        official=official(person) if person[0] is not None else None,
        linked_at=linked_at,
        revoked_at=revoked_at,
        notice=Reading(*notice) if notice[0] is not None else None,
    )


class Accounts(Repository):
    """One account per Telegram user, at most one per person."""

    async def _one(self, *conditions: Any) -> LinkedAccount | None:
        row = (await self._execute(_SELECT.where(*conditions))).first()
        return _account(row) if row else None

    async def by_telegram(self, telegram_id: int) -> LinkedAccount | None:
        """The account of a Telegram user, revoked ones too."""
        row = (await self._execute(_BY_TELEGRAM, {"telegram_id": telegram_id})).first()
        return _account(row) if row else None

    async def by_person(self, person_id: int) -> LinkedAccount | None:
        """The account linked with a person."""
        row = (await self._execute(_BY_PERSON, {"person": person_id})).first()
        return _account(row) if row else None

    async def by_id(self, account_id: int) -> LinkedAccount | None:
        """The account with this id."""
        return await self._one(Account.id == account_id)

    async def holding(self, role: Role) -> Sequence[LinkedAccount]:
        """Accounts in force that hold the role, oldest first."""
        holders = select(RoleGrant.account_id).where(
            RoleGrant.role == role.value, RoleGrant.revoked_at.is_(None)
        )
        statement = _SELECT.where(Account.id.in_(holders), Account.revoked_at.is_(None)).order_by(Account.id)
        return [_account(row) for row in await self._execute(statement)]

    async def link(
        self, *, telegram_id: int, name: str, person_id: int | None, now: datetime
    ) -> LinkedAccount:
        """Link a Telegram user with a person, or with a name alone."""
        values = {"telegram_id": telegram_id, "name": name, "person_id": person_id, "linked_at": now}
        await self._execute(insert(Account), values)
        linked = await self.by_telegram(telegram_id)
        assert linked is not None
        return linked

    async def become(self, account_id: int, person_id: int) -> LinkedAccount:
        """Let an account that was linked by name alone be a person's."""
        statement = update(Account).where(Account.id == account_id).values(person_id=person_id)
        await self._execute(statement)
        changed = await self.by_id(account_id)
        assert changed is not None
        return changed

    async def grant(self, account_id: int, role: Role, *, now: datetime) -> None:
        """Give a role, also one that was revoked before."""
        await self._execute(_GRANT, {"account_id": account_id, "role": role.value, "granted_at": now})

    async def chats_of(self, person_ids: Collection[int]) -> Mapping[int, int]:
        """Person id → chat id, for those linked, in force and reachable."""
        wanted, chats = list(person_ids), {}
        for start in range(0, len(wanted), _CHUNK):
            statement = select(Account.person_id, Account.telegram_id).where(
                Account.person_id.in_(wanted[start : start + _CHUNK]),
                Account.revoked_at.is_(None),
                Account.unreachable_at.is_(None),
            )
            chats.update({row[0]: row[1] for row in await self._execute(statement)})
        return chats

    async def linked_people(self) -> Collection[int]:
        """Ids of the people an account in force is linked with."""
        statement = select(Account.person_id).where(
            Account.person_id.is_not(None), Account.revoked_at.is_(None)
        )
        return set((await self._execute(statement)).scalars())

    async def set_reachable(self, telegram_id: int, reachable: bool, *, now: datetime) -> None:
        """Remember that messages reach this user again, or no longer."""
        moment = None if reachable else now
        statement = update(Account).where(Account.telegram_id == telegram_id).values(unreachable_at=moment)
        await self._execute(statement)
