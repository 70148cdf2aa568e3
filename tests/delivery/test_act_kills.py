"""What was done when the bot was killed is not done again when the update is replayed, and its answer comes.

The long form loads the bot anew at each start, as it is on a server.
"""

from pathlib import Path

import pytest

from bot.simulator.faults import Fault, Harm
from bot.simulator.server import Simulator
from tests.delivery import kill_records as records
from tests.delivery.kill_acts import ACTS, DONE_ONCE, effects, gather, until
from tests.delivery.kill_city import OPENING, settings
from tests.delivery.kill_process import BotProcess, bot_process
from tests.delivery.kill_stores import ON_BOTH

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


WAYS = pytest.mark.parametrize(
    ("harm", "kills"),
    [
        pytest.param(Harm.DROP_AFTER, 1, id="killed after the answers arrived"),
        pytest.param(Harm.DROP_BEFORE, 2, id="killed twice before they did"),
    ],
)


async def run(url: str, folder: Path, harm: Harm, kills: int, *, forked: bool = False) -> None:
    async with (
        Simulator(OPENING) as simulator,
        bot_process(settings(simulator.url, url), folder / "bot.log", forked=forked) as bot,
    ):
        cast = await gather(simulator, url)
        await bot.start()
        await cast.get_ready()
        await until(lambda: not records.inbox(url).waiting)
        simulator.faults.put(withheld(harm))
        since = await cast.act()
        for _ in range(kills):
            await killed_with_effects_unanswered(bot, url)
            await bot.start()
        simulator.faults.put([])
        await until(lambda: not records.inbox(url).waiting)
        await cast.know(since)
        assert await bot.stop() == 0
        assert effects(url) == DONE_ONCE


@ON_BOTH
@WAYS
async def test_acts_of_a_killed_bot_happen_once(store: str, tmp_path: Path, harm: Harm, kills: int) -> None:
    await run(store, tmp_path, harm, kills, forked=True)


@pytest.mark.soak
@ON_BOTH
@WAYS
async def test_acts_of_a_killed_bot_that_loads_anew_happen_once(
    store: str, tmp_path: Path, harm: Harm, kills: int
) -> None:
    await run(store, tmp_path, harm, kills)
