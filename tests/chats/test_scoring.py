"""Scores by command and by keypad (notation: bot/simulator/notation.py)."""

from dataclasses import replace

import pytest

from domain.people import PositionKind, Role
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.replays import conversation, last_update_is_replayed
from tests.chats.scoring_scenes import assigns, opens_phase, publishes, scored, siti_assesses, stored

RETNO = replace(BUDI, nip="197203041998031002", name="Retno", supervisor_nip=None, phone=None)
ALL = (
    "integritas", "kerja_sama", "komunikasi", "orientasi_pada_hasil", "pelayanan_publik",
    "pengembangan_diri_dan_orang_lain", "mengelola_perubahan", "pengambilan_keputusan", "perekat_bangsa",
    "intelektual", "interpersonal", "kesadaran_diri", "berpikir_kritis_dan_strategis",
    "menyelesaikan_permasalahan", "kecerdasan_emosional", "belajar_cepat_dan_mengembangkan_diri",
    "motivasi_dan_komitmen",
)  # fmt: skip


async def test_an_assessor_scores_one_person(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "mengelola_perubahan", "perekat_bangsa")
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3 kerja_sama 3,5
        bot  | Tersimpan 2 nilai. Masih kurang 13 dari 17 aspek. / ||Budi …1004: Integritas 3; Kerja sama 3,5|| (senyap, terlindung) [Isi sisanya]   [Batalkan] [Tutup]
        Siti | /nilai / 198503152010011004 kom 4 pel 3 / 197901012005012003 integritas 4
        bot  | Tersimpan 3 nilai untuk 2 orang. / ||Budi …1004: Komunikasi 4; Pelayanan publik 3 (kurang 11 aspek)|| / ||Wati …2003: Integritas 4 (kurang 16 aspek)|| (senyap, terlindung) [Tugas] [Tutup]
    """)
    assert [row for row in await stored(chat) if row[0] == "2003"] == [("2003", "integritas", "4")]


async def test_a_score_outside_the_scale_stores_nothing(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004 kom 4 integritas 6
        bot  | Nilai 6 untuk Integritas di luar skala 1–5. Tidak ada yang tersimpan. Kirim ulang dengan nilai 1 sampai 5. [Isi lewat tombol]
        Siti | [Isi lewat tombol]
        bot  | Tugas penilaian (1–2 dari 2) // 1. Budi …1004: belum dimulai / 2. Wati …2003: belum dimulai (terlindung) [1] [2]   [Cari] [Tutup]
    """)
    assert await stored(chat) == []


