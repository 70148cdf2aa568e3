"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, answering as Telegram does."""

import asyncio
from typing import Any, Final

from aiohttp import web

from bot.simulator import messages, profile
from bot.simulator.bell import Bell
from bot.simulator.markup import Json
from bot.simulator.messages import Method
from bot.simulator.parameters import Parameters, received_with
from bot.simulator.refusals import ApiRefusal
from bot.simulator.world import World

LONGEST_POLL: Final = 50
_GET_UPDATES: Final = "getUpdates"
_METHODS: Final[dict[str, tuple[str, Method]]] = {
    name.lower(): (name, method) for name, method in (messages.METHODS | profile.METHODS).items()
}
_SECOND_POLLER: Final = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_ACTIVE: Final = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class BotApi:
    """Serves one bot of one world. `calls_in_hand` and `last_call` (loop time) tell whether it is at rest."""

    def __init__(self, world: World, bell: Bell) -> None:
        self._world = world
        self._bell = bell
        self._poll = 0
        self._closing = False
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

    async def call(self, method: str, received: Json) -> Json:
        """Answer one call of the bot. Every call passes here, and only here."""
        given = Parameters(received)
        name = method
        try:
            name, result = await self._perform(method, given)
            response: Json = {"ok": True, "result": result}
        except ApiRefusal as refusal:
            response = refusal.as_json()
        if name != _GET_UPDATES:
            self._world.record_call(name, given, response)
        elif self._world.observer:
            self._world.observer.called(name, received, response)
        return response

    async def _perform(self, method: str, given: Parameters) -> tuple[str, Any]:
        if method.lower() == _GET_UPDATES.lower():
            return _GET_UPDATES, await self._get_updates(given)
        if method.lower() not in _METHODS:
            raise _not_found()
        name, perform = _METHODS[method.lower()]
        return name, perform(self._world, given)

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
        try:
            response = await self._respond(request, method)
        finally:
            self.calls_in_hand -= not at_rest
            if not at_rest:
                self.last_call = asyncio.get_running_loop().time()
                self._bell.ring()
        return web.json_response(response, status=response.get("error_code", 200))

    async def _respond(self, request: web.Request, method: str) -> Json:
        if request.match_info["token"] != self._world.bot.token:
            return ApiRefusal(401, "Unauthorized").as_json()
        try:
            received = await received_with(request)
        except ApiRefusal as refusal:
            return refusal.as_json()
        return await self.call(method, received)

    async def _download(self, request: web.Request) -> web.Response:
        stored = self._world.files.at(request.match_info["path"])
        if request.match_info["token"] != self._world.bot.token or stored is None:
            return web.json_response(_not_found().as_json(), status=404)
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _not_found() -> ApiRefusal:
    return ApiRefusal(404, "Not Found")
