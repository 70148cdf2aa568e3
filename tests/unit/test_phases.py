from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deadlines import Deadline
from domain.errors import OutsideHours, PhaseDatesWrong, PhaseOverlaps
from domain.participation import Participation, participation
from domain.people import PositionKind
from domain.phases import (
    PATTERNS,
    Period,
    Phase,
    PhasePreview,
    PhaseState,
    check_overlap,
    proposed_period,
)
from domain.questionnaire import shipped
from domain.reminders import Step
from domain.working_days import WorkingDays

WIB = ZoneInfo("Asia/Jakarta")
INDEPENDENCE_DAY = date(2026, 8, 17)
CHRISTMAS = frozenset({date(2026, 12, 24), date(2026, 12, 25)})
DAYS = WorkingDays(holidays=CHRISTMAS | {INDEPENDENCE_DAY}, zone=WIB)
OPENS = datetime(2026, 11, 2, 8, tzinfo=WIB)
CLOSES = datetime(2026, 12, 8, 16, tzinfo=WIB)
ESELON_III_IV = frozenset({PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR})
PHASE_1 = Phase(
    id=1,
    number=1,
    name="Tahap 1",
    audience=ESELON_III_IV,
    questionnaires=PATTERNS["eselon_iii_iv"].questionnaires,
    ruleset="permenpan-3-2020",
    opens_at=OPENS,
    closes_at=CLOSES,
)


def wib(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=WIB)


def test_eselon_iii_and_iv_are_administrators_and_supervisors_with_three_questionnaires():
    pattern = PATTERNS["eselon_iii_iv"]
    assert pattern.audience == {PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR}
    assert pattern.questionnaires == ("penilaian_mandiri", "preferensi_karier", "pengalaman_memimpin")


def test_every_usual_phase_asks_shipped_questionnaires():
    assert {
        key for pattern in PATTERNS.values() for key in pattern.questionnaires
    } <= shipped().newest().keys()


def test_pelaksana_and_jf_are_the_other_usual_phase():
    assert PATTERNS["pelaksana_jf"].audience == {PositionKind.EXECUTOR, PositionKind.FUNCTIONAL}


@pytest.mark.parametrize(
    ("now", "opens_at", "closes_at"),
    [
        (wib(2026, 10, 28, 10), wib(2026, 11, 2, 8), wib(2026, 12, 8, 16)),
        (wib(2026, 11, 2, 7, 59), wib(2026, 11, 2, 8), wib(2026, 12, 8, 16)),
        (wib(2026, 11, 2, 8), wib(2026, 11, 9, 8), wib(2026, 12, 15, 16)),
        (datetime(2026, 11, 1, 18, tzinfo=UTC), wib(2026, 11, 2, 8), wib(2026, 12, 8, 16)),
    ],
)
def test_a_phase_is_proposed_from_monday_8_to_tuesday_five_weeks_later(now, opens_at, closes_at):
    assert proposed_period(now, DAYS) == Period(opens_at, closes_at)


def test_a_proposed_day_that_is_a_holiday_moves_to_the_next_working_day():
    proposed = proposed_period(wib(2026, 8, 14, 10), DAYS)
    assert proposed.opens_at == wib(2026, 8, 18, 8)  # Monday is 17 Agustus
    proposed = proposed_period(wib(2026, 8, 17, 10), DAYS)
    assert proposed == Period(wib(2026, 8, 18, 8), wib(2026, 9, 22, 16))


def test_the_proposal_moves_the_deadline_off_a_holiday():
    free = WorkingDays(holidays=frozenset({date(2026, 12, 8)}), zone=WIB)
    assert proposed_period(wib(2026, 10, 28, 10), free).closes_at == wib(2026, 12, 9, 16)


def test_the_dates_of_the_example_are_accepted():
    Period(OPENS, CLOSES).check(now=wib(2026, 10, 28, 10), days=DAYS)


@pytest.mark.parametrize(
    ("opens_at", "closes_at"),
    [(OPENS, OPENS), (CLOSES, OPENS), (OPENS - timedelta(weeks=9), OPENS - timedelta(weeks=5))],
)
def test_a_phase_that_would_close_before_it_opens_or_in_the_past_is_refused(opens_at, closes_at):
    with pytest.raises(PhaseDatesWrong):
        Period(opens_at, closes_at).check(now=wib(2026, 10, 28, 10), days=DAYS)


def test_a_phase_does_not_open_when_no_message_can_leave():
    with pytest.raises(OutsideHours) as refused:
        Period(wib(2026, 11, 1, 8), CLOSES).check(now=wib(2026, 10, 28, 10), days=DAYS)
    assert refused.value == OutsideHours(at=wib(2026, 11, 1, 8), window=(time(8), time(16)))


@pytest.mark.parametrize(
    "closes_at", [wib(2026, 12, 25, 16), wib(2026, 12, 8, 16, 1), wib(2026, 12, 8, 8), wib(2026, 12, 8)]
)
def test_a_phase_does_not_close_when_nobody_is_at_work(closes_at):
    with pytest.raises(OutsideHours) as refused:
        Period(OPENS, closes_at).check(now=wib(2026, 10, 28, 10), days=DAYS)
    assert refused.value == OutsideHours(at=closes_at, window=(time(8), time(16)))


