"""What the page does with everything a bot may send, and with people, on a simulator without a bot."""

import asyncio
import re

from playwright.async_api import expect

from bot.simulator.server import Simulator
from tests.browser.conftest import NARROW, hand
from tests.unit.simulator.conftest import MONDAY
from tests.unit.simulator.test_web_chat import PIXEL

KEYS = {
    "inline_keyboard": [[{"text": "Buka", "callback_data": "b"}, {"text": "Tutup", "callback_data": "t"}]]
}


async def test_texts_never_become_markup(simulator, call, shelf) -> None:
    wrong = "<img src=x onerror=document.title='x'>"
    persona = await simulator.persona(wrong, "+6281234567890")
    await persona.says(wrong)
    await call("sendMessage", chat_id=persona.id, text=wrong, reply_markup=KEYS)
    page = await shelf(simulator.url, persona)
    phone = hand(page, persona)
    await phone.sees(wrong)
    assert await page.locator(".desk img").count() == 0
    assert await page.title() == "Telegram setempat"


async def test_entities_are_drawn_by_utf16_offsets(simulator, call, budi, shelf) -> None:
    await budi.says("/start")
    text = "𝕏 <b>tebal <i>miring</i></b> <code>19850315</code> <a href='https://example.org'>laman</a>"
    await call("sendMessage", chat_id=budi.id, text=text, parse_mode="HTML")
    words = hand(await shelf(simulator.url, budi), budi).messages.last
    await expect(words.locator("strong")).to_have_text("tebal miring")
    await expect(words.locator("strong em")).to_have_text("miring")
    await expect(words.locator(".code")).to_have_text("19850315")
    await expect(words.get_by_role("link", name="laman")).to_have_attribute("rel", "noopener noreferrer")


async def test_a_press_waits_for_its_answer_and_a_toast_passes(simulator, call, budi, shelf) -> None:
    await budi.says("/start")
    await call("sendMessage", chat_id=budi.id, text="Pilih", reply_markup=KEYS)
    page = await shelf(simulator.url, budi)
    phone = hand(page, budi)
    await phone.presses("Buka")
    busy = phone.phone.get_by_role("button", name="Buka", exact=True)
    await expect(busy).to_have_attribute("aria-busy", "true")
    (press,) = [
        one["callback_query"] for one in (await call("getUpdates"))["result"] if "callback_query" in one
    ]
    assert press["data"] == "b"
    await call("answerCallbackQuery", callback_query_id=press["id"], text="Tersimpan")
    await expect(phone.phone.get_by_role("status")).to_have_text("Tersimpan")
    await expect(busy).not_to_have_attribute("aria-busy", "true")


async def test_ticks_typing_edits_and_deletions(simulator, call, budi, shelf) -> None:
    page = await shelf(simulator.url, budi)
    phone = hand(page, budi)
    await phone.phone.get_by_role("button", name="Mulai").click()
    await expect(phone.messages.last).to_contain_text("Terkirim")
    (update,) = (await call("getUpdates"))["result"]
    await call("getUpdates", offset=update["update_id"] + 1)
    await expect(phone.messages.last).to_contain_text("Diterima bot")
    await call("sendChatAction", chat_id=budi.id, action="typing")
    await expect(phone.phone.get_by_text("sedang mengetik")).to_be_visible()
    await call("sendMessage", chat_id=budi.id, text="Satu", reply_markup=KEYS)
    await expect(phone.phone.get_by_text("sedang mengetik")).to_be_hidden()
    await call("editMessageText", chat_id=budi.id, message_id=2, text="Dua")
    await phone.sees("Dua")
    await expect(phone.messages).to_have_count(2)
    await call("deleteMessage", chat_id=budi.id, message_id=2)
    await expect(phone.messages).to_have_count(1)
    await phone.says("/strat")
    field = phone.phone.get_by_role("textbox", name="Tulis pesan")
    await field.press("ArrowUp")
    await phone.says("/start lagi")
    await expect(phone.messages.last).to_contain_text("diedit")
    assert (await budi.sees()).texts() == ["/start", "/start lagi"]


