"""The reminders of a phase on their days, once, and what people ask for instead."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from domain.errors import ChangedMeanwhile
from domain.people import Actor, NoticeReading, PersonStatus
from domain.usecases import reminding
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phase_scenes import (
    CONTACT,
    WIB,
    changes_status,
    fills,
    joined_by,
    phase_one,
    received,
    staffed,
)

REMINDED = "Yth. Bapak/Ibu"
EARLY = (
    "bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM belum terkirim. Tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB "
    "(sisa 7 hari). Perkiraan waktu yang diperlukan: 25 menit. (senyap) [Lanjut]   [Ingatkan besok] [Pilih jam]"
)
OPENS_REMINDER = f"""
    --- Selasa, 1 Desember 2026, 09.00 WIB ---
    Budi | {EARLY}
"""


@pytest.fixture
async def phase(chat: Chat) -> int:
    """Tahap 1, open, Budi linked and nothing filled in."""
    await staffed(chat)
    return await phase_one(chat)


async def refuses_consent(chat: Chat, name: str) -> None:
    async def refuse(uow: Any, *, policy: Any, now: datetime) -> None:
        account = await uow.accounts.by_telegram(chat.people[name].id)
        await uow.notices.record(NoticeReading(account.id, policy.notice_version, False, now))

    await chat.do(refuse)


async def test_reminders_come_on_their_days_and_say_what_is_true_then(chat: Chat, phase: int) -> None:
    await chat.plays(f"""
        --- Senin, 30 November 2026, 09.00 WIB ---
        --- Selasa, 1 Desember 2026, 08.59 WIB ---
        --- Selasa, 1 Desember 2026, 09.00 WIB ---
        Budi | {EARLY}
        --- Rabu, 2 Desember 2026, 09.00 WIB ---
        --- Kamis, 3 Desember 2026, 09.00 WIB ---
        --- Jumat, 4 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM belum terkirim. Tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB (sisa 4 hari). Perkiraan waktu yang diperlukan: 25 menit. (senyap) [Lanjut]   [Ingatkan besok] [Pilih jam]
        --- Sabtu, 5 Desember 2026, 09.00 WIB ---
        --- Minggu, 6 Desember 2026, 09.00 WIB ---
        --- Senin, 7 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM besok, Selasa, 8 Desember 2026, pukul 16.00 WIB. Masih 58 pertanyaan belum dijawab. [Lanjut]   [Ingatkan sore ini]
        --- Selasa, 8 Desember 2026, 08.29 WIB ---
        --- Selasa, 8 Desember 2026, 08.30 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM hari ini pukul 16.00 WIB. Jika berhalangan, tekan Minta waktu sebelum tenggat. [Lanjut]   [Minta waktu]
        --- Selasa, 8 Desember 2026, 14.00 WIB ---
        --- Rabu, 9 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, masa pengisian sudah berakhir. Kuesioner belum terisi. Jika ada tugas dinas atau berhalangan, tekan Minta waktu. [Minta waktu] [Beranda]
        --- Kamis, 10 Desember 2026, 09.00 WIB ---
    """)
    assert len(received(chat, REMINDED)) == 5


async def test_only_statements_missing_are_called_statements(chat: Chat, phase: int) -> None:
    await fills(chat, BUDI, leave=20)
    await chat.plays("""
        --- Senin, 7 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM besok, Selasa, 8 Desember 2026, pukul 16.00 WIB. Masih 20 pernyataan belum dijawab. [Lanjut]   [Ingatkan sore ini]
        --- Rabu, 9 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, masa pengisian sudah berakhir. Draf berisi 38 jawaban tetap tersimpan. Jika ada tugas dinas atau berhalangan, tekan Minta waktu. [Minta waktu] [Beranda]
    """)


async def test_who_only_has_to_send_is_told_so_and_again_two_hours_before(chat: Chat, phase: int) -> None:
    await fills(chat, BUDI)
    await chat.plays("""
        --- Senin, 7 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM besok, Selasa, 8 Desember 2026, pukul 16.00 WIB. Tinggal menekan Kirim. [Lanjut]   [Ingatkan sore ini]
        --- Selasa, 8 Desember 2026, 08.30 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM hari ini pukul 16.00 WIB. Tinggal menekan Kirim. [Lanjut]
        --- Selasa, 8 Desember 2026, 14.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM hari ini pukul 16.00 WIB. Tinggal menekan Kirim. [Lanjut]
    """)


async def test_a_reminder_leads_to_the_questionnaire_itself_below_it(chat: Chat, phase: int) -> None:
    await chat.plays(
        OPENS_REMINDER
        + """
    Budi | [Lanjut]
    bot  | Penilaian mandiri // Ada 48 pernyataan dalam 6 bagian, … [Mulai]   [Perbaiki data] [Kembali]
    Budi | [Mulai] → [4]
    bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // …
    Budi | [Lanjut]
    bot  ~ Layar ini dilanjutkan di bawah.
    bot  | Bagian 1 dari 6, pernyataan 2 dari 48 // …
    """
    )


async def test_a_reminder_of_a_phase_in_which_nothing_waits_leads_to_the_list(chat: Chat, phase: int) -> None:
    await chat.plays(OPENS_REMINDER)
    await fills(chat, BUDI, sends=True)
    await chat.plays("""
        Budi | [Lanjut]
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: terkirim 1 Des 2026, 09.00 / … [1. Lihat]   [2. Lihat]   [3. Lihat]   [Beranda]
    """)


async def test_a_reminder_pressed_with_a_new_notice_unread_leads_to_the_notice(
    chat: Chat, phase: int, tmp_path: Path
) -> None:
    await chat.plays(OPENS_REMINDER)
    await chat.adopts_notice(tmp_path / "privacy.toml", version=2, summary="masa simpan")
    await chat.plays("""
        Budi | [Lanjut]
        bot  | Kuesioner dapat dilanjutkan setelah pemberitahuan versi 2 dibaca. Jawaban sebelumnya tetap tersimpan. [Baca] [Beranda]
    """)


async def test_nobody_is_reminded_who_is_done_refuses_has_left_or_is_not_linked(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.links("Wati", official=WATI)
    people = await joined_by(chat, 2)
    await fills(chat, BUDI, sends=True)
    await refuses_consent(chat, "Wati")
    await changes_status(chat, people[0], PersonStatus.ON_LEAVE)
    await chat.plays("--- Selasa, 1 Desember 2026, 09.00 WIB ---")
    assert len(received(chat, REMINDED)) == 1


async def test_who_blocked_the_bot_is_reminded_only_after_coming_back(chat: Chat, phase: int) -> None:
    await chat.plays("""
        Budi | (memblokir bot)
        --- Selasa, 1 Desember 2026, 09.00 WIB ---
    """)
    assert received(chat, REMINDED) == []
    await chat.plays(f"""
        Budi | (membuka blokir)
        --- Selasa, 1 Desember 2026, 09.30 WIB ---
        Budi | {EARLY}
    """)


async def test_somebody_at_work_is_not_disturbed_that_day(chat: Chat, phase: int) -> None:
    await chat.plays("--- Selasa, 1 Desember 2026, 08.45 WIB ---")
    await fills(chat, BUDI, leave=20)
    await chat.plays("""
        --- Selasa, 1 Desember 2026, 09.00 WIB ---
        --- Selasa, 1 Desember 2026, 15.00 WIB ---
        --- Jumat, 4 Desember 2026, 09.00 WIB ---
    """)
    assert len(received(chat, "sisa 4 hari")) == 1
    assert received(chat, "sisa 7 hari") == []


async def test_a_late_tick_and_a_restart_remind_once(chat: Chat, phase: int) -> None:
    await chat.plays(f"""
        --- Selasa, 1 Desember 2026, 11.20 WIB ---
        Budi | {EARLY}
    """)
    await chat.restarts()
    await chat.bot.jobs.tick()
    await chat.settled()
    await chat.plays("--- Selasa, 1 Desember 2026, 11.30 WIB ---")
    assert len(received(chat, "belum terkirim")) == 1


async def test_what_was_missed_all_day_is_not_made_up_for_at_night(chat: Chat, phase: int) -> None:
    await chat.plays("""
        --- Selasa, 1 Desember 2026, 16.00 WIB ---
        --- Selasa, 1 Desember 2026, 23.00 WIB ---
        --- Rabu, 2 Desember 2026, 09.00 WIB ---
    """)
    assert received(chat, REMINDED) == []


async def test_whoever_finishes_between_queue_and_sending_is_not_reminded(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.links("Wati", official=WATI)
    await chat.plays("--- Selasa, 1 Desember 2026, 08.59 WIB ---")
    await chat.bot.stop()
    await _queued_at(chat, datetime(2026, 12, 1, 9, tzinfo=WIB))
    await fills(chat, BUDI, sends=True)
    await changes_status(chat, WATI, PersonStatus.DECEASED)
    await chat.restarts()
    await chat.plays("--- Selasa, 1 Desember 2026, 09.01 WIB ---")
    assert received(chat, REMINDED) == []


async def _queued_at(chat: Chat, moment: datetime) -> None:
    """The look for due reminders, at a moment at which nothing is sent yet."""

    async def queue(uow: Any, *, policy: Any) -> None:
        found = await reminding.due_reminders(uow, policy=policy, now=moment)
        assert len(found) == 2
        await uow.outbox.queue(found, now=moment)

    await chat.do(queue)


async def test_a_second_message_waits_for_the_next_day(chat: Chat, phase: int) -> None:
    await chat.plays("""
        --- Rabu, 9 Desember 2026, 08.30 WIB ---
        Rahmat | /siaran → [Pakai ini] → Terima kasih → [Lanjut] → [Kirim]
        bot  ~ Siaran SR-2026-0001 selesai // Terkirim 1 / … [Unduh daftar]   [Tutup]
        Budi | bot: Terima kasih
        --- Rabu, 9 Desember 2026, 09.00 WIB ---
        --- Kamis, 10 Desember 2026, 08.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, masa pengisian sudah berakhir. … [Minta waktu] [Beranda]
    """)


async def test_a_reminder_comes_at_another_time_if_wanted(chat: Chat, phase: int) -> None:
    await chat.plays(
        OPENS_REMINDER
        + f"""
    Budi | [Pilih jam]
    bot  ~ Pengingat dikirim pada jam: [08.00] [10.00] [13.00]   [15.00] [Kembali]
    Budi | [Kembali]
    bot  ~ {EARLY.removeprefix("bot: ").replace(" (senyap)", "")}
    Budi | [Ingatkan besok]
    bot  ~ Pengingat berikutnya: Rabu, 2 Desember 2026, pukul 09.00 WIB. [Lanjut]
    --- Rabu, 2 Desember 2026, 08.59 WIB ---
    --- Rabu, 2 Desember 2026, 09.00 WIB ---
    bot  | {EARLY.removeprefix("bot: ").replace("7 hari", "6 hari")}
    Budi | [Pilih jam] → [13.00]
    bot  ~ Pengingat berikutnya: Rabu, 2 Desember 2026, pukul 13.00 WIB. [Lanjut]
    --- Rabu, 2 Desember 2026, 13.00 WIB ---
    bot  | {EARLY.removeprefix("bot: ").replace("7 hari", "6 hari")}
    Budi | [Pilih jam] → [08.00]
    bot  ~ Pengingat berikutnya: Kamis, 3 Desember 2026, pukul 08.00 WIB. [Lanjut]
    --- Kamis, 3 Desember 2026, 08.00 WIB ---
    bot  | {EARLY.removeprefix("bot: ").replace("7 hari", "5 hari")}
    Budi | [Ingatkan besok]
    bot  ~ Pengingat berikutnya: Jumat, 4 Desember 2026, pukul 09.00 WIB. [Lanjut]
    """
    )


async def test_an_hour_wanted_on_a_planned_day_replaces_its_reminder(chat: Chat, phase: int) -> None:
    await chat.plays(
        OPENS_REMINDER
        + f"""
    --- Kamis, 3 Desember 2026, 15.30 WIB ---
    Budi | [Pilih jam] → [13.00]
    bot  ~ Pengingat berikutnya: Jumat, 4 Desember 2026, pukul 13.00 WIB. [Lanjut]
    --- Jumat, 4 Desember 2026, 09.00 WIB ---
    --- Jumat, 4 Desember 2026, 13.00 WIB ---
    bot  | {EARLY.removeprefix("bot: ").replace("7 hari", "4 hari")}
    """
    )


async def test_the_day_before_one_can_be_reminded_in_the_afternoon(chat: Chat, phase: int) -> None:
    await chat.plays("""
        --- Senin, 7 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM besok, … [Lanjut]   [Ingatkan sore ini]
        Budi | [Ingatkan sore ini]
        bot  ~ Pengingat berikutnya: Senin, 7 Desember 2026, pukul 15.00 WIB. [Lanjut]
        --- Senin, 7 Desember 2026, 15.00 WIB ---
        bot  | Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM besok, … (senyap) [Lanjut]
    """)


async def test_an_hour_that_no_longer_helps_is_refused(chat: Chat, phase: int) -> None:
    changed = "Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali."
    await chat.plays(
        OPENS_REMINDER
        + f"""
    Budi | [Pilih jam]
    bot  ~ Pengingat dikirim pada jam: [08.00] [10.00] [13.00]   [15.00] [Kembali]
    --- Selasa, 8 Desember 2026, 15.30 WIB ---
    bot  | Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM hari ini pukul 16.00 WIB. … [Lanjut]   [Minta waktu]
    Budi | [10.00]
    bot  !! {changed}
    """
    )
    await fills(chat, BUDI, sends=True)
    await chat.plays(f"""
        Budi | [Kembali]
        bot  !! {changed}
        Budi | [Ingatkan besok] of an earlier screen
        bot  !! {changed}
    """)


async def test_hours_and_phases_that_were_never_offered_are_refused(chat: Chat, phase: int) -> None:
    account = await chat.do(_account_of, telegram_id=chat.people["Budi"].id)
    actor = Actor(account.telegram_id, account, CONTACT)
    for wrong in ({"phase_id": phase, "hour": 9}, {"phase_id": phase + 1, "hour": 8}):
        with pytest.raises(ChangedMeanwhile):
            await chat.do(reminding.snooze_to, actor=actor, **wrong)


async def _account_of(uow: Any, *, telegram_id: int) -> Any:
    return await uow.accounts.by_telegram(telegram_id)
