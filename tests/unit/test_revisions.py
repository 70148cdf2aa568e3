"""Which answers hold for a later version of a questionnaire."""

from domain.answers import SKIPPED
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