async def test_pictures_stay_covered_and_what_is_protected_is_not_saved(simulator, call, budi, shelf) -> None:
    await budi.sends_file("lihat.png", PIXEL, photo=True)
    await budi.sends_file("dokumen.pdf", b"%PDF-1.7")
    picture, document = (await budi.sees()).messages
    photo, file = picture["photo"][0]["file_id"], document["document"]["file_id"]
    await call("sendPhoto", chat_id=budi.id, photo=photo, has_spoiler=True, caption="Peta")
    await call("sendDocument", chat_id=budi.id, document=file, protect_content=True)
    phone = hand(await shelf(simulator.url, budi), budi)
    await phone.presses("Tampilkan gambar tersembunyi")
    await expect(phone.phone.get_by_role("button", name="Tampilkan gambar")).to_have_count(0)
    await phone.presses("Gambar dari bot: perbesar")
    await phone.page.get_by_role("dialog").get_by_role("button", name="Tutup").click()
    await expect(phone.page.get_by_role("dialog")).to_have_count(0)
    await expect(phone.messages.last).to_contain_text("Tidak dapat disimpan")
    assert await phone.messages.last.get_by_role("link").count() == 0
    assert await phone.saves("dokumen.pdf") == b"%PDF-1.7"


async def test_people_are_made_blocked_found_and_deleted(simulator, shelf, keeps) -> None:
    page = await shelf(simulator.url)
    await page.get_by_role("button", name="Tambah orang").click()
    await page.get_by_role("textbox", name="Nama").fill("Wati")
    await page.get_by_role("textbox", name="Nomor telepon").fill("+6281200000009")
    await keeps(page, "halaman-1-tambah-orang")
    await page.get_by_role("button", name="Buat").click()
    await page.get_by_role("region", name="Wati").wait_for()
    (wati,) = (await simulator.telegram.people()).values()
    assert (wati.name, wati.phone) == ("Wati", "+6281200000009")
    phone = hand(page, wati)
    await phone.phone.get_by_role("button", name="Mulai").click()
    await phone.chooses("Tindakan untuk Wati", "Blokir bot")
    await phone.phone.get_by_role("button", name="Buka blokir").click()
    await expect(phone.phone.get_by_role("textbox", name="Tulis pesan")).to_be_visible()
    await page.get_by_role("searchbox").fill("tidak ada")
    await expect(page.get_by_text("Tidak ada orang yang cocok.")).to_be_visible()
    await page.get_by_role("searchbox").fill("WAT")
    await expect(page.get_by_role("navigation").get_by_role("button", name="Wati")).to_be_visible()
    await phone.chooses("Tindakan untuk Wati", "Hapus orang ini")
    await page.get_by_role("dialog").get_by_role("button", name="Hapus orang ini").click()
    await expect(phone.phone).to_have_count(0)
    acts = [entry.method for entry in await simulator.telegram.log(of=wati.id)]
    assert acts == ["says", "blocks", "unblocks", "deletes_account"]


async def test_the_inspector_shows_the_raw_update_and_call(simulator, call, budi, shelf, keeps) -> None:
    await budi.says("/start")
    await call("sendMessage", chat_id=budi.id, text="Satu", reply_markup=KEYS)
    await call("sendMessage", chat_id=budi.id, text="")
    page = await shelf(simulator.url, budi)
    await page.get_by_role("button", name="Di balik layar").click()
    panel = page.get_by_role("region", name="Di balik layar")
    passed = panel.get_by_role("list", name="Di balik layar").get_by_role("listitem")
    await expect(passed).to_have_count(3)
    await expect(passed.first).to_contain_text("ditolak")
    await passed.nth(1).get_by_text("sendMessage").click()
    await expect(passed.nth(1)).to_contain_text('"callback_data": "b"')
    await passed.nth(2).get_by_text("message", exact=True).click()
    await expect(passed.nth(2)).to_contain_text(re.compile(r'"update_id": \d+'))
    await keeps(page, "halaman-2-di-balik-layar")
    await panel.get_by_role("button", name="Panggilan").click()
    await expect(passed.nth(2)).to_be_hidden()


