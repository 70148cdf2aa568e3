"""A phase that is over, the scores and the evidence about its people, and what may be wanted of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.simulator.world import Press
from domain.aspects import ASPECTS
from domain.evidence_items import EvidenceItem
from domain.people import Official, PositionKind
from domain.phases import Phase, PhaseState
from domain.policy import Policy
from domain.publications import Counsellor
from domain.results import Result
from domain.scores import Score
from domain.usecases import classifying
from tests.chats.conftest import BUDI, WATI, Chat

MORNING = "--- Senin, 11 Januari 2027, 08.20 WIB ---"

BUDI_SCORES = {
    **{one.key: Decimal(2) for one in ASPECTS[:9]},
    **{one.key: Decimal("3.5") for one in ASPECTS[9:] if not one.only_from_a_test},
    "mengelola_perubahan": Decimal(1),
}
BUDI_EVIDENCE = {
    "predikat": "butuh_perbaikan",
    "intelektual": "3.5",
    "teknis": "80",
    "pendidikan": "s2",
    "lama_jabatan": "6",
    "jumlah_jabatan": "2",
    "bangkom_jp": "24",
    "disiplin": "bersih",
    "kesesuaian_ilmu": "serumpun",
    "kepemimpinan": "ketua_internal",
}
WATI_EVIDENCE = {kind: value for kind, value in BUDI_EVIDENCE.items() if kind != "intelektual"}


async def phase(uow: Any, *, ruleset: str = "permenpan-3-2020", now: datetime) -> int:
    """Stage 1, which everybody has answered."""
    admin = await uow.accounts.link(telegram_id=1, name="Kepala BKPSDM", person_id=None, now=now)
    stage = Phase(
        0, 1, "Tahap 1", frozenset({PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR}), (),
        ruleset, datetime.fromisoformat("2026-11-02T08:00+07:00"),
        datetime.fromisoformat("2026-12-08T16:00+07:00"), PhaseState.CLOSED,
    )  # fmt: skip
    return int(await uow.phases.add(stage, versions={}, account_id=admin.id, now=now))


async def knows(
    uow: Any,
    *,
    nip: str,
    scores: Mapping[str, Decimal],
    evidence: Mapping[str, str],
    policy: Policy,
    now: datetime,
) -> int:
    """Store what is known about a person, and classify as whoever stores it does."""
    (stage,) = await uow.phases.all()
    official = await uow.people.by_nip(nip)
    assessor = await uow.accounts.by_telegram(1)
    await uow.scores.add(
        [
            Score(0, stage.id, official.id, assessor.id, aspect, value, 1, now)
            for aspect, value in scores.items()
        ]
    )
    await uow.evidence.add(
        [EvidenceItem(official.id, kind, value, None, "bukti.xlsx", now) for kind, value in evidence.items()]
    )
    return await classifying.classify(uow, person_ids=[official.id], policy=policy, now=now)


async def counsellor(uow: Any, *, now: datetime) -> None:
    """Somebody who answers questions."""
    account = await uow.accounts.by_telegram(1)
    await uow.counsellors.add(Counsellor("Ibu Ratna Dewi", "08.00–15.00", now, account.id))


async def result_of(uow: Any, *, nip: str) -> Result | None:
    """The result of a person in stage 1."""
    (stage,) = await uow.phases.all()
    official = await uow.people.by_nip(nip)
    found: Result | None = await uow.results.of(stage.id, official.id)
    return found


async def trail_of(uow: Any, *, nip: str) -> list[tuple[str, str]]:
    """Who did what to a person's record."""
    official = await uow.people.by_nip(nip)
    return [(entry["actor"].split(":")[0], entry["action"]) for entry in await uow.audit.entries(official.id)]


def colleague(number: int, name: str) -> Official:
    """Another official of Budi's kind."""
    return replace(BUDI, nip=f"198503152010011{number:03d}", name=name, phone=None)


async def forges(chat: Chat, name: str, data: str) -> list[str]:
    """Press a button nobody drew, on the newest message with buttons; returns everything the bot then showed."""
    person = chat.people[name]
    telegram, world = chat.simulator.telegram, chat.simulator.world
    since = len(await telegram.log(0))
    with_buttons = world.chats[person.id]
    message = next(
        one for one in reversed(list(with_buttons.messages.values())) if one.as_api({}).get("reply_markup")
    )
    query_id = f"forged{since}"
    world.presses[query_id] = Press(with_buttons, message.message_id, world.now)
    world.push(
        "callback_query",
        {
            "id": query_id,
            "from": with_buttons.account.as_user(),
            "message": message.as_api(with_buttons.place()),
            "chat_instance": "1",
            "data": data,
        },
    )
    await telegram.quiet(since, reaction=True, silence=0)
    await chat.settled()
    entries = await telegram.log(since, of=person.id)
    shown = [str(entry.parameters.get("text", "")) for entry in entries if entry.actor == "bot"]
    return [text for text in shown if text]


async def rings_of(chat: Chat, name: str) -> list[str]:
    """Every new message the bot has sent somebody: what a lock screen, or the office computer, may show."""
    entries = await chat.simulator.telegram.log(0, of=chat.people[name].id)
    sent = ("sendMessage", "sendPhoto", "sendDocument")
    return [
        str(entry.parameters.get("text") or entry.parameters.get("caption") or "")
        for entry in entries
        if entry.method in sent
    ]


async def is_mapped(chat: Chat, *others: Official) -> None:
    """Budi (box 6) and `others` are mapped on the morning of 11 January 2027, Wati lacks a test."""
    await chat.roster(BUDI, WATI, *others)
    await chat.plays(MORNING)
    await chat.do(phase)
    for one in (BUDI, *others):
        await chat.do(knows, nip=one.nip, scores=BUDI_SCORES, evidence=BUDI_EVIDENCE)
    await chat.do(knows, nip=WATI.nip, scores=BUDI_SCORES, evidence=WATI_EVIDENCE)
