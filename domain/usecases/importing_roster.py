"""What a roster changes, and storing it: people, their messages, their place on the map."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.imports import Change, ImportKind, Mention, Outline, Preview
from domain.people import Official, PersonStatus
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.roster import RosterRow
from domain.roster_comparison import OnRoster, RosterComparison, RowChange, compare
from domain.usecases.classifying import classify

_EXPECTED = frozenset({PersonStatus.ACTIVE, PersonStatus.ON_LEAVE})


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """A roster beside the people known, by NIP, at one moment."""

    comparison: RosterComparison
    known: Mapping[str, Official]

    def preview(self, outline: Outline) -> Preview:
        """What storing it would do. Absent are those who are expected on a roster: active or on leave."""
        return Preview(
            kind=ImportKind.ROSTER,
            outline=outline,
            added=tuple(map(_mention, self.comparison.added)),
            changes=tuple(_changes(self.comparison.changed)),
            unchanged=len(self.comparison.unchanged),
            absent=tuple(_mention(one) for one in self.comparison.absent if one.status in _EXPECTED),
        )


async def plan(uow: UnitOfWork, rows: Iterable[RosterRow]) -> RosterPlan:
    """Compare rows with everybody known."""
    known = {one.nip: one for one in await uow.people.everybody()}
    return RosterPlan(compare(rows, known), known)


async def apply(
    uow: UnitOfWork, planned: RosterPlan, *, by: str, source: str, policy: Policy, now: datetime
) -> int:
    """Store what is new and what changed. Returns how many people were classified anew.

    Whoever is not active any more gets no message that still waits; nobody absent is touched.
    """
    comparison = planned.comparison
    rows = [*comparison.added, *(change.row for change in comparison.changed)]
    await uow.people.save([_official(row) for row in rows], now=now)
    changed = [(planned.known[change.row.nip], change) for change in comparison.changed]
    await _trace(uow, changed, by=by, source=source, now=now)
    await _stop_messages(uow, changed, now=now)
    moved = [person.id for person, change in changed if _moves_on_the_map(person, change.row)]
    return await classify(uow, person_ids=moved, policy=policy, now=now) if moved else 0


def _official(row: RosterRow) -> Official:
    return Official(
        id=0,
        nip=row.nip,
        name=row.name,
        position=row.position,
        position_kind=row.position_kind,
        unit=row.unit,
        eselon=row.eselon,
        rank=row.rank,
        phone=row.phone,
        supervisor_nip=row.supervisor_nip,
        status=row.status or PersonStatus.ACTIVE,
    )


async def _trace(
    uow: UnitOfWork,
    changed: Sequence[tuple[Official, RowChange]],
    *,
    by: str,
    source: str,
    now: datetime,
) -> None:
    """One entry a person: from which file, which fields, and the status if that is one of them."""
    alike: dict[tuple[tuple[str, ...], str | None], list[int]] = defaultdict(list)
    for person, change in changed:
        fields = tuple(one.field for one in change.changes)
        alike[fields, change.row.status if "status" in fields else None].append(person.id)
    for (fields, status), person_ids in alike.items():
        content = {"file": source, "fields": fields, **({"status": status} if status else {})}
        await uow.audit.append_for(person_ids, actor=by, action="roster_changed", content=content, now=now)


async def _stop_messages(
    uow: UnitOfWork, changed: Sequence[tuple[Official, RowChange]], *, now: datetime
) -> None:
    """Anything but active stops messages at once; the account stays, and with it the rights over one's data."""
    stopped = [
        person.id
        for person, change in changed
        if person.status is PersonStatus.ACTIVE and change.row.status is not PersonStatus.ACTIVE
    ]
    if stopped:
        chats = await uow.accounts.chats_of(stopped)
        await uow.outbox.cancel_for(list(chats.values()), now=now)


def _moves_on_the_map(person: Official, row: RosterRow) -> bool:
    returns = person.status not in _EXPECTED and row.status in _EXPECTED
    return returns or person.position_kind is not row.position_kind


def _changes(changed: Iterable[RowChange]) -> Iterable[Change]:
    for row in changed:
        person = _mention(row.row)
        for one in row.changes:
            yield Change(person, one.field, one.before, one.after)


def _mention(one: OnRoster) -> Mention:
    return Mention(one.nip, one.name)
