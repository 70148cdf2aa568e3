"""Albums, and media that takes the place of other media."""

from typing import Final

from bot.simulator import contents
from bot.simulator.markup import Json
from bot.simulator.messages import Method, changed, editable, markup, posted
from bot.simulator.parameters import Parameters
from bot.simulator.refusals import bad_request
from bot.simulator.world import World

MOST_IN_AN_ALBUM: Final = 10


def send_media_group(world: World, given: Parameters) -> list[Json]:
    """Post an album, all of it or nothing; photos and documents do not mix. It can have no keyboard."""
    chat = world.writable(given)
    items = given.value("media", "media") or []
    if not isinstance(items, list):
        raise bad_request("can't parse media JSON object")
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > MOST_IN_AN_ALBUM:
        raise bad_request("too many messages to send as an album")
    album = [contents.media(world, given, item) for item in items]
    if len({"document" in content for content in album}) > 1:
        raise bad_request("document can't be mixed with other media types")
    group = {"media_group_id": world.next_album()} if len(album) > 1 else {}
    alone = Parameters({name: value for name, value in given.received.items() if name != "reply_markup"})
    return [posted(world, chat, group | content, alone) for content in album]


def edit_message_media(world: World, given: Parameters) -> Json:
    """Put other media into a message; in an album a document stays a document and a photo a photo."""
    chat = world.writable(given)
    message = editable(chat, given)
    content = contents.media(world, given, given.value("media", "media") or {})
    album = {name: message.content[name] for name in ("media_group_id",) if name in message.content}
    if album and ("document" in content) != ("document" in message.content):
        raise bad_request("media type can't be changed in an album")
    return changed(world, chat, message, album | content, markup(given))


METHODS: Final[dict[str, Method]] = {
    "sendMediaGroup": send_media_group,
    "editMessageMedia": edit_message_media,
}