async def test_one_bad_line_refuses_the_whole_message(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai / 198503152010011004 kom 4 / 197901012005012003 int 4
        bot  | Baris 2: aspek "int" cocok dengan Integritas, Interpersonal, dan Intelektual. Tidak ada yang tersimpan, termasuk baris lain. Perbaiki, lalu kirim ulang semuanya.
    """)
    assert await stored(chat) == []


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("198503152010011004 int 3", 'Aspek "int" cocok dengan Integritas, Interpersonal, dan Intelektual. Tidak ada yang tersimpan. Tulis nama lebih lengkap, lalu kirim ulang.'),
        ("198503152010011004 integrtas 3", 'Aspek "integrtas" belum dikenal. Tidak ada yang tersimpan. Yang mirip: Integritas dan Intelektual. Kirim ulang seluruh baris.'),
        ("198503152010011004 integritas 3,2", "Nilai 3,2 untuk Integritas tidak ada pada skala ini (1; 1,5; 2; 2,5; 3; 3,5; 4; 4,5; 5). Tidak ada yang tersimpan. … [Isi lewat tombol]"),
        ("198503152010011004 integritas tiga", '"tiga" setelah Integritas bukan angka. Tidak ada yang tersimpan. Tulis seperti: integritas 3,5. [Isi lewat tombol]'),
        ("198503152010011004 integritas ３", '"３" setelah Integritas bukan angka. … [Isi lewat tombol]'),
        ("198503152010011004 integritas 😀", '"😀" setelah Integritas bukan angka. … [Isi lewat tombol]'),
        ("198503152010011004 integritas 99999999999999999999999999", '"99999999999999999999999999" setelah Integritas bukan angka. … [Isi lewat tombol]'),
        ("19850315201001100 integritas 3", "NIP atau NI PPPK harus 18 angka; yang diterima 17 angka. Belum ada yang disimpan. Ketik ulang, boleh memakai spasi."),
        ("integritas 3", "NIP atau NI PPPK harus 18 angka; yang diterima 0 angka. Belum ada yang disimpan. Ketik ulang, boleh memakai spasi."),
        ("198513152010011004 integritas 3", "Susunan NIP itu tidak sesuai (bagian tanggal lahir). Belum ada yang disimpan. Periksa kartu pegawai, lalu ketik ulang."),
        ("197203041998031002 integritas 3", "NIP berakhiran 1002 bukan tugas Bapak/Ibu. Tidak ada yang tersimpan. Lihat /tugas, atau hubungi admin."),
        ("199009132025242014 integritas 3", "NIP berakhiran 2014 bukan tugas Bapak/Ibu. Tidak ada yang tersimpan. Lihat /tugas, atau hubungi admin."),
        ("/ 198503152010011004 kom 4 / 199009132025242014 kom 4", "Baris 2: NIP berakhiran 2014 bukan tugas Bapak/Ibu. Tidak ada yang tersimpan, termasuk baris lain. Perbaiki, lalu kirim ulang semuanya."),
        ("/ 198503152010011004 / integritas 4", "Baris 2: NIP atau NI PPPK harus 18 angka; yang diterima 0 angka. Tidak ada yang tersimpan, termasuk baris lain. …"),
        ("/ 198503152010011004 / 197901012005012003", 'Baris 1: aspek "" belum dikenal. Tidak ada yang tersimpan, termasuk baris lain. …'),
    ],
)  # fmt: skip
async def test_what_cannot_be_stored_is_refused(chat: Chat, typed: str, answer: str) -> None:
    await siti_assesses(chat)
    await chat.roster(RETNO)
    await chat.plays(f"""
        Siti | /nilai {typed}
        bot  | {answer}
    """)
    assert await stored(chat) == []


async def test_nonsense_of_any_length_is_answered(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays(f"""
        Siti | /nilai 198503152010011004 {"x<y>" * 900} 3
        bot  | Aspek "{("x<y>" * 10)[:39]}…" belum dikenal. …
    """)


async def test_a_scored_aspect_is_changed_by_correction_only(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "integritas")
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 4
        bot  | Integritas sudah bernilai. Nilai lama tidak berubah. Gunakan /koreksi dan tuliskan alasannya.
        Siti | /nilai 198503152010011004 kom 4 kom 3
        bot  | Komunikasi sudah bernilai. Nilai lama tidak berubah. Gunakan /koreksi dan tuliskan alasannya.
    """)
    assert await stored(chat) == [("1004", "integritas", "3")]


async def test_nobody_scores_themselves_or_a_superior_or_a_subordinate(chat: Chat) -> None:
    boss = replace(RETNO, name="Retno")
    budi = replace(BUDI, supervisor_nip=boss.nip)
    await siti_assesses(chat, budi, boss)
    await chat.links("Budi", Role.OFFICIAL, Role.ASSESSOR, official=budi)
    await assigns(chat, "Budi", budi, boss)
    await chat.plays("""
        Budi | /nilai 198503152010011004 integritas 5
        bot  | Penilaian ini tidak dapat dilakukan karena hubungan diri sendiri. Tidak ada yang tersimpan. Admin akan memilih asesor lain.
        Budi | /nilai 197203041998031002 integritas 5
        bot  | Penilaian ini tidak dapat dilakukan karena hubungan atasan dan bawahan. Tidak ada yang tersimpan. Admin akan memilih asesor lain.
        Budi | /nilai 197203041998031002
        bot  | Penilaian ini tidak dapat dilakukan karena hubungan atasan dan bawahan. …
    """)
    await chat.joins("Agus")
    await chat.links("Agus", Role.ASSESSOR, official=boss)
    await assigns(chat, "Agus", budi)
    await chat.plays("""
        Agus | /nilai 198503152010011004 integritas 5
        bot  | Penilaian ini tidak dapat dilakukan karena hubungan atasan dan bawahan. Tidak ada yang tersimpan. Admin akan memilih asesor lain.
    """)


