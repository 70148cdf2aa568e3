"""Refusals: frozen facts, one class per sentence, exceptions like any other."""

import contextlib
import copy
import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from domain import errors
from domain.errors import AspectUnknown, AssessmentRefusal, LineInvalid, NotLinked, Refusal, ScoreOutOfRange

SIX = ScoreOutOfRange(aspect="Integritas", score=Decimal(6), lowest=Decimal(1), highest=Decimal(5))


@contextlib.contextmanager
def transaction() -> Iterator[None]:
    yield


def concrete() -> list[type[Refusal]]:
    groups = Refusal.__subclasses__()
    return [kind for group in groups for kind in vars(errors).values() if kind in group.__subclasses__()]


def test_a_refusal_leaves_a_context_manager_as_it_entered():
    with pytest.raises(ScoreOutOfRange) as caught, transaction():
        raise SIX
    assert caught.value is SIX
    assert caught.value.__traceback__ is not None


def test_a_refusal_can_carry_a_note_and_a_cause():
    refusal = NotLinked()
    refusal.add_note("update 7")
    refusal.__cause__ = SIX
    assert (refusal.__notes__, refusal.__cause__) == (["update 7"], SIX)


def test_the_facts_of_a_refusal_do_not_change():
    with pytest.raises(FrozenInstanceError):
        SIX.score = Decimal(3)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        SIX.remark = "late"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "refusal", [SIX, NotLinked(), LineInvalid(line=2, reason=SIX), AspectUnknown("inte", ("Integritas",))]
)
def test_a_refusal_travels_between_processes(refusal):
    assert pickle.loads(pickle.dumps(refusal)) == refusal
    assert copy.copy(refusal) == refusal


def test_a_refusal_says_its_name_and_nothing_about_the_person():
    assert str(SIX) == "ScoreOutOfRange"
    assert str(AspectUnknown("inte", ("Integritas",))) == "AspectUnknown"


def test_equal_facts_are_equal_refusals():
    assert ScoreOutOfRange("Integritas", Decimal(6), Decimal(1), Decimal(5)) == SIX
    assert hash(SIX) == hash(copy.copy(SIX))
    assert NotLinked() != SIX


def test_every_refusal_belongs_to_a_group_and_says_when_it_is_raised():
    assert isinstance(SIX, AssessmentRefusal)
    assert len(concrete()) == 78
    assert all(kind.__doc__ and "(" not in kind.__doc__ for kind in concrete())
