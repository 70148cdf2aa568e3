"""What an official sees of the own result: neutral until opened, the same buttons whatever the box."""

from collections.abc import Sequence
from enum import StrEnum

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, say, word
from bot.texts.boxes import box_words
from bot.views import explaining
from bot.views.navigation import to_close, to_close_private
from domain import classification
from domain.assessment import MAPPING_BANDS, jpm_shown
from domain.classification import Mapped, Missing
from domain.policy import Policy
from domain.ruleset import load
from domain.usecases.opening_results import CompetencyLevel, OwnResult, Strengths, strengths

_QUESTIONNAIRE_HELPS = frozenset({"kepemimpinan"})
_DOCUMENTS_HELP = frozenset(
    {"pendidikan", "lama_jabatan", "jumlah_jabatan", "bangkom_jp", "kesesuaian_ilmu", "kepemimpinan"}
)


class ResultPage(StrEnum):
    """What a button opens of the own result."""

    RESULT = "r"
    EXPLANATION = "e"
    DETAILS = "d"
    STRENGTHS = "s"
    PLAN = "p"
    OBJECTION = "o"


@button("ro", private=True)
class OpenDocument(Button):
    """[Buka]: the first time a pause comes before the content."""

    page: ResultPage


@button("rs", private=True)
class ShowDocument(Button):
    """[Tampilkan], and moving between the pages."""

    page: ResultPage


@button("rl")
class PostponeDocument(Button):
    """[Nanti]."""


def notice(name: str, *, silent: bool = False) -> Reply:
    """The same for everybody, whatever the result; protected, since an edit could not protect it."""
    rows = [
        [Key(label("open"), OpenDocument(ResultPage.RESULT))],
        [Key(label("not_now"), PostponeDocument())],
    ]
    return Reply(say("publication.notice", name=name), rows, silent=silent, protected=True)


def plan_notice(name: str) -> Reply:
    """The same for everybody."""
    rows = [[Key(label("open"), OpenDocument(ResultPage.PLAN))]]
    return Reply(say("development.notice", name=name), rows, protected=True)


def closed(page: ResultPage) -> Reply:
    """The neutral way in after a typed command."""
    text = say("development.closed") if page is ResultPage.PLAN else say("results.closed")
    return Reply(text, [[Key(label("open"), OpenDocument(page)), to_close()]], protected=True)


def no_plan() -> Reply:
    """Before the publication, for everybody."""
    return Reply(say("development.none"), [[to_close()]])


def postponed() -> Reply:
    """[Nanti]."""
    return Reply(say("results.not_now"), in_place=True)


def pause(own: OwnResult, page: ResultPage, zone: str) -> Reply:
    """A moment before the content is shown for the first time."""
    text = say("results.before_opening", **_counsellor(own, zone))
    rows = [[Key(label("show"), ShowDocument(page))], [Key(label("not_now"), PostponeDocument())]]
    return Reply(text, rows, protected=True, in_place=True)


def show(own: OwnResult, page: ResultPage, policy: Policy, zone: str) -> Reply:
    """A page of the result."""
    rows = [[_back()]]
    match page:
        case ResultPage.RESULT:
            return _private(_result(own), _result_rows(), page)
        case ResultPage.EXPLANATION:
            return _private(_explanation(own), [[_to("potential_details", ResultPage.DETAILS)], *rows], page)
        case ResultPage.DETAILS:
            return _private(_details(own), [[_to("back", ResultPage.EXPLANATION)]], page)
        case ResultPage.STRENGTHS:
            return _private(_strengths(own), [[_to("explanation", ResultPage.EXPLANATION)], *rows], page)
        case ResultPage.PLAN:
            return _private(_plan(own, zone), rows, page)
        case _:
            return _private(_objection(own, policy), rows, page)


def private_closed(reopen: Button) -> Reply:
    """What it showed is gone; [Buka] brings it back."""
    return Reply(say("system.private_closed"), [[Key(label("open"), reopen)]], protected=True, in_place=True)


def _private(text: Markup, rows: list[list[Key]], page: ResultPage) -> Reply:
    *above, last = rows
    close = to_close_private(ShowDocument(page))
    return Reply(text, [*above, [*last, close]], protected=True, in_place=True)


def _result_rows() -> list[list[Key]]:
    return [
        [_to("strengths", ResultPage.STRENGTHS), _to("explanation", ResultPage.EXPLANATION)],
        [_to("plan", ResultPage.PLAN), _to("objection", ResultPage.OBJECTION)],
        [],
    ]


