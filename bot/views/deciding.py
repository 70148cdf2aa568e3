"""The requests of officials as an admin sees them. Names stand on private screens only."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, say, word
from bot.views.extending import ExtendFor
from bot.views.navigation import OpenRequests, to_close, to_close_private, to_home
from domain.requests import Request, RequestKind
from domain.usecases.deciding_requests import Line, OpenedRequest, Waiting

AWAIT_ANSWER_TO_REQUEST = "request_answer"


@button("rqp")
class TurnRequests(Button):
    """[Sebelumnya], [Berikutnya]."""

    page: int


@button("rqo", private=True)
class OpenRequest(Button):
    """One request."""

    request_id: int


@button("rqd")
class DecideRequest(Button):
    """[Kabulkan], [Tolak]: the reason is asked for."""

    request_id: int
    granted: bool


def notice(count: int) -> Reply:
    """Tells an admin how many wait; never whose."""
    return Reply(say("requests.waiting", count=count), [[Key(label("open"), OpenRequests())]])


def requests(found: Waiting, zone: ZoneInfo) -> Reply:
    """The undecided requests, oldest first."""
    if not found.total:
        return Reply(say("requests.list_empty"), [[to_home(), to_close()]], protected=True)
    numbered = list(enumerate(found.lines, found.first))
    rows_of_text = lines(*(_row(number, line, zone) for number, line in numbered))
    keys = [Key(label("number", number=n), OpenRequest(line.request.id)) for n, line in numbered]
    turns = [
        Key(label(words), TurnRequests(page))
        for words, page, there in (
            ("previous", found.page - 1, found.page > 1),
            ("following", found.page + 1, found.has_more),
        )
        if there
    ]
    rows = [keys, *([turns] if turns else []), [to_home(), to_close()]]
    return Reply(say("requests.list", count=found.total, rows=rows_of_text), rows, protected=True)


def request(found: OpenedRequest, zone: ZoneInfo) -> Reply:
    """One request in full, and what can be decided."""
    one, official = found.request, found.official
    reject = Key(label("reject"), DecideRequest(one.id, False))
    if found.phase is not None:
        grant = Key(label("extend"), ExtendFor(official.id, found.phase.id))
        text = say(
            "requests.time",
            person=formats.person(official.name, official.tail),
            recorded_at=formats.moment(one.asked_at, zone),
            phase=found.phase.name,
            deadline=formats.moment(found.phase.closes_at, zone),
            words=one.text,
        )
    else:
        grant = Key(label("grant"), DecideRequest(one.id, True))
        text = _correction(found, zone)
    rows = [[grant, reject], [Key(label("back"), OpenRequests()), to_close_private(OpenRequest(one.id))]]
    return Reply(text, rows, protected=True, in_place=True)


def ask_reason(found: OpenedRequest, *, granted: bool) -> Reply:
    """Before it is decided."""
    key = "ask_grant_reason" if granted else "ask_reject_reason"
    facts = {"request_id": found.request.id, "granted": granted}
    rows = [[Key(label("cancel"), OpenRequests())]]
    return Reply(
        say(f"requests.{key}", tail=found.official.tail),
        rows,
        awaiting=AWAIT_ANSWER_TO_REQUEST,
        facts=facts,
    )


def decided(found: OpenedRequest, *, granted: bool) -> Reply:
    """Done."""
    text = say(f"requests.{'granted' if granted else 'rejected'}", tail=found.official.tail)
    return Reply(text, [[Key(label("requests"), OpenRequests()), to_home()]])


def decision_of(facts: Mapping[str, object]) -> tuple[int, bool]:
    """Which request is being decided, and how."""
    return int(str(facts["request_id"])), facts["granted"] is True


def _correction(found: OpenedRequest, zone: ZoneInfo) -> Markup:
    one, official = found.request, found.official
    return say(
        "requests.correction",
        ticket=one.number or "",
        person=formats.person(official.name, official.tail),
        recorded_at=formats.moment(one.asked_at, zone),
        deadline=formats.moment(one.due_at or one.asked_at, zone),
        field=word("roster_field", one.field or ""),
        old=getattr(official, one.field or "name"),
        words=one.text,
    )


def _row(number: int, line: Line, zone: ZoneInfo) -> Markup:
    one: Request = line.request
    if one.kind is RequestKind.TIME:
        at = formats.listed(one.asked_at, zone)
        return say("requests.row_time", number=number, tail=line.tail, at=at)
    at = formats.listed(one.due_at or one.asked_at, zone)
    return say("requests.row_correction", number=number, ticket=one.number or "", tail=line.tail, at=at)
