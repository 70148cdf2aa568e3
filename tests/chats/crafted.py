"""What a hostile or odd client can send: presses with any data, contacts of others, updates by hand."""

from typing import Any

from bot.simulator.world import Press
from tests.chats.conftest import Chat


async def presses_data(chat: Chat, name: str, data: str | None, *, group: str | None = None) -> None:
    """Press a button that no screen has shown; with `group`, one that stands in a group."""
    world, person = chat.simulator.world, chat.people[name]
    own = world.chat_of(person.id)
    shown_in = world.group(own.account, group) if group else own
    query_id = f"crafted-{len(world.presses)}"
    world.presses[query_id] = Press(own, own.last_id, world.now)
    message = {"message_id": shown_in.last_id or 1, "date": 0, "chat": shown_in.place()}
    query = {"id": query_id, "from": own.account.as_user(), "chat_instance": "1", "message": message}
    await pushes(chat, "callback_query", query | ({} if data is None else {"data": data}))


async def shares_contact_of(chat: Chat, name: str, other: str) -> None:
    """Share the contact of somebody else who has an account: Telegram then names that account."""
    world = chat.simulator.world
    own, theirs = (world.chat_of(chat.people[one].id) for one in (name, other))
    message = own.add(own.account.as_user(), {"contact": theirs.account.as_contact()}, world.now)
    await pushes(chat, "message", message.as_api(own.place()))


async def pushes(chat: Chat, kind: str, content: dict[str, Any]) -> None:
    """Let Telegram deliver this update, and wait until the bot has dealt with it."""
    chat.simulator.world.push(kind, content)
    await chat.simulator.telegram.quiet(silence=0)
    await chat.settled()
