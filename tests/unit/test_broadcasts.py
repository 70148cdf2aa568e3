from datetime import UTC, datetime

import pytest

from domain.broadcasts import (
    Audience,
    Broadcast,
    BroadcastState,
    Reach,
    Tally,
    allowed_placeholders,
    broadcast_number,
    check_text,
    estimated_seconds,
    fill,
    revealing_words,
)
from domain.conversation import Delivery
from domain.errors import AudienceEmpty, ChangedMeanwhile, PlaceholderUnknown, TextEmpty, TextTooLong
from domain.participation import Participation

BROADCAST = Broadcast(
    id=42,
    number="SR-2026-0042",
    audience=Audience.NOT_DONE,
    phase_id=1,
    text="Yth. Bapak/Ibu {nama}, masih {sisa} menuju tenggat.",
    total=4812,
    state=BroadcastState.DRAFT,
    created_at=datetime(2026, 11, 24, 3, tzinfo=UTC),
)


def test_the_reach_of_the_example():
    reach = Reach(reachable=109, not_linked=37, unreachable=2)
    reach.check()
    assert reach.total == 148


def test_a_broadcast_nobody_would_receive_is_refused():
    with pytest.raises(AudienceEmpty):
        Reach(reachable=0, not_linked=37, unreachable=2).check()


@pytest.mark.parametrize(
    ("audience", "meant"),
    [
        (Audience.NOT_DONE, {"not_linked", "not_started", "in_progress", "ready"}),
        (Audience.NOT_STARTED, {"not_linked", "not_started"}),
        (Audience.IN_PROGRESS, {"in_progress"}),
        (Audience.READY, {"ready"}),
        (Audience.DONE, {"done"}),
        (Audience.ALL_LINKED, {"not_started", "in_progress", "ready", "done", "declined"}),
    ],
)
def test_an_audience_is_a_filter_over_where_people_stand(audience, meant):
    assert {standing.value for standing in Participation if audience.includes(standing)} == meant


def test_the_deadline_is_a_placeholder_only_towards_a_phase():
    assert allowed_placeholders(Audience.NOT_DONE) == ("nama", "tenggat", "sisa")
    assert allowed_placeholders(Audience.ALL_LINKED) == ("nama",)


@pytest.mark.parametrize("text", [BROADCAST.text, "Tanpa isian.", "{ Nama }, tenggat {tenggat}."])
def test_known_placeholders_are_accepted(text):
    check_text(text, Audience.NOT_DONE)


@pytest.mark.parametrize(
    ("text", "audience", "refusal"),
    [
        (
            "Yth. {nma}",
            Audience.NOT_DONE,
            PlaceholderUnknown(name="nma", allowed=("nama", "tenggat", "sisa")),
        ),
        ("Sampai {tenggat}", Audience.ALL_LINKED, PlaceholderUnknown(name="tenggat", allowed=("nama",))),
        ("{}", Audience.ALL_LINKED, PlaceholderUnknown(name="", allowed=("nama",))),
        (" \n", Audience.NOT_DONE, TextEmpty()),
        ("a" * 903, Audience.NOT_DONE, TextTooLong(length=903, excess=3)),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused(text, audience, refusal):
    with pytest.raises(type(refusal)) as refused:
        check_text(text, audience)
    assert refused.value == refusal


def test_placeholders_are_filled_and_values_are_not_read_again():
    values = {"nama": "Budi {sisa}", "sisa": "14 hari"}
    assert (
        fill("Yth. Bapak/Ibu { Nama }, masih {sisa}.", values) == "Yth. Bapak/Ibu Budi {sisa}, masih 14 hari."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kotak Bapak/Ibu sudah ada.", ("kotak",)),
        ("Hasil\n kerja dan NILAI: lihat di sini", ("hasil kerja", "nilai")),
        ("Penilaian mandiri dan hasil kerjanya", ()),
        ("promosi-suksesi", ("promosi", "suksesi")),
        ("potensial, konseling, sanggah, hukuman", ("potensial", "konseling", "sanggah", "hukuman")),
        (BROADCAST.text, ()),
    ],
)
def test_words_that_must_not_stand_on_a_lock_screen_are_found_as_whole_words(text, words):
    assert revealing_words(text) == words


@pytest.mark.parametrize(
    ("count", "seconds"),
    [(0, 0), (1, 1), (109, 4), (502, 20), (539, 20), (1800, 60), (2982, 120), (4812, 180)],
)
def test_sending_takes_a_second_for_thirty_messages_rounded_up_to_what_people_say(count, seconds):
    assert estimated_seconds(count) == seconds


def test_a_broadcast_has_a_number_people_can_quote():
    assert broadcast_number(2026, 42) == "SR-2026-0042"


def test_a_broadcast_is_sent_paused_resumed_and_finished():
    states = [BroadcastState.SENDING, BroadcastState.PAUSED, BroadcastState.SENDING, BroadcastState.FINISHED]
    broadcast = BROADCAST
    for state in states:
        broadcast = broadcast.moved_to(state)
        assert broadcast.state is state


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BroadcastState.DRAFT, BroadcastState.PAUSED),
        (BroadcastState.SENDING, BroadcastState.SENDING),
        (BroadcastState.STOPPED, BroadcastState.SENDING),
        (BroadcastState.FINISHED, BroadcastState.STOPPED),
    ],
)
def test_an_old_button_does_not_move_a_broadcast(before, after):
    broadcast = Broadcast(
        id=42,
        number="SR-2026-0042",
        audience=Audience.ALL_LINKED,
        phase_id=None,
        text="",
        total=0,
        state=before,
        created_at=BROADCAST.created_at,
    )
    with pytest.raises(ChangedMeanwhile):
        broadcast.moved_to(after)


def test_the_progress_of_the_example():
    progress = Tally.of(
        {Delivery.SENT: 1789, Delivery.UNREACHABLE: 41, Delivery.QUEUED: 2950, Delivery.SENDING: 32}
    )
    assert (progress.processed, progress.total, progress.remaining) == (1830, 4812, 2982)
    assert progress.remaining_seconds == 120


def test_the_parts_of_the_report_add_up_to_its_total():
    report = Tally(sent=4640, unreachable=96, failed=3, unknown=1, cancelled=72)
    assert report.total == 4812
    assert report.remaining == 0
