"""The map of nine boxes, and the profiles behind it."""

import asyncio

from bot.context import Context
from bot.documents.nine_box import render
from bot.views import mapping as views
from bot.views.navigation import OpenBoxes
from domain.usecases import mapping


async def show_map(context: Context) -> None:
    """/kotak: the picture, drawn beside the event loop."""
    found = await context.read(mapping.newest_map)
    if found is None:
        await context.show(views.nothing_yet())
        return
    now, zone = context.services.clock.now(), context.services.policy.zone
    drawn = await asyncio.to_thread(render, views.facts(found, now, zone), views.labels())
    await context.attach(views.map_picture(found, drawn, now.astimezone(zone)))


async def describe_map(context: Context) -> None:
    """[Uraian gambar]."""
    press = context.pressed(views.DescribeMap)
    await context.show(views.description(await context.read(mapping.map_of, phase_id=press.phase_id)))


async def choose_box(context: Context) -> None:
    """[Pilih kotak]."""
    press = context.pressed(views.ChooseBox)
    found = await context.read(mapping.map_of, phase_id=press.phase_id)
    await context.show(views.choose(found.phase.id))


async def open_box(context: Context) -> None:
    """The names in a box; written down."""
    press = context.pressed(views.OpenBox)
    page = await context.write(mapping.people_in_box, phase_id=press.phase_id, box=press.box, page=press.page)
    await context.show(views.box_page(page))


async def open_unmapped(context: Context) -> None:
    """[Data yang kurang]; written down."""
    press = context.pressed(views.OpenUnmapped)
    page = await context.write(mapping.people_unmapped, phase_id=press.phase_id, page=press.page)
    await context.show(views.unmapped_page(page))


async def close_picture(context: Context) -> None:
    """[Tutup] under a picture."""
    await context.remove_pressed()


COMMANDS = {"kotak": show_map}
PRESSES = {
    OpenBoxes: show_map,
    views.DescribeMap: describe_map,
    views.ChooseBox: choose_box,
    views.OpenBox: open_box,
    views.OpenUnmapped: open_unmapped,
    views.ClosePicture: close_picture,
}
