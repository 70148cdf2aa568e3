"""What chats show is known without asking the store, and never older than what a turn has kept."""

from typing import Any

from bot.delivery.inbox import Ended, Inbox
from bot.delivery.screens import Screens
from domain.conversation import Conversation, Received
from tests.delivery.workbench import Bench

BUDI, SITI = 4_000_000_001, 4_000_000_002


def text(update_id: int, chat: int) -> dict[str, Any]:
    return {"update_id": update_id, "message": {"message_id": update_id, "chat": {"id": chat}}}


def test_the_chat_that_was_quiet_longest_is_forgotten() -> None:
    screens = Screens(remembered=2)
    for chat_id in (1, 2, 1, 3):
        screens.keep(Conversation(chat_id))
    assert screens.unknown([3, 2, None, 1, 2]) == [2]
    assert screens.of(2) is None


def test_what_a_turn_has_kept_is_not_replaced_by_what_was_read() -> None:
    screens = Screens()
    screens.keep(Conversation(1, screen_id=5))
    screens.learn([Conversation(1, screen_id=4), Conversation(2, screen_id=9)])
    assert (screens.of(1), screens.of(2)) == (Conversation(1, screen_id=5), Conversation(2, screen_id=9))


async def test_chats_are_known_before_their_turn_comes(bench: Bench) -> None:
    shown = Conversation(BUDI, screen_id=7, awaiting="nip", facts={"question": "p01"})

    async def save(uow: Any) -> None:
        await uow.conversations.save(shown)

    await bench.do(save)
    screens, known = Screens(), []

    async def handle(received: Received, _put_off: int) -> Ended:
        known.append(screens.of(received.chat_id or 0))
        return Ended()

    inbox = Inbox(bench.services, handle, screens)
    await inbox.take([text(1, BUDI), text(2, SITI), text(3, BUDI)])
    await inbox.rest()
    assert sorted(known, key=lambda one: one.chat_id) == [shown, shown, Conversation(SITI)]
