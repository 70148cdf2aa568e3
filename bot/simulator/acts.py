"""What people do: they write, press, share, send, block and leave; each act becomes updates for the bot."""

import re
from collections.abc import Sequence
from typing import Any, Final

from bot.simulator import keyboards
from bot.simulator.chats import Chat, Message, Screen
from bot.simulator.files import Upload
from bot.simulator.markup import Json, plain
from bot.simulator.world import Press, World

_DEEP_LINK: Final = re.compile(r"(?:https?://)?t\.me/(\w+)(?:\?start=([A-Za-z0-9_-]{1,64}))?")


class NotOnScreen(LookupError):
    """There is no button with this label, or no message of this kind, where the person looks."""


def says(world: World, account_id: int, text: str) -> Message:
    """Send a text or command as a person; commands and links in it get their entities."""
    chat = world.chat_of(account_id)
    world.record(chat, "says", {"text": text})
    return _send(world, chat, _text(text))


def follows(world: World, account_id: int, address: str) -> Message:
    """Open a link to the bot, with or without a start parameter, and press the button that starts it."""
    link = _DEEP_LINK.fullmatch(address)
    if link is None or link[1].lower() != world.bot.username.lower():
        raise NotOnScreen(address)
    return says(world, account_id, f"/start {link[2]}" if link[2] else "/start")


def says_in_group(world: World, account_id: int, title: str, text: str) -> Message:
    """Send a text in a group, to which the bot is added where it is new there.

    A bot in a group is brought what is meant for it: commands, and what mentions it.
    """
    private = world.chat_of(account_id)
    world.record(private, "says_in_group", {"title": title, "text": text})
    chat = world.group(private.account, title)
    if not chat.started:
        chat.started = True
        _tell_membership(world, chat, "left", "member")
        _post(world, chat, {"new_chat_members": [world.bot.as_user()]})
    meant = text.startswith("/") or f"@{world.bot.username}".lower() in text.lower()
    if meant and not chat.blocked:
        return _post(world, chat, _text(text))
    return chat.add(private.account.as_user(), _text(text), world.now)


def edits(world: World, account_id: int, text: str) -> Message:
    """Change the last text of a person."""
    chat = world.chat_of(account_id)
    own = [message for message in chat.visible() if not message.from_bot and "text" in message.content]
    if not own:
        raise NotOnScreen(text)
    message = own[-1]
    message.content, message.edited = _text(text), world.now
    world.record(chat, "edits", {"text": text, "message_id": message.message_id})
    world.push("edited_message", message.as_api(chat.place()))
    return message


def shares_contact(world: World, account_id: int, phone: str | None = None) -> Message:
    """Share the person's own number, or with `phone` the contact of somebody who has no account."""
    chat = world.chat_of(account_id)
    contact = chat.account.as_contact() if phone is None else {"phone_number": phone, "first_name": "Kontak"}
    world.record(chat, "shares_contact", {"own": phone is None, "phone": contact["phone_number"]})
    if phone is None:
        _close_after_use(chat)
    return _send(world, chat, {"contact": contact})


def sends_file(
    world: World, account_id: int, file: Upload, *, caption: str = "", photo: bool = False
) -> Message:
    """Send a document, or the file as a photo."""
    chat = world.chat_of(account_id)
    stored = world.files.add(file, "photos" if photo else "documents")
    content: Json = {"photo": stored.as_photo()} if photo else {"document": stored.as_document()}
    world.record(chat, "sends_file", file.as_json() | {"caption": caption, "photo": photo})
    return _send(world, chat, content | ({"caption": caption} if caption else {}))


def sends_album(
    world: World, account_id: int, files: Sequence[Upload], *, caption: str = "", photo: bool = False
) -> list[Message]:
    """Send several documents or photos as one album; the caption stands under the first."""
    chat = world.chat_of(account_id)
    kept = [world.files.add(file, "photos" if photo else "documents") for file in files]
    contents: list[Json] = [
        {"photo": one.as_photo()} if photo else {"document": one.as_document()} for one in kept
    ]
    for file in files:
        world.record(chat, "sends_file", file.as_json() | {"caption": caption, "photo": photo})
    group: Json = {"media_group_id": world.next_album()}
    if caption:
        contents[0] = contents[0] | {"caption": caption}
    return [_send(world, chat, group | content) for content in contents]


def sends_sticker(world: World, account_id: int) -> Message:
    chat = world.chat_of(account_id)
    world.record(chat, "sends_sticker", {})
    sticker: dict[str, Any] = {"type": "regular", "width": 512, "height": 512}
    sticker |= {"is_animated": False, "is_video": False}
    return _send(world, chat, {"sticker": _nameless_file("CAACAgUAAxkBAAI") | sticker})


