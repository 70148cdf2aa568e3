"""A questionnaire is revised while people answer it (notation: bot/simulator/notation.py)."""

from typing import Any

import pytest

from bot.services import UseCase
from domain.errors import ChangedMeanwhile
from domain.people import Account, Actor, Role
from domain.usecases import revising
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phases import answered, open_phase, stored
from tests.chats.revised import FIRST, SECOND

ANSWERS = [("r1", "ya"), ("r2", "12"), ("r3", "ya"), ("r5", "2024-08-17")]
MOVED = "Kuesioner dipindahkan ke versi 2: Pertanyaan diperjelas. Tetap dipakai 2 dari 4 jawaban; 1 pertanyaan berubah dan 1 baru perlu dijawab."


@pytest.fixture
async def response(chat: Chat) -> int:
    """Budi has begun version 1 of a questionnaire of which there is a second; Wati has not; Rahmat is an admin."""
    assert (FIRST.version, SECOND.version) == (1, 2)
    await chat.roster(BUDI, WATI)
    await chat.links("Budi", official=BUDI)
    await chat.links("Wati", official=WATI)
    await chat.links("Rahmat", Role.ADMIN)
    await open_phase(chat, questionnaires=["direvisi"], version=1)
    return await answered(chat, BUDI.nip, "direvisi", ANSWERS)


ADOPTED = """
    Rahmat | /tahap → [Tahap 1] → [Versi kuesioner]
    bot    ~ Versi kuesioner, Tahap 1 // 1. Uji revisi: versi 2 tersedia, yang dipakai versi 1 // Versi yang dipakai berlaku bagi yang baru mulai. Draf tetap pada versinya sampai dipindahkan. [1. Pakai]   [Kembali]
    Rahmat | [1. Pakai]
    bot    ~ Versi kuesioner, Tahap 1 // 1. Uji revisi: versi 2 dipakai, 1 draf pada versi lama // … [1. Pindahkan]   [Kembali]
"""
MOVES = """
    Rahmat | [1. Pindahkan]
    bot    ~ Pindahkan 1 draf uji revisi ke versi 2? Jawaban yang pertanyaannya tidak berubah tetap dipakai. Tuliskan alasan; pegawai membacanya. [Batal]
    Rahmat | jelas
    bot    | Alasan paling sedikit 10 huruf. Belum tersimpan. Tuliskan dasar perubahannya.
    Rahmat | Pertanyaan diperjelas.
    bot    ~ Layar ini dilanjutkan di bawah.
    bot    | Sebanyak 1 draf dipindahkan ke versi 2. Alasan tercatat. [Lihat] [Tahap]
"""


async def test_who_has_begun_finishes_the_version_they_began(chat: Chat, response: int) -> None:
    await chat.plays(ADOPTED)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Kuesioner ini sudah memiliki versi 2. Bapak/Ibu tetap mengisi versi 1 yang sudah dimulai. Tidak ada yang perlu diulang. [Lanjut]
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 1, pertanyaan 4 dari 5 (boleh dilewati) // Tuliskan nama tim, paling banyak 100 huruf. [Lewati] [Kembali]   [Lanjut nanti]
        Budi | [Lanjut nanti] → [Lanjut]
        bot  ~ Bagian 1 dari 1, pertanyaan 4 dari 5 (boleh dilewati) // …
        Budi | [Lewati] → [Kirim] → [Nyatakan, kirim]
        bot  ~ Uji revisi sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // Uji revisi, versi 1 / …
    """)
    assert (await stored(chat, response))["r3"] == "ya"


async def test_the_version_that_is_adopted_is_kept_for_its_answers(chat: Chat, response: int) -> None:
    await chat.plays(ADOPTED)

    async def kept(uow: Any) -> Any:
        return await uow.definitions.kept()

    assert await chat.bot.services.read(kept) == [SECOND]


async def test_who_begins_afterwards_gets_the_new_version(chat: Chat, response: int) -> None:
    await chat.plays(ADOPTED)
    await chat.plays("""
        Wati | /kuesioner → [1. Mulai] → [Mulai] → [Belum pernah]
        bot  ~ Bagian 1 dari 1, pertanyaan 3 dari 5 // Apakah bersedia pindah ke luar kota? [Bersedia]   [Belum bersedia]   [Kembali] [Lanjut nanti]
        Wati | [Bersedia]
        bot  ~ Bagian 1 dari 1, pertanyaan 4 dari 5 // Tuliskan nama tim, paling banyak 100 huruf. [Kembali] [Lanjut nanti]
    """)


async def test_a_moved_draft_keeps_the_answers_whose_questions_are_unchanged(
    chat: Chat, response: int
) -> None:
    await chat.plays(ADOPTED)
    await chat.plays(MOVES)
    await chat.plays(f"""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Uji revisi: 2 dari 5 terjawab, … [1. Lanjut]   [Beranda]
        Budi | [1. Lanjut]
        bot  ~ {MOVED} [Lanjut]
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 1, pertanyaan 3 dari 5 // Apakah bersedia pindah ke luar kota? [Bersedia]   [Belum bersedia]   [Kembali] [Lanjut nanti]
        Rahmat | [Lihat]
        bot    ~ Semua kuesioner pada Tahap 1 memakai versi terbaru, dan tidak ada draf versi lama. [Kembali]
    """)
    assert await stored(chat, response) == {"r1": "ya", "r2": "12"}

    async def aside(uow: Any) -> Any:
        return await uow.moves.aside(response)

    assert await chat.bot.services.read(aside) == {"r3": "ya", "r5": "2024-08-17"}


async def test_a_button_of_the_earlier_version_answers_nothing_of_the_later(
    chat: Chat, response: int
) -> None:
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Kembali]
        bot  ~ Bagian 1 dari 1, pertanyaan 3 dari 5 // Apakah bersedia pindah unit? // Jawaban sekarang: Bersedia. [✓ Bersedia]   [Belum bersedia]   [Lanjut] [Kembali]   [Lanjut nanti]
    """)
    await chat.plays(ADOPTED)
    await chat.plays(MOVES)
    await chat.plays(f"""
        Budi | [Belum bersedia]
        bot  !! Kuesioner ini dipindahkan ke versi 2. Jawaban ini belum tersimpan; jawaban sebelumnya aman. Buka kembali melalui /kuesioner.
        bot  ~ {MOVED} [Lanjut]
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 1, pertanyaan 3 dari 5 // Apakah bersedia pindah ke luar kota? …
        Budi | [✓ Bersedia] of an earlier screen
        bot  !! Pertanyaan ini sudah dijawab. Jawaban lama tidak berubah.
    """)
    assert "r3" not in await stored(chat, response)