def test_two_phases_that_ask_the_same_people_at_the_same_time_are_refused_with_their_number():
    with pytest.raises(PhaseOverlaps) as refused:
        check_overlap(
            Period(wib(2026, 12, 7, 8), wib(2027, 1, 12, 16)),
            frozenset({PositionKind.SUPERVISOR, PositionKind.EXECUTOR}),
            [PHASE_1],
            {PositionKind.SUPERVISOR: 391, PositionKind.ADMINISTRATOR: 148, PositionKind.EXECUTOR: 4000},
        )
    assert refused.value == PhaseOverlaps(phase="Tahap 1", count=391)


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "audience", "headcount"),
    [
        (wib(2026, 12, 9, 8), wib(2027, 1, 12, 16), ESELON_III_IV, {PositionKind.SUPERVISOR: 391}),
        (wib(2026, 9, 7, 8), wib(2026, 10, 30, 16), ESELON_III_IV, {PositionKind.SUPERVISOR: 391}),
        (OPENS, CLOSES, frozenset({PositionKind.EXECUTOR}), {PositionKind.EXECUTOR: 4000}),
        (OPENS, CLOSES, ESELON_III_IV, {}),
    ],
)
def test_other_days_other_people_or_nobody_is_no_overlap(opens_at, closes_at, audience, headcount):
    check_overlap(Period(opens_at, closes_at), audience, [PHASE_1], headcount)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (wib(2026, 11, 2, 7, 59, 59), PhaseState.SCHEDULED),
        (wib(2026, 11, 2, 8), PhaseState.OPEN),
        (wib(2026, 12, 8, 16), PhaseState.OPEN),
        (wib(2026, 12, 8, 16, 1), PhaseState.OPEN),
        (wib(2026, 12, 8, 16, 1, 1), PhaseState.CLOSED),
    ],
)
def test_a_phase_opens_at_its_moment_and_closes_when_nothing_that_counts_can_come(now, state):
    assert PHASE_1.state_at(now) is state


def test_the_closing_waits_longer_where_the_intake_was_down_at_the_deadline():
    back = wib(2026, 12, 8, 16, 10)
    assert PHASE_1.state_at(wib(2026, 12, 8, 16, 12, 30), intake_back_at=back) is PhaseState.OPEN
    assert PHASE_1.state_at(wib(2026, 12, 8, 16, 12, 31), intake_back_at=back) is PhaseState.CLOSED


@pytest.mark.parametrize(
    ("sent_at", "counts"), [(wib(2026, 12, 8, 16), True), (wib(2026, 12, 8, 16, 0, 1), False)]
)
def test_a_text_counts_by_the_date_of_the_server(sent_at, counts):
    assert Deadline(CLOSES).takes_text(sent_at) is counts


@pytest.mark.parametrize(
    ("received_at", "counts"),
    [
        (wib(2026, 12, 8, 16, 0, 3), True),
        (wib(2026, 12, 8, 16, 1), True),
        (wib(2026, 12, 8, 16, 1, 1), False),
        (wib(2026, 12, 8, 16, 2), False),
    ],
)
def test_a_press_counts_if_received_within_60_seconds_after_the_deadline(received_at, counts):
    assert Deadline(CLOSES).takes_press(received_at) is counts


@pytest.mark.parametrize(
    ("back_at", "final_at"),
    [
        (wib(2026, 12, 8, 17), wib(2026, 12, 8, 17, 2, 30)),
        (wib(2026, 12, 8, 15, 58), wib(2026, 12, 8, 16, 1)),
    ],
)
def test_after_an_outage_presses_count_within_150_seconds_and_never_less_than_usual(back_at, final_at):
    assert Deadline(CLOSES, intake_back_at=back_at).final_at == final_at


def test_the_preview_of_the_example_phase():
    preview = PhasePreview(
        number=1, people=539, linked=502, questionnaires=3, aspects=17, reminders=PHASE_1.reminders(DAYS)
    )
    assert preview.not_linked == 37
    assert preview.opening_seconds == 20
    assert [each.step for each in preview.reminders][-1] is Step.DAY_AFTER


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ((True, False, 0, 48, 3), Participation.NOT_STARTED),
        ((True, False, 12, 36, 3), Participation.IN_PROGRESS),
        ((True, False, 48, 0, 1), Participation.READY),
        ((True, False, 48, 0, 0), Participation.DONE),
        ((True, True, 12, 36, 3), Participation.DECLINED),
        ((False, False, 0, 48, 3), Participation.NOT_LINKED),
        ((False, False, 48, 0, 0), Participation.DONE),  # finished, and then lost the account
    ],
)
def test_one_word_says_how_far_a_person_has_come(facts, standing):
    linked, declined, answered, missing, unsent = facts
    assert (
        participation(linked=linked, declined=declined, answered=answered, missing=missing, unsent=unsent)
        is standing
    )
