"""What happens behind the scenes of the play, by the names its directions use."""

from collections.abc import Mapping
from typing import Final

from bot.playthrough import cast
from bot.playthrough.staging import Deed, Stage


async def joins(stage: Stage, name: str, phone: str = "") -> Mapping[str, object]:
    """Somebody gets an account on the local Telegram; Budi has the number of the roster."""
    persona = await stage.telegram.joins(name, phone or cast.budi().phone or "")
    stage.cast[persona.id] = name
    return {"phone": persona.phone}


DIRECTIONS: Final[Mapping[str, Deed]] = {"joins": joins}