async def test_a_text_typed_meanwhile_is_not_lost_in_the_wrong_question(chat: Chat, response: int) -> None:
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Bagian 1 dari 1, pertanyaan 4 dari 5 (boleh dilewati) // …
    """)
    await chat.plays(ADOPTED)
    await chat.plays(MOVES)
    await chat.plays(f"""
        Budi | Tim data
        bot  | Kuesioner ini dipindahkan ke versi 2. Jawaban ini belum tersimpan; jawaban sebelumnya aman. Buka kembali melalui /kuesioner. [Kuesioner] [Beranda]
        Budi | [Kuesioner] → [1. Lanjut]
        bot  ~ {MOVED} [Lanjut]
    """)
    assert await stored(chat, response) == {"r1": "ya", "r2": "12"}


async def test_a_word_about_a_version_left_over_the_deadline_leads_to_more_time(
    chat: Chat, response: int
) -> None:
    await chat.plays(ADOPTED)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.59 WIB ---
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Kuesioner ini sudah memiliki versi 2. … [Lanjut]
        --- Selasa, 8 Desember 2026, 16.05 WIB ---
        Budi | [Lanjut]
        bot  ~ Masa pengisian berakhir … [Minta waktu] [Beranda]
    """)


async def test_what_has_no_later_version_is_neither_adopted_nor_moved(chat: Chat, response: int) -> None:
    await chat.plays(ADOPTED)
    await chat.plays(MOVES)
    await chat.plays("""
        Rahmat | [1. Pakai] of an earlier screen
        bot    !! Data berubah sejak layar ini dibuka. …
        Rahmat | [1. Pindahkan] of an earlier screen
        bot    !! Data berubah sejak layar ini dibuka. …
    """)


async def test_the_word_pressed_again_just_goes_on(chat: Chat, response: int) -> None:
    await chat.plays(ADOPTED)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Lanjut]
        bot  ~ Bagian 1 dari 1, pertanyaan 4 dari 5 (boleh dilewati) // …
        Budi | [Lanjut] of an earlier screen
        Budi | [Lewati]
        bot  ~ Semua 5 pertanyaan sudah dijawab. Belum terkirim. // …
    """)


async def test_who_knew_of_the_version_is_told_of_the_move_as_well(chat: Chat, response: int) -> None:
    await chat.plays(ADOPTED)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Lanjut]
        bot  ~ Bagian 1 dari 1, pertanyaan 4 dari 5 (boleh dilewati) // …
    """)
    await chat.plays(MOVES)
    await chat.plays(f"""
        Budi | [Lanjut] of an earlier screen
        bot  ~ {MOVED} [Lanjut]
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 1, pertanyaan 3 dari 5 // Apakah bersedia pindah ke luar kota? …
    """)


async def test_versions_are_looked_at_in_an_open_phase_only(chat: Chat, response: int) -> None:
    async def as_admin(use_case: UseCase[Any], **facts: Any) -> None:
        async def account(uow: Any) -> Account | None:
            found: Account | None = await uow.accounts.by_telegram(chat.people["Rahmat"].id)
            return found

        actor = Actor(chat.people["Rahmat"].id, await chat.do(account), "BKPSDM")
        await chat.do(use_case, actor=actor, **facts)

    await chat.plays("--- Rabu, 9 Desember 2026, 08.00 WIB ---")
    with pytest.raises(ChangedMeanwhile):
        await as_admin(revising.revisions, phase_id=1)
    with pytest.raises(ChangedMeanwhile):
        await as_admin(revising.adopt, campaign_id=77)
