"""The page in a browser, with the real bot behind it. Skipped where there is no Chromium."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from bot.simulator.persona import Persona
from tests.browser.hand import Hand
from tests.chats.conftest import chat, database, engines, migrated
from tests.unit.simulator.conftest import budi, call, http, simulator

__all__ = ["budi", "call", "chat", "database", "engines", "http", "migrated", "simulator"]

CHROMIUM: Final = shutil.which("chromium")
SCREENSHOTS: Final = Path(__file__).parents[2] / "var" / "screenshots"
WIDE: Final = (1560, 900)
NARROW: Final = (360, 740)
_SWITCHES: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Shelf: TypeAlias = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def pytest_runtest_setup() -> None:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: nobody looked at the web chat")


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(_SWITCHES))
        yield running
        await running.close()


@pytest.fixture
async def shelf(browser: Browser) -> AsyncIterator[Shelf]:
    """Opens the page of a simulator with these people's phones; whatever the page complains of fails the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    async def opens(url: str, *people: Persona, size: tuple[int, int] = WIDE, scheme: str = "light") -> Page:
        width, height = size
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="id-ID",
        )
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _grave(said) else None)
        await page.goto(f"{url}/#{','.join(str(person.id) for person in people)}")
        return page

    yield opens
    for context in contexts:
        await context.close()
    assert complaints == []


@pytest.fixture
def keeps(request: pytest.FixtureRequest) -> Callable[[Page, str], Awaitable[None]]:
    """Keeps a picture of a page under `var/screenshots`."""

    async def picture(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    return picture


def _grave(said: ConsoleMessage) -> bool:
    """A socket that breaks is no complaint: the page comes back by itself, and a test looks after that."""
    return said.type == "error" and "WebSocket" not in said.text


def hand(page: Page, person: Persona) -> Hand:
    return Hand(page, person.name)
