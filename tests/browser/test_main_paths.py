"""Each role's way through the real bot, pressed and typed in the page."""

from playwright.async_api import expect

from bot.simulator.people import synthetic_roster
from bot.simulator.spreadsheets import messy_roster
from domain.people import Role
from tests.browser.conftest import NARROW, hand
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phase_scenes import phase_one, staffed
from tests.chats.phases import open_phase
from tests.chats.scoring_scenes import siti_assesses, stored


async def test_an_official_links_reads_answers_reviews_and_sends(chat: Chat, shelf, keeps) -> None:
    await chat.roster(BUDI)
    await open_phase(chat, questionnaires=["pengalaman_memimpin"])
    invitation = await chat.invitation(nip=BUDI.nip)
    persona = await chat.joins("Budi")
    page = await shelf(chat.simulator.url, persona, size=NARROW)
    budi = hand(page, persona)

    await budi.chooses("Tindakan untuk Budi", "Buka tautan undangan")
    link = f"https://t.me/talenta_cirebon_bot?start={invitation.removeprefix('/start ')}"
    await page.get_by_role("textbox", name="Tautan").fill(link)
    await page.get_by_role("button", name="Buka", exact=True).click()
    await budi.presses("Lanjut")
    await keeps(page, "pegawai-1-papan-tombol")
    await budi.phone.get_by_role("button", name="Kirim nomor saya").click()
    await budi.phone.get_by_role("alertdialog").get_by_role("button", name="Bagikan").click()
    await budi.sees("Akun sudah tertaut.")
    await expect(budi.phone.get_by_role("button", name="Kirim nomor saya")).to_be_hidden()

    await budi.presses("Lanjut")
    await budi.sees("Pemberitahuan data pribadi (1 dari 3)")
    await keeps(page, "pegawai-2-pemberitahuan")
    await budi.presses("Lanjut")
    await budi.sees("Pemberitahuan data pribadi (2 dari 3)")
    await budi.presses("Lanjut", "Setuju", "Kuesioner", "1. Mulai", "Mulai")
    await budi.sees("pertanyaan 1")
    await keeps(page, "pegawai-3-pertanyaan")
    await budi.presses("Tidak ada")
    await budi.sees("Belum terkirim.")
    await budi.presses("Tinjau", "Bagian 1")
    await budi.sees("Jawaban: Tidak ada")
    await keeps(page, "pegawai-4-tinjau")
    await budi.presses("Selesai tinjau", "Kirim", "Nyatakan, kirim")
    await budi.sees("Tanda terima TT-2026-000001")
    await keeps(page, "pegawai-5-tanda-terima")
    await budi.chooses("Menu perintah", "Isi atau lanjutkan kuesioner")
    await budi.sees("1. Pengalaman memimpin: terkirim")


async def test_an_assessor_scores_by_command_and_looks_under_the_cover(chat: Chat, shelf, keeps) -> None:
    await siti_assesses(chat)
    page = await shelf(chat.simulator.url, chat.people["Siti"], scheme="dark")
    siti = hand(page, chat.people["Siti"])

    await siti.says(f"/nilai {BUDI.nip} integritas 6")
    await siti.sees("Nilai 6 untuk Integritas di luar skala 1–5.")
    await siti.says(f"/nilai {BUDI.nip} integritas 4 kerja_sama 3,5")
    await siti.sees("Tersimpan 2 nilai. Masih kurang 15 dari 17 aspek.")
    cover = siti.messages.last.get_by_role("button", name="Tersembunyi")
    assert "Integritas 4" not in await siti.messages.last.aria_snapshot()
    await keeps(page, "asesor-1-tertutup")
    await cover.press("Enter")
    assert "Integritas 4" in await siti.messages.last.aria_snapshot()
    await keeps(page, "asesor-2-terbuka")
    assert await stored(chat) == [("1004", "integritas", "4"), ("1004", "kerja_sama", "3.5")]


async def test_bkpsdm_uploads_the_roster(chat: Chat, shelf, keeps) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    page = await shelf(chat.simulator.url, chat.people["Rahmat"])
    rahmat = hand(page, chat.people["Rahmat"])

    await rahmat.sends("daftar-pejabat.xlsx", messy_roster(synthetic_roster(size=40)))
    await rahmat.sees("Jumlah 40 baris: 40 baru, 0 berubah, 0 sama, 0 bermasalah.")
    await keeps(page, "bkpsdm-1-pratinjau")
    await rahmat.presses("Simpan")
    await rahmat.sees("40 baru, 0 berubah, 0 sama.")
    await rahmat.says("/templat")
    await rahmat.presses("Daftar pegawai")
    assert (await rahmat.saves("templat-daftar-pegawai.xlsx")).startswith(b"PK")


async def test_bkpsdm_broadcasts_and_a_locked_phone_shows_it(chat: Chat, shelf, keeps) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("--- Selasa, 24 November 2026, 10.00 WIB ---")
    people = chat.people["Budi"], chat.people["Rahmat"]
    page = await shelf(chat.simulator.url, *people)
    budi, rahmat = (hand(page, person) for person in people)
    await budi.says("/mulai")
    await budi.sees("Beranda Bapak/Ibu Budi")
    await budi.phone.get_by_role("button", name="Layar kunci").click()

    await rahmat.says("/siaran")
    await rahmat.presses("Pakai ini")
    await rahmat.sees("Ketik teks.")
    await rahmat.says("Yth. Bapak/Ibu {nama}, masih {sisa} menuju tenggat.")
    await rahmat.presses("Lanjut", "Kirim")
    await rahmat.sees("selesai")
    pushes = budi.phone.get_by_role("list", name="Pemberitahuan").get_by_role("listitem")
    await expect(pushes).to_have_count(1)
    await expect(pushes).to_contain_text("Yth. Bapak/Ibu Budi, masih 14 hari menuju tenggat.")
    await expect(page.get_by_role("button", name="Budi").get_by_text("1", exact=True)).to_be_visible()
    await keeps(page, "bkpsdm-2-siaran-dan-layar-kunci")
    await pushes.get_by_role("button").click()
    await budi.sees("masih 14 hari")


async def test_an_old_button_is_answered_with_an_alert(chat: Chat, shelf, keeps) -> None:
    await chat.roster(BUDI, WATI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat)
    page = await shelf(chat.simulator.url, chat.people["Budi"], scheme="dark", size=NARROW)
    budi = hand(page, chat.people["Budi"])

    await budi.says("/kuesioner")
    await budi.presses("1. Mulai", "Mulai")
    await budi.sees("pernyataan 1 dari 48")
    old = page.locator("li.theirs").last
    await budi.presses("4")
    await budi.sees("pernyataan 2 dari 48")
    await expect(old).to_contain_text("pernyataan 2 dari 48")
    await chat.people["Budi"].presses("3", screen="first")
    await expect(budi.phone.get_by_role("alertdialog")).to_contain_text("Pertanyaan ini sudah dijawab.")
    await keeps(page, "pegawai-6-peringatan")
    await budi.is_told("Jawaban lama tidak berubah.")
