"""The methods about the bot itself: who it is, its commands and menus, webhooks; and leaving a chat."""

import json
import re
from collections.abc import Callable
from typing import Final

from bot.simulator.markup import Json, units
from bot.simulator.messages import Method
from bot.simulator.parameters import Parameters
from bot.simulator.refusals import bad_request
from bot.simulator.world import Webhook, World

MOST_COMMANDS: Final = 100
LONGEST_NAME: Final = 64
LONGEST_DESCRIPTION: Final = 512
LONGEST_SHORT_DESCRIPTION: Final = 120

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_COMMAND: Final = re.compile(r"/?[a-z0-9_]{1,32}$")
_PRIVATE_SCOPES: Final = ("all_private_chats", "default")
_SCOPES: Final = {
    *_PRIVATE_SCOPES, "all_group_chats", "all_chat_administrators", "chat", "chat_administrators", "chat_member",
}  # fmt: skip


def get_me(world: World, _given: Parameters) -> Json:
    cannot = {"can_read_all_group_messages": False, "supports_inline_queries": False}
    return world.bot.as_user() | {"can_join_groups": True} | cannot


def set_my_commands(world: World, given: Parameters) -> bool:
    commands = given.value("commands", "commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check(command)
    kept = [{"command": one["command"].lstrip("/"), "description": one["description"]} for one in commands]
    world.bot.commands[_scope(world, given), given.text("language_code")] = kept
    return True


def delete_my_commands(world: World, given: Parameters) -> bool:
    world.bot.commands.pop((_scope(world, given), given.text("language_code")), None)
    return True


def get_my_commands(world: World, given: Parameters) -> list[Json]:
    return world.bot.commands.get((_scope(world, given), given.text("language_code")), [])


def menu_of(world: World, account_id: int) -> list[Json]:
    """Return the commands a person sees: the chat's own, else those of private chats, else the default."""
    scopes = [
        _key({"type": "chat", "chat_id": account_id}),
        *(_key({"type": kind}) for kind in _PRIVATE_SCOPES),
    ]
    lists = (world.bot.commands.get((scope, language)) for scope in scopes for language in ("id", ""))
    return next((commands for commands in lists if commands), [])


def set_my_name(world: World, given: Parameters) -> bool:
    name = _short(given, "name", LONGEST_NAME)
    if not name and not given.text("language_code"):
        raise bad_request("BOT_TITLE_INVALID")
    world.bot.names[given.text("language_code")] = name
    return True


def set_my_description(world: World, given: Parameters) -> bool:
    world.bot.descriptions[given.text("language_code")] = _short(given, "description", LONGEST_DESCRIPTION)
    return True


def set_my_short_description(world: World, given: Parameters) -> bool:
    text = _short(given, "short_description", LONGEST_SHORT_DESCRIPTION)
    world.bot.short_descriptions[given.text("language_code")] = text
    return True


def _reader(field: str, texts: Callable[[World], dict[str, str]]) -> Method:
    def read(world: World, given: Parameters) -> Json:
        found = texts(world)
        return {field: found.get(given.text("language_code")) or found.get("", "")}

    return read


def get_chat(world: World, given: Parameters) -> Json:
    """What the bot may know of a chat, in a world where nobody has a colour or gives presents."""
    chat = world.addressed(given)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    return chat.place() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def set_chat_menu_button(world: World, given: Parameters) -> bool:
    chat_id = world.addressed(given).id if given.text("chat_id") else None
    world.bot.menu_buttons[chat_id] = given.value("menu_button", "menu button") or {"type": "default"}
    return True


def get_chat_menu_button(world: World, given: Parameters) -> Json:
    chat_id = world.addressed(given).id if given.text("chat_id") else None
    return world.bot.menu_buttons.get(chat_id, {"type": "commands"})


def leave_chat(world: World, given: Parameters) -> bool:
    """Leave a group; a private chat cannot be left."""
    chat = world.writable(given)
    if chat.group is None:
        raise bad_request("chat member status can't be changed in private chats")
    chat.blocked = True
    return True


def set_webhook(world: World, given: Parameters) -> bool:
    """Bring updates to an address from now on; on this machine it may be without TLS."""
    address, secret = given.text("url"), given.text("secret_token")
    if address and not address.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(given.integer("max_connections", 40), 1), 100)
    world.bot.webhook = Webhook(address, secret, connections) if address else None
    world.updates.want(given.value("allowed_updates", "allowed updates"))
    return _dropped(world, given)


def delete_webhook(world: World, given: Parameters) -> bool:
    world.bot.webhook = None
    return _dropped(world, given)


def get_webhook_info(world: World, _given: Parameters) -> Json:
    wanted = {"allowed_updates": list(world.updates.wanted)} if world.updates.wanted else {}
    hook = world.bot.webhook
    return {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    } | (wanted | ({"max_connections": hook.max_connections} if hook else {}) | world.bot.webhook_error)


METHODS: Final[dict[str, Method]] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "setMyName": set_my_name,
    "getMyName": _reader("name", lambda world: world.bot.names),
    "setMyDescription": set_my_description,
    "getMyDescription": _reader("description", lambda world: world.bot.descriptions),
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": _reader("short_description", lambda world: world.bot.short_descriptions),
    "getChat": get_chat,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "leaveChat": leave_chat,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}


def _scope(world: World, given: Parameters) -> str:
    scope = given.value("scope", "BotCommandScope")
    scope = {"type": "default"} if scope is None else scope
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if scope["type"] in {"chat", "chat_member", "chat_administrators"}:
        world.addressed(Parameters({"chat_id": scope.get("chat_id")}))
    return _key(scope)


def _key(scope: Json) -> str:
    return json.dumps({name: str(value) for name, value in sorted(scope.items())})


def _check(command: Json) -> None:
    if not _COMMAND.match(command["command"]):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(command["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _short(given: Parameters, name: str, longest: int) -> str:
    text = given.text(name)
    if units(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    return text


def _dropped(world: World, given: Parameters) -> bool:
    if given.flag("drop_pending_updates"):
        world.updates.clear()
    return True
