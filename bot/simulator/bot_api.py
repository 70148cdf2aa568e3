"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, answering as Telegram does."""

import asyncio
import time
from typing import Any, Final

from aiohttp import web

from bot.simulator import albums, messages, profile
from bot.simulator.bell import Bell
from bot.simulator.faults import UNHARMED, Fate, Faults, Harm
from bot.simulator.flood import Flood
from bot.simulator.markup import Json
from bot.simulator.messages import Method
from bot.simulator.parameters import Parameters, received_with
from bot.simulator.refusals import ApiRefusal
from bot.simulator.world import World

LONGEST_POLL: Final = 50
_GET_UPDATES: Final = "getUpdates"
_METHODS: Final[dict[str, Method]] = messages.METHODS | albums.METHODS | profile.METHODS
_NAMES: Final = {name.lower(): name for name in (_GET_UPDATES, *_METHODS)}
_SECOND_POLLER: Final = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_ACTIVE: Final = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_GATEWAY_PAGE: Final = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"


class BotApi:
    """Serves one bot of one world. `calls_in_hand` and `last_call` (loop time) tell whether it is at rest."""

    def __init__(self, world: World, bell: Bell) -> None:
        self._world = world
        self._bell = bell
        self._poll = 0
        self._closing = False
        self.faults = Faults()
        self.flood = Flood(time.monotonic)
        self.calls_in_hand = 0
        self.last_call = 0.0

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self._answer),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self._download),
        ]

    def close(self) -> None:
        """Let waiting polls return, so that the server can stop."""
        self._closing = True
        self._bell.ring()

    async def call(self, method: str, received: Json, fate: Fate = UNHARMED) -> Json:
        """Answer one call of the bot. Every call passes here, and only here."""
        given = Parameters(received)
        name = _NAMES.get(method.lower(), method)
        try:
            response: Json = {"ok": True, "result": await self._perform(name, given, fate)}
        except ApiRefusal as refusal:
            response = refusal.as_json()
        self._log(name, given, response)
        return response

    def _log(self, name: str, given: Parameters, response: Json) -> None:
        if name != _GET_UPDATES:
            self._world.record_call(name, given, response)
        elif self._world.observer:
            self._world.observer.called(name, given.received, response)

    async def _perform(self, name: str, given: Parameters, fate: Fate) -> Any:
        if fate.refusal:
            raise fate.refusal
        if name == _GET_UPDATES:
            return await self._get_updates(given)
        if name not in _METHODS:
            raise ApiRefusal(404, "Not Found")
        self.flood.check(name, given.integer("chat_id"))
        return _METHODS[name](self._world, given)

    async def _get_updates(self, given: Parameters) -> list[Json]:
        """Wait for updates as asked; a newer poll ends this one with 409."""
        if self._world.bot.webhook:
            raise ApiRefusal(409, _WEBHOOK_ACTIVE)
        self._poll += 1
        mine, updates, loop = self._poll, self._world.updates, asyncio.get_running_loop()
        updates.want(given.value("allowed_updates", "allowed updates"))
        updates.confirm(given.integer("offset"))
        self._bell.ring()
        until = loop.time() + min(given.integer("timeout"), LONGEST_POLL)
        self._world.forget_what_waited_too_long()
        while not (waiting := updates.first(given.integer("limit", 100))):
            left = until - loop.time()
            if left <= 0 or self._closing:
                return []
            await self._bell.heard(left)
            if mine != self._poll:
                raise ApiRefusal(409, _SECOND_POLLER)
        return waiting

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        at_rest = method.lower() == _GET_UPDATES.lower()
        self.calls_in_hand += not at_rest
        fate = self.faults.fate(method)
        try:
            response = await self._respond(request, method, fate)
        finally:
            self.calls_in_hand -= not at_rest
            if not at_rest:
                self.last_call = asyncio.get_running_loop().time()
                self._bell.ring()
        return _sent(request, response, fate)

    async def _respond(self, request: web.Request, method: str, fate: Fate) -> Json:
        if request.match_info["token"] != self._world.bot.token:
            return ApiRefusal(401, "Unauthorized").as_json()
        try:
            received = await received_with(request)
        except ApiRefusal as refusal:
            return refusal.as_json()
        if not fate.delay:
            return await self.call(method, received, fate)
        await asyncio.sleep(fate.delay / 2)
        response = await self.call(method, received, fate)
        await asyncio.sleep(fate.delay / 2)
        return response

    async def _download(self, request: web.Request) -> web.Response:
        stored = self._world.files.at(request.match_info["path"])
        if request.match_info["token"] != self._world.bot.token or stored is None:
            return web.json_response(ApiRefusal(404, "Not Found").as_json(), status=404)
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _sent(request: web.Request, response: Json, fate: Fate) -> web.Response:
    """Put the response on its way, or break the connection; a gateway answers with a page instead of JSON."""
    if fate.harm in {Harm.DROP_BEFORE, Harm.DROP_AFTER}:
        if request.transport:
            request.transport.close()
        return web.Response()
    if fate.harm is Harm.BAD_GATEWAY:
        return web.Response(text=_GATEWAY_PAGE, content_type="text/html", status=502)
    return web.json_response(response, status=response.get("error_code", 200))
