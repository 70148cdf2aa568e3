"""Readings of the privacy notice; the newest per account counts."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, insert, select

from domain.people import NoticeReading as Reading
from storage.repositories.repository import Repository
from storage.tables import Account, NoticeReading

_CHOICES = (
    select(Account.person_id, NoticeReading.consented)
    .join(NoticeReading, NoticeReading.account_id == Account.id)
    .order_by(NoticeReading.id)
)
_IN_CHUNK = 500


class Notices(Repository):
    """Append-only: a change of mind is a new reading."""

    async def record(self, reading: Reading) -> None:
        """Keep a choice with its version and moment (UU 27/2022 Pasal 24)."""
        values = {
            "account_id": reading.account_id, "version": reading.version,
            "consented": reading.consented, "decided_at": reading.decided_at,
        }  # fmt: skip
        await self._execute(insert(NoticeReading), values)

    async def chats_behind(self, version: int) -> Sequence[int]:
        """Chats of officials in force whose latest choice was made under an older version."""
        newest = (
            select(NoticeReading.account_id, func.max(NoticeReading.version).label("version"))
            .group_by(NoticeReading.account_id)
            .subquery()
        )
        statement = (
            select(Account.telegram_id)
            .join(newest, newest.c.account_id == Account.id)
            .where(newest.c.version < version, Account.person_id.is_not(None), Account.revoked_at.is_(None))
            .order_by(Account.id)
        )
        return list((await self._execute(statement)).scalars())

    async def choices_of(self, person_ids: Collection[int]) -> Mapping[int, bool]:
        """Person id → the latest choice, whatever its version; whoever has not chosen is not in it."""
        wanted, found = list(person_ids), {}
        for start in range(0, len(wanted), _IN_CHUNK):
            chunk = _CHOICES.where(Account.person_id.in_(wanted[start : start + _IN_CHUNK]))
            found.update({row[0]: row[1] for row in await self._execute(chunk)})
        return found

    async def refusing(self) -> Collection[int]:
        """Ids of the people whose latest choice, under whichever version, is a refusal."""
        newest = select(func.max(NoticeReading.id)).group_by(NoticeReading.account_id)
        statement = (
            select(Account.person_id)
            .join(NoticeReading, NoticeReading.account_id == Account.id)
            .where(
                NoticeReading.id.in_(newest), NoticeReading.consented.is_(False),
                Account.person_id.is_not(None),
            )
        )  # fmt: skip
        return set((await self._execute(statement)).scalars())

    async def consenting(self, version: int) -> Collection[int]:
        """Ids of the people whose latest choice is consent to this version."""
        newest = select(func.max(NoticeReading.id)).group_by(NoticeReading.account_id)
        statement = (
            select(Account.person_id)
            .join(NoticeReading, NoticeReading.account_id == Account.id)
            .where(
                NoticeReading.id.in_(newest), NoticeReading.consented, NoticeReading.version == version,
                Account.person_id.is_not(None),
            )
        )  # fmt: skip
        return set((await self._execute(statement)).scalars())
