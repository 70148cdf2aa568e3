"""/penugasan: an admin chooses an assessor, then people; or has everybody shared out."""

from collections.abc import Mapping
from typing import Any

from bot.context import Context
from bot.views import assigning as views
from domain.errors import ChangedMeanwhile
from domain.usecases import assigning


async def assignments(context: Context) -> None:
    """/penugasan."""
    await context.show(views.assignments(await context.read(assigning.overview), 1))


async def turn_page(context: Context) -> None:
    """[Penugasan], [Berikutnya], [Sebelumnya]."""
    page = context.pressed(views.OpenAssignments).page
    await context.show(views.assignments(await context.read(assigning.overview), page))


async def choose_assessor(context: Context) -> None:
    """[1] to [6]."""
    account_id = context.pressed(views.ChooseAssessor).account_id
    await context.show(views.assignee(await context.read(assigning.overview), account_id))


async def choose_whole_phase(context: Context) -> None:
    """[Semua pegawai]."""
    await _preview(context, {"assessor_id": context.pressed(views.ChooseWholePhase).account_id})


async def ask_unit(context: Context) -> None:
    """[Per unit kerja]."""
    await context.show(views.ask_unit(context.pressed(views.ChooseUnit).account_id))


async def choose_unit(context: Context) -> None:
    """The name of a unit, typed."""
    account_id = int(str(context.conversation.facts["account_id"]))
    units = await context.read(assigning.units_like, text=context.text)
    if len(units) == 1:
        await _preview(context, {"assessor_id": account_id, "unit": units[0]})
    else:
        await context.show(views.no_single_unit(account_id, units))


async def ask_nips(context: Context) -> None:
    """[Ketik NIP]."""
    await context.show(views.ask_nips(context.pressed(views.ChooseNips).account_id))


async def choose_nips(context: Context) -> None:
    """NIPs, typed."""
    nips = assigning.parse_nips(context.text)
    await _preview(context, {"assessor_id": context.conversation.facts["account_id"], "nips": nips})


async def _preview(context: Context, chosen: Mapping[str, Any]) -> None:
    await context.show(views.preview(await context.read(assigning.preview, **chosen), chosen))


async def save(context: Context) -> None:
    """[Simpan]: what the preview showed, if it is still the one that is open."""
    chosen = context.conversation.facts
    if chosen.get("assessor_id") != context.pressed(views.SaveAssignment).account_id:
        raise ChangedMeanwhile
    await context.show(views.assigned(await context.write(assigning.assign, **chosen)))


async def ask_to_share_out(context: Context) -> None:
    """[Bagi merata]."""
    await context.show(views.ask_to_share_out(await context.read(assigning.overview)))


async def share_out(context: Context) -> None:
    """[Simpan]: everybody without an assessor gets one."""
    await context.show(views.shared_out(await context.write(assigning.share_out)))


COMMANDS = {"penugasan": assignments}
PRESSES = {
    views.OpenAssignments: turn_page,
    views.ChooseAssessor: choose_assessor,
    views.ChooseWholePhase: choose_whole_phase,
    views.ChooseUnit: ask_unit,
    views.ChooseNips: ask_nips,
    views.SaveAssignment: save,
    views.AskToShareOut: ask_to_share_out,
    views.ShareOut: share_out,
}
TEXTS = {views.AWAIT_UNIT: choose_unit, views.AWAIT_NIPS: choose_nips}
