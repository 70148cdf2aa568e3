import pytest

from bot.simulator.flood import Flood, Limits
from bot.simulator.persona import NotPossible, Persona
from bot.simulator.refusals import ApiRefusal
from bot.simulator.server import Simulator


class Stopwatch:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def flood(stopwatch: Stopwatch) -> Flood:
    return Flood(stopwatch)


def wait_asked(flood: Flood, method: str, chat_id: int) -> int:
    try:
        flood.check(method, chat_id)
    except ApiRefusal as refusal:
        return int((refusal.parameters or {})["retry_after"])
    return 0


def test_nothing_is_counted_unless_it_is_asked_for(flood: Flood):
    assert [wait_asked(flood, "sendMessage", 1) for _ in range(100)] == [0] * 100


@pytest.mark.parametrize("burst", [5, 30])
def test_a_burst_passes_and_the_next_message_is_refused(flood: Flood, burst: int):
    flood.enforce(Limits(burst=burst))
    asked = [wait_asked(flood, "sendMessage", chat) for chat in range(burst + 2)]
    assert asked == [0] * burst + [1, 1]


@pytest.mark.parametrize("burst", [5, 30])
def test_thirty_messages_a_second_pass_for_ever(flood: Flood, stopwatch: Stopwatch, burst: int):
    flood.enforce(Limits(burst=burst))
    for chat in range(300):
        assert wait_asked(flood, "sendMessage", chat) == 0
        stopwatch.now += 1 / 30


def test_nobody_is_written_to_before_the_wait_is_over(flood: Flood, stopwatch: Stopwatch):
    flood.enforce(Limits(burst=1))
    assert (wait_asked(flood, "sendMessage", 1), wait_asked(flood, "sendDocument", 2)) == (0, 1)
    stopwatch.now += 0.9
    assert wait_asked(flood, "sendMessage", 3) == 1
    stopwatch.now += 0.1
    assert wait_asked(flood, "sendMessage", 3) == 0


def test_a_chat_gets_one_message_a_second(flood: Flood, stopwatch: Stopwatch):
    flood.enforce(Limits())
    assert (wait_asked(flood, "sendMessage", 1), wait_asked(flood, "sendMessage", 1)) == (0, 1)
    assert wait_asked(flood, "sendMessage", 2) == 0
    stopwatch.now += 1
    assert wait_asked(flood, "sendMessage", 1) == 0


def test_edits_answers_deletions_and_chat_actions_pass(flood: Flood):
    flood.enforce(Limits(burst=1))
    for method in ("editMessageText", "answerCallbackQuery", "deleteMessage", "sendChatAction") * 50:
        assert wait_asked(flood, method, 1) == 0


async def test_the_refusal_is_telegrams_own(simulator: Simulator, call, budi: Persona):
    await budi.says("/start")
    await simulator.telegram.limits(Limits())
    assert (await call("sendMessage", chat_id=budi.id, text="Satu"))["ok"] is True
    refused = await call("sendMessage", chat_id=budi.id, text="Dua")
    assert (refused["error_code"], refused["description"]) == (429, "Too Many Requests: retry after 1")
    assert refused["parameters"] == {"retry_after": 1}
    await simulator.telegram.limits(None)
    assert (await call("sendMessage", chat_id=budi.id, text="Dua"))["ok"] is True


async def test_limits_are_put_and_read_as_json(simulator: Simulator):
    assert await simulator.telegram.get("limits") is None
    enforced = {"per_second": 30, "burst": 5, "per_chat": 1, "chat_burst": 1}
    assert await simulator.telegram.post("limits", {"limits": {"burst": 5}}) == enforced
    assert await simulator.telegram.get("limits") == enforced
    with pytest.raises(NotPossible, match="TypeError"):
        await simulator.telegram.post("limits", {"limits": {"colour": "red"}})
