"""Screens of a publication with four eyes, and what admins are told about it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import formats, label, say
from bot.views.navigation import OpenCommittee, to_close, to_home
from domain.phases import Phase
from domain.publications import Counsellor, Publication, PublicationDraft, PublicationState
from domain.usecases.approving import PublicationRequest
from domain.usecases.publishing import PublicationPreview

AWAIT_DECREE = "decree"
AWAIT_COUNSELLOR = "counsellor"
AWAIT_PUBLISHING_TIME = "publishing_time"


@button("pd")
class AskDecree(Button):
    """[Terbitkan] on the committee's desk: the decree is typed first."""

    phase_id: int


@button("pt")
class AskTime(Button):
    """[Pilih waktu] on the preview."""


@button("pa")
class AskApproval(Button):
    """[Minta persetujuan]: what is asked for stands in the conversation."""


@button("pq")
class OpenRequest(Button):
    """[Buka] on a request that waits for a second admin."""

    publication_id: int


@button("py")
class ApproveRequest(Button):
    """[Terbitkan] by the second admin."""

    publication_id: int


@button("pn")
class RejectRequest(Button):
    """[Tolak]."""

    publication_id: int


@button("px")
class CancelPublication(Button):
    """[Batalkan] of an approved publication, until its hour."""

    publication_id: int


@button("pk")
class RecordCounsellor(Button):
    """[Catat pendamping]."""


def type_decree(phase_id: int) -> Reply:
    """Ask for number and day of the decree."""
    return _ask_decree(say("publication.type_decision"), phase_id)


def decree_not_understood(phase_id: int) -> Reply:
    """Ask again."""
    return _ask_decree(say("publication.decision_not_understood"), phase_id)


def _ask_decree(text: str, phase_id: int) -> Reply:
    return Reply(text, [[_to_committee()]], awaiting=AWAIT_DECREE, facts={"phase_id": phase_id})


def type_counsellor() -> Reply:
    """Ask for name and hours."""
    return Reply(say("publication.type_counsellor"), [[_to_committee()]], awaiting=AWAIT_COUNSELLOR)


def counsellor_not_understood() -> Reply:
    """Ask again."""
    text = say("publication.counsellor_not_understood")
    return Reply(text, [[_to_committee()]], awaiting=AWAIT_COUNSELLOR)


def counsellor_recorded(counsellor: Counsellor, zone: ZoneInfo, now: datetime) -> Reply:
    """Recorded; back to the desk."""
    text = say(
        "publication.counsellor_recorded",
        counsellor=counsellor.name,
        hours=counsellor.hours,
        zone=formats.zone_name(now, zone),
    )
    return Reply(text, [[Key(label("committee"), OpenCommittee()), to_close()]])


def preview(found: PublicationPreview, zone: ZoneInfo, *, two_admins: bool) -> Reply:
    """Everything the publication will say and when, before anybody is asked."""
    draft = found.draft
    text = say(
        "publication.confirm" if two_admins else "publication.confirm_alone",
        phase=found.phase.name,
        total=found.told,
        mapped=found.mapped,
        unmapped=found.unmapped,
        decision=draft.decree_number,
        decided_on=formats.long_date(draft.decree_date),
        counsellor=found.counsellor.name,
        hours=found.counsellor.hours,
        zone=formats.zone_name(draft.publish_at, zone),
        objection_until=formats.moment(found.objections_until, zone),
        publish_at=formats.moment(draft.publish_at, zone),
    )
    forward = label("ask_approval") if two_admins else label("publish")
    rows = [
        [Key(forward, AskApproval())],
        [Key(label("choose_time"), AskTime()), Key(label("cancel"), OpenCommittee())],
    ]
    return Reply(text, rows, facts=draft.as_facts())


def type_time(draft: PublicationDraft, zone: ZoneInfo) -> Reply:
    """Ask for another hour."""
    text = say("publication.type_time", zone=formats.zone_name(draft.publish_at, zone))
    return Reply(text, [[_to_committee()]], awaiting=AWAIT_PUBLISHING_TIME, facts=draft.as_facts())


def asked(found: PublicationRequest, zone: ZoneInfo, now: datetime) -> Reply:
    """The request waits for another admin, or is approved already where two eyes are enough."""
    publication = found.publication
    if publication.state is PublicationState.APPROVED:
        return approved(publication, zone, now)
    until = formats.moment(publication.expires_at, zone)
    return Reply(say("publication.waiting", phase=found.phase.name, until=until), [[to_close()]])


def request(found: PublicationRequest, zone: ZoneInfo) -> Reply:
    """What the second admin decides about."""
    publication = found.publication
    text = say(
        "publication.approval",
        phase=found.phase.name,
        name=found.asked_by,
        clock=formats.clock(publication.requested_at, zone),
        mapped=found.mapped,
        differing=0,
    )
    rows = [
        [Key(label("publish"), ApproveRequest(publication.id))],
        [Key(label("reject"), RejectRequest(publication.id))],
    ]
    return Reply(text, rows, in_place=True)


def approved(publication: Publication, zone: ZoneInfo, now: datetime) -> Reply:
    """Approved; it can be taken back until its hour."""
    at = publication.publish_at
    if at.astimezone(zone).date() == now.astimezone(zone).date():
        text = say("publication.approved", clock=formats.clock(at, zone))
    else:
        text = say("publication.approved_later", publish_at=formats.moment(at, zone))
    rows = [[Key(label("undo"), CancelPublication(publication.id)), to_close()]]
    return Reply(text, rows, in_place=True)


def rejected(phase: Phase) -> Reply:
    """Rejected."""
    return Reply(say("publication.rejected", phase=phase.name), [[to_close()]], in_place=True)


def cancelled(phase: Phase) -> Reply:
    """Taken back before its hour."""
    return Reply(say("publication.withdrawn", phase=phase.name), [[to_close()]], in_place=True)


def approval_waiting(count: int, publication_id: int) -> Reply:
    """Tells a second admin that something waits, not what."""
    rows = [[Key(label("open"), OpenRequest(publication_id))]]
    return Reply(say("publication.approval_waiting", count=count), rows)


def approved_notice() -> Reply:
    """Tells the admin who asked."""
    return Reply(say("publication.approved_push"), [[to_home()]])


def rejected_notice() -> Reply:
    """Tells the admin who asked."""
    return Reply(say("publication.rejected_push"), [[to_home()]])


def stopped_notice() -> Reply:
    """Tells the admins that the results were no longer those that were approved."""
    return Reply(say("publication.stopped"), [[to_home()]])


def published_notice(phase: Phase, told: int) -> Reply:
    """Tells the admins that it is done."""
    return Reply(say("publication.published", phase=phase.name, total=told), [[to_home()]])


def _to_committee() -> Key:
    return Key(label("cancel"), OpenCommittee())
