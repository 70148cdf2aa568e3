"""Somebody who presses and types at random on the real application, beside a model of what is stored."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from bot.buttons import Button, unpack
from bot.services import UseCase
from bot.simulator.chats import Message, Shown
from bot.simulator.world import Press
from bot.texts import plain, say
from bot.views import answer_buttons as buttons
from bot.views.privacy import ReadNotice
from domain.errors import ChangedMeanwhile
from domain.people import Account, Actor, Role
from domain.questionnaire import load
from domain.questions import SeveralChoices
from domain.usecases import consenting, revising
from tests.chats.conftest import BUDI, OPENING, WATI, Chat
from tests.chats.phases import CLOSES, open_phase
from tests.chats.revised import FIRST, SECOND
from tests.chats.walking_model import ANYTHING, SKIPPED, Given, Model, read

Step: TypeAlias = tuple[str, int]
QUESTIONNAIRES = (FIRST.key, "preferensi_karier", "pengalaman_memimpin", "penilaian_mandiri")
TEXTS = (
    "4", "sesuai", "tidak tahu", "12", "2020", "17-8-2024", "kelurahan", "lewati", "kembali", "lanjut", "batal",
    "S2", "Manajerial", "x" * 600, "😀", "Dinas luar",
)  # fmt: skip
COMMANDS = ("/kuesioner", "/mulai", "/bantuan", "/batal", "/nlai", "/datasaya")
SAMPLES = ("12", "2020", "17-8-2024", "Dinas luar")
PAUSES = (timedelta(minutes=1), timedelta(minutes=40), timedelta(hours=13), timedelta(hours=25))
CLOSED = plain(say("system.closed"))
GRACE = timedelta(seconds=60)
DOUBTED_AFTER = timedelta(hours=12)
LONGEST_FINISH = 200

_OF_QUESTIONS = (buttons.Answer, buttons.Choose)
_ON_A_QUESTION = (
    *_OF_QUESTIONS, buttons.Skip, buttons.StepBack, buttons.StepOn, buttons.FinishChange, buttons.UndoChange,
)  # fmt: skip
_COUNTED = re.compile(
    r"(\d+) dari (\d+) terjawab|Draf berisi (\d+) dari (\d+) jawaban|Terjawab: (\d+) dari (\d+)"
)
_PLACE = re.compile(r"(?:pernyataan|pertanyaan) (\d+) dari (\d+)")


@dataclass
class Walk:
    """One person, some questionnaires, and the steps taken; `closes_at` is the deadline they have."""

    chat: Chat
    model: Model
    closes_at: datetime = CLOSES
    consented: bool = True
    shown_last: dict[int, str] = field(default_factory=dict)
    pending: tuple[int, str, str] | None = None
    begun: set[int] = field(default_factory=set)
    untold: set[int] = field(default_factory=set)
    acted: dict[int, datetime] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)

    @classmethod
    async def begin(cls, chat: Chat, questionnaires: tuple[str, ...]) -> "Walk":
        """Budi with these questionnaires in an open phase, and an admin."""
        await chat.roster(BUDI, WATI)
        await chat.links("Budi", official=BUDI)
        await chat.links("Rahmat", Role.ADMIN)
        await open_phase(chat, questionnaires=questionnaires, version=1)
        campaigns = {number: load(key, 1) for number, key in enumerate(questionnaires, 1)}
        walk = cls(chat, Model(campaigns))
        await walk._says("/kuesioner")
        return walk

    async def take(self, step: Step) -> None:
        """One step; afterwards what is stored is what the model says, and there is a way on."""
        kind, number = step
        act = getattr(self, f"_{kind}")
        allowed = await act(number)
        await self._settle()
        await self._check(allowed)

    async def finish(self) -> None:
        """Whatever came before, everything can still be answered and sent, and nothing given is lost."""
        await self._consents(True)
        if self.now + timedelta(days=1) > self.closes_at:
            await self._more_time(0)
        await self._settle()
        for _ in range(LONGEST_FINISH):
            if len(self.model.submitted) == len(self.model.questionnaires):
                return
            await self._go_on()
        raise AssertionError(f"no way to the end from: {self._words(self._newest())}")

    @property
    def now(self) -> datetime:
        """The time on the phone."""
        return self.chat.simulator.world.now

    # --- acts ----------------------------------------------------------------------------------

    async def _press(self, number: int) -> list[Given]:
        """A button that stands in the chat, mostly one of the question that is open."""
        standing = [one for one in self._own.shown if self._stands(one)]
        question = self._open_question()
        if question is not None and number % 4:
            standing = [question]
        return await self._pressed(standing, number)

    async def _old(self, number: int) -> list[Given]:
        """A button that stood in the chat once, as an old client can still press it."""
        return await self._pressed(self._own.shown, number)

    async def _obvious(self, number: int) -> list[Given]:
        """What somebody would do who wants to be done; it checks itself."""
        await self._go_on()
        return [self.model.given]

    async def _type(self, number: int) -> list[Given]:
        text = TEXTS[number % len(TEXTS)]
        allowed = self._of_text(text)
        await self._says(text)
        return allowed

    async def _command(self, number: int) -> list[Given]:
        await self._says(COMMANDS[number % len(COMMANDS)])
        return [self.model.given]

    async def _sticker(self, number: int) -> list[Given]:
        budi = self.chat.people["Budi"]
        await (budi.sends_sticker() if number % 2 else budi.sends_voice())
        self.steps.append("sticker or voice")
        return [self.model.given]

    async def _restart(self, number: int) -> list[Given]:
        self.steps.append("restart")
        await self.chat.restarts()
        return [self.model.given]

    async def _wait(self, number: int) -> list[Given]:
        await self._moves_to(self.now + PAUSES[number % len(PAUSES)])
        return [self.model.given]

    async def _deadline(self, number: int) -> list[Given]:
        """To just before the own deadline, into the minute of grace, or beyond it."""
        offsets = (timedelta(seconds=-20), timedelta(seconds=30), timedelta(minutes=5))
        to_come = [self.closes_at + offset for offset in offsets if self.closes_at + offset > self.now]
        if to_come:
            await self._moves_to(to_come[number % len(to_come)])
        return [self.model.given]

    async def _more_time(self, number: int) -> list[Given]:
        closes_at = max(self.closes_at, self.now) + timedelta(days=3)

        async def give(uow: Any, *, now: datetime) -> None:
            person = await uow.people.by_nip(BUDI.nip)
            admin = (await uow.accounts.holding(Role.ADMIN))[0]
            await uow.extensions.grant(
                1, person.id, closes_at=closes_at, reason="Dinas luar", account_id=admin.id, now=now
            )

        await self.chat.do(give)
        self.closes_at = closes_at
        self.steps.append(f"deadline {closes_at}")
        return [self.model.given]

    async def _consent(self, number: int) -> list[Given]:
        await self._consents(number % 3 != 0)
        return [self.model.given]

    async def _revise(self, number: int) -> list[Given]:
        """A later version is taken up, and mostly the drafts are moved to it."""
        for campaign, questionnaire in list(self.model.questionnaires.items()):
            if questionnaire == FIRST:
                await self._as_admin(revising.adopt, campaign)
                await self._moves_drafts(campaign, only_beginners=number % 4 == 0)
        return [self.model.given]

    async def _moves_drafts(self, campaign: int, *, only_beginners: bool) -> None:
        if campaign not in self.begun:
            self.model.questionnaires[campaign] = SECOND
        elif not only_beginners and campaign not in self.model.submitted:
            await self._as_admin(revising.move, campaign, reason="Pertanyaan diperjelas")
            self.model.moves(campaign, SECOND)
            self.untold.add(campaign)

    async def _as_admin(self, use_case: UseCase[Any], campaign: int, **facts: Any) -> None:
        admin = self.chat.people["Rahmat"].id

        async def account(uow: Any) -> Account | None:
            found: Account | None = await uow.accounts.by_telegram(admin)
            return found

        actor = Actor(admin, await self.chat.do(account), "BKPSDM")
        with suppress(ChangedMeanwhile):  # taken up before
            await self.chat.do(use_case, actor=actor, campaign_id=campaign, **facts)
        self.steps.append(f"{use_case.__name__} {campaign}")

    async def _reopen(self, number: int) -> list[Given]:
        if self.model.submitted:
            campaign = sorted(self.model.submitted)[number % len(self.model.submitted)]

            async def reopen(uow: Any) -> None:
                person = await uow.people.by_nip(BUDI.nip)
                await uow.responses.reopen((await uow.responses.of(campaign, person.id)).id)

            await self.chat.do(reopen)
            self.model.submitted.discard(campaign)
            self.steps.append(f"reopened {campaign}")
        return [self.model.given]

    # --- what an act may bring -----------------------------------------------------------------

    async def _pressed(self, among: list[Shown], number: int) -> list[Given]:
        if not among:
            return await self._command(0)
        shown = among[number % len(among)]
        rows = shown.keyboard["inline_keyboard"]
        made = [one for row in rows for one in row if not _reads_notice(one)]
        if not made:
            return await self._command(0)
        one = made[(number // 7) % len(made)]
        return await self._push(shown, one)

    async def _push(self, shown: Shown, made: dict[str, str]) -> list[Given]:
        press = unpack(made["callback_data"])
        allowed, message_id = self._of_press(press, shown), shown.message_id
        self.steps.append(f"[{made['text']}] {made['callback_data']} on {message_id}")
        world, own = self.chat.simulator.world, self._own
        query_id = f"walk-{len(self.steps)}"
        world.presses[query_id] = Press(own, message_id, world.now)
        message = {"message_id": message_id, "date": int(world.now.timestamp()), "chat": own.place()}
        who = {"id": query_id, "from": own.account.as_user(), "chat_instance": "1"}
        world.push("callback_query", who | {"message": message, "data": made["callback_data"]})
        return allowed

    def _of_press(self, press: Button, on: Shown) -> list[Given]:
        given = self.model.given
        if isinstance(press, buttons.AcceptRevision) and self._is_told(press):
            self.untold.discard(press.campaign)
        if isinstance(press, buttons.KeepText) and self.pending is not None:
            campaign, question, value = self.pending
            return [given, {**given, (campaign, question): value}]
        campaign = getattr(press, "campaign", 0)
        is_open = on is self._open_question()
        if is_open and self._counts(campaign, press):
            self.acted[campaign] = self.now
        found = list(self.model.of_press(press)) if self._counts(campaign, press) else []
        if not found:
            return [given]
        made = [{**given, (campaign, question): value} for question, value in found]
        if is_open and isinstance(press, (*_OF_QUESTIONS, buttons.Skip)):
            return made  # on the open question a press is never lost
        (question, _), *_ = found
        waits = not given.get((campaign, question)) or self.shown_last.get(campaign) == question
        changes = isinstance(press, buttons.UndoChange | buttons.FinishChange)
        return [given, *made] if waits or changes else [given]

    def _is_told(self, press: buttons.AcceptRevision) -> bool:
        """The press tells of the version that the draft is of, and counts."""
        questionnaire = self.model.questionnaires[press.campaign]
        may = self.consented or not questionnaire.consent_needed
        in_time = self.now <= self.closes_at and press.campaign not in self.model.submitted
        return press.filled == questionnaire.version and may and in_time

    def _counts(self, campaign: int, press: Button) -> bool:
        if campaign not in self.model.questionnaires or campaign in self.model.submitted | self.untold:
            return False
        version = self.model.questionnaires[campaign].version
        if getattr(press, "version", version) != version:
            return False  # it asked something else then
        needed = self.model.questionnaires[campaign].consent_needed
        return (self.consented or not needed) and self.now <= self.closes_at + GRACE

    def _of_text(self, text: str) -> list[Given]:
        given, asked = self.model.given, self._asked_now()
        if asked is None:
            return [given]
        campaign, key = asked
        needed = self.model.questionnaires[campaign].consent_needed
        over = campaign in self.model.submitted | self.untold or self.now > self.closes_at
        if over or (needed and not self.consented):
            return [given]
        question = self.model.question(campaign, key)
        value = read(question, text)
        self.pending = (campaign, key, value) if value else None
        allowed = [{**given, (campaign, key): value}] if value else []
        if question.optional and text == "lewati":
            allowed.append({**given, (campaign, key): SKIPPED})
        is_plain = bool(value) and value != ANYTHING and not isinstance(question, SeveralChoices)
        is_fresh = self.now - self.acted.get(campaign, OPENING) < DOUBTED_AFTER
        return allowed if is_plain and is_fresh else [given, *allowed]

    # --- what is seen --------------------------------------------------------------------------

    @property
    def _own(self) -> Any:
        return self.chat.simulator.world.chat_of(self.chat.people["Budi"].id)

    def _stands(self, shown: Shown) -> bool:
        message = self._own.messages[shown.message_id]
        return not message.deleted and message.keyboard is shown.keyboard

    def _open_question(self) -> Shown | None:
        """The keyboard of the question that is open; every question has a way on, back or out."""
        for shown in reversed(self._own.shown):
            if self._stands(shown) and _question_on(shown) is not None:
                return shown
        return None

    def _asked_now(self) -> tuple[int, str] | None:
        """The question the chat waits for an answer to."""
        shown = self._open_question()
        return _question_on(shown) if shown is not None else None

    def _newest(self) -> Message:
        written: list[Message] = [
            one for one in self._own.messages.values() if one.from_bot and not one.deleted
        ]
        return written[-1]

    @staticmethod
    def _words(message: Message) -> str:
        return str(message.content.get("text", ""))

    # --- what must hold ------------------------------------------------------------------------

    async def _check(self, allowed: list[Given]) -> None:
        found, submitted = await self._stored()
        self.begun |= {campaign for campaign, _ in found} | submitted
        for one in allowed:
            if _without_empty(one) == found or _fits(one, found):
                break
        else:
            raise AssertionError(f"stored {found}, allowed {allowed}")
        self.model.becomes(found)
        for campaign in submitted - self.model.submitted:
            answered, skipped, asked = self.model.counts(campaign)
            assert answered + skipped == asked, f"{campaign} was sent with questions open"
        assert self.model.submitted <= submitted, "what was sent is not sent any more"
        self.model.submitted = submitted
        self._check_screen()
        asked_now = self._asked_now()
        if asked_now is not None:
            self.shown_last[asked_now[0]] = asked_now[1]

    def _check_screen(self) -> None:
        """The counts shown are true, and somewhere in the chat a button leads on."""
        newest = self._newest()
        words = self._words(newest)
        stands = any(self._stands(one) for one in self._own.shown)
        assert stands or words == CLOSED, f"no way on from: {words}"
        asked_now = self._asked_now()
        if asked_now is not None and asked_now[0] not in self.model.submitted | self.untold:
            self._check_place(*asked_now)
        for line in words.splitlines():
            self._check_counts(line)

    def _check_place(self, campaign: int, key: str) -> None:
        shown = self._open_question()
        assert shown is not None
        words, questionnaire = (
            self._words(self._own.messages[shown.message_id]),
            self.model.questionnaires[campaign],
        )
        keys = [question.key for question in questionnaire.questions]
        assert questionnaire.question(key).text in words
        place = _PLACE.search(words)
        if place is not None:
            assert (int(place[1]), int(place[2])) == (keys.index(key) + 1, len(keys)), words

    def _check_counts(self, line: str) -> None:
        counted = _COUNTED.search(line)
        if counted is None:
            return
        shown = tuple(int(one) for one in counted.groups() if one is not None)
        true = {self.model.counts(campaign)[::2] for campaign in self.model.questionnaires}
        assert shown in true, f"{line}: {true}"

    async def _stored(self) -> tuple[Given, set[int]]:
        """What stands in the database, and what of it is sent."""
        campaigns = list(self.model.questionnaires)

        async def look(uow: Any) -> tuple[Given, set[int]]:
            person = await uow.people.by_nip(BUDI.nip)
            found: Given = {}
            submitted = set()
            for campaign in campaigns:
                response = await uow.responses.of(campaign, person.id)
                if response is None:
                    continue
                self.begun.add(campaign)
                if response.submitted_at is not None:
                    submitted.add(campaign)
                answers = await uow.responses.answers(response.id)
                found |= {(campaign, key): value for key, value in answers.items() if value}
            return found, submitted

        stored: tuple[Given, set[int]] = await self.chat.bot.services.read(look)
        return stored

    # --- by hand -------------------------------------------------------------------------------

    async def _says(self, text: str) -> None:
        self.steps.append(text[:40])
        await self.chat.people["Budi"].says(text)
        await self._settle()

    async def _settle(self) -> None:
        await self.chat.simulator.telegram.quiet(silence=0)
        await self.chat.settled()

    async def _moves_to(self, moment: datetime) -> None:
        self.steps.append(f"--- {moment} ---")
        await self.chat.simulator.telegram.sets_clock(moment)
        await self.chat.bot.services.clock.refresh()
        await self.chat.bot.jobs.tick()
        await self._settle()

    async def _consents(self, consented: bool) -> None:
        self.steps.append(f"consent {consented}")

        async def decide(uow: Any, *, policy: Any, now: datetime) -> None:
            account = await uow.accounts.by_telegram(self._own.id)
            actor = Actor(account.telegram_id, account, "BKPSDM")
            await consenting.decide(uow, actor=actor, consented=consented, policy=policy, now=now)

        await self.chat.do(decide)
        self.consented = consented

    async def _go_on(self) -> None:
        """The most obvious thing to do next, as somebody would who wants to be done."""
        standing = [one for one in self._own.shown if self._stands(one)]
        newest = max(standing, key=lambda one: one.message_id, default=None)
        made = [one for row in newest.keyboard["inline_keyboard"] for one in row] if newest else []
        asked = _question_on(newest) if newest is not None else None
        if asked is not None and asked[0] in self.untold:
            newest, made = None, []  # of the version before: it is opened anew
        wanted = self._wanted(made, asked)
        if wanted is None and asked is not None and asked[0] not in self.untold:
            await self._types_sample(*asked)
        elif wanted is None or newest is None:
            await self._says("/kuesioner")
            await self._check([self.model.given])
        else:
            allowed = await self._push(newest, wanted)
            await self._settle()
            await self._check(allowed)

    def _wanted(self, made: list[dict[str, str]], asked: tuple[int, str] | None) -> dict[str, str] | None:
        pressed = {one["text"]: one for one in made}
        presses = {one["text"]: unpack(one["callback_data"]) for one in made}
        if asked is not None:
            settled = bool(self.model.given.get(asked))
            for text, press in presses.items():
                if isinstance(press, buttons.StepOn | buttons.FinishChange) and settled:
                    return pressed[text]
                if isinstance(press, buttons.Skip | buttons.Answer):
                    return pressed[text]
            return next((pressed[t] for t, one in presses.items() if isinstance(one, buttons.Choose)), None)
        ways = (
            buttons.Submit,
            buttons.Declare,
            buttons.AcceptRevision,
            buttons.Continue,
            buttons.OpenStart,
            buttons.OpenOverview,
        )
        for way in ways:
            for text, press in presses.items():
                if isinstance(press, way) and press.campaign not in self.model.submitted:
                    return pressed[text]
        return None

    async def _types_sample(self, campaign: int, key: str) -> None:
        question = self.model.question(campaign, key)
        text = next(one for one in SAMPLES if read(question, one) not in ("", ANYTHING))
        allowed = self._of_text(text)
        await self._says(text)
        if self._words(self._newest()).startswith("Apakah tulisan itu jawaban"):
            keep = next(one for one in reversed(self._own.shown) if self._stands(one))
            allowed = await self._push(keep, keep.keyboard["inline_keyboard"][0][0])
            await self._settle()
        await self._check([self.model.given, *allowed])


def _reads_notice(made: dict[str, str]) -> bool:
    """The privacy notice speaks of scores in the words of the law, which may not come as a message of its own."""
    return isinstance(unpack(made["callback_data"]), ReadNotice)


def _presses(shown: Shown) -> list[Button]:
    return [unpack(one["callback_data"]) for row in shown.keyboard["inline_keyboard"] for one in row]


def _question_on(shown: Shown) -> tuple[int, str] | None:
    """The campaign and question that a keyboard belongs to, if it belongs to a question."""
    presses = _presses(shown)
    if any(isinstance(one, buttons.Continue | buttons.Change) for one in presses):
        return None  # a page of the review, or what an edit has caused
    for one in presses:
        if isinstance(one, _ON_A_QUESTION):
            return one.campaign, one.question
    return None


def _without_empty(given: Given) -> Given:
    return {place: value for place, value in given.items() if value}


def _fits(allowed: Given, found: Given) -> bool:
    """Equal but for the questions of which anything may be stored."""
    open_places = {place for place, value in allowed.items() if value == ANYTHING}
    rest = {place: value for place, value in _without_empty(allowed).items() if place not in open_places}
    return rest == {place: value for place, value in found.items() if place not in open_places}
