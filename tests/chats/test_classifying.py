"""A classification follows by itself from what arrives last, and can be computed again to the same digits."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from domain import classification
from domain.aspects import ASPECTS
from domain.classification import Evidence, Gap, Mapped, Missing, MovedBecause, NotMappable
from domain.people import NoticeReading, PersonStatus, PositionKind
from domain.results import Result, ResultState
from domain.ruleset import load
from domain.talent_grid import Performance, Potential
from domain.usecases import classifying
from tests.chats import talent
from tests.chats.conftest import BUDI, WATI, Chat


async def begins(chat: Chat, *, ruleset: str = "permenpan-3-2020") -> None:
    """Budi and Wati are in stage 1, about whom nothing is known yet."""
    await chat.roster(BUDI, WATI)
    await chat.plays(talent.MORNING)
    await chat.do(talent.phase, ruleset=ruleset)


async def result_of(chat: Chat, nip: str) -> Result:
    found = await chat.do(talent.result_of, nip=nip)
    assert isinstance(found, Result)
    return found


async def test_the_last_missing_score_maps_a_person(chat: Chat) -> None:
    await begins(chat)
    all_but_one = {aspect: score for aspect, score in talent.BUDI_SCORES.items() if aspect != "integritas"}
    await chat.do(talent.knows, nip=BUDI.nip, scores=all_but_one, evidence=talent.BUDI_EVIDENCE)
    waiting = await result_of(chat, BUDI.nip)
    assert waiting.box is None
    assert classification.from_json(waiting.arithmetic).missing == (  # type: ignore[union-attr]
        Missing("mansoskul", "integritas", Gap.NOT_RECORDED),
    )
    await chat.do(talent.knows, nip=BUDI.nip, scores={"integritas": Decimal(2)}, evidence={})
    mapped = await result_of(chat, BUDI.nip)
    assert (mapped.performance, mapped.potential, mapped.box, mapped.state) == (
        Performance.BELOW_EXPECTATION,
        Potential.HIGH,
        6,
        ResultState.PROPOSED,
    )


async def test_the_last_missing_evidence_maps_a_person(chat: Chat) -> None:
    await begins(chat)
    await chat.do(talent.knows, nip=WATI.nip, scores=talent.BUDI_SCORES, evidence=talent.WATI_EVIDENCE)
    assert (await result_of(chat, WATI.nip)).box is None
    await chat.do(talent.knows, nip=WATI.nip, scores={}, evidence={"intelektual": "3.5"})
    assert (await result_of(chat, WATI.nip)).box == 3


async def test_a_result_is_computed_again_to_the_same_digits(chat: Chat) -> None:
    """Kompetensi 17/18 of 30, teknis 80 of 10, potensi 28/40 of 30, rekam jejak 19, pertimbangan 7,5."""
    await begins(chat)
    await chat.do(talent.knows, nip=BUDI.nip, scores=talent.BUDI_SCORES, evidence=talent.BUDI_EVIDENCE)
    stored = await result_of(chat, BUDI.nip)
    found = classification.from_json(stored.arithmetic)
    assert isinstance(found, Mapped)
    assert found.potential_axis.value == Fraction("28.333333") + Fraction(1, 3_000_000) + Fraction("55.5")
    again = classification.classify(Evidence.from_json(stored.inputs), load(stored.ruleset), now=found.on)
    assert again.as_json() == stored.arithmetic


async def test_another_rule_set_gives_its_own_arithmetic(chat: Chat) -> None:
    """Kinerja as a number: predikat Baik 80 × 60%, tim kerja 25 × 15%, nothing of the rest: below expectation."""
    await begins(chat, ruleset="bkn-411-2025")
    more = {
        **talent.BUDI_EVIDENCE,
        "predikat": "baik",
        "penghargaan": "tidak_ada",
        "tim_kerja": "anggota_internal",
        "umpan_balik": "80",
        "nondefinitif": "tidak_ada",
    }
    await chat.do(talent.knows, nip=BUDI.nip, scores=talent.BUDI_SCORES, evidence=more)
    found = classification.from_json((await result_of(chat, BUDI.nip)).arithmetic)
    assert isinstance(found, Mapped)
    assert found.performance_axis is not None
    assert found.performance_axis.value == Fraction("59.75")
    assert found.performance is Performance.BELOW_EXPECTATION


async def _refuses(uow: Any, *, telegram_id: int, policy: Any, now: datetime) -> None:
    account = await uow.accounts.by_telegram(telegram_id)
    await uow.notices.record(NoticeReading(account.id, policy.notice_version, False, now))


async def test_refusing_consent_moves_the_weight_and_leaves_nobody_out(chat: Chat) -> None:
    await begins(chat)
    await chat.links("Budi", official=BUDI)
    await chat.do(_refuses, telegram_id=chat.people["Budi"].id)
    without = {kind: value for kind, value in talent.BUDI_EVIDENCE.items() if kind != "kepemimpinan"}
    await chat.do(talent.knows, nip=BUDI.nip, scores=talent.BUDI_SCORES, evidence=without)
    found = classification.from_json((await result_of(chat, BUDI.nip)).arithmetic)
    assert isinstance(found, Mapped)
    (moved,) = found.potential_axis.moved
    assert (moved.component, moved.stand_in, moved.weight, moved.because) == (
        "kepemimpinan",
        "kesesuaian_ilmu",
        4,
        MovedBecause.CONSENT_REFUSED,
    )


async def test_who_left_or_has_no_phase_is_not_classified(chat: Chat) -> None:
    await begins(chat)
    executor = replace(BUDI, nip="198503152010011005", position_kind=PositionKind.EXECUTOR)
    retired = replace(BUDI, nip="198503152010011006", status=PersonStatus.RETIRED)
    on_leave = replace(BUDI, nip="198503152010011007", status=PersonStatus.ON_LEAVE)
    await chat.roster(executor, retired, on_leave)
    for one, stored in ((executor, 0), (retired, 0), (on_leave, 1)):
        known = {"nip": one.nip, "scores": talent.BUDI_SCORES, "evidence": talent.BUDI_EVIDENCE}
        assert await chat.do(talent.knows, **known) == stored


async def everybody(uow: Any) -> list[int]:
    return [one.id for one in await uow.people.everybody()]


async def waiting(uow: Any) -> int:
    return len(await uow.results.awaiting_classification(limit=1000))


async def test_many_people_are_classified_in_short_writes(chat: Chat) -> None:
    await begins(chat)
    await chat.roster(*(talent.colleague(number, f"Pegawai {number}") for number in range(100, 318)))
    ids = await chat.do(everybody)
    assert len(ids) == 220
    assert await chat.do(classifying.classify, person_ids=ids) == 100
    assert await chat.do(waiting) == 120
    assert await chat.do(classifying.classify_waiting) == 20
    await chat.plays("--- 1 menit kemudian ---")
    assert await chat.do(waiting) == 0
    nothing_known = classification.from_json((await result_of(chat, BUDI.nip)).arithmetic)
    assert isinstance(nothing_known, NotMappable)
    assert {one.evidence for one in nothing_known.missing} == {
        *(one.key for one in ASPECTS),
        *talent.BUDI_EVIDENCE,
    }
