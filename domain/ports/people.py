"""Ports of people, their accounts, and how these come together."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.linking import Invitation, LinkRequest
from domain.people import Account, NoticeReading, Official, PositionKind, Role


class People(Protocol):
    """The roster."""

    async def by_id(self, person_id: int) -> Official | None: ...

    async def by_nip(self, nip: str) -> Official | None: ...

    async def by_nips(self, nips: Collection[str]) -> Mapping[str, Official]: ...

    async def by_ids(self, person_ids: Collection[int]) -> Sequence[Official]: ...

    async def everybody(self) -> Sequence[Official]: ...

    async def active(self) -> Sequence[Official]:
        """Active officials, by name."""

    async def of_kinds(self, kinds: Collection[PositionKind]) -> Sequence[Official]:
        """Active officials of these kinds of position."""

    async def units(self) -> Sequence[str]:
        """Names of the units of work of active officials, each once, by name."""

    async def save(self, officials: Sequence[Official], *, now: datetime) -> None:
        """Add by NIP, or replace what the roster says about a NIP. `id` is ignored."""

    async def set_phone(self, person_id: int, phone: str, *, now: datetime) -> None: ...


class Accounts(Protocol):
    """Linked Telegram accounts and their roles."""

    async def by_telegram(self, telegram_id: int) -> Account | None: ...

    async def by_person(self, person_id: int) -> Account | None: ...

    async def by_id(self, account_id: int) -> Account | None: ...

    async def holding(self, role: Role) -> Sequence[Account]:
        """Accounts in force that hold the role."""

    async def link(self, *, telegram_id: int, name: str, person_id: int | None, now: datetime) -> Account: ...

    async def become(self, account_id: int, person_id: int) -> Account:
        """Let an account that was linked by name alone be a person's."""

    async def grant(self, account_id: int, role: Role, *, now: datetime) -> None: ...

    async def chats_of(self, person_ids: Collection[int]) -> Mapping[int, int]:
        """Person id → chat id, for those linked, in force and reachable."""

    async def linked_people(self) -> Collection[int]:
        """Ids of the people an account in force is linked with."""

    async def set_reachable(self, telegram_id: int, reachable: bool, *, now: datetime) -> None: ...


class Invitations(Protocol):
    """Single-use deep links."""

    async def add(self, invitation: Invitation) -> int: ...

    async def by_digest(self, token_digest: str) -> Invitation | None: ...

    async def by_id(self, invitation_id: int) -> Invitation | None: ...

    async def open_for_people(self, *, now: datetime) -> Collection[int]:
        """Ids of the people who hold an invitation that can still be used."""

    async def withdraw(self, person_id: int, *, now: datetime) -> None:
        """End every unused invitation of a person."""

    async def use(self, invitation_id: int, *, telegram_id: int, now: datetime) -> bool:
        """Mark as used; False if it was used before."""


class LinkAttempts(Protocol):
    """Failed attempts to link an account."""

    async def add(self, telegram_id: int, *, now: datetime) -> None: ...

    async def since(self, telegram_id: int, moment: datetime) -> Sequence[datetime]: ...

    async def forget(self, telegram_id: int) -> None:
        """Start counting anew after a success."""


class LinkRequests(Protocol):
    """Linkings that wait for an admin's tap."""

    async def add(self, request: LinkRequest) -> int: ...

    async def by_id(self, request_id: int) -> LinkRequest | None: ...

    async def waiting(self) -> Sequence[LinkRequest]:
        """All undecided requests, oldest first."""

    async def of(self, invitation_id: int, telegram_id: int) -> LinkRequest | None:
        """What this Telegram user asked with this invitation, decided or not."""

    async def decide(self, request_id: int, *, approved: bool, account_id: int, now: datetime) -> bool:
        """Decide once; False if somebody decided before."""


class Notices(Protocol):
    """Who read the privacy notice and what they chose."""

    async def record(self, reading: NoticeReading) -> None: ...

    async def chats_behind(self, version: int) -> Sequence[int]:
        """Chats of officials in force whose latest choice was made under an older version."""

    async def choices_of(self, person_ids: Collection[int]) -> Mapping[int, bool]:
        """Person id → the latest choice, whatever its version; whoever has not chosen is not in it."""

    async def refusing(self) -> Collection[int]:
        """Ids of the people whose latest choice, under whichever version, is a refusal."""

    async def consenting(self, version: int) -> Collection[int]:
        """Ids of the people whose latest choice for this version is consent."""
