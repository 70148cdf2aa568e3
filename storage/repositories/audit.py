"""The audit trail: each entry's digest covers the one before, so nothing can be taken out unseen."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from storage.repositories.repository import Repository
from storage.tables import AuditEntry

_LAST = select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)
_BEGINNING = "0" * 64


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _link(
    previous: str, acted_at: datetime, *, actor: str, action: str, person_id: int | None, content: str
) -> str:
    moment = acted_at.astimezone(UTC).isoformat(timespec="microseconds")
    return _sha256(previous, moment, actor, action, str(person_id or ""), content)


class AuditTrail(Repository):
    """Appended by the writer only, one entry after the other."""

    async def append(
        self,
        *,
        actor: str,
        action: str,
        person_id: int | None = None,
        content: Mapping[str, Any] | None = None,
        now: datetime,
    ) -> None:
        """Add a link to the chain. `content` can be emptied later; its digest stays."""
        await self._append([person_id], actor, action, content, now)

    async def append_for(
        self,
        person_ids: Collection[int],
        *,
        actor: str,
        action: str,
        content: Mapping[str, Any] | None = None,
        now: datetime,
    ) -> None:
        """Add a link for each of many people, in the order given."""
        if person_ids:
            await self._append(person_ids, actor, action, content, now)

    async def _append(
        self,
        person_ids: Collection[int | None],
        actor: str,
        action: str,
        content: Mapping[str, Any] | None,
        now: datetime,
    ) -> None:
        previous = (await self._execute(_LAST)).scalar() or _BEGINNING
        content_digest = _sha256(json.dumps(content, sort_keys=True, default=str))
        links = []
        for person_id in person_ids:
            previous = _link(
                previous, now, actor=actor, action=action, person_id=person_id, content=content_digest
            )
            links.append(
                {
                    "acted_at": now, "actor": actor, "action": action, "person_id": person_id,
                    "content": dict(content) if content is not None else None,
                    "content_digest": content_digest, "digest": previous,
                }
            )  # fmt: skip
        await self._execute(insert(AuditEntry), links)

    async def entries(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        """What was done to a person's record, oldest first."""
        columns = (AuditEntry.acted_at, AuditEntry.actor, AuditEntry.action, AuditEntry.content)
        statement = select(*columns).where(AuditEntry.person_id == person_id).order_by(AuditEntry.id)
        return [dict(row) for row in (await self._execute(statement)).mappings()]

    async def is_intact(self) -> bool:
        """Every digest covers the one before it."""
        previous = _BEGINNING
        for row in await self._execute(select(AuditEntry).order_by(AuditEntry.id)):
            expected = _link(
                previous,
                row.acted_at,
                actor=row.actor,
                action=row.action,
                person_id=row.person_id,
                content=row.content_digest,
            )
            if row.digest != expected:
                return False
            previous = row.digest
        return True
