"""The commands `talenta questionnaire`: check a definition, try it in the terminal, make one from an XLSForm."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.clock import SystemClock
from bot.console import give_up, run_async, screen, tell
from bot.texts import plain, refusal, say, word
from bot.texts.catalogue import catalogue
from domain.errors import Refusal
from domain.questionnaire import Questionnaire, QuestionnaireInvalid
from domain.sheet import Sheet
from domain.xlsform_cells import CellFlaw

commands = typer.Typer(no_args_is_help=True, help="Berkas kuesioner.")
_DefinitionFile = Annotated[Path, typer.Argument(help="Berkas .toml.", exists=True, dir_okay=False)]
_LONGEST_VALUE = 40


@commands.command()
def check(file: _DefinitionFile) -> None:
    """Periksa berkas kuesioner dan setiap layarnya."""
    from bot.fitting import misfits

    questionnaire = _read(file)
    found = misfits(questionnaire)
    for one in found:
        reason = word("misfit", one.reason, count=one.found, limit=one.limit)
        tell("definition_flaw", place=one.question, reason=reason)
    if found:
        give_up("definition_rejected", path=str(file), count=len(found))
    tell(
        "definition_good",
        questionnaire=questionnaire.title,
        version=questionnaire.version,
        count=len(questionnaire.questions),
        sections=len(questionnaire.sections),
    )


@commands.command()
def preview(file: _DefinitionFile) -> None:
    """Isi kuesioner di terminal dengan bot yang sebenarnya; tidak ada yang disimpan."""
    from bot.previewing import preview as ask

    questionnaire = _read(file)
    tell("preview_begins")

    def problem(reason: str) -> None:
        tell("demo_not_possible", reason=reason)

    run_async(ask(questionnaire, now=SystemClock().now(), tell=_print, problem=problem))


@commands.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Berkas XLSForm .xlsx.", exists=True, dir_okay=False)],
    to: Annotated[Path | None, typer.Option(help="Berkas .toml yang dibuat.")] = None,
) -> None:
    """Buat berkas kuesioner dari XLSForm (Kobo)."""
    from domain import definition_file, xlsform

    output = to or file.with_suffix(".toml")
    if output.exists():
        give_up("definition_exists", path=str(output))
    try:
        made = xlsform.definition(_sheets(file), intro=plain(say("questionnaires.imported_intro")))
    except xlsform.FormInvalid as error:
        for flaw in error.flaws:
            _tell_cell(flaw)
        give_up("definition_rejected", path=str(file), count=len(error.flaws))
    output.write_text(definition_file.written(made), encoding="utf-8")
    tell("definition_written", path=str(output), count=sum(len(one["questions"]) for one in made["sections"]))


def give_up_on(invalid: QuestionnaireInvalid) -> NoReturn:
    """Say what is wrong with a definition, each flaw with its path, and end with 1."""
    for flaw in invalid.flaws:
        tell("definition_flaw", place=flaw.path or invalid.source, reason=_reason(flaw.reason))
    give_up("definition_rejected", path=invalid.source, count=len(invalid.flaws))


def _read(file: Path) -> Questionnaire:
    from bot.library import read_definition

    try:
        return read_definition(file)
    except QuestionnaireInvalid as invalid:
        give_up_on(invalid)


def _sheets(file: Path) -> tuple[Sheet, ...]:
    from bot.documents.sheets import read_sheets

    try:
        return read_sheets(file.read_bytes(), file.name)
    except Refusal as error:
        _print(plain(refusal(error)))
        raise typer.Exit(1) from None


def _tell_cell(flaw: CellFlaw) -> None:
    key = "cell_flaw" if flaw.row else "sheet_flaw"
    facts: dict[str, str | int] = {"row": str(flaw.row)} if flaw.row else {}
    shown = flaw.value if len(flaw.value) <= _LONGEST_VALUE else f"{flaw.value[: _LONGEST_VALUE - 1]}…"
    value = f" ({shown})" if shown else ""
    tell(key, sheet=flaw.sheet, column=flaw.column or "-", reason=_reason(flaw.reason), value=value, **facts)


def _reason(code: str) -> str:
    """A sentence where there is one: pydantic has more codes than people meet."""
    return str(word("flaw", code)) if f"words.flaw.{code}" in catalogue() else code


def _print(line: str) -> None:
    screen.print(line, markup=False)
