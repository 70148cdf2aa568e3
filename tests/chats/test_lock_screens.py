"""Nothing on a lock screen: every conversation ends with a look at all that was pushed."""

import pytest

from storage.database import Database
from tests.chats.conftest import BUDI, WATI, Chat, at_work


@pytest.fixture
def url(engines) -> str:
    return str(engines[0].url)


async def plant(leak: str, database: Database, url: str, *, asked: str = "") -> None:
    """A conversation in which the bot lets something out to Budi, of its own accord or when he asked."""
    async with at_work(database, url) as chat:
        await chat.roster(BUDI, WATI)
        await chat.links("Budi", official=BUDI)
        if asked:
            await chat.people["Budi"].says(asked)
            await chat.rests()
        await chat.bot.application.bot.send_message(chat.people["Budi"].id, leak)


@pytest.mark.parametrize(
    ("leak", "found"),
    [
        ("Yth. Bapak/Ibu Budi, nilai sudah masuk.", "a word for a result"),
        ("Yth. Bapak/Ibu Budi, Wati sudah mengirim kuesioner.", "a name"),
        ("Ada 1 penautan yang menunggu: 197901012005012003.", "a name"),
        ("Yth. Bapak/Ibu Budi, letak pada peta: Kotak 7.", "a result"),
        ("Integritas: 3", "a score"),
    ],
)
async def test_a_planted_leak_is_found(leak: str, found: str, database: Database, url: str):
    with pytest.raises(AssertionError, match=f"{found} on the lock screen of Budi"):
        await plant(leak, database, url)


@pytest.mark.parametrize("leak", ["Kerja sama 3,5", "Wati: kotak 7 (final)", "Kinerja: sesuai ekspektasi"])
async def test_an_answer_gives_no_score_and_no_result_away_either(leak: str, database: Database, url: str):
    with pytest.raises(AssertionError, match="on the lock screen of Budi"):
        await plant(leak, database, url, asked="/mulai")


async def test_what_lies_under_a_spoiler_is_not_shown(chat: Chat):
    await chat.roster(BUDI, WATI)
    await chat.links("Budi", official=BUDI)
    await chat.bot.application.bot.send_message(
        chat.people["Budi"].id, "1 orang: <tg-spoiler>Wati, Integritas: 3</tg-spoiler>", parse_mode="HTML"
    )
