"""/bantuan, /status and the guide to writing scores."""

from importlib.metadata import version

from bot.context import Context
from bot.texts import formats
from bot.views import helping as views
from bot.views.navigation import OpenHelp, OpenScoringGuide, OpenStatus
from bot.views.questionnaires import with_open_question
from domain.usecases import monitoring, reaching


async def help_me(context: Context) -> None:
    """/bantuan: the commands of the own roles and where to ask."""
    roles = await context.read(reaching.roles)
    services = context.services
    zone = formats.zone_name(services.clock.now(), services.policy.zone)
    reply = views.help_for(roles, services.config.agency, zone)
    await context.show(with_open_question(reply, context.conversation))


async def scoring_guide(context: Context) -> None:
    """[Menulis nilai]: the form of /nilai and the shortest names."""
    await context.show(views.scoring_guide())


async def status(context: Context) -> None:
    """/status: how the bot itself is doing."""
    found = await context.read(monitoring.condition)
    services = context.services
    uptime = services.clock.now() - services.started_at
    await context.show(views.condition(found, release=version("talenta"), uptime=uptime))


COMMANDS = {"bantuan": help_me, "status": status}
PRESSES = {OpenHelp: help_me, OpenScoringGuide: scoring_guide, OpenStatus: status}
