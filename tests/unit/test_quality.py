"""What stands out in how a questionnaire was filled in, against examples counted by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.quality import Finding, QualityMark, Thresholds, TimedAnswer, findings
from domain.questionnaire import load, parse
from domain.questions import Likert

BEGUN = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)
FORM = load("penilaian_mandiri")
USUAL = Thresholds()
SLOWLY = timedelta(seconds=9)


def given(values: list[str], pause: timedelta = SLOWLY) -> list[TimedAnswer]:
    return [
        TimedAnswer(question.key, value, BEGUN + number * pause)
        for number, (question, value) in enumerate(zip(FORM.questions, values, strict=False))
    ]


def honest() -> list[str]:
    """Agrees with what is said of each aspect, and not with its opposite; varies a little."""
    return [
        ("2" if question.reversed else "4") if number % 5 else ("1" if question.reversed else "5")
        for number, question in enumerate(FORM.questions)
    ]


def marks(answers: list[TimedAnswer], thresholds: Thresholds = USUAL) -> dict[str, tuple[int, int]]:
    return {one.mark: (one.count, one.total) for one in findings(FORM, answers, thresholds)}


def test_nothing_stands_out_in_what_is_filled_in_with_care():
    assert findings(FORM, given(honest()), USUAL) == ()


def test_nothing_stands_out_where_nothing_is_filled_in():
    assert findings(FORM, [], USUAL) == ()


def test_the_same_answer_throughout_stands_out():
    assert marks(given(["4"] * 48)) == {"same_answers": (48, 48)}


@pytest.mark.parametrize(("length", "stands_out"), [(9, False), (10, True)])
def test_ten_equal_answers_in_a_row_stand_out_and_nine_do_not(length, stands_out):
    values = ["3"] * length + ["4", "2"] * 10
    assert ("same_answers" in marks(given(values))) == stands_out


def test_a_skipped_answer_does_not_break_a_row():
    values = ["3"] * 5 + ["-"] + ["3"] * 5 + ["4"]
    assert marks(given(values))["same_answers"] == (10, 11)


def test_agreeing_strongly_with_a_thing_and_its_opposite_stands_out():
    # 16 aspects with two statements and one reversed: 32 pairs, each 5 and 6−5
    assert marks(given(["5"] * 48)) == {"same_answers": (48, 48), "contradictions": (32, 32)}


def test_agreeing_with_both_stands_out_only_where_one_is_strong():
    values = ["5" if question.reversed else "4" for question in FORM.questions]  # 4 and 6−5: three apart
    assert marks(given(values)) == {"contradictions": (32, 32)}
    assert "contradictions" not in marks(given(["4"] * 48))  # 4 and 6−4: two apart


def test_a_quarter_of_the_pairs_must_contradict_each_other():
    answers = given(honest())
    turned = [
        question.key for question in FORM.questions if isinstance(question, Likert) and question.reversed
    ]

    def contradicting(aspects: int) -> list[TimedAnswer]:
        return [replace(one, value="5") if one.question in turned[:aspects] else one for one in answers]

    assert "contradictions" not in marks(contradicting(3))  # 6 of 32
    assert marks(contradicting(4))["contradictions"] == (8, 32)


def test_answers_before_their_question_can_be_read_stand_out():
    # the shortest statements have seven words: 1,4 s at five words a second
    assert marks(given(honest(), timedelta(seconds=1))) == {"faster_than_reading": (47, 47)}
    assert marks(given(honest(), timedelta(seconds=4))) == {}


def test_half_of_the_answers_must_be_quick():
    answers = given(honest())

    def quick(count: int) -> list[TimedAnswer]:
        """So many of 47 come half a second after the one before."""
        times, at = [BEGUN], BEGUN
        for number in range(47):
            at += timedelta(seconds=0.5) if number < count else SLOWLY
            times.append(at)
        return [replace(one, at=at) for one, at in zip(answers, times, strict=True)]

    assert marks(quick(23)) == {}
    assert marks(quick(24)) == {"faster_than_reading": (24, 47)}


def test_a_change_in_the_review_counts_at_its_own_time():
    answers = given(honest(), timedelta(seconds=1))
    changed = [replace(answers[0], at=answers[-1].at + timedelta(hours=1)), *answers[1:]]
    assert marks(changed)["faster_than_reading"] == (46, 47)


def test_a_handful_of_answers_says_nothing():
    assert findings(FORM, given(["5"] * 9, timedelta(0)), USUAL) == ()


def test_answers_to_questions_of_another_version_are_passed_over():
    answers = [*given(honest()), TimedAnswer("p99", "4", BEGUN)]
    assert findings(FORM, answers, USUAL) == ()


def test_other_kinds_of_question_are_no_statements():
    career = load("preferensi_karier")
    answers = [TimedAnswer("k1", "man", BEGUN), TimedAnswer("k5", "Rencana", BEGUN + SLOWLY)]
    assert findings(career, answers, USUAL) == ()


def test_the_agency_decides_from_when_something_stands_out():
    strict = Thresholds(
        same_in_a_row=2, words_a_second=1, fast_percent=1, points_apart=1, contradictory_percent=1
    )
    answers = given(["4"] * 48)
    assert set(marks(answers, strict)) == set(QualityMark)
    assert findings(FORM, answers, replace(USUAL, same_in_a_row=49)) == ()


def test_statements_that_were_not_asked_do_not_count():
    toml = "\n".join(
        (
            'key = "syarat"\nversion = 1\ntitle = "Syarat"\nnoun = "pernyataan"\nminutes = 5\nconsent_needed = false',
            'intro = "Contoh."\nscale = [',
            *(f'{{ key = "{n}", label = "langkah {n}" }},' for n in range(1, 6)),
            "]\n[[sections]]",
            *(
                f'[[sections.questions]]\nkey = "s{n}"\nkind = "likert"\naspect = "integritas"\ntext = "Saya mencatat."\n'
                + ('ask_when = { question = "s0", equals = "5" }' if n else "")
                for n in range(11)
            ),
        )
    )
    answers = [TimedAnswer(f"s{n}", "4", BEGUN + n * SLOWLY) for n in range(11)]
    assert findings(parse(toml, "syarat.toml"), answers, USUAL) == ()
    agreeing = [replace(answers[0], value="5"), *answers[1:]]
    assert findings(parse(toml, "syarat.toml"), agreeing, USUAL) == (
        Finding(QualityMark.SAME_ANSWERS, 10, 11),
    )
