"""Scales, JPM and typed scores (REGULATION §3, §13, REGULATION-2 §9.3, CONVERSATIONS §3.15)."""

import contextlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aspects import aspect
from domain.assessment import MAPPING_BANDS, SELECTION_BANDS, Scale, jpm, jpm_shown, parse_scores
from domain.errors import (
    AlreadyScored,
    AspectAmbiguous,
    AspectUnknown,
    LineInvalid,
    NipMalformed,
    NipNotPlausible,
    Refusal,
    ScoreNotANumber,
    ScoreNotOnScale,
    ScoreOutOfRange,
)

BUDI = "198503152010011004"
WATI = "197901012005012003"
COMPETENCY = Scale(Decimal(1), Decimal(5))
POTENTIAL = Scale(Decimal(0), Decimal(5))
WHOLE = Scale(Decimal(1), Decimal(5), step=Decimal(1))


def scores(text: str) -> list[tuple[int, str, list[tuple[str, str]]]]:
    return [
        (line.line, line.nip.value, [(one.key, str(score)) for one, score in line.scores])
        for line in parse_scores(text)
    ]


# Scales


def test_a_scale_lists_its_levels():
    assert [str(level) for level in COMPETENCY.levels] == [
        "1",
        "1.5",
        "2",
        "2.5",
        "3",
        "3.5",
        "4",
        "4.5",
        "5",
    ]
    assert [str(level) for level in WHOLE.levels] == ["1", "2", "3", "4", "5"]
    assert POTENTIAL.levels[0] == 0


def test_a_scale_may_reach_ten():
    assert str(Scale(Decimal(0), Decimal(10), step=Decimal(5)).levels[-1]) == "10"


@pytest.mark.parametrize(
    ("text", "level"), [("3", "3"), ("3,5", "3.5"), ("3.5", "3.5"), ("3,50", "3.5"), ("+4", "4")]
)
def test_a_score_is_read_with_comma_or_point(text, level):
    assert str(COMPETENCY.read(text, aspect="Integritas")) == level


@pytest.mark.parametrize("text", ["6", "0,5", "-1", "0", "5.5"])
def test_a_score_outside_the_scale_is_refused(text):
    with pytest.raises(ScoreOutOfRange) as refusal:
        COMPETENCY.read(text, aspect="Integritas")
    assert refusal.value == ScoreOutOfRange(
        aspect="Integritas", score=Decimal(text.replace(",", ".")), lowest=Decimal(1), highest=Decimal(5)
    )


def test_zero_is_a_level_of_potential_only():
    assert POTENTIAL.read("0", aspect="Kesadaran diri") == 0


def test_a_score_between_the_steps_is_refused_with_what_is_allowed():
    with pytest.raises(ScoreNotOnScale) as refusal:
        WHOLE.read("3,5", aspect="Integritas")
    assert refusal.value == ScoreNotOnScale(
        aspect="Integritas", score=Decimal("3.5"), allowed=tuple(map(Decimal, (1, 2, 3, 4, 5)))
    )


