"""What stands in a message, out of the parameters of a call: text, caption, photo, document."""

from typing import Final

from bot.simulator.files import StoredFile, Upload
from bot.simulator.markdown import LEGACY, V2, from_markdown
from bot.simulator.markup import Json, Marked, from_html, plain, units
from bot.simulator.parameters import Parameters
from bot.simulator.refusals import bad_request
from bot.simulator.world import World

LONGEST_TEXT: Final = 4096
LONGEST_CAPTION: Final = 1024


def text(given: Parameters) -> Json:
    """Text and entities; refuses an empty text and one that is too long."""
    marked = _marked(given, "text", "entities")
    if not marked.text:
        raise bad_request("message text is empty")
    if units(marked.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": marked.text} | ({"entities": list(marked.entities)} if marked.entities else {})


def photo(world: World, given: Parameters) -> Json:
    """A picture with spoiler and caption; refuses what is no picture."""
    picture = _file(world, given, "photo", "photos").as_photo()
    spoiler = {"has_media_spoiler": True} if given.flag("has_spoiler") else {}
    return {"photo": picture} | spoiler | caption(given)


def document(world: World, given: Parameters) -> Json:
    """A file with its caption."""
    return {"document": _file(world, given, "document", "documents").as_document()} | caption(given)


def media(world: World, given: Parameters, item: Json) -> Json:
    """One `InputMedia` of a call, whose uploads are parts of the same call."""
    if not isinstance(item, dict) or item.get("type") not in _MEDIA or not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    uploads = {name: part for name, part in given.received.items() if isinstance(part, Upload)}
    return _MEDIA[item["type"]](world, Parameters(uploads | item | {item["type"]: item["media"]}))


def caption(given: Parameters) -> Json:
    """Caption and entities, nothing where there is none; refuses one that is too long."""
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
        case "markdownv2":
            return from_markdown(given.text(name), V2)
        case "markdown":
            return from_markdown(given.text(name), LEGACY)
        case _:
            raise bad_request("unsupported parse_mode")


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


_MEDIA: Final = {"photo": photo, "document": document}
