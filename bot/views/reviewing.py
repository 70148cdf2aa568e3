"""The committee's desk: how far results are, and accepting all of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, paragraphs, say
from bot.views.mapping import OpenUnmapped
from bot.views.navigation import OpenCommittee, to_close
from bot.views.publishing import AskDecree, CancelPublication, OpenRequest, RecordCounsellor
from domain.publications import Publication, PublicationState
from domain.results import ResultState
from domain.usecases.reviewing import Committee, Review


@button("ra")
class ReviewAll(Button):
    """[Terima semua], before it is confirmed."""

    phase_id: int


@button("rk")
class AcceptAll(Button):
    """[Terima semua], confirmed; `seen` is the fingerprint of what the screen was about."""

    phase_id: int
    seen: str


def empty() -> Reply:
    """Nothing was proposed yet."""
    return Reply(say("publication.committee_empty"), [[to_close()]])


def committee(found: Committee, zone: ZoneInfo) -> Reply:
    """Counts only, and what can be done next. Protected, since names are opened in its place."""
    states = found.states
    counts = say(
        "publication.committee",
        phase=found.phase.name,
        proposed=states.get(ResultState.PROPOSED, 0),
        reviewed=states.get(ResultState.REVIEWED, 0),
        decided=states.get(ResultState.DECIDED, 0),
        published=states.get(ResultState.PUBLISHED, 0),
        unmapped=found.unmapped,
    )
    waiting = _request(found, zone)
    return Reply(paragraphs(counts, waiting), _rows(found), protected=True)


def confirm(review: Review) -> Reply:
    """Ask once before everything is accepted."""
    text = say("publication.accept_all", phase=review.phase.name, count=review.count)
    accept = Key(label("accept_all"), AcceptAll(review.phase.id, review.seen))
    return Reply(text, [[accept], [Key(label("cancel"), OpenCommittee())]])


def accepted(count: int, phase_id: int) -> Reply:
    """Accepted; the publication comes next."""
    rows = [[Key(label("publish"), AskDecree(phase_id)), to_close()]]
    return Reply(say("publication.accepted", count=count), rows)


def _request(found: Committee, zone: ZoneInfo) -> Markup | str:
    request = found.request
    if request is None:
        return ""
    if request.state is PublicationState.APPROVED:
        return say("publication.approved_later", publish_at=_moment(request.publish_at, zone))
    until = _moment(request.expires_at, zone)
    return say("publication.waiting", phase=found.phase.name, until=until)


def _rows(found: Committee) -> list[list[Key]]:
    rows = []
    if found.states.get(ResultState.PROPOSED):
        rows.append([Key(label("accept_all"), ReviewAll(found.phase.id))])
    if found.request is not None:
        rows.append([_way_to(found.request)])
    elif found.states.get(ResultState.REVIEWED):
        rows.append([Key(label("publish"), AskDecree(found.phase.id))])
    if found.counsellor is None:
        rows.append([Key(label("record_counsellor"), RecordCounsellor())])
    if found.unmapped:
        rows.append([Key(label("missing_data"), OpenUnmapped(found.phase.id, 0))])
    return [*rows, [to_close()]]


def _way_to(request: Publication) -> Key:
    if request.state is PublicationState.APPROVED:
        return Key(label("undo"), CancelPublication(request.id))
    return Key(label("open"), OpenRequest(request.id))


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return formats.moment(at, zone)
