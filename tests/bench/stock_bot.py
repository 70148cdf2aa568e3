"""The stock bot: python-telegram-bot as its examples use it, its default client, eight updates at once."""

import sys
from typing import Any

from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler

from tests.bench.bare_bot import Echo, scenes_of
from tests.bench.telegram import TOKEN

if __name__ == "__main__":
    url, screens = sys.argv[1], sys.argv[2]
    builder: Any = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").concurrent_updates(8)
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    application.add_handler(CallbackQueryHandler(Echo(scenes_of(screens)).press))
    application.run_polling(drop_pending_updates=False)
