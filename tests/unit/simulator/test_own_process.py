import asyncio
import socket
from datetime import datetime

import aiohttp
import pytest

from bot.simulator.server import run
from bot.simulator.world import World
from tests.unit.simulator.conftest import MONDAY


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_it_serves_until_it_is_cancelled(http: aiohttp.ClientSession):
    port = free_port()
    serving = asyncio.create_task(run(port, "12:token", MONDAY))
    await asyncio.sleep(0.1)
    async with http.get(f"http://127.0.0.1:{port}/bot12:token/getMe") as response:
        assert (await response.json())["result"]["id"] == 12
    async with http.get(f"http://127.0.0.1:{port}/control/clock") as response:
        assert await response.json() == {"now": "2026-11-02T01:10:00+00:00", "pace": 0}
    poll = asyncio.create_task(http.get(f"http://127.0.0.1:{port}/bot12:token/getUpdates?timeout=50"))
    await asyncio.sleep(0.05)
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert (await asyncio.wait_for(poll, 2)).status == 200


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="naive"):
        World("12:token", datetime(2026, 11, 2))  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        World("12:token", MONDAY).move_clock(datetime(2026, 11, 2))  # noqa: DTZ001


def test_an_account_asked_for_by_id_exists_once():
    world = World("12:token", MONDAY)
    assert world.join("Budi", "+62811", account_id=77, username="budi").as_user()["username"] == "budi"
    with pytest.raises(ValueError, match="exists"):
        world.join("Siti", "+62812", account_id=77)
