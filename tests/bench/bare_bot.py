"""The bare bot: python-telegram-bot over our transport, its own polling, order per person, nothing remembered.

It shows the same screens as the questionnaire, by the number its buttons carry.
"""

import asyncio
import json
import sys
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, CallbackQueryHandler, ExtBot

from bot.delivery.transport import AiohttpRequest
from tests.bench.telegram import TOKEN

_AT_ONCE = 64


def screens_of(path: str) -> list[tuple[str, InlineKeyboardMarkup]]:
    """The texts and keyboards to show; the button of screen n carries n + 1."""
    screens = json.loads(Path(path).read_text(encoding="utf-8"))
    return [
        (
            screen["text"],
            InlineKeyboardMarkup(
                [
                    [InlineKeyboardButton(label, callback_data=f"a:1:{number + 1}:4") for label in row]
                    for row in screen["rows"]
                ]
            ),
        )
        for number, screen in enumerate(screens)
    ]


class Echo:
    """Answers a press with the next screen."""

    def __init__(self, screens: list[tuple[str, InlineKeyboardMarkup]]) -> None:
        self._screens = screens

    async def press(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Show the screen whose number the button carries: the first as a message, the others as edits."""
        query = update.callback_query
        assert query is not None
        number = int((query.data or "::0").split(":")[2])
        text, keyboard = self._screens[number % len(self._screens)]
        chat_id = query.from_user.id
        if number == 0:
            shown = context.bot.send_message(chat_id, text, parse_mode="HTML", reply_markup=keyboard)
        else:
            assert query.message is not None
            shown = context.bot.edit_message_text(
                text,
                chat_id=chat_id,
                message_id=query.message.message_id,
                parse_mode="HTML",
                reply_markup=keyboard,
            )
        await asyncio.gather(context.bot.answer_callback_query(query.id), shown)


async def main(url: str, screens: str) -> None:
    """Poll, keep the order of each person, many people at once."""
    polling = AiohttpRequest(connections=1)
    bot: ExtBot[None] = ExtBot(
        TOKEN, base_url=f"{url}/bot", request=AiohttpRequest(), get_updates_request=polling
    )
    builder: Any = ApplicationBuilder().bot(bot).updater(None)
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    application.add_handler(CallbackQueryHandler(Echo(screens_of(screens)).press))
    await application.initialize()
    await application.start()
    queues: dict[int, deque[dict[str, Any]]] = {}
    slots, workers = asyncio.Semaphore(_AT_ONCE), set()

    async def work(chat_id: int) -> None:
        queue = queues[chat_id]
        while queue:
            async with slots:
                await application.process_update(Update.de_json(queue.popleft(), bot))
        del queues[chat_id]

    offset = 0
    while True:
        query = urlencode({"timeout": 25, "offset": offset})
        updates: Any = await polling.post(f"{url}/bot{TOKEN}/getUpdates?{query}", read_timeout=35)
        for raw in updates:
            chat_id = raw["callback_query"]["from"]["id"]
            if chat_id in queues:
                queues[chat_id].append(raw)
                continue
            queues[chat_id] = deque([raw])
            worker = asyncio.create_task(work(chat_id))
            workers.add(worker)
            worker.add_done_callback(workers.discard)
        if updates:
            offset = updates[-1]["update_id"] + 1


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
