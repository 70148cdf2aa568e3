"""A simulator at Monday morning, with everything that passes checked against the Bot API."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

import aiohttp
import pytest

from bot.simulator.persona import Persona
from bot.simulator.server import Simulator
from tests.botapi import Checker

MONDAY = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)  # 08.10 WIB

Call: TypeAlias = Callable[..., Any]


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    checker = Checker()
    async with Simulator(MONDAY, observer=checker) as running:
        yield running
    checker.assert_clean()


@pytest.fixture
async def budi(simulator: Simulator) -> Persona:
    return await simulator.persona("Budi", "+6281234567890")


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(simulator: Simulator, http: aiohttp.ClientSession) -> Call:
    """Call a method as JSON; returns Telegram's answer after checking that its status is the HTTP status."""

    async def calling(method: str, **parameters: Any) -> Any:
        address = f"{simulator.url}/bot{simulator.token}/{method}"
        async with http.post(address, json=parameters) as response:
            answer = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    return calling


@pytest.fixture
def refusal(call: Call) -> Call:
    """Call a method that Telegram refuses; returns code and description."""

    async def refused(method: str, **parameters: Any) -> tuple[int, str]:
        answer = await call(method, **parameters)
        assert answer["ok"] is False
        return answer["error_code"], answer["description"]

    return refused
