"""The profile of an official and the explanation of a box, as an admin sees them."""

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, paragraphs, say, word
from bot.views import explaining
from bot.views.extending import ExtendFor, ListSubmitted
from bot.views.navigation import to_close, to_close_private
from domain import classification
from domain.classification import Mapped
from domain.people import Official
from domain.quality import Finding
from domain.questionnaire import Questionnaire
from domain.ruleset import load
from domain.usecases.profiling import Explained, Profile


@button("po", private=True)
class OpenProfile(Button):
    """[Buka] on a profile."""

    person_id: int


@button("pe", private=True)
class ExplainBox(Button):
    """[Penjelasan] of somebody's box; with `details`, component by component."""

    person_id: int
    details: bool


def how_to() -> Reply:
    """/talenta without a NIP."""
    return Reply(say("mapping.profile_how_to"), [[to_close()]])


def closed(official: Official) -> Reply:
    """The neutral way in: no name, no number."""
    rows = [[Key(label("open"), OpenProfile(official.id)), to_close()]]
    return Reply(say("mapping.profile_closed", tail=official.tail), rows, silent=True, protected=True)


def profile(found: Profile) -> Reply:
    """Who somebody is and how far the data about them has come."""
    official = found.official
    text = say(
        "mapping.profile",
        person=formats.person(official.name, official.tail),
        nip=formats.nip(official.nip),
        position=official.position,
        unit=official.unit,
        state=word("participation", found.participation),
        answered=found.assessed,
        total=found.aspects,
        placement=explaining.placement(found.result),
    )
    if found.quality:
        text = paragraphs(text, say("mapping.profile_quality", rows=lines(*map(_quality, found.quality))))
    here = to_close_private(OpenProfile(official.id))
    rows = []
    if found.phase is not None:
        extend = Key(label("extend"), ExtendFor(official.id, found.phase.id))
        rows.append([extend, Key(label("reopen"), ListSubmitted(official.id))])
    if found.result is not None:
        rows.append([Key(label("explanation"), ExplainBox(official.id, False)), here])
    else:
        rows.append([here])
    return Reply(text, rows, protected=True, in_place=True)


def _quality(found: tuple[Questionnaire, Finding]) -> Markup:
    questionnaire, finding = found
    what = word("quality", finding.mark, count=finding.count, total=finding.total)
    return say("mapping.profile_quality_row", questionnaire=questionnaire.title, quality=what)


def explanation(explained: Explained) -> Reply:
    """Why somebody is in a box, or what is missing for one."""
    official, result = explained.official, explained.result
    found, rules = classification.from_json(result.arithmetic), load(result.ruleset)
    person = formats.person(official.name, official.tail)
    facts = {
        "performance_rows": explaining.performance_rows(found, rules),
        "potential_rows": explaining.potential_rows(found, rules),
    }
    if isinstance(found, Mapped):
        standing = word("standing", result.state)
        text = say("mapping.explanation", person=person, box=found.box, standing=standing, **facts)
    else:
        text = say("mapping.incomplete", person=person, **facts)
    rows = [
        [Key(label("potential_details"), ExplainBox(official.id, True))],
        [Key(label("back"), OpenProfile(official.id))],
    ]
    return Reply(text, rows, protected=True, in_place=True)


def details(explained: Explained) -> Reply:
    """The potential, component by component."""
    result = explained.result
    found, rules = classification.from_json(result.arithmetic), load(result.ruleset)
    text = say("mapping.potential_details", rows=explaining.potential_details(found, rules))
    rows = [[Key(label("back"), ExplainBox(explained.official.id, False))]]
    return Reply(text, rows, protected=True, in_place=True)
