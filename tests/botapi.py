"""Holds what passes between bot and simulator against two descriptions of the Bot API.

aiogram's types always (they reject missing and mistyped fields); and, where BOTAPI_DESCRIPTION names the file or
its directory, the Bot API's own description, which catches unknown fields too.
"""

import json
import os
import re
import sys
import typing
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.simulator.files import Upload
from bot.simulator.markup import Json

# aiogram builds its 400 types as it is imported, which takes seconds. A dozen are used: pydantic builds each when it
# is, from the names of its module, so that the modules are given the names they leave to that one place.
with mock.patch.object(BaseModel, "model_rebuild"):
    import aiogram.methods
    import aiogram.types

_NAMES = {name: getattr(aiogram.types, name) for name in aiogram.types.__all__}
_NAMES |= {"Default": aiogram.types._Default, **{name: getattr(typing, name) for name in typing.__all__}}
for _name, _module in list(sys.modules.items()):
    if _name.startswith(("aiogram.types.", "aiogram.methods.")):
        vars(_module).update(_NAMES | vars(_module))
aiogram.types.Message.model_rebuild()  # most others hold one

_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}


class NotBotApi(AssertionError):
    """A request, result or update that the Bot API does not know in this form."""


class Checker:
    """An observer of the simulator: checks all that passes, tells at the end.

    Calls that the server refused are not held against the request's description: refusing them is its answer.
    What has the shape of something that was right is right.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.methods: set[str] = set()

    def called(self, method: str, parameters: Json, response: Json) -> None:
        if not response["ok"]:
            self._note("refusal", response, lambda: check_refusal(response))
            return
        self.methods.add(method)
        sent = {name: _parsed(value) for name, value in parameters.items()}
        self._note(f"{method}(", sent, lambda: check_request(method, parameters))
        result = response["result"]
        self._note(f"{method} =", result, lambda: check_result(method, result))

    def updated(self, update: Json) -> None:
        self._note("update", update, lambda: check_update(update))

    def assert_clean(self) -> None:
        assert not self.faults, "\n".join(self.faults)

    def _note(self, what: str, value: Any, check: Callable[[], None]) -> None:
        shape = (what, _shape(value))
        if shape in _RIGHT:
            return
        try:
            check()
        except NotBotApi as fault:
            self.faults.append(f"{what}: {fault}")
        else:
            _RIGHT.add(shape)


_RIGHT: set[tuple[str, Hashable]] = set()
_NUMBER = re.compile(r"-?\d+")
_ATTACHED = re.compile(r"attach://([^\"'\s]+)")
_CHOICES = frozenset(
    {"type", "status", "parse_mode", "style", "action", "scope"}
)  # words that decide what is valid


def _shape(value: Any, name: str = "") -> Hashable:
    """What both descriptions look at: which fields there are, of which types, and the words that are choices."""
    if isinstance(value, dict):
        return tuple((key, _shape(value[key], key)) for key in value)
    if isinstance(value, list):
        return frozenset(_shape(one, name) for one in value)
    if isinstance(value, str) and (name in _CHOICES or value.startswith("attach://")):
        return value
    if isinstance(value, str):
        return (
            "true" if value in {"true", "false"} else "1" if _NUMBER.fullmatch(value) else "words"
        )  # in a form
    return type(value)


def check_request(method: str, parameters: Json) -> None:
    """Raise NotBotApi unless these parameters (form strings or JSON values) are the method's."""
    described = _described(method)
    if described:
        attached = {name for value in parameters.values() for name in _ATTACHED.findall(str(value))}
        sent = {name: value for name, value in parameters.items() if name not in attached}
        _hold(_check_fields(described.get("fields", []), sent, method, form=True))
    values = {name: _for_aiogram(_parsed(value)) for name, value in parameters.items()}
    _with_aiogram(_validating(_method_class(method)), values)


def check_result(method: str, result: Any) -> None:
    """Raise NotBotApi unless this is what the method returns."""
    described = _described(method)
    if described:
        _hold(_check(described["returns"], result, method))
    _with_aiogram(_validating(_method_class(method).__returning__), result)


