"""What must be repaired in a file: the first rows on the screen, all of them in the report."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.documents.workbooks import ReportedProblem
from bot.reply import Key, Reply
from bot.texts import Markup, label, lines, plain, say
from bot.texts.problems import row_problem, row_reason
from bot.views.imports import SentFile
from bot.views.navigation import to_close
from domain.errors import NipDuplicated
from domain.sheet import RowProblem, rows_of
from domain.usecases.importing import Rejected

_ROOM = 420
_LONGEST_CELL = 40
_MOST_ROWS = 6


@button("imr")
class DownloadReport(Button):
    """[Unduh laporan]: every row that must be repaired."""


def rejected(found: Rejected, sent: SentFile, zone: ZoneInfo) -> Reply:
    """The first rows to repair; the rest is in the report."""
    shown: list[Markup] = []
    told: list[RowProblem] = []
    for problem in map(_shortened, found.problems):
        line = row_problem(problem, zone)
        if told and len(plain(lines(*shown, line))) > _ROOM:
            break
        shown.append(line)
        told.append(problem)
    if rest := found.bad - len(rows_of(tuple(told))):
        shown.append(say("imports.rejected_more", count=rest))
    text = say("imports.rejected", bad=found.bad, total=found.total, rows=lines(*shown))
    rows = [[Key(label("download_report"), DownloadReport())], [to_close()]]
    return Reply(text, rows, facts=sent.facts())


def reported(problems: Iterable[RowProblem], zone: ZoneInfo) -> list[ReportedProblem]:
    """The lines of the report; a problem of two rows stands at both."""
    return [
        ReportedProblem(row, one.column, one.value, plain(row_reason(one.reason, one.value, zone)))
        for one in problems
        for row in rows_of((one,))
    ]


def _shortened(problem: RowProblem) -> RowProblem:
    """A cell can be of any length and an NIP stand in any number of rows, a line of a screen cannot."""
    reason = problem.reason
    if isinstance(reason, NipDuplicated):
        reason = NipDuplicated(rows=reason.rows[:_MOST_ROWS])
    value, column = problem.value[:_LONGEST_CELL], problem.column[:_LONGEST_CELL]
    return RowProblem(problem.row, column, value, reason)
