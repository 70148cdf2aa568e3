"""The checks that watch every chat test must themselves find what is wrong."""

import os

import pytest

from tests.botapi import Checker, NotBotApi, check_request, check_result, check_update

PERSON = {"id": 5_000_000_001, "is_bot": False, "first_name": "Budi"}
CHAT = {"id": 5_000_000_001, "type": "private", "first_name": "Budi"}
MESSAGE = {"message_id": 1, "date": 1793581800, "from": PERSON, "chat": CHAT, "text": "halo"}

described = pytest.mark.skipif(
    "BOTAPI_DESCRIPTION" not in os.environ, reason="needs the Bot API's description: BOTAPI_DESCRIPTION"
)


def test_what_is_right_passes():
    check_request("sendMessage", {"chat_id": "5000000001", "text": "12", "protect_content": "true"})
    check_request("editMessageReplyMarkup", {"chat_id": 5, "reply_markup": '{"inline_keyboard": []}'})
    check_result("sendMessage", MESSAGE)
    check_result("editMessageText", True)
    check_update({"update_id": 1, "message": MESSAGE})


@pytest.mark.parametrize("without", ["message_id", "date", "chat"])
def test_a_message_without_a_required_field_is_found(without):
    with pytest.raises(NotBotApi, match=without):
        check_result("sendMessage", {name: value for name, value in MESSAGE.items() if name != without})


def test_a_field_of_the_wrong_type_is_found():
    with pytest.raises(NotBotApi, match="text"):
        check_update({"update_id": 1, "message": MESSAGE | {"text": 12}})


def test_a_request_without_a_required_parameter_is_found():
    with pytest.raises(NotBotApi, match="text"):
        check_request("sendMessage", {"chat_id": 5})


@described
def test_unknown_fields_are_found_however_deep():
    with pytest.raises(NotBotApi, match=r"update\.message\.from\.colour: unknown"):
        check_update({"update_id": 1, "message": MESSAGE | {"from": PERSON | {"colour": "blue"}}})
    with pytest.raises(NotBotApi, match=r"sendMessage\.colour: unknown"):
        check_request("sendMessage", {"chat_id": 5, "text": "x", "colour": "blue"})


@described
def test_types_inside_arrays_are_checked():
    entity = {"type": "bold", "offset": "0", "length": 1}
    with pytest.raises(NotBotApi, match=r"entities\[0\]\.offset: not Integer"):
        check_result("sendMessage", MESSAGE | {"entities": [entity]})
    with pytest.raises(NotBotApi, match="no method sendLove"):
        check_request("sendLove", {})


def test_a_checker_tells_at_the_end_and_leaves_refused_calls_alone():
    checker = Checker()
    checker.called("sendMessage", {"chat_id": 5}, {"ok": False, "error_code": 400, "description": "x"})
    checker.assert_clean()
    checker.called("sendMessage", {"chat_id": 5, "text": "x"}, {"ok": True, "result": {"message_id": 1}})
    checker.updated({"update_id": 1, "message": MESSAGE})
    with pytest.raises(AssertionError, match="sendMessage"):
        checker.assert_clean()


@pytest.mark.parametrize(
    "response",
    [
        {"ok": False, "description": "Bad Request"},
        {"ok": False, "error_code": 400, "description": None},
        {"ok": False, "error_code": 400, "description": "Bad Request", "reason": "x"},
        pytest.param(
            {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry": 1}}, marks=described
        ),
    ],
)
def test_a_refusal_telegram_would_not_write_is_found(response):
    checker = Checker()
    checker.called("sendMessage", {"chat_id": 5}, response)
    with pytest.raises(AssertionError, match="refusal"):
        checker.assert_clean()


@pytest.mark.parametrize(
    ("sent", "returned"),
    [
        ({"chat_id": "5"}, MESSAGE),
        ({"chat_id": "5", "text": "x", "message_thread_id": "satu"}, MESSAGE),
        ({"chat_id": "5", "text": "x", "reply_markup": "papan"}, MESSAGE),
        ({"chat_id": "5", "text": "x"}, MESSAGE | {"date": "kemarin"}),
        ({"chat_id": "5", "text": "x"}, MESSAGE | {"chat": CHAT | {"id": None}}),
        ({"chat_id": "5", "text": "x"}, MESSAGE | {"entities": [{"type": "bold", "offset": 0}]}),
    ],
)
def test_what_was_right_before_hides_nothing_that_is_wrong(sent, returned):
    good = {"chat_id": "5", "text": "x", "reply_markup": '{"inline_keyboard": [[{"text": "5"}]]}'}
    entities = [{"type": "bold", "offset": 0, "length": 1}]
    checker = Checker()
    for right in (good, good | {"message_thread_id": "1"}, {"chat_id": "5", "text": "x"}):
        checker.called("sendMessage", right, {"ok": True, "result": MESSAGE})
        checker.called("sendMessage", right, {"ok": True, "result": MESSAGE | {"entities": entities}})
    checker.assert_clean()
    checker.called("sendMessage", sent, {"ok": True, "result": returned})
    with pytest.raises(AssertionError, match="sendMessage"):
        checker.assert_clean()
