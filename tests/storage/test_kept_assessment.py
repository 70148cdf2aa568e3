"""Whom assessors assess, what they scored, and the official evidence."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from storage_samples import (
    BUDI,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    RAHMAT,
    WATI,
    account,
    add_phase,
    officials,
    phase,
)

from domain.evidence_items import EvidenceItem
from domain.people import Official
from domain.scores import Score, Task
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Setting:
    phase_id: int
    siti: int
    dewi: int
    budi: Official
    rahmat: Official
    wati: Official

    def score(
        self, aspect: str, value: str, *, of: Official, by: int = 0, update_id: int = 1, minute: int = 0
    ) -> Score:
        return Score(
            0, self.phase_id, of.id, by or self.siti, aspect, Decimal(value), update_id, NOW + minute * MINUTE
        )


@pytest.fixture
async def setting(uow: UnitOfWork) -> Setting:
    siti, dewi = await account(uow, 5_000_000_001), await account(uow, 5_000_000_002)
    phase_id = await add_phase(uow, phase(), siti)
    return Setting(phase_id, siti.id, dewi.id, *await officials(uow, BUDI, RAHMAT, WATI))


def _values(scores: dict[str, Score]) -> dict[str, str]:
    return {aspect: str(score.value) for aspect, score in scores.items()}


async def test_people_are_assigned_once(uow: UnitOfWork, setting: Setting) -> None:
    assign = uow.assignments.assign
    assert await assign(setting.phase_id, setting.siti, [setting.budi.id], now=NOW) == 1
    both = [setting.budi.id, setting.rahmat.id]
    assert await assign(setting.phase_id, setting.siti, both, now=NOW) == 1
    assert await assign(setting.phase_id, setting.dewi, both, now=NOW) == 2
    assert await assign(setting.phase_id, setting.dewi, [], now=NOW) == 0


async def test_only_assigned_people_are_an_assessors_task(uow: UnitOfWork, setting: Setting) -> None:
    await uow.assignments.assign(setting.phase_id, setting.siti, [setting.budi.id], now=NOW)
    is_assigned = uow.assignments.is_assigned
    assert await is_assigned(setting.phase_id, setting.siti, setting.budi.id)
    assert not await is_assigned(setting.phase_id, setting.dewi, setting.budi.id)
    assert not await is_assigned(setting.phase_id, setting.siti, setting.rahmat.id)
    assert not await is_assigned(setting.phase_id + 1, setting.siti, setting.budi.id)


async def test_tasks_say_how_much_the_assessor_has_scored(uow: UnitOfWork, setting: Setting) -> None:
    await uow.assignments.assign(
        setting.phase_id, setting.siti, [setting.rahmat.id, setting.budi.id], now=NOW
    )
    await uow.scores.add(
        [
            setting.score("integritas", "3", of=setting.budi),
            setting.score("integritas", "4", of=setting.budi),
            setting.score("kerja_sama", "3.5", of=setting.budi),
            setting.score("komunikasi", "3", of=setting.budi, update_id=2),
            setting.score("pelayanan_publik", "3", of=setting.budi, by=setting.dewi),
        ]
    )
    await uow.scores.annul(2, assessor_id=setting.siti, scored_after=NOW - MINUTE, now=NOW)
    tasks = await uow.assignments.tasks(setting.phase_id, setting.siti)
    assert tasks == [Task(setting.budi, 2), Task(setting.rahmat, 0)]
    assert await uow.assignments.tasks(setting.phase_id, setting.dewi) == []


async def test_it_is_known_who_assesses_whom(uow: UnitOfWork, setting: Setting) -> None:
    await uow.assignments.assign(
        setting.phase_id, setting.siti, [setting.budi.id, setting.rahmat.id], now=NOW
    )
    await uow.assignments.assign(setting.phase_id, setting.dewi, [setting.budi.id], now=NOW)
    assert await uow.assignments.by_assessor(setting.phase_id) == {
        setting.siti: {setting.budi.id, setting.rahmat.id},
        setting.dewi: {setting.budi.id},
    }
    assert await uow.assignments.by_assessor(setting.phase_id + 1) == {}


async def test_half_points_come_back_exactly(uow: UnitOfWork, setting: Setting) -> None:
    given = setting.score("kerja_sama", "3.5", of=setting.budi, update_id=6_000_000_001)
    await uow.scores.add([given])
    (stored,) = await uow.scores.by_update(6_000_000_001)
    assert replace(stored, id=0) == given
    assert await uow.scores.by_update(2) == []


async def test_a_correction_counts_and_the_old_score_stays(uow: UnitOfWork, setting: Setting) -> None:
    await uow.scores.add([setting.score("integritas", "3", of=setting.budi, update_id=1)])
    await uow.scores.add([setting.score("integritas", "4", of=setting.budi, update_id=2)])
    latest = await uow.scores.latest(setting.phase_id, setting.budi.id)
    assert _values(dict(latest)) == {"integritas": "4"}
    assert len(await uow.scores.by_update(1)) == 1


async def test_the_history_of_an_aspect_has_reasons_and_annulments(uow: UnitOfWork, setting: Setting) -> None:
    await uow.scores.add([setting.score("integritas", "3", of=setting.budi, update_id=1)])
    (first,) = await uow.scores.by_update(1)
    corrected = setting.score("integritas", "4", of=setting.budi, update_id=2, minute=1)
    await uow.scores.add([replace(corrected, corrects=first.id, reason="Bukti rapat lintas unit")])
    await uow.scores.add([setting.score("integritas", "2", of=setting.budi, by=setting.dewi, update_id=3)])
    await uow.scores.add([setting.score("komunikasi", "2", of=setting.budi, update_id=4)])
    await uow.scores.annul(2, assessor_id=setting.siti, scored_after=NOW, now=NOW + HOUR)
    history = await uow.scores.history(setting.phase_id, setting.budi.id, setting.siti, "integritas")
    assert [(str(one.value), one.corrects, one.reason, one.annulled_at) for one in history] == [
        ("3", None, None, None),
        ("4", first.id, "Bukti rapat lintas unit", NOW + HOUR),
    ]


async def test_an_annulled_score_lets_the_one_before_count_again(uow: UnitOfWork, setting: Setting) -> None:
    await uow.scores.add([setting.score("integritas", "3", of=setting.budi, update_id=1)])
    await uow.scores.add([setting.score("integritas", "4", of=setting.budi, update_id=2, minute=1)])
    annul = uow.scores.annul
    assert await annul(2, assessor_id=setting.siti, scored_after=NOW, now=NOW + HOUR) == 1
    assert await annul(2, assessor_id=setting.siti, scored_after=NOW, now=NOW + HOUR) == 0
    latest = await uow.scores.latest(setting.phase_id, setting.budi.id)
    assert _values(dict(latest)) == {"integritas": "3"}
    (annulled,) = await uow.scores.by_update(2)
    assert annulled.annulled_at == NOW + HOUR


async def test_only_ones_own_fresh_scores_are_annulled(uow: UnitOfWork, setting: Setting) -> None:
    await uow.scores.add([setting.score("integritas", "3", of=setting.budi, update_id=1)])
    annul = uow.scores.annul
    assert await annul(1, assessor_id=setting.dewi, scored_after=NOW - MINUTE, now=NOW) == 0
    assert await annul(1, assessor_id=setting.siti, scored_after=NOW, now=NOW) == 0


async def test_an_assessor_sees_their_own_scores_apart(uow: UnitOfWork, setting: Setting) -> None:
    await uow.scores.add(
        [
            setting.score("integritas", "3", of=setting.budi),
            setting.score("integritas", "4", of=setting.budi, by=setting.dewi),
            setting.score("kerja_sama", "2", of=setting.budi, by=setting.dewi),
        ]
    )
    mine = await uow.scores.given(setting.phase_id, setting.budi.id, setting.siti)
    assert _values(dict(mine)) == {"integritas": "3"}
    everyone = await uow.scores.latest(setting.phase_id, setting.budi.id)
    assert _values(dict(everyone)) == {"integritas": "4", "kerja_sama": "2"}


async def test_the_scores_of_many_people_come_together(uow: UnitOfWork, setting: Setting) -> None:
    await uow.scores.add([])
    await uow.scores.add(
        [
            setting.score("integritas", "3", of=setting.budi),
            setting.score("integritas", "4", of=setting.budi),
            setting.score("komunikasi", "2.5", of=setting.rahmat),
        ]
    )
    wanted = [setting.budi.id, setting.rahmat.id, setting.wati.id]
    found = await uow.scores.latest_of(setting.phase_id, wanted)
    assert {person: _values(dict(scores)) for person, scores in found.items()} == {
        setting.budi.id: {"integritas": "4"},
        setting.rahmat.id: {"komunikasi": "2.5"},
    }


async def test_people_with_a_score_for_every_aspect_are_counted(uow: UnitOfWork, setting: Setting) -> None:
    await uow.scores.add(
        [
            setting.score("integritas", "3", of=setting.budi),
            setting.score("kerja_sama", "3", of=setting.budi),
            setting.score("integritas", "3", of=setting.rahmat),
            setting.score("integritas", "4", of=setting.rahmat),
            setting.score("penalaran", "4", of=setting.rahmat),
        ]
    )
    count = uow.scores.count_complete
    assert await count(setting.phase_id, ["integritas", "kerja_sama"]) == 1
    assert await count(setting.phase_id, ["integritas"]) == 2
    assert await count(setting.phase_id + 1, ["integritas"]) == 0


def _item(person: Official, kind: str, value: str, day: date | None = None) -> EvidenceItem:
    return EvidenceItem(person.id, kind, value, day, "skp-2025.xlsx", NOW)


async def test_evidence_comes_back_as_imported(uow: UnitOfWork, setting: Setting) -> None:
    item = _item(setting.budi, "tes_intelektual", "4", date(2024, 3, 1))
    assert await uow.evidence.add([item]) == 1
    assert await uow.evidence.latest(setting.budi.id) == {"tes_intelektual": item}
    assert await uow.evidence.latest(setting.rahmat.id) == {}


async def test_the_newest_evidence_of_a_kind_counts(uow: UnitOfWork, setting: Setting) -> None:
    await uow.evidence.add([_item(setting.budi, "predikat", "Baik"), _item(setting.budi, "pendidikan", "S1")])
    await uow.evidence.add([_item(setting.budi, "predikat", "Sangat Baik")])
    latest = await uow.evidence.latest(setting.budi.id)
    assert {kind: item.value for kind, item in latest.items()} == {
        "predikat": "Sangat Baik",
        "pendidikan": "S1",
    }


async def test_the_same_evidence_again_is_nothing_new(uow: UnitOfWork, setting: Setting) -> None:
    good, better = _item(setting.budi, "predikat", "Baik"), _item(setting.budi, "predikat", "Sangat Baik")
    assert await uow.evidence.add([good, good]) == 1
    again = replace(good, source="skp-2025-lagi.xlsx", recorded_at=NOW + DAY)
    assert await uow.evidence.add([again]) == 0
    assert await uow.evidence.add([better, good]) == 2
    assert await uow.evidence.add([replace(good, assessed_on=date(2026, 1, 31))]) == 1


async def test_the_evidence_of_many_people_comes_together(uow: UnitOfWork, setting: Setting) -> None:
    mine, other = _item(setting.budi, "predikat", "Baik"), _item(setting.rahmat, "predikat", "Kurang")
    await uow.evidence.add([mine, other])
    wanted = [setting.budi.id, setting.rahmat.id, setting.wati.id]
    assert await uow.evidence.latest_of(wanted) == {
        setting.budi.id: {"predikat": mine},
        setting.rahmat.id: {"predikat": other},
    }
    assert await uow.evidence.latest_of([]) == {}
