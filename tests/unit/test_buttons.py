"""What buttons carry, and that each leads somewhere."""

from enum import StrEnum

import pytest

from bot.app import MODULES
from bot.buttons import Button, ButtonNotUnderstood, button, declared, unpack
from bot.commands import COMMANDS
from bot.routing import collect
from bot.views.navigation import OpenHome


class Colour(StrEnum):
    RED = "merah"


@button("test")
class Paint(Button):
    """A button with a field of every kind."""

    wall: int
    colour: Colour
    twice: bool
    shade: int | None
    words: str


@pytest.mark.parametrize(
    "paint", [Paint(7, Colour.RED, True, None, "x"), Paint(-7, Colour.RED, False, 0, "")]
)
def test_a_button_comes_back_as_it_was(paint: Paint) -> None:
    assert unpack(paint.pack()) == paint


def test_a_button_fits_into_what_telegram_carries() -> None:
    with pytest.raises(ValueError, match=r"é{30}"):
        Paint(7, Colour.RED, True, None, "é" * 30).pack()


@pytest.mark.parametrize(
    "data",
    [
        "", ":", "nobody", "test", "test:7:merah:True:", "test:7:merah:True::x:y",
        "test:seven:merah:True::x", "test:7:biru:True::x", "test:7:merah:yes::x", "test:7:merah:true::x",
        "test:2147483648:merah:True::x", "test:-2147483648:merah:True::x", "test:7:merah:True:1.5:x",
    ],
)  # fmt: skip
def test_what_no_button_could_have_made_is_refused(data: str) -> None:
    with pytest.raises(ButtonNotUnderstood):
        unpack(data)


def test_two_buttons_cannot_share_a_code() -> None:
    with pytest.raises(ValueError, match="test"):
        button("test")(type("Other", (Button,), {}))


def test_every_button_leads_somewhere() -> None:
    presses = collect(MODULES).presses
    assert [one.__name__ for one in declared() if one not in presses and one is not Paint] == []


def test_every_command_leads_somewhere() -> None:
    assert {command.name for command in COMMANDS} == set(collect(MODULES).commands)


def test_one_thing_cannot_be_answered_by_two_handlers() -> None:
    class Module:
        __name__ = "module"
        PRESSES = {OpenHome: None}  # noqa: RUF012

    with pytest.raises(ValueError, match="OpenHome"):
        collect([Module(), Module()])  # type: ignore[list-item]