def sends_voice(world: World, account_id: int, seconds: int = 3) -> Message:
    chat = world.chat_of(account_id)
    world.record(chat, "sends_voice", {"seconds": seconds})
    return _send(world, chat, {"voice": _nameless_file("AwACAgUAAxkBAAI") | {"duration": seconds}})


def presses(
    world: World,
    account_id: int,
    label: str,
    *,
    screen: Screen = "newest",
    of: int | None = None,
    since: int = 0,
    data: str | None = None,
) -> None:
    """Press a button by its label: of the newest message that has it, of an older screen, or of message `of`.

    `data` tells which of several buttons with this label.
    A label of the reply keyboard sends its text, or the own contact where the button asks for it.
    """
    chat = world.chat_of(account_id)
    shown = chat.find(label, screen, of=of, since=since, data=data)
    inline = shown and keyboards.button(shown.keyboard, label, data)
    if shown and inline:
        _press_inline(world, chat, shown.message_id, inline, screen)
    elif screen == "newest" and of is None and (found := keyboards.button(chat.reply_keyboard, label)):
        _press_reply(world, chat, found)
    else:
        raise NotOnScreen(label)


def blocks(world: World, account_id: int) -> None:
    _change_membership(world, account_id, "blocks", blocked=True)


def unblocks(world: World, account_id: int) -> None:
    _change_membership(world, account_id, "unblocks", blocked=False)


def deletes_account(world: World, account_id: int) -> None:
    """Leave Telegram: the bot is told nothing, and cannot write to this person any more."""
    chat = world.chat_of(account_id)
    world.record(chat, "deletes_account", {})
    chat.deactivated = True


def _text(text: str) -> Json:
    marked = plain(text)
    return {"text": marked.text} | ({"entities": list(marked.entities)} if marked.entities else {})


def _send(world: World, chat: Chat, content: Json) -> Message:
    _open(world, chat)
    return _post(world, chat, content)


def _post(world: World, chat: Chat, content: Json) -> Message:
    message = chat.add(chat.account.as_user(), content, world.now)
    world.push("message", message.as_api(chat.place()))
    return message


def _open(world: World, chat: Chat) -> None:
    """Writing to a blocked bot unblocks it first, as the phone does."""
    if chat.blocked:
        unblocks(world, chat.account.id)
    chat.started = True


def _press_inline(world: World, chat: Chat, message_id: int, found: Json, screen: Screen) -> None:
    message = chat.messages[message_id]
    world.record(chat, "presses", {"label": found["text"], "message_id": message_id, "screen": screen})
    if "callback_data" not in found:
        return
    query_id = str(4_382_000_000_000_000_000 + len(world.presses) + 1)
    world.presses[query_id] = Press(chat, message.message_id, world.now)
    gone = {"chat": chat.place(), "message_id": message.message_id, "date": 0}
    query: Json = {
        "id": query_id,
        "from": chat.account.as_user(),
        "message": gone if message.deleted else message.as_api(chat.place()),
        "chat_instance": str(-(chat.id * 1_000_003)),
        "data": found["callback_data"],
    }
    world.push("callback_query", query)


def _press_reply(world: World, chat: Chat, found: Json) -> None:
    if found.get("request_contact"):
        shares_contact(world, chat.account.id)
        return
    _close_after_use(chat)
    says(world, chat.account.id, found["text"])


def _close_after_use(chat: Chat) -> None:
    if (chat.reply_keyboard or {}).get("one_time_keyboard"):
        chat.reply_keyboard = None


def _change_membership(world: World, account_id: int, act: str, *, blocked: bool) -> None:
    chat = world.chat_of(account_id)
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    world.record(chat, act, {})
    _tell_membership(world, chat, *(("member", "kicked") if blocked else ("kicked", "member")))


def _tell_membership(world: World, chat: Chat, before: str, after: str) -> None:
    until = {"kicked": {"until_date": 0}}
    old, new = (
        {"user": world.bot.as_user(), "status": status} | until.get(status, {}) for status in (before, after)
    )
    change: Json = {
        "chat": chat.place(),
        "from": chat.account.as_user(),
        "date": int(world.now.timestamp()),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    world.push("my_chat_member", change)


def _nameless_file(prefix: str) -> Json:
    return {"file_id": f"{prefix}00000001", "file_unique_id": "AgADunnamed"}
