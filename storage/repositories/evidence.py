"""Official evidence about people."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, insert, select

from domain.evidence_items import EvidenceItem as Item
from storage.repositories.repository import Repository
from storage.tables import EvidenceItem

_SELECT = select(
    EvidenceItem.person_id, EvidenceItem.kind, EvidenceItem.value,
    EvidenceItem.assessed_on, EvidenceItem.source, EvidenceItem.recorded_at,
)  # fmt: skip
_NEWEST = select(func.max(EvidenceItem.id)).group_by(EvidenceItem.person_id, EvidenceItem.kind)
_IN_CHUNK = 500


class Evidence(Repository):
    """Append-only: the newest of a kind counts."""

    async def add(self, items: Sequence[Item]) -> int:
        """Store what says something new; returns how many. Value and day of the newest repeated are not."""
        known = await self.latest_of({item.person_id for item in items})
        newest = {
            (person_id, kind): _said(item) for person_id, of in known.items() for kind, item in of.items()
        }
        new = []
        for item in items:
            if newest.get((item.person_id, item.kind)) != _said(item):
                newest[item.person_id, item.kind] = _said(item)
                new.append(_values(item))
        if new:
            await self._execute(insert(EvidenceItem), new)
        return len(new)

    async def latest(self, person_id: int) -> Mapping[str, Item]:
        """Kind → newest item."""
        return (await self.latest_of([person_id])).get(person_id, {})

    async def latest_of(self, person_ids: Collection[int]) -> Mapping[int, Mapping[str, Item]]:
        """Person id → kind → newest item; whoever has no evidence is not in it."""
        wanted = list(person_ids)
        found: dict[int, dict[str, Item]] = {}
        for start in range(0, len(wanted), _IN_CHUNK):
            newest = _NEWEST.where(EvidenceItem.person_id.in_(wanted[start : start + _IN_CHUNK]))
            for row in await self._execute(_SELECT.where(EvidenceItem.id.in_(newest))):
                found.setdefault(row.person_id, {})[row.kind] = Item(*row)
        return found


def _said(item: Item) -> tuple[object, ...]:
    return item.value, item.assessed_on


def _values(item: Item) -> dict[str, object]:
    return {
        "person_id": item.person_id, "kind": item.kind, "value": item.value,
        "assessed_on": item.assessed_on, "source": item.source, "recorded_at": item.recorded_at,
    }  # fmt: skip
