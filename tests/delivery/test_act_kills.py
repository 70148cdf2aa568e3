"""What was done when the bot was killed is not done again when the update is replayed, and its answer comes."""

from pathlib import Path

import pytest

from bot.simulator.faults import Fault, Harm
from bot.simulator.server import Simulator
from tests.delivery import kill_records as records
from tests.delivery.kill_acts import ACTS, DONE_ONCE, effects, gather, until
from tests.delivery.kill_city import OPENING, settings
from tests.delivery.kill_process import TALENTA, BotProcess, bot_process
from tests.delivery.kill_stores import *  # noqa: F403 — fixtures
from tests.delivery.kill_stores import ON_SQLITE

pytestmark = pytest.mark.kills

_ANSWERS = ("sendMessage", "editMessageText", "answerCallbackQuery")


def withheld(harm: Harm) -> list[Fault]:
    return [Fault(harm, method) for method in _ANSWERS]


async def killed_with_effects_unanswered(bot: BotProcess, url: str) -> None:
    """Every act is applied, the bot believes of none that it was answered, and is killed."""
    await until(lambda: len(records.inbox(url).applied_not_done) == ACTS)
    bot.kill()
    await bot.gone()
    await records.quiet(url)


@ON_SQLITE
@pytest.mark.parametrize(
    ("harm", "kills"),
    [
        pytest.param(Harm.DROP_AFTER, 1, id="killed after the answers arrived"),
        pytest.param(Harm.DROP_BEFORE, 2, id="killed twice before they did"),
    ],
)
async def test_acts_of_a_killed_bot_happen_once(store: str, tmp_path: Path, harm: Harm, kills: int) -> None:
    async with (
        Simulator(OPENING) as simulator,
        bot_process(settings(simulator.url, store), tmp_path / "bot.log", TALENTA) as bot,
    ):
        cast = await gather(simulator, store)
        await bot.start()
        await cast.get_ready()
        await until(lambda: not records.inbox(store).waiting)
        simulator.faults.put(withheld(harm))
        since = await cast.act()
        for _ in range(kills):
            await killed_with_effects_unanswered(bot, store)
            await bot.start()
        simulator.faults.put([])
        await until(lambda: not records.inbox(store).waiting)
        await cast.know(since)
        assert await bot.stop() == 0
        assert effects(store) == DONE_ONCE
