"""Bots that know nothing of the simulator get through a conversation: stock python-telegram-bot and aiogram."""

import asyncio
import socket
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import aiogram
import aiohttp
import pytest
import telegram
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, CommandStart
from aiogram.types import BufferedInputFile
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.simulator.persona import Persona, Telegram
from bot.simulator.playing import Conversation
from bot.simulator.server import Simulator

SCRIPT = """
    Budi | /start undangan
    bot  | Halo <Budi>, kode ||undangan||. (senyap, terlindung) [Mulai] [Nanti]
    Budi | [Mulai]
    bot  ! Siap
    bot  ~ Baik, dimulai.
    bot  | Kirim nomor. (papan) [Kirim nomor saya]
    Budi | [Kirim nomor saya]
    bot  | Nomor 6281234567890 diterima.
    Budi | (daftar.csv)
    bot  > balasan.csv "Isi: a;b"
    Budi | /album
    bot  > satu.txt "Dua berkas" (terlindung)
    bot  > dua.txt (terlindung)
    bot  ~ Dua berkas, lengkap
    bot  ~ Isi kedua
    Budi | [Nanti] of the first screen
    bot  !! Sudah lewat.
    Budi | (memblokir bot)
    Budi | (membuka blokir)
    bot  | Selamat datang kembali.
"""


class PlainBot:
    """python-telegram-bot as its documentation shows it."""

    async def start(self, update: Update, context: CallbackContext) -> None:
        buttons = [[InlineKeyboardButton(label, callback_data=label) for label in ("Mulai", "Nanti")]]
        await update.message.reply_html(
            f"Halo &lt;{update.effective_user.first_name}&gt;, kode <tg-spoiler>{context.args[0]}</tg-spoiler>.",
            reply_markup=InlineKeyboardMarkup(buttons),
            protect_content=True,
            disable_notification=True,
        )

    async def press(self, update: Update, context: CallbackContext) -> None:
        query = update.callback_query
        if query.data == "Nanti":
            await query.answer("Sudah lewat.", show_alert=True)
            return
        await query.answer("Siap")
        await query.edit_message_text("Baik, dimulai.")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await query.edit_message_text("Baik, dimulai.")
        panel = ReplyKeyboardMarkup(
            [[KeyboardButton("Kirim nomor saya", request_contact=True)]], one_time_keyboard=True
        )
        await context.bot.send_message(query.from_user.id, "Kirim nomor.", reply_markup=panel)

    async def contact(self, update: Update, _context: CallbackContext) -> None:
        await update.message.delete()
        await update.effective_chat.send_message(f"Nomor {update.message.contact.phone_number} diterima.")

    async def document(self, update: Update, _context: CallbackContext) -> None:
        content = bytes(await (await update.message.document.get_file()).download_as_bytearray())
        await update.effective_chat.send_document(
            content, filename="balasan.csv", caption=f"Isi: {content.decode()}"
        )

    async def album(self, update: Update, _context: CallbackContext) -> None:
        media = [
            telegram.InputMediaDocument(b"1", filename="satu.txt", caption="Dua berkas"),
            telegram.InputMediaDocument(b"2", filename="dua.txt"),
        ]
        first, second = await update.effective_chat.send_media_group(media, protect_content=True)
        await first.edit_caption("Dua berkas, lengkap")
        await second.edit_media(telegram.InputMediaDocument(b"3", filename="tiga.txt", caption="Isi kedua"))

    async def membership(self, update: Update, context: CallbackContext) -> None:
        if update.my_chat_member.new_chat_member.status == "member":
            await context.bot.send_message(update.my_chat_member.chat.id, "Selamat datang kembali.")


@asynccontextmanager
async def python_telegram_bot(simulator: Simulator) -> AsyncIterator[None]:
    bot = PlainBot()
    builder = Application.builder().token(simulator.token).base_url(f"{simulator.url}/bot")
    application = builder.base_file_url(f"{simulator.url}/file/bot").build()
    application.add_handler(CommandHandler("start", bot.start))
    application.add_handler(CommandHandler("album", bot.album))
    application.add_handler(ChatMemberHandler(bot.membership))
    application.add_handler(CallbackQueryHandler(bot.press))
    application.add_handler(MessageHandler(filters.CONTACT, bot.contact))
    application.add_handler(MessageHandler(filters.Document.ALL, bot.document))
    async with application:
        await application.start()
        await application.updater.start_polling()
        yield
        await application.updater.stop()
        await application.stop()


