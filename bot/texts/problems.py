"""Rows of a file that cannot be taken, one short line each, as the report of an import has them."""

from zoneinfo import ZoneInfo

from bot.texts import formats
from bot.texts.catalogue import UnknownText, find, say
from bot.texts.markup import Fact, Markup
from bot.texts.refusing import facts_of, first_sentence
from domain.errors import CellIsFormula, NipDuplicated, Refusal
from domain.sheet import Fault, RowProblem


def row_problem(problem: RowProblem, zone: ZoneInfo = formats.JAKARTA) -> Markup:
    """Baris 77: NIP 17 angka. The column is named where the number of the row alone does not lead to the cell."""
    reason = row_reason(problem.reason, problem.value, zone)
    if isinstance(problem.reason, NipDuplicated):
        return say(
            "imports.problem", row=formats.joined([str(row) for row in problem.reason.rows]), reason=reason
        )
    if isinstance(problem.reason, CellIsFormula) or problem.reason is Fault.NOT_UNDERSTOOD:
        return say("imports.problem_in_column", row=str(problem.row), column=problem.column, reason=reason)
    return say("imports.problem", row=str(problem.row), reason=reason)


def row_reason(reason: Refusal | Fault, value: str, zone: ZoneInfo = formats.JAKARTA) -> Markup:
    """Why, without the row, the column and the period at the end."""
    if isinstance(reason, Fault):
        return _short(f"words.row_reason.{reason}", {"value": value})
    try:
        return _short(f"words.row_reason.{type(reason).__name__}", facts_of(reason, zone))
    except UnknownText:
        return Markup(first_sentence(reason, zone).removesuffix("."))


def _short(key: str, facts: dict[str, Fact]) -> Markup:
    text = find(key)
    return text.fill({name: facts[name] for name in text.placeholders})
