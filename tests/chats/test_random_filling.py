"""No answer is lost and none invented, whatever is pressed and typed in whatever order."""

import random
from datetime import timedelta
from typing import Any

import pytest

from domain.people import Account, Actor
from domain.questionnaire import load
from domain.questions import Likert, SingleChoice
from domain.steps import Asking, Outdated
from domain.usecases import answering, reviewing_answers, typing_answers
from tests.chats.conftest import BUDI, OPENING, Chat
from tests.chats.phases import answered, open_phase, stored

NOW = OPENING + timedelta(minutes=1)


class Walk:
    """Somebody who presses anything; `expected` is what they were shown that it is stored."""

    def __init__(self, chat: Chat, actor: Actor, questionnaire: str, seed: int) -> None:
        self._chat = chat
        self._facts: dict[str, Any] = {"actor": actor, "campaign_id": 1}
        self._questions = load(questionnaire).questions
        self._chance = random.Random(seed)
        self.expected: dict[str, str] = {}

    async def step(self) -> None:
        """One press or text, of the screen shown or of any other."""
        current = await self._chat.do(answering.show_again, **self._facts)
        shown = current.question if isinstance(current, Asking) else None
        question = shown if shown and self._chance.random() < 0.7 else self._chance.choice(self._questions)
        act = self._chance.choice((self._answer, self._type, self._back, self._forward, self._change))
        await act(question)

    async def _answer(self, question: Any) -> None:
        if not isinstance(question, Likert | SingleChoice):
            return
        value = self._chance.choice(question.choices).key
        step = await self._chat.do(
            answering.answer, question=question.key, value=value, changing=False, update_id=0, **self._facts
        )
        self._took(step, question.key, value)

    async def _type(self, question: Any) -> None:
        text = self._chance.choice(
            ("4", "sesuai", "tidak tahu", "12", "2020", "17-8-2024", "kepala", "", "😀")
        )
        before = await stored(self._chat, 1)
        step = await self._chat.do(
            typing_answers.type_answer,
            question=question.key,
            text=text,
            sent_at=NOW,
            offered=(),
            before=None,
            confirmed=False,
            **self._facts,
        )
        after = await stored(self._chat, 1)
        assert {key for key in after if after[key] != before.get(key)} <= {question.key}
        if isinstance(step, Asking) and not step.prefaces:
            assert after == before
        self.expected = after

    async def _back(self, question: Any) -> None:
        await self._chat.do(answering.step_back, question=question.key, **self._facts)

    async def _forward(self, question: Any) -> None:
        if question.key in self.expected:
            await self._chat.do(answering.step_on, question=question.key, update_id=0, **self._facts)

    async def _change(self, question: Any) -> None:
        before = self.expected.get(question.key)
        if before is not None:
            await self._chat.do(reviewing_answers.start_change, question=question.key, **self._facts)
            await self._chat.do(
                reviewing_answers.undo_change,
                question=question.key,
                before=before,
                changing=True,
                update_id=0,
                **self._facts,
            )

    def _took(self, step: object, question: str, value: str) -> None:
        if isinstance(step, Outdated):
            assert step.same == (self.expected.get(question) == value)
        else:
            self.expected[question] = value


@pytest.mark.parametrize("questionnaire", ["penilaian_mandiri", "pengalaman_memimpin"])
@pytest.mark.parametrize("seed", range(3))
async def test_what_is_stored_is_what_was_given(chat: Chat, questionnaire: str, seed: int) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=[questionnaire])
    response = await answered(chat, BUDI.nip, questionnaire, [])

    async def account(uow: Any) -> Account | None:
        found: Account | None = await uow.accounts.by_telegram(chat.people["Budi"].id)
        return found

    walk = Walk(chat, Actor(chat.people["Budi"].id, await chat.do(account), "BKPSDM"), questionnaire, seed)
    for _ in range(80):
        await walk.step()
        assert await stored(chat, response) == walk.expected
    assert walk.expected
