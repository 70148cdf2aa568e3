"""Linking an account (notation: bot/simulator/notation.py)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.services import Cause, UseCase
from domain.conversation import Outgoing, Received, Urgency
from domain.errors import InvitationUnknown, LinkNotMatched
from domain.linking import digest
from domain.people import Official, PersonStatus, Role
from domain.usecases import linking
from domain.usecases.linking import SharedContact
from storage.tables import Account, Invitation
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.crafted import presses_data, shares_contact_of
from tests.chats.replays import conversation, last_update_is_replayed

CONTACT = "BKPSDM, telepon 0231-000000"
ASK_NUMBER = (
    'Satu langkah lagi agar orang lain tidak dapat memakai undangan Bapak/Ibu. // Tekan "Kirim nomor saya" di bawah. '
    "Nomor dicocokkan dengan data kepegawaian, lalu pesannya kami hapus. (papan) [Kirim nomor saya]"
)
ASK_NIP = (
    "Layanan Talenta BKPSDM Kota Cirebon // Untuk menautkan akun, ketik NIP atau NI PPPK Bapak/Ibu (18 angka, boleh "
    "memakai spasi). [Bantuan]"
)
ASK_NUMBER_OF_NIP = (
    'Tekan "Kirim nomor saya" di bawah untuk memastikan bahwa ini Bapak/Ibu. (papan) [Kirim nomor saya]'
)
LINKED = "Akun sudah tertaut. Sebelum mengisi apa pun, mohon baca pemberitahuan berikut. [Lanjut]"
NOT_MATCHED = (
    "Data belum cocok dengan data kepegawaian. Akun belum ditautkan. Periksa NIP, atau hubungi "
    f"{CONTACT} untuk memperbarui nomor."
)
UNKNOWN = (
    "Tautan undangan tidak dikenali. Akun belum ditautkan. Buka kembali tautan asli dari BKPSDM, atau ketik NIP "
    "di sini."
)
USED = (
    "Undangan ini sudah dipakai. Tidak ada yang berubah. Jika bukan oleh Bapak/Ibu, segera hubungi "
    f"{CONTACT}."
)
NOT_LINKED = "Akun ini belum tertaut. Tidak ada yang disimpan. Tekan Mulai untuk menautkan akun."
ALREADY_HERE = (
    "Akun Telegram ini sudah tertaut. Tidak ada yang berubah. Tekan Beranda untuk melanjutkan. [Beranda]"
)


async def linked_accounts(chat: Chat) -> list[tuple[str, int | None]]:
    """Name and person of every account."""

    async def look(uow: Any) -> list[Any]:
        return list(await uow.execute(select(Account.name, Account.person_id).order_by(Account.id)))

    return [(name, person) for name, person in await chat.bot.services.read(look)]


async def kept_messages(chat: Chat, name: str) -> Sequence[Any]:
    """Contacts that still stand in somebody's chat."""
    return [one for one in (await chat.people[name].sees()).messages if "contact" in one]


async def invited(chat: Chat, official: Official = BUDI, name: str = "Budi") -> str:
    """An official on the roster with an account on Telegram and an invitation in hand."""
    await chat.roster(official)
    await chat.joins(name)
    return await chat.invitation(nip=official.nip)


async def asked_for_the_number(chat: Chat, official: Official = BUDI, name: str = "Budi") -> None:
    """The invitation is opened and accepted; the number is awaited."""
    start = await invited(chat, official, name)
    await chat.plays(f"""
        {name} | {start} → [Lanjut]
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | {ASK_NUMBER}
    """)


# --- by invitation ------------------------------------------------------------------------------


