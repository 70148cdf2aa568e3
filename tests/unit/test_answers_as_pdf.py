"""The copy of the own answers: every word in full, nothing read as markup."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.documents.own_answers import OwnAnswers, render
from bot.views.own_answers import own_answers
from domain.answers import SKIPPED
from domain.campaigns import Campaign
from domain.filling import Response
from domain.people import Official, PositionKind
from domain.phases import Phase
from domain.questionnaire import load
from domain.steps import Draft
from domain.usecases.reviewing_answers import OwnCopy

SENT = datetime(2026, 12, 3, 0, 58, tzinfo=UTC)
PLAN = "Memimpin satu kecamatan dengan pelayanan yang selesai pada hari yang sama. " * 6
BUDI = Official(
    7, "198503152010011004", "Budi Santoso, S.STP.", "Lurah", PositionKind.SUPERVISOR, "Kelurahan Kejaksan"
)
CAREER = {
    "k1": "man", "k2": "yan,ren", "k3": SKIPPED, "k4": "semua", "k5": PLAN, "k6": "nihil", "d1": "s2",
    "d2": "#panic() $x$ *tebal* ] }", "d3": "2008",
}  # fmt: skip


def copy_of(questionnaire: str, answers: dict[str, str]) -> OwnAnswers:
    """The document of a response sent on 3 December 2026."""
    definition = load(questionnaire)
    phase = Phase(1, 1, "Tahap 1", frozenset({BUDI.position_kind}), (questionnaire,), "", SENT, SENT)
    response = Response(1, 1, BUDI.id, None, SENT, SENT, SENT, "TT-2026-000123")
    campaign = Campaign(1, 1, questionnaire, definition.version, 1)
    return own_answers(
        OwnCopy(Draft(campaign, phase, definition, response, answers), BUDI), ZoneInfo("Asia/Jakarta")
    )


def test_the_head_says_whose_it_is_what_was_sent_and_when() -> None:
    made = copy_of("preferensi_karier", CAREER)
    assert made.title == "Preferensi karier"
    assert list(made.particulars) == [
        ("Nama", "Budi Santoso, S.STP."),
        ("NIP atau NI PPPK", "19850315 201001 1 004"),
        ("Unit kerja", "Kelurahan Kejaksan"),
        ("Versi kuesioner", "1"),
        ("Tanda terima", "TT-2026-000123"),
        ("Dikirim", "Kamis, 3 Desember 2026, pukul 07.58 WIB"),
        ("Terjawab", "8 dari 9"),
    ]


def test_every_question_stands_with_its_answer_in_full() -> None:
    answers = {
        one.number: one.value
        for part in copy_of("preferensi_karier", CAREER).sections
        for one in part.answers
    }
    assert answers == {
        "1": "Manajerial",
        "2": "Pelayanan publik dan Perencanaan",
        "3": "dilewati",
        "4": "Ke mana saja",
        "5": PLAN,
        "6": "Tidak ada",
        "7": "S2",
        "8": "#panic() $x$ *tebal* ] }",
        "9": "2008",
    }


def test_sections_without_a_title_are_numbered_and_what_is_not_asked_is_left_out() -> None:
    made = copy_of(
        "penilaian_mandiri", {question.key: "4" for question in load("penilaian_mandiri").questions}
    )
    assert [part.title for part in made.sections] == [f"Bagian {number}" for number in range(1, 7)]
    assert {one.value for part in made.sections for one in part.answers} == {"4 (sesuai)"}
    leading = copy_of("pengalaman_memimpin", {"l1": "belum"})
    assert sum(len(part.answers) for part in leading.sections) < len(load("pengalaman_memimpin").questions)


def test_a_file_is_made_that_a_screen_reader_can_follow() -> None:
    made = render(copy_of("preferensi_karier", CAREER))
    assert made.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in made
    assert b"/Lang(id)" in made


@pytest.mark.parametrize("words", ["#panic()", "$x$ *tebal* ] }", '"; #import "x"', "\\u{41} <a> @b", "😀"])
def test_what_is_given_is_drawn_as_text_and_never_read_as_markup(words: str) -> None:
    assert render(replace(copy_of("preferensi_karier", CAREER), title=words)).startswith(b"%PDF")
