"""The nine-box as a picture: how many people are in each box, and no names."""

import json
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from bot.texts import formats
from domain.talent_grid import Box, picture

_PIXELS_PER_INCH = 144.0  # the template is 540 pt wide: 1080 pixels


@dataclass(frozen=True, slots=True)
class NineBoxLabels:
    """Every word in the picture that does not depend on the phase.

    `rows` name the performance from the top down, `columns` the potential from left to right. `mark` stands
    in the boxes of the succession group and `legend` says what it means.
    """

    title: str
    performance: str
    potential: str
    rows: tuple[str, str, str]
    columns: tuple[str, str, str]
    box: str
    people: str
    mark: str
    legend: str


@dataclass(frozen=True, slots=True)
class NineBoxFacts:
    """What the picture shows. `counts` may leave empty boxes out.

    `phase` and `standing` stand in the head, `notes` line by line below the map (how many are mapped, rule
    set, date), ready to be read.
    """

    counts: Mapping[Box, int]
    succession_boxes: Set[Box]
    phase: str
    standing: str
    notes: tuple[str, ...]


def render(facts: NineBoxFacts, labels: NineBoxLabels) -> bytes:
    """A PNG, drawn as the regulation draws it: performance upwards, potential to the right.

    1080 pixels wide and, with three notes or fewer, below the 1280 at which Telegram begins to shrink pictures.
    Takes some 50 ms of processor: keep it off the event loop.
    """
    import typst

    drawn: bytes = typst.compile(
        files(__package__).joinpath("nine_box.typ").read_bytes(),
        format="png",
        ppi=_PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(drawing(facts, labels))},
    )
    return drawn


def drawing(facts: NineBoxFacts, labels: NineBoxLabels) -> dict[str, Any]:
    """What the template is given: everything as it is shown, the boxes row by row from the top left."""
    return {
        "labels": asdict(labels),
        "phase": facts.phase,
        "standing": facts.standing,
        "notes": facts.notes,
        "rows": [
            [
                {
                    "box": box,
                    "count": formats.count(facts.counts.get(box, 0)),
                    "empty": not facts.counts.get(box, 0),
                    "succession": box in facts.succession_boxes,
                }
                for box in row
            ]
            for row in picture()
        ],
    }
