"""/bantuan by role, and /status."""

from datetime import timedelta

from bot.commands import usable_by
from bot.config import Agency
from bot.reply import Key, Reply
from bot.texts import formats, label, lines, say, word
from bot.views.navigation import OpenScoringGuide, OpenStatus, to_close, to_home
from domain.aspects import shortest_names
from domain.people import Role
from domain.usecases.monitoring import Condition

_BUSY = 100


def help_for(roles: frozenset[Role], agency: Agency, zone_label: str) -> Reply:
    """The commands of these roles and where to ask; for a stranger, the way in."""
    office = {"contact": agency.contact, "hours": agency.hours, "zone": zone_label}
    if not roles:
        return Reply(say("system.help_stranger", **office), [[to_home()]])
    commands = lines(
        *(
            say("system.help_command", purpose=word("purpose", command.name), command=f"/{command.name}")
            for command in usable_by(roles)
            if command.name not in ("bantuan", "batal")
        )
    )
    rows = [[to_home(), to_close()]]
    if Role.ASSESSOR in roles:
        rows.insert(0, [Key(label("scoring_guide"), OpenScoringGuide())])
    return Reply(say("system.help", commands=commands, **office), rows)


def scoring_guide() -> Reply:
    """How to write scores, with the shortest names that are understood."""
    names = "; ".join(
        say("system.help_aspect", short=short, aspect=aspect.name) for aspect, short in shortest_names()
    )
    return Reply(say("system.help_assessor", short_names=names), [[to_home(), to_close()]])


def condition(found: Condition, *, release: str, uptime: timedelta) -> Reply:
    """How the bot is doing."""
    state = "status_faulty" if found.faults else "status_busy" if found.waiting > _BUSY else "status_normal"
    text = say(
        "system.status",
        state=say(f"system.{state}"),
        inbox=found.waiting,
        oldest=formats.age(found.oldest),
        outbox=found.to_send,
        broadcast=formats.joined(found.broadcasts) if found.broadcasts else word("none", "none"),
        faults=found.faults,
        release=release,
        uptime=formats.age(uptime),
    )
    return Reply(text, [[Key(label("reload"), OpenStatus()), to_close()]])