def _to(name: str, page: ResultPage) -> Key:
    return Key(label(name), ShowDocument(page))


def _back() -> Key:
    return _to("back", ResultPage.RESULT)


def _result(own: OwnResult) -> Markup:
    found = classification.from_json(own.result.arithmetic)
    if not isinstance(found, Mapped):
        return _not_mapped(found.missing)
    words = box_words(found.box)
    return say(
        "results.result",
        frame=say("results.frame"),
        performance=explaining.rating_word(found.performance),
        potential=explaining.rating_word(found.potential),
        box=found.box,
        meaning=words.meaning,
        recommendation=words.recommendation,
        first_step=words.first_step,
        decision=own.publication.decree_number,
        decided_on=formats.long_date(own.publication.decree_date),
    )


def _not_mapped(missing: Sequence[Missing]) -> Markup:
    return say(
        "results.not_mapped",
        frame=say("results.frame"),
        missing_data=explaining.missing_names(missing),
        own_part=_own_part({one.evidence for one in missing}),
    )


def _own_part(missing: set[str]) -> str:
    parts = []
    if missing & _QUESTIONNAIRE_HELPS:
        parts.append(str(say("results.own_part_questionnaire")))
    if missing & _DOCUMENTS_HELP:
        parts.append(str(say("results.own_part_documents")))
    return "; ".join(parts) or str(word("none", "none"))


def _explanation(own: OwnResult) -> Markup:
    found, rules = classification.from_json(own.result.arithmetic), load(own.result.ruleset)
    facts = {
        "frame": say("results.frame"),
        "performance_rows": explaining.performance_rows(found, rules),
        "potential_rows": explaining.potential_rows(found, rules),
    }
    if not isinstance(found, Mapped):
        return say("mapping.own_incomplete", **facts)
    return say("mapping.own_explanation", box=found.box, standing=word("standing", own.result.state), **facts)


def _details(own: OwnResult) -> Markup:
    found, rules = classification.from_json(own.result.arithmetic), load(own.result.ruleset)
    rows = explaining.potential_details(found, rules)
    return say("mapping.own_potential_details", frame=say("results.frame"), rows=rows)


def _objection(own: OwnResult, policy: Policy) -> Markup:
    until = formats.moment(own.publication.objections_until, policy.zone)
    return say("results.objection", frame=say("results.frame"), objection_until=until, contact=policy.contact)


def _strengths(own: OwnResult) -> Markup:
    found = strengths(own.result)
    growing = sorted(
        (one for one in found.levels if one.difference > 0), key=lambda one: one.difference, reverse=True
    )
    strong = [one for one in found.levels if one.difference <= 0]
    return say(
        "results.strengths",
        frame=say("results.frame"),
        strong_rows=lines(*map(_strong_row, strong)) or word("none", "none"),
        growing_rows=lines(*map(_growing_row, growing)) or word("none", "none"),
        jpm_row=_jpm_row(found),
    )


def _strong_row(one: CompetencyLevel) -> Markup:
    return say("results.strong_row", aspect=one.aspect.name, level=one.level, standard=one.standard)


def _growing_row(one: CompetencyLevel) -> Markup:
    return say(
        "results.growing_row",
        aspect=one.aspect.name,
        level=one.level,
        standard=one.standard,
        difference=one.difference,
    )


def _jpm_row(found: Strengths) -> Markup:
    if found.jpm is None:
        return say("results.jpm_incomplete")
    return say(
        "results.jpm",
        percentage=formats.percentage(jpm_shown(found.jpm), MAPPING_BANDS.edges),
        label=word("jpm", MAPPING_BANDS.label(found.jpm)),
    )


def _plan(own: OwnResult, zone: str) -> Markup:
    found = classification.from_json(own.result.arithmetic)
    facts = {"frame": say("results.frame"), **_counsellor(own, zone)}
    if not isinstance(found, Mapped):
        missing = explaining.missing_names(found.missing)
        return say("development.first_step_not_mapped", missing_data=missing, **facts)
    words = box_words(found.box)
    return say(
        "development.first_step", recommendation=words.recommendation, first_step=words.first_step, **facts
    )


def _counsellor(own: OwnResult, zone: str) -> dict[str, str]:
    return {"counsellor": own.counsellor.name, "hours": own.counsellor.hours, "zone": zone}
