"""[Versi kuesioner] of a phase: take up a later version, move the drafts of an earlier one."""

from bot.context import Context
from bot.views import revising as views
from bot.views.phases import OpenVersions
from domain.usecases import revising


async def open_versions(context: Context) -> None:
    """What has a later version."""
    await _show(context, context.pressed(OpenVersions).phase_id)


async def adopt(context: Context) -> None:
    """[n. Pakai]."""
    campaign = context.pressed(views.AdoptVersion).campaign
    await _show(context, await context.write(revising.adopt, campaign_id=campaign))


async def ask_reason(context: Context) -> None:
    """[n. Pindahkan]."""
    campaign = context.pressed(views.MoveDrafts).campaign
    await context.show(views.ask_reason(await context.read(revising.drafts_behind, campaign_id=campaign)))


async def move(context: Context) -> None:
    """The reason typed: the drafts are moved."""
    campaign = views.campaign_of(context.conversation.facts)
    revision = await context.write(revising.move, campaign_id=campaign, reason=context.text)
    await context.show(views.moved(revision))


async def _show(context: Context, phase_id: int) -> None:
    phase, found = await context.read(revising.revisions, phase_id=phase_id)
    await context.show(views.versions(phase, found))


PRESSES = {OpenVersions: open_versions, views.AdoptVersion: adopt, views.MoveDrafts: ask_reason}
TEXTS = {views.AWAIT_MOVE_REASON: move}