async def test_an_official_links_by_invitation_and_number(chat: Chat) -> None:
    start = await invited(chat)
    await chat.plays(f"""
        Budi | {start}
        bot  | Layanan Talenta BKPSDM Kota Cirebon // Undangan ini untuk pegawai dengan NIP berakhiran 1004. Apakah itu Bapak/Ibu? [Lanjut] [Bukan saya]
        Budi | [Lanjut]
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | {ASK_NUMBER}
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)
    assert await kept_messages(chat, "Budi") == []
    sight = await chat.people["Budi"].sees()
    assert sight.reply_keyboard is None
    assert [one["command"] for one in sight.commands] == [
        "mulai", "kuesioner", "hasil", "rencana", "datasaya", "bantuan", "batal",
    ]  # fmt: skip


async def test_an_invitation_alone_never_links_an_official(chat: Chat) -> None:
    await asked_for_the_number(chat)
    await chat.joins("Wati")
    assert await linked_accounts(chat) == []


async def test_a_token_is_stored_as_a_digest_only(chat: Chat) -> None:
    token = (await invited(chat)).removeprefix("/start ")

    async def look(uow: Any) -> list[Any]:
        return [row[0] for row in await uow.execute(select(Invitation.token_digest))]

    assert await chat.bot.services.read(look) == [digest(token)]
    assert len(token) == 32


async def test_whoever_is_not_meant_says_so_and_nothing_is_used(chat: Chat) -> None:
    start = await invited(chat)
    await chat.plays(f"""
        Budi | {start} → [Bukan saya]
        bot  ~ Undangan tidak dipakai dan tidak ada akun yang ditautkan. Mohon beri tahu orang yang memberikan undangan ini atau hubungi BKPSDM: {CONTACT}. [Tutup]
        Budi | [Tutup]
        bot  ~ Layar ini ditutup. Ketik /mulai untuk membuka beranda.
        Budi | {start}
        bot  | … Undangan ini untuk pegawai dengan NIP berakhiran 1004. … [Lanjut] [Bukan saya]
    """)


async def test_an_assessor_links_by_confirming_the_name(chat: Chat) -> None:
    await chat.joins("Siti")
    start = await chat.invitation(role=Role.ASSESSOR, name="Siti")
    await chat.plays(f"""
        Siti | {start}
        bot  | Undangan ini untuk Siti sebagai asesor. Apakah itu Bapak/Ibu? [Lanjut] [Bukan saya]
        Siti | [Lanjut]
        bot  ~ {LINKED}
    """)
    commands = (await chat.people["Siti"].sees()).commands
    assert [one["command"] for one in commands] == [
        "mulai", "tugas", "nilai", "koreksi", "datasaya", "bantuan", "batal",
    ]  # fmt: skip


async def test_an_official_who_becomes_an_admin_keeps_one_account(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    start = await chat.invitation(role=Role.ADMIN, name="Budi Santoso")
    await chat.plays(f"""
        Budi | {start} → [Lanjut]
        bot  ~ {LINKED}
    """)
    assert await linked_accounts(chat) == [("Budi", 1)]
    commands = (await chat.people["Budi"].sees()).commands
    assert [one["command"] for one in commands] == [
        "mulai", "dasbor", "siaran", "tahap", "talenta", "kotak", "komite", "permohonan", "status",
        "kuesioner", "hasil", "rencana", "datasaya", "bantuan", "batal",
    ]  # fmt: skip


async def test_an_admin_who_is_an_official_too_keeps_one_account(chat: Chat) -> None:
    await chat.links("Budi", Role.ADMIN)
    await asked_for_the_number(chat)
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)
    assert await linked_accounts(chat) == [("Budi", 1)]


@pytest.mark.parametrize("phone", ["+6281211110001", "6281211110001", "081211110001", "+62 812-1111-0001"])
async def test_a_number_matches_however_telegram_writes_it(chat: Chat, phone: str) -> None:
    await chat.roster(BUDI)
    chat.people["Budi"] = await chat.simulator.persona("Budi", phone)
    start = await chat.invitation(nip=BUDI.nip)
    await chat.plays(f"""
        Budi | {start} → [Lanjut] → (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)


# --- the number has to be confirmed by an admin -------------------------------------------------


async def a_request_waits(chat: Chat) -> None:
    """Budi, of whom the roster has no number, has shared his; Rahmat is the admin."""
    await chat.links("Rahmat", Role.ADMIN)
    await asked_for_the_number(chat, replace(BUDI, phone=None))
    await chat.plays("""
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | Nomor Bapak/Ibu belum tercatat di BKPSDM. Penautan menunggu pengesahan, paling lambat 1 hari kerja. Kami akan memberi tahu.
        Rahmat | bot: Ada 1 penautan yang menunggu pengesahan. (terlindung) [Buka]
    """)


async def test_an_admin_confirms_a_number_with_one_tap(chat: Chat) -> None:
    await a_request_waits(chat)
    assert await linked_accounts(chat) == [("Rahmat", None)]
    await chat.plays("""
        Rahmat | [Buka]
        bot  ~ Pengesahan nomor // Budi …1004, Kelurahan Kejaksan / Nomor yang dibagikan: +6281211110001 // Tekan Sahkan hanya jika nomor itu benar. Nomor lalu masuk daftar pegawai. (terlindung) [Sahkan] [Tolak]   [Beranda]
        Rahmat | [Sahkan]
        bot  ~ Penautan disahkan. Nomor tercatat pada daftar pegawai. Pegawai sudah diberi tahu. (terlindung) [Pengesahan nomor]   [Beranda]
        Budi | bot: Yth. Bapak/Ibu Budi, penautan akun sudah disahkan. Tekan Lanjut untuk membaca pemberitahuan. [Lanjut]
        Budi | [Lanjut]
        bot  | Pemberitahuan data pribadi (1 dari 3) / … [Lanjut] [Lanjut nanti]
        Rahmat | [Pengesahan nomor]
        bot  ~ Tidak ada penautan yang menunggu pengesahan. (terlindung) [Beranda]
    """)
    assert await linked_accounts(chat) == [("Rahmat", None), ("Budi", 1)]
    assert (await chat.official(BUDI.nip)).phone == "+6281211110001"


async def test_an_admin_may_say_no_and_the_same_number_is_not_asked_again(chat: Chat) -> None:
    await a_request_waits(chat)
    start = await chat.invitation(nip=BUDI.nip)
    await chat.plays(f"""
        Rahmat | [Buka] → [Tolak]
        bot  ~ Penautan ditolak. Akun tidak ditautkan dan nomor tidak dicatat. Pegawai sudah diberi tahu. (terlindung) [Pengesahan nomor]   [Beranda]
        Budi | bot: Penautan akun belum dapat disahkan. Akun belum ditautkan. Pertanyaan dapat disampaikan kepada {CONTACT}.
    """)
    assert await linked_accounts(chat) == [("Rahmat", None)]
    assert (await chat.official(BUDI.nip)).phone is None
    await chat.plays(f"""
        Budi | {start} → [Lanjut] → (kontak sendiri)
        bot  | Nomor diterima.
        bot  | Nomor Bapak/Ibu belum tercatat di BKPSDM. …
    """)


async def test_what_an_admin_refused_is_not_asked_with_the_same_invitation(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    start = await invited(chat, replace(BUDI, phone=None))
    await chat.plays(f"""
        Budi | {start} → [Lanjut] → (kontak sendiri)
        bot  | Nomor diterima.
        bot  | Nomor Bapak/Ibu belum tercatat di BKPSDM. …
        Rahmat | [Buka] → [Tolak]
        bot  ~ Penautan ditolak. … (terlindung) [Pengesahan nomor]   [Beranda]
        Budi | {start} → [Lanjut] → (kontak sendiri)
        bot  | {NOT_MATCHED}
    """)


async def test_two_who_hold_one_invitation_both_wait_and_one_is_confirmed(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.joins("Wati")
    start = await invited(chat, replace(BUDI, phone=None))
    for name in ("Wati", "Budi"):
        await chat.plays(f"""
            {name} | {start} → [Lanjut] → (kontak sendiri)
            bot  | Nomor diterima.
            bot  | Nomor Bapak/Ibu belum tercatat di BKPSDM. …
        """)
    await chat.plays("""
        Rahmat | bot: Ada 1 penautan yang menunggu pengesahan. (terlindung) [Buka]
        Rahmat | bot: Ada 2 penautan yang menunggu pengesahan. (terlindung) [Buka]
        Rahmat | [Buka]
        bot  ~ Pengesahan nomor // Budi …1004, Kelurahan Kejaksan / Nomor yang dibagikan: +6281211110006 // … (terlindung) [Sahkan] [Tolak]   [Beranda]
        Rahmat | [Tolak] → [Pengesahan nomor]
        bot  ~ Pengesahan nomor // … Nomor yang dibagikan: +6281211110001 // … (terlindung) [Sahkan] [Tolak]   [Beranda]
        Rahmat | [Sahkan]
        bot  ~ Penautan disahkan. … (terlindung) [Pengesahan nomor]   [Beranda]
    """)
    assert await linked_accounts(chat) == [("Rahmat", None), ("Budi", 1)]


async def test_asking_twice_is_one_request(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    start = await invited(chat, replace(BUDI, phone=None))
    for _ in range(2):
        await chat.plays(f"""
            Budi | {start} → [Lanjut] → (kontak sendiri)
            bot  | Nomor diterima.
            bot  | Nomor Bapak/Ibu belum tercatat di BKPSDM. …
        """)
    await chat.plays("""
        Rahmat | bot: Ada 1 penautan yang menunggu pengesahan. (terlindung) [Buka]
    """)


async def test_a_tap_on_a_decided_request_changes_nothing(chat: Chat) -> None:
    await a_request_waits(chat)
    await chat.plays("""
        Rahmat | [Buka] → [Sahkan] → [Tolak] of an earlier message
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_a_number_the_roster_has_learnt_meanwhile_decides(chat: Chat) -> None:
    await a_request_waits(chat)
    await chat.roster(replace(BUDI, phone="+6281299999999"))
    await chat.plays("""
        Rahmat | [Buka] → [Sahkan]
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)
    assert await linked_accounts(chat) == [("Rahmat", None)]


async def test_an_official_who_left_meanwhile_is_not_linked(chat: Chat) -> None:
    await a_request_waits(chat)
    await chat.roster(replace(BUDI, phone=None, status=PersonStatus.RETIRED))
    await chat.plays("""
        Rahmat | [Buka] → [Sahkan]
        bot  !! Data berubah sejak layar ini dibuka. …
    """)
    assert await linked_accounts(chat) == [("Rahmat", None)]


async def test_a_person_linked_meanwhile_is_not_linked_again(chat: Chat) -> None:
    await a_request_waits(chat)
    await chat.links("Wati", official=BUDI)
    await chat.plays(f"""
        Rahmat | [Buka] → [Sahkan]
        bot  !! Penautan belum dapat dilakukan karena data ini sudah tertaut dengan akun lain. Tidak ada yang berubah. Untuk pindah gawai, hubungi {CONTACT}.
    """)
    assert (await chat.official(BUDI.nip)).phone is None


async def test_an_account_linked_meanwhile_is_not_linked_again(chat: Chat) -> None:
    await a_request_waits(chat)
    await chat.roster(WATI)
    await chat.links("Budi", official=WATI)
    await chat.plays("""
        Rahmat | [Buka] → [Sahkan]
        bot  !! Akun Telegram ini sudah tertaut. Tidak ada yang berubah. Tekan Beranda untuk melanjutkan.
    """)


async def test_requests_and_decisions_are_told_in_working_hours(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    start = await invited(chat, replace(BUDI, phone=None))
    await chat.plays(f"""
        --- Jumat, 6 November 2026, 20.00 WIB ---
        Budi   | {start} → [Lanjut] → (kontak sendiri)
        bot    | Nomor diterima.
        bot    | Nomor Bapak/Ibu belum tercatat di BKPSDM. …
        Rahmat | /undang → [Pengesahan nomor] → [Sahkan]
        bot    ~ Penautan disahkan. … [Pengesahan nomor]   [Beranda]
        --- Senin, 9 November 2026, 07.59 WIB ---
        --- Senin, 9 November 2026, 08.00 WIB ---
        Budi   | bot: Yth. Bapak/Ibu Budi, penautan akun sudah disahkan. … [Lanjut]
    """)


async def test_nobody_is_told_of_a_request_that_is_decided_already(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.links("Dewi", Role.ADMIN)
    await chat.people["Dewi"].blocks()
    await asked_for_the_number(chat, replace(BUDI, phone=None))
    await chat.plays("""
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | Nomor Bapak/Ibu belum tercatat di BKPSDM. …
        Rahmat | [Buka] → [Sahkan]
        bot  ~ Penautan disahkan. … (terlindung) [Pengesahan nomor]   [Beranda]
    """)


# --- by NIP and number --------------------------------------------------------------------------


async def test_an_official_links_by_nip_and_number(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.joins("Budi")
    await chat.plays(f"""
        Budi | /start
        bot  | {ASK_NIP}
        Budi | 19850315 201001 1 004
        bot  | {ASK_NUMBER_OF_NIP}
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)
    assert await kept_messages(chat, "Budi") == []


async def test_a_nip_that_nobody_has_is_answered_alike(chat: Chat) -> None:
    await chat.joins("Budi")
    await chat.plays(f"""
        Budi | /start → 197901012005012003
        bot  | {ASK_NUMBER_OF_NIP}
        Budi | (kontak sendiri)
        bot  | {NOT_MATCHED}
    """)
    assert await kept_messages(chat, "Budi") == []


@pytest.mark.parametrize(
    "official",
    [
        replace(BUDI, phone="+6281299999999"),
        replace(BUDI, phone=None),
        replace(BUDI, status=PersonStatus.RETIRED),
    ],
    ids=["another number", "no number", "not active"],
)
async def test_whatever_does_not_match_is_one_sentence(chat: Chat, official: Official) -> None:
    await chat.roster(official)
    await chat.joins("Budi")
    await chat.plays(f"""
        Budi | /start → {official.nip} → (kontak sendiri)
        bot  | {NOT_MATCHED}
    """)
    assert await linked_accounts(chat) == []


async def test_an_invited_official_with_another_number_is_told_the_same(chat: Chat) -> None:
    await asked_for_the_number(chat, replace(BUDI, phone="+6281299999999"))
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | {NOT_MATCHED}
    """)


async def test_an_invited_official_who_left_is_told_the_same(chat: Chat) -> None:
    await asked_for_the_number(chat)
    await chat.roster(replace(BUDI, status=PersonStatus.TRANSFERRED))
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | {NOT_MATCHED}
    """)


async def test_a_number_changed_in_the_roster_meanwhile_counts(chat: Chat) -> None:
    await asked_for_the_number(chat, replace(BUDI, phone="+6281299999999"))
    await chat.roster(BUDI)
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)


async def test_another_nip_can_be_typed_where_the_number_is_awaited(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.joins("Budi")
    await chat.plays(f"""
        Budi | /start → 197901012005012003 → (kontak sendiri)
        bot  | {NOT_MATCHED}
        Budi | {BUDI.nip}
        bot  | {ASK_NUMBER_OF_NIP}
        Budi | tidak ada tombolnya
        bot  | {ASK_NUMBER_OF_NIP}
        Budi | [Kirim nomor saya]
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)


async def test_words_where_the_invited_number_is_awaited_are_answered_with_the_button(chat: Chat) -> None:
    await asked_for_the_number(chat)
    await chat.plays(f"""
        Budi | tidak ada tombolnya
        bot  | {ASK_NUMBER}
        Budi | {BUDI.nip}
        bot  | {ASK_NUMBER_OF_NIP}
    """)


async def test_help_does_not_lose_the_way_in(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.joins("Budi")
    await chat.plays(f"""
        Budi | /start → [Bantuan]
        bot  ~ Bantuan // Untuk menautkan akun, buka tautan undangan atau ketik NIP setelah /mulai. … [Beranda]
        Budi | {BUDI.nip}
        bot  | {ASK_NUMBER_OF_NIP}
    """)


async def test_the_step_can_be_left_and_the_button_goes(chat: Chat) -> None:
    await asked_for_the_number(chat)
    await chat.plays("""
        Budi | /batal
        bot  | Langkah ini ditutup. Jawaban yang sudah tersimpan tetap aman.
        Budi | (kontak sendiri)
        bot  | Nomor belum diminta di sini dan tidak disimpan. Tekan Beranda, atau ketik /bantuan. [Beranda]
    """)
    assert (await chat.people["Budi"].sees()).reply_keyboard is None
    assert await linked_accounts(chat) == []


# --- refusals -----------------------------------------------------------------------------------


async def test_an_invitation_that_was_used_is_refused(chat: Chat) -> None:
    for name in ("Siti", "Dewi"):
        await chat.joins(name)
    start = await chat.invitation(role=Role.ASSESSOR, name="Siti")
    await chat.plays(f"""
        Siti | {start} → [Lanjut]
        bot  ~ {LINKED}
        Dewi | {start}
        bot  | {USED}
    """)


async def test_of_two_who_open_one_invitation_the_first_is_linked(chat: Chat) -> None:
    for name in ("Siti", "Dewi"):
        await chat.joins(name)
    start = await chat.invitation(role=Role.ADMIN, name="Siti")
    await chat.plays(f"""
        Dewi | {start}
        bot  | Undangan ini untuk Siti sebagai admin BKPSDM. Apakah itu Bapak/Ibu? [Lanjut] [Bukan saya]
        Siti | {start} → [Lanjut]
        bot  ~ {LINKED}
        Dewi | [Lanjut]
        bot  !! {USED}
    """)
    assert await linked_accounts(chat) == [("Siti", None)]


async def test_an_invitation_that_expired_is_refused(chat: Chat) -> None:
    start = await invited(chat)
    await chat.plays(f"""
        --- Selasa, 10 November 2026, 09.00 WIB ---
        Budi | {start}
        bot  | Undangan ini berakhir Senin, 9 November 2026, pukul 08.10 WIB. Akun belum ditautkan. Minta undangan baru kepada BKPSDM, atau ketik NIP di sini.
        Budi | {BUDI.nip}
        bot  | {ASK_NUMBER_OF_NIP}
    """)


async def test_a_new_invitation_ends_the_one_before(chat: Chat) -> None:
    start = await invited(chat)
    await chat.invitation(nip=BUDI.nip)
    await chat.plays(f"""
        Budi | {start}
        bot  | Undangan ini berakhir pukul 08.10 WIB. Akun belum ditautkan. Minta undangan baru kepada BKPSDM, atau ketik NIP di sini.
    """)


async def test_an_invitation_nobody_made_is_refused_and_a_nip_can_be_typed(chat: Chat) -> None:
    await chat.joins("Budi")
    await chat.plays(f"""
        Budi | /start abcdefghijklmnopqrstuvwxyz012345
        bot  | {UNKNOWN}
        Budi | {BUDI.nip}
        bot  | {ASK_NUMBER_OF_NIP}
    """)


async def test_a_linked_official_who_opens_the_link_again_is_told_so(chat: Chat) -> None:
    start = await invited(chat)
    await chat.plays(f"""
        Budi | {start} → [Lanjut] → (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
        Budi | {start}
        bot  | {ALREADY_HERE}
        Budi | /start abcdefghijklmnopqrstuvwxyz012345
        bot  | {ALREADY_HERE}
        Budi | (kontak sendiri)
        bot  | Nomor belum diminta di sini dan tidak disimpan. Tekan Beranda, atau ketik /bantuan. [Beranda]
    """)
    assert await linked_accounts(chat) == [("Budi", 1)]


async def test_an_account_linked_meanwhile_does_not_link_somebody_else(chat: Chat) -> None:
    await asked_for_the_number(chat)
    await chat.roster(WATI)
    await chat.links("Budi", official=WATI)
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | {ALREADY_HERE}
    """)


async def test_a_person_linked_with_another_account_is_refused(chat: Chat) -> None:
    await asked_for_the_number(chat)
    await chat.links("Wati", official=BUDI)
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | Penautan belum dapat dilakukan karena data ini sudah tertaut dengan akun lain. Tidak ada yang berubah. Untuk pindah gawai, hubungi {CONTACT}.
    """)


async def test_a_nip_that_is_none_is_refused(chat: Chat) -> None:
    await chat.joins("Budi")
    await chat.plays("""
        Budi | /start → 12345
        bot  | NIP atau NI PPPK harus 18 angka; yang diterima 5 angka. Belum ada yang disimpan. Ketik ulang, boleh memakai spasi.
        Budi | 198513152010011004
        bot  | Susunan NIP itu tidak sesuai (bagian tanggal lahir). Belum ada yang disimpan. Periksa kartu pegawai, lalu ketik ulang.
    """)


async def test_a_number_of_somebody_else_is_refused(chat: Chat) -> None:
    refused = (
        "Nomor itu bukan nomor akun Telegram ini. Akun belum ditautkan. Tekan Kirim nomor saya, jangan meneruskan "
        "kontak lain."
    )
    await chat.joins("Wati")
    await asked_for_the_number(chat)
    await chat.plays(f"""
        Budi | (kontak orang lain)
        bot  | {refused}
        Budi | (kontak +6281211110001)
        bot  | {refused}
    """)
    await shares_contact_of(chat, "Budi", "Wati")
    await chat.plays(f"""
        Budi | bot: {refused}
        Budi | [Kirim nomor saya]
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)
    assert await kept_messages(chat, "Budi") == []


async def test_the_sixth_attempt_is_refused_for_an_hour(chat: Chat) -> None:
    await chat.roster(BUDI, replace(WATI, phone="+6281299999999"))
    await chat.joins("Budi")
    for _ in range(5):
        await chat.plays(f"""
            Budi | /start → {WATI.nip} → (kontak sendiri)
            bot  | {NOT_MATCHED}
        """)
    await chat.plays(f"""
        Budi | /start → {BUDI.nip}
        bot  | Percobaan dibatasi demi keamanan. Akun belum ditautkan. Coba lagi setelah pukul 09.10 WIB, atau hubungi {CONTACT}.
        --- Senin, 2 November 2026, 09.11 WIB ---
        Budi | {BUDI.nip} → (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)


async def test_attempts_are_limited_for_the_invited_too(chat: Chat) -> None:
    await asked_for_the_number(chat, replace(BUDI, phone="+6281299999999"))
    for _ in range(5):
        await chat.plays(f"""
            Budi | (kontak sendiri)
            bot  | {NOT_MATCHED}
        """)
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | Percobaan dibatasi demi keamanan. Akun belum ditautkan. Coba lagi setelah pukul 09.10 WIB, atau hubungi {CONTACT}.
    """)


@pytest.mark.parametrize("words", ["/datasaya", "/tarik", "/status", "/undang", "apa kabar"])
async def test_a_stranger_is_shown_the_way_in(chat: Chat, words: str) -> None:
    await chat.joins("Budi")
    await chat.plays(f"""
        Budi | {words}
        bot  | {NOT_LINKED} [Mulai]
        Budi | [Mulai]
        bot  | {ASK_NIP}
    """)


@pytest.mark.parametrize("data", ["md", "lr", "ld:1:True", "np:1", "nc:True", "wdc", "ivr", "iv:admin"])
async def test_a_button_pressed_by_a_stranger_does_nothing(chat: Chat, data: str) -> None:
    await chat.joins("Budi")
    await presses_data(chat, "Budi", data)
    await chat.plays(f"""
        Budi | bot !! {NOT_LINKED}
    """)


# --- attacks ------------------------------------------------------------------------------------


async def two_invitations(chat: Chat) -> tuple[str, str]:
    """Invitations for an assessor and for an admin, both in the hands of Siti."""
    await chat.joins("Siti")
    return (
        await chat.invitation(role=Role.ASSESSOR, name="Siti"),
        await chat.invitation(role=Role.ADMIN, name="Rahmat"),
    )


async def test_an_old_button_does_not_accept_the_invitation_opened_since(chat: Chat) -> None:
    first, second = await two_invitations(chat)
    await chat.plays(f"""
        Siti | {first} → {second}
        bot  | Undangan ini untuk Rahmat sebagai admin BKPSDM. Apakah itu Bapak/Ibu? [Lanjut] [Bukan saya]
        Siti | [Lanjut] of an earlier message
        bot  !! {UNKNOWN}
    """)
    assert await linked_accounts(chat) == []
    await chat.plays(f"""
        Siti | [Lanjut]
        bot  ~ {LINKED}
    """)
    assert await linked_accounts(chat) == [("Rahmat", None)]


async def test_a_number_shared_after_another_invitation_was_opened_links_nobody(chat: Chat) -> None:
    await asked_for_the_number(chat)
    await chat.roster(WATI)
    other = await chat.invitation(nip=WATI.nip)
    await chat.plays(f"""
        Budi | {other}
        bot  | … Undangan ini untuk pegawai dengan NIP berakhiran 2003. … [Lanjut] [Bukan saya]
        Budi | [Kirim nomor saya]
        bot  | Nomor belum diminta di sini dan tidak disimpan. Tekan Beranda, atau ketik /bantuan. [Beranda]
        Budi | [Lanjut]
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | {ASK_NUMBER}
        Budi | (kontak sendiri)
        bot  | {NOT_MATCHED}
    """)
    assert await linked_accounts(chat) == []


async def test_an_invitation_cannot_be_accepted_without_its_link(chat: Chat) -> None:
    await chat.joins("Siti")
    await chat.invitation(role=Role.ADMIN, name="Rahmat")
    await presses_data(chat, "Siti", "ia:1")
    await chat.plays(f"""
        Siti | bot !! {UNKNOWN}
    """)
    assert await linked_accounts(chat) == []


async def test_an_opened_invitation_expires_all_the_same(chat: Chat) -> None:
    first, _ = await two_invitations(chat)
    await chat.plays(f"""
        Siti | {first}
        bot  | Undangan ini untuk Siti sebagai asesor. … [Lanjut] [Bukan saya]
        --- Selasa, 10 November 2026, 09.00 WIB ---
        Siti | [Lanjut]
        bot  !! Undangan ini berakhir Senin, 9 November 2026, pukul 08.10 WIB. Akun belum ditautkan. Minta undangan baru kepada BKPSDM, atau ketik NIP di sini.
    """)


async def test_a_linking_goes_on_after_a_restart(chat: Chat) -> None:
    await asked_for_the_number(chat)
    await chat.restarts()
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)


async def test_an_account_that_was_cut_off_is_told_so_everywhere(chat: Chat) -> None:
    cut_off = f"Akses akun ini sudah dihentikan. Data yang ada tetap tersimpan. Pertanyaan dapat disampaikan kepada {CONTACT}."
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.revoke("Budi")
    start = await chat.invitation(role=Role.ADMIN, name="Budi")
    await chat.plays(f"""
        Budi | /mulai
        bot  | {cut_off}
        Budi | /datasaya
        bot  | {cut_off}
        Budi | {start}
        bot  | {cut_off}
        Budi | apa kabar
        bot  | {cut_off}
        Budi | /bantuan
        bot  | Bantuan // … [Beranda]
    """)


async def test_a_role_accepted_after_the_account_was_cut_off_is_not_given(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    start = await chat.invitation(role=Role.ADMIN, name="Budi")
    await chat.plays(f"""
        Budi | {start}
        bot  | Undangan ini untuk Budi sebagai admin BKPSDM. … [Lanjut] [Bukan saya]
    """)
    await chat.revoke("Budi")
    await chat.plays(f"""
        Budi | [Lanjut]
        bot  !! Akses akun ini sudah dihentikan. Data yang ada tetap tersimpan. Pertanyaan dapat disampaikan kepada {CONTACT}.
    """)


# --- the use cases hold by themselves -----------------------------------------------------------


async def asks(chat: Chat, name: str, use_case: UseCase[Any], **facts: Any) -> Any:
    """Run a use case as this person, for an update with facts no screen has shown."""

    async def arrives(uow: Any, *, now: datetime) -> None:
        await uow.inbox.store([Received(0, None, "{}")], now=now)
        await uow.inbox.mark_done([0], now=now)

    await chat.do(arrives)
    return await chat.bot.services.write(use_case, cause=Cause(chat.people[name].id, 0), **facts)


async def test_no_way_leads_from_an_officials_invitation_to_an_account_without_a_number(chat: Chat) -> None:
    await invited(chat)
    with pytest.raises(InvitationUnknown):
        await asks(chat, "Budi", linking.accept_staff_invitation, invitation_id=1)
    with pytest.raises(InvitationUnknown):
        await asks(chat, "Budi", linking.accept_staff_invitation, invitation_id=99)
    assert await linked_accounts(chat) == []


async def test_an_invitation_without_a_person_links_no_official(chat: Chat) -> None:
    await chat.joins("Siti")
    await chat.invitation(role=Role.ASSESSOR, name="Siti")
    shared = SharedContact(chat.people["Siti"].id, "+6281211110002")
    outcome = await asks(chat, "Siti", linking.link_by_invitation, invitation_id=1, shared=shared)
    assert outcome == LinkNotMatched(contact=CONTACT)


async def test_a_request_whose_invitation_was_spent_meanwhile_is_not_confirmed(chat: Chat) -> None:
    await a_request_waits(chat)

    async def spend(uow: Any, *, now: datetime) -> None:
        assert await uow.invitations.use(1, telegram_id=1, now=now)

    await chat.do(spend)
    await chat.plays(f"""
        Rahmat | [Buka] → [Sahkan]
        bot    !! {USED}
    """)
    assert await linked_accounts(chat) == [("Rahmat", None)]


async def test_a_linking_whose_reply_got_lost_is_shown_after_the_restart(chat: Chat) -> None:
    await asked_for_the_number(chat)
    before = await conversation(chat, "Budi")
    await chat.plays(f"""
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | {LINKED}
    """)
    await last_update_is_replayed(chat, before)
    await chat.plays("""
        bot  | Nomor diterima.
        Budi | bot: Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Pemberitahuan data pribadi: belum selesai dibaca. [Baca]   [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
    """)
    assert await linked_accounts(chat) == [("Budi", 1)]


async def test_an_account_that_was_cut_off_keeps_the_commands_of_strangers(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.revoke("Budi")
    chat_id = chat.people["Budi"].id

    async def change_menu(uow: Any, *, now: datetime) -> None:
        await uow.outbox.requeue(Outgoing("menu", chat_id, "menu", Urgency.TIDYING, now), now=now)

    await chat.do(change_menu)
    await chat.settled()
    assert [one["command"] for one in (await chat.people["Budi"].sees()).commands] == ["mulai", "bantuan"]
