"""axe-core finds nothing serious, and all that matters can be done without a pointer."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, hand
from tests.browser.test_page import KEYS

GRAVE = {"serious", "critical"}


async def complaints(page: Page) -> list[str]:
    """What axe-core finds serious or critical, with the elements concerned."""
    found = await Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['html']}"
        for one in found.response["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", NARROW)])
async def test_nothing_serious_is_found(simulator, call, budi, shelf, scheme, size) -> None:
    siti = await simulator.persona("Siti", "+6281200000002")
    await call("setMyCommands", commands=[{"command": "bantuan", "description": "Panduan"}])
    await budi.says("/start")
    await siti.says("/start")
    spoilt = "<b>Tersimpan</b> <tg-spoiler>Budi 4</tg-spoiler> <code>1985</code> /bantuan https://example.org"
    await call(
        "sendMessage",
        chat_id=budi.id,
        text=spoilt,
        parse_mode="HTML",
        reply_markup=KEYS,
        protect_content=True,
    )
    contact = {"keyboard": [[{"text": "Kirim nomor saya", "request_contact": True}]]}
    await call("sendMessage", chat_id=budi.id, text="Satu langkah lagi", reply_markup=contact)
    page = await shelf(simulator.url, budi, siti, size=size, scheme=scheme)
    phone = hand(page, budi)
    await phone.sees("Satu langkah lagi")
    assert await complaints(page) == []
    if size is NARROW:  # the list of people lies over the phone there
        people = page.get_by_role("button", name="Orang", exact=True)
        await people.click()
        assert await complaints(page) == []
        await people.click()

    await phone.phone.get_by_role("button", name="Tindakan untuk Budi").click()
    assert await complaints(page) == []
    await page.keyboard.press("Escape")
    await phone.phone.get_by_role("button", name="Kirim nomor saya").click()
    assert await complaints(page) == []
    await page.keyboard.press("Escape")
    await phone.phone.get_by_role("button", name="Layar kunci").click()
    await call("sendMessage", chat_id=budi.id, text="Kuesioner sudah dibuka.")
    await phone.phone.get_by_role("list", name="Pemberitahuan").get_by_role("listitem").wait_for()
    await page.get_by_role("button", name="Di balik layar").click()
    assert await complaints(page) == []
    await page.get_by_role("button", name="Latihan", exact=True).click(force=True)
    await page.get_by_role("article").get_by_role("button").first.click()
    assert await complaints(page) == []


async def test_a_phone_is_used_with_the_keyboard_alone(simulator, call, budi, shelf) -> None:
    await call("setMyCommands", commands=[{"command": "kuesioner", "description": "Isi kuesioner"}])
    page = await shelf(simulator.url, budi)
    phone = hand(page, budi)
    start = phone.phone.get_by_role("button", name="Mulai")
    await start.focus()
    await page.keyboard.press("Enter")
    await expect(phone.messages).to_have_count(1)
    await call("sendMessage", chat_id=budi.id, text="Pilih", reply_markup=KEYS)
    await phone.sees("Pilih")
    field = phone.phone.get_by_role("textbox", name="Tulis pesan")
    await field.focus()
    await page.keyboard.type("/k")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(phone.messages.last).to_contain_text("/kuesioner")
    key = phone.phone.get_by_role("button", name="Buka", exact=True)
    await key.focus()
    await page.keyboard.press("Enter")
    await call("editMessageText", chat_id=budi.id, message_id=2, text="Terbuka", reply_markup=KEYS)
    await phone.sees("Terbuka")
    assert await page.evaluate("document.activeElement.textContent") == "Buka"
    menu = phone.phone.get_by_role("button", name="Tindakan untuk Budi")
    await menu.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(phone.phone.get_by_role("alertdialog")).to_contain_text("Bagikan nomor telepon?")
    await page.keyboard.press("Enter")
    await expect(phone.messages.last).to_contain_text("+6281234567890")
