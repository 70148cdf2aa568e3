"""Later versions of the questionnaires of a phase, as an admin takes them up."""

from collections.abc import Mapping, Sequence

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Fact, Markup, formats, label, lines, say
from bot.views.navigation import OpenPhases
from bot.views.phases import OpenPhase, OpenVersions
from domain.phases import Phase
from domain.usecases.revising import Revision

AWAIT_MOVE_REASON = "move_reason"


@button("va")
class AdoptVersion(Button):
    """[n. Pakai]: for whoever begins from now on."""

    campaign: int


@button("vm")
class MoveDrafts(Button):
    """[n. Pindahkan]: a reason is asked for."""

    campaign: int


def versions(phase: Phase, found: Sequence[Revision]) -> Reply:
    """What has a later version, and drafts of an earlier one."""
    back = [Key(label("back"), OpenPhase(phase.id))]
    if not found:
        return Reply(say("phases.versions_none", phase=phase.name), [back])
    numbered = list(enumerate(found, 1))
    rows = lines(*(_row(number, one) for number, one in numbered))
    return Reply(
        say("phases.versions", phase=phase.name, rows=rows),
        [*([_key(number, one)] for number, one in numbered), back],
    )


def ask_reason(revision: Revision) -> Reply:
    """Whom a move concerns; the reason typed carries it out."""
    campaign = revision.campaign
    text = say(
        "phases.ask_move_reason",
        count=revision.behind,
        questionnaire=formats.lower_first(campaign.definition.title),
        version=str(campaign.version),
    )
    rows = [[Key(label("cancel"), OpenVersions(campaign.phase_id))]]
    return Reply(text, rows, awaiting=AWAIT_MOVE_REASON, facts={"campaign_to_move": campaign.id})


def moved(revision: Revision) -> Reply:
    """Done."""
    campaign = revision.campaign
    text = say("phases.moved", count=revision.behind, version=str(campaign.version))
    return Reply(
        text, [[Key(label("view"), OpenVersions(campaign.phase_id)), Key(label("phase"), OpenPhases())]]
    )


def campaign_of(facts: Mapping[str, object]) -> int:
    """Whose drafts are to be moved."""
    return int(str(facts["campaign_to_move"]))


def _row(number: int, one: Revision) -> Markup:
    facts: dict[str, Fact] = {"number": number, "questionnaire": one.newest.title}
    if one.can_be_adopted:
        newest, version = str(one.newest.version), str(one.campaign.version)
        return say("phases.version_available", newest=newest, version=version, **facts)
    return say("phases.version_behind", version=str(one.campaign.version), count=one.behind, **facts)


def _key(number: int, one: Revision) -> Key:
    if one.can_be_adopted:
        return Key(label("adopt_numbered", number=number), AdoptVersion(one.campaign.id))
    return Key(label("move_numbered", number=number), MoveDrafts(one.campaign.id))
