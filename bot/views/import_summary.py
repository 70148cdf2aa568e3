"""What the command line says about an import: everything, since a terminal has room."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.saving import ImportReport
from bot.texts import Markup, formats, lines, say
from bot.texts.problems import row_problem
from bot.views import imports as views
from domain.imports import Preview
from domain.usecases.importing import Rejected


def summary(report: ImportReport, zone: ZoneInfo) -> Iterator[str]:
    """Texts in order: what was found, then what was saved."""
    found = report.examined
    if isinstance(found, Rejected):
        yield _rejected(found, zone)
    elif not isinstance(found, Preview):
        yield views.received_before(formats.moment(found.saved_at, zone)).text
    elif report.saved is None:
        yield views.nothing_new(found).text
    else:
        yield views.found_in(found)
        yield views.saved(report.saved, 0, zone).text


def _rejected(found: Rejected, zone: ZoneInfo) -> Markup:
    rows = lines(*(row_problem(problem, zone) for problem in found.problems))
    return say("imports.rejected", bad=found.bad, total=found.total, rows=rows)
