"""A questionnaire drawn up as an XLSForm, the spreadsheet that agencies know from Kobo: the part that a chat can ask.

Of the sheet `survey` the columns type, name, label, relevant, required, constraint and constraint_message are read, of
`choices` list_name, name and label, of `settings` the title, id and version. Everything else is refused with its cell,
never passed over: a form that loses a question on its way is worse than none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from domain.questionnaire import Questionnaire
from domain.questions import LONGEST_LABEL
from domain.sheet import Sheet
from domain.xlsform_cells import (
    LABELS,
    NEEDED,
    CellFlaw,
    Rejected,
    Table,
    bounds,
    check_columns,
    column_of,
    condition,
    is_optional,
    label,
    message,
    need,
    table,
)

_QUESTION_KEY: Final = re.compile(r"[a-z][a-z0-9]{0,7}")
_CHOICE_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_]{0,15}")
_FORM_KEY: Final = re.compile(r"[a-z][a-z_]{0,39}")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_QUESTIONS_IN_FIVE_MINUTES: Final = 20
_KINDS: Final = {
    "text": "text",
    "integer": "number",
    "date": "date",
    "image": "file",
    "file": "file",
    "select_one": "single",
    "select_multiple": "multiple",
}
_NOTED_BY_THE_PHONE: Final = ("start", "end", "today", "deviceid", "username")


class FormInvalid(ValueError):
    """The form cannot be asked; nothing of it is used."""

    def __init__(self, flaws: Sequence[CellFlaw]) -> None:
        super().__init__("\n".join(f"{one.sheet}!{one.row}, {one.column}: {one.reason}" for one in flaws))
        self.flaws = tuple(flaws)


@dataclass(slots=True)
class _Form:
    """What has been read so far, by the names of the form; `rows` says where each question of a section stands."""

    lists: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    options: dict[tuple[str, str], str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    list_of: dict[str, str] = field(default_factory=dict)
    sections: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    intro: str = ""
    in_group: bool = False

    @property
    def filled(self) -> list[dict[str, Any]]:
        return [section for section in self.sections if section["questions"]]


def definition(sheets: Iterable[Sheet], *, intro: str) -> dict[str, Any]:
    """The form as the content of a definition file; `intro` stands where the form has no note at its beginning.

    Names that are too long for a button get a key of their own. Refuses FormInvalid with every cell that is wrong.
    """
    found = {sheet.name.strip().casefold(): sheet for sheet in sheets}
    if "survey" not in found:
        raise FormInvalid([CellFlaw("survey", 0, "", "sheet_missing")])
    tables = {name: table(name, found[name]) for name in NEEDED if name in found}
    form, head = _Form(), dict[str, Any]()
    if "choices" in tables:
        tables["choices"].each(lambda _, row: _choice(form, row))
    tables["survey"].each(lambda number, row: _line(form, number, row))
    if "settings" in tables:
        tables["settings"].each(lambda _, row: head.update(_head(row)))
    _check_whole(form, tables["survey"])
    flaws = [flaw for one in tables.values() for flaw in one.flaws]
    if flaws:
        raise FormInvalid(flaws)
    return _checked(form, _whole(form, head, intro))


def _check_whole(form: _Form, survey: Table) -> None:
    if form.in_group:
        survey.flaws.append(CellFlaw(survey.name, 0, "type", "group_not_closed"))
    if not form.filled and not survey.flaws:
        survey.flaws.append(CellFlaw(survey.name, 0, "type", "no_questions"))


def _whole(form: _Form, head: dict[str, Any], intro: str) -> dict[str, Any]:
    made: dict[str, Any] = {"key": "kuesioner", "version": 1, "title": "Kuesioner"} | head
    made |= {"noun": "pertanyaan", "minutes": 5 * -(-len(form.keys) // _QUESTIONS_IN_FIVE_MINUTES)}
    return made | {"consent_needed": True, "intro": form.intro or intro, "sections": form.filled}


def _checked(form: _Form, made: dict[str, Any]) -> dict[str, Any]:
    """What only the definition as a whole can tell, led back to the row of its question."""
    try:
        Questionnaire.model_validate(made)
    except ValidationError as error:
        flaws = error.errors()
        raise FormInvalid([_led_back(form, flaw["loc"], flaw["type"]) for flaw in flaws]) from None
    return made


def _led_back(form: _Form, location: tuple[int | str, ...], reason: str) -> CellFlaw:
    _, section, _, number, *_ = location
    question = form.filled[int(section)]["questions"][int(number)]
    return CellFlaw("survey", form.rows[question["key"]], "constraint", reason)


def _choice(form: _Form, row: Mapping[str, str]) -> None:
    listed, name, words = need(row, "list_name"), need(row, "name"), label(row)
    column = column_of(row, LABELS)
    options = form.lists.setdefault(listed, [])
    if len(words) > LONGEST_LABEL:
        raise Rejected(column, "label_too_long", words)
    if any(option["label"].casefold() == words.casefold() for option in options):
        raise Rejected(column, "label_twice", words)
    key = name if _CHOICE_KEY.fullmatch(name) else f"c{len(options) + 1}"
    if (listed, name) in form.options or any(option["key"] == key for option in options):
        raise Rejected("name", "name_twice", name)
    form.options[listed, name] = key
    options.append({"key": key, "label": words})


def _line(form: _Form, number: int, row: Mapping[str, str]) -> None:
    words = need(row, "type").replace("_group", " group").split()
    match words:
        case ["begin", "group"]:
            _open_section(form, row)
        case ["end", "group"]:
            _close_section(form)
        case [noted] if noted in _NOTED_BY_THE_PHONE:
            pass  # the bot knows who answers and when
        case ["note"]:
            _note(form, row)
        case ["text" | "integer" | "date" | "image" | "file" as kind]:
            _question(form, number, row, kind, "")
        case ["select_one" | "select_multiple" as kind, listed]:
            _question(form, number, row, kind, listed)
        case _:
            raise Rejected("type", "type_unknown", row["type"])


def _open_section(form: _Form, row: Mapping[str, str]) -> None:
    if form.in_group:
        raise Rejected("type", "group_in_group")
    if "relevant" in row:
        raise Rejected("relevant", "group_condition", row["relevant"])
    form.in_group = True
    form.sections.append({"title": row.get(column_of(row, LABELS), ""), "questions": []})


def _close_section(form: _Form) -> None:
    if not form.in_group:
        raise Rejected("type", "group_not_open")
    form.in_group = False
    form.sections.append({"title": "", "questions": []})


def _note(form: _Form, row: Mapping[str, str]) -> None:
    """A note at the beginning is the introduction; elsewhere nothing could be answered to it."""
    if form.keys or form.intro:
        raise Rejected("type", "note_inside")
    form.intro = label(row)


def _question(form: _Form, number: int, row: Mapping[str, str], kind: str, listed: str) -> None:
    name, text = need(row, "name"), label(row)
    if not _NAME.fullmatch(name):
        raise Rejected("name", "name_malformed", name)
    if name in form.keys:
        raise Rejected("name", "name_twice", name)
    if listed and listed not in form.lists:
        raise Rejected("type", "list_unknown", listed)
    check_columns(row)
    key = _key(form, name)
    made: dict[str, Any] = {"key": key, "kind": _KINDS[kind], "text": text}
    parts = {
        "name": name if key != name else "",
        "optional": is_optional(row),
        "ask_when": _condition(form, row),
        "message": message(row),
        "choices": form.lists.get(listed),
    }
    made |= {part: value for part, value in parts.items() if value}
    made |= bounds(kind, row.get("constraint", ""), len(form.lists.get(listed, ())))
    form.keys[name], form.list_of[name], form.rows[key] = key, listed, number
    if not form.sections:
        form.sections.append({"title": "", "questions": []})
    form.sections[-1]["questions"].append(made)


def _key(form: _Form, name: str) -> str:
    """The name, or a short one in its place that no question has."""
    taken = set(form.keys.values())
    if _QUESTION_KEY.fullmatch(name) and name not in taken:
        return name
    return next(
        key for key in (f"q{n}" for n in range(len(taken) + 1, 2 * len(taken) + 2)) if key not in taken
    )


def _condition(form: _Form, row: Mapping[str, str]) -> dict[str, Any] | None:
    if "relevant" not in row:
        return None
    name, values = condition(row["relevant"])
    if name not in form.keys:
        raise Rejected("relevant", "relevant_not_earlier", name)
    listed = form.list_of[name]
    unknown = next((value for value in values if listed and (listed, value) not in form.options), None)
    if unknown is not None:
        raise Rejected("relevant", "relevant_no_option", unknown)
    return {
        "question": form.keys[name],
        "any_of": [form.options[listed, value] if listed else value for value in values],
    }


def _head(row: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if "form_title" in row:
        made["title"] = row["form_title"]
    if "form_id" in row:
        made["key"] = re.sub(r"[- ]", "_", row["form_id"].casefold())
        if not _FORM_KEY.fullmatch(made["key"]):
            raise Rejected("form_id", "name_malformed", row["form_id"])
    if "version" in row:
        if not row["version"].isdecimal() or not int(row["version"]):
            raise Rejected("version", "version_malformed", row["version"])
        made["version"] = int(row["version"])
    return made
