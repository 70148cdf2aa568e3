"""Messages leave evenly spaced, on a clock of the test's own."""

import asyncio

from bot.delivery.pacer import Pacer


class VirtualTime:
    """A clock that jumps to whatever is waited for next."""

    def __init__(self) -> None:
        self.now = 100.0
        self._waiting: list[tuple[float, asyncio.Event]] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._waiting.append((self.now + seconds, woken))
        await woken.wait()

    async def passes(self) -> None:
        """Let everything happen that is waited for, in its order."""
        await _everybody_moves()
        while self._waiting:
            self._waiting.sort(key=lambda waiting: waiting[0])
            due, woken = self._waiting.pop(0)
            self.now = max(self.now, due)
            woken.set()
            await _everybody_moves()


async def _everybody_moves() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def leave(pacer: Pacer, time: VirtualTime, left: list[float], chat_id: int = 1) -> None:
    await pacer.turn(chat_id)
    left.append(round(time.now - 100, 6))


async def test_the_first_leaves_at_once_and_the_others_evenly_after_it() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep), list[float]()
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(5)]
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 0.25, 0.5, 0.75, 1]


async def test_idle_time_is_not_saved_up_for_a_burst() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep), list[float]()
    await leave(pacer, time, left)
    time.now += 10
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(3)]
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 10, 10.25, 10.5]


async def test_a_pause_holds_also_those_who_wait_already_and_ends_without_a_burst() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep), list[float]()
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(4)]
    await _everybody_moves()
    pacer.pause(3)
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 3, 3.25, 3.5]


async def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep), list[float]()
    pacer.pause(3)
    pacer.pause(1)
    sending = asyncio.create_task(leave(pacer, time, left))
    await time.passes()
    await sending
    assert left == [3]


async def test_a_process_that_stood_still_makes_up_for_one_message_at_most() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep), list[float]()
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(5)]
    await _everybody_moves()
    time.now += 10
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 10, 10, 10.25, 10.5]


async def test_a_sleep_a_little_too_long_costs_no_time() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, lambda seconds: time.sleep(seconds + 0.1)), list[float]()
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(4)]
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 0.35, 0.6, 0.85]


async def test_two_messages_to_one_chat_have_a_pause_between_them_and_hold_up_nobody() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep, chat_pause=1), list[float]()
    sending = [asyncio.create_task(leave(pacer, time, left, chat_id)) for chat_id in (1, 1, 2)]
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 0.25, 1]


async def test_chats_whose_pause_is_over_are_forgotten() -> None:
    time = VirtualTime()
    pacer, left = Pacer(1000, time.monotonic, time.sleep, chat_pause=1), list[float]()
    for chat_id in range(50):
        await leave(pacer, time, left, chat_id)
        time.now += 2
    assert len(pacer._chats) == 1


async def test_the_replies_of_the_last_second_are_taken_off_the_rate() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep), list[float]()
    await leave(pacer, time, left)
    for _ in range(2):
        pacer.replied()
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(5)]
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 0.5, 1, 1.25, 1.5, 1.75]


async def test_a_reply_while_a_message_waits_makes_it_wait_longer() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep), list[float]()
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(2)]
    await _everybody_moves()
    for _ in range(2):
        pacer.replied()
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 0.5]


async def test_the_end_of_many_replies_is_no_burst() -> None:
    time = VirtualTime()
    pacer, left = Pacer(4, time.monotonic, time.sleep), list[float]()
    await leave(pacer, time, left)
    for _ in range(3):
        pacer.replied()
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(3)]
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 1, 1.25, 1.5]


async def test_a_stream_of_replies_leaves_a_tenth_of_the_rate() -> None:
    time = VirtualTime()

    async def sleep_among_replies(seconds: float) -> None:
        await time.sleep(seconds)
        for _ in range(100):
            pacer.replied()

    pacer, left = Pacer(30, time.monotonic, sleep_among_replies), list[float]()
    for _ in range(100):
        pacer.replied()
    sending = [asyncio.create_task(leave(pacer, time, left)) for _ in range(4)]
    await time.passes()
    await asyncio.gather(*sending)
    assert left == [0, 0.333333, 0.666667, 1]
