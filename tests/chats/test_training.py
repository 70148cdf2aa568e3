"""Whoever does what an exercise says has done it: its steps recognise what the bot really says."""

from datetime import timedelta

from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phase_scenes import phase_one, staffed
from tests.chats.scoring_scenes import siti_assesses
from tests.chats.test_results import TOLD, published


async def does(chat: Chat, name: str, *acts: str) -> None:
    """Press what stands in brackets, send the number for (kontak), write the rest; each once the bot is at rest."""
    person = chat.people[name]
    for act in acts:
        if act == "(kontak)":
            await person.shares_contact()
        elif act.startswith("["):
            await person.presses(act.strip("[]"))
        else:
            await person.says(act)
        await chat.rests()


async def begins(chat: Chat, name: str, exercise: str) -> None:
    person = chat.people[name].id
    await chat.simulator.telegram.post(f"training/{exercise}/start", {"person": person})


async def done(chat: Chat, exercise: str) -> int:
    """How many steps are done; all of them are -1."""
    shown = (await chat.simulator.telegram.get("training"))["exercises"]
    one = next(one for one in shown if one["key"] == exercise)
    return -1 if one["state"] == "done" else sum(step["done"] for step in one["steps"])


async def test_linking(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.joins("Budi")
    await begins(chat, "Budi", "menautkan_akun")
    await does(chat, "Budi", "/mulai")
    assert await done(chat, "menautkan_akun") == 1
    await does(chat, "Budi", BUDI.nip, "(kontak)")
    assert await done(chat, "menautkan_akun") == 3
    await does(chat, "Budi", "[Lanjut]", "[Lanjut]", "[Lanjut]", "[Tidak setuju]")
    assert await done(chat, "menautkan_akun") == -1


async def test_filling_in(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await begins(chat, "Budi", "isi_kuesioner")
    await does(chat, "Budi", "/kuesioner", "[3. Mulai]", "[Mulai]")
    assert await done(chat, "isi_kuesioner") == 2
    await does(chat, "Budi", "[Ketua internal]", "[Lanjut nanti]")
    assert await done(chat, "isi_kuesioner") == 4
    await does(chat, "Budi", "[Lanjut]", "12", "2024", "17-8-2024", "[Lewati]")
    assert await done(chat, "isi_kuesioner") == 5
    await does(chat, "Budi", "[Kirim]", "[Nyatakan, kirim]")
    assert await done(chat, "isi_kuesioner") == -1


async def test_a_reminder_of_tomorrow(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await begins(chat, "Budi", "pengingat")
    await does(
        chat, "Budi", "/kuesioner", "[1. Mulai]", "[Mulai]", "[4]", "[Lanjut nanti]", "[Ingatkan besok]"
    )
    assert await done(chat, "pengingat") == 2
    await chat.simulator.telegram.advances(timedelta(days=1, hours=1))
    await chat.bot.jobs.tick()
    await chat.rests()
    assert await done(chat, "pengingat") == 4
    await does(chat, "Budi", "[Lanjut]")
    assert await done(chat, "pengingat") == -1


async def test_opening_ones_result_and_looking_at_the_nine_boxes(chat: Chat) -> None:
    await published(chat)
    await chat.plays(TOLD)
    await begins(chat, "Budi", "buka_hasil")
    await does(chat, "Budi", "/hasil")
    assert await done(chat, "buka_hasil") == 1
    await does(chat, "Budi", "[Buka]", "[Tampilkan]")
    assert await done(chat, "buka_hasil") == 2
    await does(chat, "Budi", "[Tutup]")
    assert await done(chat, "buka_hasil") == -1
    await begins(chat, "Rahmat", "lihat_kemajuan")
    await does(chat, "Rahmat", "/dasbor", "/kotak")
    assert await done(chat, "lihat_kemajuan") == 2
    await does(chat, "Rahmat", "[Uraian gambar]")
    assert await done(chat, "lihat_kemajuan") == -1


async def test_scoring_by_buttons(chat: Chat) -> None:
    await siti_assesses(chat)
    await begins(chat, "Siti", "nilai_dengan_tombol")
    await does(chat, "Siti", "/tugas", "[Buka]", "[1]")
    assert await done(chat, "nilai_dengan_tombol") == 2
    await does(chat, "Siti", "[3]", "[Selesai dulu]")
    assert await done(chat, "nilai_dengan_tombol") == -1


async def test_scoring_in_one_message(chat: Chat) -> None:
    await siti_assesses(chat)
    await begins(chat, "Siti", "unggah_nilai")
    await does(chat, "Siti", "/nilai", f"/nilai {BUDI.nip} integ 3 ker 3,5")
    assert await done(chat, "unggah_nilai") == 2
    await does(
        chat, "Siti", f"/nilai\n{BUDI.nip} kom 3\n{WATI.nip} kom 4", f"/nilai {BUDI.nip} ori 6", "[Batalkan]"
    )
    assert await done(chat, "unggah_nilai") == -1


async def test_broadcasting_and_looking_at_the_progress(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await begins(chat, "Rahmat", "siarkan_pengingat")
    await does(chat, "Rahmat", "/siaran", "[Pakai ini]", "Yth. Bapak/Ibu {nama}, masih {sisa}.", "[Lanjut]")
    assert await done(chat, "siarkan_pengingat") == 3
    await does(chat, "Rahmat", "[Kirim]")
    assert await done(chat, "siarkan_pengingat") == -1
    await begins(chat, "Rahmat", "lihat_kemajuan")
    await does(chat, "Rahmat", "/dasbor")
    assert await done(chat, "lihat_kemajuan") == 1
