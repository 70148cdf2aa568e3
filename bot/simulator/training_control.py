"""Training over HTTP, as JSON under `/control/training`."""

from aiohttp import web

from bot.simulator.training import Training
from bot.simulator.world import World

_EXERCISE = "/control/training/{exercise}"


class TrainingControl:
    def __init__(self, world: World) -> None:
        self._training = Training(world)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/training", self._look),
            web.post(_EXERCISE + "/suggest", self._suggest),
            web.post(_EXERCISE + "/start", self._start),
            web.post(_EXERCISE + "/reset", self._reset),
        ]

    async def _look(self, _request: web.Request) -> web.Response:
        """Every exercise, and how far who is; see `bot.simulator.training`."""
        return web.json_response(self._training.as_json())

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
