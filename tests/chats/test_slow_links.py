"""A questionnaire is filled in over a slow link: words only, little of them, and few calls for a tap."""

from tests.chats.conftest import Chat
from tests.chats.walking import Walk

HEAVIEST = 2_000  # bytes of a call, buttons included
WORDS_ONLY = {"sendMessage", "editMessageText", "answerCallbackQuery"}


async def test_everything_is_answered_and_sent_without_a_picture_or_a_file(chat: Chat) -> None:
    walk = await Walk.begin(chat, ("penilaian_mandiri", "preferensi_karier"))
    journal = chat.simulator.world.journal
    before, acts = len(journal), len(walk.steps)
    await walk.finish()
    calls = [entry for entry in journal.since(before) if entry.actor == "bot" and entry.method in _SEEN]
    assert {entry.method for entry in calls} <= WORDS_ONLY
    assert max(len(str(entry.parameters).encode()) for entry in calls) <= HEAVIEST
    assert len(calls) <= 3 * (len(walk.steps) - acts)


_SEEN = WORDS_ONLY | {
    "sendPhoto",
    "sendDocument",
    "sendSticker",
    "sendAnimation",
    "sendVoice",
    "sendMediaGroup",
}
