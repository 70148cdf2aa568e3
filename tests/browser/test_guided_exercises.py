"""The exercises on the page: they tick off by themselves while somebody works on a phone beside them."""

from playwright.async_api import expect

from tests.browser.conftest import NARROW, hand
from tests.chats.conftest import BUDI, Chat
from tests.chats.phase_scenes import phase_one, staffed


async def test_steps_tick_off_while_somebody_works_beside_them(chat: Chat, shelf, keeps) -> None:
    await chat.roster(BUDI)
    await chat.joins("Budi")
    page = await shelf(chat.simulator.url, chat.people["Budi"])
    budi = hand(page, chat.people["Budi"])
    await page.get_by_role("button", name="Latihan", exact=True).click()
    panel = page.get_by_role("region", name="Latihan")
    card = panel.get_by_role("article").filter(has_text="Menautkan akun")
    await card.get_by_role("button", name="Menautkan akun").click()
    await card.get_by_role("button", name="Mulai latihan").click()
    done = card.get_by_text("Selesai:")
    await expect(card.locator("[aria-current=step]")).to_contain_text("Ketik /mulai.")
    await budi.phone.get_by_role("button", name="Mulai", exact=True).click()
    await expect(done).to_have_count(1)
    await budi.says(BUDI.nip)
    await budi.phone.get_by_role("button", name="Kirim nomor saya").click()
    await budi.phone.get_by_role("button", name="Bagikan", exact=True).click()
    await expect(done).to_have_count(3)
    await keeps(page, "latihan-1-berjalan")
    for words in ("(1 dari 3)", "(2 dari 3)", "(3 dari 3)"):
        await budi.presses("Lanjut")
        await budi.sees(words)
    await budi.presses("Setuju")
    await expect(panel.get_by_role("status")).to_have_text('Latihan "Menautkan akun" selesai.')
    await card.get_by_role("button", name="Ulangi dari awal").click()
    await expect(card).to_contain_text("Belum dimulai")
    await expect(done).to_have_count(0)


async def test_on_a_narrow_page_the_next_step_stands_above_the_phone(chat: Chat, shelf, keeps) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("--- Selasa, 24 November 2026, 10.00 WIB ---")
    page = await shelf(chat.simulator.url, chat.people["Budi"], size=NARROW)
    budi = hand(page, chat.people["Budi"])
    await page.get_by_role("button", name="Latihan", exact=True).click()
    card = page.get_by_role("article").filter(has_text="Minta diingatkan besok")
    await card.get_by_role("button", name="Minta diingatkan besok").click()
    await keeps(page, "latihan-2-sempit")
    await card.get_by_role("button", name="Mulai latihan").click()
    coach = page.get_by_role("button", name="Langkah")
    await expect(coach).to_contain_text("Langkah 1 dari 5.")
    await budi.says("/kuesioner")
    await budi.presses("1. Mulai", "Mulai")
    await budi.sees("pernyataan 1 dari 48")
    await budi.presses("4", "Lanjut nanti", "Ingatkan besok")
    await expect(coach).to_contain_text("Langkah 3 dari 5. Majukan waktu satu hari.")
    await keeps(page, "latihan-3-langkah")
    await page.get_by_role("button", name="+1 hari").click()
    await expect(coach).to_contain_text("Langkah 4 dari 5.")
    await chat.bot.jobs.tick()
    await budi.sees("kuesioner BKPSDM belum terkirim")
    await expect(coach).to_contain_text("Langkah 5 dari 5.")


async def test_everything_starts_over(simulator, call, budi, shelf) -> None:
    await budi.says("/start")
    siti = await simulator.persona("Siti", "+6281200000002")
    await siti.says("/start")
    for one in (budi, siti):
        await call("sendMessage", chat_id=one.id, text="Satu")
    simulator.world.keep()
    page = await shelf(simulator.url, budi, siti)
    phone = hand(page, budi)
    await phone.says("sesudahnya")
    await page.get_by_role("button", name="Latihan", exact=True).click()
    await page.get_by_role("button", name="Mulai semua dari awal").click()
    await page.get_by_role("dialog").get_by_role("button", name="Mulai semua dari awal").click()
    await expect(page.get_by_role("button", name="Sedang dikembalikan")).to_be_disabled()
    await simulator.telegram.post("world/restore", {})
    await expect(phone.messages).to_have_count(2)
    await expect(page.locator(".line .badge:visible")).to_have_count(0)
    await expect(page.get_by_role("button", name="Mulai semua dari awal")).to_be_enabled()
