"""Keyboards as the Bot API takes them: checked against Telegram's limits, without empty rows."""

import re
from typing import Final

from bot.simulator.markup import Json
from bot.simulator.refusals import bad_request

MOST_BUTTONS: Final = 100
LONGEST_DATA: Final = 64

_ACTIONS: Final = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text", "pay")
_REPLY: Final = ("keyboard", "remove_keyboard", "force_reply")
_ADDRESS: Final = re.compile(r"(https?://[^\s/]+\.?[^\s]*|tg://\S+)$", re.IGNORECASE)


def inline_keyboard(markup: Json | None) -> Json | None:
    """Return the inline keyboard of a reply markup, or None; refuses what Telegram refuses."""
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check(button)
    return {"inline_keyboard": rows} if rows else None


def reply_keyboard(markup: Json | None) -> Json | None:
    """Return a markup that changes the place of the phone's keyboard (show, remove, force a reply), or None.

    Refuses a button without words.
    """
    if not markup or not any(kind in markup for kind in _REPLY):
        return None
    for row in markup.get("keyboard", ()):
        for one in row:
            _check_reply(one)
    return markup


def labels(keyboard: Json | None) -> tuple[tuple[str, ...], ...]:
    """Return the words on an inline or reply keyboard, row by row."""
    if not keyboard:
        return ()
    rows = keyboard.get("inline_keyboard") or keyboard.get("keyboard") or []
    return tuple(tuple(_label(button) for button in row) for row in rows)


def button(keyboard: Json | None, label: str, data: str | None = None) -> Json | None:
    """Return the first button with this label, and with this callback data where it is given; or None."""
    rows = (keyboard or {}).get("inline_keyboard") or (keyboard or {}).get("keyboard") or []
    having = (button for row in rows for button in row if _label(button) == label)
    one = next((found for found in having if data is None or found.get("callback_data") == data), None)
    return {"text": one} if isinstance(one, str) else one


def _label(button: Json | str) -> str:
    return button if isinstance(button, str) else str(button["text"])


def _check_reply(button: Json | str) -> None:
    if not isinstance(button, dict | str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if isinstance(button, dict) and not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")


def _check(button: Json) -> None:
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not any(action in button for action in _ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _ADDRESS.match(button["url"]):
        raise bad_request("BUTTON_URL_INVALID")
