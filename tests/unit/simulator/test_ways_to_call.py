import json

import pytest

from bot.simulator.persona import Persona
from bot.simulator.server import Simulator
from tests.unit.simulator.conftest import MONDAY


@pytest.fixture
def root(simulator):
    return f"{simulator.url}/bot{simulator.token}"


async def test_query_form_multipart_and_json_say_the_same(http, root, budi: Persona):
    await budi.says("/start")
    markup = {"inline_keyboard": [[{"text": "Lanjut", "callback_data": "x"}]]}
    words = {"chat_id": str(budi.id), "text": "Halo", "reply_markup": json.dumps(markup)}
    sent = []
    for answer in (
        http.get(f"{root}/sendMessage", params=words),
        http.post(f"{root}/sendmessage", data=words),
        http.post(f"{root}/SENDMESSAGE", json=words | {"chat_id": budi.id, "reply_markup": markup}),
        http.post(f"{root}/sendMessage", params={"text": "Lain"}, data=words),
    ):
        async with answer as response:
            sent.append((await response.json())["result"])
    assert [one["text"] for one in sent] == ["Halo"] * 4
    assert [one["reply_markup"] for one in sent] == [markup] * 4


async def test_unknown_parameters_are_ignored(http):
    async with Simulator(MONDAY) as unwatched:
        address = f"{unwatched.url}/bot{unwatched.token}/getWebhookInfo"
        async with http.get(address, params={"warna": "biru"}) as response:
            assert (await response.json())["ok"] is True


async def test_an_unknown_method_is_not_found(refusal):
    assert await refusal("sendLove") == (404, "Not Found")


async def test_a_wrong_token_is_unauthorized(http, simulator):
    async with http.get(f"{simulator.url}/bot1:wrong/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize("body", [b"{", b"[]"])
async def test_a_body_that_is_no_object_is_refused(http, root, body):
    headers = {"Content-Type": "application/json"}
    async with http.post(f"{root}/getMe", data=body, headers=headers) as response:
        assert response.status == 400


async def test_numbers_that_are_none_count_as_missing(refusal, budi: Persona):
    await budi.says("/start")
    told = await refusal("editMessageText", chat_id=budi.id, message_id="dua", text="x")
    assert told == (400, "Bad Request: message identifier is not specified")


async def test_an_act_that_does_not_exist_is_not_found(http, simulator, budi: Persona):
    async with http.post(f"{simulator.url}/control/people/{budi.id}/dances", json={}) as response:
        assert response.status == 404
