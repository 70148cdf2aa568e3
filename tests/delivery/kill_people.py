"""People who answer the self-assessment on the simulated phone: they press what stands on their newest screen."""

import asyncio
import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bot.simulator import acts, keyboards
from bot.simulator.markup import Json
from bot.simulator.world import World
from domain.questionnaire import load

QUESTIONNAIRE: Final = "penilaian_mandiri"
_BEFORE_THE_QUESTIONS: Final = ("1. Mulai", "1. Lanjut", "Mulai", "Lanjut")
_BACK: Final = "Kembali"
_ON: Final = "Lanjut"
_PROMPT, _PUZZLED = (
    (0.0, 0.05),
    (0.4, 0.6),
)  # seconds until somebody presses; longer where it was asked before
_IMPATIENT: Final = 0.15  # how many presses are followed at once by one on another option
_THOUGHTFUL: Final = 0.05  # how many go one question back first


def statements(count: int) -> Mapping[str, str]:
    """Key → words of the first questions, in their order."""
    asked = [question for section in load(QUESTIONNAIRE).sections for question in section.questions]
    return {question.key: question.text for question in asked[:count]}


@dataclass(slots=True)
class Respondent:
    """One person: what they mean to answer, what stands on their newest screen, what they pressed.

    Statements are counted from 0. `furthest` is the last one that was shown, `astray` what was shown out of order.
    """

    id: int
    means: Mapping[str, str]
    screen: tuple[int, str] | None = None
    asked: int | None = None
    furthest: int = -1
    answered: set[int] = field(default_factory=set)
    been_back: set[int] = field(default_factory=set)
    astray: list[str] = field(default_factory=list)

    def may_be_asked(self, question: int) -> bool:
        """A step forwards needs the answer to the question before, a step back one press on [Kembali]."""
        if self.asked is None or question == self.asked:
            return True
        if question > self.asked:
            return question - 1 in self.answered
        return question == self.asked - 1 and self.asked in self.been_back


class People:
    """An observer of the simulator that is everybody's eyes and hands.

    Each person answers the first `questions` statements with values of their own. Some press a second, different
    option at once: what was pressed first is the answer. Some step back and then on again, the answer as it is. Whoever
    sees the same question again presses again. `answered` counts the questions that were left forwards.
    """

    def __init__(self, world: World, questions: int, *, seed: int) -> None:
        self._world = world
        self._words = [html.unescape(words) for words in statements(questions + 1).values()]
        self._keys = list(statements(questions))
        self._random = Random(seed)
        self.everybody: dict[int, Respondent] = {}
        self.answered = 0
        self.on_call: Callable[[str], None] = lambda _: None
        self._progress = asyncio.Event()

    def add(self, account_id: int) -> None:
        """Somebody more who will answer."""
        means = {key: str(self._random.randint(1, 5)) for key in self._keys}
        self.everybody[account_id] = Respondent(account_id, means)

    def begin(self) -> None:
        """Everybody asks for the questionnaires."""
        for account_id in self.everybody:
            acts.says(self._world, account_id, "/kuesioner")

    @property
    def unfinished(self) -> list[Respondent]:
        """Whoever has not seen the question after the last."""
        return [person for person in self.everybody.values() if not self._is_finished(person)]

    async def progress(self, within: float) -> bool:
        """Wait until somebody is one question further; tells whether that came in time."""
        try:
            async with asyncio.timeout(within):
                await self._progress.wait()
        except TimeoutError:
            return False
        return True

    def called(self, method: str, _parameters: Json, response: Json) -> None:
        """A call was taken: whoever sees something new on the newest screen goes on."""
        self.on_call(method)
        message = response.get("result")
        if isinstance(message, dict) and message.get("reply_markup", {}).get("inline_keyboard"):
            person = self.everybody.get(message["chat"]["id"])
            if person is not None:
                self._sees(person, (message["message_id"], message["text"]))

    def updated(self, update: Json) -> None:
        """What the people do is known already."""

    def _sees(self, person: Respondent, screen: tuple[int, str]) -> None:
        if person.screen is not None and (screen == person.screen or screen[0] < person.screen[0]):
            return
        asked = self._question(screen)
        again = person.asked is not None and asked in (person.asked, None)
        person.screen = screen
        if asked is not None:
            self._asked(person, asked)
        if not self._is_finished(person):
            delay = self._random.uniform(*(_PUZZLED if again else _PROMPT))
            asyncio.get_running_loop().call_later(delay, self._press, person, screen)

    def _question(self, screen: tuple[int, str]) -> int | None:
        return next((at for at, words in enumerate(self._words) if words in screen[1]), None)

    def _asked(self, person: Respondent, asked: int) -> None:
        if not person.may_be_asked(asked):
            person.astray.append(f"{asked} after {person.asked}")
        person.asked = asked
        if asked > person.furthest:
            self.answered += asked - max(person.furthest, 0)
            person.furthest = asked
            bell, self._progress = self._progress, asyncio.Event()
            bell.set()

    def _is_finished(self, person: Respondent) -> bool:
        return person.furthest >= len(self._keys)

    def _press(self, person: Respondent, screen: tuple[int, str]) -> None:
        if screen != person.screen:
            return
        keyboard = self._world.chat_of(person.id).messages[screen[0]].keyboard
        labels = [label for row in keyboards.labels(keyboard) for label in row]
        wanted = self._wanted(person, self._question(screen), labels)
        if wanted not in labels:
            return
        acts.presses(self._world, person.id, wanted, of=screen[0])
        if wanted.isdigit() and self._random.random() < _IMPATIENT:
            other = self._random.choice([label for label in labels if label.isdigit() and label != wanted])
            acts.presses(self._world, person.id, other, of=screen[0])

    def _wanted(self, person: Respondent, asked: int | None, labels: Sequence[str]) -> str:
        if asked is None:
            return next((label for label in _BEFORE_THE_QUESTIONS if label in labels), "")
        thoughtful = asked not in person.been_back and self._random.random() < _THOUGHTFUL
        if thoughtful and _BACK in labels:
            person.been_back.add(asked)
            return _BACK
        person.answered.add(asked)
        means = person.means[self._keys[asked]]
        return _ON if _ON in labels else means
