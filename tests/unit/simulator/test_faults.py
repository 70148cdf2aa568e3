import asyncio

import aiohttp
import pytest

from bot.simulator.faults import Fate, Fault, Faults, Harm
from bot.simulator.persona import NotPossible, Persona
from bot.simulator.server import Simulator


@pytest.fixture
async def started(budi: Persona) -> Persona:
    await budi.says("/start")
    return budi


async def send(simulator: Simulator, http: aiohttp.ClientSession, to: Persona) -> aiohttp.ClientResponse:
    address = f"{simulator.url}/bot{simulator.token}/sendMessage"
    return await http.post(address, json={"chat_id": to.id, "text": "Halo"})


async def test_a_call_is_answered_with_retry_after(simulator: Simulator, call, started: Persona):
    await simulator.telegram.goes_wrong(Fault(Harm.TOO_MANY_REQUESTS, retry_after=7))
    assert await call("sendMessage", chat_id=started.id, text="Halo") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert (await started.sees()).texts() == ["/start"]


async def test_the_server_fails(simulator: Simulator, refusal, started: Persona):
    await simulator.telegram.goes_wrong(Fault(Harm.SERVER_ERROR))
    assert await refusal("sendMessage", chat_id=started.id, text="Halo") == (500, "Internal Server Error")


async def test_a_bad_gateway_answers_with_a_page(simulator: Simulator, http, started: Persona):
    await simulator.telegram.goes_wrong(Fault(Harm.BAD_GATEWAY))
    answered = await send(simulator, http, started)
    assert (answered.status, answered.content_type) == (502, "text/html")
    assert (await started.sees()).texts() == ["/start"]


@pytest.mark.parametrize(
    ("harm", "seen", "logged"),
    [
        (Harm.DROP_BEFORE, ["/start"], False),
        (Harm.DROP_AFTER, ["/start", "Halo"], True),
    ],
)
async def test_a_connection_breaks_before_or_after_the_call_is_taken(
    simulator: Simulator, http, started: Persona, harm: Harm, seen: list[str], logged: bool
):
    await simulator.telegram.goes_wrong(Fault(harm))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await send(simulator, http, started)
    assert (await started.sees()).texts() == seen
    assert (await simulator.telegram.log())[-1].response["ok"] is logged


async def test_a_delay_is_made_half_before_and_half_after_the_call(
    simulator: Simulator, call, started: Persona
):
    await simulator.telegram.goes_wrong(Fault(Harm.DELAY, between=(3, 3)))
    sending = asyncio.create_task(call("sendMessage", chat_id=started.id, text="Halo"))
    await asyncio.sleep(0.05)
    assert (simulator.calls_in_hand, (await started.sees()).texts()) == (1, ["/start"])
    await started.waits_for("Halo")
    assert not sending.done()
    assert (await sending)["ok"] is True


async def test_a_fault_concerns_its_method_only(simulator: Simulator, call, started: Persona):
    await simulator.telegram.goes_wrong(Fault(Harm.SERVER_ERROR, "sendphoto"))
    assert (await call("sendMessage", chat_id=started.id, text="Halo"))["ok"] is True
    assert (await call("sendPhoto", chat_id=started.id))["error_code"] == 500


async def test_a_poll_fails_like_any_call(simulator: Simulator, refusal, call, started: Persona):
    await simulator.telegram.goes_wrong(Fault(Harm.SERVER_ERROR, "getUpdates"))
    assert (await refusal("getUpdates"))[0] == 500
    await simulator.telegram.goes_wrong()
    assert len((await call("getUpdates"))["result"]) == 1


def test_chance_is_seeded():
    faults = Faults()
    rules = [
        Fault(Harm.SERVER_ERROR, probability=0.3),
        Fault(Harm.BAD_GATEWAY, probability=0.3),
        Fault(Harm.DELAY, between=(0.04, 0.12)),
    ]
    faults.put(rules, seed=5)
    first = [faults.fate("sendMessage") for _ in range(300)]
    faults.put(rules, seed=5)
    assert [faults.fate("sendMessage") for _ in range(300)] == first
    assert 70 < sum(fate.harm is Harm.SERVER_ERROR for fate in first) < 110
    assert 45 < sum(fate.harm is Harm.BAD_GATEWAY for fate in first) < 85
    assert all(0.04 <= fate.delay <= 0.12 for fate in first)
    faults.put([])
    assert faults.fate("sendMessage") == Fate()


async def test_faults_are_put_and_read_as_json(simulator: Simulator):
    wanted = {"harm": "delay", "method": "*", "probability": 0.5, "retry_after": 1, "between": [0.1, 0.2]}
    assert await simulator.telegram.post("faults", {"faults": [wanted]}) == [wanted]
    assert await simulator.telegram.get("faults") == [wanted]
    for nonsense in ({"harm": "plague"}, {}, {"harm": "500", "colour": "red"}):
        with pytest.raises(NotPossible, match="ValueError"):
            await simulator.telegram.post("faults", {"faults": [nonsense]})