@asynccontextmanager
async def aiogram_bot(simulator: Simulator) -> AsyncIterator[None]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(simulator.url))
    bot = aiogram.Bot(simulator.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = _aiogram_dispatcher(bot)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    yield
    await dispatcher.stop_polling()
    await polling


def document(content: bytes, name: str, **words: str) -> aiogram.types.InputMediaDocument:
    return aiogram.types.InputMediaDocument(media=BufferedInputFile(content, name), **words)


def _aiogram_dispatcher(bot: aiogram.Bot) -> aiogram.Dispatcher:
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: aiogram.types.Message, command: aiogram.filters.CommandObject) -> None:
        row = [
            aiogram.types.InlineKeyboardButton(text=label, callback_data=label)
            for label in ("Mulai", "Nanti")
        ]
        await message.answer(
            f"Halo &lt;{message.from_user.first_name}&gt;, kode <tg-spoiler>{command.args}</tg-spoiler>.",
            reply_markup=aiogram.types.InlineKeyboardMarkup(inline_keyboard=[row]),
            protect_content=True,
            disable_notification=True,
        )

    @dispatcher.message(Command("album"))
    async def album(message: aiogram.types.Message) -> None:
        first, second = await message.answer_media_group(
            [
                document(b"1", "satu.txt", caption="Dua berkas"),
                document(b"2", "dua.txt"),
            ],
            protect_content=True,
        )
        await first.edit_caption(caption="Dua berkas, lengkap")
        await second.edit_media(document(b"3", "tiga.txt", caption="Isi kedua"))

    @dispatcher.my_chat_member()
    async def membership(change: aiogram.types.ChatMemberUpdated) -> None:
        if change.new_chat_member.status == "member":
            await bot.send_message(change.chat.id, "Selamat datang kembali.")

    @dispatcher.callback_query()
    async def press(query: aiogram.types.CallbackQuery) -> None:
        if query.data == "Nanti":
            await query.answer("Sudah lewat.", show_alert=True)
            return
        await query.answer("Siap")
        await query.message.edit_text("Baik, dimulai.")
        with pytest.raises(TelegramBadRequest, match="message is not modified"):
            await query.message.edit_text("Baik, dimulai.")
        button = aiogram.types.KeyboardButton(text="Kirim nomor saya", request_contact=True)
        panel = aiogram.types.ReplyKeyboardMarkup(keyboard=[[button]], one_time_keyboard=True)
        await query.message.answer("Kirim nomor.", reply_markup=panel)

    @dispatcher.message(aiogram.F.contact)
    async def contact(message: aiogram.types.Message) -> None:
        await message.delete()
        await message.answer(f"Nomor {message.contact.phone_number} diterima.")

    @dispatcher.message(aiogram.F.document)
    async def answer_file(message: aiogram.types.Message) -> None:
        content = (await bot.download(message.document)).read()
        file = BufferedInputFile(content, "balasan.csv")
        await message.answer_document(file, caption=f"Isi: {content.decode()}")

    return dispatcher


@dataclass(frozen=True)
class Served:
    """`talenta simulator` as a process of its own; `telegram` is its control side."""

    url: str
    token: str
    telegram: Telegram


@asynccontextmanager
async def by_command() -> AsyncIterator[Served]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    words = ("-m", "bot", "simulator", "--port", str(port), "--token", "12:lain", "--pace", "0")
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=DEVNULL)
    try:
        async with Telegram(f"http://127.0.0.1:{port}") as telegram, asyncio.timeout(30):
            while True:
                with suppress(aiohttp.ClientError):
                    await telegram.get("clock")
                    break
                await asyncio.sleep(0.1)
            yield Served(f"http://127.0.0.1:{port}", "12:lain", telegram)
    finally:
        process.terminate()
        await process.wait()


@pytest.mark.parametrize("running", [python_telegram_bot, aiogram_bot])
async def test_the_command_serves_an_unmodified_bot(running: Callable[[Served], Awaitable]):
    async with by_command() as simulator:
        await simulator.telegram.joins("Budi", "+6281234567890")
        async with running(simulator):
            conversation = Conversation(simulator.telegram, files={"daftar.csv": b"a;b"}, patience=5)
            await conversation.plays(SCRIPT)


@pytest.mark.parametrize("running", [python_telegram_bot, aiogram_bot])
async def test_an_unmodified_bot_gets_through_a_conversation(
    simulator: Simulator, budi: Persona, running: Callable[[Simulator], Awaitable]
):
    async with running(simulator):
        conversation = Conversation(simulator.telegram, files={"daftar.csv": b"a;b"}, patience=5)
        await conversation.plays(SCRIPT)
        since = await budi.sends_album({"a.csv": b"1;2", "b.csv": b"3;4"})
        for words in ("Isi: 1;2", "Isi: 3;4"):
            assert (await budi.waits_for(words, since=since))["document"]["file_name"] == "balasan.csv"
    sight = await budi.sees()
    assert sight.reply_keyboard is None
    assert sight.messages[-1]["document"]["file_size"] == 3
    assert not any("contact" in message for message in sight.messages)
