"""How the Bot API says no: status, description and parameters in Telegram's own words."""

from typing import Any, Final

BAD_REQUEST: Final = 400
FORBIDDEN: Final = 403
TOO_MANY_REQUESTS: Final = 429


class ApiRefusal(Exception):
    """A call that Telegram answers with `ok: false`; `code` is the HTTP status too."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> ApiRefusal:
    return ApiRefusal(BAD_REQUEST, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiRefusal:
    return ApiRefusal(FORBIDDEN, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> ApiRefusal:
    reason = f"Too Many Requests: retry after {seconds}"
    return ApiRefusal(TOO_MANY_REQUESTS, reason, {"retry_after": seconds})
