"""A broadcast whose bot is killed reaches everybody once; what was on its way at that moment is known as such."""

from pathlib import Path

import pytest

from tests.delivery.kill_broadcast import Sent, broadcast
from tests.delivery.kill_stores import ON_BOTH, ON_SQLITE

pytestmark = pytest.mark.kills

MOST_IN_FLIGHT = 5
EASY = 10  # messages a second: a machine with other work to do keeps up


def check(sent: Sent, people: int) -> None:
    print(sent)
    assert len(sent.states) == people
    assert set(sent.states.values()) <= {"sent", "unknown"}
    assert max(sent.in_flight) <= MOST_IN_FLIGHT
    assert len(sent.unknown) <= sum(sent.in_flight)
    assert sent.listed_unknown == len(sent.unknown)
    twice = [chat_id for chat_id, count in sent.received.items() if count > 1]
    missing = [
        chat_id for chat_id, state in sent.states.items() if state == "sent" and not sent.received[chat_id]
    ]
    assert (twice, missing, sent.refused) == ([], [], 0)


@ON_SQLITE
async def test_a_broadcast_goes_on_after_a_kill(store: str, tmp_path: Path) -> None:
    check(await broadcast(30, 1, store, tmp_path, seed=1, per_second=EASY, forked=True), 30)


@pytest.mark.soak
@ON_BOTH
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_broadcast_to_the_city_goes_on_after_three_kills(
    store: str,
    tmp_path: Path,
    seed: int,
) -> None:
    check(await broadcast(539, 3, store, tmp_path, seed=seed), 539)