async def test_the_clock_moves_by_a_day(simulator, budi, shelf) -> None:
    page = await shelf(simulator.url, budi)
    await expect(page.get_by_text("Senin, 2 November 2026, 08.10 WIB")).to_be_visible()
    await page.get_by_role("button", name="+1 hari").click()
    await expect(page.get_by_text("Selasa, 3 November 2026, 08.10 WIB")).to_be_visible()


async def test_the_newest_message_stays_in_sight_unless_somebody_reads_above(
    simulator, call, budi, shelf
) -> None:
    for number in range(70):
        await budi.says(f"pesan {number}")
    page = await shelf(simulator.url, budi)
    phone = hand(page, budi)
    await expect(phone.messages.last).to_be_in_viewport()
    await phone.phone.get_by_role("log").evaluate("(log) => log.scrollTo(0, 0)")
    await phone.presses("Pesan sebelumnya")
    await expect(phone.messages).to_have_count(70)
    await call("sendMessage", chat_id=budi.id, text="Satu")
    jump = phone.phone.get_by_role("button", name="Ke pesan terbaru")
    await expect(jump).to_contain_text("1")
    await expect(phone.messages.last).not_to_be_in_viewport()
    await jump.click()
    await expect(phone.messages.last).to_be_in_viewport()
    await call("sendMessage", chat_id=budi.id, text="Dua", reply_markup=KEYS)
    await expect(phone.phone.get_by_role("button", name="Tutup", exact=True)).to_be_in_viewport(ratio=1)


async def test_a_narrow_page_switches_between_phones(simulator, call, budi, shelf, keeps) -> None:
    siti = await simulator.persona("Siti", "+6281200000002")
    await budi.says("/start")
    await siti.says("/start")
    page = await shelf(simulator.url, budi, siti, size=NARROW)
    await expect(hand(page, siti).phone).to_be_hidden()
    await call("sendMessage", chat_id=siti.id, text="Satu")
    switch = page.get_by_role("group", name="Pilih telepon").get_by_role("button", name="Siti")
    await expect(switch).to_contain_text("1")
    await keeps(page, "halaman-3-sempit")
    await switch.click()
    await hand(page, siti).sees("Satu")
    await expect(hand(page, budi).phone).to_be_hidden()
    await expect(switch).not_to_contain_text("1")
    assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


async def test_what_stands_is_not_drawn_anew_while_a_hundred_people_talk(
    simulator, call, budi, shelf
) -> None:
    await budi.says("/start")
    others = [await simulator.persona(f"Orang {number}", f"+62812{number:08}") for number in range(100)]
    page = await shelf(simulator.url, budi)
    await hand(page, budi).messages.first.wait_for()
    await expect(page.locator(".line")).to_have_count(101)
    await page.evaluate(
        "for (const one of document.querySelectorAll('.line, .messages > li')) one.kept = true"
    )
    await asyncio.gather(*(one.says("halo") for one in others))
    for one in others:
        await call("sendMessage", chat_id=one.id, text="Baik")
    await call("sendMessage", chat_id=budi.id, text="Terakhir")
    await hand(page, budi).sees("Terakhir")
    await expect(page.locator(".line .badge:not([hidden])")).to_have_count(100)
    kept = "[...document.querySelectorAll('.line, .messages > li')].filter((one) => !one.kept).length"
    assert await page.evaluate(kept) == 1


async def test_the_page_comes_back_to_a_server_that_began_anew(shelf) -> None:
    async with Simulator(MONDAY) as first:
        budi = await first.persona("Budi", "+6281234567890")
        page = await shelf(first.url, budi)
        await expect(hand(page, budi).phone).to_be_visible()
    await expect(page.get_by_text("Sambungan ke Telegram setempat terputus.")).to_be_visible()
    async with Simulator(MONDAY, port=int(first.url.rpartition(":")[2])) as second:
        wati = await second.persona("Wati", "+6281200000009")
        await wati.says("halo")
        await expect(page.get_by_text("Sambungan ke Telegram setempat terputus.")).to_be_hidden()
        await page.get_by_role("navigation").get_by_role("button", name="Wati").click()
        await expect(hand(page, wati).messages.last).to_contain_text("halo")
        await expect(page.get_by_text("Budi")).to_have_count(0)
