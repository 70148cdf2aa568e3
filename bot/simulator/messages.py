"""The methods that write in a chat: send, edit, delete, answer a press, files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, TypeAlias

from bot.simulator import keyboards
from bot.simulator.chats import Chat, Message
from bot.simulator.contents import caption, document, photo, text
from bot.simulator.files import LARGEST_DOWNLOAD
from bot.simulator.markup import Json, units
from bot.simulator.parameters import Parameters
from bot.simulator.refusals import bad_request
from bot.simulator.updates import LIFE_OF_A_PRESS
from bot.simulator.world import World

Method: TypeAlias = Callable[[World, Parameters], Any]

LONGEST_ANSWER: Final = 200
DELETABLE: Final = timedelta(hours=48)
MOST_DELETED: Final = 100

_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_STALE: Final = "query is too old and response timeout expired or query ID is invalid"


def send_message(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    return posted(world, chat, text(given), given)


def send_photo(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    return posted(world, chat, photo(world, given), given)


def send_document(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    return posted(world, chat, document(world, given), given)


def edit_message_text(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    message = editable(chat, given)
    content = text(given)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return changed(world, chat, message, content, markup(given))


def edit_message_caption(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    message = editable(chat, given)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {kind: value for kind, value in message.content.items() if not kind.startswith("caption")}
    return changed(world, chat, message, kept | caption(given), markup(given))


def edit_message_reply_markup(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    message = editable(chat, given)
    return changed(world, chat, message, message.content, markup(given))


def delete_message(world: World, given: Parameters) -> bool:
    chat = world.addressed(given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    if world.now - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    return True


def delete_messages(world: World, given: Parameters) -> bool:
    """Delete what can be deleted of up to 100 messages; the others are passed over."""
    chat = world.addressed(given)
    numbers = given.value("message_ids", "message identifiers") or []
    if not 1 <= len(numbers) <= MOST_DELETED:
        raise bad_request(
            "message identifiers are not specified" if not numbers else "too many messages to delete"
        )
    for number in numbers:
        message = chat.messages.get(int(number))
        if message and world.now - message.date <= DELETABLE:
            message.deleted = True
    return True


def answer_callback_query(world: World, given: Parameters) -> bool:
    press = world.presses.get(given.text("callback_query_id"))
    if press is None or press.answered or world.now - press.at > LIFE_OF_A_PRESS:
        raise bad_request(_STALE)
    if units(given.text("text")) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered = True
    return True


def send_chat_action(world: World, given: Parameters) -> bool:
    world.writable(given)
    if not given.text("action"):
        raise bad_request("wrong parameter action in request")
    return True


def get_file(world: World, given: Parameters) -> Json:
    stored = world.files.with_id(given.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.as_file()


METHODS: Final[dict[str, Method]] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
}


def markup(given: Parameters) -> Json | None:
    """The reply markup of a call."""
    found = given.value("reply_markup", "reply keyboard markup")
    if found is not None and not isinstance(found, dict):
        raise bad_request("object expected as reply markup")
    return found


def posted(world: World, chat: Chat, content: Json, given: Parameters) -> Json:
    """Add a message with this content to a chat, with the keyboard, reply and marks of a call."""
    wanted = markup(given)
    inline, reply = keyboards.inline_keyboard(wanted), keyboards.reply_keyboard(wanted)
    answered = _answered(chat, given)
    message = world.post(chat, answered | content)
    message.protected = given.flag("protect_content")
    message.silent = given.flag("disable_notification")
    chat.show(message, inline)
    if reply:
        message.fixed = True
        chat.reply_keyboard = reply if "keyboard" in reply else None
    return message.as_api(chat.place())


def _answered(chat: Chat, given: Parameters) -> Json:
    """Return the message a new one replies to, as Telegram repeats it."""
    reply = given.value("reply_parameters", "reply parameters")
    if not reply:
        return {}
    message = chat.messages.get(int(reply["message_id"]))
    if message and not message.deleted:
        repeated = message.as_api(chat.place())
        repeated.pop("reply_to_message", None)
        return {"reply_to_message": repeated}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def editable(chat: Chat, given: Parameters) -> Message:
    """Return the message to edit; one sent with a reply keyboard, or by the person, can't be edited."""
    number = given.integer("message_id")
    if not number:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.fixed:
        raise bad_request("message can't be edited")
    return message


def changed(world: World, chat: Chat, message: Message, content: Json, reply_markup: Json | None) -> Json:
    """Give a message another content and keyboard; refuses where both are what they were."""
    keyboard = keyboards.inline_keyboard(reply_markup)
    kept = {"reply_to_message"} & message.content.keys()
    content = {name: message.content[name] for name in kept} | content
    if content == message.content and keyboard == message.keyboard:
        raise bad_request(_NOT_MODIFIED)
    message.content, message.edited = content, world.now
    chat.show(message, keyboard)
    return message.as_api(chat.place())
