"""Asks Telegram for updates. The offset moves only after they are stored."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.delivery.failures import verdict

_log = logging.getLogger(__name__)
ALLOWED_UPDATES = '["message","edited_message","callback_query","my_chat_member"]'
_WAIT = 25  # seconds the server holds an empty answer
_BATCH = 100
_PAUSES = (0.5, 1, 2, 5, 10)

Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


class Polling:
    """The one loop that calls getUpdates."""

    def __init__(self, request: BaseRequest, base_url: str, take: Take) -> None:
        self._request = request
        self._url = f"{base_url}/getUpdates"
        self._take = take
        self._offset: int | None = None
        self._conflict_said = False

    async def run(self) -> None:
        """Poll until cancelled. Nothing but a token that is not valid ends it by itself."""
        failures = 0
        while True:
            try:
                updates = await self._fetch()
                if updates:
                    await self._take(updates)
                    self._offset = updates[-1]["update_id"] + 1
                failures = 0
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._rest(error, failures)
                failures += 1

    async def _fetch(self) -> list[dict[str, Any]]:
        query = {"timeout": _WAIT, "limit": _BATCH, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            query["offset"] = self._offset
        updates: Any = await self._request.post(f"{self._url}?{urlencode(query)}", read_timeout=_WAIT + 10)
        return list(updates)

    async def _rest(self, error: TelegramError, failures: int) -> None:
        pause: float = _PAUSES[min(failures, len(_PAUSES) - 1)]
        match error:
            case Conflict():
                if not self._conflict_said:
                    _log.error("another process polls with this token; stop it, only one may run")
                self._conflict_said = True
            case RetryAfter():
                pause = verdict(error).pause.total_seconds()
            case NetworkError():
                _log.warning("Telegram is not reachable (%s), trying again", type(error).__name__)
            case _:
                _log.warning("getUpdates was refused: %s", error.message)
        await asyncio.sleep(pause)
