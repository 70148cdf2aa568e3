"""The people's side over HTTP, as JSON under `/control`: acts of personas, the clock, the log, quietness."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from aiohttp import web

from bot.simulator import acts, profile
from bot.simulator.bell import Bell
from bot.simulator.bot_api import BotApi
from bot.simulator.chats import Chat
from bot.simulator.faults import Fault
from bot.simulator.files import Upload
from bot.simulator.flood import Limits
from bot.simulator.markup import Json
from bot.simulator.refusals import ApiRefusal
from bot.simulator.world import PersonUnknown, World

_PERSON: Final = "/control/people/{id:\\d+}"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def _explained(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what cannot be done with a status and the reason."""
    try:
        return await handler(request)
    except PersonUnknown as unknown:
        return web.json_response({"error": "person unknown", "of": str(unknown)}, status=404)
    except acts.NotOnScreen as missing:
        return web.json_response({"error": "not on the screen", "of": str(missing)}, status=409)
    except ApiRefusal as refusal:
        return web.json_response({"error": refusal.description}, status=400)
    except (KeyError, TypeError, ValueError) as wrong:
        return web.json_response({"error": f"{type(wrong).__name__}: {wrong}"}, status=400)


class Control:
    def __init__(self, world: World, bell: Bell, bot_api: BotApi) -> None:
        self._world = world
        self._bell = bell
        self._bot_api = bot_api
        self._clock_readings = 0

    def app(self) -> web.Application:
        """An application with the control routes, to which the Bot API's are added."""
        app = web.Application(client_max_size=64 * 2**20, middlewares=[_explained])
        app.add_routes(
            [
                web.get("/control/clock", self._clock),
                web.post("/control/clock", self._move_clock),
                web.get("/control/people", self._people),
                web.post("/control/people", self._join),
                web.get(_PERSON, self._chat),
                web.post(_PERSON + "/{act}", self._act),
                web.get("/control/log", self._log),
                web.get("/control/quiet", self._quiet),
                web.get("/control/faults", self._faults),
                web.post("/control/faults", self._put_faults),
                web.get("/control/limits", self._limits),
                web.post("/control/limits", self._enforce),
            ]
        )
        return app

    async def _clock(self, _request: web.Request) -> web.Response:
        self._clock_readings += 1
        self._bell.ring()
        return web.json_response(self._time())

    def _time(self) -> Json:
        return {"now": self._world.now.isoformat(), "pace": self._world.pace}

    async def _move_clock(self, request: web.Request) -> web.Response:
        """`{"now": iso-8601}` sets, `{"advance": seconds}` moves on, `{"pace": 1}` lets time pass as outside."""
        wanted = await request.json()
        now = datetime.fromisoformat(wanted["now"]) if "now" in wanted else self._world.now
        index = len(self._world.journal)
        self._clock_readings = 0
        self._world.move_clock(now + timedelta(seconds=wanted.get("advance", 0)), wanted.get("pace"))
        return web.json_response(self._time() | {"index": index})

    async def _people(self, _request: web.Request) -> web.Response:
        chats = self._world.chats.values()
        return web.json_response([chat.as_json() for chat in chats if not chat.deactivated])

    async def _join(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        account = self._world.join(
            wanted["name"],
            wanted["phone"],
            username=wanted.get("username"),
            account_id=wanted.get("id"),
        )
        return web.json_response(account.as_json())

    async def _chat(self, request: web.Request) -> web.Response:
        chat = self._world.chat_of(int(request.match_info["id"]))
        return web.json_response(self._seen(chat))

    def _seen(self, chat: Chat) -> Json:
        return {
            "person": chat.as_json(),
            "messages": [message.seen(chat.place()) for message in chat.visible()],
            "reply_keyboard": chat.reply_keyboard,
            "commands": profile.menu_of(self._world, chat.id),
            "blocked": chat.blocked,
            "keyboards_shown": len(chat.shown),
        }

    async def _act(self, request: web.Request) -> web.Response:
        act = _ACTS.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        words = await request.json() if request.body_exists else {}
        index = len(self._world.journal)
        act(self._world, int(request.match_info["id"]), words)
        self._bell.ring()
        return web.json_response({"index": index})

    async def _log(self, request: web.Request) -> web.Response:
        """Entries from index `since` on, of one person's chat with `of`."""
        of = request.query.get("of")
        entries = self._world.journal.since(int(request.query.get("since", 0)), int(of) if of else None)
        return web.json_response([entry.as_json() for entry in entries])

    async def _faults(self, _request: web.Request) -> web.Response:
        return web.json_response([fault.as_json() for fault in self._bot_api.faults.rules])

    async def _put_faults(self, request: web.Request) -> web.Response:
        """`{"faults": [{"harm", "method", "probability", ...}], "seed": number}`; no faults end them all."""
        wanted = await request.json()
        faults = [Fault.from_json(words) for words in wanted["faults"]]
        self._bot_api.faults.put(faults, seed=wanted.get("seed", 0))
        return await self._faults(request)

    async def _limits(self, _request: web.Request) -> web.Response:
        limits = self._bot_api.flood.limits
        return web.json_response(limits and asdict(limits))

    async def _enforce(self, request: web.Request) -> web.Response:
        """`{"limits": {"per_second", "burst", "per_chat", "chat_burst"}}`, Telegram's where left out; or null."""
        wanted = (await request.json())["limits"]
        self._bot_api.flood.enforce(None if wanted is None else Limits(**wanted))
        return await self._limits(request)

    async def _quiet(self, request: web.Request) -> web.Response:
        """Wait until the bot has confirmed every update and is silent; tells whether that came in time.

        `silence` seconds without a call (0.15), after at least one call since log index `since` if `reaction`
        is 1, and after `readings` of the clock since it was moved (0); gives up after `within` seconds (10).
        """
        since, reaction = int(request.query.get("since", 0)), request.query.get("reaction") == "1"
        readings = int(request.query.get("readings", 0))
        silence, within = float(request.query.get("silence", 0.15)), float(request.query.get("within", 10))
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while (left := until - loop.time()) > 0:
            missing = silence - (loop.time() - self._bot_api.last_call)
            reacted = not reaction or self._world.journal.calls_since(since) > 0
            reacted = reacted and self._clock_readings >= readings
            if reacted and missing <= 0 and not self._world.updates and not self._bot_api.calls_in_hand:
                return web.json_response({"quiet": True, "index": len(self._world.journal)})
            await self._bell.heard(min(left, missing) if missing > 0 else left)
        return web.json_response({"quiet": False, "index": len(self._world.journal)})


def _upload(file: Json) -> Upload:
    return Upload(file["name"], base64.b64decode(file["content"]))


def _sent_file(world: World, account_id: int, words: Json) -> None:
    acts.sends_file(
        world, account_id, _upload(words), caption=words.get("caption", ""), photo=words.get("photo", False)
    )


def _sent_album(world: World, account_id: int, words: Json) -> None:
    files = [_upload(file) for file in words["files"]]
    caption, photo = words.get("caption", ""), words.get("photo", False)
    acts.sends_album(world, account_id, files, caption=caption, photo=photo)


def _pressed(world: World, account_id: int, words: Json) -> None:
    acts.presses(
        world,
        account_id,
        words["label"],
        screen=words.get("screen", "newest"),
        of=words.get("of"),
        since=words.get("since", 0),
        data=words.get("data"),
    )


_ACTS: Final[dict[str, Callable[[World, int, Json], object]]] = {
    "says": lambda world, person, words: acts.says(world, person, words["text"]),
    "says_in_group": lambda world, person, words: acts.says_in_group(
        world, person, words["title"], words["text"]
    ),
    "edits": lambda world, person, words: acts.edits(world, person, words["text"]),
    "shares_contact": lambda world, person, words: acts.shares_contact(world, person, words.get("phone")),
    "follows": lambda world, person, words: acts.follows(world, person, words["address"]),
    "sends_file": _sent_file,
    "sends_album": _sent_album,
    "sends_sticker": lambda world, person, _words: acts.sends_sticker(world, person),
    "sends_voice": lambda world, person, _words: acts.sends_voice(world, person),
    "presses": _pressed,
    "blocks": lambda world, person, _words: acts.blocks(world, person),
    "unblocks": lambda world, person, _words: acts.unblocks(world, person),
    "deletes_account": lambda world, person, _words: acts.deletes_account(world, person),
}
