"""Which answers hold for a later version of a questionnaire."""

import pytest

from domain.answers import SKIPPED
from domain.questionnaire import load
from domain.revisions import carry
from tests.chats.revised import FIRST, SECOND


def test_answers_to_unchanged_questions_are_kept_and_the_others_put_aside() -> None:
    answers = {"r1": "ya", "r2": "12", "r3": "ya", "r4": "Tim data", "r5": "2024-08-17"}
    carried = carry(FIRST, SECOND, answers)
    assert carried.kept == {"r1": "ya", "r2": "12", "r4": "Tim data"}
    assert carried.aside == {"r3": "ya", "r5": "2024-08-17"}
    assert (carried.changed, carried.added) == (1, 1)


def test_what_was_left_out_is_asked_where_it_may_not_be_left_out_any_more() -> None:
    carried = carry(FIRST, SECOND, {"r1": "blm", "r4": SKIPPED, "r5": ""})
    assert carried.kept == {"r1": "blm"}
    assert carried.aside == {"r4": SKIPPED}


def test_the_same_version_keeps_everything() -> None:
    answers = {"r1": "ya", "r3": "tdk", "r4": SKIPPED, "r5": SKIPPED}
    carried = carry(FIRST, FIRST, answers)
    assert (carried.kept, carried.aside, carried.changed, carried.added) == (answers, {}, 0, 0)


def test_a_statement_on_a_scale_that_reads_otherwise_is_asked_again() -> None:
    before = load("penilaian_mandiri")
    other = before.scale[0].model_copy(update={"label": "tidak pernah"})
    after = before.model_copy(update={"version": 2, "scale": (other, *before.scale[1:])})
    carried = carry(before, after, {"p01": "4"})
    assert (carried.kept, carried.aside) == ({}, {"p01": "4"})


@pytest.mark.parametrize(
    "change",
    [{"reversed": True}, {"aspect": "integritas"}, {"name": "Sebab"}, {"message": "Pilih salah satu."}],
    ids=lambda change: next(iter(change)),
)
def test_what_nobody_reads_while_answering_may_change(change: dict[str, object]) -> None:
    before = load("penilaian_mandiri")
    first, *others = before.sections[0].questions
    sections = (
        before.sections[0].model_copy(update={"questions": (first.model_copy(update=change), *others)}),
        *before.sections[1:],
    )
    after = before.model_copy(update={"version": 2, "sections": sections})
    assert after.sections[0].questions[0] != first
    assert carry(before, after, {first.key: "4"}).kept == {first.key: "4"}
