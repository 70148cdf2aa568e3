"""Inviting in chat (notation: bot/simulator/notation.py)."""

import re
from dataclasses import replace

import pytest

from domain.people import PersonStatus, Role
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.crafted import presses_data

CONTACT = "BKPSDM, telepon 0231-000000"
CHOICES = "[Undang pegawai]   [Undang asesor] [Undang admin]"
ASK_NIP = "Ketik NIP atau NI PPPK pegawai yang diundang (18 angka, boleh memakai spasi). [Beranda]"
ADMINS_ONLY = (
    "Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan."
)


async def last_link(chat: Chat, name: str) -> str:
    """The `/start` text of the link in the newest message."""
    (token,) = re.findall(r"\?start=(\S+)", (await chat.people[name].sees()).texts()[-1])
    return f"/start {token}"


async def test_an_official_is_invited_by_nip(chat: Chat) -> None:
    await chat.roster(BUDI, WATI)
    await chat.links("Rahmat", Role.ADMIN)
    await chat.joins("Budi")
    await chat.plays(f"""
        Rahmat | /undang
        bot    | Undangan, peran, dan akun // Pegawai tertaut: 0 dari 2 / Belum memiliki undangan: 2 orang / Menunggu pengesahan nomor: 0 orang // Pilih jenis undangan. {CHOICES}   [Undang 2 orang]   [Beranda]
        Rahmat | [Undang pegawai]
        bot    ~ {ASK_NIP}
        Rahmat | 19850315 201001 1 004
        bot    | Undangan untuk Budi …1004 // Tautan sekali pakai, berlaku sampai Senin, 9 November 2026, pukul 08.10 WIB: / https://t.me/talenta_cirebon_bot?start=… // Saat ditautkan, nomor telepon tetap dicocokkan dengan daftar pegawai. (senyap)
    """)
    await chat.plays(f"""
        Budi | {await last_link(chat, "Rahmat")}
        bot  | … Undangan ini untuk pegawai dengan NIP berakhiran 1004. Apakah itu Bapak/Ibu? [Lanjut] [Bukan saya]
        Rahmat | /undang
        bot    | … / Belum memiliki undangan: 1 orang / … {CHOICES}   [Undang 1 orang]   [Beranda]
    """)


@pytest.mark.parametrize(
    ("key", "role", "word"),
    [("Undang asesor", "asesor", "asesor"), ("Undang admin", "admin BKPSDM", "admin BKPSDM")],
)
async def test_staff_are_invited_by_name(chat: Chat, key: str, role: str, word: str) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.joins("Siti")
    await chat.plays(f"""
        Rahmat | /undang → [{key}]
        bot    ~ Ketik nama lengkap {role} yang diundang. Undangan diserahkan langsung kepada orang itu. [Beranda]
        Rahmat | Siti  Aminah
        bot    | Undangan untuk Siti Aminah sebagai {role} // Tautan sekali pakai, berlaku sampai Senin, 9 November 2026, pukul 08.10 WIB: / https://t.me/talenta_cirebon_bot?start=… // Serahkan langsung kepada yang bersangkutan. Siapa pun yang memegang tautan ini dapat memakainya. (senyap)
    """)
    await chat.plays(f"""
        Siti | {await last_link(chat, "Rahmat")} → [Lanjut]
        bot  ~ Akun sudah tertaut. … [Lanjut]
    """)


async def test_everybody_without_an_invitation_is_invited_in_one_file(chat: Chat) -> None:
    await chat.roster(
        BUDI, WATI, replace(BUDI, nip="198001012005011001", name="Ali", status=PersonStatus.RETIRED)
    )
    await chat.links("Rahmat", Role.ADMIN)
    await chat.links("Wati", official=WATI)
    await chat.plays(f"""
        Rahmat | /undang
        bot    | … Pegawai tertaut: 1 dari 2 / Belum memiliki undangan: 1 orang / … {CHOICES}   [Undang 1 orang]   [Beranda]
        Rahmat | [Undang 1 orang]
        bot    > undangan-20261102.xlsx "Undangan untuk 1 orang, berlaku sampai Senin, 9 November 2026, pukul 08.10 WIB. Berkas ini berisi data pribadi; hapus setelah dibagikan." (senyap)
        Rahmat | [Undang 1 orang]
        bot    ~ … / Belum memiliki undangan: 0 orang / … {CHOICES}   [Beranda]
    """)


