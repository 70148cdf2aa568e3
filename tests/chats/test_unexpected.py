"""What nobody asked for (notation: bot/simulator/notation.py)."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.services import closing
from domain.conversation import Conversation
from domain.people import Role
from storage.tables import Account
from tests.chats.conftest import BUDI, Chat
from tests.chats.crafted import presses_data, pushes
from tests.chats.phases import open_phase

NOT_YOURS = (
    "Tombol ini milik layar orang lain. Tidak ada yang berubah. Ketik /mulai untuk membuka layar Bapak/Ibu."
)
CHANGED = (
    "Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali."
)
NOT_PROCESSED = "Pesan suara, stiker, dan lokasi belum dapat diproses dan tidak disimpan. Mohon jawab dengan tombol atau tulisan."
FREE_TEXT = "Pesan itu belum dikenali dan tidak disimpan. Tekan Beranda, atau ketik /bantuan. [Beranda]"


@pytest.fixture
async def budi(chat: Chat) -> None:
    """An official who is linked and has nothing to do."""
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)


async def unreachable(chat: Chat, name: str) -> bool:
    """Whether messages are held not to reach somebody."""

    async def look(uow: Any) -> bool:
        row = select(Account.unreachable_at).where(Account.telegram_id == chat.people[name].id)
        return (await uow.execute(row)).scalar_one() is not None

    return await chat.bot.services.read(look)


@pytest.mark.usefixtures("budi")
async def test_an_unknown_command_is_answered_with_what_is_alike(chat: Chat) -> None:
    await chat.plays("""
        Budi | /kuesionr
        bot  | Perintah /kuesionr belum dikenal. Yang mirip: /kuesioner. Daftar perintah: /bantuan. [Beranda]
        Budi | /nlai 198503152010011004 integritas 3
        bot  | Perintah /nlai belum dikenal. Daftar perintah: /bantuan. [Beranda]
        Budi | /zzz
        bot  | Perintah /zzz belum dikenal. Daftar perintah: /bantuan. [Beranda]
    """)


async def test_commands_of_the_own_role_are_suggested(chat: Chat) -> None:
    await chat.links("Siti", Role.ASSESSOR)
    await chat.plays("""
        Siti | /nlai
        bot  | Perintah /nlai belum dikenal. Yang mirip: /nilai. Daftar perintah: /bantuan. [Beranda]
    """)


@pytest.mark.usefixtures("budi")
async def test_an_unknown_command_leaves_the_open_question_open(chat: Chat) -> None:
    await open_phase(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Mulai] → [Mulai]
        bot  ~ … pernyataan 1 dari 48 // … [1] [2] [3] [4] [5]   [Lanjut nanti]
        Budi | /nlai
        bot  | Perintah /nlai belum dikenal. Daftar perintah: /bantuan. [Beranda]
        Budi | 4
        bot  | Dicatat untuk pernyataan 1: 4 (sesuai). // … pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)


@pytest.mark.usefixtures("budi")
async def test_free_text_is_not_kept(chat: Chat) -> None:
    await chat.plays(f"""
        Budi | terima kasih
        bot  | Terima kasih kembali. Tidak ada yang perlu dikerjakan saat ini. [Beranda]
        Budi | apa kabar
        bot  | {FREE_TEXT}
        Budi | 198503152010011004
        bot  | {FREE_TEXT}
        Budi | bantuan
        bot  | Bantuan // … [Beranda] [Tutup]
    """)


@pytest.mark.usefixtures("budi")
async def test_thanks_are_answered_with_what_is_to_be_done(chat: Chat) -> None:
    await open_phase(chat)
    await chat.plays("""
        Budi | Terima kasih.
        bot  | Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Penilaian mandiri: … [Mulai]   [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
    """)


@pytest.mark.usefixtures("budi")
async def test_a_sticker_or_a_voice_is_not_processed(chat: Chat) -> None:
    await chat.plays(f"""
        Budi | (stiker)
        bot  | {NOT_PROCESSED} [Beranda]
        Budi | (suara)
        bot  | {NOT_PROCESSED} [Beranda]
    """)


@pytest.mark.usefixtures("budi")
async def test_a_sticker_does_not_lose_the_open_question(chat: Chat) -> None:
    await open_phase(chat)
    await chat.plays(f"""
        Budi | /kuesioner → [1. Mulai] → [Mulai] → (stiker)
        bot  | {NOT_PROCESSED}
        bot  | Bagian 1 dari 6, pernyataan 1 dari 48 // … [1] [2] [3] [4] [5]   [Lanjut nanti]
    """)


@pytest.mark.usefixtures("budi")
async def test_a_file_or_contact_nobody_asked_for_is_not_kept(chat: Chat) -> None:
    await chat.plays(
        """
        Budi | (catatan.pdf)
        bot  | Berkas belum diminta di sini dan tidak disimpan. Tekan Beranda, atau ketik /bantuan. [Beranda]
        Budi | (kontak orang lain)
        bot  | Nomor belum diminta di sini dan tidak disimpan. Tekan Beranda, atau ketik /bantuan. [Beranda]
        """,
        files={"catatan.pdf": b"%PDF-1.7"},
    )
    assert not [one for one in (await chat.people["Budi"].sees()).messages if "contact" in one]


@pytest.mark.usefixtures("budi")
async def test_an_edit_never_acts_twice(chat: Chat) -> None:
    await chat.plays("""
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi // … [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
        Budi | (suntingan: /tarik)
        bot  | Perubahan pesan tidak diproses. Yang sudah tersimpan tidak berubah. Kirim ulang sebagai pesan baru. (senyap)
        Budi | apa kabar
        bot  | Pesan itu belum dikenali … [Beranda]
        Budi | (suntingan: apa kabarnya)
    """)


# --- buttons ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("budi")
@pytest.mark.parametrize(
    "data",
    ["", None, "zz", "h:1", "np", "np:x", "np:1:2", "ld:1:maybe", "ld:99999999999999999999:True", "iv:raja"],
)
async def test_data_no_button_could_carry_does_nothing(chat: Chat, data: str | None) -> None:
    await presses_data(chat, "Budi", data)
    await chat.plays(f"""
        Budi | bot !! {CHANGED}
    """)


@pytest.mark.usefixtures("budi")
async def test_a_button_in_a_group_belongs_to_nobody(chat: Chat) -> None:
    await presses_data(chat, "Budi", "h", group="Rapat")
    await chat.plays(f"""
        Budi | bot !! {NOT_YOURS}
    """)


@pytest.mark.usefixtures("budi")
async def test_a_press_without_a_message_belongs_to_nobody(chat: Chat) -> None:
    account = chat.simulator.world.chat_of(chat.people["Budi"].id).account
    query = {"id": "inline-1", "from": account.as_user(), "chat_instance": "1", "inline_message_id": "x"}
    await pushes(chat, "callback_query", query | {"data": "h"})
    log = await chat.simulator.telegram.log()
    (answer,) = [entry.parameters for entry in log if entry.method == "answerCallbackQuery"]
    assert answer["text"] == NOT_YOURS


# --- groups and blocks --------------------------------------------------------------------------


async def group_words(chat: Chat) -> list[str]:
    """What the bot said in groups, and that it left."""
    log = await chat.simulator.telegram.log()
    return [
        entry.parameters.get("text", "left")
        for entry in log
        if entry.method in ("sendMessage", "leaveChat")
        and entry.chat_id
        and entry.chat_id < 0
        and entry.response["ok"]
    ]


@pytest.mark.usefixtures("budi")
async def test_a_group_is_left_at_once(chat: Chat) -> None:
    await chat.plays("Budi | (grup Rapat: /kuesioner)")
    assert await group_words(chat) == [
        "Layanan ini hanya berjalan dalam percakapan pribadi. Bot keluar dari grup ini.",
        "left",
    ]
    assert not await unreachable(chat, "Budi")


@pytest.mark.usefixtures("budi")
async def test_a_group_the_bot_was_in_before_is_told_where_to_go(chat: Chat) -> None:
    own = chat.simulator.world.chat_of(chat.people["Budi"].id)
    chat.simulator.world.group(own.account, "Rapat").started = True
    await chat.plays("Budi | (grup Rapat: /kuesioner)")
    assert await group_words(chat) == [
        "Layanan ini hanya berjalan dalam percakapan pribadi. Tidak ada yang disimpan. Buka "
        "https://t.me/talenta_cirebon_bot.",
        "left",
    ]


@pytest.mark.usefixtures("budi")
async def test_taking_the_bot_out_of_a_group_blocks_nobody(chat: Chat) -> None:
    world = chat.simulator.world
    group = world.group(world.chat_of(chat.people["Budi"].id).account, "Rapat")
    old, new = ({"user": world.bot.as_user(), "status": status} for status in ("member", "left"))
    change = {"chat": group.place(), "from": group.account.as_user(), "date": 1_793_000_000}
    await pushes(chat, "my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})
    assert not await unreachable(chat, "Budi")
    assert await group_words(chat) == []


@pytest.mark.usefixtures("budi")
async def test_whoever_blocks_the_bot_is_unreachable_until_they_come_back(chat: Chat) -> None:
    await chat.plays("Budi | (memblokir bot)")
    assert await unreachable(chat, "Budi")
    await chat.plays("""
        Budi | (membuka blokir) → /mulai
        bot  | Beranda Bapak/Ibu Budi // … [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
    """)
    assert not await unreachable(chat, "Budi")


# --- help and status ----------------------------------------------------------------------------


@pytest.mark.usefixtures("budi")
async def test_help_lists_the_commands_of_the_role(chat: Chat) -> None:
    await chat.plays("""
        Budi | /help
        bot  | Bantuan // … Kuesioner: /kuesioner / Hasil: /hasil / … // BKPSDM: BKPSDM, telepon 0231-000000, hari kerja 08.00–15.30 WIB. // Bot ini tidak pernah meminta kata sandi, PIN, kode OTP, atau uang. [Beranda] [Tutup]
    """)


async def test_help_for_a_stranger_is_the_way_in(chat: Chat) -> None:
    await chat.joins("Budi")
    await chat.plays("""
        Budi | /bantuan
        bot  | Bantuan // Untuk menautkan akun, buka tautan undangan atau ketik NIP setelah /mulai. Nomor telepon harus sama dengan yang tercatat di BKPSDM. // BKPSDM: BKPSDM, telepon 0231-000000, hari kerja 08.00–15.30 WIB. // Bot ini tidak pernah meminta kata sandi, PIN, kode OTP, atau uang. [Beranda]
    """)
    assert [one["command"] for one in (await chat.people["Budi"].sees()).commands] == ["mulai", "bantuan"]


async def test_an_assessor_finds_how_scores_are_written(chat: Chat) -> None:
    await chat.links("Siti", Role.ASSESSOR)
    await chat.plays("""
        Siti | /bantuan → [Cara menulis nilai]
        bot  ~ Menulis nilai // Tulis: /nilai NIP aspek nilai. … [Beranda] [Tutup]
    """)


async def test_an_admin_asks_how_the_bot_is_doing(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays("""
        Rahmat | /status
        bot    | Keadaan bot: normal // Antrean masuk: 0 (terlama 0 detik) / Antrean keluar: 0 / Siaran berjalan: tidak ada / Galat 24 jam: 0 / Versi 0.1.0, aktif 0 detik [Muat ulang] [Tutup]
        --- 5 menit kemudian ---
        Rahmat | [Muat ulang]
        bot    ~ Keadaan bot: normal // … / Versi 0.1.0, aktif 5 menit [Muat ulang] [Tutup]
    """)


# --- faults -------------------------------------------------------------------------------------


async def test_a_fault_is_told_politely_and_the_admins_are_told_once(chat: Chat) -> None:
    await chat.links("Dewi", Role.ADMIN)
    await chat.links("Rahmat", Role.ADMIN)
    chat_id = chat.people["Rahmat"].id

    async def spoil(uow: Any) -> None:
        await uow.conversations.save(Conversation(chat_id, awaiting="invitation_name"))

    await chat.do(spoil)
    await chat.plays("""
        Rahmat | Siti
        bot    | Maaf, permintaan itu belum dapat diproses karena gangguan pada sistem. Jawaban yang sudah tersimpan aman. Petugas sudah diberi tahu. Silakan coba lagi; jika berulang, sebutkan kode … kepada BKPSDM, telepon 0231-000000. [Beranda]
        bot    | Ada gangguan pada sistem dengan kode … Rinciannya tercatat pada log peladen. Keadaan layanan: /status.
        Dewi   | bot: Ada gangguan pada sistem dengan kode … Keadaan layanan: /status.
        Rahmat | Siti
        bot    | Maaf, permintaan itu belum dapat diproses karena gangguan pada sistem. … [Beranda]
        Rahmat | /status
        bot    | Keadaan bot: ada galat yang perlu diperiksa // … / Galat 24 jam: 2 / … [Muat ulang] [Tutup]
    """)


@pytest.mark.usefixtures("budi")
async def test_a_private_screen_closes_also_when_its_button_is_of_an_older_release(chat: Chat) -> None:
    await chat.plays("""
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi // … [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
    """)
    screen = (await chat.people["Budi"].sees()).last["message_id"]

    async def close(uow: Any, *, now: Any) -> None:
        await uow.outbox.queue([closing(chat.people["Budi"].id, screen, "gone:1", at=now)], now=now)

    await chat.do(close)
    await chat.settled()
    await chat.plays("""
        Budi | bot ~ Layar pribadi ditutup. Tekan Buka untuk melihat kembali. [Beranda]
    """)
