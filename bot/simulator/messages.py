"""The methods that write in a chat: send, edit, delete, answer a press, files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, TypeAlias

from bot.simulator import keyboards
from bot.simulator.chats import Chat, Message
from bot.simulator.files import LARGEST_DOWNLOAD, StoredFile, Upload
from bot.simulator.markup import Json, Marked, from_html, plain, units
from bot.simulator.parameters import Parameters
from bot.simulator.refusals import bad_request
from bot.simulator.updates import LIFE_OF_A_PRESS
from bot.simulator.world import World

Method: TypeAlias = Callable[[World, Parameters], Any]

LONGEST_TEXT: Final = 4096
LONGEST_CAPTION: Final = 1024
LONGEST_ANSWER: Final = 200
DELETABLE: Final = timedelta(hours=48)

_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_STALE: Final = "query is too old and response timeout expired or query ID is invalid"


def send_message(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    return _posted(world, chat, _text(given), given)


def send_photo(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    photo = _file(world, given, "photo", "photos").as_photo()
    spoiler = {"has_media_spoiler": True} if given.flag("has_spoiler") else {}
    return _posted(world, chat, {"photo": photo} | spoiler | _caption(given), given)


def send_document(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    document = _file(world, given, "document", "documents").as_document()
    return _posted(world, chat, {"document": document} | _caption(given), given)


def edit_message_text(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    message = _editable(chat, given)
    content = _text(given)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _changed(world, chat, message, content, _markup(given))


def edit_message_caption(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    message = _editable(chat, given)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {kind: value for kind, value in message.content.items() if not kind.startswith("caption")}
    return _changed(world, chat, message, kept | _caption(given), _markup(given))


def edit_message_reply_markup(world: World, given: Parameters) -> Json:
    chat = world.writable(given)
    message = _editable(chat, given)
    return _changed(world, chat, message, message.content, _markup(given))


def delete_message(world: World, given: Parameters) -> bool:
    chat = world.addressed(given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    if world.now - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
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
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
}


def _text(given: Parameters) -> Json:
    marked = _marked(given, "text", "entities")
    if not marked.text:
        raise bad_request("message text is empty")
    if units(marked.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": marked.text} | ({"entities": list(marked.entities)} if marked.entities else {})


def _caption(given: Parameters) -> Json:
    marked = _marked(given, "caption", "caption_entities")
    if units(marked.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    entities = {"caption_entities": list(marked.entities)} if marked.entities else {}
    return ({"caption": marked.text} if marked.text else {}) | entities


def _marked(given: Parameters, name: str, entities: str) -> Marked:
    match given.text("parse_mode").lower():
        case "":
            return plain(given.text(name), tuple(given.value(entities, "entities") or ()))
        case "html":
            return from_html(given.text(name))
        case _:
            raise bad_request("unsupported parse_mode")


def _markup(given: Parameters) -> Json | None:
    markup = given.value("reply_markup", "reply keyboard markup")
    if markup is not None and not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    return markup


def _file(world: World, given: Parameters, name: str, folder: str) -> StoredFile:
    found = given.file(name)
    if found is None:
        raise bad_request(f"there is no {name} in the request")
    if isinstance(found, Upload):
        return world.files.add(found, folder)
    stored = world.files.with_id(found)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def _posted(world: World, chat: Chat, content: Json, given: Parameters) -> Json:
    markup = _markup(given)
    inline, reply = keyboards.inline_keyboard(markup), keyboards.reply_keyboard(markup)
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


def _editable(chat: Chat, given: Parameters) -> Message:
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


def _changed(world: World, chat: Chat, message: Message, content: Json, markup: Json | None) -> Json:
    keyboard = keyboards.inline_keyboard(markup)
    kept = {"reply_to_message"} & message.content.keys()
    content = {name: message.content[name] for name in kept} | content
    if content == message.content and keyboard == message.keyboard:
        raise bad_request(_NOT_MODIFIED)
    message.content, message.edited = content, world.now
    chat.show(message, keyboard)
    return message.as_api(chat.place())
