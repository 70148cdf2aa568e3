"""The map of nine boxes: a picture of counts, the same in words, and the lists of names behind a box."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.documents.nine_box import NineBoxFacts, NineBoxLabels
from bot.reply import Document, Key, Reply
from bot.texts import Markup, formats, label, lines, plain, say, word
from bot.views import explaining
from bot.views.navigation import to_close, to_close_private
from bot.views.profiling import OpenProfile
from domain import classification
from domain.classification import Mapped
from domain.people import Official
from domain.results import PlacedOfficial, ResultState
from domain.ruleset import load
from domain.talent_grid import Performance, Potential, picture
from domain.usecases.mapping import (
    BoxMap,
    BoxPage,
    UnmappedOfficial,
    UnmappedPage,
)


@button("bd")
class DescribeMap(Button):
    """[Uraian gambar]."""

    phase_id: int


@button("bc")
class ChooseBox(Button):
    """[Pilih kotak]."""

    phase_id: int


@button("bo", private=True)
class OpenBox(Button):
    """A page of the names in a box, from 0."""

    phase_id: int
    box: int
    page: int


@button("bu", private=True)
class OpenUnmapped(Button):
    """[Data yang kurang]: a page of those without a box, from 0."""

    phase_id: int
    page: int


@button("bp")
class ClosePicture(Button):
    """[Tutup] under a picture: it goes."""


def labels() -> NineBoxLabels:
    """The words of the picture."""
    above, meets, below = (str(word("performance", one.name.lower())) for one in reversed(Performance))
    low, medium, high = (str(word("potential", one.name.lower())) for one in Potential)
    return NineBoxLabels(
        title=word("map", "title"),
        performance=word("map", "performance"),
        potential=word("map", "potential"),
        rows=(above, meets, below),
        columns=(low, medium, high),
        box=word("map", "box"),
        people=word("map", "people"),
        mark=word("map", "mark"),
        legend=word("map", "legend"),
    )


def facts(found: BoxMap, at: datetime, zone: ZoneInfo) -> NineBoxFacts:
    """What the picture shows: counts, never names."""
    rules = load(found.phase.ruleset)
    basis = say("mapping.rule_set", rule_set=rules.legal_basis, effective=formats.long_date(rules.effective))
    counted = say("mapping.picture_note", mapped=found.mapped, total=found.total, unmapped=found.unmapped)
    return NineBoxFacts(
        counts=found.counts,
        succession_boxes=set(rules.succession_boxes),
        phase=found.phase.name,
        standing=plain(_standing(found.standing)),
        notes=(plain(counted), plain(basis), formats.moment(at, zone)),
    )


def map_picture(found: BoxMap, drawn: bytes, day: datetime) -> Document:
    """The picture with its caption; names can be opened by those who may."""
    caption = say(
        "mapping.picture",
        phase=found.phase.name,
        status=_standing(found.standing),
        mapped=found.mapped,
        total=found.total,
        unmapped=found.unmapped,
        rule_set=found.phase.ruleset,
    )
    rows = [[Key(label("describe_picture"), DescribeMap(found.phase.id))]]
    if found.names:
        rows.append([Key(label("choose_box"), ChooseBox(found.phase.id))])
    rows.append([Key(label("close"), ClosePicture())])
    name = f"peta-{day:%Y%m%d}.png"
    return Document(drawn, name, plain(caption), rows, picture=True, protected=True)


def nothing_yet() -> Reply:
    """Nobody has a box."""
    return Reply(say("mapping.nothing_yet"), [[to_close()]])


def description(found: BoxMap) -> Reply:
    """The picture in words."""
    rows = ("above", "meets", "below")
    columns = ("low", "medium", "high")
    counts = {
        f"{row}_{column}": found.counts.get(box, 0)
        for row, boxes in zip(rows, picture(), strict=True)
        for column, box in zip(columns, boxes, strict=True)
    }
    return Reply(say("mapping.description", **counts), [[to_close()]], protected=True)


def choose(phase_id: int) -> Reply:
    """The boxes as buttons, laid out as the map."""
    rows = [[Key(str(box), OpenBox(phase_id, box, 0)) for box in row] for row in picture()]
    return Reply(say("mapping.choose"), [*rows, [to_close()]], silent=True, protected=True)


def box_page(page: BoxPage) -> Reply:
    """Names in a box, with the numbers they were placed by."""
    if not page.people:
        text = say("mapping.box_empty", box=page.box)
        rows = [[Key(label("choose_box"), ChooseBox(page.phase_id))], [to_close()]]
        return Reply(text, rows, in_place=True)
    shown = [_row(page.first + index, placed) for index, placed in enumerate(page.people)]
    text = say(
        "mapping.box",
        box=page.box,
        total=page.total,
        range=formats.span(page.first, page.first + len(shown) - 1),
        rows=lines(*shown),
    )
    people = [placed.official for placed in page.people]
    rows = _names(page, people, partial(OpenBox, page.phase_id, page.box))
    return Reply(text, rows, protected=True, in_place=True)


def unmapped_page(page: UnmappedPage) -> Reply:
    """Names without a box, with what is missing."""
    if not page.people:
        return Reply(say("mapping.all_mapped"), [[to_close()]], in_place=True)
    shown = [_unmapped_row(page.first + index, one) for index, one in enumerate(page.people)]
    text = say(
        "mapping.unmapped",
        total=page.total,
        range=formats.span(page.first, page.first + len(shown) - 1),
        rows=lines(*shown),
    )
    rows = _names(page, [one.official for one in page.people], partial(OpenUnmapped, page.phase_id))
    return Reply(text, rows, protected=True, in_place=True)


def _names(
    page: BoxPage | UnmappedPage, people: Sequence[Official], opens: Callable[[int], Button]
) -> list[list[Key]]:
    numbers = [
        Key(label("number", number=page.first + index), OpenProfile(one.id))
        for index, one in enumerate(people)
    ]
    around = []
    if page.page > 0:
        around.append(Key(label("previous"), opens(page.page - 1)))
    if page.first + len(people) <= page.total:
        around.append(Key(label("following"), opens(page.page + 1)))
    return [numbers, [*around, to_close_private(opens(page.page))]]


def _row(number: int, placed: PlacedOfficial) -> Markup:
    found = classification.from_json(placed.result.arithmetic)
    assert isinstance(found, Mapped)
    performance, potential = explaining.scores(found, load(found.ruleset))
    person = formats.person(placed.official.name, placed.official.tail)
    return say("mapping.box_row", number=number, person=person, performance=performance, potential=potential)


def _unmapped_row(number: int, one: UnmappedOfficial) -> Markup:
    person = formats.person(one.official.name, one.official.tail)
    missing = explaining.missing_names(one.missing, most=2)
    return say("mapping.unmapped_row", number=number, person=person, missing_data=missing)


def _standing(state: ResultState) -> Markup:
    match state:
        case ResultState.PUBLISHED:
            return say("mapping.standing_published")
        case ResultState.DECIDED:
            return say("mapping.standing_decided")
        case _:
            return say("mapping.standing_proposed")
