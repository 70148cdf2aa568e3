"""Training over HTTP, as JSON under `/control/training`."""

import asyncio

from aiohttp import web

from bot.simulator.bell import Bell
from bot.simulator.training import Training
from bot.simulator.world import World

_EXERCISE = "/control/training/{exercise}"


class TrainingControl:
    def __init__(self, world: World, bell: Bell) -> None:
        self._world = world
        self._bell = bell
        self._training = Training(world)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/training", self._look),
            web.get("/control/training/reset", self._start_over_wanted),
            web.post("/control/training/reset", self._ask_to_start_over),
            web.post("/control/world/keep", self._keep),
            web.post("/control/world/restore", self._restore),
            web.post(_EXERCISE + "/suggest", self._suggest),
            web.post(_EXERCISE + "/start", self._start),
            web.post(_EXERCISE + "/reset", self._reset),
        ]

    async def _look(self, _request: web.Request) -> web.Response:
        """Every exercise, and how far who is; see `bot.simulator.training`."""
        return web.json_response(self._training.as_json())

    async def _ask_to_start_over(self, _request: web.Request) -> web.Response:
        """Everything shall be as it was kept: bot, people and exercises. Whoever runs the bot does it then."""
        self._training.ask_to_start_over()
        self._bell.ring()
        return web.json_response(self._training.as_json())

    async def _start_over_wanted(self, request: web.Request) -> web.Response:
        """`{"wanted": bool}`: waits until somebody asks, at most `within` seconds (0)."""
        loop = asyncio.get_running_loop()
        until = loop.time() + float(request.query.get("within", 0))
        while not self._training.start_over_wanted and (left := until - loop.time()) > 0:
            await self._bell.heard(left)
        return web.json_response({"wanted": self._training.start_over_wanted})

    async def _keep(self, _request: web.Request) -> web.Response:
        """Remember the world as it stands."""
        self._world.keep()
        return web.json_response({})

    async def _restore(self, _request: web.Request) -> web.Response:
        """Put the world back to how it was kept; the bot stands still meanwhile."""
        self._training.start_over()
        return web.json_response({})

    async def _suggest(self, request: web.Request) -> web.Response:
        """`{"person": account id, "facts": {"nip": …}}`: who is fit for it, and what its words say then."""
        wanted = await request.json()
        self._training.suggest(request.match_info["exercise"], wanted["person"], wanted.get("facts", {}))
        return await self._look(request)

    async def _start(self, request: web.Request) -> web.Response:
        """`{"person": account id}`, or nothing for the person suggested; answers the exercise."""
        wanted = await request.json() if request.body_exists else {}
        started = self._training.start(request.match_info["exercise"], wanted.get("person"))
        return web.json_response(started)

    async def _reset(self, request: web.Request) -> web.Response:
        """Nobody has begun it; answers the exercise."""
        return web.json_response(self._training.reset(request.match_info["exercise"]))
