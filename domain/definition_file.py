"""A definition written as the TOML of its file, in the shape a person would write it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any


def written(definition: Mapping[str, Any]) -> str:
    """The text of the file; reading it with `tomllib` gives the same definition back."""
    return "\n".join(_lines(definition)) + "\n"


def _lines(definition: Mapping[str, Any]) -> Iterator[str]:
    yield from _pairs(definition, without="sections")
    for section in definition["sections"]:
        yield from ("", "[[sections]]")
        yield from _pairs(section, without="questions")
        for question in section["questions"]:
            yield from ("", "[[sections.questions]]")
            yield from _pairs(question)


def _pairs(table: Mapping[str, Any], *, without: str = "") -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in table.items() if key != without)


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | date():
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Mapping():
            return f"{{ {', '.join(_pairs(value))} }}"
        case Sequence() if any(isinstance(one, Mapping) for one in value):
            return "".join(("[\n", *(f"  {_value(one)},\n" for one in value), "]"))
        case Sequence():
            return f"[{', '.join(map(_value, value))}]"
        case other:
            raise TypeError(other)
