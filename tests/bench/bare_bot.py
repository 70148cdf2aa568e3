"""The bare bot: python-telegram-bot over our transport, its own polling, order per person, nothing remembered.

It shows the screens it was given, by the data of the button that was pressed.
"""

import asyncio
import json
import sys
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, CallbackQueryHandler, ExtBot

from bot.delivery.transport import AiohttpRequest
from tests.bench.telegram import TOKEN

_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown after a press: the first as a message, the others as edits."""

    text: str
    keyboard: InlineKeyboardMarkup
    first: bool


def scenes_of(path: str) -> dict[str, Scene]:
    """Data of a button → what is shown after it, every keyboard made once."""
    scenes: dict[str, Scene] = {}
    for screen in json.loads(Path(path).read_text(encoding="utf-8")):
        keyboard = InlineKeyboardMarkup.de_json({"inline_keyboard": screen["keyboard"]}, None)
        scenes[screen["press"]] = Scene(screen["text"], keyboard, first=not scenes)
    return scenes


class Echo:
    """Answers a press with the next screen."""

    def __init__(self, scenes: dict[str, Scene]) -> None:
        self._scenes = scenes

    async def press(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Answer the press and show the screen, side by side."""
        query = update.callback_query
        assert query is not None
        scene = self._scenes[query.data or ""]
        chat_id = query.from_user.id
        if scene.first:
            shown = context.bot.send_message(
                chat_id, scene.text, parse_mode="HTML", reply_markup=scene.keyboard
            )
        else:
            assert query.message is not None
            shown = context.bot.edit_message_text(
                scene.text,
                chat_id=chat_id,
                message_id=query.message.message_id,
                parse_mode="HTML",
                reply_markup=scene.keyboard,
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
    application.add_handler(CallbackQueryHandler(Echo(scenes_of(screens)).press))
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