def check_refusal(response: Json) -> None:
    """Raise NotBotApi unless this is how the Bot API says no."""
    code, words, more = (
        response.get("error_code"),
        response.get("description"),
        response.get("parameters", {}),
    )
    if not (isinstance(code, int) and 400 <= code < 600 and isinstance(words, str) and words):
        raise NotBotApi(f"not a refusal: {response}")
    if unknown := response.keys() - {"ok", "error_code", "description", "parameters"}:
        raise NotBotApi(f"refusal: {unknown}")
    if _description():
        _hold(_check(["ResponseParameters"], more, "refusal.parameters"))


def check_update(update: Json) -> None:
    """Raise NotBotApi unless this is an Update."""
    if _description():
        _hold(_check(["Update"], update, "update"))
    _with_aiogram(_validating(aiogram.types.Update), update)


@cache
def _description() -> Json:
    named = os.environ.get("BOTAPI_DESCRIPTION")
    if not named:
        return {}
    path = Path(named)
    found: Json = json.loads((next(path.glob("*.json")) if path.is_dir() else path).read_text())
    return found


def _described(method: str) -> Json | None:
    description = _description()
    if not description:
        return None
    if method not in description["methods"]:
        raise NotBotApi(f"no method {method}")
    return description["methods"][method]


@cache
def _validating(kind: Any) -> Callable[[Any], Any]:
    """What holds a value against this type of aiogram, or union of them."""
    return TypeAdapter(kind).validate_python


def _method_class(method: str) -> Any:
    return getattr(aiogram.methods, method[0].upper() + method[1:])


def _with_aiogram(validate: Any, value: Any) -> None:
    try:
        validate(value)
    except ValidationError as wrong:
        raise NotBotApi(str(wrong)) from wrong


def _hold(faults: list[str]) -> None:
    if faults:
        raise NotBotApi("; ".join(faults))


def _check(types: list[str], value: Any, where: str, *, form: bool = False) -> list[str]:
    """Return the faults under the type that fits best."""
    found = [_check_one(kind, _from_form(value, kind) if form else value, where) for kind in types]
    return min(found, key=len)


def _check_one(kind: str, value: Any, where: str) -> list[str]:
    if kind.startswith("Array of "):
        return _check_each(kind.removeprefix("Array of "), value, where)
    if kind in _PLAIN:
        fits = isinstance(value, _PLAIN[kind]) and isinstance(value, bool) == (kind in {"Boolean", "True"})
        return [] if fits else [f"{where}: not {kind}"]
    if kind == "InputFile":
        return (
            [] if isinstance(value, Upload) or str(value).startswith("attach://") else [f"{where}: no file"]
        )
    described = _description()["types"][kind]
    if "subtypes" in described:
        return _check(described["subtypes"], value, where)
    return _check_fields(described.get("fields", []), value, where)


def _check_each(kind: str, values: Any, where: str) -> list[str]:
    if not isinstance(values, list):
        return [f"{where}: not Array of {kind}"]
    return [fault for at, one in enumerate(values) for fault in _check_one(kind, one, f"{where}[{at}]")]


def _check_fields(fields: list[Json], value: Any, where: str, *, form: bool = False) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: not an object"]
    known = {field["name"]: field for field in fields}
    missing = [f"{where}.{name}: missing" for name in known if known[name]["required"] and name not in value]
    unknown = [f"{where}.{name}: unknown" for name in value if name not in known]
    wrong = [
        fault
        for name, inner in value.items()
        if name in known
        for fault in _check(known[name]["types"], inner, f"{where}.{name}", form=form)
    ]
    return missing + unknown + wrong


def _from_form(value: Any, kind: str) -> Any:
    """Return what a form's string stands for where this type is expected."""
    if not isinstance(value, str) or kind in {"String", "InputFile"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _for_aiogram(value: Any) -> Any:
    return aiogram.types.BufferedInputFile(value.content, value.name) if isinstance(value, Upload) else value


def _parsed(value: Any) -> Any:
    structured = isinstance(value, str) and value.startswith(("[{", "[[", "{", "[]", '["'))
    return _from_form(value, "JSON") if structured else value
