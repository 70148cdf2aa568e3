"""What a file of evidence says that is new, and storing it piece by piece, each person whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final, TypeAlias, TypeVar

from domain.evidence_file import EvidenceEntry
from domain.evidence_items import EvidenceItem
from domain.imports import Change, ImportKind, Mention, Outline, Preview
from domain.people import Official
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.usecases.classifying import AT_ONCE, classify

_COMPARED_AT_ONCE: Final = 500

T = TypeVar("T")
Piece: TypeAlias = Sequence[EvidenceItem]
"""What one write stores: everything new about at most as many people as one write classifies."""


@dataclass(frozen=True, slots=True)
class News:
    """An entry that says something new, beside what was known: None where nothing was."""

    person: Official
    entry: EvidenceEntry
    before: EvidenceItem | None


@dataclass(frozen=True, slots=True)
class EvidencePlan:
    """A file of evidence beside what is known at one moment; `unknown` NIPs are not in the roster."""

    unknown: frozenset[str]
    people: int
    newcomers: tuple[Mention, ...]
    news: tuple[News, ...]

    def preview(self, outline: Outline) -> Preview:
        """What storing it would do. New is a person of whom nothing of what the file says was known."""
        new = {person.nip for person in self.newcomers}
        changes = tuple(_change(one) for one in self.news if one.person.nip not in new)
        changed = len({change.person.nip for change in changes})
        return Preview(
            kind=ImportKind.EVIDENCE,
            outline=outline,
            added=self.newcomers,
            changes=changes,
            unchanged=self.people - len(new) - changed,
        )

    def pieces(self, *, source: str, now: datetime) -> Iterator[Piece]:
        """What is to be stored, a write each."""
        people = groupby(self.news, key=lambda one: one.person.id)
        whole = [[_item(one, source, now) for one in said] for _, said in people]
        for some in _batches(whole, AT_ONCE):
            yield [item for said in some for item in said]


async def plan(uow: UnitOfWork, entries: Iterable[EvidenceEntry]) -> EvidencePlan:
    """Compare entries with what is known; of several of a kind the one of the latest day counts."""
    said = _counting(entries)
    people = await uow.people.by_nips(said)
    newcomers: list[Mention] = []
    news: list[News] = []
    for some in _batches([people[nip] for nip in said if nip in people], _COMPARED_AT_ONCE):
        known = await uow.evidence.latest_of([person.id for person in some])
        for person in some:
            before = known.get(person.id, {})
            if not before.keys() & said[person.nip].keys():
                newcomers.append(Mention(person.nip, person.name))
            news += _news(person, said[person.nip], before)
    return EvidencePlan(frozenset(said.keys() - people.keys()), len(people), tuple(newcomers), tuple(news))


async def store_piece(uow: UnitOfWork, *, piece: Piece, policy: Policy, now: datetime) -> int:
    """Store a piece and classify its people; returns how many proposals were stored. Harmless when repeated."""
    await uow.evidence.add(piece)
    return await classify(uow, person_ids={item.person_id for item in piece}, policy=policy, now=now)


def _counting(entries: Iterable[EvidenceEntry]) -> dict[str, dict[str, EvidenceEntry]]:
    """By NIP and kind the entry that counts; one without a day is older than any other."""
    said: dict[str, dict[str, EvidenceEntry]] = {}
    for entry in entries:
        kinds = said.setdefault(entry.nip, {})
        if entry.kind not in kinds or _day(kinds[entry.kind]) <= _day(entry):
            kinds[entry.kind] = entry
    return said


def _day(entry: EvidenceEntry) -> date:
    return entry.assessed_on or date.min


def _news(
    person: Official, said: Mapping[str, EvidenceEntry], known: Mapping[str, EvidenceItem]
) -> Iterator[News]:
    for kind, entry in said.items():
        before = known.get(kind)
        if before is None or (before.value, before.assessed_on) != (entry.value, entry.assessed_on):
            yield News(person, entry, before)


def _change(news: News) -> Change:
    before, entry = news.before, news.entry
    return Change(
        person=Mention(news.person.nip, news.person.name),
        field=entry.kind,
        before=before.value if before else None,
        after=entry.value,
        days=(before.assessed_on if before else None, entry.assessed_on),
    )


def _item(news: News, source: str, now: datetime) -> EvidenceItem:
    entry = news.entry
    return EvidenceItem(news.person.id, entry.kind, entry.value, entry.assessed_on, source, now)


def _batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (things[start : start + size] for start in range(0, len(things), size))
