"""Questionnaires can be filled in with large fonts and with a screen reader (CONVERSATIONS §1.5, §1.11)."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.handlers.typing_answers import WAYS, WAYS_OF_CHANGE
from bot.reply import Reply
from bot.texts import label, plain
from bot.views import answer_buttons as buttons
from bot.views import questionnaires, reviewing_answers
from domain import steps
from domain.answers import SKIPPED, understand
from domain.campaigns import Campaign
from domain.filling import Response
from domain.people import PositionKind
from domain.phases import Phase
from domain.questionnaire import Questionnaire, shipped
from domain.questions import (
    AnyQuestion,
    ChoiceQuestion,
    Kind,
    Likert,
    MultipleChoice,
    SeveralChoices,
)
from domain.steps import Asking, Draft, Paging, Reviewing

NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Jakarta")
PHASE = Phase(1, 1, "Tahap 1", frozenset(PositionKind), (), "", NOW, NOW.replace(day=8))
DISTINCT = 8  # characters of a label that a large font leaves
ROLES_IN_TEAMS = {
    "Anggota lintas",
    "Anggota internal",
}  # terms of the regulation, which cannot begin otherwise
LONGEST_PAGE = 900
LONG_TEXT = "Memimpin satu kecamatan dengan pelayanan yang selesai pada hari yang sama. " * 6


def draft(questionnaire: Questionnaire, answers: dict[str, str]) -> Draft:
    """A response that has come so far."""
    campaign = Campaign(1, 1, questionnaire.key, questionnaire.version, 1)
    return Draft(campaign, PHASE, questionnaire, Response(1, 1, 1, None, NOW, NOW), answers)


def longest_answer(question: AnyQuestion) -> str:
    """The answer that takes most room on a screen."""
    if isinstance(question, MultipleChoice):
        fitting = [one.key for one in question.choices if one.key not in question.exclusive]
        return ",".join(fitting[: question.maximum])
    if isinstance(question, SeveralChoices):
        return ",".join(["Dinas Kependudukan dan Pencatatan Sipil"] * question.maximum)
    if isinstance(question, ChoiceQuestion):
        return max(question.choices, key=lambda one: len(one.label)).key
    return {Kind.NUMBER: "2008", Kind.DATE: "2024-09-17", Kind.TEXT: LONG_TEXT}.get(question.kind, SKIPPED)


def screens(questionnaire: Questionnaire) -> Iterator[Reply]:
    """Every screen of a questionnaire between its start and its receipt."""
    answers = {question.key: longest_answer(question) for question in questionnaire.questions}
    for question in questionnaire.questions:
        yield questionnaires.step(Asking(draft(questionnaire, {}), question), ZONE)
        full = draft(questionnaire, answers)
        yield questionnaires.step(Asking(full, question), ZONE)
        yield questionnaires.step(Asking(full, question, before=answers[question.key]), ZONE)
    yield questionnaires.step(Reviewing(draft(questionnaire, answers)), ZONE)
    yield reviewing_answers.choose_section(draft(questionnaire, answers))
    yield questionnaires.left(draft(questionnaire, answers), ZONE)
    for page in pages(questionnaire, answers):
        yield questionnaires.step(page, ZONE)


def pages(questionnaire: Questionnaire, answers: dict[str, str]) -> list[Paging]:
    """The pages of the review."""
    first = steps.page(draft(questionnaire, answers), 1)
    return [steps.page(first.draft, number) for number in range(1, first.count + 1)]


QUESTIONNAIRES = pytest.mark.parametrize("questionnaire", list(shipped()), ids=lambda one: one.key)


@QUESTIONNAIRES
def test_buttons_are_told_apart_by_what_a_large_font_leaves_of_them(questionnaire: Questionnaire) -> None:
    for screen in screens(questionnaire):
        labels = [
            key.label[:DISTINCT] for row in screen.rows for key in row if key.label not in ROLES_IN_TEAMS
        ]
        assert len(set(labels)) == len(labels), labels


@QUESTIONNAIRES
def test_rows_leave_room_for_the_words_on_them(questionnaire: Questionnaire) -> None:
    longest = {1: 20, 2: 14, 3: 9}
    for screen in screens(questionnaire):
        for row in screen.rows:
            assert len(row) <= 6
            assert all(len(key.label) <= longest.get(len(row), 3) for key in row), row


@QUESTIONNAIRES
def test_nothing_is_said_by_a_picture_an_emoji_or_the_look_of_words(questionnaire: Questionnaire) -> None:
    for screen in screens(questionnaire):
        words = screen.text + "".join(key.label for row in screen.rows for key in row)
        symbols = {one for one in words if unicodedata.category(one) in ("So", "Sk", "Cs", "Co")}
        assert symbols <= {"✓"}, words
        assert plain(screen.text).count("<") == 0
        assert "<b>" not in screen.text
        assert "<u>" not in screen.text


@QUESTIONNAIRES
def test_a_mark_on_a_button_is_said_in_words_as_well(questionnaire: Questionnaire) -> None:
    for screen in screens(questionnaire):
        if any("✓" in key.label for row in screen.rows for key in row):
            assert "Jawaban sekarang: " in screen.text or "Dipilih: " in screen.text


@QUESTIONNAIRES
def test_whatever_has_a_button_can_be_typed_by_its_words_and_its_number(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        if not isinstance(question, ChoiceQuestion):
            continue
        for number, choice in enumerate(question.choices, 1):
            typed = [choice.label, choice.label.upper()]
            if not isinstance(question, SeveralChoices) or isinstance(question, MultipleChoice):
                typed.append(str(number))
            for words in typed:
                assert understand(question, words, today=NOW.date()) == choice.key, (question.key, words)


@QUESTIONNAIRES
def test_the_ways_on_back_and_out_can_be_typed(questionnaire: Questionnaire) -> None:
    typed = {label(way) for way in (*WAYS, *WAYS_OF_CHANGE)}
    ways = (
        buttons.Skip, buttons.StepBack, buttons.StepOn, buttons.Leave, buttons.FinishChange, buttons.UndoChange,
    )  # fmt: skip
    for screen in screens(questionnaire):
        pressed = {key.label for row in screen.rows for key in row if isinstance(key.press, ways)}
        if screen.awaiting is not None:
            assert pressed <= typed


@QUESTIONNAIRES
def test_a_legend_names_every_point_of_the_scale(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        if isinstance(question, Likert):
            screen = questionnaires.step(Asking(draft(questionnaire, {}), question), ZONE)
            assert all(f"{one.key} {one.label}" in screen.text for one in question.choices)


@QUESTIONNAIRES
def test_a_page_of_the_review_fits_whatever_was_answered(questionnaire: Questionnaire) -> None:
    answers = {question.key: longest_answer(question) for question in questionnaire.questions}
    for page in pages(questionnaire, answers):
        assert len(plain(reviewing_answers.page(page).text)) <= LONGEST_PAGE
        changed = replace(page, changed=page.page.questions[-1].key)
        assert len(plain(reviewing_answers.page(changed).text)) <= LONGEST_PAGE


def test_words_are_cut_only_where_a_page_would_not_fit() -> None:
    questionnaire = next(one for one in shipped() if one.key == "penilaian_mandiri")
    keys = [question.key for question in questionnaire.questions]
    short, long = (
        reviewing_answers.page(pages(questionnaire, dict.fromkeys(keys, v))[0]) for v in ("4", "1")
    )
    assert (
        "Saya memberikan data yang diminta bidang lain paling lambat pada hari kerja berikutnya."
        in short.text
    )
    assert "…" not in short.text
    assert "…" in long.text
    assert long.text.count("Jawaban: 1 (sangat tidak sesuai)") == 8
