"""Anonymity of feedback: nothing is shown of fewer than three raters."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.feedback import INSTRUMENTS, RaterGroup, Rating, Shown, shown
from domain.questionnaire import load, parse

FORM = parse(
    """
key = "umpan"
version = 1
title = "Umpan balik"
noun = "pernyataan"
minutes = 5
consent_needed = false
intro = "Contoh."
scale = [
  { key = "1", label = "sangat tidak sesuai" },
  { key = "2", label = "tidak sesuai" },
  { key = "3", label = "sebagian sesuai" },
  { key = "4", label = "sesuai" },
  { key = "5", label = "sangat sesuai" },
]
[[sections]]
[[sections.questions]]
key = "a"
kind = "likert"
aspect = "integritas"
optional = true
text = "Rekan ini mencatat."
[[sections.questions]]
key = "b"
kind = "likert"
aspect = "integritas"
reversed = true
optional = true
text = "Rekan ini menunda."
[[sections.questions]]
key = "c"
kind = "likert"
aspect = "kerja_sama"
optional = true
text = "Rekan ini membantu."
[[sections.questions]]
key = "d"
kind = "number"
lowest = 0
highest = 9
optional = true
text = "Berapa lama bekerja bersama?"
""",
    "umpan.toml",
)
SUPERIOR, PEER, SUBORDINATE = RaterGroup


def rating(group: RaterGroup, a: str = "4", b: str = "2", c: str = "3") -> Rating:
    return Rating(group, FORM, {"a": a, "b": b, "c": c, "d": "2"})


def raters(superiors: int = 0, peers: int = 0, subordinates: int = 0) -> list[Rating]:
    counts = {SUPERIOR: superiors, PEER: peers, SUBORDINATE: subordinates}
    return [rating(group) for group, count in counts.items() for _ in range(count)]


def groups(found: tuple[Shown, ...]) -> list[tuple[set[RaterGroup], int]]:
    return [(set(one.groups), one.raters) for one in found]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_nothing_is_shown_of_fewer_than_three(count):
    assert shown(raters(peers=count), closed=True) == ()
    assert shown(raters(superiors=count // 2, peers=count - count // 2), closed=True) == ()


def test_three_of_a_group_are_shown_with_the_mean_of_each_aspect():
    some = [rating(PEER, "5", "1", "4"), rating(PEER, "4", "2", "4"), rating(PEER, "2", "5", "3")]
    assert shown(some, closed=True) == (
        Shown(
            frozenset({PEER}),
            3,
            # 5 and 6−1, 4 and 6−2, 2 and 6−5: raters of 5, 4 and 1,5
            {"integritas": Fraction(7, 2), "kerja_sama": Fraction(11, 3)},
        ),
    )


def test_nothing_is_shown_while_answers_still_come():
    assert shown(raters(peers=9), closed=False) == ()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 3, 0), [({PEER}, 3)]),  # the one superior is not shown, and no sum to take the peers from
        ((1, 4, 2), [({PEER}, 4), ({SUPERIOR, SUBORDINATE}, 3)]),
        ((1, 1, 1), [({SUPERIOR, PEER, SUBORDINATE}, 3)]),
        ((1, 2, 3), [({SUBORDINATE}, 3), ({SUPERIOR, PEER}, 3)]),
        ((0, 2, 0), []),
        ((3, 3, 3), [({SUPERIOR}, 3), ({PEER}, 3), ({SUBORDINATE}, 3)]),
    ],
)
def test_small_groups_are_shown_together_or_not_at_all(counts, expected):
    assert groups(shown(raters(*counts), closed=True)) == expected


def test_an_aspect_of_which_fewer_than_three_told_is_left_out():
    some = [*raters(peers=2), rating(PEER, c="-"), rating(PEER, a="-", b="-", c="-")]
    (found,) = shown(some, closed=True)
    assert found.raters == 4
    assert found.means == {"integritas": Fraction(4)}


def test_a_rater_who_skips_a_statement_counts_as_much_as_any_other():
    some = [rating(PEER, "5", "-"), rating(PEER, "1", "5"), rating(PEER, "1", "5")]
    (found,) = shown(some, closed=True)
    assert found.means["integritas"] == Fraction(7, 3)


@given(st.lists(st.sampled_from(list(RaterGroup)), max_size=12))
def test_whoever_answers_no_set_that_is_shown_leaves_one_or_two_to_be_found(given_by):
    """Of all sums and differences of what is shown, none is about one or two raters."""
    found = shown([rating(group) for group in given_by], closed=True)
    assert all(one.raters >= 3 for one in found)
    seen = [set(one.groups) for one in found]
    assert all(one.isdisjoint(other) for one, other in product(seen, seen) if one is not other)
    assert all(one.raters == sum(group in one.groups for group in given_by) for one in found)


def test_every_group_has_its_form_with_the_nine_competencies_in_both_directions():
    for key in INSTRUMENTS.values():
        form = load(key)
        assert not form.consent_needed
        pairs = {(one.aspect, one.direction) for one in form.questions}
        assert len(form.questions) == len(pairs) == 18
        assert "sedikitnya tiga penilai" in form.intro
