"""The parameters of one call, read as Telegram reads them whether they came as form, query or JSON."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.simulator.files import Upload
from bot.simulator.markup import Json
from bot.simulator.refusals import bad_request

_TRUE = {"true", "yes", "1"}
_ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a bot sent with a call; forms bring strings, JSON brings values, uploads stay uploads."""

    received: Json

    def text(self, name: str) -> str:
        """Return a string, empty where it is missing."""
        value = self.received.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def flag(self, name: str) -> bool:
        return str(self.received.get(name, "")).lower() in _TRUE

    def integer(self, name: str, otherwise: int = 0) -> int:
        """Return a whole number, `otherwise` where it is missing or no number (Telegram reads both so)."""
        try:
            return int(self.received.get(name, otherwise))
        except (TypeError, ValueError):
            return otherwise

    def value(self, name: str, what: str) -> Any:
        """Return an object or array, None where it is missing; `what` names it in Telegram's refusal."""
        found = self.received.get(name)
        if not isinstance(found, str):
            return found
        try:
            return json.loads(found) if found else None
        except ValueError as unreadable:
            raise bad_request(f"can't parse {what} JSON object") from unreadable

    def file(self, name: str) -> Upload | str | None:
        """Return an upload (also one named by `attach://`), a file id or address, or None."""
        found = self.received.get(name)
        if isinstance(found, str) and found.startswith(_ATTACHED):
            found = self.received.get(found.removeprefix(_ATTACHED))
        return found if isinstance(found, Upload | str) and found else None

    def as_json(self) -> Json:
        """The parameters as received, uploads by name and size."""
        return {
            name: value.as_json() if isinstance(value, Upload) else value
            for name, value in self.received.items()
        }


async def received_with(request: web.Request) -> Json:
    """Return what a request carries in its query and its body (form, multipart or JSON)."""
    found: Json = dict(request.query)
    if request.content_type == "application/json" and request.body_exists:
        return found | await _from_json(request)
    form = await request.post()
    return found | {name: _read(value) for name, value in form.items()}


async def _from_json(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError as unreadable:
        raise bad_request("can't parse JSON object") from unreadable
    if not isinstance(body, dict):
        raise bad_request("expected an object")
    return body


def _read(value: str | bytes | bytearray | web.FileField) -> str | Upload:
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.file.read())
    return value if isinstance(value, str) else bytes(value).decode()