@pytest.mark.parametrize("text", ["tiga", "", "3a", "1e1", "NaN", "3,5,1", "٣"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ScoreNotANumber) as refusal:
        COMPETENCY.read(text, aspect="Integritas")
    assert refusal.value == ScoreNotANumber(aspect="Integritas", text=text)


# JPM


def levels(text: str) -> list[Decimal]:
    return [Decimal(level) for level in text.split()]


@pytest.mark.parametrize(
    ("achieved", "required", "number", "mapping", "selection"),
    [
        ("3 3 3 2 3 3 2 3 3", 3, "92.59", "optimal", "memenuhi_syarat"),
        ("2 2 1 2 2 1 1 2 2", 2, "83.33", "fairly_optimal", "memenuhi_syarat"),
        ("3 3 3 3 3 2 3 2 3", 4, "69.44", "less_optimal", "masih_memenuhi_syarat"),
        ("1 1 1 1 1 1 1 1 1", 1, "100.00", "optimal", "memenuhi_syarat"),
    ],
)
def test_jpm_by_position(achieved, required, number, mapping, selection):
    value = jpm(levels(achieved), [Decimal(required)] * 9)
    assert str(jpm_shown(value)) == number
    assert (MAPPING_BANDS.label(value), SELECTION_BANDS.label(value)) == (mapping, selection)


@pytest.mark.parametrize(
    ("achieved", "required", "number", "mapping", "selection"),
    [
        ("26.66", 27, "98.74", "optimal", "memenuhi_syarat"),
        ("26.66", 36, "74.06", "less_optimal", "masih_memenuhi_syarat"),
        ("24.48", 36, "68.00", "less_optimal", "masih_memenuhi_syarat"),
        ("79.995", 100, "79.99", "fairly_optimal", "masih_memenuhi_syarat"),
        ("79.5", 100, "79.50", "fairly_optimal", "masih_memenuhi_syarat"),
        ("89.999", 100, "89.99", "fairly_optimal", "memenuhi_syarat"),
        ("90", 100, "90.00", "optimal", "memenuhi_syarat"),
        ("78", 100, "78.00", "fairly_optimal", "masih_memenuhi_syarat"),
        ("77.999", 100, "77.99", "less_optimal", "masih_memenuhi_syarat"),
        ("67.999", 100, "67.99", "less_optimal", "kurang_memenuhi_syarat"),
    ],
)
def test_jpm_of_sums(achieved, required, number, mapping, selection):
    value = jpm(levels(achieved), [Decimal(required)])
    assert str(jpm_shown(value)) == number
    assert (MAPPING_BANDS.label(value), SELECTION_BANDS.label(value)) == (mapping, selection)


def test_jpm_is_exact_and_may_exceed_one_hundred():
    assert jpm(levels("3 3 2"), levels("3 3 3")) == Fraction(800, 9)
    assert jpm(levels("4"), levels("3")) == Fraction(400, 3)


# Typed scores


@pytest.mark.parametrize(
    "text",
    [
        f"{BUDI} integritas 3 kerja_sama 3,5",
        f"{BUDI} Integritas 3 Kerja Sama 3.5",
        "19850315 201001 1 004 integritas 3 kerja sama 3,5",
        "NIP. 19850315.201001.1.004 INTEG 3, ks 3,5",
        f"'{BUDI} integritas: 3; kerja-sama = 3,5",
        f"\n  {BUDI} integ 3 ker 3,5  \n",
    ],
)
def test_a_line_scores_one_person(text):
    assert scores(text) == [(1, BUDI, [("integritas", "3"), ("kerja_sama", "3.5")])]


def test_an_aspect_may_be_several_words():
    assert scores(f"{BUDI} orientasi pada hasil 3 pengembangan diri dan orang lain 2,5") == [
        (1, BUDI, [("orientasi_pada_hasil", "3"), ("pengembangan_diri_dan_orang_lain", "2.5")])
    ]


def test_each_line_scores_a_person():
    assert scores(f"\n{BUDI} kom 4 pel 3\n\n{WATI} integritas 4") == [
        (1, BUDI, [("komunikasi", "4"), ("pelayanan_publik", "3")]),
        (2, WATI, [("integritas", "4")]),
    ]


def test_a_line_may_only_name_a_person():
    assert scores(BUDI) == [(1, BUDI, [])]
    assert scores("") == []


def test_aspects_of_potential_have_their_own_scale():
    assert parse_scores(f"{BUDI} kesadaran diri 0")[0].scores == ((aspect("kesadaran_diri"), Decimal(0)),)


INT = AspectAmbiguous(text="int", matches=("Integritas", "Interpersonal", "Intelektual"))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("integritas 3", NipMalformed(length=0)),
        (f"{BUDI}1 integritas 3", NipMalformed(length=19)),
        ("198513152010011004 integritas 3", NipNotPlausible(part="birth_date")),
        (f"{BUDI} int 3", INT),
        (
            f"{BUDI} integritas 6",
            ScoreOutOfRange("Integritas", Decimal(6), lowest=Decimal(1), highest=Decimal(5)),
        ),
        (f"{BUDI} integritas tiga", ScoreNotANumber("Integritas", "tiga")),
        (f"{BUDI} integritas tiga kom 4", ScoreNotANumber("Integritas", "tiga")),
        (f"{BUDI} kerja sama", ScoreNotANumber("Kerja sama", "")),
        (f"{BUDI} kom 4 pel", ScoreNotANumber("Pelayanan publik", "")),
        (f"{BUDI} kom 4 kom 3", AlreadyScored("Komunikasi")),
        (f"{BUDI} kom 4 komunikasi 4", AlreadyScored("Komunikasi")),
    ],
)
def test_a_line_that_cannot_be_read_is_refused(text, refusal):
    with pytest.raises(type(refusal)) as refused:
        parse_scores(text)
    assert refused.value == refusal


@pytest.mark.parametrize(("text", "unknown"), [("kerja sma 3", "kerja sma"), ("kom 4 5", "5")])
def test_words_that_name_no_aspect_are_refused(text, unknown):
    with pytest.raises(AspectUnknown) as refused:
        parse_scores(f"{BUDI} {text}")
    assert refused.value.text == unknown


def test_a_bad_line_is_named_by_its_number():
    with pytest.raises(LineInvalid) as refused:
        parse_scores(f"{BUDI} kom 4\n{WATI} int 4")
    assert refused.value == LineInvalid(line=2, reason=INT)


def test_the_same_aspect_of_one_person_on_two_lines_is_refused():
    with pytest.raises(LineInvalid) as refused:
        parse_scores(f"{BUDI} kom 4\n{WATI} kom 4\n{BUDI} kom 3")
    assert refused.value == LineInvalid(line=3, reason=AlreadyScored("Komunikasi"))


# Whatever is typed


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(Refusal):
        parse_scores(text)


@given(
    st.lists(
        st.sampled_from(
            ["integ", "ker", "int", "3", "3,5", "６", "x" * 60, ":", "\n", "\u00a0", "😀", "9" * 400]
        )
    )
)
def test_any_line_about_a_person_is_read_or_refused(words):
    with contextlib.suppress(Refusal):
        for line in parse_scores(f"{BUDI} {' '.join(words)}"):
            assert line.nip.value == BUDI
