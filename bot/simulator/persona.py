"""The hand of a person on the simulated phone: a client of the control side, for the play-through and tests."""

import asyncio
import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Final

import aiohttp

from bot.simulator.chats import Screen
from bot.simulator.faults import Fault
from bot.simulator.flood import Limits
from bot.simulator.journal import Entry
from bot.simulator.markup import Json

_A_WHILE: Final = 20.0


class NotPossible(AssertionError):
    """The simulator says that a person cannot do this: no such button, no such person."""


class BotSilent(AssertionError):
    """The bot did not do in time what was waited for."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands on a phone: messages as the Bot API writes them, plus `silent` (arrived without a sound)."""

    messages: list[Json]
    reply_keyboard: Json | None
    commands: list[Json]
    blocked: bool
    keyboards_shown: int

    @property
    def last(self) -> Json:
        return self.messages[-1]

    def texts(self) -> list[str]:
        """Text or caption of every message, oldest first."""
        return [_words(message) for message in self.messages]


class Telegram:
    """The control side of a simulator at `url`: people, clock, log, quietness."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def __aenter__(self) -> "Telegram":
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def joins(self, name: str, phone: str) -> "Persona":
        """Give a person an account; the phone number is E.164."""
        account = await self.post("people", {"name": name, "phone": phone})
        return Persona(self, account["id"], name, phone)

    async def people(self) -> dict[str, "Persona"]:
        """Return everybody by name; of two with one name the later one."""
        accounts = await self.get("people")
        return {one["name"]: Persona(self, one["id"], one["name"], one["phone"]) for one in accounts}

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self.get("clock"))["now"])

    async def sets_clock(self, now: datetime) -> int:
        """Set the clock to an aware moment; returns the length the log had before."""
        return int((await self.post("clock", {"now": now.isoformat()}))["index"])

    async def advances(self, by: timedelta) -> int:
        """Move the clock on; returns the length the log had before."""
        return int((await self.post("clock", {"advance": by.total_seconds()}))["index"])

    async def passes(self, pace: float) -> None:
        """Let so many seconds pass in one second outside from now on; 0 stops the clock."""
        await self.post("clock", {"pace": pace})

    async def start_over_wanted(self) -> None:
        """Wait until somebody asks for everything to start over."""
        while not (await self.get("training/reset", within=_A_WHILE))["wanted"]:
            pass

    async def log(self, since: int = 0, *, of: int | None = None) -> list[Entry]:
        """Return what happened from index `since` on, in one chat with `of`."""
        query = {"since": since} | ({} if of is None else {"of": of})
        return [Entry.from_json(entry) for entry in await self.get("log", **query)]

    async def quiet(
        self,
        since: int = 0,
        *,
        silence: float = 0.15,
        within: float = 10,
        reaction: bool = False,
        readings: int = 0,
    ) -> int:
        """Wait until the bot has taken every update and makes no call for `silence` seconds.

        With `reaction` it must have made a call since log index `since`; with `readings` it must have looked at
        the clock so often since that was moved (a bot that looks at each tick has then done what was due).
        Returns the log's length; raises `BotSilent` where that does not come `within` seconds.
        """
        wanted = {"silence": silence, "within": within, "reaction": int(reaction), "readings": readings}
        found = await self.get("quiet", since=since, **wanted)
        if not found["quiet"]:
            raise BotSilent(f"not quiet within {within} s")
        return int(found["index"])

    async def goes_wrong(self, *faults: Fault, seed: int = 0) -> None:
        """Let these and no other faults be in force."""
        await self.post("faults", {"faults": [fault.as_json() for fault in faults], "seed": seed})

    async def limits(self, limits: Limits | None) -> None:
        """Enforce these flood limits, or none."""
        await self.post("limits", {"limits": limits and asdict(limits)})

    async def get(self, path: str, **query: Any) -> Any:
        async with self._session.get(f"{self._url}/control/{path}", params=query) as response:
            return await _read(response)

    async def post(self, path: str, words: Json) -> Any:
        async with self._session.post(f"{self._url}/control/{path}", json=words) as response:
            return await _read(response)


@dataclass(frozen=True, slots=True)
class Persona:
    """One person. Every act returns the length the log had before it: what follows is its consequence."""

    telegram: Telegram
    id: int
    name: str
    phone: str

    async def says(self, text: str) -> int:
        return await self._does("says", text=text)

    async def follows(self, address: str) -> int:
        """Open a link to the bot and start it."""
        return await self._does("follows", address=address)

    async def says_in_group(self, title: str, text: str) -> int:
        """Write in a group of this title, to which the bot is added where it is new."""
        return await self._does("says_in_group", title=title, text=text)

    async def edits(self, text: str) -> int:
        """Change the own last text."""
        return await self._does("edits", text=text)

    async def presses(
        self, label: str, *, of: int | None = None, screen: Screen = "newest", since: int = 0
    ) -> int:
        """Press a button by label: on the newest message that has it, on message `of`, or on an old screen."""
        return await self._does("presses", label=label, of=of, screen=screen, since=since)

    async def shares_contact(self, *, phone: str | None = None) -> int:
        """Share the own number; with `phone` somebody else's contact."""
        return await self._does("shares_contact", phone=phone)

    async def sends_file(self, name: str, content: bytes, *, caption: str = "", photo: bool = False) -> int:
        encoded = base64.b64encode(content).decode()
        return await self._does("sends_file", name=name, content=encoded, caption=caption, photo=photo)

    async def sends_album(self, files: Mapping[str, bytes], *, caption: str = "", photo: bool = False) -> int:
        """Send files by their names as one album."""
        encoded = [{"name": name, "content": base64.b64encode(files[name]).decode()} for name in files]
        return await self._does("sends_album", files=encoded, caption=caption, photo=photo)

    async def sends_sticker(self) -> int:
        return await self._does("sends_sticker")

    async def sends_voice(self) -> int:
        return await self._does("sends_voice")

    async def blocks(self) -> int:
        return await self._does("blocks")

    async def unblocks(self) -> int:
        return await self._does("unblocks")

    async def deletes_account(self) -> int:
        """Leave Telegram: nobody knows this person any more."""
        return await self._does("deletes_account")

    async def sees(self) -> Sight:
        """Look at the phone."""
        seen = await self.telegram.get(f"people/{self.id}")
        del seen["person"]
        return Sight(**seen)

    async def waits_for(self, words: str, *, since: int = 0, within: float = 10) -> Json:
        """Return the first message, as sent or edited from log index `since` on, that contains these words.

        Waits for it; raises `BotSilent` where it does not come `within` seconds.
        """
        until = asyncio.get_running_loop().time() + within
        while asyncio.get_running_loop().time() < until:
            for entry in await self.telegram.log(since, of=self.id):
                result = entry.response.get("result")
                for message in result if isinstance(result, list) else [result]:
                    if isinstance(message, dict) and words in _words(message):
                        return message
            await asyncio.sleep(0.05)
        raise BotSilent(f"{self.name} waited {within} s for: {words}")

    async def _does(self, act: str, **words: Any) -> int:
        answer = await self.telegram.post(f"people/{self.id}/{act}", words)
        return int(answer["index"])


def _words(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


async def _read(response: aiohttp.ClientResponse) -> Any:
    found = await response.json()
    if response.status != 200:
        raise NotPossible(f"{found.get('error')}: {found.get('of', '')}")
    return found
