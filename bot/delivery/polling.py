"""Asks Telegram for updates. The offset moves only after they are stored."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.delivery.failures import verdict
from bot.delivery.uptime import NOBODY, Watch
from domain.ports import StoreOutage

_log = logging.getLogger(__name__)
ALLOWED_UPDATES = '["message","edited_message","callback_query","my_chat_member"]'
_WAIT = 25  # seconds the server holds an empty answer
_BATCH = 100
PAUSES = (0.5, 1, 2, 5, 10)  # seconds between two tries, the last one from then on
_GATHERING = 0.01  # seconds between two batches at least: what comes meanwhile shares a call and a commit

Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


class Polling:
    """The one loop that calls getUpdates."""

    def __init__(
        self,
        request: BaseRequest,
        base_url: str,
        take: Take,
        *,
        watch: Watch = NOBODY,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._request = request
        self._url = f"{base_url}/getUpdates"
        self._take = take
        self._watch = watch
        self._pauses = pauses
        self._offset: int | None = None
        self._failures = 0
        self._conflict_said = False

    async def run(self) -> None:
        """Poll until cancelled. Nothing but a token that is not valid ends it by itself."""
        while True:
            try:
                await self._take_next()
            except InvalidToken:
                raise
            except TelegramError as error:
                self._say(error)
                await self._rest(verdict(error).pause)
            except StoreOutage:  # whoever watches the store has said so
                await self._rest()
            except Exception:  # noqa: BLE001 — an outermost loop: whatever the store says, intake goes on
                _log.exception("updates could not be stored, so none is confirmed; trying again")
                await self._rest()
            else:
                self._watch.works()
                self._failures, self._conflict_said = 0, False

    async def _take_next(self) -> None:
        updates = await self._fetch()
        if updates:
            fetched_at = time.monotonic()
            await self._take(updates)
            self._offset = updates[-1]["update_id"] + 1
            await asyncio.sleep(fetched_at + _GATHERING - time.monotonic())

    async def _fetch(self) -> list[dict[str, Any]]:
        query = {"timeout": _WAIT, "limit": _BATCH, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            query["offset"] = self._offset
        updates: Any = await self._request.post(f"{self._url}?{urlencode(query)}", read_timeout=_WAIT + 10)
        return list(updates)

    def _say(self, error: TelegramError) -> None:
        match error:
            case Conflict():
                if not self._conflict_said:
                    _log.error("only one process may poll with this token: %s", error.message)
                self._conflict_said = True
            case RetryAfter():
                _log.warning("Telegram asks to wait for %s", verdict(error).pause)
            case NetworkError():
                _log.warning("Telegram is not reachable (%s), trying again", type(error).__name__)
            case _:
                _log.warning("getUpdates was refused: %s", error.message)

    async def _rest(self, asked: timedelta | None = None) -> None:
        self._watch.fails()
        pause = self._pauses[min(self._failures, len(self._pauses) - 1)]
        self._failures += 1
        await asyncio.sleep(asked.total_seconds() if asked else pause)