async def test_scores_are_frozen_once_the_result_is_published(chat: Chat) -> None:
    await siti_assesses(chat)
    await publishes(chat, BUDI)
    await chat.plays("""
        --- Rabu, 4 November 2026, 09.00 WIB ---
        Siti | /nilai 198503152010011004 integritas 4
        bot  | Hasil sudah diterbitkan Senin, 2 November 2026, pukul 08.10 WIB. Nilai tidak berubah. Perubahan hanya melalui sanggahan.
        Siti | /nilai / 197901012005012003 kom 4 / 198503152010011004 kom 4
        bot  | Baris 2: hasil sudah diterbitkan Senin, 2 November 2026, pukul 08.10 WIB. …
    """)
    assert await stored(chat) == []


async def test_scores_are_taken_after_the_phase_has_closed(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        --- Senin, 14 Desember 2026, 09.00 WIB ---
        Siti | /nilai 198503152010011004 integ 4
        bot  | Tersimpan 1 nilai. Masih kurang 16 dari 17 aspek. / ||Budi …1004: Integritas 4|| (senyap, terlindung) [Isi sisanya]   [Batalkan] [Tutup]
    """)


async def test_without_a_phase_nobody_is_to_be_scored(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Siti", Role.ASSESSOR)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integ 4
        bot  | NIP berakhiran 1004 bukan tugas Bapak/Ibu. Tidak ada yang tersimpan. Lihat /tugas, atau hubungi admin.
    """)


