"""The map of nine boxes, profiles and explanations, as admins see them."""

from dataclasses import replace

from domain.people import PositionKind, Role
from tests.chats import talent
from tests.chats.conftest import BUDI, WATI, Chat


async def test_the_map_shows_counts_and_opens_names_only_on_request(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await talent.is_mapped(chat)
    await chat.plays("""
        Rahmat | /kotak
        bot    > … "Peta sembilan kotak, Tahap 1, usulan (belum ditetapkan). Terpetakan 1 dari 2 orang; belum dapat dipetakan 1. Aturan: permenpan-3-2020." (spoiler, terlindung) [Uraian gambar]   [Pilih kotak]   [Tutup]
        Rahmat | [Uraian gambar]
        bot    | Kinerja di atas ekspektasi: rendah 0 (kotak 4), menengah 0 (kotak 7), tinggi 0 (kotak 9). / Kinerja sesuai ekspektasi: rendah 0 (kotak 2), menengah 0 (kotak 5), tinggi 0 (kotak 8). / Kinerja di bawah ekspektasi: rendah 0 (kotak 1), menengah 0 (kotak 3), tinggi 1 (kotak 6). (terlindung) [Tutup]
        Rahmat | [Pilih kotak]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Pilih kotak. (senyap, terlindung) [4] [7] [9]   [2] [5] [8]   [1] [3] [6]   [Tutup]
        Rahmat | [6]
        bot    ~ Kotak 6, 1 orang (1–1) // 1. Budi …1004: kinerja Butuh Perbaikan; potensial 83,83 // Pembukaan daftar ini tercatat. [1]   [Tutup]
    """)
    assert await chat.do(talent.trail_of, nip=BUDI.nip) == [("account", "listed_by_name")]


async def test_a_profile_leads_to_the_arithmetic_behind_a_box(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await talent.is_mapped(chat)
    await chat.plays("""
        Rahmat | /talenta 19850315 201001 1 004
        bot    | Profil dengan NIP berakhiran 1004 siap dibuka. (senyap, terlindung) [Buka] [Tutup]
        Rahmat | [Buka]
        bot    ~ Budi …1004 // NIP 19850315 201001 1 004 / Lurah Kejaksan, Kelurahan Kejaksan / Kuesioner: selesai / Nilai asesor: 17 dari 17 aspek / Letak pada peta: kotak 6 (usulan) // Pembukaan profil ini tercatat. [Perpanjang] [Buka kembali]   [Penjelasan] [Tutup]
        Rahmat | [Penjelasan]
        bot    ~ Budi …1004: kotak 6 (usulan) // Kinerja: di bawah ekspektasi (predikat Butuh Perbaikan) // Potensial 83,83: tinggi (batas 80,00; lebih 3,83) [Rincian potensial]   [Kembali]
        Rahmat | [Rincian potensial]
        bot    ~ Rincian potensial
            // Kompetensi manajerial dan sosial kultural, 17 dari 18: 94,44 × 30% = 28,33
            / Kompetensi teknis: 80 × 10% = 8,00
            / Potensi, 28 dari 40: 70 × 30% = 21,00
            / Pendidikan, S2: 90 × 5% = 4,50
            / Lama jabatan, 6 tahun: 100 × 2,5% = 2,50
            / Keragaman jabatan, 2 jabatan: 80 × 2,5% = 2,00
            / Pengembangan kompetensi, 24 JP: 100 × 5% = 5,00
            / Integritas (rekam disiplin), tidak ada hukuman disiplin: 100 × 5% = 5,00
            / Kesesuaian ilmu dengan rumpun jabatan, serumpun: 75 × 6% = 4,50
            / Pengalaman kepemimpinan organisasi, ketua internal: 75 × 4% = 3,00
            / Aturan: PermenPANRB 3/2020, berlaku mulai 1 Januari 2020. [Kembali]
        Rahmat | [Kembali] → [Kembali]
        bot    ~ Budi …1004 // NIP … [Perpanjang] [Buka kembali]   [Penjelasan] [Tutup]
        Rahmat | [Tutup]
        bot    ~ Layar pribadi ditutup. Tekan Buka untuk melihat kembali. [Buka]
        Rahmat | [Buka]
        bot    ~ Budi …1004 // NIP … [Perpanjang] [Buka kembali]   [Penjelasan] [Tutup]
        --- 16 menit kemudian ---
        bot    ~ Layar pribadi ditutup. Tekan Buka untuk melihat kembali. [Buka]
    """)
    assert ("account", "profile_opened") in await chat.do(talent.trail_of, nip=BUDI.nip)
    assert ("account", "explanation_opened") in await chat.do(talent.trail_of, nip=BUDI.nip)


async def test_an_incomplete_person_is_explained_with_what_is_missing(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await talent.is_mapped(chat)
    await chat.plays(f"""
        Rahmat | /talenta {WATI.nip}
        bot    | Profil dengan NIP berakhiran 2003 siap dibuka. [Buka] [Tutup]
        Rahmat | [Buka]
        bot    ~ Wati …2003 // NIP … Nilai asesor: 16 dari 17 aspek / Letak pada peta: belum dapat ditentukan // … [Perpanjang] [Buka kembali]   [Penjelasan] [Tutup]
        Rahmat | [Penjelasan]
        bot    ~ Wati …2003: belum dapat dipetakan // Kinerja: di bawah ekspektasi (predikat Butuh Perbaikan)
            // Potensial: terhitung 53,39 dari bobot 70% / Potensi: kurang aspek Kemampuan intelektual (hanya dari tes) (bobot 30%)
            / Kemungkinan akhir 53,39–83,39: dapat rendah, menengah, atau tinggi. // Data kosong tidak dihitung nol. [Rincian potensial]   [Kembali]
    """)


async def test_nothing_to_map_is_said_so(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays("""
        Rahmat | /kotak
        bot    | Peta sembilan kotak belum berisi. Peta terisi sendiri setelah data seseorang lengkap. [Tutup]
        Rahmat | /talenta
        bot    | Tulis: /talenta NIP. Contoh: /talenta 198503152010011004 [Tutup]
        Rahmat | /talenta 197901012005012003
        bot    | NIP berakhiran 2003 tidak ada dalam daftar. Tidak ada yang tersimpan. Periksa NIP, atau cari nama.
        Rahmat | /talenta 1979
        bot    | NIP atau NI PPPK harus 18 angka; yang diterima 4 angka. Belum ada yang disimpan. Ketik ulang, boleh memakai spasi.
    """)


async def test_a_full_box_has_pages(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await talent.is_mapped(chat, *(talent.colleague(number, f"Dedi {number}") for number in range(101, 107)))
    await chat.plays("""
        Rahmat | /kotak → [Pilih kotak] → [6]
        bot    ~ Kotak 6, 7 orang (1–5) // 1. Budi …1004: … // Pembukaan daftar ini tercatat. [1] [2] [3] [4] [5]   [Berikutnya] [Tutup]
        Rahmat | [Berikutnya]
        bot    ~ Kotak 6, 7 orang (6–7) // 6. Dedi 105 …1105: … [6] [7]   [Sebelumnya] [Tutup]
        Rahmat | [6]
        bot    ~ Dedi 105 …1105 // … / Kuesioner: selesai / … [Perpanjang] [Buka kembali]   [Penjelasan] [Tutup]
        Rahmat | /kotak → [Pilih kotak] → [9]
        bot    ~ Kotak 9: tidak ada orang. Pilih kotak lain. [Pilih kotak]   [Tutup]
    """)
    assert (await talent.forges(chat, "Rahmat", "bo:1:6:99"))[0].startswith("Kotak 6, 7 orang (6–7)")
    assert (await talent.forges(chat, "Rahmat", "bo:1:6:-5"))[0].startswith("Kotak 6, 7 orang (1–5)")


async def test_those_without_a_box_have_pages_too(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await talent.is_mapped(chat)
    await chat.roster(*(talent.colleague(number, f"Ayu {number}") for number in range(101, 105)))
    await chat.plays("""
        Rahmat | /komite → [Data yang kurang]
        bot    ~ Belum dapat dipetakan, 5 orang (1–3) // 1. Ayu 101 …1101: kurang Predikat kinerja, Kompetensi manajerial dan sosial kultural, dan 9 data lain / 2. … [1] [2] [3]   [Berikutnya] [Tutup]
        Rahmat | [Berikutnya]
        bot    ~ Belum dapat dipetakan, 5 orang (4–5) // … [4] [5]   [Sebelumnya] [Tutup]
        Rahmat | [Tutup]
        bot    ~ Layar pribadi ditutup. Tekan Buka untuk melihat kembali. [Buka]
        Rahmat | [Buka]
        bot    ~ Belum dapat dipetakan, 5 orang (4–5) // … [4] [5]   [Sebelumnya] [Tutup]
    """)
    for nip in (WATI.nip, *(f"198503152010011{number:03d}" for number in range(101, 105))):
        await chat.do(talent.knows, nip=nip, scores=talent.BUDI_SCORES, evidence=talent.BUDI_EVIDENCE)
    assert await talent.forges(chat, "Rahmat", "bu:1:1") == ["Semua orang pada tahap ini sudah terpetakan."]


async def test_a_person_without_a_phase_has_a_profile_and_no_explanation(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await talent.is_mapped(chat)
    executor = replace(BUDI, nip="198503152010011005", name="Eka", position_kind=PositionKind.EXECUTOR)
    await chat.roster(executor)
    await chat.plays(f"""
        Rahmat | /talenta {executor.nip}
        bot    | Profil dengan NIP berakhiran 1005 siap dibuka. [Buka] [Tutup]
        Rahmat | [Buka]
        bot    ~ Eka …1005 // … / Kuesioner: belum tertaut / Nilai asesor: 0 dari 17 aspek / Letak pada peta: belum dapat ditentukan // … [Tutup]
    """)
    changed = "Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali."
    assert await talent.forges(chat, "Rahmat", "pe:3:False") == [changed]
    assert await talent.forges(chat, "Rahmat", "po:99") == [changed]
    assert await talent.forges(chat, "Rahmat", "bd:99") == [changed]


async def test_an_unclassified_person_is_explained_as_of_now(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await talent.is_mapped(chat)
    await chat.roster(talent.colleague(101, "Ayu"))
    await chat.plays("""
        Rahmat | /talenta 198503152010011101
        bot    | Profil dengan NIP berakhiran 1101 siap dibuka. [Buka] [Tutup]
        Rahmat | [Buka] → [Penjelasan]
        bot    ~ Ayu …1101: belum dapat dipetakan // Kinerja: data belum ada (predikat kinerja) // Potensial: terhitung 0,00 dari bobot 0% / Data belum ada: … [Rincian potensial]   [Kembali]
    """)


async def test_a_leader_sees_counts_and_no_names(chat: Chat) -> None:
    await chat.links("Agus", Role.LEADER)
    await talent.is_mapped(chat)
    await chat.plays("""
        Agus | /kotak
        bot  > … "Peta sembilan kotak, …" (spoiler, terlindung) [Uraian gambar]   [Tutup]
        Agus | [Uraian gambar]
        bot  | Kinerja di atas ekspektasi: … [Tutup]
    """)
    for data in ("bo:1:6:0", "bu:1:0", "po:1"):
        assert await talent.forges(chat, "Agus", data) == [
            "Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan."
        ]
    await chat.plays("""
        Agus | [Tutup]
        bot  ~ Layar ini ditutup. Ketik /mulai untuk membuka beranda.
        Agus | [Tutup]
    """)
    pictures = [
        one for one in chat.simulator.world.chats[chat.people["Agus"].id].messages.values() if one.deleted
    ]
    assert len(pictures) == 1
