"""A person's hand on a phone of the page: what it does is done through what is drawn there."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import FilePayload, Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Hand:
    page: Page
    name: str

    @property
    def phone(self) -> Locator:
        return self.page.get_by_role("region", name=self.name, exact=True)

    @property
    def messages(self) -> Locator:
        return self.phone.get_by_role("log").get_by_role("listitem")

    async def says(self, text: str) -> None:
        """Type a text and send it with Enter."""
        field = self.phone.get_by_role("textbox", name="Tulis pesan")
        await field.fill(text)
        await field.press("Enter")

    async def presses(self, *labels: str) -> None:
        """Press one button after the other, each on the lowest message that has it, once it stands there."""
        for label in labels:
            await self.phone.get_by_role("log").get_by_role("button", name=label, exact=True).last.click()

    async def chooses(self, menu: str, item: str) -> None:
        """Open a menu of the phone and take an item."""
        await self.phone.get_by_role("button", name=menu).click()
        await self.phone.get_by_role("menuitem", name=item).click()

    async def sends(self, name: str, content: bytes, kind: str = "application/octet-stream") -> None:
        """Attach a file and confirm."""
        chosen = FilePayload(name=name, mimeType=kind, buffer=content)
        await self.phone.locator("input[type=file]").set_input_files(chosen)
        await self.page.get_by_role("dialog").get_by_role("button", name="Kirim", exact=True).click()

    async def saves(self, name: str) -> bytes:
        """Save a document of the chat."""
        async with self.page.expect_download() as download:
            await self.phone.get_by_role("link", name=name).click()
        path = await (await download.value).path()
        return Path(path).read_bytes()

    async def sees(self, words: str) -> None:
        """Wait until the lowest message of the bot contains these words."""
        await expect(self.phone.locator("li.theirs").last).to_contain_text(words)

    async def is_told(self, words: str) -> None:
        """Wait for an alert with these words and close it."""
        alert = self.phone.get_by_role("alertdialog")
        await expect(alert).to_contain_text(words)
        await alert.get_by_role("button", name="Tutup").click()
