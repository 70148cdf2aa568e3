"""What nobody asked for: unknown commands, free text, stickers, edits, groups, old buttons."""

from difflib import get_close_matches

from telegram import ChatMember
from telegram.constants import ChatType

from bot.commands import usable_by
from bot.context import Context
from bot.handlers import linking, opening, stepping
from bot.reply import Reply
from bot.texts import Markup, formats, plain, refusal, say
from bot.views.navigation import to_home
from domain.errors import ChangedMeanwhile, PrivateChatOnly
from domain.usecases import overviewing, reaching

_BARE_WORDS = {
    "kuesioner": "kuesioner",
    "hasil": "hasil",
    "rencana": "rencana",
    "bantuan": "bantuan",
    "menu": "mulai",
    "mulai": "mulai",
}
_ALIKE = 0.75  # /nlai is like /nilai, not like /mulai
_THANKS = ("terima kasih", "terimakasih", "makasih", "thanks")


def bare_word(text: str) -> str | None:
    """The command a bare word stands for, when no question is open."""
    return _BARE_WORDS.get(text.casefold())


async def unknown_command(context: Context) -> None:
    """A command that does not exist; only those of the own roles are suggested."""
    typed = context.text.split()[0].lstrip("/").partition("@")[0]
    roles = await context.read(reaching.roles)
    known = [command.name for command in usable_by(roles)]
    alike = get_close_matches(typed.casefold(), known, n=2, cutoff=_ALIKE)
    if alike:
        suggestions = formats.joined([f"/{name}" for name in alike])
        text = say("system.unknown_command", command=f"/{typed}", suggestions=suggestions)
    else:
        text = say("system.unknown_command_alone", command=f"/{typed}")
    await context.record(Reply(text, [[to_home()]]))  # the open question stays open


async def free_text(context: Context) -> None:
    """Text while nothing is awaited; from a stranger, digits are a NIP. Refuses NotLinked."""
    if not await context.read(reaching.is_known) and any(letter.isdigit() for letter in context.text):
        await linking.type_nip(context)
        return
    overview = await context.read(overviewing.own)
    if not any(word in context.text.casefold() for word in _THANKS):
        await context.show(Reply(say("system.free_text"), [[to_home()]]))
    elif overview.nothing_to_do:
        await context.show(Reply(say("system.thanks"), [[to_home()]]))
    else:
        await opening.home(context)


async def not_processed(context: Context) -> None:
    """Stickers, voices, places: refused, and an open question is asked again."""
    waits = await stepping.waiting(context)
    await context.record(Reply(say("system.not_processed"), [] if waits else [[to_home()]]))
    if waits:
        await stepping.show_open_screen(context)


async def contact_not_expected(context: Context) -> None:
    """A contact nobody asked for."""
    await context.record(Reply(say("system.contact_not_expected"), [[to_home()]]))


async def file_not_expected(context: Context) -> None:
    """A file nobody asked for."""
    await context.record(Reply(say("system.file_not_expected"), [[to_home()]]))


async def edited(context: Context) -> None:
    """An edit never reaches a use case: correcting a typo would act twice."""
    message = context.incoming.edited_message
    if message is not None and (context.conversation.awaiting or (message.text or "").startswith("/")):
        await context.record(Reply(say("system.edited"), silent=True))


async def old_button(context: Context) -> None:
    """A button no release of today could have made."""
    await context.alert(plain(refusal(ChangedMeanwhile())))


async def leave_group(context: Context) -> None:
    """Something written in a group: the bot works in private conversations only."""
    link = f"https://t.me/{context.services.policy.bot_username}"
    await _leave(context, refusal(PrivateChatOnly(bot_link=link)))


async def membership(context: Context) -> None:
    """The bot was blocked, unblocked, or taken into a group, which it leaves at once."""
    change = context.incoming.my_chat_member
    assert change is not None
    there = change.new_chat_member.status not in (ChatMember.BANNED, ChatMember.LEFT)
    if change.chat.type == ChatType.PRIVATE:
        telegram_id = context.chat_id
        await context.services.write(reaching.set_reachable, telegram_id=telegram_id, reachable=there)
    elif there:
        await _leave(context, say("system.group"))


async def _leave(context: Context, words: Markup) -> None:
    chat = context.incoming.effective_chat
    assert chat is not None
    context.services.replied()
    await context.bot.send_message(chat.id, words)
    await context.bot.leave_chat(chat.id)
