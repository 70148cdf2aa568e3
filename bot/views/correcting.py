"""Screens of a correction: what changes, the reason, and the history of a score."""

from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, say
from bot.views.assessing import to_tasks
from bot.views.navigation import CloseScreen, to_close
from domain import reasons
from domain.scores import Score
from domain.usecases.correcting import Correction, History

AWAIT_REASON = "correction_reason"
_ROWS = 6
_REASON_SHOWN = 60


@button("kh")
class OpenHistory(Button):
    """[Riwayat] of one aspect."""

    person_id: int
    aspect: str


def how_to() -> Reply:
    """What to type. Protected, since [Tugas] makes names of it."""
    return _nothing(say("scoring.correct_how_to"))


def correction(asked: Correction) -> Reply:
    """Old and new, and the reason is typed next; or that there is nothing to correct."""
    if asked.old is None:
        return _nothing(say("scoring.nothing_to_correct", aspect=asked.aspect.short))
    if asked.old.value == asked.new:
        return _nothing(say("scoring.corrected_same", aspect=asked.aspect.short))
    text = say(
        "scoring.correct",
        aspect=asked.aspect.short, old=asked.old.value, new=asked.new, minimum=reasons.SHORTEST,
    )  # fmt: skip
    facts = {
        "person_id": asked.person_id, "aspect": asked.aspect.key, "value": str(asked.new),
        "corrects": asked.old.id,
    }  # fmt: skip
    return Reply(
        text,
        [[Key(label("cancel"), CloseScreen())]],
        silent=True,
        protected=True,
        awaiting=AWAIT_REASON,
        facts=facts,
    )


def _nothing(text: Markup) -> Reply:
    return Reply(text, [[to_tasks(), to_close()]], silent=True, protected=True)


def corrected(score: Score) -> Reply:
    """The receipt of a correction. Protected, since [Riwayat] makes scores of it."""
    rows = [[Key(label("history"), OpenHistory(score.person_id, score.aspect)), to_close()]]
    return Reply(say("scoring.corrected"), rows, silent=True, protected=True)


def history(of: History, zone: ZoneInfo) -> Reply:
    """The last scores of one aspect, oldest first, with reasons and annulments."""
    rows = lines(*(_row(score, zone) for score in of.scores[-_ROWS:]))
    text = say(
        "scoring.history",
        aspect=of.aspect.short,
        rows=rows,
        zone=formats.zone_name(of.scores[-1].scored_at, zone),
    )
    return Reply(text, [[to_tasks(), to_close()]], protected=True, in_place=True)


def _row(score: Score, zone: ZoneInfo) -> Markup:
    recorded_at = formats.listed(score.scored_at, zone)
    if score.annulled_at is not None:
        return say("scoring.history_row_annulled", recorded_at=recorded_at, score=score.value)
    if score.reason is None:
        return say("scoring.history_row", recorded_at=recorded_at, score=score.value)
    shown = score.reason if len(score.reason) <= _REASON_SHOWN else f"{score.reason[:_REASON_SHOWN]}…"
    return say("scoring.history_row_corrected", recorded_at=recorded_at, score=score.value, reason=shown)
