"""The home screens: one's own, and the desk of an admin."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, say, word
from bot.views import phases, questionnaires
from bot.views.navigation import (
    OpenBoxes,
    OpenBroadcasts,
    OpenCommittee,
    OpenDashboard,
    OpenHelp,
    OpenHome,
    OpenInvitations,
    OpenMyData,
    OpenPhases,
    OpenPlan,
    OpenQuestionnaires,
    OpenRequests,
    OpenResult,
    OpenTasks,
)
from bot.views.privacy import ReadNotice
from domain.people import Role
from domain.usecases.overviewing import Desk, Overview

_PHASES_SHOWN = 4


@button("ho")
class OpenOwnHome(Button):
    """[Beranda] on the desk of an admin: what waits for the admin in person."""


def home(overview: Overview, zone: ZoneInfo) -> Reply:
    """The home of an account: what is to be done, most urgent first, then where to go."""
    tasks, onward = _tasks(overview, zone)
    rows = [onward] if onward else []
    if not tasks:
        return Reply(say("home.nothing_to_do", name=overview.name), [*rows, *_rooms(overview.roles)])
    text = say("home.official", name=overview.name, tasks=lines(*tasks))
    return Reply(text, [*rows, *_rooms(overview.roles)])


def _tasks(overview: Overview, zone: ZoneInfo) -> tuple[list[Markup], list[Key]]:
    """A line for each thing to be done, and the button of the first that has one of its own."""
    tasks, onward = [], []
    if overview.notice_unread:
        tasks.append(say("home.task_notice"))
        onward.append(Key(label("read"), ReadNotice(1)))
    if overview.result_waits:
        tasks.append(say("home.task_result"))
    for entry in overview.questionnaires:
        tasks.append(questionnaires.task(entry, zone))
        onward.append(questionnaires.onward(entry))
    count = overview.assessments
    if count is not None and count.done < count.total:
        deadline = formats.moment(count.deadline, zone)
        tasks.append(say("home.task_assessor", done=count.done, total=count.total, deadline=deadline))
    return tasks, onward[:1]


def _rooms(roles: frozenset[Role]) -> list[list[Key]]:
    rows = []
    if Role.ASSESSOR in roles:
        rows.append([Key(label("assessor_tasks"), OpenTasks())])
    if Role.OFFICIAL in roles:
        rows.append([Key(label("questionnaires"), OpenQuestionnaires()), Key(label("results"), OpenResult())])
        rows.append([Key(label("plan"), OpenPlan()), Key(label("my_data"), OpenMyData())])
    else:
        rows.append([Key(label("my_data"), OpenMyData())])
    if Role.LEADER in roles:
        rows.append([Key(label("dashboard"), OpenDashboard()), Key(label("boxes"), OpenBoxes())])
    desk = [Key(label("desk"), OpenHome())] if Role.ADMIN in roles else []
    return [*rows, [Key(label("help"), OpenHelp()), *desk]]


def admin_desk(desk: Desk, zone: ZoneInfo, now: datetime) -> Reply:
    """What an admin has before them, and the rooms of the work."""
    text = say("home.admin", phases=_phases(desk, zone, now), waiting=_waiting(desk))
    rows = [
        [Key(label("dashboard"), OpenDashboard()), Key(label("broadcast"), OpenBroadcasts())],
        [Key(label("phase"), OpenPhases()), Key(label("boxes"), OpenBoxes())],
        [Key(label("committee"), OpenCommittee()), Key(label("invitations"), OpenInvitations())],
        [Key(label("requests"), OpenRequests()), Key(label("help"), OpenHelp())],
        [Key(label("home"), OpenOwnHome())],
    ]
    return Reply(text, rows)


def _phases(desk: Desk, zone: ZoneInfo, now: datetime) -> Markup:
    if not desk.phases:
        return say("home.admin_no_phase")
    return lines(*(phases.home_line(line, now, zone) for line in desk.phases[-_PHASES_SHOWN:]))


def _waiting(desk: Desk) -> str:
    waiting = [
        say(f"home.waiting_{kind}", count=count)
        for kind, count in (
            ("requests", desk.requests),
            ("approvals", desk.approvals),
            ("numbers", desk.numbers),
        )
        if count
    ]
    return ", ".join(waiting) or str(word("none", "none"))