async def test_an_admin_sees_whose_number_waits(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.roster(replace(BUDI, phone=None))
    await chat.joins("Budi")
    start = await chat.invitation(nip=BUDI.nip)
    await chat.plays(f"""
        Budi   | {start} → [Lanjut] → (kontak sendiri)
        bot    | Nomor diterima.
        bot    | Nomor Bapak/Ibu belum tercatat di BKPSDM. …
        Rahmat | /undang
        bot    | … / Menunggu pengesahan nomor: 1 orang // Pilih jenis undangan. {CHOICES}   [Pengesahan nomor]   [Beranda]
        Rahmat | [Pengesahan nomor]
        bot    ~ Pengesahan nomor // Budi …1004, Kelurahan Kejaksan / … [Sahkan] [Tolak]   [Beranda]
    """)


async def test_whoever_is_linked_or_not_on_the_roster_is_not_invited(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays(f"""
        Rahmat | /undang → [Undang pegawai]
        bot    ~ {ASK_NIP}
        Rahmat | {BUDI.nip}
        bot    | Penautan belum dapat dilakukan karena data ini sudah tertaut dengan akun lain. Tidak ada yang berubah. Untuk pindah gawai, hubungi {CONTACT}.
        Rahmat | {WATI.nip}
        bot    | NIP berakhiran 2003 tidak ada dalam daftar. Tidak ada yang tersimpan. Periksa NIP, atau cari nama.
        Rahmat | 1234
        bot    | NIP atau NI PPPK harus 18 angka; yang diterima 4 angka. Belum ada yang disimpan. Ketik ulang, boleh memakai spasi.
    """)


async def test_a_name_longer_than_any_name_is_refused(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays(f"""
        Rahmat | /undang → [Undang asesor]
        bot    ~ Ketik nama lengkap asesor yang diundang. … [Beranda]
        Rahmat | {"S" * 112}
        bot    | Tulisan itu 112 huruf, lebih 12 dari batas. Belum disimpan. Kirim ulang versi yang lebih singkat.
        Rahmat | Siti <b>Aminah</b> & Co
        bot    | Undangan untuk Siti <b>Aminah</b> & Co sebagai asesor // … (senyap)
    """)


@pytest.mark.parametrize("data", ["in", "iv:admin", "ivr", "lr", "ld:1:True"])
async def test_an_official_who_crafts_an_admins_button_gets_nothing(chat: Chat, data: str) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await presses_data(chat, "Budi", data)
    await chat.plays(f"""
        Budi | bot !! {ADMINS_ONLY}
    """)


async def test_an_admin_who_lost_the_role_cannot_finish_an_invitation(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays("""
        Rahmat | /undang → [Undang admin]
        bot    ~ Ketik nama lengkap admin BKPSDM yang diundang. … [Beranda]
    """)
    await chat.revoke("Rahmat")
    await chat.plays(f"""
        Rahmat | Siti
        bot    | Akses akun ini sudah dihentikan. Data yang ada tetap tersimpan. Pertanyaan dapat disampaikan kepada {CONTACT}.
    """)


@pytest.mark.parametrize("role", ["pimpinan", "ppdp", "raja", ""])
async def test_a_role_nobody_is_invited_for_is_no_button(chat: Chat, role: str) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await presses_data(chat, "Rahmat", f"iv:{role}")
    await chat.plays("""
        Rahmat | bot !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)
