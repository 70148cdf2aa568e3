"""A broadcast from both its ends: the admin who sends it in the chat, and the people whom it reaches."""

import asyncio
import time
from collections import Counter

from bot.buttons import Button, unpack
from bot.texts import say
from bot.views.broadcast_drafts import ConfirmBroadcast, SendBroadcast, UseAudience
from bot.views.broadcasts import DownloadOutcomes
from tests.bench.city import ADMIN
from tests.bench.people import Shown
from tests.bench.telegram import Telegram

_GREETING = "Yth. Bapak/Ibu "
_TEXT = f"{_GREETING}{{nama}}, masih {{sisa}} menuju tenggat."
_WITHIN = 60.0  # seconds until a screen of the admin's is there


class Mailing:
    """One broadcast. `sent_at`: when [Kirim] was pressed; `last_at`: when the latest message arrived."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._screen: Shown | None = None
        self._news = asyncio.Event()
        self.received: Counter[int] = Counter()
        self.sent_at = self.last_at = 0.0
        telegram.on_shown.append(self._sees)

    async def send(self) -> None:
        """The admin writes it to whoever is not done, and sends it."""
        self._telegram.write(ADMIN, "/siaran")
        await self._presses(UseAudience)
        await self._shows(say("broadcasts.content", placeholders="").partition("\n")[0])
        self._telegram.write(ADMIN, _TEXT)
        await self._presses(ConfirmBroadcast)
        await self._presses(SendBroadcast)
        self.sent_at = time.monotonic()

    async def arrives(self, people: int) -> None:
        """Wait until so many people have it and the admin has the report."""
        while len(self.received) < people:
            await self._next()
        await self._offered(DownloadOutcomes)

    def _sees(self, shown: Shown) -> None:
        if shown.chat_id == ADMIN:
            self._screen = shown
        elif shown.text.startswith(_GREETING):
            self.received[shown.chat_id] += 1
            self.last_at = shown.at
        else:
            return
        self._news.set()

    async def _presses(self, kind: type[Button]) -> None:
        screen, data = await self._offered(kind)
        self._telegram.press(ADMIN, screen.message_id, data, screen.keyboard)

    async def _offered(self, kind: type[Button]) -> tuple[Shown, str]:
        async with asyncio.timeout(_WITHIN):
            while True:
                screen = self._screen
                for row in screen.keyboard if screen else ():
                    for key in row:
                        if isinstance(unpack(key["callback_data"]), kind):
                            assert screen is not None
                            return screen, key["callback_data"]
                await self._next()

    async def _shows(self, beginning: str) -> None:
        async with asyncio.timeout(_WITHIN):
            while self._screen is None or not self._screen.text.startswith(beginning):
                await self._next()

    async def _next(self) -> None:
        self._news.clear()
        await self._news.wait()