async def test_only_assessors_score(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.joins("Agus")
    await chat.plays("""
        Budi | /nilai 198503152010011004 integ 5
        bot  | Perintah ini untuk asesor. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
        Budi | /nilai
        bot  | Perintah ini untuk asesor. …
        Agus | /nilai 198503152010011004 integ 5
        bot  | Akun ini belum tertaut. Tidak ada yang disimpan. Tekan Mulai untuk menautkan akun. [Mulai]
    """)


@pytest.mark.parametrize(
    "typed",
    [
        "19850315 201001 1 004 INTEG 3, ks 3.5",
        "NIP. 19850315.201001.1.004 integritas: 3; kerja-sama = 3,5",
        "198503152010011004\tintegritas\t3\tkerja sama\t3,5",
        "198503152010011004\u00a0Integritas\u00a03\u00a0Kerja Sama\u00a03,50",
    ],
)
async def test_what_people_type_is_understood(chat: Chat, typed: str) -> None:
    await siti_assesses(chat)
    siti = await chat.joins("Siti")
    await siti.says(f"/nilai {typed}")
    await chat.simulator.telegram.quiet(silence=0)
    await chat.settled()
    assert await stored(chat) == [("1004", "integritas", "3"), ("1004", "kerja_sama", "3.5")]


async def test_the_same_message_twice_stores_once(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3
        bot  | Tersimpan 1 nilai. …
        Siti | /nilai 198503152010011004 integritas 3
        bot  | Integritas sudah bernilai. …
    """)
    assert await stored(chat) == [("1004", "integritas", "3")]


async def test_a_message_of_twenty_people(chat: Chat) -> None:
    people = [replace(BUDI, nip=f"198503152010011{n:03}", name=f"Pegawai {n:02}") for n in range(1, 21)]
    await siti_assesses(chat, *people)
    lines = " / ".join(f"{one.nip} integ 3" for one in people)
    await chat.plays(f"""
        Siti | /nilai / {lines}
        bot  | Tersimpan 20 nilai untuk 20 orang. / ||Pegawai 01 …1001: 1 nilai (kurang 16 aspek)|| / … / ||Pegawai 06 …1006: 1 nilai (kurang 16 aspek)|| / Serta 14 orang lain. Lihat pada Tugas. (senyap, terlindung) [Tugas] [Tutup]
    """)
    assert len(await stored(chat)) == 20


async def test_two_assessors_score_one_person_apart(chat: Chat) -> None:
    await siti_assesses(chat, BUDI)
    await chat.links("Dewi", Role.ASSESSOR)
    await assigns(chat, "Dewi", BUDI)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3 kom 2
        bot  | Tersimpan 2 nilai. Masih kurang 15 dari 17 aspek. …
        Dewi | /nilai 198503152010011004 integritas 4
        bot  | Tersimpan 1 nilai. Masih kurang 16 dari 17 aspek. / ||Budi …1004: Integritas 4|| … [Isi sisanya]   [Batalkan] [Tutup]
        Dewi | /tugas → [Buka]
        bot  ~ Tugas penilaian (1–1 dari 1) // 1. Budi …1004: 1 dari 17 aspek … [1]   [Cari] [Tutup]
    """)


async def test_a_message_is_undone_within_ten_minutes(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3 kerja_sama 3,5
        bot  | Tersimpan 2 nilai. …
        --- 9 menit kemudian ---
        Siti | [Batalkan]
        bot  ~ Dibatalkan 2 nilai. Pembatalan tercatat, dan nilai dapat dimasukkan kembali. (terlindung) [Tugas] [Tutup]
        Siti | /nilai 198503152010011004 integritas 4
        bot  | Tersimpan 1 nilai. Masih kurang 16 dari 17 aspek. …
    """)
    assert await stored(chat) == [("1004", "integritas", "4")]


async def test_after_ten_minutes_only_a_correction_helps(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3
        bot  | Tersimpan 1 nilai. …
        --- 10 menit kemudian ---
        Siti | [Batalkan]
        bot  !! Pembatalan hanya dapat dilakukan dalam 10 menit. Nilai tidak berubah. Gunakan /koreksi dengan alasan.
    """)
    assert await stored(chat) == [("1004", "integritas", "3")]


async def test_nothing_is_undone_once_the_result_is_published(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3
        bot  | Tersimpan 1 nilai. …
    """)
    await publishes(chat, BUDI)
    await chat.plays("""
        Siti | [Batalkan]
        bot  !! Hasil sudah diterbitkan pukul 08.10 WIB. Nilai tidak berubah. Perubahan hanya melalui sanggahan.
    """)


async def test_classification_follows_every_score_and_every_annulment(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3,5
        bot  | Tersimpan 1 nilai. …
    """)
    assert await _classified_levels(chat) == {"integritas": "3.5"}
    await chat.plays("""
        Siti | [Batalkan]
        bot  ~ Dibatalkan 1 nilai. …
    """)
    assert await _classified_levels(chat) == {}


async def test_the_audit_trail_names_who_scored_what(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai / 198503152010011004 integ 3 kom 4 / 197901012005012003 integ 2
        bot  | Tersimpan 3 nilai untuk 2 orang. …
    """)

    async def read(uow):
        person = await uow.people.by_nip(BUDI.nip)
        return await uow.audit.entries(person.id), await uow.audit.is_intact()

    entries, intact = await chat.bot.services.read(read)
    assert [(entry["action"], entry["content"]) for entry in entries] == [
        ("scored", {"integritas": "3", "komunikasi": "4"})
    ]
    assert intact


async def _classified_levels(chat: Chat) -> dict[str, str]:
    async def read(uow):
        person = await uow.people.by_nip(BUDI.nip)
        result = await uow.results.of(1, person.id)
        return {aspect: level[0] for aspect, level in result.inputs["levels"].items()}

    return dict(await chat.bot.services.read(read))


async def test_the_command_alone_tells_how_to(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai
        bot  | Masukkan nilai // Tulis: /nilai NIP aspek nilai. Contoh: / /nilai 198503152010011004 integ 3 ker 3,5 // … (senyap) [Tugas] [Tutup]
        Siti | [Tutup]
        bot  ~ Layar ini ditutup. Ketik /mulai untuk membuka beranda.
    """)


async def test_the_keypad_asks_for_the_rest(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integ 3 ker 3 kom 3 pel 3
        bot  | Tersimpan 4 nilai. Masih kurang 13 dari 17 aspek. …
        Siti | [Isi sisanya]
        bot  | Budi …1004, aspek 5 dari 17 // Orientasi pada hasil / Standar jabatan: level 2 // Pilih level yang ditunjukkan. (terlindung) [1] [2] [3] [4] [5]   [1,5] [2,5] [3,5] [4,5]   [Uraian level]   [Lewati] [Selesai dulu]
        Siti | [Uraian level]
        bot  ~ Uraian singkat: Orientasi pada hasil // 1 Memenuhi standar kerja. / … / 5 Menjaga mutu kerja organisasi yang berdampak pada prioritas nasional. (terlindung) [1] [2] [3] [4] [5]   [Kembali]
        Siti | [Kembali]
        bot  ~ Budi …1004, aspek 5 dari 17 // Orientasi pada hasil …
        Siti | [3]
        bot  ~ Budi …1004, aspek 6 dari 17 // Pengembangan diri dan orang lain … (Orientasi pada hasil: 3 tersimpan) (terlindung) [1] [2] [3] [4] [5]   [1,5] [2,5] [3,5] [4,5]   [Uraian level]   [Lewati] [Selesai dulu]
        Siti | [Lewati]
        bot  ~ Budi …1004, aspek 7 dari 17 // Mengelola perubahan …
        Siti | [2,5]
        bot  ~ Budi …1004, aspek 8 dari 17 // Pengambilan keputusan … (Mengelola perubahan: 2,5 tersimpan) …
        Siti | [Selesai dulu]
        bot  ~ Budi …1004: 6 dari 17 aspek tersimpan. Lanjutkan kapan saja melalui /tugas. (terlindung) [Tugas] [Beranda]
    """)
    assert [row[1:] for row in await stored(chat)][-2:] == [
        ("orientasi_pada_hasil", "3"),
        ("mengelola_perubahan", "2.5"),
    ]


async def test_the_walk_ends_when_everything_is_scored(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, *ALL[:-1])
    await chat.plays("""
        Siti | /nilai 198503152010011004
        bot  | Budi …1004, aspek 17 dari 17 // Motivasi dan komitmen // Pilih level yang ditunjukkan. (terlindung) [0] [1] [2] [3] [4] [5]   [0,5] [1,5] [2,5] [3,5] [4,5]   [Lewati] [Selesai dulu]
        Siti | [Lewati]
        bot  ~ Budi …1004: masih kurang 1 dari 17 aspek. Aspek yang dilewati tidak dihitung nol. Lanjutkan melalui /tugas. (terlindung) [Isi sisanya]   [Orang berikutnya]   [Tugas] [Tutup]
        Siti | [Isi sisanya]
        bot  ~ Budi …1004, aspek 17 dari 17 …
        Siti | [0]
        bot  ~ Budi …1004: penilaian lengkap // Terisi 17 dari 17 aspek. Dapat dikoreksi dengan alasan sampai hasil diterbitkan. (terlindung) [Orang berikutnya]   [Lihat nilai] [Tutup]
        Siti | [Lihat nilai]
        bot  ~ Budi …1004: 17 dari 17 aspek // Integritas: 3 / … / Motivasi dan komitmen: 0 (terlindung) [Tugas] [Tutup]
        Siti | /nilai 198503152010011004
        bot  | Budi …1004: penilaian lengkap // … [Orang berikutnya]   [Lihat nilai] [Tutup]
        Siti | [Lihat nilai]
        bot  ~ Budi …1004: 17 dari 17 aspek // …
        Siti | [Tugas]
        bot  ~ Tugas penilaian (1–2 dari 2) // 1. Budi …1004: lengkap / 2. Wati …2003: belum dimulai …
        Siti | [1]
        bot  ~ Budi …1004: 17 dari 17 aspek // …
    """)


async def test_the_last_missing_score_may_come_by_command(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, *ALL[:-1])
    await scored(chat, "Siti", WATI, *ALL[:-1])
    await chat.plays("""
        Siti | /nilai 198503152010011004 mo 4
        bot  | Tersimpan 1 nilai. Penilaian lengkap: 17 dari 17 aspek. / ||Budi …1004: Motivasi dan komitmen 4|| (senyap, terlindung) [Batalkan] [Tutup]
        Siti | [Batalkan]
        bot  ~ Dibatalkan 1 nilai. …
        Siti | /nilai / 198503152010011004 mo 4 / 197901012005012003 mo 3
        bot  | Tersimpan 2 nilai untuk 2 orang. / ||Budi …1004: Motivasi dan komitmen 4 (lengkap)|| / ||Wati …2003: Motivasi dan komitmen 3 (lengkap)|| …
        Siti | [Tugas]
        bot  | Tugas penilaian (1–2 dari 2) // 1. Budi …1004: lengkap / 2. Wati …2003: lengkap …
    """)


async def test_what_is_undone_after_the_walk_is_missing_again(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, *ALL[:-2])
    await chat.plays("""
        Siti | /nilai 198503152010011004 mo 4
        bot  | Tersimpan 1 nilai. …
        Siti | [Isi sisanya] → [4]
        bot  ~ Budi …1004: penilaian lengkap …
        Siti | [Batalkan]
        bot  ~ Dibatalkan 1 nilai. …
        Siti | [Lihat nilai]
        bot  ~ Budi …1004: 16 dari 17 aspek // Integritas: 3 / … / Motivasi dan komitmen: belum ada [Isi sisanya]   [Tugas] [Tutup]
    """)


async def test_the_level_of_a_test_is_taken_from_its_report(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, *ALL[:9])
    await chat.plays("""
        Siti | /nilai 198503152010011004
        bot  | Budi …1004, aspek 10 dari 17 // Kemampuan intelektual // Pilih level menurut laporan tes. …
        Siti | [3,5]
        bot  ~ Budi …1004, aspek 11 dari 17 // Kemampuan interpersonal … (Intelektual: 3,5 tersimpan) …
    """)


async def test_a_double_tap_changes_nothing_and_another_level_is_refused(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004
        bot  | Budi …1004, aspek 1 dari 17 // Integritas …
    """)
    await scored(chat, "Siti", BUDI, "integritas")
    await chat.plays("""
        Siti | [4]
        bot  !! Integritas sudah bernilai. Nilai lama tidak berubah. Gunakan /koreksi dan tuliskan alasannya.
        Siti | [3]
        bot  ~ Budi …1004, aspek 2 dari 17 // Kerja sama … (Integritas: 3 tersimpan) …
    """)
    assert await stored(chat) == [("1004", "integritas", "3")]


async def test_a_position_without_a_standard_shows_none(chat: Chat) -> None:
    await chat.roster(replace(BUDI, position_kind=PositionKind.FUNCTIONAL))
    await opens_phase(chat, audience=frozenset({PositionKind.FUNCTIONAL}))
    await chat.links("Siti", Role.ASSESSOR)
    await assigns(chat, "Siti", BUDI)
    await chat.plays("""
        Siti | /nilai 198503152010011004
        bot  | Budi …1004, aspek 1 dari 17 // Integritas // Pilih level yang ditunjukkan. (terlindung) …
    """)


async def test_a_replayed_message_is_confirmed_from_what_is_stored(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai
        bot  | Masukkan nilai …
    """)
    before = await conversation(chat, "Siti")
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3 kerja_sama 3,5
        bot  | Tersimpan 2 nilai. …
    """)
    await last_update_is_replayed(chat, before)
    await chat.plays("""
        Siti | bot: Tersimpan 2 nilai. Masih kurang 15 dari 17 aspek. / ||Budi …1004: Integritas 3; Kerja sama 3,5|| (senyap, terlindung) [Isi sisanya]   [Batalkan] [Tutup]
    """)
    assert len(await stored(chat)) == 2


async def test_a_replayed_press_gives_no_second_score(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004
        bot  | Budi …1004, aspek 1 dari 17 // Integritas …
    """)
    before = await conversation(chat, "Siti")
    await chat.plays("""
        Siti | [4]
        bot  ~ Budi …1004, aspek 2 dari 17 // Kerja sama …
    """)
    await last_update_is_replayed(chat, before)
    assert await stored(chat) == [("1004", "integritas", "4")]
    await chat.plays("""
        Siti | [3]
        bot  ~ Budi …1004, aspek 3 dari 17 // Komunikasi … (Kerja sama: 3 tersimpan) …
    """)


async def test_a_replayed_undoing_annuls_once(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /nilai 198503152010011004 integritas 3
        bot  | Tersimpan 1 nilai. …
    """)
    before = await conversation(chat, "Siti")
    await chat.plays("""
        Siti | [Batalkan]
        bot  ~ Dibatalkan 1 nilai. …
    """)
    await last_update_is_replayed(chat, before)
    assert await stored(chat) == []
    await chat.plays("""
        Siti | [Tugas]
        bot  | Tugas penilaian (1–2 dari 2) // 1. Budi …1004: belum dimulai …
    """)
