"""Who may fill in what (notation: bot/simulator/notation.py)."""

from dataclasses import replace
from typing import Any

import pytest

from bot.services import UseCase
from domain.errors import AnswerNotUnderstood, ChangedMeanwhile, NotLinked, NotYourButton, Refusal
from domain.people import Account, Actor, NoticeReading, PositionKind, Role
from domain.usecases import answering, listing_questionnaires, reviewing_answers, sending_files
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phases import answered, open_phase, stored


async def budi_with_a_phase(chat: Chat) -> int:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=["penilaian_mandiri"])
    return await answered(chat, BUDI.nip, "penilaian_mandiri", [])


async def chooses(chat: Chat, name: str, *, version: int, consented: bool) -> None:
    """Somebody reads a version of the notice to its end."""
    telegram_id = chat.people[name].id

    async def record(uow: Any, *, now: Any) -> None:
        account = await uow.accounts.by_telegram(telegram_id)
        await uow.notices.record(NoticeReading(account.id, version, consented, now))

    await chat.do(record)


async def refused(chat: Chat, name: str, use_case: UseCase[Any], **facts: Any) -> Refusal:
    """What a press is refused that nobody was shown a button for: data can be made up."""
    telegram_id = chat.people[name].id

    async def account(uow: Any) -> Account | None:
        found: Account | None = await uow.accounts.by_telegram(telegram_id)
        return found

    actor = Actor(telegram_id, await chat.do(account), "BKPSDM")
    with pytest.raises(Refusal) as caught:
        await chat.do(use_case, actor=actor, **facts)
    return caught.value


async def test_without_consent_the_questionnaire_is_not_asked(chat: Chat) -> None:
    response = await budi_with_a_phase(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // …
    """)
    await chooses(chat, "Budi", version=1, consented=False)
    await chat.plays("""
        Budi | [4]
        bot  !! Kuesioner ini memerlukan persetujuan. Jawaban sebelumnya tetap tersimpan. Baca pemberitahuan melalui /datasaya.
        Budi | /kuesioner
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: tidak diminta (persetujuan tidak diberikan) // Tenggat: … [Beranda]
        Budi | [Beranda]
        bot  ~ Beranda Bapak/Ibu Budi // Tidak ada yang perlu dikerjakan saat ini. …
    """)
    assert await stored(chat, response) == {}


async def test_a_new_notice_is_read_first(chat: Chat) -> None:
    response = await budi_with_a_phase(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // …
    """)
    await chooses(chat, "Budi", version=0, consented=True)
    await chat.plays("""
        Budi | [4]
        bot  !! Pemberitahuan diperbarui ke versi 1. Jawaban tetap tersimpan. Baca versi baru untuk melanjutkan.
        Budi | 4
        bot  | Pemberitahuan diperbarui ke versi 1. Jawaban tetap tersimpan. Baca versi baru untuk melanjutkan. [Baca] [Beranda]
        Budi | /kuesioner
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Kuesioner dapat dilanjutkan setelah pemberitahuan versi 1 dibaca. Jawaban sebelumnya tetap tersimpan. [Baca] [Beranda]
        Budi | [Beranda]
        bot  ~ Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Pemberitahuan data pribadi: belum selesai dibaca. / Penilaian mandiri: 0 dari 48 terjawab, tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. [Baca]   [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
    """)
    assert await stored(chat, response) == {}


async def test_a_start_screen_needs_consent_too(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat)
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // …
    """)
    await chooses(chat, "Budi", version=1, consented=False)
    await chat.plays("""
        Budi | [1. Mulai]
        bot  !! Kuesioner ini memerlukan persetujuan. Jawaban sebelumnya tetap tersimpan. Baca pemberitahuan melalui /datasaya.
    """)


async def test_an_assessor_has_no_questionnaires(chat: Chat) -> None:
    await chat.links("Siti", Role.ASSESSOR)
    await chat.plays("""
        Siti | /kuesioner
        bot  | Perintah ini untuk pegawai. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
    """)


async def test_a_stranger_has_no_questionnaires(chat: Chat) -> None:
    await chat.joins("Budi")
    await chat.plays("""
        Budi | /kuesioner
        bot  | Akun ini belum tertaut. Tidak ada yang disimpan. Tekan Mulai untuk menautkan akun. [Mulai]
    """)


async def test_a_phase_for_others_is_not_listed(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, audience=[PositionKind.EXECUTOR])
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // Belum ada kuesioner untuk Bapak/Ibu. Kami akan memberi tahu jika ada. [Beranda]
    """)


async def test_somebody_who_has_begun_goes_on_after_a_change_of_position(chat: Chat) -> None:
    response = await budi_with_a_phase(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // …
    """)
    await chat.roster(replace(BUDI, position_kind=PositionKind.FUNCTIONAL))
    await chat.plays("""
        Budi | [4]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // …
    """)
    assert await stored(chat, response) == {"p01": "4"}


ANSWER = {"campaign_id": 1, "question": "p01", "value": "4", "changing": False, "update_id": 1}
CHOICE = {
    "campaign_id": 1,
    "question": "p01",
    "option": "4",
    "chosen": True,
    "changing": False,
    "before": None,
}


@pytest.mark.parametrize(
    ("use_case", "facts", "refusal"),
    [
        (answering.answer, {**ANSWER, "campaign_id": 7}, ChangedMeanwhile()),
        (answering.answer, {**ANSWER, "question": "p99"}, ChangedMeanwhile()),
        (answering.answer, {**ANSWER, "value": "6"}, AnswerNotUnderstood(hint="likert")),
        (answering.choose, {**CHOICE, "update_id": 1}, AnswerNotUnderstood(hint="likert")),
        (
            sending_files.expected,
            {"campaign_id": 1, "question": "p01"},
            AnswerNotUnderstood(hint="likert"),
        ),
        (listing_questionnaires.before_start, {"campaign_id": 7}, ChangedMeanwhile()),
        (reviewing_answers.sections, {"campaign_id": 2}, ChangedMeanwhile()),
    ],
)
async def test_a_made_up_button_stores_nothing(
    chat: Chat, use_case: UseCase[Any], facts: dict[str, Any], refusal: Refusal
) -> None:
    response = await budi_with_a_phase(chat)
    await open_phase(chat, questionnaires=["preferensi_karier"], number=2)
    assert await refused(chat, "Budi", use_case, **facts) == refusal
    assert await stored(chat, response) == {}


async def test_a_questionnaire_for_others_is_not_filled_in(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await chat.roster(replace(WATI, position_kind=PositionKind.EXECUTOR))
    await chat.links("Wati", official=WATI)
    assert await refused(chat, "Wati", answering.answer, **ANSWER) == NotYourButton()


async def test_a_stranger_answers_nothing(chat: Chat) -> None:
    response = await budi_with_a_phase(chat)
    await chat.joins("Wati")
    assert await refused(chat, "Wati", answering.answer, **ANSWER) == NotLinked()
    assert await stored(chat, response) == {}


async def test_nothing_stands_open_for_a_stranger(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    assert await chat.do(answering.standing, actor=Actor(1, None, "BKPSDM"), campaign_id=1) is None
